"""What of a source's past is taken at the first look at it, and what is passed over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feeds.collect.first_look import begun, is_first_look, latest
from feeds.model import Link, SourceKind, Trail, Validators, Wanted

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FEED = Trail(kind=SourceKind.FEED, url="https://news.example/feed")


def link(number: int, days: int | None = None) -> Link:
    published = None if days is None else NOW - timedelta(days=days)
    return Link(url=f"https://news.example/{number}", published=published)


def links(*numbers: int) -> tuple[Link, ...]:
    return tuple(map(link, numbers))


def test_a_look_is_the_first_one_at_what_was_not_followed_before() -> None:
    assert is_first_look(None, FEED)
    again = Trail(kind=FEED.kind, url=FEED.url, validators=Validators(etag='"2"'))
    assert not is_first_look(FEED, again)
    assert is_first_look(FEED, Trail(kind=SourceKind.LISTING, url="https://news.example/"))
    assert is_first_look(FEED, Trail(kind=SourceKind.LISTING, url=FEED.url))


def test_the_latest_stand_first_unless_all_are_dated() -> None:
    assert latest(links(1, 2, 3, 4), 2) == links(1, 2)
    dated = [link(1, 9), link(2, 1), link(3, 5), link(4, 2)]
    assert latest(dated, 2) == (dated[1], dated[3])
    assert latest([*dated, link(5)], 2) == tuple(dated[:2])


def test_what_is_offered_at_first_is_parted_at_the_limit() -> None:
    begin = begun(Wanted(links=links(1, 2, 3, 4)), links(1, 2, 3, 4), 3, None)
    assert (begin.links, begin.passed) == (links(1, 2, 3), links(4))
    begin = begun(Wanted(links=links(1, 2)), links(1, 2), 3, None)
    assert (begin.links, begin.passed) == (links(1, 2), ())


def test_articles_that_are_had_take_their_places_and_links_that_gave_none_do_not() -> None:
    wanted = Wanted(links=links(1, 4, 5, 6), known=1, waiting=links(3))
    begin = begun(wanted, links(1, 2, 3, 4, 5, 6), 3, None)
    assert (begin.links, begin.passed) == (links(1, 4), links(5, 6))


def test_other_settings_part_anew_what_was_passed_over() -> None:
    wanted = Wanted(links=links(3), known=1, passed=links(2, 4))
    begin = begun(wanted, links(1, 2, 3, 4), 3, None)
    assert (begin.links, begin.passed) == (links(2, 3), links(4))


def test_another_way_to_the_same_articles_brings_what_is_later_than_one_of_them() -> None:
    wanted = Wanted(links=links(1, 3, 5, 6), known=2)
    begin = begun(wanted, links(1, 2, 3, 4, 5, 6), 50, FEED)
    assert (begin.links, begin.passed) == (links(1, 3), links(5, 6))
    past = Wanted(links=links(1, 3), known=2, passed=links(5, 6))
    begin = begun(past, links(1, 5, 2, 3, 4, 6), 50, FEED)
    assert (begin.links, begin.passed) == (links(1, 3), links(5, 6))
    strange = begun(Wanted(links=links(1, 2, 3)), links(1, 2, 3), 2, FEED)
    assert (strange.links, strange.passed) == (links(1, 2), links(3))
