"""A page's blocks and elements in numbers."""

from __future__ import annotations

from feeds.extract import vocabulary as voc
from feeds.extract.blocks import read
from feeds.extract.measures import Measures, measure, sums, zeros

PROSE = "The rain came back to the valley, which had waited for it since the early spring."
PAGE = f"""<main class=content><nav><p>One <a href=/>two</a></p></nav>
    <div class=share><p><i>Three</i></p></div><p>{PROSE}</p></main><footer><p>Four</p></footer>"""


def of(html: str) -> Measures:
    return measure(read(html))


def test_a_block_is_as_large_as_its_characters_and_as_what_links_hold_of_them() -> None:
    found = of(PAGE)
    assert [*found.size] == [7, 5, len(PROSE), 4]
    assert [*found.links] == [3, 0, 0, 0]
    assert [*found.italic] == [0, 5, 0, 0]


def test_a_character_of_writing_without_spaces_counts_more() -> None:
    assert [*of("<p>雨が降る").size] == [10]


def test_prose_is_long_unlinked_and_a_sentence() -> None:
    linked = f"<p><a href=/>{PROSE}</a>"
    headline = f"<p>{PROSE.removesuffix('.').replace(',', '')}"
    listed = f"<p>{PROSE.removesuffix('.')}, and the summer"
    found = of(f"<p>{PROSE}<p>Rain fell.{linked}{headline}{listed}")
    assert [size > 0 for size in found.prose] == [True, False, False, False, True]


def test_without_punctuation_prose_is_what_pauses_twice() -> None:
    once, twice = (f"<p>{' '.join(['เรือไม่ออกจากท่าเพราะฝนตกหนัก'] * n)}" for n in (2, 3))
    found = of(once + twice)
    assert [size > 0 for size in found.prose] == [False, True]
    assert [*found.ends] == [False, True]


def test_commas_count_in_what_is_long_enough_for_a_sentence() -> None:
    assert [*of(f"<p>{PROSE}<p>Rain, snow, hail").commas] == [1, 0]


def test_an_element_has_the_prose_of_all_blocks_in_it() -> None:
    found = of(PAGE)
    masses = zip(found.document.elements, found.mass, strict=True)
    assert [element.tag for element, mass in masses if mass] == ["body", "main", "p"]


def test_the_container_is_the_deepest_element_with_so_much_of_the_prose() -> None:
    found = of(f"<div><main><p>{PROSE}<p>{PROSE}<p>{PROSE}</main><p>{PROSE}</div><p>Four")
    tags = [found.document.elements[found.container(share)].tag for share in (0.9, 0.7)]
    assert tags == ["div", "main"]
    assert of("<p>One<p>Two").container(0.9) == 0


def test_what_is_said_of_a_block_in_a_container_leaves_out_the_container_and_above() -> None:
    found = of(PAGE)
    assert found.document.elements[1].own & voc.MAIN
    nav, footer = voc.NAV | voc.APART, voc.FOOTER | voc.APART
    assert [*found.below(1)] == [nav, voc.SHARE, 0, footer]
    assert found.below(2)[0] == 0


def test_sums_are_of_what_stands_before() -> None:
    numbers = zeros(3)
    numbers[0], numbers[2] = 1.5, 2.0
    assert [*sums(numbers)] == [0, 1.5, 1.5, 3.5]
