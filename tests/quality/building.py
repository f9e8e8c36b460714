"""Small values for the tests of the watch over sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from feeds.model import Concern, Failure, Stage, Trouble
from feeds.quality import Evidence, Reading, review

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def evidence(**changes: Any) -> Evidence:
    usual: dict[str, Any] = {"source": "news", "now": NOW, "last_new": NOW - HOUR}
    return Evidence(**(usual | changes))


def failure(kind: str = "bad-status", detail: str = "403", **changes: Any) -> Failure:
    usual: dict[str, Any] = {"stage": Stage.COLLECT, "url": "https://news.example/news"}
    return Failure(**(usual | {"kind": kind, "detail": detail} | changes))


def concern(kind: Trouble, **changes: Any) -> Concern:
    """One that was told two days ago, of what began three days ago."""
    usual: dict[str, Any] = {"source": "news", "since": NOW - 3 * DAY, "began": NOW - 2 * DAY}
    return Concern(**(usual | {"kind": kind} | changes))


def kinds(concerns: Sequence[Concern]) -> list[Trouble]:
    return [each.kind for each in concerns]


@cache
def text(seed: object, size: int = 3000) -> str:
    """A text of about ``size`` characters whose sentences nothing else has."""
    sentences = (f"Sentence {n} of story {seed} says what no other does.\n" for n in range(size))
    said = ""
    while len(said) < size:
        said += next(sentences)
    return said


def reading(number: int, **changes: Any) -> Reading:
    """The article that was seen ``number`` hours ago, whole, dated and like no other."""
    usual: dict[str, Any] = {"seen": NOW - number * HOUR, "is_dated": True, "text": text(number)}
    return Reading(**(usual | changes))


def readings(recent: int, before: int, **changes: Any) -> tuple[Reading, ...]:
    """An hourly source's articles, the newest first; ``changes`` are those of the ``recent``."""
    return tuple(
        reading(number, **(changes if number < recent else {})) for number in range(recent + before)
    )


def went_on(first: Evidence, *later: tuple[timedelta, dict[str, Any]]) -> list[Concern]:
    """What stands after ``first`` and the checks ``later``, each so long after it."""
    standing = review(first, ())
    for after, changes in later:
        now = first.now + after
        standing = review(
            evidence(**({"now": now, "last_new": first.last_new} | changes)),
            [each for each in standing if each.ended is None],
        )
    return list(standing)
