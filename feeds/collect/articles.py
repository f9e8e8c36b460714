"""Fetches the page of one article, past a page that does nothing but send its reader on."""

from __future__ import annotations

from dataclasses import replace

from feeds.collect import pointers
from feeds.collect.fetch import Fetcher, same_audience
from feeds.model import Header, Page


def article_page(url: str, fetcher: Fetcher, headers: tuple[Header, ...]) -> Page:
    """The page of the article at ``url``.

    One that sends on by a meta element is followed once, as a redirect is: the address it leads to
    is checked as if asked for itself, and ``headers``, the operator's own, go to no other host.
    Raises FetchError.
    """
    page = _fetched(url, fetcher, headers)
    target = pointers.sent_on(page)
    if target is None:
        return page
    further = _fetched(target, fetcher, headers if same_audience(url, target) else ())
    return replace(further, requested=url)


def _fetched(url: str, fetcher: Fetcher, headers: tuple[Header, ...]) -> Page:
    page = fetcher.fetch(url, headers=headers)
    assert page is not None  # only a conditional request is answered so
    return page
