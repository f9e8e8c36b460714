"""What a feed itself carries of an article, for where the article's page refuses us. Pure."""

from __future__ import annotations

import re
from html import escape

from feeds.errors import BadStatus, ExtractError, NotAnArticle, RobotsDenied
from feeds.model import Failure, Page

_REFUSALS = frozenset(("401", "402", "403", "407", "451"))
_NO_ARTICLE = frozenset((NotAnArticle.kind, ExtractError.kind))
_HTML = frozenset(("text/html", "application/xhtml+xml"))
# A tag in which another begins is none: were it one, a row of "<" would take quadratic time.
_MARKUP = re.compile(r"<[^<>]*>")
# Articles begin at some 300 characters (see extract.verdict); what is shorter is a teaser of one.
_SHORTEST = 300
_LONGEST = 200_000  # characters, markup included: ten times a long article's


def carried_page(feed: Page, url: str, title: str | None, html: object) -> Page | None:
    """The page that ``feed`` makes of its article at ``url``; None if it holds too little of it."""
    if not title or not isinstance(html, str) or len(html) > _LONGEST:
        return None
    if len(" ".join(without_markup(html).split())) < _SHORTEST:
        return None
    headline = escape(title)
    body = (
        f"<!doctype html><html><head><title>{headline}</title></head>"
        f"<body><article><h1>{headline}</h1>{html}</article></body></html>"
    )
    return Page(
        url=url,
        requested=url,
        body=body.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        fetched_at=feed.fetched_at,
    )


def without_markup(html: str) -> str:
    """``html`` with a blank for each tag."""
    return _MARKUP.sub(" ", html)


def is_html(media_type: object) -> bool:
    """Whether what a feed carries under ``media_type`` is markup."""
    return media_type in _HTML


def is_refusal(failure: Failure) -> bool:
    """Whether a page that failed with ``failure`` is kept from us, or is a wall in its place.

    Not one that is gone, which may have been withdrawn, nor one that a fault keeps away for now.
    """
    if failure.kind == BadStatus.kind:
        return failure.detail in _REFUSALS
    if failure.kind == RobotsDenied.kind:
        return not failure.detail  # a rule, and not that robots.txt cannot be had
    return failure.kind in _NO_ARTICLE
