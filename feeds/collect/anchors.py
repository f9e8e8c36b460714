"""The links of a page: where each leads, and the element that bears it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup, Tag

from feeds import urls
from feeds.characters import clean
from feeds.collect.addresses import Address, examine

_MOST_ANCHORS = 4000  # more than any listing has; fewer than a hostile page could cost time with
_GOES_TO = re.compile(
    r"""(?:location(?:\.href)?\s*=|(?:location\.(?:assign|replace)|\bopen)\s*\()\s*(['"])(.+?)\1"""
)
_SCRIPTED_ATTRIBUTES = ("data-href", "data-url", "data-link")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: the element that bears it, and what its address says of itself."""

    tag: Tag
    address: Address


def base_of(soup: BeautifulSoup, url: str) -> str:
    """What relative addresses on the page at ``url`` are relative to."""
    declared = soup.find("base", href=True)
    return (urls.join(url, attribute(declared, "href")) if declared else None) or url


def anchors_of(soup: BeautifulSoup, url: str) -> list[Anchor]:
    """The links of the page at ``url``, in its order."""
    found = soup.find_all("a", href=True, limit=_MOST_ANCHORS)
    return _anchors(((tag, attribute(tag, "href")) for tag in found), soup, url)


def scripted_anchors_of(soup: BeautifulSoup, url: str) -> list[Anchor]:
    """The elements of the page at ``url`` that a script makes links of when they are clicked on."""
    return _anchors(islice(_scripted(soup), _MOST_ANCHORS), soup, url)


def links_of(soup: BeautifulSoup, url: str) -> frozenset[str]:
    """Every address the page at ``url`` links to, canonical."""
    return frozenset(anchor.address.url for anchor in anchors_of(soup, url))


def text_of(tag: Tag) -> str:
    """The visible text, its white space collapsed, without characters that no feed may hold."""
    return " ".join(clean(tag.get_text(" ", strip=True)).split())


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value; empty where there is none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def _anchors(pairs: Iterable[tuple[Tag, str]], soup: BeautifulSoup, url: str) -> list[Anchor]:
    base = base_of(soup, url)
    targets = ((tag, urls.join(base, reference)) for tag, reference in pairs)
    return [Anchor(tag, examine(urls.canonical(t), url)) for tag, t in targets if t is not None]


def _scripted(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    for tag in soup.find_all(True):
        if (script := _GOES_TO.search(attribute(tag, "onclick"))) is not None:
            yield tag, script[2]
        elif named := next((n for n in _SCRIPTED_ATTRIBUTES if attribute(tag, n)), None):
            yield tag, attribute(tag, named)
