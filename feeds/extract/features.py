"""What the classifier knows of a block: a column of numbers for each feature, by name.

Nothing here names a site, and nothing depends on a language beyond punctuation and the phrase
list: sizes, links, names of classes, places in the page and in the tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract import vocabulary as voc
from feeds.extract.head import Head
from feeds.extract.measures import Floats, Integers, Measures, flags_below

Columns = dict[str, NDArray[np.generic]]

_TAGS: Final = ("p", "div", "pre")
_NAMED: Final = ((voc.COMMENT, "comment"), (voc.CAPTION, "caption"), (voc.FOOTER, "footer"))
_KINDS: Final = ("adjacent", "related")  # labels whose distance tells something
_WINDOWS: Final = (3, 8)
_LEVELS: Final = 5
_FAR: Final = 60  # blocks; further apart is all the same
_TITLE_PART: Final = (15, 300)  # characters of a block that repeats the title
_LEAD: Final = 40  # characters by which the description's beginning is recognised in a block
_MOST_COPIES: Final = 5  # of a text on the page; more are all the same
_SENTENCE: Final = 20  # characters; sentences are not counted in less

_DATED: Final = 60  # characters of a block in which a date is looked for
_DATE = re.compile(r"(?:19|20)\d\d|\d[:./-]\d")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 10)}
_STOPS: Final = (".", "。", "।")


def features(measures: Measures, head: Head) -> Columns:
    """A column per feature, by name, with a value per block; ``head`` is what the page declares."""
    return _Features(measures, head).columns()


class _Features:
    def __init__(self, measures: Measures, head: Head) -> None:
        self.m = measures
        self.head = head
        self.labels = measures.labels
        self.texts = measures.texts
        self.tags = measures.tags
        self.count = len(self.texts)
        self.at = np.arange(self.count)
        self.length = np.array([len(text) for text in self.texts])
        self.heading = np.array([_HEADINGS.get(tag, 0) for tag in self.tags])
        self.density = measures.links / measures.size
        self.good = np.where(measures.good, measures.size, 0.0)
        self.main = measures.container(0.6)
        self.wide = measures.container(0.9)
        self.best = _best_scored(measures, self.density)

    def columns(self) -> Columns:
        return {
            **self._words(),
            **self._names(),
            **self._place(),
            **self._neighbourhood(),
            **self._ancestors(),
            **self._signature(),
            **self._landmarks(),
            **self._declared(),
            **self._beside_media(),
            **self._page(),
        }

    def _words(self) -> Columns:
        """What the text itself looks like."""
        m = self.m
        found: Columns = {
            "heading": self.heading,
            "sentences": np.where(self.length >= _SENTENCE, m.sentences, 0),
            "stop": _flag(text.endswith(_STOPS) for text in self.texts),
            "lines": np.array([text.count("\n") for text in self.texts]),
            "size": np.log1p(m.size),
            "links": self.density,
            "italic": m.italic / m.size,
            "ends": m.ends,
            "commas": m.commas,
            "good": m.good,
        }
        for tag in _TAGS:
            found[f"tag {tag}"] = _flag(tag == own for own in self.tags)
        return found

    def _names(self) -> Columns:
        """What class names say, counted from the containers down."""
        element = self.m.element
        inline = self.m.flags & ~self.m.inherited[element]
        found: Columns = {"negative own": _bits(self.m.own[element] & voc.NEGATIVE)}
        for container, name in ((self.wide, "wide"), (self.main, "main"), (self.best, "best")):
            below = flags_below(self.m, container)[element] | inline
            found[f"negative {name}"] = _bits(below & voc.NEGATIVE)
            if container == self.wide:
                for flag, word in (*_NAMED, (voc.CODE, "code"), (voc.UNSEEN, "unseen")):
                    found[f"named {word}"] = (below & flag) != 0
        for flag, word in ((voc.ARTICLE, "article"), (voc.MAIN, "main")):
            found[f"inside {word}"] = (self.m.flags & flag) != 0
        return found

    def _place(self) -> Columns:
        m, at = self.m, self.at
        good = np.flatnonzero(m.good)
        first, last = (good[0], good[-1]) if len(good) else (0, self.count - 1)
        inside = good[(good >= m.first[self.wide]) & (good < m.end[self.wide])]
        if len(inside):
            first, last = inside[0], inside[-1]
        before = np.cumsum(self.good) - self.good
        total = max(1.0, float(self.good.sum()))
        everything = np.cumsum(m.size)
        return {
            "position": at / self.count,
            "mass before": everything / everything[-1],
            "prose before": before / total,
            "prose after": (total - before - self.good) / total,
            "from first": np.clip(at - first, -_FAR, _FAR),
            "from last": np.clip(at - last, -_FAR, _FAR),
            "in main": _between(at, m, self.main),
            "in wide": _between(at, m, self.wide),
            "in best": _between(at, m, self.best),
            "apart main": self._apart(self.main),
            "apart best": self._apart(self.best),
            **self._branch(),
        }

    def _apart(self, container: int) -> Floats:
        """Levels between a block and where its path leaves that of the container."""
        m = self.m
        chain = [container]
        while m.parent[chain[-1]] >= 0:
            chain.append(m.parent[chain[-1]])
        shared = np.zeros(self.count)
        for element in reversed(chain):
            shared[m.first[element] : m.end[element]] = m.depth[element]
        return np.asarray(m.depth[m.element] - shared)

    def _branch(self) -> Columns:
        """The child of the wide container that a block is in."""
        m = self.m
        children = np.flatnonzero((m.parent == self.wide) & (m.end > m.first))
        size, links, good = m.inside(m.size), m.inside(m.links), m.mass
        if not len(children):
            children = np.array([self.wide])
        nearest = np.searchsorted(m.first[children], self.at, side="right") - 1
        branch = children[np.maximum(nearest, 0)]
        inside = (m.first[branch] <= self.at) & (self.at < m.end[branch])
        own = np.where(inside, branch, m.element)
        return {
            "branch share": size[own] / size[0],
            "branch links": links[own] / np.maximum(1.0, size[own]),
            "branch good": good[own] / np.maximum(1.0, size[own]),
        }

    def _neighbourhood(self) -> Columns:
        m, at = self.m, self.at
        found: Columns = {}
        for reach in _WINDOWS:
            size = _window(m.size, reach)
            found[f"window links {reach}"] = _window(m.links, reach) / size
            found[f"window good {reach}"] = _window(self.good, reach) / size
            found[f"window size {reach}"] = np.log1p(size)
        found["next size"] = _next(np.log1p(m.size))
        found["next links"] = _next(self.density)
        found["until good"] = _since(_next(m.good.astype(float))[::-1] > 0, at)[::-1]
        return found

    def _ancestors(self) -> Columns:
        m = self.m
        size, links, count = m.inside(m.size), m.inside(m.links), m.end - m.first
        found: Columns = {}
        element = m.element
        for level in range(_LEVELS):
            own = np.maximum(1.0, size[element])
            found[f"share {level}"] = own / size[0]
            found[f"links {level}"] = links[element] / own
            found[f"good {level}"] = m.mass[element] / own
            found[f"count {level}"] = np.log1p(count[element])
            element = np.maximum(0, m.parent[element])
        return found

    def _signature(self) -> Columns:
        """Blocks of the same tag and class, in a parent of the same tag and class."""
        m, elements = self.m, self.m.document.elements
        known: dict[tuple[str, str, str, str], int] = {}
        keys = []
        for element in m.element.tolist():
            own = elements[element]
            above = elements[max(0, own.parent)]
            key = (own.tag, own.names, above.tag, above.names)
            keys.append(known.setdefault(key, len(known)))
        key_of = np.array(keys)
        size = np.bincount(key_of, m.size)
        copies = Counter(self.texts)
        return {
            "alike good": (np.bincount(key_of, self.good) / size)[key_of],
            "alike links": (np.bincount(key_of, m.links) / size)[key_of],
            "alike prose": (np.bincount(key_of, self.good) / max(1.0, self.good.sum()))[key_of],
            "alike count": np.log1p(np.bincount(key_of))[key_of],
            "copies": np.minimum(_MOST_COPIES, [copies[text] for text in self.texts]),
        }

    def _landmarks(self) -> Columns:
        """Distances to headings, to the title and to labels."""
        at = self.at
        labels = np.zeros(self.count, dtype=bool)
        labels[list(self.labels)] = True
        found: Columns = {
            "since h1": _since(self.heading == 1, at),
            "since title": _since(self._titled(), at),
            "since heading": _since(self.heading > 0, at),
            "label": labels,
        }
        for kind in _KINDS:
            marks = np.zeros(self.count, dtype=bool)
            marks[[i for i, phrase in self.labels.items() if phrase.kind == kind]] = True
            found[f"since {kind}"] = _since(marks, at)
        dates = _flag(_DATE.search(text, 0, _DATED) for text in self.texts)
        found["dates around"] = _window(dates.astype(float), 8)
        return found

    def _titled(self) -> NDArray[np.bool_]:
        """The blocks that are the declared title, or a part of it."""
        title = self.head.title.casefold()
        shortest, longest = _TITLE_PART
        marks = np.zeros(self.count, dtype=bool)
        for at in np.flatnonzero(
            (self.length >= shortest) & (self.length <= min(longest, len(title)))
        ).tolist():
            marks[at] = self.texts[at].casefold() in title
        return marks

    def _declared(self) -> Columns:
        """What the page says it is, and where its description is repeated."""
        described = self.head.all("og:description", "description")
        starts = {text[:_LEAD].casefold() for text in described if len(text) >= _LEAD}
        lead = np.zeros(self.count, dtype=bool)
        if starts:
            long = np.flatnonzero(self.length >= _LEAD).tolist()
            lead[long] = [self.texts[at][:_LEAD].casefold() in starts for at in long]
        return {
            "since lead": _since(lead, self.at),
            "until lead": _since(lead[::-1], self.at)[::-1],
            "news": np.full(self.count, self._kind()),
        }

    def _kind(self) -> int:
        """What the page declares to be: 2 a news article, 1 another article, 0 nothing such."""
        declared = self.head.structured.articles
        if any("news" in str(article.get("@type")).lower() for article in declared):
            return 2
        return int(bool(declared) or "article" in self.head.all("og:type"))

    def _beside_media(self) -> Columns:
        """Pictures right before a block: it may be their caption."""
        after = np.zeros(self.count + 1, dtype=bool)
        media = self.m.document.media
        after[[medium.block for medium in media if medium.tag != "noscript"]] = True
        return {"after medium": after[:-1]}

    def _page(self) -> Columns:
        m = self.m
        ones = np.ones(self.count)
        return {
            "page blocks": ones * np.log1p(self.count),
            "page size": ones * np.log1p(m.size.sum()),
            "page good": ones * np.log1p(self.good.sum()),
            "page good blocks": ones * np.log1p(m.good.sum()),
            "page share": ones * self.good.sum() / m.size.sum(),
            "main share": ones * m.mass[self.main] / max(1.0, self.good.sum()),
            "best share": ones * m.mass[self.best] / max(1.0, self.good.sum()),
        }


def _best_scored(measures: Measures, density: Floats) -> int:
    """The element whose direct prose scores highest: each block counts half for the one above."""
    m = measures
    score = np.zeros(len(m.parent))
    gain = np.where(m.good, m.size * (1 - density), 0.0)
    parent = np.maximum(0, m.parent[m.element])
    np.add.at(score, parent, gain)
    np.add.at(score, np.maximum(0, m.parent[parent]), gain / 2)
    size = np.maximum(1.0, m.inside(m.size))
    return int(np.argmax(score * (1 - m.inside(m.links) / size)))


def _flag(values: Iterable[object]) -> NDArray[np.bool_]:
    return np.fromiter(map(bool, values), dtype=bool)


def _bits(flags: Integers) -> Integers:
    return np.bitwise_count(flags).astype(np.int64)


def _between(at: Integers, measures: Measures, element: int) -> NDArray[np.bool_]:
    return np.asarray((at >= measures.first[element]) & (at < measures.end[element]))


def _window(column: Floats, reach: int) -> Floats:
    sums = np.concatenate(([0.0], np.cumsum(column)))
    at = np.arange(len(column))
    upper = np.minimum(len(column), at + reach + 1)
    return np.asarray(sums[upper] - sums[np.maximum(0, at - reach)])


def _next(column: Floats) -> Floats:
    return np.append(column[1:], 0.0)


def _since(marks: NDArray[np.bool_], at: Integers) -> Integers:
    """Blocks since the last mark, at most ``_FAR``; a mark itself has 0."""
    last = np.maximum.accumulate(np.where(marks, at, -_FAR - 1))
    return np.minimum(at - last, _FAR)
