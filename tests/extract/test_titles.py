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


def test_a_declared_title_within_the_heading_is_the_title() -> None:
    dated = "<h1><a><time>Dec 18 2025</time> <span>Tide rises again</span></a></h1>"
    assert title(dated, "Tide rises again") == "Tide rises again"
    assert title("<h1>Blog: <em>Tide rises again</em></h1>", "Tide rises again") == (
        "Tide rises again"
    )


def test_a_heading_whose_whole_is_declared_is_not_taken_apart() -> None:
    body = "<h1>Tide rises again <br>Tables for May</h1>"
    declared = (
        "Tide rises again Tables for May",
        "Tables for May",
        "Tide rises again Tables for May",
    )
    assert title(body, *declared) == "Tide rises again Tables for May"


@pytest.mark.parametrize(
    "heading",
    [
        "<p>Coast</p><h2>Tide rises again</h2>",
        "<h2><span>Coast</span><span>Tide rises again</span></h2>",
    ],
)
def test_a_declared_kicker_goes_where_the_page_sets_it_apart(heading: str) -> None:
    declared = ("Coast: Tide rises again", "Coast: Tide rises again", "Tide rises again")
    assert title(heading, *declared) == "Tide rises again"


def test_what_precedes_a_colon_stays_where_it_is_part_of_the_heading() -> None:
    declared = ("Coast: Tide rises again", "Tide rises again")
    assert title("<h1>Coast: Tide rises again</h1>", *declared) == "Coast: Tide rises again"


def test_a_short_h1_that_the_declared_title_does_not_begin_with_is_a_section() -> None:
    declared = "Tide rises again, and the harbour asks for help"
    assert title("<h1>Sea &amp; tides</h1>", declared, declared) == declared
    assert title("<h1>Tide rises</h1>", declared, declared) == "Tide rises"


def test_an_h1_much_longer_than_what_is_declared_is_a_standfirst() -> None:
    body = "<h1>Twice a day the tide rises again, and nobody knows what to do about it all</h1>"
    assert title(body, "Tide rises again", "Tide rises again") == "Tide rises again"


def test_the_sites_name_in_the_heading_goes_where_the_rest_is_declared() -> None:
    assert title("<h1>Tide rises again – The Courier</h1>", "Tide rises again") == (
        "Tide rises again"
    )


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
