"""The articles that a page lists in its own structured data: schema.org in JSON-LD. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup

from feeds import urls
from feeds.collect.moments import zoned_moment

_ARTICLES = frozenset(
    (
        *("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "ListItem"),
        *("OpinionNewsArticle", "BlogPosting", "LiveBlogPosting", "TechArticle"),
    )
)
_NO_LISTS = frozenset(("BreadcrumbList", "SiteNavigationElement", "WPFooter", "WPHeader"))
_HOLDERS = (
    *("@graph", "itemListElement", "blogPost", "blogPosts", "hasPart", "mainEntity"),
    *("mainEntityOfPage", "item"),
)
_ADDRESSES = ("url", "item", "@id", "mainEntityOfPage")
_TITLES = ("headline", "name")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """What is said of an article that is listed, as far as it is: its title, when it changed."""

    title: str | None = None
    modified: datetime | None = None


def listed(soup: BeautifulSoup, base: str) -> dict[str, Listed]:
    """The articles listed, by canonical address in the page's order.

    On an article's own page, that article.
    """
    found: dict[str, Listed] = {}
    for data in _blocks(soup):
        for address, told in _articles(data, 0):
            url = urls.join(base, address)
            if url is not None:
                had = found.get(urls.canonical(url), told)
                found[urls.canonical(url)] = Listed(
                    had.title or told.title, had.modified or told.modified
                )
    return found


def _blocks(soup: BeautifulSoup) -> Iterator[object]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            yield json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue


def _articles(data: object, depth: int) -> Iterator[tuple[str, Listed]]:
    if isinstance(data, list):
        for one in data:
            yield from _articles(one, depth)
    if not isinstance(data, dict) or depth > _DEEPEST or _types(data) & _NO_LISTS:
        return
    if _types(data) & _ARTICLES:
        addresses = [data[key] for key in _ADDRESSES if isinstance(data.get(key), str)]
        titles = [data[key] for key in _TITLES if isinstance(data.get(key), str)]
        told = Listed(titles[0] if titles else None, zoned_moment(data.get("dateModified")))
        yield from ((address, told) for address in addresses[:1])
    for key in _HOLDERS:
        yield from _articles(data.get(key), depth + 1)


def _types(data: dict[str, object]) -> set[str]:
    types = data.get("@type")
    return {str(t) for t in types} if isinstance(types, list) else {str(types)}
