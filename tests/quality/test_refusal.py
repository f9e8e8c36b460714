"""Blocked is what refuses us for a day or fails for a weekend; walled, what hides its articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.extract.verdict import Refusal
from feeds.model import Failure, Trouble
from feeds.quality import Evidence, review
from feeds.quality.refusal import WALLS, is_refusal
from tests.quality.building import DAY, HOUR, NOW, concern, evidence, failure, kinds, went_on

REFUSED = failure("bad-status", "403")
OUTAGE = failure("network", "connection refused")


def failing(why: Failure, failures: int = 9) -> Evidence:
    return evidence(failure=why, failures=failures)


@pytest.mark.parametrize(
    ("kind", "detail", "expected"),
    [
        ("bad-status", "401", True),
        ("bad-status", "403", True),
        ("bad-status", "429", True),
        ("bad-status", "451", True),
        ("bad-status", "404", False),
        ("bad-status", "500", False),
        ("robots-denied", "", True),
        ("robots-denied", "network: connection reset", False),
        ("not-an-article", "challenge page", True),
        ("not-an-article", "login wall", True),
        ("not-an-article", "listing", False),
        ("not-an-article", "error page", False),
        ("network", "name not found", False),
        ("deadline-exceeded", "30", False),
    ],
)
def test_a_refusal_is_told_from_a_mishap(kind: str, detail: str, expected: bool) -> None:
    assert is_refusal(failure(kind, detail)) is expected


def test_the_walls_are_called_as_the_extractor_calls_them() -> None:
    named = {str(each) for each in Refusal}
    assert {wall for wall in WALLS if wall not in named} == {"the same as behind other headlines"}


# -- the source as a whole -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "passes", "lasts"),
    [(REFUSED, 23 * HOUR, DAY), (OUTAGE, 3 * DAY - HOUR, 3 * DAY)],
)
def test_it_is_told_when_it_has_lasted_long_enough(
    why: Failure, passes: timedelta, lasts: timedelta
) -> None:
    failed = {"failure": why, "failures": 9}
    (suspected,) = went_on(failing(why, 1), (passes, failed))
    assert (suspected.since, suspected.began) == (NOW, None)
    (told,) = went_on(failing(why, 1), (passes, failed), (lasts, failed))
    assert (told.kind, told.since, told.began) == (Trouble.BLOCKED, NOW, NOW + lasts)


def test_a_few_failures_far_apart_are_no_outage() -> None:
    (suspected,) = went_on(failing(OUTAGE, 1), (5 * DAY, {"failure": OUTAGE, "failures": 3}))
    assert suspected.began is None


def test_a_failure_that_passes_leaves_nothing_behind() -> None:
    assert went_on(failing(REFUSED, 1), (HOUR, {})) == []


def test_it_is_over_with_the_first_check_that_goes_well() -> None:
    stands = concern(Trouble.BLOCKED, cause=REFUSED)
    (ended,) = review(evidence(), [stands])
    assert ended == replace(stands, ended=NOW)


def test_what_was_told_stays_as_it_was_told() -> None:
    stands = concern(Trouble.BLOCKED, cause=REFUSED)
    assert review(failing(OUTAGE), [stands]) == (stands,)


def test_of_a_suspicion_the_latest_cause_counts() -> None:
    suspected = concern(Trouble.BLOCKED, began=None, cause=OUTAGE)
    (told,) = review(failing(REFUSED), [suspected])
    assert told.cause is not None
    assert (told.began, told.cause.detail) == (NOW, "403")


@pytest.mark.parametrize(
    ("kind", "detail"),
    [("bad-status", "403"), ("fetch", "https://me:secret@x/"), ("bad-feed", "key=secret")],
)
def test_the_cause_holds_nothing_secret(kind: str, detail: str) -> None:
    why = failure(kind, detail, url="https://me:secret@news.example:8443/secret?key=secret#secret")
    (found,) = review(failing(why, 1), ())
    assert "secret" not in repr(found)
    assert found.cause is not None
    assert found.cause.url == "https://news.example:8443/"


def test_an_address_that_is_none_is_left_out() -> None:
    (found,) = review(failing(failure(url="http://[secret"), 1), ())
    assert found.cause is not None
    assert found.cause.url == ""


# -- its articles' pages ---------------------------------------------------------------------


def refusing(missed: int = 5, **changes: object) -> Evidence:
    return evidence(**{"refused": (REFUSED,), "missed": missed, **changes})


def test_a_list_whose_articles_refuse_us_is_walled_after_a_day() -> None:
    still = {"missed": 7}
    (suspected,) = went_on(refusing(), (23 * HOUR, still))
    assert (suspected.kind, suspected.began) == (Trouble.WALLED, None)
    (told,) = went_on(refusing(), (DAY, still))
    assert (told.kind, told.since, told.began) == (Trouble.WALLED, NOW, NOW + DAY)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(refusing(missed=4), id="four articles"),
        pytest.param(refusing(last_new=NOW), id="others came"),
        pytest.param(refusing(refused=()), id="missed long ago"),
        pytest.param(refusing(refused=(failure("bad-status", "404"),)), id="gone"),
        pytest.param(refusing(refused=(OUTAGE, OUTAGE, REFUSED)), id="mostly mishaps"),
    ],
)
def test_single_refusals_are_nothing(found: Evidence) -> None:
    assert review(found, ()) == ()


def test_a_wall_is_over_with_the_next_article_or_when_nothing_is_tried_any_more() -> None:
    stands = concern(Trouble.WALLED, cause=REFUSED)
    stands_since = {"last_new": NOW - 9 * DAY}
    assert review(evidence(missed=1, **stands_since), [stands]) == (stands,)
    assert review(evidence(missed=1, last_new=NOW), [stands]) == (replace(stands, ended=NOW),)
    assert review(evidence(missed=0, **stands_since), [stands]) == (replace(stands, ended=NOW),)


def test_a_check_that_fails_says_nothing_of_the_articles() -> None:
    stands = concern(Trouble.WALLED, cause=REFUSED)
    assert stands in review(failing(OUTAGE, 1), [stands])
    suspected = concern(Trouble.WALLED, began=None)
    assert suspected in review(failing(OUTAGE, 1), [suspected])


def test_a_source_can_be_one_and_then_the_other() -> None:
    stands = concern(Trouble.BLOCKED, cause=REFUSED)
    assert kinds(review(refusing(), [stands])) == [Trouble.BLOCKED, Trouble.WALLED]
