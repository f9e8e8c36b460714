"""When to look at a source again: pure, from its schedule, its rhythm and what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from hashlib import blake2b

from cronsim import CronSim

from feeds.model import Cron, Every, Source

# Bounds of the automatic interval, in seconds. Readers poll about hourly, so checking more often
# than every 10 minutes is seldom seen by anyone; a site that sleeps is still noticed the same day.
SHORTEST = 600.0
LONGEST = 6 * 3600.0
# The rhythm is read off the last two weeks: long enough to hold a weekly's issues, short enough
# to follow a change of pace.
WINDOW = timedelta(days=14)
# Check twice as often as articles come, so that an article waits half a gap at the mean.
CHECKS_PER_ARTICLE = 2.0
# A failing source is asked again after 5 minutes, then half as often each time, once a day at last.
FIRST_RETRY = 300.0
LAST_RETRY = 86_400.0
# A server's Retry-After is obeyed up to a week; beyond that it is a mistake, not a wish.
LONGEST_WAIT = 7 * 86_400.0
# Sources spread over a tenth of their interval, so that those added together drift apart.
SPREAD = 0.1


def interval(source: Source, dates: Sequence[datetime], now: datetime) -> float:
    """Seconds between checks of ``source``, whose latest articles came at ``dates``.

    A cron line has no interval; the automatic one stands in for it where retries are spaced.
    """
    if isinstance(source.every, Every):
        return source.every.seconds
    recent = [date for date in dates if now - WINDOW <= date <= now]
    if not recent:
        return LONGEST
    # Dates may be cut off by how many were looked up, so count from the oldest one seen.
    span = (now - min(recent)).total_seconds()
    return min(LONGEST, max(SHORTEST, span / len(recent) / CHECKS_PER_ARTICLE))


def after_success(source: Source, seconds: float, now: datetime, zone: tzinfo) -> datetime:
    """The next check of a source that answered; ``seconds`` is its :func:`interval`.

    Cron lines are read in ``zone``, as cron reads them in the machine's.
    """
    if isinstance(source.every, Cron):
        return next(CronSim(source.every.line, now.astimezone(zone))).astimezone(now.tzinfo)
    if isinstance(source.every, Every):
        return now + timedelta(seconds=seconds)
    return now + timedelta(seconds=seconds * (1 + SPREAD * _share(source.name)))


def after_failure(failures: int, retry_after: float | None, now: datetime) -> datetime:
    """The next check of a source that failed ``failures`` times in a row (at least 1).

    ``retry_after`` is what the server asked for, in seconds (RFC 9110 section 10.2.3).
    """
    backoff = min(LAST_RETRY, FIRST_RETRY * 2.0 ** min(failures - 1, 16))
    wait = max(backoff, min(retry_after or 0.0, LONGEST_WAIT))
    return now + timedelta(seconds=wait)


def _share(name: str) -> float:
    """A number from 0 to 1 that is always the same for ``name``."""
    return blake2b(name.encode(), digest_size=1).digest()[0] / 255
