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
        return list({each.url: each for each in _outlines(root)}.values())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFeed(origin, "no XML") from error


def _outlines(root: Any) -> Iterator[Subscription]:
    for outline in root.iter("outline"):
        url = urls.join("", outline.get("xmlUrl") or outline.get("htmlUrl") or "")
        if url is not None:
            title = clean(outline.get("title") or outline.get("text") or "").strip()
            yield Subscription(url=url, title=title or None)
