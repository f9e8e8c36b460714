"""The daemon's clock keeps ticking, whatever the ticks do and the wall clock says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event

from feeds.schedule.clock import TICK, Clock, _Steadily


class Counted:
    """A call that counts itself, and lets one wait for a number of calls."""

    def __init__(self, until: int, error: Exception | None = None) -> None:
        self.calls = 0
        self.enough = Event()
        self._until = until
        self._error = error

    def __call__(self) -> None:
        self.calls += 1
        if self.calls >= self._until:
            self.enough.set()
        if self._error and self.calls == 1:
            raise self._error


@contextmanager
def ticking(tick: Counted, keep: Counted, keep_seconds: float = 60.0) -> Iterator[Clock]:
    clock = Clock(tick, keep, keep_seconds)
    clock.start()
    try:
        yield clock
    finally:
        clock.stop()


def test_it_ticks_and_keeps_until_it_is_stopped() -> None:
    tick, keep = Counted(2), Counted(2)
    with ticking(tick, keep, keep_seconds=0.05) as clock:
        assert tick.enough.wait(10)
        assert keep.enough.wait(10)
        assert clock.silence < 10


def test_a_tick_that_fails_is_followed_by_another() -> None:
    tick = Counted(2, error=OSError("disk full"))
    with ticking(tick, Counted(1)):
        assert tick.enough.wait(10)


def test_a_clock_set_back_an_hour_does_not_stop_the_ticks() -> None:
    tick = Counted(1)
    with ticking(tick, Counted(1), keep_seconds=0.2) as clock:
        assert tick.enough.wait(10)
        # What APScheduler sees after such a jump: the next run lies an hour ahead.
        later = datetime.now(UTC) + timedelta(hours=1)
        clock._scheduler.modify_job("tick", next_run_time=later)
        tick.enough.clear()
        assert tick.enough.wait(10)


def test_a_jump_from_1970_to_today_makes_one_tick_and_not_a_billion() -> None:
    trigger, now = _Steadily(), datetime(2026, 11, 22, tzinfo=UTC)
    assert trigger.get_next_fire_time(datetime(1970, 1, 1, tzinfo=UTC), now) == now + TICK
    assert trigger.get_next_fire_time(None, now) == now
