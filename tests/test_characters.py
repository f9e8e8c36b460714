"""What no feed may contain is taken out, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.characters import clean


@pytest.mark.parametrize(
    "forbidden",
    [
        *("\x00", "\x08", "\x0b", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\ud800", "\udfff"),
        *("\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0008ffff", "\U0010ffff"),
    ],
)
def test_controls_surrogates_and_noncharacters_are_taken_out(forbidden: str) -> None:
    assert clean(f"a{forbidden}b") == "ab"


@pytest.mark.parametrize(
    "kept",
    [
        *("\t\r\n", " ~", "\u00a0", "\u202eעברית\u202c", "\ufdcf", "\ufdf0", "\ufffd", "🗞️"),
        *("\U00010000", "\U0001fffd", "\U00020000", "\U0010fffd"),
    ],
)
def test_all_other_characters_stay(kept: str) -> None:
    assert clean(kept) == kept


@given(st.text(st.characters(codec=None)))
def test_no_character_is_taken_out_that_unicode_has_given_a_meaning(text: str) -> None:
    assert [c for c in text if c not in clean(text) and c.isprintable()] == []
