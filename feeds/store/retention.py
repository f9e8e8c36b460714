"""How long raw pages stay: those too old go, and the oldest of those that are too much.

A sweep follows a save, in a transaction of its own, when it is worth its while; what it does is
bounded, so no refresh is held up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from feeds.config import RetentionSettings
from feeds.store import statements

# Pages that one sweep removes at most, beside twice those just added: so a limit that was lowered
# is reached over some refreshes, none of which holds others up for longer than some milliseconds.
_SWEPT: Final = 256

# How much of ``pages_size`` is left free after a sweep: until so much has come, none is needed.
_HEADROOM: Final = 0.01
_LONGEST: Final = 100 * 365 * 86_400  # seconds that a date can be moved back by
_PAUSE: Final = timedelta(hours=1)  # between sweeps when little comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """The entries whose pages, fetched until ``upto``, are to go; whether those are all."""

    entries: Sequence[str]
    upto: datetime
    complete: bool


class Upkeep:
    """When a sweep is worth its while: one for each store. Thread-safe."""

    def __init__(self, keep: RetentionSettings) -> None:
        """As configured; the first sweep is due at once."""
        self.keep = keep
        self._added = 0
        self._last: datetime | None = None
        self._lock = Lock()

    @property
    def keeps(self) -> bool:
        """Whether pages are kept at all."""
        return self.keep.pages > 0 and self.keep.pages_size > 0

    def is_due(self, added: int, now: datetime) -> bool:
        """Whether to sweep, now that ``added`` more bytes were saved. Asking is promising to."""
        with self._lock:
            self._added += added
            last, much = self._last, self._added >= _HEADROOM * self.keep.pages_size
            if last is not None and not much and last <= now < last + _PAUSE:
                return False
            self._added, self._last = 0, now
            return True

    def unfinished(self) -> None:
        """The sweep left something: the next is due at once."""
        with self._lock:
            self._last = None


def expired(connection: Connection, keep: RetentionSettings, added: int, now: datetime) -> Expired:
    """The pages that are too old or too much, the oldest first.

    ``added`` is how many pages were saved since the last sweep.
    """
    too_old = now - timedelta(seconds=min(keep.pages, _LONGEST))
    excess = bytes_kept(connection) - keep.pages_size
    if excess > 0:
        excess += round(_HEADROOM * keep.pages_size)
    most = _SWEPT + 2 * added
    entries: list[str] = []
    upto = too_old
    for row in connection.execute(statements.OLDEST, {"most": most}):
        if row.fetched_at >= too_old and excess <= 0:
            break
        entries.append(row.entry)
        upto = row.fetched_at
        excess -= row.size
    return Expired(entries=entries, upto=upto, complete=len(entries) < most)


def bytes_kept(connection: Connection) -> int:
    """The size of all pages as they are kept, and of the dictionaries they need."""
    return int(connection.execute(statements.BYTES_KEPT).scalar_one())


def forget(connection: Connection, gone: Expired) -> None:
    """Remove the pages that expired, and the dictionaries that only they were packed with."""
    values = {"entries": gone.entries, "upto": gone.upto}
    found = list(connection.execute(statements.EXPIRED, values))
    if found:
        connection.execute(statements.FORGET_PAGES, {"entries": [row.entry for row in found]})
        ids = list({row.dictionary for row in found})
        connection.execute(statements.FORGET_DICTIONARIES, {"ids": ids})
