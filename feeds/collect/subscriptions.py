"""Reading the subscriptions that another program exported (OPML 2.0, http://opml.org/spec2.opml)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from feeds import urls
from feeds.characters import clean
from feeds.collect.mending import mended
from feeds.errors import BadFeed

_FEED_TYPES = frozenset(("rss", "atom"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What somebody follows: the address of a feed or page, and the name they gave it."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """What an OPML document holds: ``usable`` are each address once, folders flattened.

    ``unusable`` are the outlines that mean a feed and have no address on the web: that which they
    have, or their name.
    """

    usable: tuple[Subscription, ...] = ()
    unusable: tuple[str, ...] = ()


def subscriptions(body: bytes, origin: str) -> Subscriptions:
    """The subscriptions in an OPML document.

    ``origin`` names the document in errors. Raises BadFeed when it is no OPML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(mended(body), parser)
        if root is None or root.tag != "opml":
            raise BadFeed(origin, "no OPML")
        usable: dict[str, Subscription] = {}
        unusable: list[str] = []
        for outline in root.iter("outline"):
            found = _subscription(outline)
            if found is not None:
                usable.setdefault(found.url, found)
            elif _means_a_feed(outline):
                unusable.append(_address(outline) or _name(outline) or "without a name")
        return Subscriptions(usable=tuple(usable.values()), unusable=tuple(unusable))
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


def _subscription(outline: Any) -> Subscription | None:
    url = urls.join("", _as_web(_address(outline)))
    return Subscription(url=url, title=_name(outline) or None) if url is not None else None


def _means_a_feed(outline: Any) -> bool:
    """Whether it is no mere folder, which has neither type nor address."""
    return bool(_address(outline)) or outline.get("type", "").lower() in _FEED_TYPES


def _address(outline: Any) -> str:
    return clean(outline.get("xmlUrl") or outline.get("htmlUrl") or "").strip()


def _name(outline: Any) -> str:
    return clean(outline.get("title") or outline.get("text") or "").strip()
