"""How a store comes to the present schema: an ordered list, never edited, only appended to.

A store's version is the number of migrations applied to it. The statements are the SQL that SQLite
and PostgreSQL share (SQLite takes any type name, and keeps bytes as they are), so every store, new
or old, went through the same steps.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

from feeds.errors import StoreTooNew

Migration = tuple[str, ...]

_FIRST: Final[Migration] = (
    """
    CREATE TABLE sources (
        name TEXT PRIMARY KEY NOT NULL,
        title TEXT,
        trail_kind TEXT,
        trail_url TEXT,
        trail_etag TEXT,
        trail_last_modified TEXT,
        recipe TEXT NOT NULL DEFAULT '',
        "interval" DOUBLE PRECISION,
        next_due BIGINT,
        last_check BIGINT,
        last_success BIGINT,
        last_new BIGINT,
        unpublished BOOLEAN NOT NULL DEFAULT FALSE,
        failures BIGINT NOT NULL DEFAULT 0,
        last_failure TEXT,
        refreshes BIGINT NOT NULL DEFAULT 0,
        lease_holder TEXT,
        lease_expires BIGINT
    )
    """,
    """
    CREATE TABLE entries (
        id TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL REFERENCES sources (name),
        ordered_at BIGINT NOT NULL,
        first_seen BIGINT NOT NULL,
        place BIGINT NOT NULL,
        updated BIGINT NOT NULL,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        authors TEXT NOT NULL,
        published TEXT,
        modified TEXT,
        language TEXT,
        image TEXT,
        site_name TEXT,
        tags TEXT NOT NULL,
        summary TEXT NOT NULL,
        canonical_url TEXT,
        free BOOLEAN,
        text TEXT NOT NULL,
        html TEXT NOT NULL,
        removed TEXT NOT NULL
    )
    """,
    "CREATE INDEX entries_of_source ON entries"
    " (source, ordered_at DESC, first_seen DESC, place, id)",
    "CREATE INDEX entries_in_order ON entries"
    " (ordered_at DESC, first_seen DESC, place, id, source)",
    """
    CREATE TABLE names (
        source TEXT NOT NULL,
        name BYTEA NOT NULL,
        entry TEXT NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        PRIMARY KEY (source, name)
    )
    """,
    "CREATE INDEX names_of_entry ON names (entry)",
    """
    CREATE TABLE misses (
        source TEXT NOT NULL REFERENCES sources (name),
        name BYTEA NOT NULL,
        url TEXT NOT NULL,
        kind TEXT NOT NULL,
        tries BIGINT NOT NULL,
        last_try BIGINT NOT NULL,
        retry_at BIGINT,
        PRIMARY KEY (source, name)
    )
    """,
    """
    CREATE TABLE profiles (
        host TEXT PRIMARY KEY NOT NULL,
        pages BIGINT NOT NULL,
        evidence BYTEA NOT NULL
    )
    """,
    """
    CREATE TABLE refreshes (
        source TEXT NOT NULL REFERENCES sources (name),
        number BIGINT NOT NULL,
        status TEXT NOT NULL,
        started BIGINT NOT NULL,
        seconds DOUBLE PRECISION NOT NULL,
        links BIGINT NOT NULL,
        new BIGINT NOT NULL,
        changed BIGINT NOT NULL,
        unchanged BIGINT NOT NULL,
        failures TEXT NOT NULL,
        next_due BIGINT,
        PRIMARY KEY (source, number)
    )
    """,
)

_PAGES: Final[Migration] = (
    """
    CREATE TABLE dictionaries (
        id BYTEA PRIMARY KEY NOT NULL,
        host TEXT NOT NULL,
        made_at BIGINT NOT NULL,
        samples BIGINT NOT NULL,
        ratio DOUBLE PRECISION NOT NULL,
        size BIGINT NOT NULL,
        body BYTEA NOT NULL
    )
    """,
    "CREATE INDEX dictionaries_of_host ON dictionaries (host, made_at, size)",
    """
    CREATE TABLE pages (
        entry TEXT PRIMARY KEY NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        source TEXT NOT NULL,
        host TEXT NOT NULL,
        dictionary BYTEA NOT NULL REFERENCES dictionaries (id),
        url TEXT NOT NULL,
        requested TEXT NOT NULL,
        content_type TEXT,
        fetched_at BIGINT NOT NULL,
        size BIGINT NOT NULL,
        whole BIGINT NOT NULL,
        body BYTEA NOT NULL
    )
    """,
    "CREATE INDEX pages_of_source ON pages (source, fetched_at, entry)",
    "CREATE INDEX pages_of_host ON pages (host, fetched_at, dictionary, size, whole)",
    "CREATE INDEX pages_of_dictionary ON pages (dictionary)",
    "CREATE INDEX pages_by_age ON pages (fetched_at, entry, size)",
)

_BACKLOG: Final[Migration] = (
    """
    CREATE TABLE backlog (
        source TEXT NOT NULL REFERENCES sources (name),
        name BYTEA NOT NULL,
        PRIMARY KEY (source, name)
    )
    """,
)

_VISITS: Final[Migration] = (
    """
    CREATE TABLE visits (
        entry TEXT PRIMARY KEY NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        at BIGINT NOT NULL,
        etag TEXT,
        last_modified TEXT
    )
    """,
)

_CONCERNS: Final[Migration] = (
    """
    CREATE TABLE concerns (
        source TEXT NOT NULL REFERENCES sources (name),
        kind TEXT NOT NULL,
        since BIGINT NOT NULL,
        began BIGINT,
        ended BIGINT,
        usual DOUBLE PRECISION NOT NULL,
        cause TEXT,
        PRIMARY KEY (source, kind, since)
    )
    """,
    "CREATE INDEX concerns_in_order ON concerns (began, source, kind)",
)

MIGRATIONS: Final[tuple[Migration, ...]] = (_FIRST, _PAGES, _BACKLOG, _VISITS, _CONCERNS)

# Any fixed number: PostgreSQL's advisory lock that lets one process migrate at a time.
_LOCK: Final = 0x66656564


def migrate(connection: Connection, address: str) -> None:
    """Bring the store behind ``connection`` to the present schema.

    Must run in a transaction that other writers wait for; it locks them out of PostgreSQL itself.
    Raises StoreTooNew when the store, named ``address``, has more migrations than are known here.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    connection.execute(text("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY)"))
    applied = connection.execute(text("SELECT count(*) FROM migrations")).scalar_one()
    if applied > len(MIGRATIONS):
        raise StoreTooNew(address, found=applied, known=len(MIGRATIONS))
    for number, statements in enumerate(MIGRATIONS[applied:], start=applied + 1):
        for statement in statements:
            connection.execute(text(statement))
        connection.execute(text("INSERT INTO migrations VALUES (:number)"), {"number": number})
