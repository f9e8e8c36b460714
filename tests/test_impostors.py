"""A page that stands in an article's place is none, and the article is had when it is back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds.model import RefreshStatus
from tests.following import Follow
from tests.news import article_page, news_site, story
from tests.site import Reply, page
from tests.test_pipeline import titles_of


def within_the_site(body: str) -> Reply:
    """A page with the furniture that the site's articles have."""
    return page(
        "<nav><a href=/>Home</a> <a href=/about>About us</a> <a href=/tag/town>Town</a></nav>"
        f"<main>{body}</main><footer><p>All rights reserved.</p></footer>",
        title="The Test Times",
    )


@pytest.mark.parametrize(
    "notice",
    [
        page("<h1>We are down for maintenance, back soon</h1><p>Please bear with us.</p>"),
        within_the_site("<p>We are down for maintenance, back soon.</p>"),
        within_the_site("<h1>Kurze Pause</h1><p>Wir sind gleich wieder da. Wartungsarbeiten.</p>"),
        within_the_site("<h1>Site en maintenance</h1><p>Merci de revenir plus tard.</p>"),
        within_the_site("<h1>Gone fishing</h1><p>Everybody is out at sea. See you tonight!</p>"),
        within_the_site("<p>Itzuliko gara. Zerbitzaria konpontzen ari gara oraintxe bertan.</p>"),
    ],
)
def test_a_notice_in_the_place_of_one_article_is_not_taken_for_it(
    follow: Follow, notice: Reply
) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.site.pages[story(2).path] = notice
    result = bench.refresh()
    assert (result.status, result.new) == (RefreshStatus.OK, 2)
    assert [(f.kind, f.url) for f in result.failures] == [
        ("not-an-article", bench.site.url(story(2).path))
    ]
    bench.site.pages[story(2).path] = article_page(story(2))
    assert bench.refresh().new == 1
    assert bench.titles == titles_of(1, 2, 3)


def test_a_day_in_the_address_does_not_make_an_article_of_a_notice(follow: Follow) -> None:
    dated = "/2026/11/22/what-the-harbour-council-said"
    card = f"<article><h2><a href='{dated}'>What the harbour council said today</a></h2></article>"
    pages = news_site(1, 2, 3)
    shown = pages["/"].body
    assert isinstance(shown, bytes)
    pages["/"] = replace(pages["/"], body=shown.replace(b"<main>", f"<main>{card}".encode()))
    pages[dated] = within_the_site("<h1>Gone fishing</h1><p>We are all out at sea. Farewell!</p>")
    result = follow(pages).refresh()
    assert (result.links, result.new, result.failed) == (4, 3, 1)


@pytest.mark.parametrize(
    "brief",
    [
        page("<h1>Bridge closed</h1><p>The school has a new roof, and the town is glad of it.</p>"),
        page("<h1>Kurz gemeldet</h1><p>Die Bibliothek der School ist ab heute geöffnet.</p>"),
        page(
            "<h1>In short</h1><p class=byline>By Anna Lind</p>"
            "<p>All is well up there, and at sea, and in the hills.</p>"
        ),
    ],
)
def test_a_short_article_under_another_headline_is_one(follow: Follow, brief: Reply) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.site.pages[story(1).path] = brief
    assert bench.refresh().new == 3
