"""Which articles are read again because their site says that they were edited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feeds.collect.edits import revisits, told
from feeds.model import Link, Visit

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def link(number: int, updated: datetime | None = None) -> Link:
    return Link(url=f"https://news.example/{number}", updated=updated)


def visit(
    number: int, *, read: datetime, updated: datetime, retry_at: datetime | None = None
) -> Visit:
    return Visit(link=link(number, updated), entry=f"urn:{number}", at=read, retry_at=retry_at)


def test_only_a_moment_of_its_own_that_has_come_tells_of_an_edit() -> None:
    own, shared = link(1, NOW - HOUR), [link(n, NOW - 2 * HOUR) for n in (2, 3, 4)]
    assert told([own, *shared, link(5), link(6, NOW + HOUR)], NOW) == (own,)


def test_what_changed_after_it_was_read_is_read_again() -> None:
    changed = visit(1, read=NOW - 3 * HOUR, updated=NOW - 2 * HOUR)
    same = visit(2, read=NOW - 3 * HOUR, updated=NOW - 4 * HOUR)
    found = revisits([changed, same], NOW)
    assert (found.now, found.later) == ((changed,), False)


def test_not_within_the_hour_nor_before_a_retry_but_then() -> None:
    lately = visit(1, read=NOW - HOUR / 2, updated=NOW)
    failed = visit(2, read=NOW - 3 * HOUR, updated=NOW, retry_at=NOW + HOUR)
    found = revisits([lately, failed], NOW)
    assert (found.now, found.later) == ((), True)
    assert revisits([lately, failed], NOW + HOUR).now == (failed, lately)


def test_a_few_at_a_time_the_longest_unread_first() -> None:
    visits = [visit(n, read=NOW - n * HOUR, updated=NOW) for n in range(1, 15)]
    found = revisits(visits, NOW)
    assert [each.link.url[-2:].strip("/") for each in found.now] == [
        str(n) for n in range(14, 4, -1)
    ]
    assert found.later
