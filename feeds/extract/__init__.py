"""Clean articles out of HTML pages. Nothing heavy is loaded before the first page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from feeds.errors import ExtractError, NotAnArticle
from feeds.model import Article, Page, Rules, SiteProfile

__all__ = ["extract", "extract_site"]

# The pages of a call come from nowhere and are stored nowhere: when they were fetched is unknown.
_UNFETCHED = datetime(1970, 1, 1, tzinfo=UTC)


def extract(html: bytes | str, url: str, *, content_type: str | None = None) -> Article:
    """The article of one page.

    ``content_type`` is the header's value, parameters included. Raises NotAnArticle when the page
    is something else, ExtractError when nothing can be made of it.
    """
    from feeds.extract.reading import extract_page

    return extract_page(_page(url, html, content_type), Rules())


def extract_site(pages: Iterable[tuple[str, bytes | str]]) -> list[Article | NotAnArticle]:
    """The articles of one site's ``pages``, given as (url, html), each in its page's place.

    All pages are seen before the first is cleaned, so that what recurs on them is known. A page
    that is no article leaves a NotAnArticle in its place.
    """
    from feeds import urls
    from feeds.extract.batch import extract_batch

    given = [_page(url, html, None) for url, html in pages]
    host = urls.host(given[0].url) if given else ""
    results = extract_batch(given, Rules(), SiteProfile(host=host)).results
    return [result if isinstance(result, Article) else _refusal(result) for result in results]


def _page(url: str, html: bytes | str, content_type: str | None) -> Page:
    if isinstance(html, str):
        body = html.encode("utf-8", "replace")
        content_type = f"{(content_type or 'text/html').split(';')[0]}; charset=utf-8"
    else:
        body = html
    return Page(url=url, requested=url, body=body, content_type=content_type, fetched_at=_UNFETCHED)


def _refusal(error: ExtractError) -> NotAnArticle:
    if isinstance(error, NotAnArticle):
        return error
    return NotAnArticle(error.url, error.reason)
