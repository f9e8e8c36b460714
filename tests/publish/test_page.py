"""The index page of the published folder."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from feeds.publish.page import index_page
from tests.publish.building import FEED, HOSTILE

ALL = ("rss", "atom", "json")


def page(*feeds: object, formats: tuple[str, ...] = ALL) -> BeautifulSoup:
    return BeautifulSoup(index_page(feeds, formats), "lxml")  # type: ignore[arg-type]


def test_readers_discover_every_file() -> None:
    links = page(FEED).select("head > link[rel=alternate]")
    assert [(link["type"], link["href"], link["title"]) for link in links] == [
        ("application/rss+xml", "news.rss", "The News (RSS)"),
        ("application/atom+xml", "news.atom", "The News (Atom)"),
        ("application/feed+json", "news.json", "The News (JSON Feed)"),
    ]


def test_people_see_each_feed_with_its_files_and_its_site() -> None:
    (item,) = page(FEED).select("li")
    assert item.h2 is not None
    assert item.h2.get_text() == "The News"
    assert [a["href"] for a in item.select("a")] == [
        "https://news.example/",
        "news.rss",
        "news.atom",
        "news.json",
    ]


def test_only_files_that_are_published_are_named() -> None:
    hrefs = [a["href"] for a in page(FEED, formats=("atom",)).select("li a, link")]
    assert hrefs == ["news.atom", "https://news.example/", "news.atom"]


def test_all_feeds_can_be_subscribed_to_at_once() -> None:
    assert page(FEED).select_one("a[href='feeds.opml']")


def test_the_same_feeds_give_the_same_bytes() -> None:
    assert index_page([FEED], ALL) == index_page([FEED], ALL)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_is_text_whatever_stands_in_it(text: str) -> None:
    hostile = page(replace(FEED, title=text, home=text))
    assert len(hostile.select("li")) == 1
    assert not hostile.select("script")
    assert len(hostile.select("li a")) == 3


def test_a_title_cannot_leave_its_attribute() -> None:
    hostile = page(replace(FEED, title='" onload="alert(1)'))
    assert all("onload" not in tag.attrs for tag in hostile.find_all(True))
