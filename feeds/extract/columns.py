"""The attributes of a page's blocks and elements, one list for each, as numpy takes them in.

These are the loops that numpy has no operation for: compiled, they cost as much as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from feeds.extract.blocks import Document, Element


class Attributes(NamedTuple):
    """A number for each block, and from ``parent`` on for each element."""

    link_chars: list[int]
    italic_chars: list[int]
    element: list[int]
    flags: list[int]
    parent: list[int]
    depth: list[int]
    own: list[int]
    inherited: list[int]
    first: list[int]
    end: list[int]


def attributes(document: Document) -> Attributes:
    """Read them off block by block and element by element."""
    blocks, elements = document.blocks, document.elements
    return Attributes(
        link_chars=[block.link_chars for block in blocks],
        italic_chars=[block.italic_chars for block in blocks],
        element=[block.element for block in blocks],
        flags=[block.flags for block in blocks],
        parent=[element.parent for element in elements],
        depth=[element.depth for element in elements],
        own=[element.own for element in elements],
        inherited=[element.flags for element in elements],
        first=[element.first for element in elements],
        end=[element.end for element in elements],
    )


def said_below(elements: Sequence[Element], container: int) -> list[int]:
    """The flags of ``container``, which are none, and of each element in it, down from there."""
    below = [0]
    for at in range(container + 1, len(elements)):
        element = elements[at]
        if element.parent < container:
            break
        below.append(below[element.parent - container] | element.own)
    return below
