"""Quiet is what its own rhythm does not explain, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from feeds.model import Concern, Trouble
from feeds.quality import review
from tests.quality.building import DAY, HOUR, NOW, concern, evidence, failure

FRIDAY = date(2026, 11, 20)


def every(days: int, times: int, last: date = FRIDAY) -> list[date]:
    return [last - timedelta(days=days * n) for n in range(times)]


def workdays(weeks: int) -> list[date]:
    return [day for day in every(1, weeks * 7) if day.weekday() < 5]


def after(silence: timedelta, days: Iterable[date], **more: Any) -> tuple[Concern, ...]:
    """What two checks in a row say."""
    found = evidence(last_new=NOW - silence, days=tuple(days), **more)
    return review(found, review(found, ()))


def is_quiet(silence: timedelta, days: Iterable[date]) -> bool:
    return [(each.kind, each.began) for each in after(silence, days)] == [(Trouble.QUIET, NOW)]


@pytest.mark.parametrize(
    ("days", "not_yet", "quiet"),
    [
        pytest.param(every(1, 60), 6, 7, id="a daily outlasts public holidays"),
        pytest.param(workdays(8), 18, 19, id="working days outlast Christmas to Epiphany"),
        pytest.param(every(7, 60), 42, 43, id="a weekly outlasts a summer's break"),
        pytest.param(every(30, 12), 180, 181, id="a monthly is waited for"),
        pytest.param([*every(1, 30), *every(1, 30, date(2026, 9, 20))], 96, 97, id="once paused"),
        pytest.param([*every(1, 4), *every(10, 9, date(2026, 11, 7))], 60, 61, id="irregular"),
    ],
)
def test_a_source_is_quiet_when_it_is_silent_for_much_longer_than_it_was(
    days: list[date], not_yet: int, quiet: int
) -> None:
    assert not is_quiet(not_yet * DAY, days)
    assert is_quiet(quiet * DAY, days)


@pytest.mark.parametrize(
    "days",
    [
        pytest.param([], id="nothing known"),
        pytest.param(every(1, 1), id="a single article"),
        pytest.param(every(1, 1) * 50, id="an archive without dates, seen in one morning"),
        pytest.param(every(1, 9), id="nine days"),
        pytest.param(every(7, 9), id="nine issues of a weekly"),
    ],
)
def test_a_source_with_too_little_history_is_never_quiet(days: list[date]) -> None:
    assert not is_quiet(1000 * DAY, days)


def test_a_burst_is_one_day_of_news() -> None:
    days = [day for day in every(30, 12) for _ in range(20)]
    assert not is_quiet(100 * DAY, days)


def test_one_check_may_be_mistaken() -> None:
    silent = evidence(last_new=NOW - 30 * DAY, days=tuple(every(1, 60)))
    (suspected,) = review(silent, ())
    assert suspected.began is None
    assert review(replace(silent, missed=1), [suspected]) == ()
    assert review(replace(silent, last_new=NOW), [suspected]) == ()
    unread = replace(silent, failure=failure("network"), failures=1)
    assert suspected in review(unread, [suspected])


def test_it_is_told_with_the_time_of_its_last_news_and_what_was_usual() -> None:
    (found,) = after(20 * DAY, workdays(8))
    assert (found.since, found.began, found.ended) == (NOW - 20 * DAY, NOW, None)
    assert found.usual == 3


def test_a_source_never_seen_to_bring_anything_is_not_quiet() -> None:
    assert review(evidence(last_new=None, days=tuple(every(1, 60))), ()) == ()


def test_a_clock_that_was_set_back_makes_nobody_quiet() -> None:
    assert not is_quiet(-30 * DAY, every(1, 60))


def test_a_source_that_cannot_be_read_may_have_news() -> None:
    found = after(30 * DAY, every(1, 60), failure=failure("network", "reset"), failures=9)
    assert Trouble.QUIET not in [each.kind for each in found]


def test_a_source_whose_articles_cannot_be_had_has_news() -> None:
    assert after(30 * DAY, every(1, 60), missed=1) == ()


def test_quiet_goes_on_as_it_was_told_while_nothing_comes() -> None:
    stands = concern(Trouble.QUIET, since=NOW - 40 * DAY)
    assert review(evidence(last_new=NOW - 40 * DAY), [stands]) == (stands,)
    failed = evidence(last_new=NOW - 40 * DAY, failure=failure(), failures=1)
    assert stands in review(failed, [stands])


def test_it_ends_with_the_next_news() -> None:
    stands = concern(Trouble.QUIET, since=NOW - 40 * DAY)
    (ended,) = review(evidence(last_new=NOW, days=tuple(every(1, 60))), [stands])
    assert (ended.since, ended.began, ended.ended) == (stands.since, stands.began, NOW)


def test_the_next_silence_is_a_concern_of_its_own() -> None:
    stands = concern(Trouble.QUIET, since=NOW - 40 * DAY)
    ended, next_ = review(evidence(last_new=NOW - 9 * DAY, days=tuple(every(1, 60))), [stands])
    assert (ended.since, ended.ended) == (stands.since, NOW)
    assert (next_.since, next_.began, next_.ended) == (NOW - 9 * DAY, None, None)


def test_an_hour_more_or_less_does_not_decide_for_a_young_daily() -> None:
    assert not is_quiet(6 * DAY, every(1, 10))
    assert is_quiet(6 * DAY + HOUR, every(1, 10))
