"""What goes wrong with sources is remembered with the refresh that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from feeds.errors import StoreError
from feeds.model import (
    Concern,
    Failure,
    Outcome,
    RefreshResult,
    RefreshStatus,
    SourceState,
    Stage,
    Trouble,
)
from feeds.store import Store, statements
from feeds.store.engine import open_engine, writing
from tests.store.building import DAY, HOUR, MINUTE, NOW, find, miss, outcome, words

REFUSED = Failure(
    stage=Stage.COLLECT, kind="bad-status", url="https://me:pw@news.example/x?key=1", detail="403"
)


def failed(at: int, failures: int = 9, source: str = "news") -> Outcome:
    """A refresh that failed, so many days after the first."""
    moment = NOW + at * DAY
    return Outcome(
        state=SourceState(
            source=source, last_check=moment, failures=failures, last_failure=REFUSED
        ),
        result=RefreshResult(
            source=source, status=RefreshStatus.FAILED, started=moment, failures=(REFUSED,)
        ),
    )


def kinds(concerns: Sequence[Concern]) -> list[str]:
    return [each.kind.value for each in concerns]


def daily(store: Store, days: int, until: int = 0, **changes: Any) -> None:
    """An article a day for ``days`` days, the last of them ``until`` days after NOW."""
    for number in range(until - days + 1, until + 1):
        at = NOW + number * DAY
        store.save(outcome(find(f"d{number}", **({"published": at} | changes)), at=at))


# -- from the first sign to the end ------------------------------------------------------------


def test_a_suspicion_is_told_to_nobody_and_forgotten_when_it_comes_to_nothing(
    store: Store,
) -> None:
    store.save(failed(0))
    assert (store.concerns("news"), store.open_concerns()) == ([], {})
    store.save(outcome(at=NOW + HOUR))
    store.save(failed(1))
    assert store.open_concerns() == {}, "the day counts from the second failure"


def test_a_concern_comes_back_as_it_began_and_as_it_ended(store: Store) -> None:
    store.save(failed(0))
    store.save(failed(1))
    cause = replace(REFUSED, url="https://news.example/")
    begun = Concern(source="news", kind=Trouble.BLOCKED, since=NOW, began=NOW + DAY, cause=cause)
    assert store.open_concerns() == {"news": [begun]}
    assert store.concerns("news") == store.latest_concerns(["news"], 10) == [begun]
    store.save(outcome(at=NOW + 2 * DAY))
    ended = replace(begun, ended=NOW + 2 * DAY)
    assert store.open_concerns() == {}
    assert store.concerns("news") == store.latest_concerns(["news"], 10) == [ended]


def test_a_second_time_is_a_concern_of_its_own_and_the_latest_comes_first(store: Store) -> None:
    for at in (0, 1, 10, 11):
        store.save(failed(at))
        if at == 1:
            store.save(outcome(at=NOW + 2 * DAY))
    assert [each.since for each in store.concerns("news")] == [NOW + 10 * DAY, NOW]
    assert len(store.open_concerns()["news"]) == 1


def test_what_is_long_over_is_forgotten_with_the_next_concern(store: Store) -> None:
    for at in (0, 1, 400, 401):
        store.save(failed(at))
        store.save(outcome(at=NOW + at * DAY + HOUR)) if at == 1 else None
    assert [each.since for each in store.concerns("news")] == [NOW + 400 * DAY]


def test_sources_are_told_apart_and_only_those_asked_for(store: Store) -> None:
    for source in ("news", "other", "gone"):
        store.save(failed(0, source=source))
        store.save(failed(1, source=source))
    assert sorted(store.open_concerns()) == ["gone", "news", "other"]
    assert [each.source for each in store.latest_concerns({"news", "other"}, 9)] == [
        "other",
        "news",
    ]
    assert len(store.latest_concerns({"news", "other"}, 1)) == 1


def test_a_refresh_and_what_it_says_of_quality_are_saved_together_or_not_at_all(
    store: Store, address: str
) -> None:
    engine = open_engine(address, 5)
    with writing(engine).begin() as connection:
        connection.execute(text("DROP TABLE concerns"))
    engine.dispose()
    with pytest.raises(StoreError):
        store.save(outcome(find()))
    assert store.latest(["news"], 10) == []


# -- each kind, from what the store itself knows -------------------------------------------------


def test_a_daily_source_goes_quiet_and_is_heard_again(store: Store) -> None:
    daily(store, 12)
    for hours in (0, 1):
        store.save(outcome(at=NOW + 6 * DAY + hours * HOUR))
        assert store.open_concerns() == {}
    store.save(outcome(at=NOW + 6 * DAY + 2 * HOUR))
    (quiet,) = store.open_concerns()["news"]
    assert (quiet.kind, quiet.since, quiet.began) == (Trouble.QUIET, NOW, NOW + 6 * DAY + 2 * HOUR)
    daily(store, 1, until=7)
    assert [each.ended for each in store.concerns("news")] == [NOW + 7 * DAY]


def test_a_source_with_a_single_article_never_goes_quiet(store: Store) -> None:
    store.save(outcome(find()))
    for days in (1000, 1001):
        store.save(outcome(at=NOW + days * DAY))
    assert store.open_concerns() == {}


def test_rhythm_is_read_from_the_dates_that_an_archive_brings(store: Store) -> None:
    archive = [find(f"a{n}", published=NOW - n * DAY) for n in range(30)]
    store.save(outcome(*archive))
    for days in (7, 8):
        store.save(outcome(at=NOW + days * DAY))
    assert kinds(store.open_concerns()["news"]) == ["quiet"]


def test_articles_without_text_or_date_and_all_alike_are_noticed(store: Store) -> None:
    daily(store, 40)
    for number in range(1, 16):
        at = NOW + number * DAY
        said = f"Number {number}.\nTo go on reading, subscribe to The News today."
        store.save(outcome(find(f"w{number}", text=said), at=at))
    found = store.open_concerns()["news"]
    assert kinds(found) == ["alike", "short", "undated"]
    (short,) = (each for each in found if each.kind is Trouble.SHORT)
    assert short.usual == pytest.approx(len(words("d-10")), rel=0.1)
    assert short.began == short.since + 4 * DAY


def test_what_a_young_source_brings_is_not_judged(store: Store) -> None:
    daily(store, 5)
    for number in range(1, 21):
        store.save(outcome(find(f"w{number}", text="Short."), at=NOW + number * DAY))
    assert store.open_concerns() == {}


def test_a_source_whose_articles_refuse_us_is_walled_until_one_comes(store: Store) -> None:
    store.save(outcome(find("first"), at=NOW - HOUR))
    for hours in (0, 12, 24):
        missed = tuple(miss(f"s{hours}-{n}", detail="403") for n in range(5))
        store.save(outcome(at=NOW + hours * HOUR, misses=missed))
    (walled,) = store.open_concerns()["news"]
    assert (walled.kind, walled.since, walled.began) == (Trouble.WALLED, NOW, NOW + DAY)
    store.save(outcome(find("s0-1"), at=NOW + 25 * HOUR))
    assert store.open_concerns() == {}


# -- what it looks at ------------------------------------------------------------------------


def days_of(store: Store, most: int) -> list[date]:
    with store._read() as connection:
        values = {"source": "news", "most": most}
        found = connection.execute(statements.NEWS_DAYS, values).scalars()
        return [moment.date() for moment in found]


def test_days_with_news_are_counted_however_many_articles_they_have(store: Store) -> None:
    today = NOW.date()
    moments = [NOW, NOW - MINUTE, NOW - HOUR, NOW - 3 * DAY, NOW - 3 * DAY - MINUTE, NOW - 70 * DAY]
    finds = [find(f"s{n}", published=moment) for n, moment in enumerate(moments)]
    store.save(outcome(*finds))
    store.save(outcome(find("s9", published=NOW - DAY), source="other"))
    expected = [today - timedelta(days=days) for days in (0, 3, 70)]
    assert days_of(store, 60) == expected
    assert days_of(store, 2) == expected[:2]


def test_a_source_without_articles_has_no_days(store: Store) -> None:
    store.save(outcome())
    assert days_of(store, 60) == []
