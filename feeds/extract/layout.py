"""Where on its page the article may be: what is inside of each element, and what holds it all."""

from __future__ import annotations

import math
from typing import Final, final

from feeds.extract.measures import Measures, sums, zeros

_WIDE, _MAIN = 0.9, 0.6  # of the page's prose, which the containers named so hold


@final
class Layout:
    """Sums over the page's blocks, and shares of its elements, by number."""

    def __init__(self, measures: Measures) -> None:
        self.document: Final = measures.document
        self.count: Final = len(self.document.blocks)
        # Of the blocks before each; last of all.
        self.sizes: Final = sums(measures.size)
        self.links: Final = sums(measures.links)
        self.prose: Final = sums(measures.prose)
        self.all_prose: Final = max(1.0, self.prose[self.count])  # of which others are shares
        # Of each element: its share of the page, its own shares of links and of prose, and how many
        # blocks it holds, as a logarithm.
        self.share: Final = zeros(len(self.document.elements))
        self.linked: Final = zeros(len(self.document.elements))
        self.dense: Final = zeros(len(self.document.elements))
        self.holds: Final = zeros(len(self.document.elements))
        self._weigh(measures)
        self.wide: Final = measures.container(_WIDE)
        self.main: Final = measures.container(_MAIN)
        self.best: Final = self._best(measures)

    def _weigh(self, measures: Measures) -> None:
        whole = self.sizes[self.count]
        elements = self.document.elements
        for at in range(len(elements)):
            first, end = elements[at].first, elements[at].end
            size = self.sizes[end] - self.sizes[first]
            own = max(1.0, size)
            self.share[at] = size / whole
            self.linked[at] = (self.links[end] - self.links[first]) / own
            self.dense[at] = measures.mass[at] / own
            self.holds[at] = log1p(float(end - first))

    def _best(self, measures: Measures) -> int:
        """The element whose direct prose scores highest: a block counts half for the one above."""
        direct, below = zeros(len(self.share)), zeros(len(self.share))
        for at in range(self.count):
            if measures.prose[at] > 0.0:
                gain = measures.prose[at] * (1.0 - measures.links[at] / measures.size[at])
                parent = self.above(self.document.blocks[at].element)
                direct[parent] += gain
                below[self.above(parent)] += gain / 2.0
        best, highest = 0, -1.0
        for at in range(len(self.share)):
            score = (direct[at] + below[at]) * (1.0 - self.linked[at])
            if score > highest:
                best, highest = at, score
        return best

    def above(self, element: int) -> int:
        """The element around one; the outermost's is itself."""
        return max(0, self.document.elements[element].parent)

    def within(self, container: int, block: int) -> bool:
        """Whether a block is inside an element."""
        element = self.document.elements[container]
        return element.first <= block < element.end

    def in_container(self, block: int) -> bool:
        """Whether a block is inside any of the containers."""
        if self.within(self.wide, block) or self.within(self.main, block):
            return True
        return self.within(self.best, block)

    def shared(self, container: int) -> list[int]:
        """For each block, the depth to which its path is that of the ``container``."""
        elements = self.document.elements
        depths = [elements[container].depth] * self.count
        element = elements[container]
        while element.parent >= 0:
            inner, element = element, elements[element.parent]
            for at in range(element.first, inner.first):
                depths[at] = element.depth
            for at in range(inner.end, element.end):
                depths[at] = element.depth
        return depths


def log1p(number: float) -> float:
    """The logarithm of one more."""
    return math.log(1.0 + number)
