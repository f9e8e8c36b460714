"""What stands for no character is mended before a parser sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.collect.mending import mended


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("a &#55357;&#56842; b", "a &#128522; b"),
        ("&#xD83D;&#xDE0A;", "&#128522;"),
        ("&#x00d83d;&#0056842;", "&#128522;"),
        ("&#55357; &#xDE0A;", "&#65533; &#65533;"),
        ("&#x110000;&#99999999999999999999;", "&#65533;&#65533;"),
        ("a&#0;b&#x1F;c&#xFDD0;", "abc"),
        ("&#55357 up", "&#65533; up"),
    ],
)
def test_references_to_no_character_are_joined_replaced_or_left_out(
    xml: str, expected: str
) -> None:
    assert mended(xml.encode()).decode() == expected


@pytest.mark.parametrize("xml", ["it&#8217;s &#x2019;&#039;", "&amp;#55357; &#; &#x; &#65", "&"])
def test_all_other_references_stay_as_they_are_written(xml: str) -> None:
    assert mended(xml.encode()) == xml.encode()


def test_halves_of_characters_in_utf8_are_joined() -> None:
    assert mended(b"a \xed\xa0\xbd\xed\xb8\x8a b").decode() == "a 😊 b"
    assert mended(b"a \xed\xa0\xbd b").decode() == "a � b"


def test_bytes_of_another_encoding_are_no_halves() -> None:
    latin = b"caf\xe9 \xed\xa0\xbd"
    assert mended(latin) == latin


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z"])))
def test_text_is_left_alone(text: str) -> None:
    assert mended(text.encode()) == text.encode()
