"""Which blocks are there only because the page shows the same text twice.

A page that has its article once more for narrow screens, or its first paragraph in a teaser, shows
a copy. An author who says the same of several entries of a list has written it as often, and so has
one whose paragraphs, side by side, have a refrain: of 896 pages, one has copies that stand so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from feeds.extract.document import Document

_SHORTEST: Final = 60  # characters; shorter text stands twice for many reasons
# Blocks in a row that are said again with what they belong to. With 1 or 5, fewer pages of WCXB
# are right, and not one of news reads otherwise.
_SAID_AGAIN: Final = 3


def copies(document: Document, kept: Iterable[int]) -> Iterator[int]:
    """Those of the blocks ``kept`` that are copies of an earlier one."""
    first: dict[str, int] = {}
    for at in kept:
        block = document.blocks[at]
        if len(block.text) >= _SHORTEST and block.tag != "tr":
            before = first.setdefault(block.text, at)
            if before < at and not _is_said_again(document, before, at):
                yield at


def _is_said_again(document: Document, before: int, at: int) -> bool:
    """Whether a block repeats an earlier one in the same kind of place, nearly alone in doing so.

    The second of two entries that are the same throughout is a copy too; a paragraph beside its
    like is none.
    """
    if document.kind(before) != document.kind(at):
        return False
    if _are_side_by_side(document, before, at):
        return True
    row, apart = _row(document, before, at), at - before
    return row <= _SAID_AGAIN and row < apart


def _are_side_by_side(document: Document, before: int, at: int) -> bool:
    """Whether two blocks are paragraphs of one element, or pieces of one."""
    own, earlier = document.blocks[at].element, document.blocks[before].element
    parents = document.elements[own].parent, document.elements[earlier].parent
    return own == earlier or (document.blocks[at].tag == "p" and parents[0] == parents[1])


def _row(document: Document, before: int, at: int) -> int:
    """How many blocks around ``at`` are those around the earlier one; no more than matter."""
    blocks, row = document.blocks, 1
    for step in (-1, 1):
        for reach in range(step, step * (_SAID_AGAIN + 1), step):
            one, other = before + reach, at + reach
            if one < 0 or other == len(blocks) or blocks[one].text != blocks[other].text:
                break
            row += 1
    return row
