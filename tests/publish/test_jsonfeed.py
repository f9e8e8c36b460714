"""JSON Feed 1.1."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from feeds.publish.jsonfeed import json_feed
from tests.publish.building import FEED, HOSTILE, entry


def read(*entries: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json_feed(FEED, entries))
    return document


def test_a_feed_says_what_the_specification_asks_for() -> None:
    document = read(entry())
    del document["items"]
    assert document == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The News",
        "home_page_url": "https://news.example/",
        "feed_url": "https://feeds.example/feeds/news.json",
        "language": "en",
        "hubs": [
            {"type": "WebSub", "url": "https://hub.example/"},
            {"type": "WebSub", "url": "https://other.example/hub"},
        ],
    }


def test_an_item_says_all_that_is_known_of_its_article() -> None:
    assert read(entry())["items"] == [
        {
            "id": entry().id,
            "url": "https://news.example/story",
            "title": "About story",
            "summary": "What is story?",
            "content_html": "<p>First <em>story</em>.</p><p>Then more.</p>",
            "image": "https://news.example/story.jpg",
            "date_published": "2026-11-22T11:00:00+00:00",
            "date_modified": "2026-11-22T12:00:00+00:00",
            "authors": [{"name": "Ana Núñez"}, {"name": "Bob Stone"}],
            "tags": ["moon", "tides"],
            "language": "en",
        }
    ]


def test_what_is_unknown_is_left_out() -> None:
    bare = entry(authors=(), language=None, image=None, tags=(), url="about:blank")
    (item,) = read(bare)["items"]
    assert set(item) == {
        *("id", "title", "summary", "content_html", "date_published", "date_modified"),
    }


def test_a_feed_without_entries_has_an_empty_list() -> None:
    assert read()["items"] == []


def test_the_same_entries_give_the_same_bytes_in_their_order() -> None:
    entries = [entry("b"), entry("a")]
    assert json_feed(FEED, entries) == json_feed(FEED, entries)
    assert [item["id"] for item in read(*entries)["items"]] == [entry("b").id, entry("a").id]


def test_languages_of_several_regions_make_a_feed_of_the_language() -> None:
    assert read(entry("a", language="pt-BR"), entry("b", language="pt-PT"))["language"] == "pt"
    assert "language" not in read(entry("a", language="pt"), entry("b", language="es"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_a_readable_feed(text: str) -> None:
    bad = entry(title=text, authors=(text,), tags=(text,), summary=text, text=text, html=text)
    bad = replace(bad, article=replace(bad.article, url=text or "x", image=text))
    (item,) = read(bad)["items"]
    assert item["title"]
    assert item["content_html"]
