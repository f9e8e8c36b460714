"""A first look at a site: some of what it has is taken, and the rest never comes as news."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from feeds.model import RefreshStatus
from tests.following import Bench, Follow
from tests.news import article_page, listing, news_site, story
from tests.site import Reply, page, status, xml

LIMIT = 5

Offer = Callable[[Iterable[int]], Reply]


def undated(number: int) -> Reply:
    """The story's page, which says nothing of when it was written."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story(number).paragraphs)
    return page(f"<main><article><h1>{story(number).title}</h1>{body}</article></main>")


def undated_site(*numbers: int) -> dict[str, Reply]:
    pages = {story(number).path: undated(number) for number in numbers}
    return {**pages, "/": listing(map(story, numbers), etag=f'"{numbers}"')}


def feed(numbers: Iterable[int], *, dated: bool = False) -> Reply:
    """A feed of these stories; ``dated``, those of higher numbers are older."""
    items = "".join(
        f"<item><title>{story(n).title}</title><link>{story(n).path}</link><guid>{n}</guid>"
        + (f"<pubDate>{22 - n:02} Oct 2026 08:00:00 GMT</pubDate>" if dated else "")
        + "</item>"
        for n in numbers
    )
    return xml(
        f"<rss version='2.0'><channel><title>The Test Times</title>{items}</channel></rss>",
        etag=f'"{list(numbers)}"',
    )


def sitemap(numbers: Iterable[int]) -> Reply:
    places = "".join(f"<url><loc>{story(n).path}</loc></url>" for n in numbers)
    return xml(
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{places}</urlset>",
        etag=f'"{list(numbers)}"',
    )


def numbers_had(bench: Bench) -> set[int]:
    """The stories in the published feed."""
    return {int(item["title"].rpartition("(")[2].rstrip(")")) for item in bench.items}


# -- the first look ----------------------------------------------------------------------------


@pytest.mark.parametrize("offer", [lambda numbers: listing(map(story, numbers)), feed, sitemap])
def test_what_stood_beyond_the_limit_at_first_never_comes_as_news(
    follow: Follow, offer: Offer
) -> None:
    bench = follow({**undated_site(*range(1, 13)), "/": offer(range(1, 13))}, limit=LIMIT)
    assert bench.refresh().new == LIMIT
    files = bench.files()
    for _ in range(3):
        result = bench.refresh()
        assert (result.new, result.changed, result.failures) == (0, 0, ())
    assert bench.files() == files
    assert bench.site.requests(story(LIMIT + 1).path) == 0
    bench.site.pages["/"] = offer(range(13))
    bench.site.pages[story(0).path] = undated(0)
    assert bench.refresh().new == 1
    assert numbers_had(bench) == {0, 1, 2, 3, 4, 5}


def test_with_the_limit_as_it_is_a_long_undated_listing_gives_fifty_and_no_more(
    follow: Follow,
) -> None:
    bench = follow(undated_site(*range(1, 121)))
    assert bench.refresh().new == 50
    assert bench.refresh().status is RefreshStatus.UNCHANGED
    assert numbers_had(bench) == set(range(1, 51))


def test_of_a_dated_feed_the_latest_are_taken_wherever_they_stand(follow: Follow) -> None:
    pages = {**undated_site(*range(1, 13)), "/": feed(range(12, 0, -1), dated=True)}
    bench = follow(pages, limit=LIMIT)
    assert bench.refresh().new == LIMIT
    assert numbers_had(bench) == {1, 2, 3, 4, 5}
    assert bench.refresh().new == 0


def test_an_article_that_failed_at_the_first_look_is_still_had_and_the_past_is_not(
    follow: Follow,
) -> None:
    bench = follow(undated_site(*range(1, 13)), limit=LIMIT)
    bench.site.pages[story(2).path] = status(503)
    assert bench.refresh().new == LIMIT - 1
    bench.site.pages[story(2).path] = undated(2)
    assert bench.refresh().new == 1
    assert bench.refresh().new == 0
    assert numbers_had(bench) == {1, 2, 3, 4, 5}


def test_a_look_at_which_nothing_could_be_had_was_none(follow: Follow) -> None:
    pages = undated_site(*range(1, 13))
    bench = follow({path: status(503) for path in pages} | {"/": pages["/"]}, limit=LIMIT)
    assert bench.refresh().status is RefreshStatus.FAILED
    bench.site.pages.update(pages)
    assert bench.refresh().new == LIMIT
    assert bench.refresh().new == 0


def test_links_that_are_no_articles_do_not_stand_in_the_way_of_those_that_are(
    follow: Follow,
) -> None:
    pages = undated_site(*range(1, 13))
    for number in range(1, LIMIT + 1):
        pages[story(number).path] = status(404)
    bench = follow(pages, limit=LIMIT)
    assert bench.refresh(hours=0).status is RefreshStatus.FAILED
    assert bench.refresh().new == LIMIT
    assert numbers_had(bench) == {6, 7, 8, 9, 10}


