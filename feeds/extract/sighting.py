"""What one page shows of its site: its blocks as numbers that can be met again on other pages.

A page becomes a set of *features*: its texts, its texts without their numbers, its places and what
stands at them. Features depend on the page alone, so pages teach the same in whatever order they
come. Each is 32 bits of CRC under one byte of kind: among the some thousand features kept of a host
that is one false meeting in a million lookups, and one meeting proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final
from zlib import crc32

from feeds import urls
from feeds.extract import vocabulary as voc
from feeds.extract.blocks import TextBlock
from feeds.extract.measures import Measures
from feeds.extract.places import places


class Shape(IntEnum):
    """What a block looks like."""

    PROSE = 0  # long, punctuated, without links
    SENTENCE = 1  # short, ends like a sentence, without links
    LABEL = 2  # short, no sentence
    LINKS = 3  # most of it is links


class Feature(IntEnum):
    """The kinds of features; the value is stored."""

    TEXT = 0
    BODY_TEXT = 1  # of a block of prose or a sentence: these tell one article from another
    MASKED = 2  # text without its numbers, dates and amounts
    PLACE = 3  # something stands at this place …
    BODY_AT = 4  # … among it prose or a sentence
    PLAIN_AT = 5  # … among it something that is not a link
    MANY_AT = 6  # … more than a few blocks
    TEMPLATE = 7  # a coarse place: by these, templates are told apart


_LINKED: Final = 0.5  # link density from which a block is links
_SENTENCE: Final = 25  # size from which what ends like a sentence is one
_LONGEST_LABEL: Final = 120  # characters of a text whose numbers are masked
_LETTERS: Final = 3  # that a masked text must keep to say anything
_FEW: Final = 3  # blocks at one place of a page
_HEAD: Final = 4  # blocks after the headline that are counted off

# Digits and what stands around them in dates, times and amounts.
_NUMBERS = re.compile(r"[\d.,:/\-–%+$€£¥₹₽₺₩₪\s]*\d[\d.,:/\-–%+$€£¥₹₽₺₩₪\s]*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One page, seen. The lists are over its blocks; numbers are features unless said otherwise."""

    measures: Measures
    url: str
    address: int  # 32 bits of the canonical address
    title: int  # 32 bits of the title; 0: none
    texts: list[int]
    masked: list[int]  # 0: a text without numbers
    spots: list[tuple[int, ...]]  # where it stands, the finest first; 32 bits each
    shapes: list[Shape]
    containers: list[int]  # fine place of the element that it and its siblings stand in; 32 bits
    body: frozenset[int]  # BODY_TEXT features
    features: frozenset[int]


def see(measures: Measures, url: str, title: str) -> Sighting:
    """What the page at ``url``, headed ``title``, shows."""
    blocks = measures.document.blocks
    shapes = _shapes(measures)
    texts = [
        key(Feature.BODY_TEXT if shape <= Shape.SENTENCE else Feature.TEXT, digest(block.text))
        for block, shape in zip(blocks, shapes, strict=True)
    ]
    masked = [_masked(block.text) for block in blocks]
    spots, containers, coarse = _spots(measures)
    features = set(texts)
    features.update(masked)
    features.discard(0)
    features.update(key(Feature.TEMPLATE, place) for place in coarse)
    features.update(_at(spots, shapes))
    return Sighting(
        measures=measures,
        url=url,
        address=address(url),
        title=digest(title) if title else 0,
        texts=texts,
        masked=masked,
        spots=spots,
        shapes=shapes,
        containers=containers,
        body=frozenset(text for text in texts if text >> 32 == Feature.BODY_TEXT),
        features=frozenset(features),
    )


def key(kind: Feature, number: int) -> int:
    """The feature of a kind that 32 bits make."""
    return kind << 32 | number


def digest(text: str) -> int:
    """32 bits of a text; case and white space do not count."""
    return crc32(" ".join(text.casefold().split()).encode("utf-8", "replace"))


@lru_cache(maxsize=16_384)
def address(url: str) -> int:
    """32 bits of a page's address, in whatever spelling it is linked."""
    return crc32(urls.canonical(url).rstrip("/").removeprefix("http://").encode("utf-8", "replace"))


def _shapes(measures: Measures) -> list[Shape]:
    linked = (measures.links >= _LINKED * measures.size).tolist()
    prose = measures.good.tolist()
    sentence = (measures.ends & (measures.size >= _SENTENCE)).tolist()
    return [
        Shape.LINKS if away else Shape.PROSE if long else Shape.SENTENCE if ends else Shape.LABEL
        for away, long, ends in zip(linked, prose, sentence, strict=True)
    ]


def _masked(text: str) -> int:
    if len(text) > _LONGEST_LABEL or not any(map(str.isdigit, text)):
        return 0
    rest = _NUMBERS.sub(" 0 ", text)
    if len(_LETTER.findall(rest)) < _LETTERS:
        return 0
    return key(Feature.MASKED, digest(rest))


_LISTED: Final = frozenset(
    ["li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "tbody", "thead", "table", "blockquote"]
)


def _spots(measures: Measures) -> tuple[list[tuple[int, ...]], list[int], set[int]]:
    """Each block's spots and container, and the coarse places of the page."""
    document = measures.document
    elements = document.elements
    fine, coarse = places(elements)
    holders: list[int] = []
    for number, element in enumerate(elements):
        listed = element.tag in _LISTED and element.parent >= 0
        holders.append(holders[element.parent] if listed else number)
    start = _after_headline(document.blocks)
    spots: list[tuple[int, ...]] = []
    containers = []
    used = set()
    for at, block in enumerate(document.blocks):
        within = block.element
        used.add(coarse[within])
        if start <= at < start + _HEAD:
            head = crc32(b"head%d" % (at - start), coarse[within])
            spots.append((fine[within], coarse[within], head))
        else:
            spots.append((fine[within], coarse[within]))
        around = elements[holders[within]].parent
        containers.append(fine[max(around, 0)])
    return spots, containers, used


def _after_headline(blocks: tuple[TextBlock, ...]) -> int:
    for at, block in enumerate(blocks):
        if block.tag == "h1":
            return at + 1
    return len(blocks)


def _at(spots: list[tuple[int, ...]], shapes: list[Shape]) -> set[int]:
    """What stands at the places of the page."""
    found = set()
    count = Counter(place for around in spots for place in around)
    for place, blocks in count.items():
        found.add(key(Feature.PLACE, place))
        if blocks > _FEW:
            found.add(key(Feature.MANY_AT, place))
    for around, shape in zip(spots, shapes, strict=True):
        for place in around:
            if shape <= Shape.SENTENCE:
                found.add(key(Feature.BODY_AT, place))
            if shape != Shape.LINKS:
                found.add(key(Feature.PLAIN_AT, place))
    return found


def is_caption(flags: int) -> bool:
    """Whether a block belongs to a picture, with which it stays or goes."""
    return bool(flags & (voc.FIGURE | voc.CAPTION))
