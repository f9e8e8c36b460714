"""What one page shows of its site: its blocks as numbers that can be met again on other pages.

A page becomes a set of *features*: its texts, its texts without their numbers, its places and what
stands at them. Features depend on the page alone, so pages teach the same in whatever order they
come. Each is 32 bits of CRC under one byte of kind: among the some thousand features kept of a host
that is one false meeting in a million lookups, and one meeting proves nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple
from zlib import crc32

from feeds import urls
from feeds.extract import vocabulary as voc
from feeds.extract.biography import SMALL, introduces, is_cased, occupation_end, opening_name
from feeds.extract.document import Element
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
    MASKED = 2  # text without what varies: numbers, the page's title and its authors' names
    PLACE = 3  # something stands at this place …
    BODY_AT = 4  # … among it prose or a sentence
    PLAIN_AT = 5  # … among it something that is not a link
    MANY_AT = 6  # … more than a few blocks
    TEMPLATE = 7  # a coarse place: by these, templates are told apart
    LINK_AT = 8  # … among it a block that is a link
    LOOSE = 9  # a text without its names, dates and numbers, or a label's lead alone
    NOTE = 10  # what may be a note on an author stands by, and its text: 16 bits of each


_BODY_KIND: Final = Feature.BODY_TEXT << 32
_TEXT_KINDS: Final = (_BODY_KIND, _BODY_KIND, Feature.TEXT << 32, Feature.TEXT << 32)  # by shape

_LINKED: Final = 0.5  # link density from which a block is links
_SENTENCE: Final = 25  # size from which what ends like a sentence is one
_LONGEST_MASKED: Final = 120  # characters of a text whose numbers are
_SHORTEST_NAME: Final = 4  # characters of a name that is masked
_LONGEST_LEAD: Final = 40  # characters of a label up to its colon
_LONGEST_LOOSE: Final = 300  # characters of a sentence
_SHORTEST_LOOSE: Final = 24  # characters of it that must be left …
_FEWEST_WORDS: Final = 2  # … or words beside the first
_BRACKETS: Final = "（(【「"
_FEW: Final = 3  # blocks at one place of a page
_MOST: Final = 0.6  # of the prose, which the container that the text ends with must hold
_LAST_INSIDE, _LAST_BELOW = 6, 3  # paragraphs before and after that end which may be notes

# Digits and what stands around them in dates, times and amounts.
_NUMBERS = re.compile(r"[$€£¥₹₽₺₩₪]?\d[\d.,:/%+$€£¥₹₽₺₩₪\s\-–]*")
_DIGIT = re.compile(r"\d")
_CAPITALS_AND_NUMBERS = re.compile(rf"(?<!\w)[^\W_{SMALL}]\S*\s*")
_NUMBERS_ALONE = re.compile(r"(?<!\w)\d\S*\s*")
_LETTERS = re.compile(r"(?:[^\W\d_].*?){3}", re.DOTALL)  # a masked text must keep to say anything


@dataclass(frozen=True, slots=True)
class Sighting:
    """One page, seen. The lists are over its blocks; numbers are features unless said otherwise.

    It holds nothing of the parsed page, which may be let go in the meantime.
    """

    url: str
    address: int  # 32 bits of the canonical address
    title: int  # 32 bits of the title; 0: none
    authors: tuple[str, ...]
    texts: list[int]
    masked: list[int]  # 0: a text in which nothing is known to vary
    loose: list[int]  # 0: too little is left
    fine: list[int]  # where it stands; 32 bits
    coarse: list[int]
    shapes: list[Shape]
    notes: dict[int, list[int]]  # what may be a note on an author, and the features it stands by
    lists: list[int]  # the list, table, quotation or code that an author set it apart in; -1: none
    containers: list[int]  # fine place of the element that it and its siblings stand in; 32 bits
    wider: list[int]  # the same, of the outermost element that holds nothing but the block
    body: frozenset[int]  # BODY_TEXT features
    features: AbstractSet[int]


def see(measures: Measures, url: str, title: str, authors: Sequence[str]) -> Sighting:
    """What the page at ``url``, headed ``title`` and written by ``authors``, shows."""
    document = measures.document
    shapes = _shapes(measures)
    written = [block.text for block in document.blocks]
    worded = list(map(_wording, written, shapes))
    texts, loose = [each.text for each in worded], [each.loose for each in worded]
    names = [name for name in (title, *authors) if len(name) >= _SHORTEST_NAME]
    masked = [
        each.masked if (rest := _without(names, text)) is text else _masked(text, rest, shape)
        for each, text, shape in zip(worded, written, shapes, strict=True)
    ]
    within = [block.element for block in document.blocks]
    where = places(document.elements)
    fine, coarse = [where.fine[at] for at in within], [where.coarse[at] for at in within]
    lists, around, wider = _standing(document.elements)
    features = {*texts, *masked, *loose} | _at(fine, coarse, shapes)
    features.update(map((Feature.TEMPLATE << 32).__or__, coarse))
    features.discard(0)
    notes = {at: _neighbours(at, texts, fine) for at in _may_be_notes(measures, shapes)}
    features.update(note(by, texts[at]) for at, near in notes.items() for by in near)
    return Sighting(
        url=url,
        address=address(url),
        title=digest(title) if title else 0,
        authors=tuple(authors),
        texts=texts,
        masked=masked,
        loose=loose,
        fine=fine,
        coarse=coarse,
        shapes=shapes,
        notes=notes,
        lists=[lists[at] for at in within],
        containers=[where.fine[around[at]] for at in within],
        wider=[where.fine[wider[at]] for at in within],
        body=frozenset(text for text in texts if text >> 32 == Feature.BODY_TEXT),
        features=features,
    )


def key(kind: Feature, number: int) -> int:
    """The feature of a kind that 32 bits make."""
    return kind << 32 | number


def note(by: int, text: int) -> int:
    """The feature of a text that may be a note on an author by what the feature ``by`` tells of."""
    return key(Feature.NOTE, anchor(by) << 16 | text & 0xFFFF)


def anchor(by: int) -> int:
    """16 bits of a feature, the first half of the notes by it."""
    return crc32(b"%d" % by) & 0xFFFF


def digest(text: str) -> int:
    """32 bits of a text whose white space is collapsed; case does not count."""
    return crc32(text.casefold().encode("utf-8", "replace"))


@lru_cache(maxsize=16_384)
def address(url: str) -> int:
    """32 bits of a page's address, in whatever spelling it is linked."""
    return crc32(urls.schemeless(urls.canonical(url)).rstrip("/").encode("utf-8", "replace"))


