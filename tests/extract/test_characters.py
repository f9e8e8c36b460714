"""What the characters of texts are."""

from __future__ import annotations

from feeds.extract.characters import Characters, characters


def of(*texts: str) -> Characters:
    return characters(texts)


def test_characters_count_once_whatever_their_size_in_bytes() -> None:
    assert of("rain", "Überfluß", "雨", "a🌧b", "\ud800").length.tolist() == [4, 8, 1, 3, 1]


def test_writing_without_spaces_is_told_from_other_writing() -> None:
    found = of("rain", "雨が降る", "비가 온다", "ฝน", "дождь, מטר", "“rain” – مطر", "🌧")
    assert found.wide.tolist() == [0, 4, 4, 2, 0, 0, 0]


def test_commas_and_semicolons_of_any_writing_are_counted() -> None:
    found = of("a, b; c", "a", "雨，雪；风、云", "مطر، ثلج", "дождь, снег")
    assert found.commas.tolist() == [2, 0, 3, 1, 1]


def test_a_full_stop_of_any_writing_ends_a_text() -> None:
    assert of("Rain.", "Rain", "雨。", "वर्षा।", "Rain?").stops.tolist() == [1, 0, 1, 1, 0]


def test_a_text_ends_like_a_sentence_with_its_marks_and_with_quotes() -> None:
    texts = ("Rain?", "Rain", "“Rain”", "雨。", "(rain)", "Rain, ", "مطر؟", "See:")
    assert of(*texts).ends.tolist() == [1, 0, 1, 1, 1, 0, 1, 1]


def test_many_texts_are_counted_as_few_are() -> None:
    assert of(*["a, b.", "雨"] * 5_000).commas.tolist() == [1, 0] * 5_000
