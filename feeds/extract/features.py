"""What the classifier knows of a block: a column of numbers for each feature, by name.

Nothing here names a site, and nothing depends on a language beyond punctuation and the phrase
list: sizes, links, names of classes, places in the page and in the tree.

What takes the same operation is stacked and done at once: a page has a few hundred blocks, for
which numpy's calls cost more than its sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract import vocabulary as voc
from feeds.extract.head import Head
from feeds.extract.measures import Booleans, Floats, Integers, Measures
from feeds.extract.traits import TAG_NUMBERS, traits

Found = dict[str, NDArray[np.generic]]

_TAGS: Final = ("p", "div", "pre")
_NAMED: Final = {
    "named comment": voc.COMMENT,
    "named caption": voc.CAPTION,
    "named footer": voc.FOOTER,
    "named code": voc.CODE,
    "named unseen": voc.UNSEEN,
}
_INSIDE: Final = {"inside article": voc.ARTICLE, "inside main": voc.MAIN}
_KINDS: Final = ("adjacent", "related")  # labels whose distance tells something
_WINDOWS: Final = (3, 8)
_LEVELS: Final = 4
_ABOVE: Final = {  # at which levels they tell much
    "share": range(1, 3),
    "links": range(_LEVELS),
    "good": range(_LEVELS),
    "count": range(1, _LEVELS),
}
_FAR: Final = 60  # blocks; further apart is all the same
_NEWS: Final = 2  # kind of page
_MOST: Final = 80  # features; memory that none fills is not taken


@dataclass(frozen=True, slots=True)
class Columns:
    """A row of ``table`` for each of the features ``names``, with a value per block."""

    names: tuple[str, ...]
    table: NDArray[np.float32]
    news: bool  # whether the page calls itself a news article


def features(measures: Measures, head: Head) -> Columns:
    """All features of a page's blocks; ``head`` is what the page declares."""
    return _Features(measures, head).columns()


