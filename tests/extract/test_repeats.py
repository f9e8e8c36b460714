"""Text that stands twice on a page: a copy, or said again."""

from __future__ import annotations

from feeds.extract.blocks import read
from feeds.extract.repeats import copies

TERMS = "Breakfast and the transfer to the station are included in the price."
FIRST, SECOND, THIRD = (
    f"{what} is what the council decided on Monday, after a debate of four hours."
    for what in ("A new bridge", "A second ferry", "A longer pier")
)


def copied(html: str) -> list[int]:
    """The numbers of the blocks that are copies, were all kept."""
    document = read(html)
    return list(copies(document, range(len(document.blocks))))


def entry(name: str, *lines: str) -> str:
    return f"<li><h3>{name}</h3>" + "".join(f"<p>{line}</p>" for line in lines) + "</li>"


def body(*paragraphs: str, name: str = "body") -> str:
    return f'<div class="{name}">' + "".join(f"<p>{line}</p>" for line in paragraphs) + "</div>"


def test_what_is_said_of_several_entries_stays() -> None:
    trips = [entry("Two days by the sea", FIRST, TERMS), entry("A week in the hills", TERMS)]
    assert copied(f"<ul>{''.join(trips)}</ul>") == []


def test_a_second_entry_that_is_the_same_throughout_is_a_copy() -> None:
    trip = entry("Two days by the sea", TERMS)
    assert copied(f"<ul>{trip}{trip}</ul>") == [3]


def test_an_article_that_stands_twice_is_a_copy() -> None:
    whole = body("Pier and bridge", FIRST, SECOND, THIRD)
    assert copied(whole + "<p>More news</p>" + whole) == [6, 7, 8]


def test_a_refrain_among_the_paragraphs_stays() -> None:
    assert copied(body(FIRST, FIRST, SECOND, FIRST)) == []
    assert copied(body(*[FIRST, SECOND, THIRD] * 4)) == []
    assert copied(f"<div>{FIRST}<br><br>{SECOND}<br><br>{FIRST}</div>") == []


def test_a_slide_that_follows_itself_is_a_copy() -> None:
    assert copied(f"<div><div>{FIRST}</div><div>{FIRST}</div></div>") == [1]


def test_a_teaser_of_what_follows_is_not_shown_with_it() -> None:
    assert copied(body(FIRST, name="teaser") + body(SECOND, FIRST)) == [2]


def test_short_lines_and_rows_of_tables_may_be_the_same() -> None:
    row = f"<tr><td>{TERMS}</td></tr>"
    assert copied(body("Yes.", "Yes.") + f"<table>{row}{row}</table>") == []


def test_thousands_of_equal_paragraphs_are_looked_through_once() -> None:
    assert len(copied(f"<div>{FIRST}</div>" * 20_000)) > 19_990
