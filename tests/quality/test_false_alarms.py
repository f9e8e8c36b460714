"""Sources of every habit, for years: what is well is hardly ever called quiet."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from feeds.quality import review
from feeds.quality.rhythm import MOST_DAYS, SHORTEST_SILENCE
from tests.quality.building import DAY, NOW, evidence

SOURCES = 150
YEARS = 2

Habit = Callable[[random.Random, date], bool]  # whether there is news on a day


def daily(chance: random.Random, day: date) -> bool:
    return (day.month, day.day) not in ((12, 25), (1, 1)) and chance.random() < 0.999


def working_days(chance: random.Random, day: date) -> bool:
    """Closed at weekends, from Christmas to Epiphany, and on some holidays."""
    is_closed = (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 6)
    return day.weekday() < 5 and not is_closed and chance.random() < 0.93


def weekly(chance: random.Random, day: date) -> bool:
    """A day early or late at times, and three weeks off in summer."""
    is_off = day.month == 8 and day.day < 22
    return not is_off and (day.toordinal() + chance.choice((-1, 0, 0, 0, 1))) % 7 == 2


def by_chance(a_day: float) -> Habit:
    return lambda chance, _: chance.random() < 1 - math.exp(-a_day)


def days_of(habit: Habit, chance: random.Random) -> Iterator[date]:
    begun = date(2024, 2, 1) + timedelta(days=chance.randrange(300))
    for number in range(YEARS * 365):
        day = begun + timedelta(days=number)
        if habit(chance, day):
            yield day


def is_called_quiet(days: list[date], silence: timedelta) -> bool:
    found = evidence(last_new=NOW - silence, days=tuple(days[-MOST_DAYS:]))
    return bool(review(found, review(found, ())))


@pytest.mark.parametrize(
    ("habit", "alarms"),
    [
        pytest.param(daily, 0, id="daily"),
        pytest.param(working_days, 3, id="working days"),
        pytest.param(weekly, 0, id="weekly"),
        pytest.param(by_chance(3), 0, id="three a day by chance"),
        pytest.param(by_chance(1), 0, id="one a day by chance"),
        pytest.param(by_chance(1 / 5), 0, id="one in five days by chance"),
        pytest.param(by_chance(1 / 20), 1, id="one in twenty days by chance"),
    ],
)
def test_in_three_hundred_years_of_sources_that_are_well(habit: Habit, alarms: int) -> None:
    raised = 0
    for seed in range(SOURCES):
        days = list(days_of(habit, random.Random(seed)))
        for at, (last, following) in enumerate(pairwise(days), start=1):
            silence = following - last
            if silence >= SHORTEST_SILENCE:
                # The last check before the news finds the longest silence.
                raised += is_called_quiet(days[:at], silence - DAY / 24)
    assert raised <= alarms
