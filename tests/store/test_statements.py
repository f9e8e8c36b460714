"""Queries that stay quick when a store is large: they find their order in an index."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.sql.compiler import SQLCompiler

from feeds.store import Store, statements
from feeds.store.engine import open_engine
from tests.store.building import find, outcome


def plan(address: str, statement: Select[Any], **values: Any) -> list[str]:
    """What SQLite does, step by step."""
    Store.open(address).close()
    engine = open_engine(address, 5)
    compiled = statement.compile(engine)
    assert isinstance(compiled, SQLCompiler)
    state = compiled.construct_expanded_state(values)
    with engine.connect() as connection:
        steps = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {state.statement}", tuple(state.positional_parameters)
        )
        found = [step.detail for step in steps]
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("statement", "sources", "step"),
    [
        (
            statements.LATEST,
            ["news"],
            "SEARCH entries USING COVERING INDEX entries_of_source (source=?)",
        ),
        (
            statements.LATEST_OF_MANY,
            ["news", "other"],
            "SCAN entries USING COVERING INDEX entries_in_order",
        ),
    ],
)
def test_the_latest_entries_are_found_without_sorting(
    sqlite_address: str, statement: Select[Any], sources: list[str], step: str
) -> None:
    steps = plan(sqlite_address, statement, sources=sources, most=50)
    inner = steps[steps.index(step) :]
    assert not any("TEMP B-TREE" in later for later in inner[:-1])
    assert sum("TEMP B-TREE" in one for one in steps) <= 1  # of the rows found


def test_what_a_source_is_watched_by_is_found_in_the_index(sqlite_address: str) -> None:
    by_source = "SEARCH entries USING INDEX entries_of_source (source=?)"
    readings = plan(sqlite_address, statements.READINGS, source="news", most=100)
    assert readings == [by_source]
    days = plan(sqlite_address, statements.NEWS_DAYS, source="news", most=60)
    leap = "SEARCH entries USING COVERING INDEX entries_of_source (source=? AND ordered_at<?)"
    assert leap in days
    assert not any("TEMP B-TREE" in step or "SCAN entries" in step for step in days)
    (missed,) = plan(sqlite_address, statements.MISSED, source="news", since=0)
    assert missed.startswith("SEARCH misses USING INDEX")


def test_few_sources_and_many_give_the_same_entries_in_the_same_order(store: Store) -> None:
    for number in range(30):
        store.save(outcome(find(f"s{number}"), find(f"t{number}"), source=f"source-{number}"))
    few = [f"source-{number}" for number in range(7)]
    many = few + [f"missing-{number}" for number in range(100)]
    assert store.latest(few, 10) == store.latest(many, 10)
    assert len(store.latest(many, 100)) == 14
