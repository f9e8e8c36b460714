"""What a page says of itself and points to besides articles: site, feeds, next page. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from feeds import urls
from feeds.characters import clean
from feeds.collect.documents import narrow
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
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(rb"""\s*<\?xml(?:[^>]*?encoding=["']([\w.:-]+)["'])?[^>]*>""")
_PAGE_PARAMETERS = frozenset(("page", "paged", "p", "pg", "seite", "pagina", "start", "offset"))
# BeautifulSoup needs half a second and 100 MB for a megabyte of ordinary HTML, and twenty times
# that where elements are never closed. Front pages stay under 2 MB; the largest seen had 1.7.
_LONGEST_HTML = 2_000_000
_LONGEST_UNCLOSED = 300_000
_MOST_UNCLOSED = 20_000  # tags; of those that HTML lets one leave open, pages have some thousands


def parse(page: Page) -> BeautifulSoup:
    """The page as HTML, its encoding found out; of a monstrous one, only as much as is bearable."""
    raw = page.body[:_LONGEST_HTML]
    body = narrow(raw)
    if body.count(b"<") - 2 * body.count(b"</") > _MOST_UNCLOSED:
        body = body[:_LONGEST_UNCLOSED]
    declared = _CHARSET.search(page.content_type or "")
    encoding = declared[1] if declared else None
    if body != raw:  # a byte order mark overrules all that is declared
        encoding = "utf-8"
    if (prolog := _XML_DECLARATION.match(body)) is not None:
        encoding = encoding or (prolog[1].decode() if prolog[1] else None)
        body = body[prolog.end() :]
    # Without a tag there is nothing to find, and BeautifulSoup warns that it was given a file name.
    return BeautifulSoup(body if b"<" in body else b"", "lxml", from_encoding=encoding)


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
    return " ".join(clean(name).split()) or (text_of(title) if title else "") or None


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
