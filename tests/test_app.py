"""The program as a whole: what one part's trouble does to the others."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from feeds.errors import PatternTooSlow, PublishError
from tests.following import Follow
from tests.news import news_site, story
from tests.site import status


def test_a_merged_feed_whose_pattern_comes_to_no_end_hinders_no_other(follow: Follow) -> None:
    bench = follow(news_site(1, 2))
    bench.more = {"feeds": {"a": {"title": "A"}, "b": {"title": "B"}}}
    bench.refresh()
    before = bench.files()
    bench.more["feeds"]["a"]["include"] = [r"/^(\w|\w\w|[ ,])+\.$\n\(/"]
    bench.site.pages.update(news_site(3, 1, 2))
    with pytest.raises(PatternTooSlow):
        bench.refresh()
    after = bench.files()
    assert story(3).title in after["b.json"].decode()
    assert after["a.json"] == before["a.json"]


def test_a_source_that_was_removed_is_listed_no_longer(follow: Follow) -> None:
    bench = follow(news_site(1, 2))
    bench.refresh()
    assert b"news.rss" in bench.file("feeds.opml")
    bench.more = {"sources": {"other": {"url": bench.site.url("/other")}}}
    with bench.program() as app:
        app.publish_all()
    for name in ("feeds.opml", "index.html"):
        assert b"news.rss" not in bench.file(name)
        assert b"other.rss" in bench.file(name)


def test_a_health_feed_stands_beside_the_others_and_no_list_names_it(follow: Follow) -> None:
    bench = follow(news_site(1, 2))
    bench.refresh()
    for name in ("health.rss", "health.atom", "health.json"):
        assert name in bench.files()
        assert name.encode() not in bench.file("index.html") + bench.file("feeds.opml")
    with bench.program() as app:
        assert [feed.name for feed in app.feeds()] == ["news"]


def test_it_leaves_its_name_to_a_feed_of_the_operators(follow: Follow) -> None:
    bench = follow(news_site(1, 2))
    bench.more = {"feeds": {"health": {"title": "All about health"}}}
    bench.refresh()
    assert b"All about health" in bench.file("health.rss")
    assert b"Health of the feeds" in bench.file("feeds-health.rss")


def test_the_same_store_gives_the_same_health_feed(follow: Follow) -> None:
    bench = follow({"/": status(403)})
    for _ in range(5):
        bench.refresh(hours=8)
    before = {name: body for name, body in bench.files().items() if name.startswith("health.")}
    assert b"blocked" in before["health.json"]
    for name in before:
        (bench.folder / "public" / name).unlink()
    bench.now += timedelta(days=300)
    with bench.program() as app:
        app.publish_all()
    assert {name: bench.file(name) for name in before} == before


def test_a_health_feed_that_cannot_be_written_is_tried_again(follow: Follow) -> None:
    bench = follow(news_site(1, 2))
    blocker = bench.folder / "public" / "health.rss"
    blocker.mkdir(parents=True)
    with bench.program() as app:
        app.refresh(app.settings.source_list[0])
        with pytest.raises(PublishError):
            app.publish_shared()
        states = [app.shared_is_stale]
        blocker.rmdir()
        app.publish_shared()
        states.append(app.shared_is_stale)
    assert states == [True, False]
    assert b"Health of the feeds" in bench.file("health.rss")
    assert b"news.rss" in bench.file("feeds.opml")


LAZY = """
import sys, feeds.app, feeds.cli.commands.refresh
heavy = {"numpy", "feeds.extract.reading", "sqlalchemy.dialects.postgresql"} & set(sys.modules)
assert not heavy, heavy
"""


def test_what_cleans_is_not_loaded_before_a_page_is_cleaned() -> None:
    subprocess.run([sys.executable, "-c", LAZY], check=True)


def test_a_zone_that_is_a_rule_and_no_name_hinders_no_start() -> None:
    script = "from feeds.app import local_zone, utc_now; print(utc_now().astimezone(local_zone()))"
    told = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TZ": "<+0545>-5:45"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.rstrip().endswith("+05:45")
