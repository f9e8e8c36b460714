"""What the classifier knows of a block: a number for each feature, by name.

Nothing here names a site, and nothing depends on a language beyond punctuation and the phrase
list: sizes, links, names of classes, places in the page and in the tree.

Features come in groups. What a group needs of the whole page it reckons once; of a block it then
writes its numbers in the order of its ``NAMES``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, final

from librt.vecs import vec
from mypy_extensions import i64, u8

from feeds.extract import vocabulary as voc
from feeds.extract.head import Head
from feeds.extract.layout import Layout, log1p
from feeds.extract.measures import Measures, zeros
from feeds.extract.traits import TAG_NUMBERS, Traits, traits

_FAR: Final = 60  # blocks; further apart is all the same
_NEWS: Final = 2  # kind of page
_LINKED: Final = 0.99  # share of a block that is nothing but links


@final
class Features:
    """The features of a page's blocks; ``head`` is what the page declares."""

    def __init__(self, measures: Measures, head: Head) -> None:
        described = [*head.all("og:description", "description")]
        read = traits(measures.document, head.title, described)
        layout = Layout(measures)
        kind = _kind(head)
        self._measures: Final = measures
        self._layout: Final = layout
        self.count: Final = layout.count
        self.news: Final = kind == _NEWS  # whether the page calls itself a news article
        self._words: Final = _Words(measures, read)
        self._names: Final = _Names(measures, layout)
        self._place: Final = _Place(measures, layout)
        self._neighbourhood: Final = _Neighbourhood(measures, layout)
        self._ancestors: Final = _Ancestors(layout)
        self._alike: Final = _Alike(measures, layout, read.alike)
        self._landmarks: Final = _Landmarks(measures, read)
        self._page: Final = _Page(measures, layout, kind)

    def asked(self) -> list[int]:
        """The blocks that are worth asking of: no comments, no menus far from what may be article.

        The latter are nothing but links and in no container: 34 % of 210,515 blocks of real pages.
        The trees take not one of either; word F1, cross-validated, is the same to the fourth digit.
        """
        m, layout = self._measures, self._layout
        blocks = m.document.blocks
        return [
            at
            for at in range(self.count)
            if (m.links[at] < _LINKED * m.size[at] or layout.in_container(at))
            and not (m.outside_threads and blocks[at].flags & voc.THREAD)
        ]

    def rows(self, blocks: Sequence[int]) -> vec[float]:
        """The features, in the order of :data:`NAMES`, of one block after another."""
        row = Row(len(blocks) * len(NAMES))
        for at in blocks:
            self._words.write(at, row)
            self._names.write(at, row)
            self._place.write(at, row)
            self._neighbourhood.write(at, row)
            self._ancestors.write(at, row)
            self._alike.write(at, row)
            self._landmarks.write(at, row)
            self._page.write(row)
        return row.numbers


@final
class Row:
    """As many numbers as are to be written, noughts at first."""

    def __init__(self, count: int) -> None:
        self.numbers: Final = zeros(count)
        self._written: i64 = 0

    def put(self, number: float) -> None:
        """Write a number."""
        self.numbers[self._written] = number
        self._written += 1

    def flag(self, holds: bool) -> None:
        """Write whether something holds."""
        self.put(1.0 if holds else 0.0)


@final
class _Words:
    """What the text itself looks like."""

    NAMES: Final = (
        *("heading", "stop", "copies", "size", "links", "italic", "ends", "commas", "good"),
        *("tag p", "tag div", "tag pre"),
    )

    def __init__(self, measures: Measures, read: Traits) -> None:
        self._measures: Final = measures
        self._tag: Final = read.tag
        self._copies: Final = read.copies

    def write(self, at: int, row: Row) -> None:
        m, tag = self._measures, self._tag[at]
        row.put(float(tag if tag < _P else 0))
        row.flag(m.stops[at])
        row.put(float(self._copies[at]))
        row.put(log1p(m.size[at]))
        row.put(m.links[at] / m.size[at])
        row.put(m.italic[at] / m.size[at])
        row.flag(m.ends[at])
        row.put(m.commas[at])
        row.flag(m.prose[at] > 0.0)
        row.flag(tag == _P)
        row.flag(tag == _DIV)
        row.flag(tag == _PRE)


_P: Final = TAG_NUMBERS["p"]
_DIV: Final = TAG_NUMBERS["div"]
_PRE: Final = TAG_NUMBERS["pre"]


