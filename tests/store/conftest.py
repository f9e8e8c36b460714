"""Stores to test: SQLite always, PostgreSQL where a server can be had."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from feeds.store import Store
from tests.store import postgresql

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server's address."""
    with ExitStack() as stack:
        for programs in postgresql.find_programs():
            try:
                address = stack.enter_context(postgresql.running(programs))
            except (OSError, subprocess.SubprocessError):
                continue
            yield address
            return
        pytest.skip("no PostgreSQL server can be started here")


@pytest.fixture
def postgresql_address(server: str) -> str:
    """An empty PostgreSQL store: a schema of its own in the one database."""
    schema = f"store_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"'.encode())
    return f"{server}&options=-csearch_path%3D{schema}"


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    """An empty SQLite store."""
    return f"sqlite:///{tmp_path}/feeds.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """An empty store of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_address")
    return found


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open, empty store of each kind."""
    with Store.open(address, patience=5) as store:
        yield store
