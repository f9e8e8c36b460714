"""One story that several sources carry stands once in a merged feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from feeds.model import Entry
from feeds.publish.copies import without_copies
from tests.publish.building import NOW, entry

SENTENCES = [
    f"The council of town number {n} voted {n} to {n + 7} for the bridge that its engineers wanted."
    for n in range(12)
]


def told(*sentences: str) -> str:
    """A text in paragraphs of three sentences."""
    return "\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def report(name: str, text: str, *, hours: int = 0, source: str = "") -> Entry:
    told = entry(name, text=text)
    return replace(told, source=source or name, first_seen=NOW + timedelta(hours=hours))


def names(*entries: Entry) -> list[str]:
    return [each.source for each in without_copies(entries)]


def test_wire_copy_stands_once_in_the_words_of_whoever_was_first() -> None:
    wire = told(*SENTENCES)
    assert names(report("late", wire, hours=2), report("first", wire)) == ["first"]


def test_a_cut_end_a_dateline_and_other_paragraphs_make_no_other_story() -> None:
    cut = "LONDON (Wire) — " + " ".join(SENTENCES[:9]).replace("voted", "VOTED")
    assert names(report("a", told(*SENTENCES)), report("b", cut, hours=1)) == ["a"]
    assert names(report("a", cut), report("b", told(*SENTENCES), hours=1)) == ["a"]


def test_two_reports_that_quote_the_same_words_stay() -> None:
    own = [
        f"Our reporter counted {n} boats in the harbour of that town this time." for n in range(9)
    ]
    mine, theirs = told(*SENTENCES[:3], *own), told(*SENTENCES)
    assert names(report("a", mine), report("b", theirs, hours=1)) == ["a", "b"]


def test_what_one_source_has_twice_stays() -> None:
    wire = told(*SENTENCES)
    found = names(report("a", wire), report("again", wire, hours=1, source="a"))
    assert found == ["a", "a"]


def test_equal_notices_and_empty_texts_are_no_copies() -> None:
    notice = "This article is for subscribers only. Log in or subscribe to go on reading it today."
    for text in (notice, ""):
        assert names(report("a", text), report("b", text, hours=1)) == ["a", "b"]


def test_a_sentence_that_many_articles_have_tells_nothing() -> None:
    furniture = " ".join(SENTENCES)
    shelf = [report(f"a{n}", furniture, source="a") for n in range(9)]
    assert names(*shelf, report("b", furniture, hours=1))[-1] == "b"
