"""Which lines are labels."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from feeds.extract.blocks import read
from feeds.extract.labels import find_labels
from feeds.extract.phrases import normal, phrases

CODES = """en es pt fr de it nl sv da no fi pl cs sk hu ro bg ru uk sr hr sl el tr ar fa he ur hi bn
    ta th vi id ms zh ja ko lt lv et ca sw"""
LANGUAGES = frozenset(CODES.split())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("No time to read?", "summary"),
        ("GET A SUMMARY", "summary"),
        ("Previous Article", "adjacent"),
        ("← Next article", "adjacent"),
        ("Comments (12)", "comments"),
        ("12 Comments", "comments"),
        ("Share this article:", "share"),
        ("Read also: Minister resigns after long debate", "related"),
        ("Lesen Sie auch: Was der Minister sagte", "related"),
        ("【関連記事】首相が辞任", "related"),
        ("Нет времени читать?", "summary"),
        ("المقال التالي", "adjacent"),
        ("下一篇：股市上涨", "adjacent"),
        ("İlgili haberler", "related"),
        ("यह भी पढ़ें: नई योजना", "related"),
    ],
)
def test_a_label_is_known_whatever_its_case_digits_and_punctuation(line: str, kind: str) -> None:
    phrase = phrases().label(line)
    assert phrase is not None
    assert phrase.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "She had no time to read? Get a summary, they told her.",
        "The next article of the treaty was never signed.",
        "Related costs rose.",
        "Read the statement in full",
        "Share prices fell on Monday",
        "READ",
        "",
        "12",
    ],
)
def test_a_sentence_with_the_words_of_a_label_is_none(line: str) -> None:
    assert phrases().label(line) is None


def labelled(html: str) -> list[str]:
    document = read(html)
    return [document.blocks[at].text for at in find_labels(document)]


def test_labels_are_parted_from_the_lines_around_them() -> None:
    assert labelled("<p>Share<br>Print</p><p>Share<br>the road</p>") == [
        *("Share", "Print", "Share")
    ]


def test_phrases_run_together_are_labels() -> None:
    assert labelled("<div><span>No time to read?</span><a href=#>Get a summary</a></div>") == [
        "No time to read?Get a summary"
    ]


def test_the_boxes_are_known_in_the_languages_of_the_list() -> None:
    kinds = _file()
    for kind in ("summary", "adjacent", "related", "share", "newsletter", "comments"):
        assert set(kinds[kind]) >= LANGUAGES, kind


def test_no_phrase_of_the_file_is_empty_in_its_normal_form() -> None:
    for languages in _file().values():
        for entries in languages.values():
            assert all(normal(entry) for entry in entries)


def test_every_phrase_of_the_file_is_found() -> None:
    known = phrases()
    for languages in _file().values():
        for entries in languages.values():
            for entry in entries:
                line = entry.replace("…", " Foo") if entry.endswith("…") else entry
                assert known.label(line) is not None, entry


def _file() -> dict[str, dict[str, list[str]]]:
    path = resources.files("feeds.extract").joinpath("data/phrases.toml")
    return tomllib.loads(path.read_text("utf-8"))
