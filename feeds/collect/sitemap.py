"""Reads sitemaps (sitemaps.org/protocol.html), in XML or as text, and news sitemaps. Pure.

XML is read without entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from feeds import urls
from feeds.characters import clean
from feeds.collect.documents import narrow, safe_xml
from feeds.collect.moments import moment
from feeds.errors import BadFeed
from feeds.model import Page

_MOST_ENTRIES = 50_000  # the protocol's limit for one file
_HEAD = 4096  # bytes within which XML has its first tag
_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One address that a sitemap lists: a page or, in an index, another sitemap."""

    url: str
    modified: datetime | None = None
    title: str | None = None  # news sitemaps only
    published: datetime | None = None  # news sitemaps only

    @property
    def moment(self) -> datetime:
        """When it was published or else changed; the dawn of time if it does not say."""
        return self.published or self.modified or _OLDEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap's pages, or an index's sitemaps, as listed."""

    pages: tuple[Place, ...] = ()
    children: tuple[Place, ...] = ()


def read(page: Page) -> Sitemap:
    """The sitemap that ``page`` holds. Raises BadFeed."""
    if b"<" not in page.body[:_HEAD]:
        return _read_text(page)
    pages: list[Place] = []
    children: list[Place] = []
    try:
        for element in _entries(safe_xml(page)):
            place = _place(page.url, element)
            if place is not None:
                (children if _name(element) == "sitemap" else pages).append(place)
            _forget(element)
            if len(pages) + len(children) >= _MOST_ENTRIES:
                break
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        raise BadFeed(page.url, str(error)) from error
    if not pages and not children:
        raise BadFeed(page.url, "it lists no address")
    return Sitemap(pages=tuple(pages), children=tuple(children))


def _read_text(page: Page) -> Sitemap:
    """One address a line and nothing else, in UTF-8."""
    lines = narrow(page.body).decode("utf-8", "replace").splitlines()[:_MOST_ENTRIES]
    if not any(map(urls.is_web, lines)) or not all(urls.is_web(line) for line in lines if line):
        raise BadFeed(page.url, "it is no sitemap")
    return Sitemap(pages=tuple(Place(url=urls.canonical(line)) for line in lines if line))


def promising(children: Sequence[Place], most: int) -> list[Place]:
    """The ``most`` sitemaps of an index that new articles are likeliest in.

    News sitemaps first, then those of posts and articles, then the latest changed; among equals the
    last listed, since numbered ones grow at the end. Ones of other things than articles are last.
    """

    def rank(numbered: tuple[int, Place]) -> tuple[int, datetime, int]:
        position, place = numbered
        name = place.url.lower().rpartition("//")[2].partition("/")[2]
        kind = next((rank for rank, words in _CHILD_WORDS if any(w in name for w in words)), 1)
        return kind, place.moment, position

    ranked = sorted(enumerate(children), key=rank, reverse=True)
    return [place for _, place in ranked[:most]]


_CHILD_WORDS = (
    (-1, ("tag", "categor", "author", "image", "video", "page-sitemap", "taxonom", "product")),
    (3, ("news",)),
    (2, ("post", "article", "story", "stories", "blog", "latest", "recent")),
)


def _entries(xml: bytes) -> Iterator[etree._Element]:
    yield from (
        element
        for _, element in etree.iterparse(
            BytesIO(xml),
            tag=("{*}url", "{*}sitemap"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
        )
    )


def _forget(element: etree._Element) -> None:
    """Free what was read: a sitemap may be a hundred times as large in memory."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _place(base: str, element: etree._Element) -> Place | None:
    own = {_name(child): _content(child) for child in element if isinstance(child.tag, str)}
    url = urls.join(base, own.get("loc", ""))
    if url is None:
        return None
    news = {
        _name(part): _content(part)
        for part in element.iterdescendants()
        if isinstance(part.tag, str) and "news" in part.tag.rpartition("}")[0]
    }
    return Place(
        url=urls.canonical(url),
        modified=_moment(own.get("lastmod", "")),
        title=news.get("title") or None,
        published=_moment(news.get("publication_date", "")),
    )


def _content(element: etree._Element) -> str:
    return clean(element.text or "").strip()


def _name(element: etree._Element) -> str:
    """Its local name; a broken document may have tags that are no names."""
    return str(element.tag).rpartition("}")[2].lower()


def _moment(text: str) -> datetime | None:
    """W3C datetime (ISO 8601 profile), which may stop at the year; UTC where no zone is given."""
    return moment(text + "-01" * {4: 2, 7: 1}.get(len(text), 0))
