"""Dates as pages write them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.extract.dates import date_in_url, read_date, read_stamp, without_date


def at(text: str, language: str | None = None) -> str | None:
    """The moment read, as ISO 8601 down to the minute; None if no date was found."""
    moment = read_stamp(text, language)
    return moment.when.isoformat(timespec="minutes") if moment else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-04-28T09:36:00+02:00", "2024-04-28T09:36+02:00"),
        ("2024-04-28T09:36:00.123Z", "2024-04-28T09:36+00:00"),
        ("2024-04-28 09:36:00 -0400", "2024-04-28T09:36-04:00"),
        ("20240428T0936Z", "2024-04-28T09:36+00:00"),
        ("20240428", "2024-04-28T00:00+00:00"),
        ("Sun, 28 Apr 2024 09:36:00 GMT", "2024-04-28T09:36+00:00"),
        ("Sun Apr 28 09:36:00 CEST 2024", "2024-04-28T09:36+02:00"),
        ("Sun Apr 28 2024 09:36:00 GMT+0200 (CEST)", "2024-04-28T09:36+02:00"),
        ("1714290000", "2024-04-28T07:40+00:00"),
        ("1714290000000", "2024-04-28T07:40+00:00"),
    ],
)
def test_machine_formats_are_read(written: str, meant: str) -> None:
    assert at(written) == meant


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("en", "April 28th, 2024 at 9:36 pm", "2024-04-28T21:36+00:00"),
        ("en", "Published 8:00 AM EDT, April 28, 2024", "2024-04-28T08:00-04:00"),
        ("de", "28. April 2024, 09:36 Uhr", "2024-04-28T09:36+00:00"),
        ("fr", "Publié le 1er mai 2024 à 12h30", "2024-05-01T12:30+00:00"),
        ("es", "28 de abril de 2024 a las 12:10 h", "2024-04-28T12:10+00:00"),
        ("pt", "28 de Abril de 2024", "2024-04-28T00:00+00:00"),
        ("ca", "28 d’abril de 2024", "2024-04-28T00:00+00:00"),
        ("it", "28 aprile 2024 - 09:36", "2024-04-28T09:36+00:00"),
        ("nl", "28 april 2024 09:36", "2024-04-28T09:36+00:00"),
        ("sv", "28 april 2024 kl. 09.36", "2024-04-28T09:36+00:00"),
        ("fi", "28. huhtikuuta 2024 klo 9.36", "2024-04-28T09:36+00:00"),
        ("pl", "28 kwietnia 2024, 9:36", "2024-04-28T09:36+00:00"),
        ("cs", "28. dubna 2024 9:36", "2024-04-28T09:36+00:00"),
        ("hu", "2024. április 28. 09:36", "2024-04-28T09:36+00:00"),
        ("lt", "2024 m. balandžio 28 d. 09:36", "2024-04-28T09:36+00:00"),
        ("lv", "2024. gada 28. aprīlis", "2024-04-28T00:00+00:00"),
        ("et", "28. aprill 2024", "2024-04-28T00:00+00:00"),
        ("ro", "28 aprilie 2024", "2024-04-28T00:00+00:00"),
        ("tr", "28 Nisan 2024 Pazar 09:36", "2024-04-28T09:36+00:00"),
        ("el", "28 Απριλίου 2024, 10:20 μμ", "2024-04-28T22:20+00:00"),
        ("ru", "28 апреля 2024 г., 12:30 МСК", "2024-04-28T12:30+03:00"),
        ("uk", "28 квітня 2024, 12:30", "2024-04-28T12:30+00:00"),
        ("bg", "28 април 2024", "2024-04-28T00:00+00:00"),
        ("sr", "28. април 2024.", "2024-04-28T00:00+00:00"),
        ("ar", "٢٨ أبريل ٢٠٢٤", "2024-04-28T00:00+00:00"),
        ("ar", "28 كانون الثاني 2024 10:20", "2024-01-28T10:20+00:00"),
        ("fa", "۸ اردیبهشت ۱۴۰۳", "2024-04-27T00:00+00:00"),
        ("he", "28 באפריל 2024", "2024-04-28T00:00+00:00"),
        ("hi", "28 अप्रैल 2024, 10:20 AM IST", "2024-04-28T10:20+05:30"),
        ("bn", "২৮ এপ্রিল ২০২৪, ১০:২০", "2024-04-28T10:20+00:00"),
        ("th", "28 เมษายน 2567 เวลา 10:20 น.", "2024-04-28T10:20+00:00"),
        ("vi", "Chủ nhật, 28/4/2024, 10:20 (GMT+7)", "2024-04-28T10:20+07:00"),
        ("vi", "ngày 28 tháng 4 năm 2024", "2024-04-28T00:00+00:00"),
        ("id", "28 Agustus 2024 10:20 WIB", "2024-08-28T10:20+07:00"),
        ("sw", "28 Aprili 2024", "2024-04-28T00:00+00:00"),
        ("ja", "2024年4月28日 10時20分", "2024-04-28T10:20+00:00"),
        ("ja", "令和6年4月28日", "2024-04-28T00:00+00:00"),
        ("zh", "2024年4月28日 下午3:15", "2024-04-28T15:15+00:00"),
        ("ko", "2024년 4월 28일 오후 3:15", "2024-04-28T15:15+00:00"),
    ],
)
def test_dates_in_words_are_read_in_their_language(language: str, written: str, meant: str) -> None:
    assert at(written, language) == meant


def test_month_names_of_at_least_thirty_languages_are_known() -> None:
    months = json.loads(files("feeds.extract").joinpath("data/months.json").read_text("utf-8"))
    assert len(months) >= 30
    for language, names in months.items():
        for number, written in enumerate(names, start=1):
            if not language.endswith("jalali"):
                for name in written.split(", "):
                    assert at(f"15 {name} 2024", language) == f"2024-{number:02}-15T00:00+00:00"


def test_a_name_of_two_months_is_the_one_of_the_language() -> None:
    assert at("5 listopada 2024", "pl") == "2024-11-05T00:00+00:00"
    assert at("5. listopada 2024", "hr") == "2024-10-05T00:00+00:00"


def test_numbers_are_day_first_except_in_america() -> None:
    assert at("04/05/2024", "en-GB") == "2024-05-04T00:00+00:00"
    assert at("04/05/2024", "en-US") == "2024-04-05T00:00+00:00"
    assert at("28.04.24 | 16:39", "de") == "2024-04-28T16:39+00:00"
    assert at("04/28/2024", "fr") == "2024-04-28T00:00+00:00"


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("03-09-2026", "2026-03-09"),
        ("3/9/26", "2026-03-09"),
        ("03.09.2026", None),
        ("13-09-2026", None),
        ("09-09-2026", None),
        ("2026-09-03", None),
        ("3 September 2026", None),
    ],
)
def test_numbers_that_may_mean_two_days_say_the_other(written: str, other: str | None) -> None:
    moment = read_date(written)
    assert moment is not None
    assert str(moment.swapped) == str(other)
    assert moment.other_way_round().when.date().isoformat() == (other or str(moment.when.date()))


def test_a_date_right_behind_a_name_is_read() -> None:
    moment = read_date("Jane DoeNovember 22, 2018")
    assert moment is not None
    assert moment.when.date().isoformat() == "2018-11-22"
    assert without_date("Jane DoeNovember 22, 2018").strip() == "Jane Doe"


def test_zones_by_name_are_understood() -> None:
    assert at("2024-04-28 09:36 Europe/Berlin") == "2024-04-28T09:36+02:00"
    assert at("Apr. 28, 2024 9 a.m. ET", "en") == "2024-04-28T09:00-04:00"
    assert at("28 Apr 2024 09:36 IST", "he") == "2024-04-28T09:36+03:00"


def test_a_date_without_a_zone_is_taken_as_utc_and_says_so() -> None:
    moment = read_date("28 April 2024, 09:36", "en")
    assert moment is not None
    assert moment.when == datetime(2024, 4, 28, 9, 36, tzinfo=UTC)
    assert moment.timed
    assert not moment.zoned


@pytest.mark.parametrize(
    "written",
    ["", "2024", "2024-02-30", "0001-01-01T00:00:00Z", "1970-01-01", "yesterday", "v2.10.2024x1"],
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert at(written) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://e.com/2024/04/28/story", "2024-04-28"),
        ("https://e.com/world/2024/apr/28/story", "2024-04-28"),
        ("https://e.com/story-20240428.html", "2024-04-28"),
        ("https://e.com/article/2024-04-28-story", "2024-04-28"),
        ("https://e.com/12345678/", None),
        ("https://e.com/2024/story", None),
    ],
)
def test_the_day_is_read_from_an_address(url: str, day: str | None) -> None:
    moment = date_in_url(url)
    assert (moment.when.date().isoformat() if moment else None) == day


def test_a_date_is_cut_from_a_line_of_names() -> None:
    assert without_date("Jane Doe, December 2, 2024").strip(" ,") == "Jane Doe"
    assert without_date("Dec 2, 2024 by Jane Doe").strip() == "by Jane Doe"
    assert without_date("Jane Doe") == "Jane Doe"


@pytest.mark.parametrize(
    "line",
    [
        *("28.04.2024, 16:20 Uhr von Jana Roth", "28.04.2024 16:20 | von Jana Roth"),
        *("Sonntag, 28. April 2024 um 16.20 Uhr, von Jana Roth", "28.04.2024, von Jana Roth"),
    ],
)
def test_a_date_at_the_head_of_a_line_goes_with_its_time_of_day(line: str) -> None:
    assert without_date(line, "de") == "von Jana Roth"


@given(
    st.datetimes(
        min_value=datetime(1971, 1, 1),  # noqa: DTZ001 - the zone is drawn apart
        max_value=datetime(2099, 12, 30),  # noqa: DTZ001
        timezones=st.integers(-11, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    )
)
def test_every_iso_moment_comes_back(when: datetime) -> None:
    moment = read_stamp(when.isoformat())
    assert moment is not None
    assert moment.when == when.replace(microsecond=0)


@given(st.text(max_size=80) | st.from_regex(r"[0-9./: -]{4,30}[a-zA-Z]{0,9} ?[0-9]{0,5}"))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    for moment in (read_date(text), read_stamp(text), date_in_url(text)):
        assert moment is None or moment.when.tzinfo is not None
