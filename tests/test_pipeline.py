"""One refresh, end to end: from a site over real HTTP to files that a reader fetches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, event

from feeds.errors import RobotsDenied
from feeds.model import RefreshStatus, Stage
from tests.following import START, Follow
from tests.news import article_page, news_site, story
from tests.site import Reply, endless, page, redirect, robots, status, truncated, xml


def titles_of(*numbers: int) -> list[str]:
    return sorted(story(number).title for number in numbers)


# -- what a refresh brings ---------------------------------------------------------------------


def test_a_first_refresh_publishes_every_article_whole_and_alone(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3, 4, 5, 6))
    result = bench.refresh()
    assert (result.status, result.links, result.new) == (RefreshStatus.OK, 6, 6)
    assert result.failures == ()
    assert bench.titles == titles_of(1, 2, 3, 4, 5, 6)
    texts = {item["title"]: item["content_html"] for item in bench.items}
    for number in range(1, 7):
        truth = story(number)
        assert texts[truth.title] == "".join(f"<p>{p}</p>" for p in truth.paragraphs)
    assert sorted(bench.files()) == [
        "feeds.opml",
        "health.atom",
        "health.json",
        "health.rss",
        "index.html",
        "news.atom",
        "news.json",
        "news.rss",
    ]


def test_a_second_refresh_asks_whether_anything_changed_and_touches_nothing(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    files, articles = bench.files(), bench.site.requests(story(1).path)
    result = bench.refresh()
    assert (result.status, result.new, result.changed) == (RefreshStatus.UNCHANGED, 0, 0)
    assert bench.site.headers("/")["If-None-Match"] == '"1-2-3"'
    assert bench.site.requests(story(1).path) == articles == 1
    assert bench.files() == files


@contextmanager
def counting_commits() -> Iterator[list[Connection]]:
    """What is committed to any database meanwhile."""
    seen: list[Connection] = []

    def record(connection: Connection) -> None:
        seen.append(connection)

    event.listen(Engine, "commit", record)
    try:
        yield seen
    finally:
        event.remove(Engine, "commit", record)


def test_an_unchanged_source_takes_two_transactions_and_is_free_again(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    with bench.program() as app, counting_commits() as commits:
        assert app.refresh(app.settings.source_list[0]).status is RefreshStatus.UNCHANGED
        assert len(commits) == 2
        assert app.store.holders() == frozenset()


def test_a_new_article_is_fetched_alone_and_the_others_keep_their_ids(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    ids = {item["title"]: item["id"] for item in bench.items}
    bench.site.pages.update(news_site(4, 1, 2, 3))
    result = bench.refresh()
    assert (result.new, result.changed, result.unchanged) == (1, 0, 3)
    assert bench.titles == titles_of(1, 2, 3, 4)
    assert all(ids.get(item["title"], item["id"]) == item["id"] for item in bench.items)
    assert all(bench.site.requests(story(number).path) == 1 for number in (1, 2, 3, 4))


def test_tracking_parameters_fragments_and_canonical_links_make_no_second_article(
    follow: Follow,
) -> None:
    truth = story(1)
    canonical = page(
        f"<article><h1>{truth.title}</h1>{''.join(f'<p>{p}</p>' for p in truth.paragraphs)}"
        "</article>",
        head=f"<link rel=canonical href='{truth.path}'>",
    )
    pages = news_site(1, 2, 3)
    pages["/print/story-number-1-for-printing"] = canonical
    bench = follow(pages)
    bench.refresh()
    spellings = "".join(
        f"<article><h2><a href='{address}'>{truth.title}</a></h2></article>"
        for address in (
            f"{truth.path}?utm_source=front&fbclid=x",
            f"{truth.path}#comments",
            "/print/story-number-1-for-printing",
            story(2).path,
            story(3).path,
        )
    )
    bench.site.pages["/"] = page(f"<main>{spellings}</main>")
    assert bench.refresh().new == 0
    assert bench.titles == titles_of(1, 2, 3)


# -- what may go wrong -------------------------------------------------------------------------


def test_one_bad_article_of_twenty_costs_that_one_and_is_had_later(follow: Follow) -> None:
    numbers = range(1, 21)
    bench = follow(news_site(*numbers))
    bench.site.pages[story(7).path] = status(500)
    result = bench.refresh()
    assert result.new == 19
    assert [(f.kind, f.url) for f in result.failures] == [
        ("bad-status", bench.site.url(story(7).path))
    ]
    bench.site.pages[story(7).path] = article_page(story(7))
    assert bench.refresh().new == 1
    assert bench.titles == titles_of(*numbers)


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        (status(503, retry_after="7200"), "bad-status"),
        (redirect("/"), "too-many-redirects"),
        (endless(), "too-large"),
        (truncated(page("<p>half</p>" * 100)), "truncated-body"),
        (
            Reply(headers={"Content-Type": "image/png"}, body=b"\x89PNG\r\n\x1a\n" * 9),
            "unexpected-type",
        ),
        (Reply(headers={"Content-Type": "application/pdf"}, body=b"%PDF-1.7\n"), "unexpected-type"),
        (page(""), "nothing-found"),
        (page("<p>We are closed today.</p>"), "nothing-found"),
    ],
)
def test_a_failed_refresh_is_remembered_and_leaves_the_last_good_feed(
    follow: Follow, front: Reply, kind: str
) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    files = bench.files()
    bench.site.pages["/"] = front
    result = bench.refresh()
    assert result.status is RefreshStatus.FAILED
    assert [(f.stage, f.kind) for f in result.failures] == [(Stage.COLLECT, kind)]
    assert bench.files() == files
    with bench.program() as app:
        state = app.store.state("news")
    assert state.failures == 1
    assert state.last_failure == result.failures[0]
    bench.site.pages.update(news_site(1, 2, 3, 4))
    assert bench.refresh().new == 1


def test_a_source_none_of_whose_links_is_an_article_fails_until_one_is(follow: Follow) -> None:
    pages = news_site(1, 2, 3)
    bench = follow(pages | {story(number).path: status(403) for number in (1, 2, 3)})
    for failures in (1, 2):
        result = bench.refresh(hours=0)
        assert (result.status, result.new, result.links) == (RefreshStatus.FAILED, 0, 3)
        with bench.program() as app:
            state = app.store.state("news")
        assert state.failures == failures
        assert state.last_success is None
        assert state.last_failure is not None
        assert (state.last_failure.kind, state.last_failure.detail) == ("bad-status", "403")
    bench.now += timedelta(hours=1)
    bench.site.pages.update(pages)
    assert bench.refresh().new == 3
    with bench.program() as app:
        assert app.store.state("news").failures == 0


def test_a_consent_page_in_the_listings_place_is_a_failure_and_leaves_the_feed(
    follow: Follow,
) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    consent = page(
        "<h1>We value your privacy</h1><p>We and our 842 partners store cookies.</p>"
        "<a href='/the-cookie-policy-of-our-paper'>Our cookie policy for readers and friends</a>"
    )
    bench.site.pages.update({"/": consent, "/the-cookie-policy-of-our-paper": consent})
    for failures in (1, 2, 3):
        assert bench.refresh().status is RefreshStatus.FAILED
        with bench.program() as app:
            assert app.store.state("news").failures == failures
    assert bench.titles == titles_of(1, 2, 3)
    bench.site.pages.update(news_site(4, 1, 2, 3))
    assert bench.refresh().new == 1
    with bench.program() as app:
        assert app.store.state("news").failures == 0


@pytest.mark.parametrize(
    "wall",
    [
        "<h1>We will be back soon</h1><p>Our website is currently undergoing scheduled maintenance "
        "to bring you a better experience. We apologise for the inconvenience and expect to be "
        "back online within a few hours. Thank you for your patience.</p>",
        "<h1>Your privacy choices</h1><p>We and our 842 partners store and access information on a "
        "device, such as cookies. Accept all cookies to continue, or change your preferences.</p>",
        "",
    ],
)
def test_a_wall_before_the_articles_is_none_of_them_and_costs_an_hour(
    follow: Follow, wall: str
) -> None:
    pages = news_site(1, 2, 3)
    bench = follow(pages | {story(number).path: page(wall) for number in (1, 2, 3)})
    assert bench.refresh().new == 0
    assert bench.titles == []
    bench.site.pages.update(pages)
    assert bench.refresh().new == 3
    bench.site.pages.update({story(4).path: page(""), "/": news_site(4, 1, 2, 3)["/"]})
    assert bench.refresh().failed == 1
    bench.site.pages.update(news_site(4))
    bench.site.pages["/"] = news_site(4, 1, 2, 3)["/"]
    assert bench.refresh().new == 1


def test_a_server_that_asks_for_time_gets_it(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.site.pages["/"] = status(429, retry_after="7200")
    result = bench.refresh()
    assert result.next_due == START + timedelta(hours=2)


def test_robots_txt_is_obeyed(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /2026/11/story-number-2\n")
    result = bench.refresh()
    assert result.new == 2
    assert [f.kind for f in result.failures] == [RobotsDenied.kind]
    assert bench.site.requests(story(2).path) == 0


def test_a_page_in_windows_1251_without_a_charset_is_read_right(follow: Follow) -> None:
    sentence = "Городской совет обсудил ремонт старого пирса и решил начать работы весной"
    body = "".join(f"<p>{sentence}, часть {i}. {sentence} снова.</p>" for i in range(6))
    html = f"<html><title>Пирс</title><article><h1>Старый пирс чинят</h1>{body}</article></html>"
    bench = follow(news_site(1, 2, 3))
    bench.site.pages[story(1).path] = Reply(
        headers={"Content-Type": "text/html"}, body=html.encode("windows-1251")
    )
    bench.refresh()
    assert "Старый пирс чинят" in bench.titles


def test_control_characters_and_invalid_bytes_do_not_reach_the_feed(follow: Follow) -> None:
    truth = story(1)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in truth.paragraphs)
    html = f"<article><h1>Bell &#7; and \x0c feed</h1>{body}<p>\xff\xfe</p></article>"
    bench = follow(news_site(1, 2, 3))
    bench.site.pages[truth.path] = Reply(
        headers={"Content-Type": "text/html; charset=utf-8"}, body=html.encode("latin-1")
    )
    assert bench.refresh().new == 3
    assert not set(bench.file("news.rss")) & {0x07, 0x0C, 0x00}


# -- how it works beside others ----------------------------------------------------------------


def test_a_source_that_another_process_refreshes_is_left_to_it(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    with bench.program() as app:
        assert app.store.lease("news", "elsewhere/1/x", bench.now, 60)
    assert bench.refresh(hours=0).status is RefreshStatus.BUSY
    assert bench.site.requests() == 0
    bench.now += timedelta(seconds=61)
    assert bench.refresh().new == 3


def test_what_a_killed_process_had_leased_is_free_at_once(follow: Follow) -> None:
    import socket

    bench = follow(news_site(1, 2, 3))
    with bench.program() as app:
        # No process has so high a number on Linux (pid_max is 2^22 at most).
        assert app.store.lease("news", f"{socket.gethostname()}/99999999/x", bench.now, 60)
    assert bench.refresh().new == 3


def test_what_was_saved_but_not_published_is_published_by_the_next_refresh(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    blocker = bench.folder / "public"
    blocker.write_text("a file where the folder should be")
    with bench.program() as app:
        result = app.refresh(app.settings.source_list[0])
    assert [f.stage for f in result.failures] == [Stage.PUBLISH]
    blocker.unlink()
    assert bench.refresh().status is RefreshStatus.UNCHANGED
    assert bench.titles == titles_of(1, 2, 3)


def test_a_feed_file_that_was_deleted_comes_back(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    before = bench.file("news.atom")
    (bench.folder / "public" / "news.atom").unlink()
    bench.refresh()
    assert bench.file("news.atom") == before


def test_changed_settings_make_it_look_afresh(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    bench.options["links"] = "article h2 a"
    result = bench.refresh()
    assert (result.status, result.links, result.new) == (RefreshStatus.OK, 3, 0)


# -- what stands in the article's place --------------------------------------------------------


def sending_on(to: str) -> Reply:
    """A page that does nothing but lead to ``to``."""
    return page(
        f"<p>You are being redirected. <a href='{to}'>Click here</a> if nothing happens.</p>",
        head=f'<meta http-equiv="Refresh" content="0; URL={to}">',
    )


def test_an_article_behind_a_page_that_sends_on_is_known_by_both_addresses(follow: Follow) -> None:
    pages = news_site(1, 2, 3)
    pages["/moved/story-number-1-as-it-is-now"] = pages[story(1).path]
    pages[story(1).path] = sending_on("/moved/story-number-1-as-it-is-now")
    bench = follow(pages)
    result = bench.refresh()
    assert (result.new, result.failures) == (3, ())
    assert bench.titles == titles_of(1, 2, 3)
    links = (story(1).path, "/moved/story-number-1-as-it-is-now", story(2).path, story(3).path)
    bench.site.pages["/"] = page(
        "".join(
            f"<article><h2><a href='{to}'>A headline of some length</a></h2></article>"
            for to in links
        )
    )
    assert bench.refresh().new == 0
    assert bench.site.requests("/moved/story-number-1-as-it-is-now") == 1


def carrying_feed(*numbers: int) -> Reply:
    """A feed whose items hold their stories' whole text."""
    items = "".join(
        f"<item><title>{each.title}</title><link>{each.path}</link>"
        f"<guid isPermaLink='false'>story-{each.number}</guid><content:encoded><![CDATA["
        + "".join(f"<p onclick='x()'>{paragraph}</p>" for paragraph in each.paragraphs)
        + "]]></content:encoded></item>"
        for each in map(story, numbers)
    )
    return xml(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>The Test Times</title><link>/</link><description/>{items}</channel></rss>"
    )


