"""Where on its page the article may be."""

from __future__ import annotations

import pytest

from feeds.extract.blocks import read
from feeds.extract.layout import Layout
from feeds.extract.measures import measure

PROSE = "The rain came back to the valley, which had waited for it since the early spring."
PAGE = f"""<nav><a href=/>Home</a></nav>
    <main><h1>Rain</h1><div><p>{PROSE}</p><p>{PROSE}</p></div><aside><p>More</p></aside></main>"""


def of(html: str) -> Layout:
    return Layout(measure(read(html)))


def tag(layout: Layout, element: int) -> str:
    return layout.document.elements[element].tag


def test_containers_hold_the_prose() -> None:
    found = of(PAGE)
    assert [tag(found, at) for at in (found.wide, found.main, found.best)] == ["div"] * 3


def test_the_best_element_is_the_one_whose_own_paragraphs_are_most() -> None:
    found = of(f"<main><section><p>{PROSE}<p>{PROSE}</section><section><p>{PROSE}</section></main>")
    assert tag(found, found.wide) == "main"
    assert tag(found, found.best) == "section"
    assert (found.within(found.best, 1), found.within(found.best, 2)) == (True, False)


def test_an_element_has_its_share_of_the_page_and_its_own_of_links_and_of_prose() -> None:
    found = of(f"<div><p>{PROSE}</p></div><nav><a href=/>{'x' * len(PROSE)}</a></nav>")
    div, nav = (at for at, each in enumerate(found.document.elements) if each.tag in ("div", "nav"))
    assert (found.share[div], found.share[nav]) == (0.5, 0.5)
    assert (found.linked[div], found.linked[nav]) == (0, 1)
    assert (found.dense[div], found.dense[nav]) == (1, 0)


def test_a_block_shares_as_much_of_a_path_as_they_have_in_common() -> None:
    found = of(PAGE)
    depths = {at: element.depth for at, element in enumerate(found.document.elements)}
    in_main = depths[found.wide] - 1
    assert found.shared(found.wide) == [0, in_main, in_main + 1, in_main + 1, in_main]


@pytest.mark.parametrize("html", ["<p>One", "<br>x", "<a href=/>x</a>" * 3])
def test_a_page_without_prose_is_a_container_itself(html: str) -> None:
    found = of(html)
    assert (found.wide, found.main) == (0, 0)
    assert found.all_prose == 1
