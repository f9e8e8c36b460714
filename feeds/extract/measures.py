"""A page's blocks and elements in numbers: the columns that selection and classifier reckon with.

Everything about an element is the difference of two prefix sums over the blocks, so the whole page
costs a few dozen array operations however deep it nests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.blocks import Document, TextBlock
from feeds.extract.labels import Labels, find_labels

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

# A block reads like prose from this size on, with few links and a sentence's end or commas.
GOOD_SIZE: Final = 70
GOOD_LINKS: Final = 0.4

# Writing without spaces says in one character what alphabets say in about two and a half.
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_WIDE_EXTRA: Final = 1.5

ENDS: Final = tuple('.!?。！？।؟۔…"”»’)」』:;')
_COMMAS = re.compile("[,،、，;；]")


@dataclass(frozen=True, slots=True)
class Measures:
    """The page's labels, columns over its blocks, and over its elements (from ``parent`` on)."""

    document: Document
    labels: Labels
    size: Floats  # characters, those of writing without spaces counted 2.5 times
    links: Floats  # of ``size``, inside links
    bold: Floats
    italic: Floats
    ends: Booleans  # like a sentence
    commas: Integers
    good: Booleans
    element: Integers  # of each block
    flags: Integers
    parent: Integers  # of each element
    depth: Integers
    own: Integers
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
    size = np.array([_size(block.text) for block in blocks])
    length = np.array([len(block.text) for block in blocks], dtype=np.float64)
    link_chars = np.array([block.link_chars for block in blocks])
    italic_chars = np.array([block.italic_chars for block in blocks])
    bold_chars = np.array([block.bold_chars for block in blocks])
    ends = np.array([block.text.endswith(ENDS) for block in blocks])
    commas = np.array([_commas(block) for block in blocks])
    links = size * np.minimum(1.0, link_chars / length)
    good = (size >= GOOD_SIZE) & (links < GOOD_LINKS * size) & (ends | (commas > 1))
    first = np.array([element.first for element in elements])
    end = np.array([element.end for element in elements])
    sums = np.concatenate(([0.0], np.cumsum(size * good)))
    return Measures(
        document=document,
        labels=find_labels(document),
        size=size,
        links=links,
        bold=size * np.minimum(1.0, bold_chars / length),
        italic=size * np.minimum(1.0, italic_chars / length),
        ends=ends,
        commas=commas,
        good=good,
        element=np.array([block.element for block in blocks]),
        flags=np.array([block.flags for block in blocks], dtype=np.int64),
        parent=np.array([element.parent for element in elements]),
        depth=np.array([element.depth for element in elements]),
        own=np.array([element.own for element in elements], dtype=np.int64),
        first=first,
        end=end,
        mass=sums[end] - sums[first],
    )


def _size(text: str) -> float:
    if text.isascii():
        return float(len(text))
    return len(text) + _WIDE_EXTRA * len(_WIDE.findall(text))


def _commas(block: TextBlock) -> int:
    return len(_COMMAS.findall(block.text)) if len(block.text) >= GOOD_SIZE // 3 else 0


def flags_below(measures: Measures, container: int) -> Integers:
    """For each element, what is said of it between it and ``container``; outside, all that is said.

    Whatever a wrapper around the whole article is called says nothing about one of its blocks.
    """
    flags = np.array([element.flags for element in measures.document.elements], dtype=np.int64)
    parent, own = measures.parent.tolist(), measures.own.tolist()
    below = {container: 0}
    for at in range(container + 1, len(parent)):
        above = below.get(parent[at])
        if above is None:
            break
        below[at] = above | own[at]
    flags[container : container + len(below)] = list(below.values())
    return flags
