"""When a feed or a sitemap may stand in for a page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feeds.collect.coverage import (
    Shown,
    articles_of,
    objection_to_feed,
    objection_to_sitemap,
)
from feeds.collect.sitemap import Place
from feeds.model import Link

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = "https://paper.example/"


def link(path: str, days: float = 0, title: str | None = None) -> Link:
    return Link(url=SITE + path, title=title, published=NOW - timedelta(days=days))


def links(*names: str, below: str = "", days: float = 0) -> tuple[Link, ...]:
    return tuple(link(below + name, days) for name in names)


def shown(path: str, articles: tuple[Link, ...]) -> Shown:
    return Shown(
        url=SITE + path, articles=articles, addresses=frozenset(article.url for article in articles)
    )


def place(path: str, days: float | None = 0) -> Place:
    return Place(url=SITE + path, modified=None if days is None else NOW - timedelta(days=days))


ELSEWHERE = (Link(url="https://elsewhere.example/a"),)
STORIES = links("story-1", "story-2", "story-3", "story-4")


@pytest.mark.parametrize(
    ("feed", "page", "objection"),
    [
        (STORIES, shown("", STORIES), ""),
        (STORIES, shown("", ()), ""),
        (links("other-1"), shown("", STORIES), ""),
        ((), shown("", STORIES), "it has no entry"),
        (links("old-1", days=90), shown("", STORIES), "it is out of date"),
        (links("old-1", days=90), shown("", ()), ""),
        (links("story-1", days=90), shown("", STORIES), ""),
        (ELSEWHERE, shown("", ()), "its entries lead to other sites"),
        (links("news/a", "news/b"), shown("news", STORIES), ""),
        (links("a", "b", "story-1"), shown("news", STORIES), ""),
        (links("a", "b", "c", "story-1"), shown("news", STORIES), "it is not this page's"),
        (links("a", "b"), shown("news", ()), ""),
    ],
)
def test_what_speaks_against_a_feed(feed: tuple[Link, ...], page: Shown, objection: str) -> None:
    assert objection_to_feed(feed, SITE + "feed", page, NOW) == objection


def test_a_feeds_own_redirecting_addresses_are_known_by_their_titles() -> None:
    page = shown("news", (link("story-1", title="Storm closes the road"),))
    feed = (Link(url="https://feeds.example/r/1", title="Storm Closes the Road"),)
    assert objection_to_feed(feed, "https://feeds.example/paper", page, NOW) == ""


@pytest.mark.parametrize(
    ("places", "page", "objection"),
    [
        ([place(f"story-{n}", 1) for n in range(9)], shown("", STORIES), ""),
        ([place(f"story-{n}", 1) for n in range(9)], shown("", ()), ""),
        ([place("about")], shown("", ()), "it lists no article of this page"),
        ([place("story-1", None)], shown("", ()), "it does not date its articles"),
        ([place("story-1", 30)], shown("", ()), "it has nothing recent"),
        ([place("other-1")], shown("", STORIES), "it lacks what the page shows"),
    ],
)
def test_what_speaks_against_a_sitemap(places: list[Place], page: Shown, objection: str) -> None:
    found = articles_of(places, page.url, NOW)
    assert objection_to_sitemap(places, found, page, NOW) == objection


def test_a_large_sitemap_dated_today_throughout_tells_nothing() -> None:
    archive = [place(f"archive-{n}") for n in range(5000)]
    places = [*archive, *(place(f"story-{n}", 0.1) for n in range(1, 5))]
    found = articles_of(places, SITE, NOW)
    objection = objection_to_sitemap(places, found, shown("", STORIES), NOW)
    assert objection == "it lacks what the page shows"


def test_articles_of_a_sitemap_are_the_newest_of_the_section_first() -> None:
    places = [
        place("news/story-1", 3),
        place("news/story-2", 1),
        place("news/about", 0),
        place("sport/story-3", 0),
        place("news/story-4", None),
        Place(url=SITE + "news/untold", published=NOW, title="Untold"),
    ]
    articles = articles_of(places, SITE + "news/", NOW)
    found = [article.url.removeprefix(SITE) for article in articles]
    assert found == ["news/untold", "news/story-2", "news/story-1", "news/story-4"]


def test_an_article_last_changed_days_ago_was_not_published_later() -> None:
    places = [place("story-1", 0.5), place("story-2", 900), place("story-3", None)]
    told = {article.url: article.published for article in articles_of(places, SITE, NOW)}
    assert told == {
        SITE + "story-1": None,
        SITE + "story-2": NOW - timedelta(days=900),
        SITE + "story-3": None,
    }
