"""The articles that a page lists in its own structured data: schema.org in JSON-LD. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bs4 import BeautifulSoup

from feeds import urls

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
_DEEPEST = 8


def listed(soup: BeautifulSoup, base: str) -> frozenset[str]:
    """Canonical addresses of the articles listed; those of the page's own article, if it is one."""
    found = (urls.join(base, address) for data in _blocks(soup) for address in _articles(data, 0))
    return frozenset(urls.canonical(url) for url in found if url is not None)


def _blocks(soup: BeautifulSoup) -> Iterator[object]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            yield json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue


def _articles(data: object, depth: int) -> Iterator[str]:
    if isinstance(data, list):
        for one in data:
            yield from _articles(one, depth)
    if not isinstance(data, dict) or depth > _DEEPEST or _types(data) & _NO_LISTS:
        return
    if _types(data) & _ARTICLES:
        addresses = (data.get(key) for key in _ADDRESSES)
        yield from [a for a in addresses if isinstance(a, str)][:1]
    for key in _HOLDERS:
        yield from _articles(data.get(key), depth + 1)


def _types(data: dict[str, object]) -> set[str]:
    types = data.get("@type")
    return {str(t) for t in types} if isinstance(types, list) else {str(types)}
