"""What the tests of collecting share: a fetcher that may reach the sites on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import pytest

from feeds.collect.fetch import Fetcher
from feeds.config import FetchSettings
from feeds.model import Page

LOOPBACK = ip_network("127.0.0.0/8")
MakeFetcher = Callable[..., Fetcher]


def received(url: str, body: bytes, content_type: str | None = None) -> Page:
    """What a site answered at ``url``."""
    return Page(
        url=url,
        requested=url,
        body=body,
        content_type=content_type,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def settings(**changes: Any) -> FetchSettings:
    """Settings that make no test wait, and let it reach loopback."""
    usual: dict[str, Any] = {
        "user_agent": "Feedwright/1.0 (+https://example.org/feedwright)",
        "delay": "0s",
        "timeout": "5s",
        "allow_private": (LOOPBACK,),
    }
    return FetchSettings(**(usual | changes))


@pytest.fixture
def make_fetcher() -> Iterator[MakeFetcher]:
    """Makes fetchers, and closes them after the test."""
    with ExitStack() as stack:

        def make(*, certificates: str | None = None, now: Any = None, **changes: Any) -> Fetcher:
            options = {"now": now} if now else {}
            fetcher = Fetcher(settings(**changes), certificates=certificates, **options)
            return stack.enter_context(fetcher)

        yield make


@pytest.fixture
def fetcher(make_fetcher: MakeFetcher) -> Fetcher:
    return make_fetcher()