class _Features:
    def __init__(self, measures: Measures, head: Head) -> None:
        m = self.m = measures
        self.head = head
        self.count = len(m.texts)
        self.kind = self._kind()
        self.at = np.arange(self.count)
        described = [*head.all("og:description", "description")]
        self.traits = traits(m.document, head.title, described)
        self.tag = np.frombuffer(self.traits.tag, np.uint8)
        self.heading = self.tag * (self.tag < TAG_NUMBERS["p"])
        self.density = m.links / m.size
        self.good = m.size * m.good
        self.prose = max(1.0, float(self.good.sum()))
        self.above = np.maximum(0, m.parent)
        # Of each element: its share of the page, and its own shares of links and of prose.
        size, links = _inside(m, np.stack([m.size, m.links]))
        own = np.maximum(1.0, size)
        self.share = np.stack([size / size[0], links / own, m.mass / own])
        self.wide, self.main = m.container(0.9), m.container(0.6)
        self.best = self._best_scored()
        self.containers = [self.wide, self.main, self.best]
        starts, ends = m.first[self.containers], m.end[self.containers]
        self.within = (self.at >= starts[:, None]) & (self.at < ends[:, None])

    def _best_scored(self) -> int:
        """The element whose direct prose scores highest: a block counts half for the one above."""
        m, above = self.m, self.above
        gain = self.good * (1 - self.density)
        parent = above[m.element]
        many = len(m.parent)
        score = np.bincount(parent, gain, many) + np.bincount(above[parent], gain / 2, many)
        return int(np.argmax(score * (1 - self.share[1])))

    def _chain(self, element: int) -> list[int]:
        """The element and all around it, innermost first."""
        chain = [element]
        while (element := int(self.m.parent[element])) >= 0:
            chain.append(element)
        return chain

    def columns(self) -> Columns:
        groups = (
            self._words,
            self._names,
            self._place,
            self._neighbourhood,
            self._ancestors,
            self._signature,
            self._landmarks,
            self._page,
        )
        names: list[str] = []
        table = np.empty((_MOST, self.count), dtype=np.float32)
        # Group by group, so that of a long page never all columns are held at full width.
        for group in groups:
            for name, column in group().items():
                table[len(names)] = column
                names.append(name)
        return Columns(tuple(names), table[: len(names)], self.kind == _NEWS)

    def _words(self) -> Found:
        """What the text itself looks like."""
        m = self.m
        found: Found = {
            "heading": self.heading,
            "stop": m.stops,
            "copies": np.frombuffer(self.traits.copies, np.uint8),
            "size": np.log1p(m.size),
            "links": self.density,
            "italic": m.italic / m.size,
            "ends": m.ends,
            "commas": m.commas,
            "good": m.good,
        }
        for tag in _TAGS:
            found[f"tag {tag}"] = self.tag == TAG_NUMBERS[tag]
        return found

    def _names(self) -> Found:
        """What class names say, counted from the containers down."""
        m = self.m
        said_below = {container: m.below(container) for container in {*self.containers}}
        below = np.stack([said_below[container] for container in self.containers])
        below |= m.flags & ~m.inherited  # what inline elements say
        said = np.concatenate([m.own[None], below])
        negative = np.bitwise_count(said & voc.NEGATIVE)
        named = below[0] & np.array([*_NAMED.values()])[:, None]
        inside = m.flags & np.array([*_INSIDE.values()])[:, None]
        return {
            "negative own": negative[0],
            "negative wide": negative[1],
            "negative main": negative[2],
            "negative best": negative[3],
            **dict(zip(_NAMED, named != 0, strict=True)),
            **dict(zip(_INSIDE, inside != 0, strict=True)),
        }

    def _place(self) -> Found:
        m, at = self.m, self.at
        good = np.flatnonzero(m.good)
        inside = np.flatnonzero(m.good & self.within[0])
        if len(inside):
            good = inside
        first, last = (good[0], good[-1]) if len(good) else (0, self.count - 1)
        before = np.cumsum(self.good)
        apart = m.depth - self._shared()
        return {
            "prose before": (before - self.good) / self.prose,
            "prose after": (before[-1] - before) / self.prose,
            "from first": np.minimum(np.maximum(at - first, -_FAR), _FAR),
            "from last": np.minimum(np.maximum(at - last, -_FAR), _FAR),
            "in main": self.within[1],
            "in best": self.within[2],
            "apart main": apart[0],
            "apart best": apart[1],
        }

    def _shared(self) -> Integers:
        """The depth to which the path of a block (column) is that of a container (row)."""
        m, elements = self.m, self.m.document.elements
        shared = np.zeros((2, self.count), dtype=np.int64)
        for row, container in enumerate(self.containers[1:]):
            for element in reversed(self._chain(container)):
                shared[row, m.first[element] : m.end[element]] = elements[element].depth
        return shared

    def _neighbourhood(self) -> Found:
        m = self.m
        columns = np.stack([m.size, m.links, self.good])
        sums = np.zeros((len(columns), self.count + 1))
        np.cumsum(columns, axis=1, out=sums[:, 1:])
        found: Found = {}
        for reach in _WINDOWS:
            upper = np.minimum(self.at + (reach + 1), self.count)
            lower = np.maximum(self.at - reach, 0)
            size, links, good = sums.take(upper, axis=1) - sums.take(lower, axis=1)
            found[f"window links {reach}"] = links / size
            found[f"window size {reach}"] = np.log1p(size)
            found[f"window good {reach}"] = good / size
        del found[f"window good {_WINDOWS[0]}"]
        following = np.zeros((2, self.count))
        following[:, :-1] = self.density[1:], m.good[1:]
        found["next links"], good = following
        found["until good"] = _since(good[None, ::-1] > 0, self.at)[0, ::-1]
        return found

    def _ancestors(self) -> Found:
        """Of the element that a block is in, and of those around it: what is inside."""
        m = self.m
        chain = np.empty((_LEVELS, self.count), dtype=np.int64)
        element = m.element
        for level in range(_LEVELS):
            chain[level] = element
            element = self.above.take(element)
        count = np.log1p(m.end - m.first)
        values = np.concatenate([self.share, count[None]]).take(chain, axis=1)
        found: Found = {}
        for (name, levels), rows in zip(_ABOVE.items(), values, strict=True):
            found.update({f"{name} {level}": rows[level] for level in levels})
        return found

    def _signature(self) -> Found:
        """Blocks of the same tag and class, in a parent of the same tag and class."""
        m, key_of = self.m, np.array(self.traits.alike)
        good, size = np.bincount(key_of, self.good), np.bincount(key_of, m.size)
        return {
            "alike good": (good / size)[key_of],
            "alike prose": (good / self.prose)[key_of],
            "alike count": np.log1p(np.bincount(key_of))[key_of],
        }

    def _landmarks(self) -> Found:
        """Distances to headings, to the title, to the description's text and to labels."""
        labels = self.m.labels
        marks = np.zeros((6, self.count), dtype=bool)
        marks[0] = self.heading == 1
        marks[1, self.traits.titled] = True
        marks[2] = self.heading > 0
        marks[3, self.traits.leads] = True
        for row, kind in enumerate(_KINDS, start=4):
            marks[row, [at for at, phrase in labels.items() if phrase.kind == kind]] = True
        since = _since(marks, self.at)
        return {
            "since h1": since[0],
            "since title": since[1],
            "since heading": since[2],
            "since lead": since[3],
            **{f"since {kind}": since[row] for row, kind in enumerate(_KINDS, start=4)},
        }

    def _kind(self) -> int:
        """What the page declares to be: _NEWS, 1 another article, 0 nothing such."""
        declared = self.head.structured.articles
        if any("news" in str(article.get("@type")).lower() for article in declared):
            return _NEWS
        return int(bool(declared) or "article" in self.head.all("og:type"))

    def _page(self) -> Found:
        m = self.m
        good = float(self.good.sum())
        size = float(m.size.sum())
        blocks, sizes, prose = np.log1p([self.count, size, good])
        values = {
            "news": self.kind,
            "page blocks": blocks,
            "page size": sizes,
            "page good": prose,
            "page share": good / size,
            "main share": m.mass[self.main] / self.prose,
            "best share": m.mass[self.best] / self.prose,
        }
        columns = np.array([*values.values()])[:, None].repeat(self.count, axis=1)
        return dict(zip(values, columns, strict=True))


def _inside(measures: Measures, columns: Floats) -> Floats:
    """For each element (column), the sums of ``columns`` over the blocks inside it."""
    sums = np.zeros((len(columns), columns.shape[1] + 1))
    np.cumsum(columns, axis=1, out=sums[:, 1:])
    return np.asarray(sums.take(measures.end, axis=1) - sums.take(measures.first, axis=1))


def _since(marks: Booleans, at: Integers) -> Integers:
    """Blocks since the last mark of each row, at most ``_FAR``; a mark itself has 0."""
    last = np.maximum.accumulate(np.where(marks, at, -_FAR - 1), axis=1)
    return np.minimum(at - last, _FAR)