def test_links_that_turn_out_to_be_sections_take_no_places(follow: Follow) -> None:
    pages = undated_site(*range(1, 13))
    for number in range(2, LIMIT + 1):
        pages[story(number).path] = listing(map(story, range(20, 40)))
    bench = follow(pages, limit=LIMIT)
    result = bench.refresh()
    assert (result.new, {f.detail for f in result.failures}) == (1, {"listing"})
    assert bench.refresh().new == LIMIT - 1
    assert bench.refresh().new == 0
    assert numbers_had(bench) == {1, 6, 7, 8, 9}


# -- later looks -------------------------------------------------------------------------------


def test_more_news_than_the_limit_comes_with_the_next_refreshes(follow: Follow) -> None:
    bench = follow(undated_site(*range(21, 33)), limit=LIMIT)
    bench.refresh()
    bench.site.pages.update(undated_site(*range(1, 33)))
    assert [bench.refresh().new for _ in range(6)] == [5, 5, 5, 5, 0, 0]
    assert numbers_had(bench) == set(range(1, 26))


def test_other_settings_do_not_bring_the_past_and_cost_no_news(follow: Follow) -> None:
    bench = follow(undated_site(*range(1, 13)), limit=LIMIT)
    bench.refresh()
    bench.options["headers"] = {"Cookie": "a=b"}
    bench.site.pages.update(undated_site(0, *range(1, 13)))
    assert bench.refresh().new == 1
    assert bench.refresh().new == 0
    assert numbers_had(bench) == {0, 1, 2, 3, 4, 5}


def test_settings_put_right_bring_what_was_passed_over_for_other_links(follow: Follow) -> None:
    guides = "".join(
        f"<article><h2><a href='{story(n).path}'>{story(n).title}</a></h2></article>"
        for n in range(21, 21 + LIMIT)
    )
    news = "".join(f"<h3><a href='{story(n).path}'>{story(n).title}</a></h3>" for n in (1, 2, 3))
    pages = undated_site(1, 2, 3, *range(21, 21 + LIMIT))
    bench = follow({**pages, "/": page(guides + news)}, limit=LIMIT, links="a")
    assert bench.refresh().new == LIMIT
    assert bench.refresh().new == 0
    bench.options["links"] = "h3 a"
    assert bench.refresh().new == 3


def test_other_settings_are_not_followed_by_the_way_of_those_before(follow: Follow) -> None:
    bench = follow({**undated_site(1, 2, 3), "/sport": status(503)})
    bench.refresh()
    bench.options["url"] = bench.site.url("/sport")
    assert bench.refresh().status is RefreshStatus.FAILED
    bench.site.pages["/sport"] = listing(map(story, (7, 8, 9)))
    bench.site.pages.update({story(number).path: undated(number) for number in (7, 8, 9)})
    result = bench.refresh()
    assert (result.links, result.new) == (3, 3)


def test_a_site_followed_another_way_than_before_brings_what_is_above_what_was_had(
    follow: Follow,
) -> None:
    pages = undated_site(*range(13))
    shown = listing(map(story, range(13))).body
    assert isinstance(shown, bytes)
    front = page(shown.decode(), head="<link rel=alternate type='application/rss+xml' href=/feed>")
    bench = follow({**pages, "/": front, "/feed": feed((2, 3, 4, 5))}, limit=LIMIT)
    assert bench.refresh().new == 4
    bench.site.pages["/feed"] = status(410)
    assert bench.refresh().new == 2
    assert bench.refresh().new == 0
    assert numbers_had(bench) == {0, 1, 2, 3, 4, 5}


def test_what_was_passed_over_stays_so_when_the_site_is_followed_another_way(
    follow: Follow,
) -> None:
    shown = listing(map(story, (0, 7, 1, 2, 3, 4, 5, 8))).body
    assert isinstance(shown, bytes)
    front = page(shown.decode(), head="<link rel=alternate type='application/rss+xml' href=/feed>")
    pages = {**undated_site(*range(13)), "/": front, "/feed": feed(range(1, 13))}
    bench = follow(pages, limit=LIMIT)
    assert bench.refresh().new == LIMIT
    bench.site.pages["/feed"] = status(410)
    assert bench.refresh().new == 1
    assert bench.refresh().new == 0
    assert numbers_had(bench) == {0, 1, 2, 3, 4, 5}


def test_a_dated_past_does_not_come_as_news_either(follow: Follow) -> None:
    bench = follow(news_site(*range(1, 13)), limit=LIMIT)
    assert bench.refresh().new == LIMIT
    assert bench.refresh().new == 0
    bench.site.pages.update({**news_site(*range(13)), story(0).path: article_page(story(0))})
    assert bench.refresh().new == 1
