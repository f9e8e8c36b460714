"""The statements the store speaks, named. Parameters are named as the columns they meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    type_coerce,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import ReturningInsert

from feeds.store.schema import (
    Instant,
    backlog,
    concerns,
    dictionaries,
    entries,
    misses,
    names,
    pages,
    profiles,
    refreshes,
    sources,
    visits,
)

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Upsert = sqlite.Insert | postgresql.Insert

# -- sources ---------------------------------------------------------------------------------

STATE: Final = select(sources).where(sources.c.name == bindparam("source"))
STATES: Final = select(sources).where(sources.c.refreshes > 0).order_by(sources.c.name)
AGENDA: Final = select(
    sources.c.name, sources.c.next_due, sources.c.last_check, sources.c.lease_expires
)
_OF_SOURCE: Final = update(sources).where(sources.c.name == bindparam("source"))
MARK_NEW: Final = _OF_SOURCE.values(last_new=bindparam("now"))
MARK_UNPUBLISHED: Final = _OF_SOURCE.values(unpublished=true())
MARK_PUBLISHED: Final = _OF_SOURCE.values(unpublished=false())

HOLDERS: Final = (
    select(sources.c.lease_holder).where(sources.c.lease_holder.is_not(None)).distinct()
)
_HELD_BY: Final = update(sources).where(sources.c.lease_holder == bindparam("holder"))
RENEW_ALL: Final = _HELD_BY.values(lease_expires=bindparam("expires"))
RELEASE_ALL: Final = _HELD_BY.values(lease_holder=None, lease_expires=None)
RELEASE: Final = _OF_SOURCE.where(sources.c.lease_holder == bindparam("holder")).values(
    lease_holder=None, lease_expires=None
)

# -- entries and their names -----------------------------------------------------------------

_NAMED: Final = (
    names.c.source == bindparam("source"),
    names.c.name.in_(bindparam("names", expanding=True)),
)
KNOWN_NAMES: Final = select(names.c.name).where(*_NAMED)
KNOWN_ENTRIES: Final = (
    select(names.c.name.label("known_name"), entries)
    .join(entries, entries.c.id == names.c.entry)
    .where(*_NAMED)
)
ADD_ENTRY: Final = insert(entries)
REVISE_ENTRY: Final = (
    update(entries)
    .where(entries.c.id == bindparam("revised"))
    .values({c.name: bindparam(c.name) for c in entries.columns if c.name not in ("id", "place")})
)
ENTRY: Final = select(entries).where(entries.c.id == bindparam("id"))


_ORDER: Final = (
    entries.c.ordered_at.desc(),
    entries.c.first_seen.desc(),
    entries.c.place,
    entries.c.id,
)


def _latest_ids(wanted: ColumnElement[bool]) -> Select[tuple[str]]:
    return select(entries.c.id).where(wanted).order_by(*_ORDER).limit(bindparam("most"))


def _latest(source: ColumnElement[str]) -> Select[Any]:
    """The order is found in an index alone; only then are whole rows read."""
    ids = _latest_ids(source.in_(bindparam("sources", expanding=True)))
    return select(entries).where(entries.c.id.in_(ids)).order_by(*_ORDER)


LATEST: Final = _latest(entries.c.source)
# An expression in the column's place keeps the database from looking at each of many sources, and
# sorting what they have: it walks through all entries in order instead, and stops early.
LATEST_OF_MANY: Final = _latest(entries.c.source + "")
DATES: Final = (
    select(entries.c.ordered_at)
    .where(entries.c.source == bindparam("source"))
    .order_by(entries.c.ordered_at.desc())
    .limit(bindparam("most"))
)
COUNTS: Final = select(entries.c.source, func.count().label("entries")).group_by(entries.c.source)

# -- looking at an article again -------------------------------------------------------------

# Entries of earlier versions have no visit; they were read when they were first seen.
VISITS: Final = (
    select(
        names.c.name,
        names.c.entry,
        func.coalesce(visits.c.at, entries.c.first_seen).label("at"),
        visits.c.etag,
        visits.c.last_modified,
        entries.c.title,
        misses.c.tries,
        misses.c.retry_at,
    )
    .join(entries, entries.c.id == names.c.entry)
    .outerjoin(visits, visits.c.entry == names.c.entry)
    .outerjoin(misses, and_(misses.c.source == names.c.source, misses.c.name == names.c.name))
    .where(*_NAMED, names.c.entry.in_(_latest_ids(entries.c.source == bindparam("source"))))
)
CONFIRM_VISIT: Final = (
    update(visits).where(visits.c.entry == bindparam("visited")).values(at=bindparam("at"))
)

# -- links that were passed over -------------------------------------------------------------

PASSED_NAMES: Final = select(backlog.c.name).where(
    backlog.c.source == bindparam("source"),
    backlog.c.name.in_(bindparam("names", expanding=True)),
)
FORGET_PASSED: Final = delete(backlog).where(backlog.c.source == bindparam("source"))
ADD_PASSED: Final = insert(backlog)

# -- links that gave no article --------------------------------------------------------------

_MISSED: Final = (
    misses.c.source == bindparam("source"),
    misses.c.name.in_(bindparam("names", expanding=True)),
)
MISSES: Final = select(misses.c.name, misses.c.tries, misses.c.retry_at).where(*_MISSED)
END_MISSES: Final = delete(misses).where(*_MISSED)
FORGET_MISSES: Final = delete(misses).where(
    misses.c.source == bindparam("source"), misses.c.last_try < bindparam("before")
)

# -- concerns --------------------------------------------------------------------------------

_OF: Final = concerns.c.source == bindparam("source")
_IS_TOLD: Final = concerns.c.began.is_not(None)
STANDING: Final = select(concerns).where(_OF, concerns.c.ended.is_(None))
CONCERNS: Final = (
    select(concerns).where(_OF, _IS_TOLD).order_by(concerns.c.began.desc(), concerns.c.kind)
)
OPEN_CONCERNS: Final = (
    select(concerns)
    .where(_IS_TOLD, concerns.c.ended.is_(None))
    .order_by(concerns.c.source, concerns.c.kind)
)
LATEST_CONCERNS: Final = (
    select(concerns)
    .where(_IS_TOLD)
    .order_by(concerns.c.began.desc(), concerns.c.source.desc(), concerns.c.kind.desc())
)
FORGET_CONCERN: Final = delete(concerns).where(
    _OF, concerns.c.kind == bindparam("kind"), concerns.c.since == bindparam("since")
)
FORGET_CONCERNS: Final = delete(concerns).where(_OF, concerns.c.ended < bindparam("before"))

READINGS: Final = (
    select(entries.c.first_seen, entries.c.published.is_not(None).label("is_dated"), entries.c.text)
    .where(entries.c.source == bindparam("source"))
    .order_by(*_ORDER)
    .limit(bindparam("most"))
)
MISSED: Final = select(func.count()).where(
    misses.c.source == bindparam("source"), misses.c.last_try > bindparam("since", type_=Instant)
)


def _news_days() -> Select[Any]:
    """The last entry of each of the latest days that have any: a leap in the index for each day.

    So a source of 500 articles a day is known over as many days as a weekly, at the same cost.
    """
    day = 86_400_000_000  # microseconds
    moment = type_coerce(entries.c.ordered_at, BigInteger)
    latest = select(func.max(moment)).where(entries.c.source == bindparam("source"))
    first = select(latest.scalar_subquery().label("moment"), literal(1).label("number"))
    days = first.cte("days", recursive=True)
    before = latest.where(moment < days.c.moment - days.c.moment % day).scalar_subquery()
    following = select(before, days.c.number + 1).where(
        days.c.moment.is_not(None), days.c.number < bindparam("most")
    )
    days = days.union_all(following)
    return select(type_coerce(days.c.moment, Instant)).where(days.c.moment.is_not(None))


NEWS_DAYS: Final = _news_days()

# -- raw pages -------------------------------------------------------------------------------

DICTIONARY: Final = (
    select(dictionaries)
    .where(dictionaries.c.host == bindparam("host"))
    .order_by(dictionaries.c.made_at.desc(), dictionaries.c.id)
    .limit(1)
)
USES: Final = (
    select(pages.c.dictionary, pages.c.size, pages.c.whole)
    .where(pages.c.host == bindparam("host"))
    .order_by(pages.c.fetched_at.desc())
    .limit(bindparam("most"))
)
LATEST_PAGES: Final = (
    select(pages.c.entry)
    .where(pages.c.host == bindparam("host"))
    .order_by(pages.c.fetched_at.desc())
    .limit(bindparam("most"))
)
KEPT: Final = (
    select(pages.c.entry)
    .where(pages.c.source == bindparam("source"))
    .order_by(pages.c.fetched_at.desc(), pages.c.entry)
)
_AMONG: Final = pages.c.entry.in_(bindparam("entries", expanding=True))
PAGES: Final = select(pages).where(_AMONG)
DICTIONARIES: Final = select(dictionaries).where(
    dictionaries.c.id.in_(bindparam("ids", expanding=True))
)
DICTIONARIES_OF: Final = select(pages.c.dictionary).where(_AMONG).distinct()
ENTRIES: Final = select(entries).where(entries.c.id.in_(bindparam("entries", expanding=True)))

OLDEST: Final = (
    select(pages.c.entry, pages.c.fetched_at, pages.c.size)
    .order_by(pages.c.fetched_at, pages.c.entry)
    .limit(bindparam("most"))
)
BYTES_KEPT: Final = select(
    select(func.coalesce(func.sum(pages.c.size), 0)).scalar_subquery()
    + select(func.coalesce(func.sum(dictionaries.c.size), 0)).scalar_subquery()
)
# On PostgreSQL a page that is just being replaced is passed over: it is not old any more, and
# waiting for it could be waiting for one another.
EXPIRED: Final = (
    select(pages.c.entry, pages.c.dictionary)
    .where(_AMONG, pages.c.fetched_at <= bindparam("upto", type_=Instant))
    .with_for_update(skip_locked=True)
)
FORGET_PAGES: Final = delete(pages).where(_AMONG)
FORGET_DICTIONARIES: Final = delete(dictionaries).where(
    dictionaries.c.id.in_(
        select(dictionaries.c.id)
        .where(
            dictionaries.c.id.in_(bindparam("ids", expanding=True)),
            ~exists().where(pages.c.dictionary == dictionaries.c.id),
        )
        .with_for_update(skip_locked=True)
    )
)

# -- hosts and history -----------------------------------------------------------------------

PROFILE: Final = select(profiles).where(profiles.c.host == bindparam("host"))
ADD_REFRESH: Final = insert(refreshes)
FORGET_REFRESHES: Final = delete(refreshes).where(
    refreshes.c.source == bindparam("source"), refreshes.c.number <= bindparam("upto")
)
HISTORY: Final = (
    select(refreshes)
    .where(refreshes.c.source == bindparam("source"))
    .order_by(refreshes.c.number.desc())
    .limit(bindparam("most"))
)


# -- inserts that give way or overwrite ------------------------------------------------------


class Upserts:
    """The same for each database; SQLAlchemy words ``ON CONFLICT`` for one at a time."""

    def __init__(self, dialect: str) -> None:
        """``dialect`` is SQLAlchemy's name of the database."""
        into = _insert(dialect)
        self.take_lease = _take_lease(into(sources))
        self.save_state = _save_state(into(sources))
        self.save_profile = _overwriting(into(profiles), profiles)
        self.save_miss = _overwriting(into(misses), misses)
        self.add_name = into(names).on_conflict_do_nothing()
        self.save_concern = _overwriting(into(concerns), concerns)
        self.save_page = _overwriting(into(pages), pages)
        self.save_visit = _overwriting(into(visits), visits)
        self.add_dictionary = into(dictionaries).on_conflict_do_nothing()


