"""Connections to SQLite and PostgreSQL, made to behave alike.

SQLite: write-ahead log, so that readers and the one writer do not wait for each other; a write
takes its lock as it begins (``BEGIN IMMEDIATE``), for a transaction that reads first and writes
after cannot wait for another writer, and fails at once; ``synchronous=NORMAL``, which survives the
death of the process, and of the machine with at most the last refreshes lost, never a torn file
(sqlite.org/wal.html).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from feeds.errors import StoreError

# What any use of a database may raise: psycopg's errors come wrapped, those of sqlite3 come bare
# where a connection is being opened.
DATABASE_ERRORS: Final = (SQLAlchemyError, sqlite3.Error)

_WRITING: Final = "feeds_writing"


def open_engine(address: str, patience: float) -> Engine:
    """An engine for ``address``: ``sqlite:///PATH`` or ``postgresql://…``. Nothing is opened yet.

    ``patience`` is how many seconds a transaction waits for another's lock. The folder of an
    SQLite file is made. Raises StoreError for an address or a folder that cannot be used.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreError(address, "not a database address") from error
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            return _sqlite(url, patience)
        case "postgresql":
            return _postgresql(url, patience)
        case _:
            raise StoreError(shown(url), "neither sqlite:///PATH nor postgresql://HOST/NAME")


def writing(engine: Engine) -> Engine:
    """``engine``, the same pool, for transactions that write."""
    return engine.execution_options(**{_WRITING: True})


def shown(url: URL) -> str:
    """``url`` as it may be shown: without its password."""
    return url.render_as_string(hide_password=True)


def reason(error: Exception) -> str:
    """What the database says is wrong, in its own words, on one line."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return " ".join(str(cause).split()) or type(cause).__name__


def _sqlite(url: URL, patience: float) -> Engine:
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(shown(url), f"{folder}: {error.strerror}") from error
    engine = create_engine(url, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # transactions begin below, and nowhere else
        try:
            _prepare(connection)
        except sqlite3.Error:
            connection.close()  # it is not the engine's yet
            raise

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get(_WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _prepare(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _postgresql(url: URL, patience: float) -> Engine:
    own = {"connect_timeout": max(1, round(patience))}
    own_options = f"-c lock_timeout={round(patience * 1000)}"
    given = url.normalized_query.get("options", ())
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={**own, "options": " ".join((own_options, *given))},
            pool_pre_ping=True,  # the server may have been restarted since
        )
    except ModuleNotFoundError as error:
        raise StoreError(shown(url), f"{error.name} is not installed") from error
