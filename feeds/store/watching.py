"""What a refresh says of its source's quality, remembered in the refresh's own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from feeds.model import Concern, Failure, RefreshResult, SourceState, Stage
from feeds.quality import Evidence, Reading, review
from feeds.quality.refusal import MISSED_WITHIN
from feeds.quality.rhythm import MOST_DAYS, SHORTEST_SILENCE
from feeds.quality.sudden import MOST_READINGS
from feeds.store import rows, statements
from feeds.store.statements import Upserts

# How long a concern that is over can still be looked up.
_REMEMBERED: Final = timedelta(days=365)


def watch(
    connection: Connection,
    upserts: Upserts,
    state: SourceState,
    result: RefreshResult,
    last_new: datetime | None,
) -> None:
    """Write what concerns there are after a refresh that ended in ``state`` and ``result``.

    ``last_new`` is when news last came, this refresh included. What can say nothing new is not
    looked up, so that a check without news costs one look at what stands.
    """
    source, now = state.source, result.started
    found = connection.execute(statements.STANDING, {"source": source})
    standing = [rows.to_concern(row) for row in found]
    is_silent = last_new is not None and now - last_new >= SHORTEST_SILENCE
    may_miss = standing or result.failures or is_silent
    evidence = Evidence(
        source=source,
        now=now,
        failure=state.last_failure if state.failures else None,
        failures=state.failures,
        last_new=last_new,
        refused=_refused(state, result),
        missed=_missed(connection, source, last_new, now) if may_miss else 0,
        days=_days(connection, source) if is_silent else (),
        readings=_readings(connection, source) if result.new or result.changed else None,
    )
    _write(connection, upserts, standing, review(evidence, standing), now)


def _refused(state: SourceState, result: RefreshResult) -> tuple[Failure, ...]:
    """The failures of single articles."""
    if state.failures:
        return ()
    return tuple(each for each in result.failures if each.stage is not Stage.PUBLISH)


def _missed(connection: Connection, source: str, last_new: datetime | None, now: datetime) -> int:
    since = max(last_new or now - MISSED_WITHIN, now - MISSED_WITHIN)
    count: int = connection.execute(
        statements.MISSED, {"source": source, "since": since}
    ).scalar_one()
    return count


def _days(connection: Connection, source: str) -> tuple[date, ...]:
    found = connection.execute(statements.NEWS_DAYS, {"source": source, "most": MOST_DAYS})
    return tuple(moment.date() for moment in found.scalars())


def _readings(connection: Connection, source: str) -> tuple[Reading, ...]:
    found = connection.execute(statements.READINGS, {"source": source, "most": MOST_READINGS})
    return tuple(map(rows.to_reading, found.all()))


def _write(
    connection: Connection,
    upserts: Upserts,
    standing: Sequence[Concern],
    after: Sequence[Concern],
    now: datetime,
) -> None:
    """Put ``after`` in the place of ``standing``: what is the same is not touched."""
    kept = {(concern.kind, concern.since) for concern in after}
    for concern in standing:
        if (concern.kind, concern.since) not in kept:
            values = {"source": concern.source, "kind": concern.kind.value, "since": concern.since}
            connection.execute(statements.FORGET_CONCERN, values)
    for concern in after:
        if concern not in standing:
            connection.execute(upserts.save_concern, rows.of_concern(concern))
            old = {"source": concern.source, "before": now - _REMEMBERED}
            connection.execute(statements.FORGET_CONCERNS, old)
