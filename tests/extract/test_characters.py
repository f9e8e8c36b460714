"""What the characters of texts are."""

from __future__ import annotations

import pytest

from feeds.extract.characters import commas, ends, extent, stops, unpunctuated, wide


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *(("rain", 0), ("雨が降る", 4), ("비가 온다", 4), ("ฝน", 2)),
        *(("дождь, מטר", 0), ("“rain” – مطر", 0), ("🌧", 0), ("a雨🌧b", 1), ("\ud800", 0)),
    ],
)
def test_writing_without_spaces_is_told_from_other_writing(text: str, count: int) -> None:
    assert wide(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *(("a, b; c", 2), ("a", 0), ("雨，雪；风、云", 3), ("مطر، ثلج", 1), ("дождь, снег", 1)),
        *(("ዝናብ፣ በረዶ", 1), ("ฝนตก เรือ ไม่ออก", 2), ("ฝนตก (rain)", 0)),
    ],
)
def test_commas_and_semicolons_of_any_writing_are_counted(text: str, count: int) -> None:
    assert commas(text) == count


def test_a_full_stop_of_any_writing_ends_a_text() -> None:
    texts = ("Rain.", "Rain", "雨。", "वर्षा।", "Rain?", "անձրև։", "ዝናብ።", "မိုး။", "ភ្លៀង។", "ཆར།")
    assert [*map(stops, texts)] == [1, 0, 1, 1, 0, 1, 1, 1, 1, 1]


def test_thai_and_lao_have_nothing_at_a_sentences_end() -> None:
    assert [*map(unpunctuated, ("ฝนตก", "ຝົນຕົກ", "ฝนตก 3", "Rain", "雨"))] == [1, 1, 0, 0, 0]


def test_texts_of_any_writing_are_as_long_as_what_they_say() -> None:
    assert [*map(extent, ("rain", "雨", "rain 雨"))] == [4, 2.5, 7.5]


def test_a_text_ends_like_a_sentence_with_its_marks_and_with_quotes() -> None:
    texts = ("Rain?", "Rain", "“Rain”", "雨。", "(rain)", "Rain, ", "مطر؟", "See:")
    assert [*map(ends, texts)] == [1, 0, 1, 1, 1, 0, 1, 1]