@final
class _Names:
    """What class names say, counted from the containers down."""

    NAMES: Final = (
        *("negative own", "negative wide", "negative main", "negative best"),
        *("named comment", "named caption", "named footer", "named code", "named unseen"),
        *("inside article", "inside main"),
    )

    def __init__(self, measures: Measures, layout: Layout) -> None:
        self._document: Final = measures.document
        below = {layout.wide: measures.below(layout.wide)}
        for container in (layout.main, layout.best):
            if container not in below:
                below[container] = measures.below(container)
        self._wide: Final = below[layout.wide]
        self._main: Final = below[layout.main]
        self._best: Final = below[layout.best]

    def write(self, at: int, row: Row) -> None:
        block = self._document.blocks[at]
        element = self._document.elements[block.element]
        inline = block.flags & ~element.flags  # what inline elements say
        said = self._wide[at] | inline
        row.put(_bits(element.own & voc.NEGATIVE))
        row.put(_bits(said & voc.NEGATIVE))
        row.put(_bits((self._main[at] | inline) & voc.NEGATIVE))
        row.put(_bits((self._best[at] | inline) & voc.NEGATIVE))
        row.flag(said & voc.COMMENT != 0)
        row.flag(said & voc.CAPTION != 0)
        row.flag(said & voc.FOOTER != 0)
        row.flag(said & voc.CODE != 0)
        row.flag(said & voc.UNSEEN != 0)
        row.flag(block.flags & voc.ARTICLE != 0)
        row.flag(block.flags & voc.MAIN != 0)


@final
class _Place:
    """Where a block stands among the page's prose and in its containers."""

    NAMES: Final = (
        *("prose before", "prose after", "from first", "from last", "in main", "in best"),
        *("apart main", "apart best"),
    )

    def __init__(self, measures: Measures, layout: Layout) -> None:
        self._document: Final = measures.document
        self._layout: Final = layout
        self._main: Final = layout.shared(layout.main)
        self._best: Final = layout.shared(layout.best)
        prose = [at for at in range(layout.count) if measures.prose[at] > 0.0]
        inside = [at for at in prose if layout.within(layout.wide, at)] or prose
        self._first: Final = inside[0] if inside else 0
        self._last: Final = inside[-1] if inside else layout.count - 1

    def write(self, at: int, row: Row) -> None:
        layout = self._layout
        depth = self._document.elements[self._document.blocks[at].element].depth
        row.put(layout.prose[at] / layout.all_prose)
        row.put((layout.prose[layout.count] - layout.prose[at + 1]) / layout.all_prose)
        row.put(float(min(max(at - self._first, -_FAR), _FAR)))
        row.put(float(min(max(at - self._last, -_FAR), _FAR)))
        row.flag(layout.within(layout.main, at))
        row.flag(layout.within(layout.best, at))
        row.put(float(depth - self._main[at]))
        row.put(float(depth - self._best[at]))


@final
class _Neighbourhood:
    """The blocks around a block, itself among them, and those that follow."""

    NAMES: Final = (
        *("window links 3", "window size 3", "window links 8", "window size 8", "window good 8"),
        *("next links", "until good"),
    )
    _NARROW: Final = 3  # blocks before and after
    _WIDE: Final = 8

    def __init__(self, measures: Measures, layout: Layout) -> None:
        self._measures: Final = measures
        self._layout: Final = layout
        self._until: Final = _until(measures)

    def write(self, at: int, row: Row) -> None:
        layout, m = self._layout, self._measures
        lower, upper = max(0, at - self._NARROW), min(layout.count, at + self._NARROW + 1)
        size = layout.sizes[upper] - layout.sizes[lower]
        row.put((layout.links[upper] - layout.links[lower]) / size)
        row.put(log1p(size))
        lower, upper = max(0, at - self._WIDE), min(layout.count, at + self._WIDE + 1)
        size = layout.sizes[upper] - layout.sizes[lower]
        row.put((layout.links[upper] - layout.links[lower]) / size)
        row.put(log1p(size))
        row.put((layout.prose[upper] - layout.prose[lower]) / size)
        following = at + 1
        row.put(m.links[following] / m.size[following] if following < layout.count else 0.0)
        row.put(float(i64(self._until[at])))


@final
class _Ancestors:
    """Of the element that a block is in, and of those around it: what is inside."""

    NAMES: Final = (
        *("share 1", "share 2", "links 0", "links 1", "links 2", "links 3"),
        *("good 0", "good 1", "good 2", "good 3", "count 1", "count 2", "count 3"),
    )

    def __init__(self, layout: Layout) -> None:
        self._layout: Final = layout

    def write(self, at: int, row: Row) -> None:
        layout = self._layout
        own = layout.document.blocks[at].element
        first = layout.above(own)
        second = layout.above(first)
        third = layout.above(second)
        row.put(layout.share[first])
        row.put(layout.share[second])
        row.put(layout.linked[own])
        row.put(layout.linked[first])
        row.put(layout.linked[second])
        row.put(layout.linked[third])
        row.put(layout.dense[own])
        row.put(layout.dense[first])
        row.put(layout.dense[second])
        row.put(layout.dense[third])
        row.put(layout.holds[first])
        row.put(layout.holds[second])
        row.put(layout.holds[third])


