"""Dates as pages write them: ISO 8601, RFC 5322, numbers, and words in some eighty languages.

Compiled patterns only, no guessing: what no pattern reads is no date. A date without a zone is
taken to be UTC, as nothing on the page says otherwise; :attr:`Moment.zoned` tells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from feeds.extract.calendars import gregorian, jalali, solar
from feeds.extract.clocks import CLOCK, behind_clock, read_clock
from feeds.extract.months import compound_names, jalali_month, month_number
from feeds.extract.zones import zone

_REIWA: Final = 2018  # the year before the Japanese era's first
_FIRST_WORDS: Final = 12  # characters before a date that are a weekday or a label
_MAX_TEXT: Final = 400  # characters searched for a date: a date line is short
_MAX_DATES: Final = 4  # in one line

_MONTHS_FIRST: Final = frozenset({"en-us", "en-ph", "fil", "es-us"})


# Where a date stands right behind a name: "Jane DoeNovember 22, 2018".
_GLUED: Final = re.compile(r"([A-Z])(?<=[a-z].)(?=[a-z]{2,8}\.? \d{1,2},? \d{4})")
# Here and below, what a pattern asks of the signs before it stands behind its first sign: the
# engine leaps to signs, and tries each place where it has none to leap to.
_NUMBER: Final = re.compile(r"\d\d*")
_ASCII_NUMBER: Final = re.compile(r"[0-9][0-9]*")  # which takes a third of the time
_NUMBERS_ALONE: Final = re.compile(r"\d\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d\d")
_ERA: Final = "令和"
_DIGITS: Final = tuple("0123456789")  # looking for each takes a fifth of a search for any


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date as written: ``when`` is midnight unless ``timed``, UTC unless ``zoned``.

    ``swapped`` is the other day that may be meant, where numbers leave open which is the month.
    """

    when: datetime
    timed: bool
    zoned: bool
    swapped: date | None = None

    def other_way_round(self) -> Moment:
        """The same with what was read as the day for the month."""
        day = self.swapped or self.when
        return replace(self, when=self.when.replace(month=day.month, day=day.day), swapped=None)


class Written(NamedTuple):
    """A date within a line: the moment, and the words between it and the date before."""

    moment: Moment
    before: str
    after: str  # the words up to the next date, the time of day among them


class _Day:
    """A day, and where in a line it is named."""

    __slots__ = ("day", "end", "start", "swapped")

    def __init__(self, day: date, start: int, end: int, swapped: date | None) -> None:
        self.day: Final = day
        self.start: Final = start
        self.end: Final = end
        self.swapped: Final = swapped


def read_date(text: str, language: str | None = None) -> Moment | None:
    """The first date in ``text``, with the time of day and zone beside it.

    ``language`` (BCP 47) decides between 3 April and 4 March where both could be meant, and
    between months of the same name.
    """
    if not may_hold(text):
        return None
    text = _normal(text[:_MAX_TEXT])
    found = _first_day(text, language)
    if found is None:
        return None
    return _with_clock(text, found, language)


def read_dates(text: str, language: str | None = None) -> list[Written]:
    """The dates in ``text``, in order, each with the time of day beside it."""
    if not may_hold(text):
        return []
    text = _normal(text[:_MAX_TEXT])
    days: list[_Day] = []
    at = 0
    while len(days) < _MAX_DATES and (found := _first_day(text[at:], language)) is not None:
        days.append(_Day(found.day, at + found.start, at + found.end, found.swapped))
        at += found.end
    starts = [0, *(day.end for day in days)]
    ends = [*(day.start for day in days[1:]), len(text)]
    return [
        Written(
            _with_clock(text[:end], day, language, start),
            text[start : day.start],
            text[day.end : end],
        )
        for day, start, end in zip(days, starts, ends, strict=False)
    ]


def may_hold(text: str) -> bool:
    """Whether ``text`` may hold a date: a quick way to say no.

    What every date has, and few other lines, is a year and a second number, or three numbers with
    the same sign between them.
    """
    if not text.isascii():
        return _are_of_day(text, _NUMBER.findall(text)) or _ERA in text
    if not any(digit in text for digit in _DIGITS):
        return False
    return _are_of_day(text, _ASCII_NUMBER.findall(text))


def _are_of_day(text: str, numbers: list[str]) -> bool:
    """Whether the ``numbers`` in ``text`` may name a day: a year is one, or three stand alone."""
    if len(numbers) < 2:
        return False
    return _has_year(numbers) or (len(numbers) > 2 and _NUMBERS_ALONE.search(text) is not None)


