"""A page's blocks and elements in numbers: the columns that selection and classifier reckon with.

Everything about an element is the difference of two prefix sums over the blocks, so the whole page
costs a few dozen array operations however deep it nests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.blocks import Document
from feeds.extract.characters import characters
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

ENDS: Final = tuple('.!?。！？।؟۔…"”»’)」』:;')


@dataclass(frozen=True, slots=True)
class Measures:
    """The page's labels, columns over its blocks, and over its elements (from ``parent`` on)."""

    document: Document
    labels: Labels
    texts: tuple[str, ...]
    tags: tuple[str, ...]
    size: Floats  # characters, those of writing without spaces counted 2.5 times
    links: Floats  # of ``size``, inside links
    italic: Floats
    ends: Booleans  # like a sentence
    commas: Integers
    good: Booleans
    element: Integers  # of each block
    flags: Integers
    parent: Integers  # of each element
    depth: Integers
    own: Integers  # its flags
    inherited: Integers  # those and its ancestors'
    first: Integers
    end: Integers
    mass: Floats  # of each element: size of its good blocks

    def inside(self, column: NDArray[Any]) -> Floats:
        """For each element, the sum of a column over the blocks inside it."""
        sums = np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))
        return np.asarray(sums[self.end] - sums[self.first])

    def container(self, share: float) -> int:
        """The deepest element that holds at least ``share`` of the good text; ``share`` > 0.5."""
        total = self.mass[0]
        if total == 0:
            return 0
        # Elements holding more than half form one chain, so that the deepest is the last opened.
        return int(np.flatnonzero(self.mass >= share * total)[-1])


def measure(document: Document) -> Measures:
    """The columns of a page that has at least one block."""
    blocks, elements = document.blocks, document.elements
    texts = tuple([block.text for block in blocks])
    counts = characters(texts)
    size = counts.length + _WIDE_EXTRA * counts.wide

    def of_size(counted: str) -> Floats:
        return np.asarray(size * np.minimum(1.0, _column(blocks, counted) / counts.length))

    links = of_size("link_chars")
    ends = np.array([text.endswith(ENDS) for text in texts])
    commas = np.where(counts.length >= _COUNTED, counts.commas, 0)
    good = (size >= GOOD_SIZE) & (links < GOOD_LINKS * size) & (ends | (commas > 1))
    first, end = _column(elements, "first"), _column(elements, "end")
    sums = np.concatenate(([0.0], np.cumsum(size * good)))
    return Measures(
        document=document,
        labels=find_labels(document),
        texts=texts,
        tags=tuple([block.tag for block in blocks]),
        size=size,
        links=links,
        italic=of_size("italic_chars"),
        ends=ends,
        commas=commas,
        good=good,
        element=_column(blocks, "element"),
        flags=_column(blocks, "flags"),
        parent=_column(elements, "parent"),
        depth=_column(elements, "depth"),
        own=_column(elements, "own"),
        inherited=_column(elements, "flags"),
        first=first,
        end=end,
        mass=sums[end] - sums[first],
    )


def _column(rows: Sequence[object], name: str) -> Integers:
    return np.fromiter(map(attrgetter(name), rows), dtype=np.int64, count=len(rows))


def flags_below(m: Measures, container: int) -> Integers:
    """For each element, what is said of it between it and ``container``; outside, all that is said.

    Whatever a wrapper around the whole article is called says nothing about one of its blocks.
    """
    after = container + 1
    below = [0]
    for above, own in zip(m.parent[after:].tolist(), m.own[after:].tolist(), strict=True):
        if above < container:
            break
        below.append(below[above - container] | own)
    flags = m.inherited.copy()
    flags[container : container + len(below)] = below
    return flags
