"""Refreshes side by side."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Barrier, Event, Lock

import pytest

from feeds.model import RefreshResult, RefreshStatus, Source
from feeds.schedule.crew import Crew, Refresh


def source(name: str, host: str) -> Source:
    return Source(name=name, url=f"https://{host}/{name}")


def result(source: Source) -> RefreshResult:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return RefreshResult(source=source.name, status=RefreshStatus.OK, started=now)


@contextmanager
def crew_of(refresh: Refresh, hosts: int = 8) -> Iterator[Crew]:
    crew = Crew(refresh, hosts)
    try:
        yield crew
    finally:
        crew.close()


def test_every_future_holds_its_own_sources_result() -> None:
    sources = [source(f"s{i}", f"host{i % 3}.example") for i in range(20)]
    with crew_of(result) as crew:
        futures = [crew.submit(each) for each in sources]
        assert [f.result(10).source for f in futures] == [each.name for each in sources]


def test_different_hosts_are_refreshed_at_the_same_time() -> None:
    together = Barrier(4, timeout=10)

    def refresh(source: Source) -> RefreshResult:
        together.wait()  # passes only when four are inside at once
        return result(source)

    with crew_of(refresh) as crew:
        futures = [crew.submit(source(f"s{i}", f"host{i}.example")) for i in range(4)]
        assert all(f.result(10) for f in futures)


def test_one_hosts_sources_are_refreshed_in_turn_and_leave_threads_to_others() -> None:
    inside, most, lock, other_done = 0, 0, Lock(), Event()

    def refresh(source: Source) -> RefreshResult:
        nonlocal inside, most
        if source.name == "other":
            other_done.set()
            return result(source)
        with lock:
            inside += 1
            most = max(most, inside)
        assert other_done.wait(10)
        with lock:
            inside -= 1
        return result(source)

    with crew_of(refresh, hosts=2) as crew:
        busy = [crew.submit(source(f"s{i}", "busy.example")) for i in range(10)]
        assert crew.submit(source("other", "idle.example")).result(10)
        assert all(f.result(10) for f in busy)
    assert most == 1


def test_a_source_under_way_is_not_started_again() -> None:
    go_on, calls = Event(), []

    def refresh(source: Source) -> RefreshResult:
        calls.append(source.name)
        go_on.wait(10)
        return result(source)

    with crew_of(refresh) as crew:
        first = crew.submit(source("news", "a.example"))
        assert crew.submit(source("news", "a.example")) is first
        assert crew.is_under_way("news")
        go_on.set()
        first.result(10)
        assert not crew.is_under_way("news")
    assert calls == ["news"]


def test_a_bug_in_one_refresh_is_raised_by_its_future_and_hurts_no_other() -> None:
    def refresh(source: Source) -> RefreshResult:
        if source.name == "bad":
            raise ZeroDivisionError
        return result(source)

    with crew_of(refresh, hosts=1) as crew:
        bad = crew.submit(source("bad", "one.example"))
        good = crew.submit(source("good", "one.example"))
        assert good.result(10).source == "good"
        with pytest.raises(ZeroDivisionError):
            bad.result(10)


def test_closing_drops_what_waits() -> None:
    started, go_on = Event(), Event()

    def refresh(source: Source) -> RefreshResult:
        started.set()
        go_on.wait(10)
        return result(source)

    with crew_of(refresh) as crew:
        running = crew.submit(source("a", "one.example"))
        waiting = crew.submit(source("b", "one.example"))
        assert started.wait(10)
        crew.close()
        go_on.set()
        assert running.result(10).source == "a"
        with pytest.raises(CancelledError):
            waiting.result(10)
