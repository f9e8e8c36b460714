"""A page's blocks and elements in numbers: the columns that selection and classifier reckon with.

Everything about an element is the difference of two prefix sums over the blocks, so the whole page
costs a few dozen array operations however deep it nests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.characters import characters
from feeds.extract.columns import attributes, said_below
from feeds.extract.document import Document
from feeds.extract.labels import Labels, find_labels

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

# A block reads like prose from this size on, with few links and a sentence's end or commas.
GOOD_SIZE: Final = 70
GOOD_LINKS: Final = 0.4

# Writing without spaces says in one character what alphabets say in about two and a half.
_WIDE_EXTRA: Final = 1.5
_COUNTED: Final = GOOD_SIZE // 3  # characters of a block whose commas are counted


@dataclass(frozen=True, slots=True)
class Measures:
    """The page's labels, columns over its blocks, and over its elements (from ``parent`` on)."""

    document: Document
    labels: Labels
    texts: tuple[str, ...]
    size: Floats  # characters, those of writing without spaces counted 2.5 times
    links: Floats  # of ``size``, inside links
    italic: Floats
    ends: Booleans  # like a sentence
    stops: Booleans  # with a full stop
    commas: Integers
    good: Booleans
    flags: Integers
    element: Integers  # the number of the innermost that holds the block
    own: Integers  # its flags
    inherited: Integers  # those and its ancestors'
    depth: Integers
    parent: Integers  # of each element
    first: Integers
    end: Integers
    mass: Floats  # of each element: size of its good blocks

    def below(self, container: int) -> Integers:
        """For each block, what is said of it below an element that may hold it: ``said_below``."""
        return _integers(said_below(self.document, container))

    def container(self, share: float) -> int:
        """The deepest element that holds at least ``share`` of the good text; ``share`` > 0.5."""
        total = self.mass[0]
        if total == 0:
            return 0
        # Elements holding more than half form one chain, so that the deepest is the last opened.
        return int(np.flatnonzero(self.mass >= share * total)[-1])


def measure(document: Document) -> Measures:
    """The columns of a page that has at least one block."""
    read = attributes(document)
    columns = {name: _integers(column) for name, column in read._asdict().items()}
    texts = tuple([block.text for block in document.blocks])
    counts = characters(texts)
    size = counts.length + _WIDE_EXTRA * counts.wide
    links, italic = (
        size * np.minimum(1.0, columns.pop(counted) / counts.length)
        for counted in ("link_chars", "italic_chars")
    )
    commas = np.where(counts.length >= _COUNTED, counts.commas, 0)
    good = (size >= GOOD_SIZE) & (links < GOOD_LINKS * size) & (counts.ends | (commas > 1))
    sums = np.concatenate(([0.0], np.cumsum(size * good)))
    return Measures(
        document=document,
        labels=find_labels(document),
        texts=texts,
        size=size,
        links=links,
        italic=italic,
        ends=counts.ends,
        stops=counts.stops,
        commas=commas,
        good=good,
        mass=sums[columns["end"]] - sums[columns["first"]],
        **columns,
    )


def _integers(column: list[int]) -> Integers:
    return np.fromiter(column, np.int64, len(column))
