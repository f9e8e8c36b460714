"""What the store knows of the articles behind some names or links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from feeds.model import Entry, Link
from feeds.store import rows, statements
from feeds.store.identity import Name, address_name
from feeds.store.retry import Tries

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


def batches(names: Iterable[Name]) -> Iterator[Sequence[Name]]:
    """``names``, each once, in lists that one statement takes."""
    unique = list(dict.fromkeys(names))
    for start in range(0, len(unique), _BATCH):
        yield unique[start : start + _BATCH]
