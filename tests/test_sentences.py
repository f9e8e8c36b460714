"""The sentences of a text, by which two articles are told to say the same."""

from __future__ import annotations

import pytest

from feeds.sentences import sentences


def test_a_sentence_is_its_words_alone_in_lower_case() -> None:
    assert sentences("The boat left.  “It, too”, he said\n– No!") == [
        *("the boat left", "it too he said", "no")
    ]


@pytest.mark.parametrize(
    "end", [". ", "! ", "? ", "… ", "。", "！", "？", "। ", "؟ ", "։ ", "። ", "။", "។"]
)
def test_sentences_end_as_they_do_in_each_writing(end: str) -> None:
    assert sentences(f"one{end}two{end}") == ["one", "two"]


def test_what_says_nothing_has_none() -> None:
    assert sentences(" – \n...") == []
