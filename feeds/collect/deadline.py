"""One limit on the whole of an exchange, however slowly its parts trickle in.

A socket timeout starts anew with every byte, so a server that sends one byte a second is never
late. Here one thread watches all exchanges and cuts the connection of each that overruns, which
wakes whatever reads from it: headers, body, TLS handshake or name lookup alike.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from enum import Enum, auto
from types import TracebackType


class Fate(Enum):
    """How a watched exchange stands."""

    RUNNING = auto()
    FINISHED = auto()
    EXPIRED = auto()  # its time was up
    INTERRUPTED = auto()  # the watchdog was closed meanwhile


def _nothing() -> None:
    """What is called when there is nothing to do."""


class Watch:
    """The limit on one exchange; a context manager that ends with it."""

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self.fate = Fate.RUNNING
        self._lock = threading.Lock()
        self._cut: Callable[[], None] = _nothing
        self._release: Callable[[], None] = _nothing

    @property
    def remaining(self) -> float:
        """Seconds left, never less than a millisecond (zero would mean "do not block")."""
        return max(self.deadline - time.monotonic(), 0.001)

    @property
    def was_cut(self) -> bool:
        """Whether what was read may have ended because the connection was cut."""
        return self.fate in (Fate.EXPIRED, Fate.INTERRUPTED)

    def cuts(self, cut: Callable[[], None], release: Callable[[], None] = _nothing) -> None:
        """Have ``cut`` called if time runs out; at once if it already has. It must not block.

        ``release`` is called in any case, when the watch ends or is given something else to cut.
        """
        with self._lock:
            self._release()
            self._cut, self._release = cut, release
            if self.fate is not Fate.RUNNING:
                self._settle()

    def end(self, fate: Fate) -> None:
        """Settle the fate, unless it already is."""
        with self._lock:
            if self.fate is not Fate.RUNNING:
                return
            self.fate = fate
            self._settle()

    def _settle(self) -> None:
        if self.was_cut:
            self._cut()
        self._release()
        self._cut = self._release = _nothing

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end(Fate.FINISHED)


class Watchdog:
    """Ends the watches that overrun. Its one thread starts with the first watch."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watches: list[tuple[float, int, Watch]] = []
        self._order = itertools.count()
        self._thread: threading.Thread | None = None
        self._closed = False

    def watch(self, seconds: float) -> Watch:
        """A running watch; one that is already interrupted when the watchdog is closed."""
        watch = Watch(seconds)
        with self._changed:
            if self._closed:
                watch.end(Fate.INTERRUPTED)
                return watch
            heapq.heappush(self._watches, (watch.deadline, next(self._order), watch))
            if self._watches[0][2] is watch:
                self._changed.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)
                self._thread.start()
        return watch

    def close(self) -> None:
        """Interrupt every exchange, and end the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
            watches, self._watches = self._watches, []
        for _, _, watch in watches:
            watch.end(Fate.INTERRUPTED)
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._closed and not self._due():
                    self._changed.wait(self._idle_seconds())
                if self._closed:
                    return
                watch = heapq.heappop(self._watches)[2]
            watch.end(Fate.EXPIRED)

    def _due(self) -> bool:
        return bool(self._watches) and self._watches[0][0] <= time.monotonic()

    def _idle_seconds(self) -> float | None:
        return max(self._watches[0][0] - time.monotonic(), 0) if self._watches else None
