"""The daemon's inside: every tick, what is due is refreshed, and what changed is published."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import wait as wait_for
from threading import Lock, Thread

from feeds.app import App
from feeds.errors import FeedsError, Interrupted, StoreError
from feeds.model import RefreshResult, RefreshStatus, Source
from feeds.schedule.clock import Clock
from feeds.schedule.crew import Crew
from feeds.stages import LEASE_SECONDS

log = logging.getLogger(__name__)

# Leases are renewed three times before they would run out.
_KEEP_SECONDS = LEASE_SECONDS / 3
_HOLD_SECONDS = 30.0


class Daemon:
    """Refreshes sources as they fall due, from :meth:`start` to :meth:`stop`."""

    def __init__(self, app: App) -> None:
        """Over an open program, which it does not close."""
        self._app = app
        self._crew = Crew(app.refresh, app.settings.fetch.concurrency)
        self._clock = Clock(self._tick, app.keep_leases, _KEEP_SECONDS)
        self._under_way: set[Future[RefreshResult]] = set()
        self._lock = Lock()
        self._publisher: Thread | None = None
        self._held_until = 0.0  # monotonic
        self._unpublishable_until = 0.0  # monotonic

    def start(self) -> None:
        """Begin, and meanwhile write again what was damaged or lost on disk."""
        self._clock.start()
        # Rendering thousands of feeds takes minutes that nothing else should wait for.
        Thread(target=self._publish, args=[self._app.publish_all], name="mend", daemon=True).start()

    def stop(self, seconds: float) -> bool:
        """Take up nothing new and wait for what is under way, ``seconds`` at most.

        Whether everything ended.
        """
        self._clock.stop()
        self._crew.close()
        self._app.tools.fetcher.close()
        with self._lock:
            pending = set(self._under_way)
        _, pending = wait_for(pending, timeout=seconds)
        return not pending

    @property
    def silence(self) -> float:
        """Seconds since the last tick: a daemon that is well stays below a few."""
        return self._clock.silence

    def _tick(self) -> None:
        if time.monotonic() < self._held_until:
            return
        try:
            due = self._app.due()
        except StoreError as error:
            self._hold(error)
            return
        for source in due:
            if not self._crew.is_under_way(source.name):
                self._submit(source)
        self._publish_shared()

    def _hold(self, error: StoreError) -> None:
        """Take nothing up for a while: a full disk or a stopped server stays so for minutes."""
        if time.monotonic() >= self._held_until:
            log.error("the store fails, refreshes pause for %d s: %s", _HOLD_SECONDS, error)
        self._held_until = time.monotonic() + _HOLD_SECONDS

    def _submit(self, source: Source) -> None:
        future = self._crew.submit(source)
        with self._lock:
            self._under_way.add(future)
        future.add_done_callback(self._ended)

    def _ended(self, future: Future[RefreshResult]) -> None:
        with self._lock:
            self._under_way.discard(future)
        if future.cancelled():
            return
        error = future.exception()
        if isinstance(error, CancelledError | Interrupted):
            return  # the daemon is stopping
        if error is None:
            _report(future.result())
        elif isinstance(error, StoreError):
            self._hold(error)
        elif isinstance(error, Exception):
            log.error("a refresh ended in a bug", exc_info=error)

    def _publish_shared(self) -> None:
        """Beside the tick: merged feeds over many sources take longer than a tick may."""
        if self._publisher is not None and self._publisher.is_alive():
            return
        if not self._app.shared_is_stale or time.monotonic() < self._unpublishable_until:
            return
        publish = self._app.publish_shared
        self._publisher = Thread(target=self._publish, args=[publish], name="publish", daemon=True)
        self._publisher.start()

    def _publish(self, publish: Callable[[], None]) -> None:
        try:
            publish()
        except FeedsError as error:
            self._unpublishable_until = time.monotonic() + _HOLD_SECONDS
            log.error("publishing failed, and is tried again: %s", error)


def _report(result: RefreshResult) -> None:
    """One line a refresh; those that changed nothing are for ``--verbose`` alone."""
    failures = ", ".join(f"{f.kind} {f.url}".strip() for f in result.failures[:3])
    if result.status is RefreshStatus.FAILED:
        log.warning("%s: failed: %s", result.source, failures)
    elif result.new or result.changed or result.failures:
        log.info(
            "%s: %d new, %d changed, %d unchanged, %d failed%s",
            result.source,
            result.new,
            result.changed,
            result.unchanged,
            len(result.failures),
            f": {failures}" if failures else "",
        )
    else:
        log.debug("%s: nothing new", result.source)
