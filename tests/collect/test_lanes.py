"""Turns at hosts: one at a time, with pauses, and an end to all waiting."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from feeds.collect.lanes import Lanes, LanesClosed


class Meter:
    """How many are inside at once, and when they came and went."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0
        self.starts: list[float] = []
        self.ends: list[float] = []

    def visit(self, lanes: Lanes, host: str, pause: float = 0.0) -> None:
        with lanes.turn(host, lambda: pause):
            with self._lock:
                self._inside += 1
                self.most = max(self.most, self._inside)
                self.starts.append(time.monotonic())
            time.sleep(0.005)
            with self._lock:
                self._inside -= 1
                self.ends.append(time.monotonic())


def test_one_host_has_one_visitor_at_a_time_with_a_pause_between() -> None:
    meter, lanes = Meter(), Lanes(concurrency=8)
    with ThreadPoolExecutor(8) as pool:
        for visit in [pool.submit(meter.visit, lanes, "a", 0.02) for _ in range(8)]:
            visit.result()
    assert meter.most == 1
    gaps = [start - end for start, end in zip(meter.starts[1:], meter.ends, strict=False)]
    assert min(gaps) >= 0.02


def test_no_more_hosts_at_once_than_allowed() -> None:
    meter, lanes = Meter(), Lanes(concurrency=3)
    with ThreadPoolExecutor(12) as pool:
        for visit in [pool.submit(meter.visit, lanes, f"host-{n}") for n in range(24)]:
            visit.result()
    assert 1 < meter.most <= 3


def test_a_visitor_who_fails_leaves_the_lane() -> None:
    lanes = Lanes(concurrency=1)
    for _ in range(2):
        with pytest.raises(KeyError), lanes.turn("a", lambda: 0.0):
            raise KeyError
    with lanes.turn("a", lambda: 0.0):
        pass


def test_closing_ends_all_waiting() -> None:
    lanes = Lanes(concurrency=1)
    with lanes.turn("a", lambda: 3600.0):
        pass
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(Meter().visit, lanes, "a") for _ in range(2)]
        lanes.close()
        for visit in waiting:
            assert isinstance(visit.exception(timeout=5), LanesClosed)


def test_any_number_of_hosts_can_be_visited() -> None:
    lanes = Lanes(concurrency=1)
    for number in range(5000):
        with lanes.turn(f"host-{number}", lambda: 0.0):
            pass
