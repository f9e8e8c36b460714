"""A page's blocks and elements in numbers: what selection and classifier reckon with.

Everything about an element is the difference of two sums over the blocks before its ends, so that a
page costs a few loops however deep it nests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from feeds.extract.characters import commas, ends, extent, stops, unpunctuated
from feeds.extract.document import Document
from feeds.extract.elsewhere import leave_to_the_article
from feeds.extract.labels import Labels, find_labels

# A block reads like prose from this size on, with few links and a sentence's end or commas.
_PROSE_SIZE: Final = 70.0
_PROSE_LINKS: Final = 0.4

_COUNTED: Final = _PROSE_SIZE // 3  # characters of a block whose commas are counted


@dataclass(frozen=True, slots=True)
class Measures:
    """The page's labels, and a number for each block; ``mass`` has one for each element."""

    document: Document
    labels: Labels
    size: vec[float]  # characters, those of writing without spaces counted 2.5 times
    links: vec[float]  # of ``size``, inside links
    italic: vec[float]
    commas: vec[float]
    ends: vec[bool]  # like a sentence
    stops: vec[bool]  # with a full stop
    prose: vec[float]  # its size if it reads like prose that may be the article's, else 0
    mass: vec[float]  # of each element: the prose in it
    middle: int  # the element of the block with which half of the prose is reached
    outside_threads: bool  # whether there are comments, and the article is outside of them

    def below(self, container: int) -> vec[i64]:
        """For each block, what is said of its elements below ``container``; outside, of them all.

        Whatever a wrapper around the whole article is called says nothing about one of its blocks.
        """
        elements = self.document.elements
        below = vec[i64]([0])
        for at in range(container + 1, len(elements)):
            element = elements[at]
            if element.parent < container:
                break
            below = append(below, below[element.parent - container] | element.own)
        end = container + len(below)
        found = vec[i64](capacity=len(self.size))
        for block in self.document.blocks:
            at = block.element
            within = container <= at < end
            found = append(found, below[at - container] if within else i64(elements[at].flags))
        return found

    def container(self, share: float) -> int:
        """The deepest element that holds at least ``share`` of the prose; ``share`` > 0.5."""
        # Elements holding more than half form one chain, on which the middle of the prose is.
        elements, least = self.document.elements, share * self.mass[0]
        at = self.middle
        while self.mass[at] < least:
            at = elements[at].parent
        return at


def measure(document: Document) -> Measures:
    """The numbers of a page that has at least one block."""
    blocks = document.blocks
    count = len(blocks)
    size, links, italic, marks = zeros(count), zeros(count), zeros(count), zeros(count)
    prose, ended, stopped = zeros(count), vec[bool]([False] * count), vec[bool]([False] * count)
    for at in range(count):
        block = blocks[at]
        text, length = block.text, float(len(block.text))
        size[at] = weight = extent(text)
        links[at] = linked = weight * (block.link_chars / length)
        italic[at] = weight * (block.italic_chars / length)
        if length >= _COUNTED:
            marks[at] = float(commas(text))
        pauses = marks[at] > 1.0
        ended[at] = ends(text) or (pauses and unpunctuated(text))
        stopped[at] = stops(text)
        if weight >= _PROSE_SIZE and linked < _PROSE_LINKS * weight and (ended[at] or pauses):
            prose[at] = weight
    outside_threads = leave_to_the_article(document, prose)
    before = sums(prose)
    mass = vec[float](capacity=len(document.elements))
    for element in document.elements:
        mass = append(mass, before[element.end] - before[element.first])
    return Measures(
        document=document,
        labels=find_labels(document),
        size=size,
        links=links,
        italic=italic,
        commas=marks,
        ends=ended,
        stops=stopped,
        prose=prose,
        mass=mass,
        middle=_middle(document, before),
        outside_threads=outside_threads,
    )


def _middle(document: Document, prose: vec[float]) -> int:
    """The element of the block with which half is reached of what ``prose`` adds up to."""
    half = prose[len(prose) - 1] / 2
    if half == 0:
        return 0
    at = 0
    while prose[at + 1] < half:
        at += 1
    return document.blocks[at].element


def zeros(count: int) -> vec[float]:
    """As many noughts, to be filled in."""
    return vec[float]([0.0] * count)


def sums(numbers: vec[float]) -> vec[float]:
    """What all ``numbers`` before each add up to, and last what all do."""
    found = vec[float](capacity=len(numbers) + 1)
    total = 0.0
    found = append(found, total)
    for number in numbers:
        total += number
        found = append(found, total)
    return found
