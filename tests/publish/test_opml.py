"""The list of subscriptions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds.publish.opml import opml
from tests.publish.building import FEED, HOSTILE
from tests.publish.validator import opml_errors, parse


def test_each_feed_is_an_outline_to_subscribe_to() -> None:
    document = opml([FEED, replace(FEED, name="more", title="More")], "Feeds", "rss")
    assert opml_errors(document) == []
    assert parse(document).findtext("head/title") == "Feeds"
    first, second = parse(document).iter("outline")
    assert dict(first.attrib) == {
        "type": "rss",
        "text": "The News",
        "title": "The News",
        "xmlUrl": "https://feeds.example/feeds/news.rss",
        "htmlUrl": "https://news.example/",
    }
    assert second.get("xmlUrl") == "https://feeds.example/feeds/more.rss"


def test_the_same_feeds_give_the_same_bytes() -> None:
    assert opml([FEED], "Feeds", "atom") == opml([FEED], "Feeds", "atom")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_give_a_valid_list(text: str) -> None:
    assert opml_errors(opml([replace(FEED, title=text, home=text)], "Feeds", "rss")) == []
