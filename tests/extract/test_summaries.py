"""An article's summary."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feeds.extract.summaries import summary

TEXT = "The tide rose again on Monday. " * 30


def test_the_pages_own_summary_is_taken() -> None:
    own = "Twice a day the sea comes back, and twice a day the town is surprised."
    assert summary(own, TEXT) == own


def test_a_slogan_or_a_cut_off_beginning_is_no_summary() -> None:
    opening = summary("", TEXT)
    assert opening.startswith("The tide rose again on Monday.")
    assert opening.endswith("Monday.")
    assert summary("News you can use", TEXT) == opening
    assert summary("The tide rose again on Monday. The tide rose again on…", TEXT) == opening


def test_a_short_text_is_its_own_summary() -> None:
    assert summary("", "The tide rose.\nAgain.") == "The tide rose. Again."


def test_a_text_without_sentences_is_cut_at_a_word() -> None:
    assert summary("", "word " * 200).endswith("word…")


def test_without_a_text_the_declared_one_is_better_than_none() -> None:
    assert summary("News", "") == "News"


@given(st.text(max_size=120), st.text(max_size=1_000))
def test_a_summary_is_one_readable_line(declared: str, text: str) -> None:
    found = summary(declared, text)
    assert found == declared or (len(found) <= 401 and "\n" not in found)
