"""Stores that cannot be opened, or fail while they are used, say so and lose nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from feeds.errors import StoreError
from feeds.store import Store
from tests.store.building import find, outcome, words
from tests.store.postgresql import UNPRIVILEGED


def reason(address: str) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(address, patience=0.1)
    return caught.value.reason


# -- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "mysql://host/name"])
def test_an_address_that_names_no_store_is_refused(address: str) -> None:
    assert reason(address) == "neither sqlite:///PATH nor postgresql://HOST/NAME"


def test_an_address_that_is_none_is_refused() -> None:
    assert reason("feeds.db") == "not a database address"


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql://feeds:secret@127.0.0.1:1/feeds", patience=1)
    assert caught.value.address == "postgresql+psycopg://feeds:***@127.0.0.1:1/feeds"
    assert "refused" in caught.value.reason
    assert "secret" not in str(caught.value)


def test_postgresql_without_its_driver_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert reason("postgresql://host/feeds") == "psycopg is not installed"


# -- files -----------------------------------------------------------------------------------


def test_the_folder_of_a_new_store_is_made(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/a/b/feeds.db") as store:
        assert store.save(outcome(find())).new == 1


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert reason(f"sqlite:///{tmp_path}/file/feeds.db") == f"{tmp_path}/file: File exists"


def test_a_file_that_is_no_database_is_an_error_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "feeds.db"
    path.write_text("Dear diary, " * 100)
    assert reason(f"sqlite:///{path}") == "file is not a database"
    assert path.read_text() == "Dear diary, " * 100


def test_a_folder_in_the_files_place_is_an_error(tmp_path: Path) -> None:
    assert reason(f"sqlite:///{tmp_path}") == "unable to open database file"


OPEN = """
import os, sys
from feeds.errors import StoreError
from feeds.store import Store
if os.geteuid() == 0:
    import pwd
    os.setuid(pwd.getpwnam(sys.argv[2]).pw_uid)
try:
    Store.open(sys.argv[1])
except StoreError as error:
    print(error.reason)
"""


def test_a_file_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "feeds.db"
    Store.open(f"sqlite:///{path}").close()
    path.chmod(0o444)
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents:
        folder.chmod(0o755)
        if folder.name.startswith("pytest-of-"):
            break
    done = subprocess.run(
        [sys.executable, "-c", OPEN, f"sqlite:///{path}", UNPRIVILEGED],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "attempt to write a readonly database\n"


def test_the_file_is_in_write_ahead_mode_and_sound(sqlite_address: str, tmp_path: Path) -> None:
    with Store.open(sqlite_address) as store:
        store.save(outcome(find()))
    with sqlite3.connect(tmp_path / "feeds.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_a_file_that_was_damaged_is_an_error_when_it_is_read(
    sqlite_address: str, tmp_path: Path
) -> None:
    with Store.open(sqlite_address) as store:
        store.save(outcome(*(find(f"s{number}", html=words("x", 2000)) for number in range(50))))
    path = tmp_path / "feeds.db"
    half = path.stat().st_size // 2
    path.write_bytes(path.read_bytes()[:half] + b"\xff" * half)
    with Store.open(sqlite_address) as store, pytest.raises(StoreError, match="malformed"):
        store.latest(["news"], 50)


# -- locks -----------------------------------------------------------------------------------


def test_a_store_that_is_locked_for_a_while_is_waited_for(
    sqlite_address: str, tmp_path: Path
) -> None:
    with Store.open(sqlite_address) as store, ThreadPoolExecutor(1) as thread:
        other = sqlite3.connect(
            tmp_path / "feeds.db", isolation_level=None, check_same_thread=False
        )
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, other.rollback)
        release.start()
        assert thread.submit(store.save, outcome(find())).result().new == 1
        release.join()
        other.close()


def test_a_store_that_stays_locked_is_an_error_until_it_is_free(
    sqlite_address: str, tmp_path: Path
) -> None:
    with Store.open(sqlite_address, patience=0.1) as store:
        other = sqlite3.connect(tmp_path / "feeds.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="database is locked"):
            store.save(outcome(find()))
        assert store.latest(["news"], 10) == []  # reading goes on
        other.rollback()
        other.close()
        assert store.save(outcome(find())).new == 1


def test_a_locked_postgresql_row_is_waited_for_no_longer_than_patience(
    postgresql_address: str,
) -> None:
    with Store.open(postgresql_address, patience=0.2) as store:
        store.save(outcome(find()))
        with psycopg.connect(postgresql_address) as other:
            other.execute("UPDATE sources SET recipe = 'x'")
            with pytest.raises(StoreError, match="lock timeout"):
                store.save(outcome(find("b")))
            other.rollback()
        assert store.save(outcome(find("b"))).new == 1


def test_a_postgresql_connection_that_was_cut_is_made_anew(
    server: str, postgresql_address: str
) -> None:
    with Store.open(postgresql_address) as store:
        store.save(outcome(find()))
        with psycopg.connect(server, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        assert len(store.latest(["news"], 10)) == 1


def test_many_threads_save_at_once(store: Store) -> None:
    def save(number: int) -> int:
        return store.save(outcome(find(f"s{number}"), source=f"source-{number % 4}")).new

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(save, range(40))) == 40
    assert sum(store.counts().values()) == 40


# -- a full disk -----------------------------------------------------------------------------

FILL = """
import resource, sys
from feeds.errors import StoreError
from feeds.store import Store
from tests.store.building import find, outcome, words
limit = resource.getrlimit(resource.RLIMIT_FSIZE)
with Store.open(sys.argv[1]) as store:
    store.save(outcome(find("before")))
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limit[1]))
    large = find("large", html=words("large", 100_000))
    try:
        store.save(outcome(large))
    except StoreError as error:
        print(type(error).__name__, len(store.latest(["news"], 10)), len(store.history("news")))
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    print(store.save(outcome(large)).new)
"""


def test_a_save_that_finds_no_room_leaves_nothing_and_works_when_there_is(
    sqlite_address: str,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILL, sqlite_address], capture_output=True, text=True, check=True
    )
    assert done.stdout == "StoreError 1 1\n1\n"


# -- a killed process ------------------------------------------------------------------------

SAVE = """
import sys
from itertools import count
from feeds.store import Store
from tests.store.building import find, outcome
with Store.open(sys.argv[1]) as store:
    for number in count(int(sys.argv[2])):
        store.save(outcome(find(f"a{number}"), find(f"b{number}")))
        print(number, flush=True)
"""


@pytest.mark.parametrize("rounds", [5, pytest.param(200, marks=pytest.mark.soak)])
def test_a_killed_process_loses_nothing_it_had_saved(
    sqlite_address: str, tmp_path: Path, rounds: int
) -> None:
    said = -1
    for number in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVE, sqlite_address, str(said + 1)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for _ in range(1 + number % 8):
            said = int(process.stdout.readline())
        process.kill()
        whole_lines = process.communicate()[0].split("\n")[:-1]
        said = int(whole_lines[-1]) if whole_lines else said
    with Store.open(sqlite_address) as store:
        titles = [entry.article.title for entry in store.latest(["news"], 100_000)]
    first, second = (
        {int(title.removeprefix(start)) for title in titles if title.startswith(start)}
        for start in ("About a", "About b")
    )
    assert first == second  # no half refresh
    assert first >= set(range(said + 1))
    assert len(titles) == 2 * len(first)
    with sqlite3.connect(tmp_path / "feeds.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
