"""What is read off blocks and elements for numpy."""

from __future__ import annotations

from feeds.extract import vocabulary as voc
from feeds.extract.blocks import read
from feeds.extract.columns import attributes, said_below

PAGE = """<main class=content><nav><p>One <a href=/>two</a></p></nav>
    <div class=share><p><i>Three</i></p></div></main><footer><p>Four</p></footer>"""


def test_each_block_and_each_element_has_its_number_in_every_list() -> None:
    document = read(PAGE)
    found = attributes(document)
    assert found.link_chars == [3, 0, 0]
    assert found.italic_chars == [0, 5, 0]
    assert [document.elements[at].tag for at in found.element] == ["p", "p", "p"]
    assert found.own == [0, 0, 0]
    assert [bool(flags & voc.SHARE) for flags in found.inherited] == [False, True, False]
    assert found.depth == [3, 3, 2]
    assert [document.elements[at].tag for at in found.parent[1:]] == [
        *("body", "main", "nav", "main", "div", "body", "footer")
    ]
    assert [*zip(found.first, found.end, strict=True)][:3] == [(0, 3), (0, 2), (0, 1)]


def test_what_is_said_of_a_block_in_a_container_leaves_out_the_container_and_above() -> None:
    document = read(PAGE)
    assert document.elements[1].own & voc.MAIN
    assert said_below(document, 1) == [voc.NAV, voc.SHARE, voc.FOOTER]
    assert said_below(document, 2)[:1] == [0]
