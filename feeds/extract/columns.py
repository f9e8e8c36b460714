"""The attributes of a page's blocks and elements, one list for each, as numpy takes them in.

These are the loops that numpy has no operation for: compiled, they cost as much as one.
"""

from __future__ import annotations

from typing import NamedTuple

from feeds.extract.document import Document


class Attributes(NamedTuple):
    """A number for each block, and from ``parent`` on for each element."""

    link_chars: list[int]
    italic_chars: list[int]
    element: list[int]
    flags: list[int]
    own: list[int]  # of the block's element
    inherited: list[int]
    depth: list[int]
    parent: list[int]
    first: list[int]
    end: list[int]


def attributes(document: Document) -> Attributes:
    """Read them off block by block and element by element."""
    blocks, elements = document.blocks, document.elements
    holders = [elements[block.element] for block in blocks]
    return Attributes(
        link_chars=[block.link_chars for block in blocks],
        italic_chars=[block.italic_chars for block in blocks],
        element=[block.element for block in blocks],
        flags=[block.flags for block in blocks],
        own=[holder.own for holder in holders],
        inherited=[holder.flags for holder in holders],
        depth=[holder.depth for holder in holders],
        parent=[element.parent for element in elements],
        first=[element.first for element in elements],
        end=[element.end for element in elements],
    )


def said_below(document: Document, container: int) -> list[int]:
    """For each block, what is said of its elements below ``container``; outside, of them all.

    Whatever a wrapper around the whole article is called says nothing about one of its blocks.
    """
    elements = document.elements
    below = [0]
    for at in range(container + 1, len(elements)):
        element = elements[at]
        if element.parent < container:
            break
        below.append(below[element.parent - container] | element.own)
    end = container + len(below)
    found: list[int] = []
    for block in document.blocks:
        at = block.element
        found.append(below[at - container] if container <= at < end else elements[at].flags)
    return found
