"""The probability that a block is its page's article: gradient-boosted trees.

The trees were grown by LightGBM (``benchmarks/train_extractor.py``), are padded to full depth, and
ship as ``data/classifier.json``; no library is needed to use them.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import Any, Final, final

from librt.vecs import append, vec
from mypy_extensions import i64

from feeds.extract.document import HEADINGS, Document
from feeds.extract.features import NAMES, Features
from feeds.extract.head import Head
from feeds.extract.measures import Measures

UNASKED: Final = 0.001  # probability of the blocks that the trees are not asked of
CUT: Final = 0.5  # probability from which a block is the article's; other cuts score lower
LEAF_UNIT: Final = 0.001  # of the log-odds in the file

# The trees are asked in two parts. Of five in eight of 210,519 blocks of real pages, the first
# trees are this sure, in log-odds, not having seen their sites; none of these changes sides by
# the rest.
_FIRST: Final = 60
_SURE: Final = 3.5
_AT_ONCE: Final = 512  # blocks whose features are held together

# On hardly any page are the trees sure of no text. What they say of such a page is too low rather
# than wrong: keeping all that is a quarter as probable as the most probable block brought the four
# of former trees from 0.33 word F1 to 0.64, cross-validated; these are sure on all 896 pages.
_UNSURE: Final = 0.8
_OF_BEST: Final = 0.25


@final
class Forest:
    """Trees of the same depth over features by number, as they are stored.

    At a node, a block whose ``feature`` exceeds the ``threshold`` goes right. The nodes of a tree
    stand level by level, its leaves, in units of log-odds, from left to right; then come those of
    the next tree.
    """

    def __init__(self, stored: dict[str, Any]) -> None:
        thresholds: list[list[float]] = stored["thresholds"]
        features, ranks, leaves = (_by_tree(stored[part]) for part in ("feature", "rank", "leaf"))
        parting = [thresholds[of][rank] for of, rank in zip(features, ranks, strict=True)]
        self._inner: Final[i64] = len(stored["feature"])  # nodes of a tree
        self._trees: Final[i64] = len(stored["leaf"][0])
        self._feature: Final = vec[i64](features)
        self._threshold: Final = vec[float](parting)
        self._leaf: Final = vec[i64](leaves)

    def log_odds(self, rows: vec[float], first: i64) -> float:
        """Of the block whose features begin at ``first``; by the first trees, if they are sure."""
        odds = self._sum(rows, first, 0, min(_FIRST, self._trees))
        if abs(odds) < _SURE:
            odds += self._sum(rows, first, _FIRST, self._trees)
        return odds

    def _sum(self, rows: vec[float], first: i64, tree: i64, end: i64) -> float:
        """What the trees from ``tree`` to before ``end`` add up to."""
        feature, threshold, leaf, inner = self._feature, self._threshold, self._leaf, self._inner
        total: i64 = 0
        while tree < end:
            root = tree * inner
            at: i64 = 0
            while at < inner:
                node = root + at
                # Without a branch, for no processor guesses which way a block goes.
                at += at + 1 + (rows[first + feature[node]] > threshold[node])
            total += leaf[tree + root + at - inner]
            tree += 1
        return LEAF_UNIT * float(total)


def _by_tree(stored: list[list[int]]) -> list[int]:
    """What is stored node by node, each for all trees, tree by tree."""
    return [number for tree in zip(*stored, strict=True) for number in tree]


@final
class Model:
    """The trees asked of pages that call themselves news, and those asked of all others.

    What is an article's own is not the same for both: news has few lists and many teasers.
    """

    def __init__(self, stored: dict[str, Any]) -> None:
        self.news: Final = Forest(stored["news"])
        self.others: Final = Forest(stored["others"])


def probabilities(measures: Measures, head: Head) -> vec[float]:
    """For each block the probability that it is the article's."""
    return decided(by_trees(Features(measures, head)), measures.document)


def decided(probability: vec[float], document: Document) -> vec[float]:
    """The trees' probabilities of a page's blocks, raised where the trees are sure of no text."""
    likeliest, best = 0.0, 0.0
    for block, share in zip(document.blocks, probability, strict=True):
        likeliest = max(likeliest, share)
        if block.tag not in HEADINGS:
            best = max(best, share)
    best = best or likeliest
    if best >= _UNSURE:
        return probability
    cut = _OF_BEST * best
    raised = vec[float](capacity=len(probability))
    for share in probability:
        odds = share / (1 - share) * ((1 - cut) / cut)
        raised = append(raised, odds / (1 + odds))
    return raised


def by_trees(features: Features) -> vec[float]:
    """The trees' own opinion, per block."""
    model = _model()
    forest = model.news if features.news else model.others
    asked = features.asked()
    found = vec[float]([UNASKED] * features.count)
    for at in range(0, len(asked), _AT_ONCE):
        some = asked[at : at + _AT_ONCE]
        rows = features.rows(some)
        for place, block in enumerate(some):
            odds = forest.log_odds(rows, place * len(NAMES))
            found[block] = 1 / (1 + math.exp(-odds))
    return found


@cache
def _model() -> Model:
    text = resources.files("feeds.extract").joinpath("data/classifier.json").read_text("utf-8")
    return Model(json.loads(text))
