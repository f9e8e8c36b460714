"""What has to be read off a page's blocks one by one, in one loop over them.

Everything else the classifier knows is reckoned over whole columns; this is where the texts
themselves are looked at.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from feeds.extract.document import Document

# Tags told apart, by number; those of headings are their levels.
TAG_NUMBERS: Final[dict[str, int]] = {
    **{f"h{level}": level for level in range(1, 10)},
    "p": 10,
    "div": 11,
    "pre": 12,
}
MOST_COPIES: Final = 5  # of a text on the page; more are all the same

_SHORTEST_TITLE: Final = 15  # characters of a block that repeats the title, or a part of it …
_LONGEST_TITLE: Final = 300  # … and at most
_LEAD: Final = 40  # characters by which the description's beginning is recognised in a block


class Traits(NamedTuple):
    """A number for each block, from 0 to 255, and numbers of blocks."""

    tag: bytes  # its number in TAG_NUMBERS; 0 for the others
    copies: bytes  # blocks of the same text, itself included
    alike: list[int]  # the same number for the same tag and class in the same tag and class
    titled: list[int]  # the blocks that are the declared title, or a part of it
    leads: list[int]  # the blocks that begin like the description


def traits(document: Document, title: str, described: list[str]) -> Traits:
    """Read the blocks of a page that declares this ``title`` and is ``described`` so."""
    blocks = document.blocks
    texts = [block.text for block in blocks]
    times: dict[str, int] = {}
    for text in texts:
        times[text] = times.get(text, 0) + 1
    return Traits(
        tag=bytes([TAG_NUMBERS.get(block.tag, 0) for block in blocks]),
        copies=bytes([min(MOST_COPIES, times[text]) for text in texts]),
        alike=_alike(document),
        titled=_titled(texts, title.casefold()),
        leads=_leads(texts, described),
    )


def _alike(document: Document) -> list[int]:
    kinds: dict[tuple[str, str, str, str], int] = {}
    return [kinds.setdefault(document.kind(at), len(kinds)) for at in range(len(document.blocks))]


def _titled(texts: list[str], title: str) -> list[int]:
    longest = min(_LONGEST_TITLE, len(title))
    return [
        at
        for at, text in enumerate(texts)
        if _SHORTEST_TITLE <= len(text) <= longest and text.casefold() in title
    ]


def _leads(texts: list[str], described: list[str]) -> list[int]:
    starts = {text[:_LEAD].casefold() for text in described if len(text) >= _LEAD}
    initials = {start[0] for start in starts}
    return [
        at
        for at, text in enumerate(texts)
        if len(text) >= _LEAD
        and text[0].casefold()[0] in initials
        and text[:_LEAD].casefold() in starts
    ]
