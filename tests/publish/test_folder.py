"""The published folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from feeds.errors import PublishError
from feeds.publish import publish, publish_index
from tests.publish.building import FEED, NOW, entry

ALL = ("rss", "atom", "json")


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_feed_is_a_file_for_each_format(tmp_path: Path) -> None:
    assert names(publish(FEED, [entry()], tmp_path, ALL)) == ["news.rss", "news.atom", "news.json"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["news.atom", "news.json", "news.rss"]


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    assert names(publish(FEED, [entry()], tmp_path, ["atom"])) == ["news.atom"]


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    publish(FEED, [entry()], tmp_path, ALL)
    publish_index([FEED], tmp_path, ALL)
    assert publish(FEED, [entry()], tmp_path, ALL) == []
    assert publish_index([FEED], tmp_path, ALL) == []


def test_news_is_written_to_every_format(tmp_path: Path) -> None:
    publish(FEED, [entry()], tmp_path, ALL)
    assert len(publish(FEED, [entry("new"), entry()], tmp_path, ALL)) == 3


@pytest.mark.parametrize("form", ALL)
def test_an_entry_that_cannot_be_written_is_left_out_alone(
    tmp_path: Path, form: str, caplog: pytest.LogCaptureFixture
) -> None:
    impossible = entry("bad", published=NOW.replace(tzinfo=None))
    (path,) = publish(FEED, [entry("a"), impossible, entry("b")], tmp_path, [form])
    document = path.read_text()
    assert [f"About {slug}" in document for slug in ("a", "bad", "b")] == [True, False, True]
    assert impossible.id in caplog.text


@pytest.mark.parametrize("form", ALL)
def test_an_entry_given_twice_is_written_once(tmp_path: Path, form: str) -> None:
    (path,) = publish(FEED, [entry("a"), entry("b"), entry("a")], tmp_path, [form])
    assert path.read_text().count(entry("a").id) == 1


def test_the_index_is_a_page_and_a_list_of_subscriptions(tmp_path: Path) -> None:
    feeds = [FEED, replace(FEED, name="more", title="More")]
    assert names(publish_index(feeds, tmp_path, ["atom", "json"])) == ["index.html", "feeds.opml"]
    assert b"more.atom" in (tmp_path / "index.html").read_bytes()
    assert b"more.rss" not in (tmp_path / "index.html").read_bytes()
    assert b"https://feeds.example/feeds/more.atom" in (tmp_path / "feeds.opml").read_bytes()


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "public").touch()
    with pytest.raises(PublishError):
        publish(FEED, [entry()], tmp_path / "public", ALL)
    with pytest.raises(PublishError):
        publish_index([FEED], tmp_path / "public", ALL)