def _has_year(numbers: list[str]) -> bool:
    """Whether one of ``numbers`` may be the year of a day named by the next or the one before."""
    return any(len(number) >= 4 for number in numbers[:-1]) or any(
        len(number) == 4 for number in numbers[1:]
    )


def without_date(text: str, language: str | None = None) -> str:
    """``text`` up to its first date, or after it and its time when it begins with one."""
    if not may_hold(text):
        return text
    plain = _normal(text[:_MAX_TEXT])
    found = _first_day(plain, language)
    if found is None:
        return text
    before, after = plain[: found.start], plain[found.end :]
    names_somebody = " " in before.strip() and not CLOCK.sub("", after).strip(" .,")
    if len(before) > _FIRST_WORDS or names_somebody:
        return before
    return behind_clock(after)


# What nearly all fields hold, without the patterns' pains. Other years may be of other calendars.
_ISO: Final = re.compile(
    r"((?:19|20)\d\d)-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_UNIX: Final = re.compile(r"\d{10}|\d{13}", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?=\D|$)(?:T(\d{2})(\d{2}))?", re.ASCII)


def read_stamp(value: str, language: str | None = None) -> Moment | None:
    """The date in an attribute or data field: as :func:`read_date`, and Unix times too."""
    value = value.strip()
    if iso := _ISO.fullmatch(value):
        return _iso(iso)
    if _UNIX.fullmatch(value):
        seconds = int(value[:10])
        when = datetime.fromtimestamp(seconds, UTC)
        return Moment(when=when, timed=True, zoned=True)
    if compact := _COMPACT.match(value):
        year, month, day, hour, minute = compact.groups()
        value = (
            f"{year}-{month}-{day} {value[8:] if hour is None else f'{hour}:{minute}' + value[13:]}"
        )
    return read_date(value, language)


