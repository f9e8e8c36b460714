"""Which of a page's titles is the article's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from feeds.extract.names import fold
from feeds.extract.titles import Candidate, similarity, vote, without_site

SITES = ("The Courier", "courier.example", "courier")
OWN = {fold(site) for site in SITES}


def title(body: str, *declared: str) -> str:
    """The title chosen among the headings in ``body`` and the ``declared`` ones."""
    headings = LexborHTMLParser(f"<body>{body}</body>").css("h1, h2, h3")
    return vote([Candidate(text, 0.8) for text in declared], headings, SITES)


@pytest.mark.parametrize(
    "written",
    [
        "Tide rises again - The Courier",
        "Tide rises again | THE COURIER",
        "Tide rises again — Courier",
        "The Courier » Tide rises again",
        "Tide rises again",
    ],
)
def test_the_sites_name_is_taken_off(written: str) -> None:
    assert without_site(written, OWN) == "Tide rises again"


def test_separators_within_a_title_stay() -> None:
    assert without_site("Tide – what now? - The Courier", OWN) == "Tide – what now?"
    assert without_site("Coast: the tide rises", OWN) == "Coast: the tide rises"


def test_a_title_that_is_the_sites_name_is_kept_rather_than_emptied() -> None:
    assert without_site("The Courier", OWN) == "The Courier"


def test_the_heading_decides_where_it_speaks_of_the_same() -> None:
    assert (
        title("<h1>Tide rises again</h1>", "Tide rises: all you need to know") == "Tide rises again"
    )


def test_headings_of_logos_and_menus_do_not_count() -> None:
    body = '<header class="logo"><h1>Fifty years of news</h1></header><nav><h1>Menu</h1></nav>'
    assert title(body, "Tide rises again - The Courier") == "Tide rises again"


def test_an_h1_in_an_element_of_a_page_builder_counts() -> None:
    body = '<div class="builder-widget"><h1>Tide rises again</h1></div>'
    assert title(body, "Tide rises: all you need to know") == "Tide rises again"
    assert title('<div class="widget"><h1>Tide tables</h1></div>', "Coast") == "Coast"


def test_h1s_after_the_title_are_its_sections() -> None:
    body = "<h2>What do people love about tides?</h2><h1>But their pull is weak</h1>"
    declared = "What do people love about tides? | Coast Blog"
    assert title(body, declared) == "What do people love about tides?"


def test_without_an_h1_the_declared_title_that_a_heading_confirms_wins() -> None:
    declared = ("Weather of the week", "Tide rises again")
    assert title("<h2>Tide rises again</h2>", *declared) == "Tide rises again"


def test_a_kicker_in_the_heading_is_not_the_title() -> None:
    body = '<h1><span class="kicker">Coast</span> <span>Tide rises again</span></h1>'
    assert title(body, "Tide rises again") == "Tide rises again"


def test_a_title_that_swallowed_the_page_is_none() -> None:
    assert title("<h1>Tide</h1>", "Tide - " + "rises again - " * 99) == "Tide"


def test_no_title_is_empty() -> None:
    assert title("<p>Nothing</p>") == ""


def test_similarity_is_a_share() -> None:
    assert similarity("Tide", "Tide rises") == 1.0
    assert similarity("Tide", "XYZ") == 0.0
    assert similarity("", "Tide") == 0.0


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4))
def test_stripping_any_title_leaves_a_part_of_it(written: str, sites: list[str]) -> None:
    found = without_site(written, {fold(site) for site in sites})
    assert found in written
    assert found == found.strip()
