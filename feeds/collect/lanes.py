"""One request at a time to each host, with a pause between two, however many threads ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Lanes that nobody waits in are forgotten once there are this many: far more than are in use at
# once, few enough to look through.
_KEPT_LANES = 4096


class LanesClosed(Exception):
    """No turn will come any more."""


@dataclass(slots=True)
class _Lane:
    busy: bool = False
    waiting: int = 0
    free_at: float = 0.0  # monotonic
    changed: threading.Condition = field(default_factory=threading.Condition)


class Lanes:
    """Turns at hosts, first the hosts' own and then a place among all that are fetched from."""

    def __init__(self, concurrency: int) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()
        self._places = threading.Semaphore(concurrency)
        self._closed = threading.Event()

    @contextmanager
    def turn(self, host: str, pause: Callable[[], float]) -> Iterator[None]:
        """Wait for the host's turn and hold it; ``pause`` gives the seconds to the next one.

        The pause runs from the end of one exchange to the start of the next, and is asked for at
        the end, when what the exchange taught about the host is known. Raises LanesClosed.
        """
        lane = self._enter(host)
        try:
            self._wait(lane)
            try:
                with self._places:
                    yield
            finally:
                self._leave(lane, pause())
        finally:
            with self._lock:
                lane.waiting -= 1

    def close(self) -> None:
        """Wake all who wait, with LanesClosed."""
        self._closed.set()
        with self._lock:
            lanes = list(self._lanes.values())
        for lane in lanes:
            with lane.changed:
                lane.changed.notify_all()

    def _enter(self, host: str) -> _Lane:
        with self._lock:
            if len(self._lanes) >= _KEPT_LANES:
                self._forget_idle()
            lane = self._lanes.setdefault(host, _Lane())
            lane.waiting += 1
            return lane

    def _forget_idle(self) -> None:
        now = time.monotonic()
        for host, lane in list(self._lanes.items()):
            if not lane.waiting and lane.free_at <= now:
                del self._lanes[host]

    def _wait(self, lane: _Lane) -> None:
        with lane.changed:
            while not self._closed.is_set():
                early = lane.free_at - time.monotonic()
                if not lane.busy and early <= 0:
                    lane.busy = True
                    return
                lane.changed.wait(None if lane.busy else early)
        raise LanesClosed

    def _leave(self, lane: _Lane, pause: float) -> None:
        with lane.changed:
            lane.busy = False
            lane.free_at = time.monotonic() + pause
            lane.changed.notify()
