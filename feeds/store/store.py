"""The store: one object for SQLite and PostgreSQL, for many threads and processes."""

from __future__ import annotations

import threading
from collections.abc import Collection, Container, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import Final, Self

from sqlalchemy import Connection, Engine

from feeds.config import RetentionSettings
from feeds.errors import StoreError
from feeds.model import (
    Concern,
    Entry,
    Kept,
    Link,
    Outcome,
    RefreshResult,
    SiteProfile,
    SourceState,
    Visit,
    Wanted,
)
from feeds.store import identity, lookup, pages, retention, rows, statements
from feeds.store.engine import DATABASE_ERRORS, open_engine, reason, shown, writing
from feeds.store.identity import address_name
from feeds.store.migrations import migrate
from feeds.store.pages import Packing
from feeds.store.retention import Upkeep
from feeds.store.retry import is_pending, may_try
from feeds.store.saving import HISTORY, revise, save

# Seconds a transaction waits for another's lock: refreshes commit within milliseconds, a backup or
# a vacuum of a large file takes some seconds.
PATIENCE: Final = 30.0

# Up to so many sources are looked at one by one for their latest entries.
FEW: Final = 20

_ALWAYS: Final = datetime.min.replace(tzinfo=UTC)


class Store:
    """What is remembered between refreshes: articles, identities, pages, states, leases, profiles.

    Safe for threads. Every method raises StoreError when the database fails it, with the
    database's own words; what was committed before stays.
    """

    def __init__(self, engine: Engine, keep: RetentionSettings) -> None:
        """For :meth:`open`, which also looks after the schema."""
        self._engine = engine
        self._writing_engine = writing(engine)
        # SQLite has one writer at a time; queueing here is fairer, and cheaper, than its polling.
        alone = engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[object] = threading.Lock() if alone else nullcontext()
        self._upserts = statements.Upserts(engine.dialect.name)
        self._upkeep = Upkeep(keep)

    @classmethod
    def open(
        cls,
        address: str,
        *,
        patience: float = PATIENCE,
        keep: RetentionSettings = RetentionSettings(),  # noqa: B008 (frozen)
    ) -> Self:
        """The store at ``sqlite:///PATH`` or ``postgresql://…``, made or brought up to date.

        ``patience`` is the seconds to wait for another process's lock; ``keep`` says how long raw
        pages stay. Raises StoreTooNew for a store of a later version, StoreError for one that
        cannot be read and written.
        """
        store = cls(open_engine(address, patience), keep)
        try:
            with store._write() as connection:
                migrate(connection, store.address)
        except BaseException:
            store.close()
            raise
        return store

    @property
    def address(self) -> str:
        """Where the store is, without the password."""
        return shown(self._engine.url)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- leases ------------------------------------------------------------------------------

    def lease(self, source: str, holder: str, now: datetime, ttl: float) -> bool:
        """Take ``source`` for ``ttl`` seconds; False while anybody, ``holder`` included, has it."""
        expires = now + timedelta(seconds=ttl)
        values = {"name": source, "lease_holder": holder, "lease_expires": expires, "now": now}
        with self._write() as connection:
            return connection.execute(self._upserts.take_lease, values).first() is not None

    def renew_all(self, holder: str, now: datetime, ttl: float) -> None:
        """Keep all that ``holder`` has leased until ``ttl`` seconds from ``now``."""
        values = {"holder": holder, "expires": now + timedelta(seconds=ttl)}
        with self._write() as connection:
            connection.execute(statements.RENEW_ALL, values)

    def release(self, source: str, holder: str) -> None:
        """Give a lease back; nothing happens if ``holder`` has lost it."""
        with self._write() as connection:
            connection.execute(statements.RELEASE, {"source": source, "holder": holder})

    def release_all(self, holder: str) -> None:
        """Give back all that ``holder`` has leased."""
        with self._write() as connection:
            connection.execute(statements.RELEASE_ALL, {"holder": holder})

    def holders(self) -> frozenset[str]:
        """Who has leases, those that are over included."""
        with self._read() as connection:
            return frozenset(connection.execute(statements.HOLDERS).scalars())

    # -- sources and hosts ---------------------------------------------------------------------

    def state(self, source: str) -> SourceState:
        """What is remembered of ``source``; an empty state if it was never refreshed."""
        with self._read() as connection:
            row = connection.execute(statements.STATE, {"source": source}).one_or_none()
        return rows.to_state(row) if row else SourceState(source=source)

    def states(self) -> list[SourceState]:
        """The states of all sources ever refreshed, by name."""
        with self._read() as connection:
            return [rows.to_state(row) for row in connection.execute(statements.STATES)]

    def due(self, sources: Sequence[str], now: datetime) -> list[str]:
        """Those of ``sources`` to refresh now: the never seen first, then the longest overdue.

        One that is being refreshed is not due. One that was checked later than ``now`` is: the
        clock was wrong then, and so is the moment it was put off to.
        """
        with self._read() as connection:
            agenda = {row.name: row for row in connection.execute(statements.AGENDA)}
        moments: dict[str, datetime] = {}
        for name in sources:
            row = agenda.get(name)
            if row is None or row.lease_expires is None or row.lease_expires <= now:
                moments[name] = _ALWAYS
                if row and row.next_due and (row.last_check is None or row.last_check <= now):
                    moments[name] = row.next_due
        return sorted(
            (n for n, moment in moments.items() if moment <= now), key=moments.__getitem__
        )

    def profile(self, host: str) -> SiteProfile:
        """What was learned of ``host``; an empty profile if nothing was."""
        with self._read() as connection:
            row = connection.execute(statements.PROFILE, {"host": host}).one_or_none()
        return rows.to_profile(row) if row else SiteProfile(host=host)

    def history(self, source: str, limit: int = HISTORY) -> list[RefreshResult]:
        """The last refreshes of ``source``, the latest first."""
        with self._read() as connection:
            found = connection.execute(statements.HISTORY, {"source": source, "most": limit})
            return [rows.to_result(row) for row in found]

    def published(self, source: str) -> None:
        """Remember that the files of ``source`` hold what the store does."""
        with self._write() as connection:
            connection.execute(statements.MARK_PUBLISHED, {"source": source})

    # -- entries -------------------------------------------------------------------------------

    def entry(self, id: str) -> Entry | None:  # noqa: A002 (an entry's id is called nothing else)
        """The entry whose id this is."""
        with self._read() as connection:
            row = connection.execute(statements.ENTRY, {"id": id}).one_or_none()
        return rows.to_entry(row) if row else None

    def latest(self, sources: Collection[str], limit: int) -> list[Entry]:
        """The newest entries of ``sources``, the newest first.

        By the article's date, or the moment it was first seen; among equals, what was seen later
        comes first, and within one refresh the order of its listing stays.
        """
        statement = statements.LATEST if len(sources) <= FEW else statements.LATEST_OF_MANY
        values = {"sources": list(sources), "most": limit}
        with self._read() as connection:
            return [rows.to_entry(row) for row in connection.execute(statement, values)]

    def dates(self, source: str, limit: int) -> list[datetime]:
        """The dates of the newest entries of ``source``, the newest first."""
        with self._read() as connection:
            values = {"source": source, "most": limit}
            return list(connection.execute(statements.DATES, values).scalars())

    def counts(self) -> dict[str, int]:
        """How many entries each source has, of those that have any."""
        with self._read() as connection:
            return {row.source: row.entries for row in connection.execute(statements.COUNTS)}

    # -- a refresh -----------------------------------------------------------------------------

    def wanted(self, source: str, links: Sequence[Link], now: datetime) -> Wanted:
        """Which of ``links`` to fetch: those of unknown articles, unless they failed of late.

        An article of which only its feed's text is had counts as known; its page is still owed.
        """
        links = identity.believable(links)
        names = {link: identity.link_names(link) for link in links}
        with self._read() as connection:
            known = lookup.known_names(connection, source, chain.from_iterable(names.values()))
            unknown = [link for link in links if known.isdisjoint(names[link])]
            past = lookup.passed_names(
                connection, source, chain.from_iterable(names[link] for link in unknown)
            )
            new = {link for link in unknown if past.isdisjoint(names[link])}
            candidates = [link for link in links if link in new or link.carried]
            tried = lookup.tries(connection, source, candidates)
        owed = [link for link in candidates if link in new or address_name(link.url) in tried]
        missed = [tried.get(address_name(link.url)) for link in owed]
        free = tuple(link for link, m in zip(owed, missed, strict=True) if may_try(m, now))
        return Wanted(
            links=free,
            known=len(links) - len({*unknown, *free}),
            waiting=tuple(link for link in links if link in new.difference(free)),
            pending=sum(is_pending(m, now) for m in missed),
            passed=tuple(link for link in unknown if link not in new),
        )

    def visits(
        self, source: str, links: Sequence[Link], most: int, now: datetime
    ) -> tuple[Visit, ...]:
        """The last looks at the articles of ``links``, of those among the ``most`` latest entries.

        Those are left out that may not be tried again, or not soon. A link without a title has
        its entry's.
        """
        with self._read() as connection:
            return tuple(lookup.visits(connection, source, links, most, now)) if links else ()

    def save(self, outcome: Outcome, *, releasing: str | None = None) -> RefreshResult:
        """Commit all that a refresh brought, or nothing of it; its result, counted.

        With it goes the lease on the source that the holder ``releasing`` has.
        """
        packing = self._packing(outcome)
        source = outcome.state.source
        with self._write() as connection:
            result = save(connection, self._upserts, outcome, packing)
            if releasing:
                connection.execute(statements.RELEASE, {"source": source, "holder": releasing})
        self._sweep(packing, outcome.result.started)
        return result

    def _packing(self, outcome: Outcome) -> Packing:
        """The pages of ``outcome``, packed while nobody waits for the store."""
        if not self._upkeep.keeps or not any(find.page for find in outcome.finds):
            return Packing()
        with self._read() as connection:
            return pages.packing(connection, outcome.finds)

    def _sweep(self, packing: Packing, now: datetime) -> None:
        """Remove pages that are kept no longer, if enough was added or some time has passed."""
        if not self._upkeep.is_due(packing.size, now):
            return
        with self._read() as connection:
            gone = retention.expired(connection, self._upkeep.keep, len(packing.pages), now)
        if gone.entries:
            with self._write() as connection:
                retention.forget(connection, gone)
        if not gone.complete:
            self._upkeep.unfinished()

    # -- concerns ------------------------------------------------------------------------------

    def concerns(self, source: str) -> list[Concern]:
        """All concerns of ``source`` that were told, those that are over too, the latest first."""
        with self._read() as connection:
            found = connection.execute(statements.CONCERNS, {"source": source})
            return [rows.to_concern(row) for row in found]

    def open_concerns(self) -> dict[str, list[Concern]]:
        """The concerns that have begun and not ended, of those sources that have any."""
        found: dict[str, list[Concern]] = {}
        with self._read() as connection:
            for row in connection.execute(statements.OPEN_CONCERNS):
                found.setdefault(row.source, []).append(rows.to_concern(row))
        return found

    def latest_concerns(self, sources: Container[str], limit: int) -> list[Concern]:
        """The concerns of ``sources`` that began last, the latest first, over or not."""
        with self._read() as connection:
            found = connection.execute(statements.LATEST_CONCERNS)
            return [
                rows.to_concern(row)
                for row in islice((row for row in found if row.source in sources), limit)
            ]

    # -- raw pages -----------------------------------------------------------------------------

    def kept(self, source: str) -> list[str]:
        """The ids of the entries of ``source`` whose page is kept, the latest read first."""
        with self._read() as connection:
            return list(connection.execute(statements.KEPT, {"source": source}).scalars())

    def pages(self, entries: Sequence[str]) -> list[Kept]:
        """Those of these entries, by id, whose page is kept, in the order given.

        Raises DamagedPage when one of them cannot be read back.
        """
        with self._read() as connection:
            return pages.kept(connection, entries)

    def bytes_kept(self) -> int:
        """What all kept pages take, as ``retention.pages_size`` counts: packed, with what for."""
        with self._read() as connection:
            return retention.bytes_kept(connection)

    def revise(
        self, source: str, entries: Sequence[Entry], profiles: Sequence[SiteProfile] = ()
    ) -> None:
        """Put ``entries`` of ``source`` in the place of what they were, and ``profiles`` too."""
        with self._write() as connection:
            revise(connection, self._upserts, source, entries, profiles)

    # -- transactions --------------------------------------------------------------------------

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise StoreError(self.address, reason(error)) from error

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._turn, self._writing_engine.begin() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise StoreError(self.address, reason(error)) from error
