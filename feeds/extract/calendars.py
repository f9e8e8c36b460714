"""Days in the calendars by which pages date themselves: the common one, the Thai, the Iranian.

What no page would be dated with is no day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_FIRST_YEAR: Final = 1900  # before it no page dates itself; years like 0001 are empty fields
_LAST_YEAR: Final = 2099
_UNIX_ZERO: Final = date(1970, 1, 1)  # an empty field
_BUDDHIST: Final = 543  # years the Thai calendar is ahead
_JALALI_LEAPS: Final = frozenset({0, 4, 8, 12, 16, 20, 24, 29})  # counted from 1342, a leap year


def solar(year: int, month: int | None, day: int) -> date | None:
    """The day in the calendar that the number of its year tells of."""
    if _LAST_YEAR + _BUDDHIST >= year >= _FIRST_YEAR + _BUDDHIST:
        year -= _BUDDHIST
    if 1300 <= year <= 1420 and month:  # Iranian years of 1921 to 2041; lunar Hijri ones are later
        return jalali(year, month, day)
    return gregorian(year, month, day)


def gregorian(year: int, month: int | None, day: int) -> date | None:
    """The day in the common calendar."""
    if month is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return None if found == _UNIX_ZERO else found


def jalali(year: int, month: int, day: int) -> date | None:
    """Iranian to Gregorian by the 33-year cycle of leap years, exact from 1342 to 1472 (AP)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    cycle = (year - 1342) % 33
    leaps = (year - 1342) // 33 * 8 + sum(1 for n in range(cycle) if n in _JALALI_LEAPS)
    days = (year - 1342) * 365 + leaps + min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + day - 1
    found = date(1963, 3, 21) + timedelta(days=days)
    return gregorian(found.year, found.month, found.day)
