from datetime import UTC, datetime, timedelta, timezone

import pytest
from starlette.datastructures import Headers

from feeds.web.conditional import Version, accepts_gzip, is_current, respond

MODIFIED = datetime(2026, 11, 22, 12, 0, 0, 999, tzinfo=UTC)
VERSION = Version.of(b"body", MODIFIED)
OTHER = Version.of(b"other", MODIFIED)


def current(**headers: str) -> bool:
    return is_current(VERSION, Headers({k.replace("_", "-"): v for k, v in headers.items()}))


def test_the_same_bytes_have_the_same_tag_and_others_another() -> None:
    assert Version.of(b"body", MODIFIED) == VERSION
    assert OTHER.etag != VERSION.etag
    assert Version.of(b"body", MODIFIED, coding="gzip").etag != VERSION.etag
    assert VERSION.etag.startswith('"')


def test_dates_are_sent_in_gmt() -> None:
    newfoundland = timezone(timedelta(hours=-3, minutes=-30))
    version = Version.of(b"body", MODIFIED.astimezone(newfoundland))

    assert version.headers["last-modified"] == "Sun, 22 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    "tags",
    [
        VERSION.etag,
        f"W/{VERSION.etag}",
        "*",
        f'"a", W/"b,c" , {VERSION.etag}',
        f'"",{VERSION.etag}',
    ],
)
def test_a_matching_tag_makes_it_current(tags: str) -> None:
    assert current(if_none_match=tags)


@pytest.mark.parametrize("tags", [OTHER.etag, "", "nonsense", VERSION.etag.strip('"'), '"*"'])
def test_another_tag_does_not(tags: str) -> None:
    assert not current(if_none_match=tags)


def test_the_tag_decides_alone_where_there_is_one() -> None:
    assert not current(if_none_match=OTHER.etag, if_modified_since="Sun, 22 Nov 2026 12:00:00 GMT")


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("Sun, 22 Nov 2026 12:00:00 GMT", True),
        ("Mon, 23 Nov 2026 00:00:00 GMT", True),
        ("Sun, 22 Nov 2026 11:59:59 GMT", False),
        ("yesterday", False),
        ("Sun, 22 Nov 99999999999999999999 12:00:00 GMT", False),
        ("", False),
        ("Sun, 22 Nov 2026 12:00:00 -0000", False),  # a date without a zone is none
    ],
)
def test_a_date_says_since_when(since: str, expected: bool) -> None:
    assert current(if_modified_since=since) is expected


def test_what_has_no_date_is_not_current_by_date() -> None:
    headers = Headers({"if-modified-since": "Mon, 23 Nov 2026 00:00:00 GMT"})

    assert not is_current(Version.of(b"body"), headers)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.8", True),
        ("deflate,x-gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=1.2.3", False),
        ("br", False),
        ("notgzip", False),
        ("", False),
    ],
)
def test_gzip_is_sent_to_those_who_accept_it(header: str, expected: bool) -> None:
    assert accepts_gzip(Headers({"accept-encoding": header})) is expected


def test_not_modified_carries_what_caches_need_and_no_body() -> None:
    asked = Headers({"if-none-match": VERSION.etag})
    response = respond(asked, b"body", VERSION, {"content-type": "a/b", "vary": "Accept-Encoding"})

    assert (response.status_code, response.body) == (304, b"")
    assert response.headers["etag"] == VERSION.etag
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["cache-control"] == "no-cache"
    assert "content-type" not in response.headers
