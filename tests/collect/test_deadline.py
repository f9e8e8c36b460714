"""Watches: cut in time, once, and never after the end."""

from __future__ import annotations

import threading

import pytest

from feeds.collect.deadline import Fate, Watchdog


class Line:
    """A connection that counts what is done to it."""

    def __init__(self) -> None:
        self.cut = threading.Event()
        self.cuts = 0
        self.releases = 0

    def shut(self) -> None:
        self.cuts += 1
        self.cut.set()

    def release(self) -> None:
        self.releases += 1


@pytest.fixture
def watchdog() -> Watchdog:
    return Watchdog()


def test_a_watch_that_overruns_is_cut_and_released(watchdog: Watchdog) -> None:
    line = Line()
    with watchdog.watch(0.02) as watch:
        watch.cuts(line.shut, line.release)
        assert line.cut.wait(5)
        assert watch.remaining == 0.001
    assert watch.fate is Fate.EXPIRED
    watchdog.close()
    assert (line.cuts, line.releases) == (1, 1)


def test_a_shorter_watch_is_cut_before_an_earlier_longer_one(watchdog: Watchdog) -> None:
    long, short = Line(), Line()
    with watchdog.watch(60) as first, watchdog.watch(0.02) as second:
        first.cuts(long.shut)
        second.cuts(short.shut)
        assert short.cut.wait(5)
        assert not long.cut.is_set()
    watchdog.close()
    assert first.fate is Fate.FINISHED


def test_a_watch_that_ends_in_time_is_released_and_never_cut(watchdog: Watchdog) -> None:
    line = Line()
    with watchdog.watch(60) as watch:
        watch.cuts(line.shut, line.release)
    watchdog.close()
    assert watch.fate is Fate.FINISHED
    assert (line.cuts, line.releases) == (0, 1)


def test_what_is_given_to_a_cut_watch_is_cut_at_once(watchdog: Watchdog) -> None:
    watchdog.close()
    line = Line()
    with watchdog.watch(60) as watch:
        watch.cuts(line.shut, line.release)
    assert watch.fate is Fate.INTERRUPTED
    assert (line.cuts, line.releases) == (1, 1)


def test_another_line_releases_the_one_before(watchdog: Watchdog) -> None:
    one, two = Line(), Line()
    with watchdog.watch(60) as watch:
        watch.cuts(one.shut, one.release)
        watch.cuts(two.shut, two.release)
        assert (one.releases, two.releases) == (1, 0)
    watchdog.close()


def test_closing_interrupts_all(watchdog: Watchdog) -> None:
    lines = [Line() for _ in range(3)]
    watches = [watchdog.watch(60) for _ in lines]
    for watch, line in zip(watches, lines, strict=True):
        watch.cuts(line.shut)
    watchdog.close()
    assert all(line.cuts == 1 for line in lines)
    assert all(watch.fate is Fate.INTERRUPTED for watch in watches)
