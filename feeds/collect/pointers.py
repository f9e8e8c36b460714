"""What a page says of itself and points to besides articles: site, feeds, next page. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from feeds import urls
from feeds.collect.media import media_type
from feeds.collect.offers import base_of, text_of
from feeds.model import Page

_FEED_TYPES = frozenset(
    (
        *("application/rss+xml", "application/atom+xml", "application/feed+json"),
        *("application/rdf+xml", "application/json", "text/xml", "application/xml"),
    )
)
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire|commenti", re.IGNORECASE)
_PAGE_PARAMETERS = frozenset(("page", "paged", "p", "pg", "seite", "pagina", "start", "offset"))
_LONGEST_HTML = 3_000_000  # bytes; front pages stay under 2 MB, and BeautifulSoup needs 0.5 s for 1


def parse(page: Page) -> BeautifulSoup:
    """The page as HTML, its encoding found out; of a monstrous one, only as much as is bearable."""
    body = page.body[:_LONGEST_HTML]
    declared = re.search(r"charset=[\"']?([\w.:-]+)", page.content_type or "", re.IGNORECASE)
    return BeautifulSoup(body, "lxml", from_encoding=declared[1] if declared else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """A feed that a page names in its head."""

    url: str
    title: str


def feeds_of(soup: BeautifulSoup, url: str) -> tuple[NamedFeed, ...]:
    """The feeds the page at ``url`` names, best first, those of comments left out.

    Best is the one named for this very page: its address lies below the page's, or next to it.
    """
    base = base_of(soup, url)
    found: dict[str, NamedFeed] = {}
    for link in soup.find_all("link", rel="alternate", href=True):
        target = urls.join(base, str(link["href"]))
        title = str(link.get("title") or "")
        if target is None or media_type(str(link.get("type") or "")) not in _FEED_TYPES:
            continue
        if not _COMMENTS.search(f"{urlsplit(target).path} {title}"):
            found.setdefault(urls.canonical(target), NamedFeed(url=target, title=title))
    here = urls.segments(url)

    def closeness(feed: NamedFeed) -> int:
        pairs = zip(here, urls.segments(feed.url), strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    return tuple(sorted(found.values(), key=closeness, reverse=True))


def site_name(soup: BeautifulSoup) -> str | None:
    """What the site calls itself: ``og:site_name``, or else the page's title."""
    declared = soup.find("meta", property="og:site_name")
    name = str(declared.get("content") or "") if isinstance(declared, Tag) else ""
    title = soup.find("title")
    return " ".join((name or (text_of(title) if title else "")).split()) or None


def next_page(soup: BeautifulSoup, url: str) -> str | None:
    """The listing's next page: what rel=next says, or the number after this page's own."""
    base = base_of(soup, url)
    for tag in soup.find_all(("link", "a"), rel="next", href=True):
        target = urls.join(base, str(tag["href"]))
        if target and urls.same_site(target, url) and urls.canonical(target) != urls.canonical(url):
            return target
    wanted = _number(url, default=1) + 1
    for tag in soup.find_all("a", href=True):
        if text_of(tag) == str(wanted):
            target = urls.join(base, str(tag["href"]))
            if target and urls.same_site(target, url) and _number(target, default=0) == wanted:
                return target
    return None


def _number(url: str, default: int) -> int:
    """The page number in an address: ``?page=2``, ``/page/2``, ``/p2``, ``/list_2.html``."""
    for key, value in parse_qsl(urlsplit(url).query):
        if key.lower() in _PAGE_PARAMETERS and value.isdecimal():
            return int(value)
    last = urls.segments(url)[-1:]
    match = re.search(r"(?:^|\D)(\d{1,4})(?:\.\w{2,5})?$", last[0]) if last else None
    return int(match[1]) if match else default
