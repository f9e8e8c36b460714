"""OPML in: what other programs export."""

from __future__ import annotations

import pytest

from feeds.collect.subscriptions import Subscription, Subscriptions, subscriptions
from feeds.errors import BadFeed


def opml(outlines: str, prolog: str = "") -> bytes:
    document = f"<?xml version='1.0'?>{prolog}<opml version='2.0'><body>{outlines}</body></opml>"
    return document.encode()


def test_folders_are_flattened_and_addresses_stand_once() -> None:
    found = subscriptions(
        opml(
            "<outline text='News'><outline type='rss' text='A' title='The A' "
            "xmlUrl='https://a.example/feed'/><outline text='B' htmlUrl='https://b.example/'/>"
            "</outline><outline text='A again' xmlUrl='https://a.example/feed'/>"
        ),
        "mine.opml",
    ).usable
    assert [each.url for each in found] == ["https://a.example/feed", "https://b.example/"]
    assert found[0].title == "The A"
    assert found[1] == Subscription(url="https://b.example/", title="B")


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("FEED:http://a.example/rss", "http://a.example/rss"),
    ],
)
def test_a_feed_is_followed_by_the_scheme_that_browsers_once_had_for_it(
    written: str, url: str
) -> None:
    (found,) = subscriptions(opml(f"<outline xmlUrl='{written}'/>"), "mine.opml").usable
    assert found.url == url


def test_addresses_that_are_none_are_named_and_folders_are_not() -> None:
    outlines = (
        "<outline text='A folder'><outline xmlUrl='javascript:alert(1)'/>"
        "<outline type='rss' text='Nowhere'/></outline><outline/><outline type='link'/>"
    )
    found = subscriptions(opml(outlines), "x")
    assert found == Subscriptions(unusable=("javascript:alert(1)", "Nowhere"))


def test_entities_are_not_read_from_elsewhere() -> None:
    prolog = "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    found = subscriptions(
        opml("<outline text='&x;' xmlUrl='https://a.example/'/>", prolog), "mine.opml"
    ).usable
    assert all("root:" not in (each.title or "") for each in found)


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<html></html>", b"not xml at all"])
def test_what_is_no_opml_is_refused(body: bytes) -> None:
    with pytest.raises(BadFeed):
        subscriptions(body, "mine.opml")


def test_half_a_character_costs_no_subscription() -> None:
    (found,) = subscriptions(
        opml("<outline text='Up &#xD83D;' xmlUrl='https://a.example/'/>"), "mine.opml"
    ).usable
    assert found.title == "Up �"
