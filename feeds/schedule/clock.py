"""The daemon's clock: one APScheduler tick that asks the store which sources are due.

When a source is due is a column in the store, so this clock remembers nothing: a restart costs
nothing, a missed tick is made up by the next, and several processes agree through leases.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

log = logging.getLogger(__name__)

TICK = timedelta(seconds=1)
_JOB = "tick"


class _Steadily(BaseTrigger):  # type: ignore[misc]
    """Fires a tick after *now*, however far the clock jumped since the last one.

    APScheduler's own interval trigger makes up a list of every run missed, which after a jump from
    1970 to today is a list of all seconds in between.
    """

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """A tick from ``now``; at once when there was none before."""
        return now + TICK if previous else now


class Clock:
    """Calls ``tick`` about once a second, and ``keep`` every ``keep_seconds``, until stopped.

    ``tick`` must be quick: a second one is not started beside it.
    """

    def __init__(self, tick: Callable[[], None], keep: Callable[[], None], keep_seconds: float):
        self._tick = tick
        self._keep = keep
        self._keep_seconds = keep_seconds
        self._ticked = time.monotonic()
        self._stopped = Event()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._keeper = Thread(target=self._watch, name="keeper", daemon=True)

    def start(self) -> None:
        """Begin to tick, at once."""
        self._scheduler.add_job(self._run, _Steadily(), id=_JOB)
        self._scheduler.start()
        self._keeper.start()

    def stop(self) -> None:
        """Tick no more; a tick under way ends by itself."""
        self._stopped.set()
        self._scheduler.shutdown(wait=False)

    @property
    def silence(self) -> float:
        """Seconds since the last tick ended: the daemon's heartbeat."""
        return time.monotonic() - self._ticked

    def _run(self) -> None:
        try:
            self._tick()
        except Exception:
            log.exception("the tick failed; the next one tries again")
        else:
            self._ticked = time.monotonic()

    def _watch(self) -> None:
        """Renew what must be renewed, and wake the scheduler where the clock was set back.

        It waits in real time; the scheduler, after a jump of an hour back, would wait that hour.
        """
        while not self._stopped.wait(self._keep_seconds):
            try:
                self._keep()
                if self.silence > self._keep_seconds:
                    self._scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC))
            except Exception:
                log.exception("keeping failed; it is tried again")
