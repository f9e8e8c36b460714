"""The probability that a block is its page's article: gradient-boosted trees, evaluated in numpy.

The trees were grown by LightGBM (``benchmarks/train_extractor.py``), are padded to full depth, and
ship as ``data/classifier.json``; no training library is needed to use them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.document import HEADINGS, Document
from feeds.extract.features import NAMES, Features
from feeds.extract.head import Head
from feeds.extract.measures import Measures

Floats = NDArray[np.float64]

UNASKED: Final = 0.001  # probability of the blocks that the trees are not asked of
CUT: Final = 0.5  # probability from which a block is the article's; other cuts score lower
LEAF_UNIT: Final = 0.001  # of the log-odds in the file

# The trees are asked in two parts. Of five in eight of 210,519 blocks of real pages, the first
# trees are this sure, in log-odds, not having seen their sites; none of these changes sides by
# the rest.
_FIRST: Final = 60
_SURE: Final = 3.5
_AT_ONCE: Final = 512  # blocks; what fits a processor's cache is fastest, and memory is bounded

# On hardly any page are the trees sure of no text. What they say of such a page is too low rather
# than wrong: keeping all that is a quarter as probable as the most probable block brought the four
# of former trees from 0.33 word F1 to 0.64, cross-validated; these are sure on all 896 pages.
_UNSURE: Final = 0.8
_OF_BEST: Final = 0.25


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of ``depth`` levels over features by number.

    A row goes right at a node where the node's feature exceeds its threshold. Many nodes ask the
    same, so each question, a ``feature`` and its ``threshold``, is held once; ``place`` holds each
    node's question as (node, tree), a node before all that is left of it, and that before all that
    is right of it. ``leaf`` holds log-odds, leaves from left to right, tree after tree; ``first``
    is where a tree's begin.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    place: NDArray[np.intp]
    leaf: NDArray[np.float32]
    first: NDArray[np.intp]

    @classmethod
    def of(cls, stored: dict[str, Any], part: slice = slice(None)) -> Trees:
        """A ``part`` of stored trees; a node's threshold is a rank among those of its feature."""
        ends = np.cumsum([0, *map(len, stored["thresholds"])])
        order = _depth_first(stored["depth"])
        feature = np.array(stored["feature"])[order, part]
        asked, place = np.unique(
            ends[feature] + np.array(stored["rank"])[order, part], return_inverse=True
        )
        leaf = np.array(stored["leaf"])[:, part].T * LEAF_UNIT
        return cls(
            feature=np.searchsorted(ends, asked, side="right") - 1,
            threshold=np.concatenate(stored["thresholds"])[asked, None].astype(np.float32),
            place=place.reshape(feature.shape),
            leaf=leaf.astype(np.float32).ravel(),
            first=np.arange(0, leaf.size, leaf.shape[1])[:, None],
        )

    def log_odds(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees for each block; ``columns`` as (feature, block).

        Every question is asked of every block. Of the answers, a bit each and eight blocks at a
        time, those of the half of a tree that a block does not go to are dropped, and so on; the
        answers on its way are the bits of its leaf's number.
        """
        many = columns.shape[1]
        answers = np.zeros((len(self.feature), -(-many // 8) * 8), dtype=bool)
        np.greater(columns.take(self.feature, axis=0), self.threshold, out=answers[:, :many])
        nodes = np.packbits(answers).reshape(len(answers), -1).take(self.place, axis=0)
        way = [nodes[0]]
        while half := len(nodes) // 2:
            left, right = nodes[1 : 1 + half], nodes[1 + half :]
            nodes = left ^ ((left ^ right) & nodes[0])
            way.append(nodes[0])
        number, *turns = np.unpackbits(way).reshape(len(way), len(self.first), -1)
        for turn in turns:
            number = number + number + turn
        leaf = number.astype(np.intp)
        leaf += self.first
        return np.asarray(self.leaf.take(leaf).sum(axis=0)[:many])


def _depth_first(depth: int, node: int = 0) -> list[int]:
    """The numbers that nodes have level by level, in the order in which :class:`Trees` has them."""
    if not depth:
        return []
    return [
        node,
        *_depth_first(depth - 1, 2 * node + 1),
        *_depth_first(depth - 1, 2 * node + 2),
    ]


@dataclass(frozen=True, slots=True)
class Forest:
    """The trees over the features: those that are asked of every block, and the rest."""

    first: Trees
    rest: Trees

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Forest:
        """Trees as they are stored."""
        return cls(Trees.of(stored, slice(_FIRST)), Trees.of(stored, slice(_FIRST, None)))

    def log_odds(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees for each block; over the first, where these are sure."""
        found = self.first.log_odds(columns)
        doubtful = np.flatnonzero(np.abs(found) < _SURE)
        found[doubtful] += self.rest.log_odds(columns.take(doubtful, axis=1))
        return found


@dataclass(frozen=True, slots=True)
class Model:
    """The trees asked of pages that call themselves news, and those asked of all others.

    What is an article's own is not the same for both: news has few lists and many teasers.
    """

    news: Forest
    others: Forest

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Model:
        """The model of a file."""
        return cls(Forest.of(stored["news"]), Forest.of(stored["others"]))


def probabilities(measures: Measures, head: Head) -> Floats:
    """For each block the probability that it is the article's."""
    return decided(by_trees(Features(measures, head)), measures.document)


def decided(probability: Floats, document: Document) -> Floats:
    """The trees' probabilities of a page's blocks, raised where the trees are sure of no text."""
    likeliest = probability.argsort()[::-1]
    texts = (at for at in likeliest if document.blocks[at].tag not in HEADINGS)
    best = probability[next(texts, likeliest[0])]
    if best >= _UNSURE:
        return probability
    cut = _OF_BEST * best
    odds = probability / (1 - probability) * ((1 - cut) / cut)
    return np.asarray(odds / (1 + odds))


def by_trees(features: Features) -> Floats:
    """The trees' own opinion, per block."""
    model = _model()
    forest = model.news if features.news else model.others
    asked = features.asked()
    found: Floats = np.full(features.count, UNASKED)
    for at in range(0, len(asked), _AT_ONCE):
        some = asked[at : at + _AT_ONCE]
        odds = forest.log_odds(table(features, some)).astype(np.float64)
        found[some] = 1 / (1 + np.exp(-odds))
    return found


def table(features: Features, blocks: Sequence[int]) -> NDArray[np.float32]:
    """The features of some blocks, as (feature, block)."""
    rows = np.frombuffer(memoryview(features.rows(blocks)))
    return np.ascontiguousarray(rows.reshape(-1, len(NAMES)).T, dtype=np.float32)


@cache
def _model() -> Model:
    text = resources.files("feeds.extract").joinpath("data/classifier.json").read_text("utf-8")
    return Model.of(json.loads(text))
