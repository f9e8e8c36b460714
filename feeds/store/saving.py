"""The writes of one refresh, in one transaction of the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final

from sqlalchemy import Connection

from feeds.model import Entry, Find, Link, Outcome, RefreshResult, SiteProfile, SourceState, Visit
from feeds.store import identity, lookup, pages, rows, statements, watching
from feeds.store.identity import Merged, address_name
from feeds.store.pages import Packing
from feeds.store.retry import FORGET_AFTER, next_try
from feeds.store.statements import Upserts

# Refreshes remembered of each source: at one every 15 minutes, a day's, which is what shows a
# pattern in failures; 20,000 sources keep two million small rows.
HISTORY: Final = 100


def save(
    connection: Connection, upserts: Upserts, outcome: Outcome, packing: Packing
) -> RefreshResult:
    """Write all that a refresh brought, its pages as ``packing`` has them; its result, counted."""
    source, now = outcome.state.source, outcome.result.started
    # First, for it locks the source's row: PostgreSQL would let two saves interleave.
    number, last_new = _save_state(connection, upserts, outcome.state)
    # Before what was found: that may be an edit of what is only cleaner here.
    revise(connection, upserts, source, outcome.recleaned, outcome.profiles)
    merged = _save_finds(connection, upserts, source, outcome.finds, now)
    pages.save(connection, upserts, source, packing, merged.told, now)
    _save_visits(connection, upserts, outcome, merged.met)
    _save_misses(connection, upserts, outcome, now)
    if outcome.passed is not None:
        _save_passed(connection, source, outcome.passed)
    result = replace(
        outcome.result,
        new=len(merged.new),
        changed=len(merged.changed),
        unchanged=outcome.result.unchanged + merged.unchanged,
    )
    _save_result(connection, result, number)
    watching.watch(connection, upserts, outcome.state, result, now if merged.new else last_new)
    return result


def revise(
    connection: Connection,
    upserts: Upserts,
    source: str,
    entries: Sequence[Entry],
    profiles: Sequence[SiteProfile],
) -> None:
    """Write what ``entries`` of ``source`` say now, and what was learned on the way."""
    if entries:
        revised = [{**rows.of_entry(entry), "revised": entry.id} for entry in entries]
        connection.execute(statements.REVISE_ENTRY, revised)
        connection.execute(statements.MARK_UNPUBLISHED, {"source": source})
        given = [
            {"source": source, "name": name, "entry": entry.id}
            for entry in entries
            for name in identity.text_names(entry.article)
        ]
        if given:
            connection.execute(upserts.add_name, given)
    for profile in profiles:
        connection.execute(upserts.save_profile, rows.of_profile(profile))


def _save_state(
    connection: Connection, upserts: Upserts, state: SourceState
) -> tuple[int, datetime | None]:
    """The refresh's number, and when news last came before it."""
    values = {**rows.of_state(state), "refreshes": 1}
    row = connection.execute(upserts.save_state, values).one()
    return row.refreshes, row.last_new


def _save_finds(
    connection: Connection,
    upserts: Upserts,
    source: str,
    finds: Sequence[Find],
    now: datetime,
) -> Merged:
    if not finds:
        return Merged()
    named = [identity.named(find) for find in finds]
    names = chain.from_iterable(one.names for one in named)
    known = lookup.known_entries(connection, source, names)
    merged = identity.merge(source, named, known, now)
    if merged.new:
        added = [{**rows.of_entry(entry), "place": i} for i, entry in enumerate(merged.new)]
        connection.execute(statements.ADD_ENTRY, added)
        connection.execute(statements.MARK_NEW, {"source": source, "now": now})
    if merged.changed:
        revised = [{**rows.of_entry(entry), "revised": entry.id} for entry in merged.changed]
        connection.execute(statements.REVISE_ENTRY, revised)
    if merged.new or merged.changed:
        connection.execute(statements.MARK_UNPUBLISHED, {"source": source})
    if merged.names:
        given = [{"source": source, "name": n, "entry": e} for n, e in merged.names.items()]
        connection.execute(upserts.add_name, given)
    return merged


def _save_visits(
    connection: Connection, upserts: Upserts, outcome: Outcome, met: Sequence[str]
) -> None:
    """Remember when the articles were looked at, and what their pages came with."""
    looks = {
        entry: {
            "entry": entry,
            "at": find.page.fetched_at,
            "etag": find.page.validators.etag,
            "last_modified": find.page.validators.last_modified,
        }
        for entry, find in zip(met, outcome.finds, strict=True)
        if find.page
    }
    if looks:
        connection.execute(upserts.save_visit, list(looks.values()))
    if outcome.confirmed:
        now = outcome.result.started
        again = [{"visited": visit.entry, "at": now} for visit in outcome.confirmed]
        connection.execute(statements.CONFIRM_VISIT, again)


def _save_misses(connection: Connection, upserts: Upserts, outcome: Outcome, now: datetime) -> None:
    """Remember what was missed, and forget what was had; what was both is still missed."""
    source, missed = outcome.state.source, outcome.misses
    met: list[Find | Visit] = [*outcome.finds, *outcome.confirmed]
    had = {each.link.url for each in met}.difference(miss.link.url for miss in missed)
    for some in lookup.batches(map(address_name, had)):
        connection.execute(statements.END_MISSES, {"source": source, "names": some})
    if not missed:
        return
    before = lookup.tries(connection, source, [miss.link for miss in missed])
    values = []
    for miss in missed:
        name = address_name(miss.link.url)
        tries = 1 + (before[name].tries if name in before else 0)
        values.append(
            {
                "source": source,
                "name": name,
                "url": miss.link.url,
                "kind": miss.failure.kind,
                "tries": tries,
                "last_try": now,
                "retry_at": next_try(miss.failure, tries, now),
            }
        )
    connection.execute(upserts.save_miss, values)
    connection.execute(statements.FORGET_MISSES, {"source": source, "before": now - FORGET_AFTER})


def _save_passed(connection: Connection, source: str, passed: Sequence[Link]) -> None:
    """Remember what was passed over, in the place of what was before."""
    connection.execute(statements.FORGET_PASSED, {"source": source})
    names = dict.fromkeys(chain.from_iterable(map(identity.link_names, passed)))
    if names:
        values = [{"source": source, "name": name} for name in names]
        connection.execute(statements.ADD_PASSED, values)


def _save_result(connection: Connection, result: RefreshResult, number: int) -> None:
    connection.execute(statements.ADD_REFRESH, {**rows.of_result(result), "number": number})
    if number > HISTORY:
        forgotten = {"source": result.source, "upto": number - HISTORY}
        connection.execute(statements.FORGET_REFRESHES, forgotten)
