"""Reading the subscriptions that another program exported (OPML 2.0, http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from feeds import urls
from feeds.characters import clean
from feeds.collect.mending import mended
from feeds.errors import BadFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What somebody follows: the address of a feed or page, and the name they gave it."""

    url: str
    title: str | None = None


def subscriptions(body: bytes, origin: str) -> list[Subscription]:
    """The subscriptions in an OPML document, folders flattened, each address once.

    ``origin`` names the document in errors. Raises BadFeed when it is no OPML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(mended(body), parser)
        if root is None or root.tag != "opml":
            raise BadFeed(origin, "no OPML")
        found: dict[str, Subscription] = {}
        for each in _outlines(root):
            found.setdefault(each.url, each)
        return list(found.values())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFeed(origin, "no XML") from error


def _as_web(address: str) -> str:
    """``address`` without the scheme by which browsers handed feeds to other programs.

    That is ``feed:https://…``, and ``feed://…`` for http.
    """
    scheme, _, rest = address.strip().partition(":")
    if scheme.lower() != "feed":
        return address
    return f"http:{rest}" if rest.startswith("//") else rest


def _outlines(root: Any) -> Iterator[Subscription]:
    for outline in root.iter("outline"):
        url = urls.join("", _as_web(outline.get("xmlUrl") or outline.get("htmlUrl") or ""))
        if url is not None:
            title = clean(outline.get("title") or outline.get("text") or "").strip()
            yield Subscription(url=url, title=title or None)
