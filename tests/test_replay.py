"""Cleaning kept pages again, end to end: on request, and by itself when a profile has learned."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from feeds import urls
from feeds.extract.batch import extract_batch
from feeds.model import (
    Entry,
    Find,
    Link,
    Outcome,
    Page,
    RefreshResult,
    RefreshStatus,
    Rules,
    SiteProfile,
    SourceState,
    Stage,
)
from feeds.replay import is_lesson
from feeds.store import Store
from tests.following import START, Bench, Follow
from tests.news import Story, article_page, news_site, story
from tests.site import Reply
from tests.store.building import article

_PATIENCE = 60.0

BOX = "Our weekly digest of the harbour arrives on Fridays"


def boxed(story: Story) -> Reply:
    """The story's page with a line of the site's own below the text."""
    plain = article_page(story)
    assert isinstance(plain.body, bytes)
    return replace(
        plain, body=plain.body.replace(b"</article>", f"<p>{BOX}</p></article>".encode())
    )


def site(*numbers: int, without: tuple[int, ...] = ()) -> dict[str, Reply]:
    """A site with these stories, all boxed but those ``without``."""
    pages = {story(n).path: boxed(story(n)) for n in numbers if n not in without}
    return {**news_site(*numbers), **pages}


def identity(entry: Entry) -> tuple[str, datetime, datetime, datetime]:
    return entry.id, entry.first_seen, entry.published, entry.updated


def texts(bench: Bench) -> dict[str, str]:
    return {entry.article.title: entry.article.text for entry in bench.entries()}


def truth(*numbers: int) -> dict[str, str]:
    return {story(number).title: story(number).text for number in numbers}


def contents(path: Path) -> list[str]:
    """All that a store holds."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


# -- by itself -----------------------------------------------------------------------------------


def test_what_later_pages_teach_cleans_the_early_articles_too(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, without=(2, 3)))
    bench.refresh()
    early = {entry.id: identity(entry) for entry in bench.entries()}
    assert BOX in texts(bench)[story(1).title]
    numbers = range(1, 11)
    bench.site.pages.update(site(*numbers, without=(2, 3)))
    result = bench.refresh()
    assert (result.new, result.changed) == (7, 0)
    assert texts(bench) == truth(*numbers)
    assert {e.id: identity(e) for e in bench.entries() if e.id in early} == early
    assert len(bench.items) == 10
    assert not any(BOX in item["content_html"] for item in bench.items)
    assert bench.site.requests(story(1).path) == 1


def test_the_first_refresh_is_clean_already(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    assert texts(bench) == truth(1, 2, 3, 4, 5)


def test_articles_that_left_the_feed_are_left_alone(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, without=(2, 3)))
    bench.more = {"publish": {"to": bench.folder / "public", "items": 2}}
    bench.refresh()
    bench.site.pages.update(site(*range(1, 11), without=(2, 3)))
    bench.refresh()
    assert BOX in texts(bench)[story(1).title]


@pytest.mark.parametrize(
    ("before", "after", "lesson"),
    [
        (0, 1, True),
        (3, 3, False),
        (3, 4, True),
        (15, 15, False),
        (16, 19, False),
        (16, 20, True),
        (19, 20, True),
        (1000, 1010, False),
        (1000, 1060, True),
        (1000, 1024, True),
    ],
)
def test_a_lesson_is_worth_more_the_less_was_known(before: int, after: int, lesson: bool) -> None:
    assert is_lesson(before, after) is lesson


def test_a_known_site_is_cleaned_again_about_once_for_each_window_of_pages() -> None:
    assert sum(is_lesson(pages, pages + 1) for pages in range(1000, 1640)) == 10


# -- on request ----------------------------------------------------------------------------------


