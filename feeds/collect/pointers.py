"""What a page says of itself and points to besides articles: site, feeds, next page. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from feeds import urls
from feeds.characters import clean
from feeds.collect.anchors import attribute, base_of, text_of
from feeds.collect.documents import narrow
from feeds.collect.media import media_type
from feeds.model import Page

_FEED_TYPES = frozenset(
    (
        *("application/rss+xml", "application/atom+xml", "application/feed+json"),
        *("application/rdf+xml", "application/json", "text/xml", "application/xml"),
    )
)
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire|commenti", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"/(?:(?:rss2?|feed|atom)(?:\.(?:xml|php|json))?|index\.(?:rss|rdf)|[^/]+\.(?:rss|atom|rdf))/?$",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed|format)=(?:rss2?|atom|feed)(?:&|$)", re.IGNORECASE)
_REFRESH = re.compile(r"^refresh$", re.IGNORECASE)
_FORWARD = re.compile(r"""^\s*[0-5](?:\.\d*)?\s*[;,]\s*url\s*=\s*["']?([^"']+)""", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(rb"""\s*<\?xml(?:[^>]*?encoding=["']([\w.:-]+)["'])?[^>]*>""")
_PAGE_PART = re.compile(
    r"/(?:page|seite|pagina|pag|strona|stran|sida|side|sivu|sayfa)/\d+(?=/?(?:\?|$))"
    r"|[?&](?:page|paged|pg|seite|pagina)=\d+(?=&|$)",
    re.IGNORECASE,
)
_XML_LATER = re.compile(rb"<\?xml", re.IGNORECASE)
_PAGE_PARAMETERS = frozenset(("page", "paged", "p", "pg", "seite", "pagina", "start", "offset"))
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_LAST_NUMBER = re.compile(rf"(?:^|\D)({_PAGE_NUMBER.pattern})(?:\.\w{{2,5}})?$")
# BeautifulSoup needs half a second and 100 MB for a megabyte of ordinary HTML, and twenty times
# that where elements are never closed. Front pages stay under 2 MB; the largest seen had 1.7.
_LONGEST_HTML = 2_000_000
_LONGEST_UNCLOSED = 300_000
_MOST_UNCLOSED = 20_000  # tags; of those that HTML lets one leave open, pages have some thousands
# A page that only sends its reader on says so in a sentence or two, with a link for the impatient.
_LONGEST_STOPOVER = 50_000
_MOST_WORDS_ON_STOPOVER = 60


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
    # BeautifulSoup warns of XML, and takes text without a tag for the name of a file.
    markup = _XML_LATER.sub(b"<?x", body) if b"<" in body else b""
    try:
        return BeautifulSoup(markup, "lxml", from_encoding=encoding)
    except ValueError:  # what is declared is not even the name of an encoding
        return BeautifulSoup(markup, "lxml", from_encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFeed:
    """A feed that a page names in its head."""

    url: str
    title: str


def feeds_of(soup: BeautifulSoup, url: str) -> tuple[NamedFeed, ...]:
    """The feeds the page at ``url`` names, best first, those of comments left out.

    Those named in its head come before those that it merely links to. Best is the one named for
    this very page: its address lies below the page's, or next to it.
    """
    base = base_of(soup, url)
    here = urls.segments(url)

    def closeness(feed: NamedFeed) -> int:
        pairs = zip(here, urls.segments(feed.url), strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    found: dict[str, NamedFeed] = {}
    for named in (_alternates(soup, base), _linked_feeds(soup, base, url)):
        for feed in sorted(named, key=closeness, reverse=True):
            if not _COMMENTS.search(f"{urlsplit(feed.url).path} {feed.title}"):
                found.setdefault(urls.canonical(feed.url), feed)
    return tuple(found.values())


def _alternates(soup: BeautifulSoup, base: str) -> Iterator[NamedFeed]:
    for link in soup.find_all("link", rel="alternate", href=True):
        target = urls.join(base, str(link["href"]))
        if target is not None and media_type(attribute(link, "type")) in _FEED_TYPES:
            yield NamedFeed(url=target, title=clean(attribute(link, "title")))


def _linked_feeds(soup: BeautifulSoup, base: str, url: str) -> Iterator[NamedFeed]:
    """Links of the site itself whose type or address says that a feed is there."""
    for anchor in soup.find_all("a", href=True):
        target = urls.join(base, attribute(anchor, "href"))
        if target is None or not urls.same_site(target, url):
            continue
        parts = urlsplit(target)
        is_typed = media_type(attribute(anchor, "type")) in _FEED_TYPES
        if is_typed or _FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query):
            yield NamedFeed(url=target, title=text_of(anchor))


def forwarding(soup: BeautifulSoup, url: str) -> str | None:
    """Where the page at ``url`` sends its reader on to, on its own site, by a meta element."""
    return next((there for there in _destinations(soup, url) if urls.same_site(there, url)), None)


def sent_on(page: Page) -> str | None:
    """Where ``page`` sends its reader on to, on whatever site, if it hardly does anything else."""
    body = page.body
    if len(body) > _LONGEST_STOPOVER or b"refresh" not in body.lower():
        return None
    soup = parse(page)
    if len(soup.get_text(" ").split()) > _MOST_WORDS_ON_STOPOVER:
        return None
    return next(_destinations(soup, page.url), None)


def _destinations(soup: BeautifulSoup, url: str) -> Iterator[str]:
    """Where meta elements of the page at ``url`` lead without being asked.

    One that is for readers without scripts leads to a page that says so.
    """
    for tag in soup.find_all("meta", attrs={"http-equiv": _REFRESH, "content": True}):
        found = _FORWARD.search(attribute(tag, "content"))
        target = urls.join(base_of(soup, url), found[1]) if found else None
        if target is None or tag.find_parent("noscript"):
            continue
        if urls.canonical(target) != urls.canonical(url):
            yield target


def site_name(soup: BeautifulSoup) -> str | None:
    """What the site calls itself: ``og:site_name``, or else the page's title."""
    declared = soup.find("meta", property="og:site_name")
    name = str(declared.get("content") or "") if isinstance(declared, Tag) else ""
    title = soup.find("title")
    return " ".join(clean(name).split()) or (text_of(title) if title else "") or None


def next_page(soup: BeautifulSoup, url: str) -> str | None:
    """The listing's next page: what rel=next says, or the number after this page's own.

    A number is believed where the link shows it, or where nothing else of the address differs.
    """
    base = base_of(soup, url)
    for tag in soup.find_all(("link", "a"), rel="next", href=True):
        target = urls.join(base, str(tag["href"]))
        if target and urls.same_site(target, url) and urls.canonical(target) != urls.canonical(url):
            return target
    wanted = _number(url, default=1) + 1
    for tag in soup.find_all("a", href=True):
        target = urls.join(base, str(tag["href"]))
        if target is None or _number(target, default=0) != wanted:
            continue
        shown = text_of(tag) == str(wanted) and urls.same_site(target, url)
        if shown or _list(target) == _list(url):
            return target
    return None


def _number(url: str, default: int) -> int:
    """The page number in an address: ``?page=2``, ``/page/2``, ``/p2``, ``/list_2.html``."""
    for key, value in parse_qsl(urlsplit(url).query):
        if key.lower() in _PAGE_PARAMETERS and _PAGE_NUMBER.fullmatch(value):
            return int(value)
    last = urls.segments(url)[-1:]
    match = _LAST_NUMBER.search(last[0]) if last else None
    return int(match[1]) if match else default


def _list(url: str) -> str:
    """The address without what lists add to it for their further pages."""
    return _PAGE_PART.sub("", urls.canonical(url)).rstrip("/")