@final
class _Alike:
    """Blocks of the same tag and class, in a parent of the same tag and class."""

    NAMES: Final = ("alike good", "alike prose", "alike count")

    def __init__(self, measures: Measures, layout: Layout, kind: list[int]) -> None:
        kinds = max(kind) + 1
        self._kind: Final = kind
        self._dense: Final = zeros(kinds)
        self._share: Final = zeros(kinds)
        self._count: Final = zeros(kinds)
        size = zeros(kinds)
        for at in range(layout.count):
            of = kind[at]
            size[of] += measures.size[at]
            self._share[of] += measures.prose[at]
            self._count[of] += 1.0
        for of in range(kinds):
            self._dense[of] = self._share[of] / size[of]
            self._share[of] /= layout.all_prose
            self._count[of] = log1p(self._count[of])

    def write(self, at: int, row: Row) -> None:
        kind = self._kind[at]
        row.put(self._dense[kind])
        row.put(self._share[kind])
        row.put(self._count[kind])


@final
class _Landmarks:
    """Distances to headings, to the title, to the description's text and to labels."""

    NAMES: Final = (
        *("since h1", "since title", "since heading", "since lead"),
        *("since adjacent", "since related"),
    )

    def __init__(self, measures: Measures, read: Traits) -> None:
        count, labels = len(read.tag), measures.labels
        headings = [at for at in range(count) if 0 < read.tag[at] < _P]
        self._h1: Final = _since([at for at in headings if read.tag[at] == 1], count)
        self._title: Final = _since(read.titled, count)
        self._heading: Final = _since(headings, count)
        self._lead: Final = _since(read.leads, count)
        adjacent = [at for at, phrase in labels.items() if phrase.kind == "adjacent"]
        related = [at for at, phrase in labels.items() if phrase.kind == "related"]
        self._adjacent: Final = _since(adjacent, count)
        self._related: Final = _since(related, count)

    def write(self, at: int, row: Row) -> None:
        row.put(float(i64(self._h1[at])))
        row.put(float(i64(self._title[at])))
        row.put(float(i64(self._heading[at])))
        row.put(float(i64(self._lead[at])))
        row.put(float(i64(self._adjacent[at])))
        row.put(float(i64(self._related[at])))


@final
class _Page:
    """What all blocks of the page have in common."""

    NAMES: Final = (
        *("news", "page blocks", "page size", "page good", "page share"),
        *("main share", "best share"),
    )

    def __init__(self, measures: Measures, layout: Layout, kind: int) -> None:
        size, prose = layout.sizes[layout.count], layout.prose[layout.count]
        self._kind: Final = float(kind)
        self._blocks: Final = log1p(float(layout.count))
        self._size: Final = log1p(size)
        self._prose: Final = log1p(prose)
        self._share: Final = prose / size
        self._main: Final = measures.mass[layout.main] / layout.all_prose
        self._best: Final = measures.mass[layout.best] / layout.all_prose

    def write(self, row: Row) -> None:
        row.put(self._kind)
        row.put(self._blocks)
        row.put(self._size)
        row.put(self._prose)
        row.put(self._share)
        row.put(self._main)
        row.put(self._best)


#: All features, in the order in which they are written.
NAMES: Final = (
    *(*_Words.NAMES, *_Names.NAMES, *_Place.NAMES, *_Neighbourhood.NAMES),
    *(*_Ancestors.NAMES, *_Alike.NAMES, *_Landmarks.NAMES, *_Page.NAMES),
)


def _kind(head: Head) -> int:
    """What the page declares to be: _NEWS, 1 another article, 0 nothing such."""
    declared = head.structured.articles
    if any("news" in str(article.get("@type")).lower() for article in declared):
        return _NEWS
    return int(bool(declared) or "article" in set(head.all("og:type")))


def _bits(flags: i64) -> float:
    """How many are set."""
    count = 0.0
    while flags:
        flags &= flags - 1
        count += 1.0
    return count


def _until(measures: Measures) -> vec[u8]:
    """Blocks up to the last before one that reads like prose, at most ``_FAR``."""
    found = vec[u8]([u8(_FAR)] * len(measures.prose))
    apart = _FAR
    for at in range(len(found) - 1, -1, -1):
        found[at] = u8(apart)
        apart = 0 if measures.prose[at] > 0.0 else min(apart + 1, _FAR)
    return found


def _since(marks: list[int], count: int) -> vec[u8]:
    """Blocks since the last of the ascending marks, at most ``_FAR``; a mark itself has 0."""
    found = vec[u8]([u8(_FAR)] * count)
    for mark, following in pairwise([*marks, count]):
        for at in range(mark, min(mark + _FAR, following)):
            found[at] = u8(at - mark)
    return found
