"""Small values for the tests of the web pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from feeds.config import Settings, parse
from feeds.model import (
    Article,
    Failure,
    Find,
    Link,
    Outcome,
    RefreshResult,
    RefreshStatus,
    SourceState,
    Stage,
)
from feeds.store import Store
from feeds.web import application
from feeds.web.view import View
from tests.web.serving import served

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

TWO_SOURCES = """
sources:
  news: {url: "https://news.example/"}
  quiet: {url: "https://quiet.example/", title: "The Quiet <One>"}
"""


def configured(folder: Path, text: str = TWO_SOURCES) -> Settings:
    return parse(text, "config.yaml", {}).anchored(folder)


def find(slug: str, **changes: Any) -> Find:
    url = f"https://news.example/{slug}"
    usual = {
        "url": url,
        "title": f"About {slug}",
        "text": f"{slug} " * 60,
        "html": f"<p>{slug}</p>",
    }
    link = Link(url=url)
    return Find(link=link, article=Article(**(usual | changes)), addresses=(url,))


def failure(kind: str = "bad-status", detail: str = "503") -> Failure:
    url = "https://news.example/"
    return Failure(stage=Stage.COLLECT, kind=kind, url=url, detail=detail)


def went_well(store: Store, source: str, *finds: Find, at: datetime = NOW, **more: Any) -> None:
    """Save a refresh of ``source`` that brought ``finds``."""
    state = SourceState(
        source=source,
        title=more.get("title"),
        last_check=at,
        last_success=at,
        next_due=at + 15 * MINUTE,
    )
    result = RefreshResult(
        source=source,
        status=RefreshStatus.OK,
        started=at,
        links=len(finds),
        failures=more.get("failures", ()),
    )
    store.save(Outcome(state=state, result=result, finds=finds))


def went_wrong(
    store: Store, source: str, why: Failure, *, times: int = 1, at: datetime = NOW
) -> None:
    """Save a refresh of ``source`` that failed, the last of ``times`` in a row."""
    state = SourceState(
        source=source,
        last_check=at,
        last_success=at - 3 * HOUR,
        next_due=at + HOUR,
        failures=times,
        last_failure=why,
    )
    result = RefreshResult(source=source, status=RefreshStatus.FAILED, started=at, failures=(why,))
    store.save(Outcome(state=state, result=result))


def went_quiet(store: Store, source: str, *, title: str | None = None) -> None:
    """Save what makes a daily source quiet: the last of twelve days of news is ten days ago."""
    for day in range(21, 9, -1):
        at = NOW - day * DAY
        went_well(store, source, find(f"{source}-{day}", published=at), at=at, title=title)
    for at in (NOW - HOUR, NOW):
        went_well(store, source, at=at, title=title)


@contextmanager
def site(
    settings: Settings, store: Store, silence: Callable[[], float] = lambda: 0.5
) -> Iterator[str]:
    """The web application on a real server; gives its address."""
    with served(application(View(settings, store, lambda: NOW, silence))) as address:
        yield address
