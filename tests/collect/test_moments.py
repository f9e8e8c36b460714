"""Moments as programs write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds.collect.moments import moment, zoned_moment

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-22T12:00:00Z", " 2026-11-22T14:30+02:30 "])
def test_a_moment_with_its_zone_is_given_in_utc(text: str) -> None:
    assert moment(text) == zoned_moment(text) == NOON
    assert str(moment(text)) == str(NOON)


def test_without_a_zone_it_is_one_of_utc_or_says_too_little() -> None:
    assert moment("2026-11-22T12:00:00") == NOON
    assert zoned_moment("2026-11-22T12:00:00") is None
    assert moment("2026-11-22") == datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", [None, "", 7, "yesterday", "2026-13-45", "0001-01-01T00:00:00+23:59"]
)
def test_anything_else_is_none(text: object) -> None:
    assert moment(text) is None
    assert zoned_moment(text) is None