def _shapes(measures: Measures) -> list[Shape]:
    return [_shape(measures, at) for at in range(len(measures.size))]


def _shape(measures: Measures, at: int) -> Shape:
    size = measures.size[at]
    if measures.links[at] >= _LINKED * size:
        return Shape.LINKS
    if measures.prose[at] > 0.0:
        return Shape.PROSE
    return Shape.SENTENCE if measures.ends[at] and size >= _SENTENCE else Shape.LABEL


class _Wording(NamedTuple):
    """A block's text as features, so far as they depend on it alone; see :class:`Sighting`."""

    text: int
    masked: int
    loose: int


def _wording(text: str, shape: Shape) -> _Wording:
    return _met_again(text, shape) if len(text) <= _LONGEST_LOOSE else _worded(text, shape)


@lru_cache(maxsize=8_192)
def _met_again(text: str, shape: Shape) -> _Wording:
    """The same for labels and teasers, which stand on one page after the other."""
    return _worded(text, shape)


def _worded(text: str, shape: Shape) -> _Wording:
    said = _TEXT_KINDS[shape] | digest(text)
    return _Wording(said, _masked(text, text, shape), _loose(text, shape))


def _without(names: Sequence[str], text: str) -> str:
    for name in names:
        if name in text:
            text = text.replace(name, " 0 ")
    return text


def _masked(text: str, rest: str, shape: Shape) -> int:
    """The feature of a text without what varies in it; 0 where nothing is known to.

    ``rest`` is the text without names.
    """
    short = shape >= Shape.SENTENCE or rest is not text
    if short and len(rest) <= _LONGEST_MASKED and _DIGIT.search(text) is not None:
        rest = _NUMBERS.sub(" 0 ", rest)
    if rest is text or _LETTERS.search(rest) is None:
        return 0
    return key(Feature.MASKED, digest(rest))


def _loose(text: str, shape: Shape) -> int:
    """The feature of what is left of a text that may be worded alike for others; 0: too little.

    Of a label that is what stands before its colon, or before a name. Of other texts it is their
    words without capitals, and the first word if they are few; in scripts that have no capitals,
    all but the first two, which may be a name.
    """
    if shape >= Shape.LABEL and (colon := _lead_end(text)) > 0:
        return key(Feature.LOOSE, digest(text[:colon]))
    few = shape is Shape.LABEL and text.count(" ") < _FEWEST_WORDS
    if shape is Shape.LINKS or few or len(text) > _LONGEST_LOOSE:
        return 0
    if not is_cased(text):
        rest = _NUMBERS_ALONE.sub("", text[len(opening_name(text)) :])
        enough = shape <= Shape.SENTENCE and (len(rest) >= _SHORTEST_LOOSE or not rest.isascii())
    else:
        rest = _CAPITALS_AND_NUMBERS.sub("", text)
        enough = shape <= Shape.SENTENCE and len(rest) >= _SHORTEST_LOOSE
        if not enough and len(rest.split()) >= _FEWEST_WORDS:
            rest = f"{text.split(None, 1)[0]} {rest}"
            enough = len(rest) < len(text)
    return key(Feature.LOOSE, digest(rest)) if enough else 0


