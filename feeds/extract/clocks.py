"""The time of day beside a date, and the zone it is in."""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import Final, NamedTuple

from feeds.extract.zones import zone

CLOCK: Final = re.compile(
    r"(?<![\d.:/+\-−])(?P<before>上午|下午|午前|午後|오전|오후|晚上)?\s?"
    r"(?P<hour>[01]?\d|2[0-3])"
    r"(?:\s?(?P<mark>[:h時时시.٫]|Uhr|година)\s?(?P<minute>[0-5]\d)\s?[分분]?(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"|(?=\s?[ap]\.?\s?m\b))(?![.:]?\d|\s?%)"
    r"(?:\s?(?P<after>[ap])\.?\s?m\b\.?|\s?(?P<greek>[πμ]\.?μ\b\.?)|\s?(?P<arabic>[صم]\b))?",
    re.I,
)
_ZONE: Final = re.compile(
    r"(?:\s|,|Uhr|hrs?\b|\(|\[|LT)*"
    r"(?P<zone>(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d{2})?(?!\d)|[+\-−]\d\d(?::?\d\d)?(?!\d)|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+|[A-Z]{1,5}\b|МСК)"
)
_DIGIT: Final = re.compile(r"\d")
_BETWEEN: Final = r"[\s,|·•()–-]*"  # a date, its time of day and what follows
_OPENING: Final = re.compile(
    rf"{_BETWEEN}(?:(?:at|um|à|às|alle|a las|kl\.?)\s)?{CLOCK.pattern}(?:\s?(?:Uhr|hrs?|h)\b)?"
    rf"{_BETWEEN}",
    re.I,
)
_AFTER: Final = 40  # characters after a day in which its time of day stands, and before it
_BEFORE: Final = 24
_AFTERNOON: Final = frozenset({"下午", "午後", "오후", "晚上", "p", "μ", "م"})
_MORNING: Final = frozenset({"上午", "午前", "오전", "a", "π", "ص"})


class Clock(NamedTuple):
    """A time of day; ``zone`` is None where none is named."""

    hour: int
    minute: int
    second: int
    zone: tzinfo | None


def read_clock(
    text: str, start: int, end: int, language: str | None, first: int = 0
) -> Clock | None:
    """The time of day beside the date ``text[start:end]``: in it, behind it, or before it.

    What stands before the place ``first`` belongs to another date.
    """
    match = _found(text, start, end, first)
    if match is None:
        return None
    half = match["before"] or match["after"] or match["greek"] or match["arabic"] or ""
    return Clock(
        hour=_hour(int(match["hour"]), half),
        minute=int(match["minute"] or 0),
        second=int(match["second"] or 0),
        zone=_zone_after(text, match.end(), language),
    )


def behind_clock(text: str) -> str:
    """``text``, which followed a date, without the time of day and the zone it begins with."""
    match = _OPENING.match(text)
    if match is None:
        return text.lstrip(" ,")
    named = _ZONE.match(text, match.end())
    known = named is not None and zone(named["zone"].strip(), None) is not None
    return text[named.end() :].lstrip(" ,") if named and known else text[match.end() :]


def _found(text: str, start: int, end: int, first: int) -> re.Match[str] | None:
    windows = (
        (start, end if ":" in text[start:end] else start),
        (end, end + _AFTER),
        (max(first, start - _BEFORE), start),
    )
    for begin, stop in windows:
        if _DIGIT.search(text, begin, stop) and (match := CLOCK.search(text, begin, stop)):
            return match
    return None


def _hour(hour: int, half: str) -> int:
    half = half[:1].lower() if half[:1].isascii() or half[:1] in "πμ" else half
    if half in _AFTERNOON:
        return hour % 12 + 12
    return 0 if half in _MORNING and hour == 12 else hour


def _zone_after(text: str, end: int, language: str | None) -> tzinfo | None:
    match = _ZONE.match(text, end)
    return zone(match["zone"].strip(), language) if match else None
