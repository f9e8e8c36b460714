"""When a source is looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feeds.collect import due
from feeds.model import Cron, Every, Source

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")


def source(every: Every | Cron | None = None, name: str = "news") -> Source:
    return Source(name=name, url="https://news.example/", every=every)


def seconds_after_success(source: Source, interval: float) -> float:
    return (due.after_success(source, interval, NOW, UTC) - NOW).total_seconds()


def test_a_fixed_interval_is_kept_to_the_second() -> None:
    fixed = source(Every(900.0))
    assert due.interval(fixed, [], NOW) == 900.0
    assert seconds_after_success(fixed, 900.0) == 900.0


def test_a_busy_site_is_checked_twice_an_article() -> None:
    hourly = [NOW - i * HOUR for i in range(48)]
    assert due.interval(source(), hourly, NOW) == pytest.approx(47 / 48 * 3600 / 2)


def test_the_automatic_interval_has_bounds() -> None:
    every_minute = [NOW - timedelta(minutes=i) for i in range(60)]
    assert due.interval(source(), every_minute, NOW) == due.SHORTEST
    assert due.interval(source(), [NOW - timedelta(days=10)], NOW) == due.LONGEST
    assert due.interval(source(), [], NOW) == due.LONGEST


def test_dates_in_the_future_and_of_long_ago_tell_nothing_of_the_rhythm() -> None:
    dates = [NOW + HOUR, NOW - timedelta(days=300), NOW - 4 * HOUR, NOW - 8 * HOUR]
    assert due.interval(source(), dates, NOW) == 8 * 3600 / 2 / 2


def test_sources_of_one_interval_drift_apart_and_each_the_same_way_every_time() -> None:
    waits = [seconds_after_success(source(name=f"s{i}"), 1000.0) for i in range(50)]
    assert len(set(waits)) > 20
    assert all(1000.0 <= wait <= 1000.0 * (1 + due.SPREAD) for wait in waits)
    assert waits == [seconds_after_success(source(name=f"s{i}"), 1000.0) for i in range(50)]


def test_a_cron_line_is_read_in_the_machines_zone() -> None:
    at_seven = source(Cron("0 7 * * mon-fri"))
    # 22 November 2026 is a Sunday; Berlin is an hour ahead of UTC in winter.
    assert due.after_success(at_seven, 0.0, NOW, BERLIN) == datetime(2026, 11, 23, 6, tzinfo=UTC)


def test_a_cron_time_that_the_clock_skips_or_repeats_fires_once() -> None:
    half_past_two = source(Cron("30 2 * * *"))
    for before, after in [
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 30, 12, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 26, 12, tzinfo=UTC)),
    ]:
        fired, now = [], before
        while (now := due.after_success(half_past_two, 0.0, now, BERLIN)) < after:
            fired.append(now)
        assert len(fired) == 2


def test_failures_are_asked_again_ever_later_and_once_a_day_at_last() -> None:
    waits = [(due.after_failure(n, None, NOW) - NOW).total_seconds() for n in range(1, 30)]
    assert waits[:3] == [300.0, 600.0, 1200.0]
    assert waits == sorted(waits)
    assert waits[-1] == due.LAST_RETRY


@pytest.mark.parametrize(
    ("asked", "waited"), [(7200.0, 7200.0), (10.0, 300.0), (10.0**9, due.LONGEST_WAIT)]
)
def test_a_server_that_asks_for_time_gets_it_within_reason(asked: float, waited: float) -> None:
    assert (due.after_failure(1, asked, NOW) - NOW).total_seconds() == waited