def _lead_end(text: str) -> int:
    """Where a label's colon is, or the end of the occupation of whom it names; 0, -1: nowhere."""
    colon = text.find(":", 0, _LONGEST_LEAD)
    if colon > 0 or text.isascii():
        return colon
    colon = text.find("：", 0, _LONGEST_LEAD)
    if colon > 0 or is_cased(text.lstrip(_BRACKETS)):
        return colon
    return occupation_end(text, _LONGEST_LEAD)


def _may_be_notes(measures: Measures, shapes: Sequence[Shape]) -> list[int]:
    """The paragraphs about the end of the text that name somebody whom no other names."""
    told = [at for at, shape in enumerate(shapes) if shape <= Shape.SENTENCE]
    document = measures.document
    end = document.elements[measures.container(_MOST)].end
    inside = bisect_left(told, end)
    last = told[max(0, inside - _LAST_INSIDE) : inside + _LAST_BELOW]
    found = []
    for at in last:
        story = "\n".join([document.blocks[other].text for other in told if other != at])
        if introduces(document.blocks[at].text, story):
            found.append(at)
    return found


def _neighbours(at: int, texts: Sequence[int], fine: Sequence[int]) -> list[int]:
    """What a paragraph stands by that other pages may have: a text, a place, or its own place."""
    near = []
    if at + 1 < len(texts):
        near.append(texts[at + 1])
        if fine[at + 1] != fine[at]:
            near.append(key(Feature.PLACE, fine[at + 1]))
    if fine.count(fine[at]) == 1:
        near.append(key(Feature.BODY_AT, fine[at]))
    return near


_QUOTED: Final = frozenset(["blockquote", "pre"])
_LISTS: Final = frozenset(["ul", "ol", "dl", "table", "thead", "tbody", "tfoot", *_QUOTED])
_ENTRIES: Final = frozenset(["li", "dt", "dd", "tr", "td", "th"])


def _standing(elements: Sequence[Element]) -> tuple[list[int], list[int], list[int]]:
    """For each element, the list that authors set it apart in, and the container of its blocks.

    Lists, tables and quotations stand where their outermost element does. Those that lay out the
    page have entries of many blocks, and are containers like any other.
    """
    count = len(elements)
    apart, lists = [False] * count, [-1] * count  # the outermost list, table or quotation it is in
    around, wider, sizes = list(range(count)), list(range(count)), [0] * count
    for number, element in enumerate(elements):
        parent, tag = element.parent, element.tag
        sizes[number] = size = element.end - element.first
        if not size or parent < 0:
            continue
        apart[number] = apart[parent] or tag in _QUOTED or (size <= _FEW and tag in _ENTRIES)
        within = lists[parent] >= 0
        if apart[number] or tag in _LISTS:
            lists[number] = lists[parent] if within else number
        if within and lists[number] >= 0:
            outer = around[parent]
        elif size == 1 or lists[number] >= 0:
            outer = parent
        else:
            continue
        around[number] = outer
        wider[number] = wider[outer] if sizes[outer] == 1 else outer
    set_apart = [own if is_apart else -1 for own, is_apart in zip(lists, apart, strict=True)]
    return set_apart, around, wider


_PLACE: Final = Feature.PLACE << 32
_BODY_AT: Final = Feature.BODY_AT << 32
_PLAIN_AT: Final = Feature.PLAIN_AT << 32
_LINK_AT: Final = Feature.LINK_AT << 32
_MANY_AT: Final = Feature.MANY_AT << 32
_ONE: Final = 8  # counts above the bits for what stands at a place
_BODY, _PLAIN, _LINK = 1, 2, 4
_MANY: Final = (_FEW + 1) * _ONE
_STANDS: Final = (_BODY | _PLAIN, _BODY | _PLAIN, _PLAIN, _LINK)  # by shape


def _at(fine: list[int], coarse: list[int], shapes: list[Shape]) -> set[int]:
    """What stands at the places of the page."""
    seen: dict[int, int] = {}
    for own, other, shape in zip(fine, coarse, shapes, strict=True):
        stands = _STANDS[shape]
        seen[own] = (seen.get(own, 0) + _ONE) | stands
        seen[other] = (seen.get(other, 0) + _ONE) | stands
    found: set[int] = set()
    for place, what in seen.items():
        found.add(_PLACE | place)
        if what & _BODY:
            found.add(_BODY_AT | place)
        if what & _PLAIN:
            found.add(_PLAIN_AT | place)
        if what & _LINK:
            found.add(_LINK_AT | place)
        if what >= _MANY:
            found.add(_MANY_AT | place)
    return found


def is_caption(flags: int) -> bool:
    """Whether a block belongs to a picture, with which it stays or goes."""
    return bool(flags & (voc.FIGURE | voc.CAPTION))
