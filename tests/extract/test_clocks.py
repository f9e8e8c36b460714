"""The time of day beside a date."""

from __future__ import annotations

import pytest

from feeds.extract.clocks import read_clock

DAY = "28.04.2024"


def beside(line: str, *, first: int = 0) -> tuple[int, int, float | None] | None:
    """Hour, minute and hours ahead of UTC of the time beside the day in ``line``."""
    start = line.index(DAY)
    clock = read_clock(line, start, start + len(DAY), "de", first)
    if clock is None:
        return None
    ahead = clock.zone.utcoffset(None) if clock.zone else None
    return clock.hour, clock.minute, None if ahead is None else ahead.total_seconds() / 3600


@pytest.mark.parametrize(
    ("line", "time"),
    [
        (f"{DAY}, 16:39", (16, 39, None)),
        (f"{DAY}, 16.39 Uhr", (16, 39, None)),
        (f"09:05 | {DAY}", (9, 5, None)),
        (f"{DAY} at 4:39 p.m.", (16, 39, None)),
        (f"{DAY} 12:10 am", (0, 10, None)),
        (f"{DAY} 下午4:39", (16, 39, None)),
        (f"{DAY} 16:39 UTC+2", (16, 39, 2.0)),
        (f"{DAY} 16:39 -0330", (16, 39, -3.5)),
        (DAY, None),
        (f"{DAY}, 16 comments", None),
        (f"{DAY}, a share of 16.39 %", None),
    ],
)
def test_the_time_beside_a_day_is_read(line: str, time: object) -> None:
    assert beside(line) == time


def test_what_stands_before_belongs_to_another_day() -> None:
    line = f"2 May, 09:05 – {DAY}"
    assert beside(line) == (9, 5, None)
    assert beside(line, first=line.index("–")) is None
