"""Short, undated and alike are sudden changes of what a source's articles were, if they last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from feeds.model import Trouble
from feeds.quality import Evidence, Reading, review
from tests.quality.building import (
    DAY,
    HOUR,
    NOW,
    concern,
    evidence,
    failure,
    kinds,
    reading,
    readings,
    text,
    went_on,
)

STUB = (
    "To go on reading, subscribe to The News for a month.\n"
    "You are a subscriber already? Then sign in with your address.\n"
)
# What makes the latest articles so, each.
SHORT: dict[str, Any] = {"text": text("brief", 500)}
UNDATED: dict[str, Any] = {"is_dated": False}


def stub(number: int, words: str = "") -> Reading:
    """A page of a wall, as long as articles are, with a headline of its own."""
    shared = "".join(f"{STUB}Reason {n} to subscribe is another.\n" for n in range(40))
    return reading(number, text=f"Headline {number} of today, and its first words.\n{shared}")


def walls(recent: int, before: int) -> tuple[Reading, ...]:
    return (*map(stub, range(recent)), *(reading(n) for n in range(recent, recent + before)))


def suspected(found: tuple[Reading, ...]) -> list[Trouble]:
    return kinds(review(evidence(readings=found), ()))


def briefs(recent: int, before: int) -> tuple[Reading, ...]:
    return tuple(
        reading(n, text=text(n, 500)) if n < recent else reading(n) for n in range(recent + before)
    )


CHANGES = {
    Trouble.SHORT: briefs(10, 30),
    Trouble.UNDATED: readings(10, 30, **UNDATED),
    Trouble.ALIKE: walls(10, 30),
}
EACH = pytest.mark.parametrize("kind", list(CHANGES))


# -- what trips ------------------------------------------------------------------------------


@EACH
def test_a_sudden_change_is_suspected_and_told_when_it_has_lasted_over_easter(
    kind: Trouble,
) -> None:
    first = evidence(readings=CHANGES[kind])
    (found,) = went_on(first)
    assert (found.kind, found.since, found.began) == (kind, NOW, None)
    still = {"readings": CHANGES[kind]}
    (found,) = went_on(first, (DAY, still), (4 * DAY - HOUR, still))
    assert found.began is None
    (found,) = went_on(first, (DAY, still), (4 * DAY, still))
    assert (found.since, found.began) == (NOW, NOW + 4 * DAY)


@EACH
def test_a_check_without_news_lets_the_time_pass(kind: Trouble) -> None:
    (found,) = went_on(evidence(readings=CHANGES[kind]), (5 * DAY, {"readings": None}))
    assert (found.kind, found.began) == (kind, NOW + 5 * DAY)


def test_one_exception_in_ten_is_allowed_at_either_end() -> None:
    found = list(readings(10, 30, **UNDATED))
    found[3] = reading(3)
    for number in (12, 20, 30):
        found[number] = reading(number, is_dated=False)
    assert suspected(tuple(found)) == [Trouble.UNDATED]


def test_what_was_usual_is_remembered_of_short_ones() -> None:
    (found,) = went_on(evidence(readings=CHANGES[Trouble.SHORT]))
    assert found.usual == pytest.approx(3000, rel=0.05)


# -- and what must not -----------------------------------------------------------------------


@EACH
def test_a_source_as_it_always_was_is_of_no_concern(kind: Trouble) -> None:
    assert suspected(readings(0, 100)) == []
    assert suspected(briefs(100, 0)) == []
    assert suspected(readings(100, 0, **UNDATED)) == []
    assert suspected(walls(100, 0)) == []


@EACH
@pytest.mark.parametrize("before", [0, 5, 29])
def test_a_young_source_trips_nothing(kind: Trouble, before: int) -> None:
    assert suspected(CHANGES[kind][: 10 + before]) == []


@pytest.mark.parametrize("found", [briefs(8, 60), readings(8, 60, **UNDATED), walls(8, 60)])
def test_fewer_than_nine_of_ten_are_no_change(found: tuple[Reading, ...]) -> None:
    assert suspected(found) == []


def test_what_was_so_in_part_is_the_sources_way() -> None:
    found = list(readings(10, 60, **UNDATED))
    for number in range(10, 70, 6):
        found[number] = reading(number, is_dated=False)
    assert suspected(tuple(found)) == []


def test_briefer_articles_are_no_teasers() -> None:
    assert (
        suspected(tuple(reading(n, text=text(n, 1500 if n < 10 else 3000)) for n in range(50)))
        == []
    )


def test_one_check_alone_tells_nothing_however_much_it_brings() -> None:
    archive = tuple(reading(0, is_dated=False, text=text(n, 300)) for n in range(50))
    assert suspected((*archive, *(reading(n) for n in range(1, 50)))) == []


def test_an_archive_that_comes_at_once_is_soon_outweighed() -> None:
    archive = tuple(reading(2, is_dated=False) for _ in range(40))
    latest = (reading(0, is_dated=False), reading(1), *archive)
    assert suspected((*latest, *(reading(n) for n in range(3, 50)))) == []


def test_the_first_look_at_a_site_is_no_change_of_it() -> None:
    mixed = tuple(reading(0, is_dated=number >= 20) for number in range(50))
    assert suspected(mixed) == []


def test_a_run_of_briefs_that_ends_leaves_nothing_behind() -> None:
    calm = {"readings": readings(0, 60)}
    assert went_on(evidence(readings=briefs(10, 30)), (2 * DAY, calm)) == []


def test_a_suspicion_needs_nearly_all_each_time() -> None:
    mixed = {"readings": tuple(reading(n, is_dated=n % 3 == 0) for n in range(40))}
    assert went_on(evidence(readings=CHANGES[Trouble.UNDATED]), (2 * DAY, mixed)) == []


def test_a_standing_note_does_not_make_articles_alike() -> None:
    note = "Ana Núñez has written for The News since 2004 and lives by the sea.\n" * 3
    found = tuple(reading(n, text=text(n, 1000) + note) for n in range(10))
    assert suspected((*found, *(reading(n) for n in range(10, 60)))) == []


def test_reports_by_one_template_are_a_change_only_where_there_were_none() -> None:
    mixed = tuple(stub(n) if n % 5 == 0 else reading(n) for n in range(10, 90))
    assert suspected((*map(stub, range(10)), *mixed)) == []


def test_articles_without_any_text_are_short_and_not_alike() -> None:
    found = tuple(reading(n, text="" if n < 10 else text(n)) for n in range(60))
    assert suspected(found) == [Trouble.SHORT]


# -- how it ends -----------------------------------------------------------------------------


@EACH
def test_it_is_over_when_half_of_the_latest_are_as_before(kind: Trouble) -> None:
    stands = concern(kind, usual=3000.0)
    for changed, is_over in ((6, False), (5, True)):
        latest = (*(reading(n) for n in range(10 - changed)), *CHANGES[kind][:changed])
        moved = tuple(replace(each, seen=NOW - n * HOUR) for n, each in enumerate(latest))
        (found,) = review(evidence(readings=moved), [stands])
        assert (found.ended == NOW) is is_over


@EACH
def test_a_change_that_stays_does_not_become_the_measure(kind: Trouble) -> None:
    stands = concern(kind, usual=3000.0)
    changed = {
        Trouble.SHORT: briefs(100, 0),
        Trouble.UNDATED: readings(100, 0, **UNDATED),
        Trouble.ALIKE: walls(100, 0),
    }
    assert review(evidence(readings=changed[kind]), [stands]) == (stands,)


@EACH
@pytest.mark.parametrize(
    "found",
    [
        evidence(),
        evidence(readings=()),
        evidence(failure=failure(), failures=1, readings=readings(0, 60)),
    ],
)
def test_a_check_that_says_nothing_of_articles_ends_nothing(kind: Trouble, found: Evidence) -> None:
    stands = concern(kind, usual=3000.0)
    assert stands in review(found, [stands])


def test_several_changes_at_once_are_told_each() -> None:
    found = tuple(
        reading(n, text=f"{text(n, 40)}{STUB}", is_dated=False) if n < 10 else reading(n)
        for n in range(60)
    )
    assert suspected(found) == [Trouble.SHORT, Trouble.UNDATED, Trouble.ALIKE]
