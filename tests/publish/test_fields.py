"""What a feed says of an entry where its page said little."""

from __future__ import annotations

import pytest

from feeds.publish import fields
from tests.publish.building import FEED, entry


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
        "https://user@news.example:8443/",
    ):
        assert fields.address(url) == url
