"""What the store knows of the articles behind some names or links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from feeds.model import Entry, Link, Validators, Visit
from feeds.store import rows, statements
from feeds.store.identity import Name, address_name
from feeds.store.retry import Tries, is_pending, may_try

# Values in one IN list: SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535.
_BATCH: Final = 1000


def known_names(connection: Connection, source: str, names: Iterable[Name]) -> frozenset[Name]:
    """Those of ``names`` that lead to an entry of ``source``."""
    return frozenset(
        row.name
        for some in batches(names)
        for row in connection.execute(statements.KNOWN_NAMES, {"source": source, "names": some})
    )


def passed_names(connection: Connection, source: str, names: Iterable[Name]) -> frozenset[Name]:
    """Those of ``names`` that are of links of ``source`` which were passed over."""
    return frozenset(
        row.name
        for some in batches(names)
        for row in connection.execute(statements.PASSED_NAMES, {"source": source, "names": some})
    )


def known_entries(connection: Connection, source: str, names: Iterable[Name]) -> dict[Name, Entry]:
    """The entries of ``source`` that ``names`` lead to."""
    return {
        row.known_name: rows.to_entry(row)
        for some in batches(names)
        for row in connection.execute(statements.KNOWN_ENTRIES, {"source": source, "names": some})
    }


def tries(connection: Connection, source: str, links: Iterable[Link]) -> dict[Name, Tries]:
    """How those of ``links`` fared that gave no article before, by their address's name."""
    return {
        row.name: Tries(tries=row.tries, retry_at=row.retry_at)
        for some in batches(address_name(link.url) for link in links)
        for row in connection.execute(statements.MISSES, {"source": source, "names": some})
    }


def visits(
    connection: Connection, source: str, links: Sequence[Link], most: int, now: datetime
) -> Iterator[Visit]:
    """The last looks at those of ``links`` whose articles are among the ``most`` latest entries.

    Not at those that were tried too often since, or are not to be tried soon.
    """
    by_name = {address_name(link.url): link for link in links}
    for some in batches(by_name):
        values = {"source": source, "names": some, "most": most}
        for row in connection.execute(statements.VISITS, values):
            tried = Tries(tries=row.tries, retry_at=row.retry_at) if row.tries else None
            if may_try(tried, now) or is_pending(tried, now):
                link = by_name[row.name]
                yield Visit(
                    link=replace(link, title=link.title or row.title),
                    entry=row.entry,
                    at=row.at,
                    validators=Validators(etag=row.etag, last_modified=row.last_modified),
                    retry_at=row.retry_at,
                )


def batches(names: Iterable[Name]) -> Iterator[Sequence[Name]]:
    """``names``, each once, in lists that one statement takes."""
    unique = list(dict.fromkeys(names))
    for start in range(0, len(unique), _BATCH):
        yield unique[start : start + _BATCH]
