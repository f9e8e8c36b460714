"""Small values for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from feeds.model import (
    Article,
    Failure,
    Find,
    Link,
    Miss,
    Outcome,
    RefreshResult,
    RefreshStatus,
    SourceState,
    Stage,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def url(slug: str) -> str:
    return f"https://news.example/2026/{slug}"


def words(seed: str, count: int = 120) -> str:
    """A text of its own for each ``seed``, long enough to tell articles apart."""
    return " ".join(f"{seed}{number}" for number in range(count))


def prose(*changed: str) -> str:
    """Ten sentences of ninety characters, the last of them replaced by those of ``changed``."""
    first = (
        "In the town of {} people have waited for the ferry since the early morning and go on so"
    )
    towns = ("Alby", "Borg", "Cern", "Dahl", "Elze", "Fara", "Gent", "Hals", "Isla", "Jona")
    said = [f"{first.format(town)}." for town in towns]
    return "\n".join([*said[: len(said) - len(changed)], *changed])


def article(slug: str = "story-1", **changes: Any) -> Article:
    usual = {
        "url": url(slug),
        "title": f"About {slug}",
        "text": words(slug),
        "html": f"<p>{words(slug)}</p>",
    }
    return Article(**(usual | changes))


def link(slug: str = "story-1", **changes: Any) -> Link:
    return Link(**({"url": url(slug)} | changes))


def find(slug: str = "story-1", *, at: Link | None = None, **changes: Any) -> Find:
    at = at or link(slug)
    return Find(link=at, article=article(slug, **changes), addresses=(at.url,))


def miss(
    slug: str = "story-1",
    kind: str = "bad-status",
    detail: str = "503",
    retry_after: float | None = None,
) -> Miss:
    failure = Failure(
        stage=Stage.COLLECT, kind=kind, url=url(slug), detail=detail, retry_after=retry_after
    )
    return Miss(link=link(slug), failure=failure)


def outcome(
    *finds: Find,
    source: str = "news",
    at: datetime = NOW,
    misses: tuple[Miss, ...] = (),
    **more: Any,
) -> Outcome:
    return Outcome(
        state=more.pop("state", SourceState(source=source, last_check=at)),
        result=RefreshResult(
            source=source,
            status=RefreshStatus.OK,
            started=at,
            failures=tuple(miss.failure for miss in misses),
        ),
        finds=finds,
        misses=misses,
        **more,
    )