def whole(number: int) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in story(number).paragraphs)


@pytest.mark.parametrize(
    "wall", [status(403), page("<h1>Checking your browser</h1><p>Please stand by.</p>")]
)
def test_what_the_feed_carries_stands_in_for_pages_that_refuse_us(
    follow: Follow, wall: Reply
) -> None:
    pages = {**news_site(1, 2, 3), "/": carrying_feed(1, 2, 3), story(2).path: wall}
    bench = follow(pages, content="main")
    result = bench.refresh()
    assert (result.status, result.new, result.failed) == (RefreshStatus.OK, 3, 1)
    assert {item["title"]: item["content_html"] for item in bench.items} == {
        story(number).title: whole(number) for number in (1, 2, 3)
    }


def test_a_page_that_answers_later_is_a_revision_of_what_its_feed_carried(follow: Follow) -> None:
    refused = {story(number).path: status(403) for number in (1, 2)}
    bench = follow({"/": carrying_feed(1, 2), **refused})
    assert bench.refresh().new == 2
    before = {item["title"]: item for item in bench.items}
    assert (bench.refresh().new, bench.site.requests(story(1).path)) == (0, 2)
    longer = replace(story(1), paragraphs=(*story(1).paragraphs, "And that is not all of it."))
    bench.site.pages[story(1).path] = article_page(longer)
    result = bench.refresh()
    assert (result.new, result.changed) == (0, 1)
    after = {item["title"]: item for item in bench.items}
    assert after[story(1).title]["id"] == before[story(1).title]["id"]
    assert "And that is not all of it." in after[story(1).title]["content_html"]
    assert after[story(2).title] == before[story(2).title]
    for _ in range(9):
        assert bench.refresh(hours=70).status is RefreshStatus.OK
    assert bench.site.requests(story(1).path) == 3
    assert bench.site.requests(story(2).path) == 6


@pytest.mark.parametrize("trouble", [status(503), status(404), truncated(page("<p>x</p>" * 99))])
def test_nothing_stands_in_for_a_page_that_has_gone_or_has_trouble(
    follow: Follow, trouble: Reply
) -> None:
    bench = follow({**news_site(1, 2), "/": carrying_feed(1, 2), story(2).path: trouble})
    assert bench.refresh().new == 1
    assert bench.titles == titles_of(1)
