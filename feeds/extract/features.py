"""What the classifier knows of a block: a column of numbers for each feature, by name.

Nothing here names a site, and nothing depends on a language beyond punctuation and the phrase
list: sizes, links, names of classes, places in the page and in the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract import vocabulary as voc
from feeds.extract.blocks import TextBlock
from feeds.extract.head import Head
from feeds.extract.labels import Labels
from feeds.extract.measures import Floats, Integers, Measures, flags_below

Columns = dict[str, NDArray[np.generic]]

_KINDS: Final = ("summary", "adjacent", "related", "share", "newsletter", "comments")
_TAGS: Final = ("p", "li", "div", "tr", "td", "figcaption", "blockquote", "pre", "section", "span")
_WINDOWS: Final = (3, 8)
_LEVELS: Final = 5
_QUOTED: Final = 40  # letters by which a block is recognised in a text
_BODY: Final = 200  # letters; a shorter articleBody is a teaser
_FAR: Final = 60  # blocks; further apart is all the same

_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\bago\b"
)
_SENTENCES = re.compile(r"[.!?](?:\s|$)|[。！？।؟۔]")
_RIGHTS = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w")
_SEPARATED = re.compile(r"\s[|•·»/]\s|^[|•·»]")
_SECOND_PERSON = re.compile(
    r"\b(?:subscribe|newsletter|sign up|follow us|click here|cookies?|log ?in|e-?mail)\b", re.I
)


def features(measures: Measures, labels: Labels, head: Head) -> Columns:
    """A column per feature, by name, with a value per block.

    ``labels`` are the page's labels by block, ``head`` what the page declares.
    """
    return _Features(measures, labels, head).columns()


class _Features:
    def __init__(self, measures: Measures, labels: Labels, head: Head) -> None:
        self.m = measures
        self.head = head
        self.labels = labels
        self.blocks = measures.document.blocks
        self.count = len(self.blocks)
        self.at = np.arange(self.count)
        self.density = measures.links / measures.size
        self.good = np.where(measures.good, measures.size, 0.0)
        self.main = measures.container(0.6)
        self.wide = measures.container(0.9)
        self.best = _best_scored(measures, self.density)

    def columns(self) -> Columns:
        return {
            **self._words(),
            **self._numbers(),
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
        blocks = self.blocks
        texts = [block.text for block in blocks]
        tags = [block.tag for block in blocks]
        heads = [text[:200] for text in texts]
        found: Columns = {
            "heading": np.array([_heading(tag) for tag in tags]),
            "date": _flag(_DATE.search(text) for text in heads),
            "sentences": np.array([len(_SENTENCES.findall(text)) for text in texts]),
            "rights": _flag(_RIGHTS.search(text) for text in heads),
            "address": _flag(_ADDRESS.search(text) for text in heads),
            "separated": _flag(_SEPARATED.search(text) for text in heads),
            "appeal": _flag(_SECOND_PERSON.search(text) for text in heads),
            "question": _flag(text.endswith(("?", "？", "؟")) for text in texts),
            "colon": _flag(text.endswith((":", "：")) for text in texts),
            "trailing": _flag(text.endswith(("…", "...")) for text in texts),
            "stop": _flag(text.endswith((".", "。", "।")) for text in texts),
            "lower": _flag(text[0].islower() for text in texts),
            "upper": _flag(text.isupper() for text in texts),
            "digit": _flag(text[0].isdigit() for text in texts),
            "anchors": np.array([len(block.links) for block in blocks]),
            "lines": np.array([text.count("\n") for text in texts]),
        }
        for tag in _TAGS:
            found[f"tag {tag}"] = _flag(tag == own for own in tags)
        return found

    def _numbers(self) -> Columns:
        m = self.m
        return {
            "size": np.log1p(m.size),
            "links": self.density,
            "bold": m.bold / m.size,
            "italic": m.italic / m.size,
            "ends": m.ends,
            "commas": m.commas,
            "comma rate": m.commas / m.size,
            "good": m.good,
        }

    def _names(self) -> Columns:
        """What class names say, counted from the containers down."""
        element = self.m.element
        inline = self.m.flags & ~np.array([e.flags for e in self.m.document.elements])[element]
        below = flags_below(self.m, self.wide)[element] | inline
        found: Columns = {
            "negative wide": _bits(below & voc.NEGATIVE),
            "negative main": _bits(
                (flags_below(self.m, self.main)[element] | inline) & voc.NEGATIVE
            ),
            "negative best": _bits(
                (flags_below(self.m, self.best)[element] | inline) & voc.NEGATIVE
            ),
            "negative own": _bits(self.m.own[element] & voc.NEGATIVE),
        }
        for bit, name in enumerate(voc.FLAGS):
            found[f"named {name}"] = (below >> bit) & 1
        for flag, name in ((voc.BODY, "body"), (voc.ARTICLE, "article"), (voc.MAIN, "main")):
            found[f"inside {name}"] = (self.m.flags & flag) != 0
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
        logs = np.log1p(m.size)
        for step, side in ((1, "previous"), (-1, "next")):
            found[f"{side} size"] = _shift(logs, step)
            found[f"{side} links"] = _shift(self.density, step)
            found[f"{side} ends"] = _shift(m.ends.astype(float), step)
            found[f"{side} same"] = _shift(m.element.astype(float), step) == m.element
            found[f"{side} element"] = (
                m.parent[m.element] == m.parent[_shift(m.element.astype(float), step).astype(int)]
            )
        found["second size"] = _shift(logs, -2)
        found["since good"], found["until good"] = _distances(m.good, at)
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
        texts: dict[str, int] = {}
        for block in self.blocks:
            texts[block.text] = texts.get(block.text, 0) + 1
        return {
            "alike good": (np.bincount(key_of, self.good) / size)[key_of],
            "alike links": (np.bincount(key_of, m.links) / size)[key_of],
            "alike prose": (np.bincount(key_of, self.good) / max(1.0, self.good.sum()))[key_of],
            "alike count": np.log1p(np.bincount(key_of))[key_of],
            "copies": np.array([min(5, texts[block.text]) for block in self.blocks]),
        }

    def _landmarks(self) -> Columns:
        """Distances to headings, to the title and to labels."""
        blocks, at = self.blocks, self.at
        title = self.head.title.casefold()
        h1 = _flag(block.tag == "h1" for block in blocks)
        matches = _flag(_is_title(block, title) for block in blocks)
        heads = _flag(_heading(block.tag) > 0 for block in blocks)
        found: Columns = {
            "since h1": _since(h1, at),
            "h1 before": np.minimum(5, np.cumsum(h1)),
            "since title": _since(matches, at),
            "title": matches,
            "since heading": _since(heads, at),
            "label": _flag(i in self.labels for i in range(self.count)),
        }
        for kind in _KINDS:
            marks = np.zeros(self.count, dtype=bool)
            marks[[i for i, phrase in self.labels.items() if phrase.kind == kind]] = True
            found[f"since {kind}"] = _since(marks, at)
        dates = _flag(_DATE.search(block.text[:60]) for block in blocks)
        found["dates around"] = _window(dates.astype(float), 8)
        return found

    def _declared(self) -> Columns:
        """What the page says of its article: its description, and its text in JSON-LD."""
        described = [_letters(text) for text in self.head.all("og:description", "description")]
        starts = tuple({text[:_QUOTED] for text in described if len(text) >= _QUOTED})
        forms = [_letters(block.text[: 4 * _QUOTED]) for block in self.blocks]
        lead = _flag(len(form) >= _QUOTED and form.startswith(starts) for form in forms)
        bodies = (article.get("articleBody") for article in self.head.structured.articles)
        body = _letters(max((b for b in bodies if isinstance(b, str)), key=len, default=""))
        if len(body) < _BODY:
            quoted = np.full(self.count, -1)
        else:
            quoted = np.array([int(len(f) >= 8 and f[:_QUOTED] in body) for f in forms])
        return {
            "since lead": _since(lead, self.at),
            "until lead": _since(lead[::-1], self.at)[::-1],
            "quoted": quoted,
            "quoted around": _window((quoted > 0).astype(float), 3),
        }

    def _beside_media(self) -> Columns:
        """Pictures before a block: what follows one may be its caption."""
        after = np.zeros(self.count + 1, dtype=bool)
        beside = np.zeros(self.count + 1, dtype=bool)
        for medium in self.m.document.media:
            after[medium.block] = True
            if medium.block < self.count:
                beside[medium.block] = self.blocks[medium.block].element == medium.element
        return {"after medium": after[:-1], "beside medium": beside[:-1]}

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


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


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


def _heading(tag: str) -> int:
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0


def _is_title(block: TextBlock, title: str) -> bool:
    text = block.text
    return 15 <= len(text) <= 300 and text.casefold() in title


def _flag(values: Iterable[object]) -> NDArray[np.bool_]:
    return np.array([bool(value) for value in values])


def _bits(flags: Integers) -> Integers:
    return np.bitwise_count(flags).astype(np.int64)


def _between(at: Integers, measures: Measures, element: int) -> NDArray[np.bool_]:
    return np.asarray((at >= measures.first[element]) & (at < measures.end[element]))


def _window(column: Floats, reach: int) -> Floats:
    sums = np.concatenate(([0.0], np.cumsum(column)))
    at = np.arange(len(column))
    upper = np.minimum(len(column), at + reach + 1)
    return np.asarray(sums[upper] - sums[np.maximum(0, at - reach)])


def _shift(column: Floats, step: int) -> Floats:
    shifted = np.zeros_like(column)
    if step > 0:
        shifted[step:] = column[:-step]
    else:
        shifted[:step] = column[-step:]
    return shifted


def _since(marks: NDArray[np.bool_], at: Integers) -> Integers:
    """Blocks since the last mark, at most ``_FAR``; a mark itself has 0."""
    last = np.maximum.accumulate(np.where(marks, at, -_FAR - 1))
    return np.minimum(at - last, _FAR)


def _distances(marks: NDArray[np.bool_], at: Integers) -> tuple[Integers, Integers]:
    """Blocks since the last and until the next mark, the block itself not counted."""
    earlier = np.concatenate(([False], marks[:-1]))
    later = np.concatenate((marks[1:], [False]))
    since = _since(earlier, at)
    until = _since(later[::-1], at)[::-1]
    return since, until
