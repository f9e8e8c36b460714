"""A store of any age is brought to the present schema; one from the future is left alone."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from sqlalchemy import inspect, text

from feeds.errors import StoreTooNew
from feeds.store import Store, migrations, schema
from feeds.store.engine import open_engine, writing
from tests.store.building import NOW, find, outcome


def open_and_count(address: str) -> int:
    with Store.open(address) as store:
        return len(store.latest(["news"], 10))


def test_the_migrations_make_what_the_queries_expect(address: str) -> None:
    Store.open(address).close()
    engine = open_engine(address, 5)
    inspector = inspect(engine)
    made = {
        name: {column["name"]: column["nullable"] for column in inspector.get_columns(name)}
        for name in inspector.get_table_names()
    }
    keys = {
        name: inspector.get_pk_constraint(name)["constrained_columns"]
        for name in schema.metadata.tables
    }
    engine.dispose()
    del made["migrations"]
    assert made == {
        name: {column.name: bool(column.nullable) for column in table.columns}
        for name, table in schema.metadata.tables.items()
    }
    assert keys == {
        name: [column.name for column in table.primary_key]
        for name, table in schema.metadata.tables.items()
    }


def test_opening_again_changes_nothing_and_keeps_all(address: str) -> None:
    with Store.open(address) as store:
        store.save(outcome(find()))
    assert open_and_count(address) == 1


def test_an_older_store_is_brought_up_to_date_with_its_contents(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(address) as store:
        store.save(outcome(find()))
    later = (*migrations.MIGRATIONS, ("CREATE TABLE later (number BIGINT)",))
    monkeypatch.setattr(migrations, "MIGRATIONS", later)
    assert open_and_count(address) == 1
    engine = open_engine(address, 5)
    assert inspect(engine).has_table("later")
    engine.dispose()
    assert open_and_count(address) == 1


@pytest.mark.parametrize("version", range(1, len(migrations.MIGRATIONS)))
def test_a_store_of_every_former_version_works_on(
    address: str, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:version])
        Store.open(address).close()
    with Store.open(address) as store:
        store.save(outcome(find("a"), passed=(find("b").link,)))
        wanted = store.wanted("news", [find("a").link, find("b").link], NOW)
        assert (wanted.known, wanted.passed) == (1, (find("b").link,))


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(address) as store:
        store.save(outcome(find()))
    bad = (*migrations.MIGRATIONS, ("CREATE TABLE later (number BIGINT)", "SELECT * FROM nothing"))
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", bad)
        with pytest.raises(Exception, match="nothing"):
            Store.open(address)
    assert open_and_count(address) == 1
    engine = open_engine(address, 5)
    assert not inspect(engine).has_table("later")
    engine.dispose()


def test_a_store_of_a_later_version_is_refused_and_stays_as_it_is(address: str) -> None:
    Store.open(address).close()
    known = len(migrations.MIGRATIONS)
    engine = open_engine(address, 5)
    with writing(engine).begin() as connection:
        connection.execute(text(f"INSERT INTO migrations VALUES ({known + 1})"))
    engine.dispose()
    with pytest.raises(StoreTooNew) as caught:
        Store.open(address)
    assert (caught.value.found, caught.value.known) == (known + 1, known)


def test_a_new_store_can_be_opened_by_many_processes_at_once(address: str) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        assert list(processes.map(open_and_count, [address] * 6)) == [0] * 6
