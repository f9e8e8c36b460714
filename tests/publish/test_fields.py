"""What a feed says of an entry where its page said little."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.publish import fields
from tests.publish.building import FEED, NOW, entry

DAY = timedelta(days=1)


def test_a_missing_title_is_the_beginning_of_the_text_cut_between_words() -> None:
    text = "The moon was full over the harbour that night, and the tide stood higher than ever."
    title = fields.title(entry(title=" ", text=text))
    assert title == "The moon was full over the harbour that night, and the tide stood higher than…"
    assert len(title) <= 80


def test_a_missing_summary_is_the_beginning_of_the_text() -> None:
    summary = fields.summary(entry(summary="", text="One.\nTwo. " + "word " * 100))
    assert summary.startswith("One. Two. word word")
    assert summary.endswith(" word…")
    assert len(summary) <= 300


def test_a_text_without_spaces_is_cut_anywhere() -> None:
    assert fields.shortened("月" * 100, 80) == "月" * 79 + "…"


def test_names_are_given_once_and_in_one_line() -> None:
    named = entry(authors=("Ana\n Núñez", "", "Ana Núñez", "\x00"), tags=("a", " a "))
    assert fields.authors(named) == ("Ana Núñez",)
    assert fields.tags(named) == ("a",)


@pytest.mark.parametrize(
    ("url", "enclosure"),
    [
        ("https://i.example/a.JPEG?w=1200", "image/jpeg"),
        ("https://i.example/a.webp#x", "image/webp"),
        ("https://i.example/a", None),
        ("https://i.example/a.php", None),
        ("http://localhost:8000/a.png", None),
        ("http://127.0.0.1:8000/a.png", "image/png"),
        ("https://cdn_1.example/a.png", None),
        ("https://i..example/a.png", None),
        ("https://i'm.example/a.png", None),
        ("http://[2001:db8::1]/a.png", None),
    ],
)
def test_an_image_is_enclosed_if_its_address_tells_its_type(
    url: str, enclosure: str | None
) -> None:
    found = fields.enclosure(entry(image=url))
    assert found == ((url, enclosure) if enclosure else None)


def test_a_feed_without_a_title_has_its_name() -> None:
    assert fields.feed_title(FEED) == "The News"
    assert fields.feed_title(type(FEED)(name="n", title=" ", home="", url="")) == "n"


def test_an_address_keeps_what_it_means() -> None:
    for url in (
        "https://news.example/a/b;c=d?e=f&g=%20h+i#j",
        "http://[::1]:8000/x",
        "https://news.example:8443/",
        "https://news.example",
    ):
        assert fields.address(url) == url


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("https://bücher.example/ü?ö#ä", "https://xn--bcher-kva.example/%C3%BC?%C3%B6#%C3%A4"),
        ("https://user:secret@news.example/", "https://news.example/"),
        ("https://us er@news.example/", "https://news.example/"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://news.example:/a", "https://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://a b.example/", None),
        ("ftp://news.example/", None),
    ],
)
def test_an_address_is_written_in_the_characters_of_rfc_3986(
    written: str, plain: str | None
) -> None:
    assert fields.address(written) == plain


def test_an_address_by_an_ipv6_number_is_given_where_it_may_stand() -> None:
    numbered = entry(url="http://[2001:db8::1]/a", image="http://[2001:db8::1]/a.png")
    assert fields.link(numbered) == "http://[2001:db8::1]/a"
    assert fields.named_address("http://[2001:db8::1]/a") is None
    assert fields.image(numbered) is None


def test_hubs_are_plain_addresses() -> None:
    feed = replace(FEED, hubs=("https://hub.example/a b", "nowhere", "https://hüb.example/"))
    assert fields.hubs(feed) == ("https://hub.example/a%20b", "https://xn--hb-xka.example/")


def test_an_entry_is_published_when_it_was_first_seen_at_the_latest() -> None:
    assert fields.published(entry(published=NOW + 200 * DAY)) == NOW
