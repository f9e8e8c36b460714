"""Fetches the page of one article, past a page that does nothing but send its reader on."""

from __future__ import annotations

from dataclasses import replace

from feeds.collect import pointers
from feeds.collect.fetch import Fetcher, same_audience
from feeds.model import Header, Page, Validators


def article_page(url: str, fetcher: Fetcher, headers: tuple[Header, ...]) -> Page:
    """The page of the article at ``url``, as :func:`changed_page`. Raises FetchError."""
    page = changed_page(url, fetcher, headers, Validators())
    assert page is not None  # only a conditional request is answered so
    return page


def changed_page(
    url: str, fetcher: Fetcher, headers: tuple[Header, ...], validators: Validators
) -> Page | None:
    """The page of the article at ``url``, or None if it still is what ``validators`` came with.

    One that sends on by a meta element is followed once, as a redirect is: the address it leads to
    is checked as if asked for itself, and ``headers``, the operator's own, go to no other host.
    Raises FetchError.
    """
    page = fetcher.fetch(url, validators=validators, headers=headers)
    target = pointers.sent_on(page) if page else None
    if target is None:
        return page
    further = fetcher.fetch(target, headers=headers if same_audience(url, target) else ())
    # Its validators are no good where the next request goes, which is to the page that sends on.
    return further and replace(further, requested=url, validators=Validators())
