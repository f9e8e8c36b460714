"""An article that its site says was edited is read again, and becomes a revision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from feeds.model import RefreshStatus
from tests.following import START, Bench, Follow
from tests.news import Story, article_page, listing, story
from tests.site import Reply, content, page, status, xml

Updates = Mapping[int, datetime]
Offer = Callable[[Updates], Reply]

HOUR = timedelta(hours=1)
BEFORE = START - 2 * HOUR


def atom(updates: Updates) -> Reply:
    entries = "".join(
        f"<entry><title>{story(n).title}</title><link href='{story(n).path}'/><id>urn:{n}</id>"
        f"<published>2026-11-21T08:00:00Z</published><updated>{at.isoformat()}</updated></entry>"
        for n, at in updates.items()
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Times</title>{entries}</feed>"
    return xml(body, etag=f'"{hash(body)}"')


def json_feed(updates: Updates) -> Reply:
    items = ",".join(
        f'{{"id":"{n}","url":"{story(n).path}","title":"{story(n).title}",'
        f'"date_modified":"{at.isoformat()}"}}'
        for n, at in updates.items()
    )
    body = f'{{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{items}]}}'
    return content(body, "application/feed+json", etag=f'"{hash(body)}"')


def sitemap(updates: Updates) -> Reply:
    places = "".join(
        f"<url><loc>{story(n).path}</loc><lastmod>{at.isoformat()}</lastmod></url>"
        for n, at in updates.items()
    )
    body = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{places}</urlset>"
    return xml(body, etag=f'"{hash(body)}"')


def front(updates: Updates) -> Reply:
    """A listing that tells of its articles as data, too."""
    shown = listing(map(story, updates)).body
    assert isinstance(shown, bytes)
    data = ",".join(
        f'{{"@type":"NewsArticle","url":"{story(n).path}","dateModified":"{at.isoformat()}"}}'
        for n, at in updates.items()
    )
    told = f'<script type="application/ld+json">{{"@graph":[{data}]}}</script>'
    return page(shown.decode(), head=told, etag=f'"{hash(data)}"')


def spread(*numbers: int, at: datetime = BEFORE) -> dict[int, datetime]:
    """A moment of its own for each story."""
    return {number: at - timedelta(minutes=number) for number in numbers}


def edited(number: int, sentence: str = "And that is not all of it.") -> Story:
    return replace(story(number), paragraphs=(*story(number).paragraphs, sentence))


def followed(follow: Follow, *numbers: int, offer: Offer = atom, **options: Any) -> Bench:
    """A site that was read once, at ``START``."""
    pages = {story(n).path: article_page(story(n), etag=f'"{n}"') for n in numbers}
    bench = follow({**pages, "/": offer(spread(*numbers))}, **options)
    assert bench.refresh().new == len(numbers)
    return bench


def edit(bench: Bench, *numbers: int, offer: Offer = atom, known: Updates) -> None:
    """The site edits these stories now, and says so."""
    bench.site.pages.update({story(n).path: article_page(edited(n)) for n in numbers})
    bench.site.pages["/"] = offer({**known, **spread(*numbers, at=bench.now)})


# -- what is read again ------------------------------------------------------------------------


@pytest.mark.parametrize("offer", [atom, json_feed, sitemap, front])
def test_an_article_that_changed_after_it_was_read_is_a_revision(
    follow: Follow, offer: Offer
) -> None:
    bench = followed(follow, 1, 2, 3, offer=offer)
    before = {item["title"]: item for item in bench.items}
    bench.now += HOUR
    edit(bench, 2, offer=offer, known=spread(1, 2, 3))
    result = bench.refresh()
    assert (result.new, result.changed, result.unchanged, result.failures) == (0, 1, 2, ())
    after = {item["title"]: item for item in bench.items}
    assert after[story(2).title]["id"] == before[story(2).title]["id"]
    assert after[story(2).title]["date_published"] == before[story(2).title]["date_published"]
    assert "And that is not all of it." in after[story(2).title]["content_html"]
    assert after[story(1).title] == before[story(1).title]
    assert [bench.site.requests(story(n).path) for n in (1, 2, 3)] == [1, 2, 1]
    assert bench.refresh().status is RefreshStatus.UNCHANGED


def test_it_is_asked_for_as_what_was_read_and_a_page_that_stayed_is_not_read_again(
    follow: Follow,
) -> None:
    bench = followed(follow, 1, 2, 3)
    bench.now += HOUR
    bench.site.pages["/"] = atom({**spread(1, 2, 3), 2: bench.now})
    result = bench.refresh()
    assert bench.site.headers(story(2).path)["If-None-Match"] == '"2"'
    assert (result.new, result.changed, result.unchanged, result.failures) == (0, 0, 3, ())
    bench.site.pages["/"] = atom({**spread(1, 2, 3), 2: bench.now - 1.5 * HOUR, 4: BEFORE})
    bench.site.pages[story(4).path] = article_page(story(4))
    assert bench.refresh().new == 1
    assert bench.site.requests(story(2).path) == 2


# -- politely ----------------------------------------------------------------------------------


def test_an_article_is_read_once_an_hour_at_most_and_no_edit_is_lost(follow: Follow) -> None:
    bench = followed(follow, 1, 2, 3)
    bench.now = START + HOUR / 3
    edit(bench, 2, known=spread(1, 2, 3))
    assert bench.refresh(hours=1 / 3).changed == 0
    assert bench.site.requests(story(2).path) == 1
    bench.now = START + HOUR
    assert bench.refresh().changed == 1


def test_many_edits_are_read_a_few_at_a_refresh(follow: Follow) -> None:
    numbers = range(1, 26)
    bench = followed(follow, *numbers)
    bench.now += HOUR
    edit(bench, *numbers, known={})
    assert [bench.refresh(hours=0.1).changed for _ in range(4)] == [10, 10, 5, 0]


def test_articles_that_have_left_the_feed_are_left_alone(follow: Follow) -> None:
    bench = followed(follow, *range(1, 6))
    bench.more["publish"] = {
        "to": bench.folder / "public",
        "url": "http://feeds.example/f",
        "items": 2,
    }
    bench.now += HOUR
    edit(bench, *range(1, 6), known={})
    assert bench.refresh().changed == 2


@pytest.mark.parametrize(
    "told", [lambda now, n: now, lambda now, n: now + timedelta(days=n)], ids=["one", "future"]
)
def test_a_moment_that_many_share_or_that_is_to_come_tells_of_no_edit(
    follow: Follow, told: Callable[[datetime, int], datetime]
) -> None:
    bench = followed(follow, 1, 2, 3)
    bench.now += HOUR
    bench.site.pages["/"] = atom({n: told(bench.now, n) for n in (1, 2, 3)})
    assert bench.refresh().changed == 0
    assert [bench.site.requests(story(n).path) for n in (1, 2, 3)] == [1, 1, 1]


# -- what may go wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [
        status(503),
        status(404),
        page("<h1>Gone fishing</h1><p>Everybody is out at sea. See you tonight!</p>"),
        page("<h1>Site</h1><p>We are down for maintenance, back soon.</p>"),
    ],
)
@pytest.mark.parametrize("offer", [atom, sitemap])
def test_trouble_leaves_the_article_as_it_was_and_the_edit_is_had_later(
    follow: Follow, offer: Offer, trouble: Reply
) -> None:
    bench = followed(follow, 1, 2, 3, offer=offer)
    files = bench.files()
    bench.now += HOUR
    edit(bench, 2, offer=offer, known=spread(1, 2, 3))
    bench.site.pages[story(2).path] = trouble
    result = bench.refresh(hours=0.1)
    assert (result.status, result.changed, result.failed) == (RefreshStatus.OK, 0, 1)
    assert bench.files() == files
    assert bench.refresh().failed == 0
    bench.site.pages[story(2).path] = article_page(edited(2))
    assert bench.refresh().changed == 1
    assert bench.refresh().status is RefreshStatus.UNCHANGED


def test_a_teaser_does_not_take_the_place_of_what_was_free_for_a_day(follow: Follow) -> None:
    bench = followed(follow, 1, 2, 3)
    files = bench.files()
    bench.now += HOUR
    edit(bench, 2, known=spread(1, 2, 3))
    teaser = replace(story(2), paragraphs=story(2).paragraphs[:1])
    bench.site.pages[story(2).path] = article_page(teaser)
    assert bench.refresh().changed == 0
    bench.reclean()
    assert bench.files() == files