def _iso(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    found = gregorian(year, month, day)
    if found is None:
        return None
    where = zone(match[7].replace("Z", "+00:00")) if match[7] else None
    try:
        when = datetime(year, month, day, hour, minute, second, tzinfo=where or UTC)
    except ValueError:
        return Moment(when=_midnight(found), timed=False, zoned=False)
    return Moment(when=when, timed=True, zoned=where is not None)


_URL_DATE: Final = re.compile(
    r"[/\-_.=]((?:19|20)\d\d)(?:([/\-_])(\d{1,2}|[a-z]{3})\2(\d{1,2})|(\d\d)(\d\d))(?=[/\-_.?&#]|$)",
    re.ASCII,
)


def date_in_url(url: str) -> Moment | None:
    """The day in a path such as ``/2024/04/28/`` or ``/2024/apr/28/``."""
    for match in _URL_DATE.finditer(url.lower()):
        year, _, month, day, short_month, short_day = match.groups()
        word = short_month or month
        number = int(word) if word.isdecimal() else month_number(word, "en")
        if found := gregorian(int(year), number, int(short_day or day)):
            return Moment(when=_midnight(found), timed=False, zoned=False)
    return None


# -- the day -----------------------------------------------------------------------------------

_LETTER: Final = r"[^\W\d_]"
_IN_WORD: Final = r"[^\s\d,;:/|()\[\]•·]*"
_WORD: Final = rf"{_LETTER}{_IN_WORD}"
_WHOLE_WORD: Final = rf"{_LETTER}(?<!{_LETTER}.){_IN_WORD}"
_Read = Callable[[re.Match[str], str | None], date | None]


def _year_first(match: re.Match[str], _language: str | None) -> date | None:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    return solar(year, month, day)


def _numbers(match: re.Match[str], language: str | None) -> date | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 2000
    american = match[2] != "." and (language or "").lower() in _MONTHS_FIRST
    if (american and first <= 12) or second > 12:
        first, second = second, first
    return solar(year, second, first)


def _swapped(match: re.Match[str], day: date) -> date | None:
    """The day that numbers read as ``day`` may mean as well; with full stops they mean one."""
    if (
        match[2] == "."
        or day.day > 12
        or day.day == day.month
        or day.year % 100 != int(match[4][-2:])
    ):
        return None
    return date(day.year, day.day, day.month)


def _east_asian(match: re.Match[str], _language: str | None) -> date | None:
    era, year = match[1], 1 if match[2] == "元" else int(match[2])
    return gregorian(year + _REIWA if era else year, int(match[3]), int(match[4]))


def _vietnamese(match: re.Match[str], _language: str | None) -> date | None:
    return gregorian(int(match[3]), int(match[2]), int(match[1]))


def _day_word_year(match: re.Match[str], language: str | None) -> date | None:
    return _named(int(match[3]), match[2], int(match[1]), language)


def _word_day_year(match: re.Match[str], language: str | None) -> date | None:
    return _named(int(match[3]), match[1], int(match[2]), language)


def _year_word_day(match: re.Match[str], language: str | None) -> date | None:
    return _named(int(match[1]), match[2], int(match[3]), language)


def _latvian(match: re.Match[str], language: str | None) -> date | None:
    return _named(int(match[1]), match[3], int(match[2]), language)


# Each pattern with its reader, and the words of which one is in all that it matches, if any is.
# Their order decides only between matches at the same place.
_PATTERNS: tuple[tuple[re.Pattern[str], _Read, tuple[str, ...]], ...] = (
    (
        re.compile(r"(\d(?<!\d.)\d{3})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)"),
        _year_first,
        (),
    ),
    (
        re.compile(
            r"(令和)?\s?(\d{1,4}|元)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?"
        ),
        _east_asian,
        ("年", "년"),
    ),
    (
        re.compile(r"(\d(?<![\w.].)\d?)\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:])"),
        _numbers,
        (),
    ),
    (
        re.compile(r"(\d{1,2}),?\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})", re.I),
        _vietnamese,
        ("tháng",),
    ),
    (
        re.compile(
            r"(\d(?<![\d:.].)\d?)(?:st|nd|rd|th|er|º|°|ª|ος|-?(?:го|е|ое)|\.)?[\s.\-/,]*"
            rf"(?:(?:de|of|da|d’|di|ng|ta’)\s+)?({_WORD}?)\.?[\s\-/,]*"
            r"(?:(?<=[\s\-/,])(?:de|del|of|do)\s+)?(\d{4})(?!\d)",
            re.I,
        ),
        _day_word_year,
        (),
    ),
    (
        re.compile(
            rf"({_WHOLE_WORD}?)\.?\s?(\d{{1,2}})(?:st|nd|rd|th)?[,.]?(?:\s+\d\d:\d\d:\d\d\s+[A-Z]{{1,5}})?"
            r"(?:\s*,\s*|\s+(?:of\s+)?)(\d{4})(?!\d)",
            re.I,
        ),
        _word_day_year,
        (),
    ),
    (
        re.compile(
            rf"(\d(?<!\d.)\d{{3}})[.,]?\s*(?:m\.|г\.|жылғы)?\s*({_WORD})\s*(\d{{1,2}})(?!\d)",
            re.I,
        ),
        _year_word_day,
        (),
    ),
    (
        re.compile(rf"(\d(?<!\d.)\d{{3}})\.?\s+gada\s+(\d{{1,2}})\.\s*({_WORD})", re.I),
        _latvian,
        ("gada",),
    ),
)


# What one of the patterns holds, which is slow to find that it matches nowhere.
_DAY_YEAR: Final = re.compile(
    r"\d(?:st|nd|rd|th)?[,.]?(?:\s+\d\d:\d\d:\d\d\s+[A-Z]{1,5})?(?:\s*,\s*|\s+(?:of\s+)?)\d{4}(?!\d)",
    re.I,
)


@lru_cache(maxsize=64)  # a line around the title is asked for its date, and read without it
def _first_day(text: str, language: str | None) -> _Day | None:
    first: _Day | None = None
    folded = text.casefold()
    for pattern, read, words in _PATTERNS:
        if words and not any(word in folded for word in words):
            continue
        if read is _word_day_year and not _DAY_YEAR.search(text):
            continue
        for match in pattern.finditer(text):
            if first is not None and match.start() >= first.start:
                break
            if day := read(match, language):
                swapped = _swapped(match, day) if read is _numbers else None
                first = _Day(day, match.start(), match.end(), swapped)
                break
        if first is not None and first.start == 0:
            break
    return first


def _named(year: int, word: str, day: int, language: str | None) -> date | None:
    if (month := jalali_month(word)) is not None:
        return jalali(year, month, day)
    return solar(year, month_number(word, language), day)


def _normal(text: str) -> str:
    """``text`` with Western digits, words parted by one blank, and months of two words in one."""
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
        for name in compound_names():
            if name in text:
                text = text.replace(name, name.replace(" ", "\u200d"))
    return _GLUED.sub(r" \1", " ".join(text.split()))


def _with_clock(text: str, found: _Day, language: str | None, first: int = 0) -> Moment:
    clock = read_clock(text, found.start, found.end, language, first)
    if clock is None:
        return Moment(when=_midnight(found.day), timed=False, zoned=False, swapped=found.swapped)
    day = found.day
    when = datetime(
        *(day.year, day.month, day.day, clock.hour, clock.minute, clock.second),
        tzinfo=clock.zone or UTC,
    )
    return Moment(when=when, timed=True, zoned=clock.zone is not None, swapped=found.swapped)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