def _insert(dialect: str) -> Callable[[Table], Upsert]:
    if dialect == "sqlite":
        return sqlite.insert
    # It takes long to load, and only here does a store in a file come to it.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert


def _take_lease(insert: Upsert) -> ReturningInsert[Any]:
    """Returns the source if there was no lease on it, or it was over at ``:now``; else nothing."""
    now = bindparam("now", type_=Instant)
    taken = ("lease_holder", "lease_expires")
    return insert.on_conflict_do_update(
        index_elements=[sources.c.name],
        set_={name: insert.excluded[name] for name in taken},
        where=or_(sources.c.lease_expires.is_(None), sources.c.lease_expires <= now),
    ).returning(sources.c.name)


def _save_state(insert: Upsert) -> ReturningInsert[Any]:
    """Returns how many refreshes the source has had, and when news last came before this one.

    Its row stays locked until the commit.
    """
    others = ("name", "last_new", "unpublished", "refreshes", "lease_holder", "lease_expires")
    state = {c.name: insert.excluded[c.name] for c in sources.columns if c.name not in others}
    return insert.on_conflict_do_update(
        index_elements=[sources.c.name], set_={**state, "refreshes": sources.c.refreshes + 1}
    ).returning(sources.c.refreshes, sources.c.last_new)


def _overwriting(insert: Upsert, table: Table) -> Upsert:
    key = table.primary_key.columns.keys()
    return insert.on_conflict_do_update(
        index_elements=key,
        set_={c.name: insert.excluded[c.name] for c in table.columns if c.name not in key},
    )