def test_changed_rules_are_replayed_without_fetching(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    before, asked = bench.entries(), bench.site.requests()
    bench.options["remove"] = ["article p:nth-of-type(2)"]
    bench.options["keep"] = [f"text:{BOX}"]
    done = bench.reclean()
    assert (done.pages, len(done.changes), done.refused) == (5, 5, ())
    assert all(change.restored == (BOX,) for change in done.changes)
    assert sorted(change.removed[0] for change in done.changes) == sorted(
        story(number).paragraphs[1] for number in (1, 2, 3, 4, 5)
    )
    after = bench.entries()
    assert [identity(entry) for entry in after] == [identity(entry) for entry in before]
    assert all(BOX in entry.article.text for entry in after)
    assert all(BOX in item["content_html"] for item in bench.items)
    assert bench.site.requests() == asked


def test_recleaning_twice_changes_nothing_more(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    bench.options["keep"] = [f"text:{BOX}"]
    bench.reclean()
    entries, files = bench.entries(), bench.files()
    done = bench.reclean()
    assert (done.pages, done.changes) == (5, ())
    assert (bench.entries(), bench.files()) == (entries, files)


@pytest.mark.parametrize("remove", [[], ["body"]])
def test_recleaning_teaches_the_site_s_profile_nothing(follow: Follow, remove: list[str]) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    others = [raw(number) for number in range(6, 12)]
    with bench.program() as app:
        host = urls.host(bench.site.url("/"))
        assert app.store.profile(host).pages == 5
        known = extract_batch(others, Rules(), SiteProfile(host=host)).profile
        app.store.revise("news", [], [known])
    bench.options["remove"] = remove
    bench.reclean()
    with bench.program() as app:
        assert app.store.profile(host) == known


def test_recleaning_gives_back_a_profile_that_was_lost(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    before = bench.entries()
    with bench.program() as app:
        profile = app.store.profile(urls.host(bench.site.url("/")))
        assert profile.pages == 5
        app.store.revise("news", [], [replace(profile, evidence=b"damaged")])
    bench.reclean()
    with bench.program() as app:
        assert app.store.profile(profile.host) == profile
    assert bench.entries() == before


def test_a_dry_run_says_what_would_change_and_stores_nothing(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    stored, files = contents(bench.folder / "feeds.db"), bench.files()
    bench.options["keep"] = [f"text:{BOX}"]
    would = bench.reclean(dry_run=True)
    assert [change.restored for change in would.changes] == [(BOX,)] * 5
    assert (contents(bench.folder / "feeds.db"), bench.files()) == (stored, files)
    assert bench.reclean().changes == would.changes


def test_a_page_that_is_no_article_any_more_leaves_its_entry_as_it_was(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    before = bench.entries()
    bench.options["remove"] = ["body"]
    done = bench.reclean()
    assert (done.pages, done.changes) == (5, ())
    assert sorted(failure.url for failure in done.refused) == [
        bench.site.url(story(number).path) for number in (1, 2, 3, 4, 5)
    ]
    assert bench.entries() == before


def test_a_damaged_page_is_told_of_and_the_others_are_cleaned(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4, 5))
    bench.refresh()
    damaged = bench.site.url(story(3).path)
    with closing(sqlite3.connect(bench.folder / "feeds.db")) as connection, connection:
        halve = "UPDATE pages SET body = substr(body, 1, length(body) / 2) WHERE url = ?"
        assert connection.execute(halve, [damaged]).rowcount == 1
    bench.options["keep"] = [f"text:{BOX}"]
    done = bench.reclean()
    assert (done.pages, len(done.changes)) == (5, 4)
    assert [(f.stage, f.kind, f.url) for f in done.refused] == [
        (Stage.STORE, "damaged-page", damaged)
    ]
    boxes = {entry.article.url: BOX in entry.article.text for entry in bench.entries()}
    assert boxes == {each: each != damaged for each in boxes}


def test_a_damaged_page_keeps_no_refresh_from_learning(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, without=(2, 3)))
    bench.refresh()
    with closing(sqlite3.connect(bench.folder / "feeds.db")) as connection, connection:
        spoil = "UPDATE pages SET body = x'00' WHERE url = ?"
        assert connection.execute(spoil, [bench.site.url(story(2).path)]).rowcount == 1
    bench.site.pages.update(site(*range(1, 11), without=(2, 3)))
    assert bench.refresh().new == 7
    assert texts(bench) == truth(*range(1, 11))


def test_a_source_that_is_being_refreshed_is_left_alone(follow: Follow) -> None:
    bench = follow(site(1, 2, 3))
    bench.refresh()
    bench.options["keep"] = [f"text:{BOX}"]
    with bench.program() as app:
        assert app.store.lease("news", "elsewhere/1/x", bench.now, 60)
    before = bench.entries()
    assert bench.reclean().busy
    assert bench.entries() == before


def test_a_feed_that_cannot_be_written_is_written_by_the_next_run(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, 4))
    bench.refresh()
    public = bench.folder / "public"
    public.rename(bench.folder / "elsewhere")
    public.write_text("a file where the folder should be")
    bench.options["keep"] = [f"text:{BOX}"]
    failure = bench.reclean().failure
    assert failure is not None
    assert failure.stage is Stage.PUBLISH
    public.unlink()
    assert bench.reclean().failure is None
    assert all(BOX in item["content_html"] for item in bench.items)


def test_a_store_that_keeps_no_pages_works_and_has_nothing_to_replay(follow: Follow) -> None:
    bench = follow(site(1, 2, 3, without=(2, 3)))
    bench.more = {"retention": {"pages": "0s"}}
    assert bench.refresh().new == 3
    bench.site.pages.update(site(*range(1, 9), without=(2, 3)))
    assert bench.refresh().new == 5
    bench.options["remove"] = ["article p:nth-of-type(2)"]
    assert bench.reclean().pages == 0


# -- killed --------------------------------------------------------------------------------------


def raw(number: int) -> Page:
    """A story's page, boxed, as it is fetched."""
    body = boxed(story(number)).body
    assert isinstance(body, bytes)
    url = f"https://news.example{story(number).path}"
    return Page(
        url=url,
        requested=url,
        body=body,
        content_type="text/html; charset=utf-8",
        fetched_at=START,
    )


def stored(store: Store, count: int) -> None:
    """Articles with their pages, as a refresh would have saved them under other rules."""
    finds = []
    for number in range(count):
        each, page = story(number), raw(number)
        url = page.url
        was = article(url=url, title=each.title, text=f"{each.text}\nold words", html="")
        finds.append(Find(link=Link(url=url), article=was, addresses=(url,), page=page))
    state = SourceState(source="news", last_check=START)
    result = RefreshResult(source="news", status=RefreshStatus.OK, started=START)
    store.save(Outcome(state=state, result=result, finds=tuple(finds)))
    store.published("news")


@contextmanager
def recleaning(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """``feeds reclean`` in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "feeds", "reclean"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "FEEDS_CONFIG": str(folder / "config.yaml")},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_killed_amid_recleaning_loses_nothing_and_the_next_run_does_the_rest(
    tmp_path: Path,
) -> None:
    count = 192
    (tmp_path / "config.yaml").write_text("sources: {news: {url: 'https://news.example/'}}\n")
    path = tmp_path / "var" / "feeds.db"
    with Store.open(f"sqlite:///{path}") as store:
        stored(store, count)
        before = {entry.id: identity(entry) for entry in store.latest(["news"], count)}

    def left(connection: sqlite3.Connection) -> int:
        query = "SELECT count(*) FROM entries WHERE text LIKE '%old words'"
        return int(connection.execute(query).fetchone()[0])

    with recleaning(tmp_path) as process, closing(sqlite3.connect(path)) as connection:
        deadline = time.monotonic() + _PATIENCE
        while left(connection) == count:
            assert time.monotonic() < deadline
            assert process.poll() is None
            time.sleep(0.001)
        connection.execute("BEGIN IMMEDIATE")  # it cannot save on
        process.send_signal(signal.SIGKILL)
        process.wait()
        unfinished = left(connection)
    assert 0 < unfinished < count
    with recleaning(tmp_path) as process:
        assert process.wait(_PATIENCE) == 0
    with Store.open(f"sqlite:///{path}") as store:
        entries = store.latest(["news"], count)
        assert {entry.id: identity(entry) for entry in entries} == before
        assert not store.state("news").unpublished
    assert {e.article.title: e.article.text for e in entries} == truth(*range(count))
    assert (tmp_path / "var" / "public" / "news.rss").is_file()
