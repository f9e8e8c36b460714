"""When kept pages are looked over: after much has come, or some time has passed."""

from __future__ import annotations

from datetime import timedelta

from feeds.config import RetentionSettings
from feeds.store.retention import Upkeep
from tests.store.building import HOUR, MINUTE, NOW


def upkeep(pages: str = "30d", size: str = "100MB") -> Upkeep:
    return Upkeep(RetentionSettings.model_validate({"pages": pages, "pages_size": size}))


def test_the_first_save_of_a_process_sweeps_and_the_next_need_not() -> None:
    kept = upkeep()
    assert kept.is_due(0, NOW)
    assert not kept.is_due(0, NOW)
    assert not kept.is_due(10_000, NOW + MINUTE)


def test_a_sweep_is_due_when_a_hundredth_of_the_limit_has_come_in_however_many_saves() -> None:
    kept = upkeep(size="100MB")
    kept.is_due(0, NOW)
    assert [kept.is_due(400_000, NOW) for _ in range(6)] == [False, False, True] * 2


def test_a_sweep_is_due_every_hour_and_when_the_clock_was_set_back() -> None:
    kept = upkeep()
    kept.is_due(0, NOW)
    assert not kept.is_due(0, NOW + HOUR - timedelta(seconds=1))
    assert kept.is_due(0, NOW + HOUR)
    assert kept.is_due(0, NOW - HOUR)


def test_an_unfinished_sweep_goes_on_with_the_next_save() -> None:
    kept = upkeep()
    kept.is_due(0, NOW)
    kept.unfinished()
    assert kept.is_due(0, NOW)


def test_no_time_or_no_room_keeps_no_pages() -> None:
    assert upkeep().keeps
    assert not upkeep(pages="0").keeps
    assert not upkeep(size="0B").keeps
