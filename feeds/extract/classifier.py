"""The probability that a block is its page's article: gradient-boosted trees, evaluated in numpy.

The trees were grown by LightGBM (``benchmarks/train_extractor.py``), are padded to full depth, and
ship as ``data/classifier.json``; no training library is needed to use them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.baseline import simple_rule
from feeds.extract.features import Columns, features
from feeds.extract.head import Head
from feeds.extract.measures import Floats, Measures

CUT: Final = 0.5  # probability from which a block is the article's; other cuts score lower
_SAID_BY_RULE: Final = 0.6
_AT_ONCE: Final = 512  # blocks; what fits a processor's cache is fastest, and memory is bounded


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of ``depth`` levels over named features.

    A row goes right at a node where the node's feature exceeds its threshold. Many nodes ask the
    same, so ``questions`` holds the thresholds of each feature once, (feature, start, stop) being
    a feature's part of ``thresholds``; ``place`` holds each node's question, level by level, as
    (node, tree). ``leaf`` holds log-odds, as (tree, leaf), leaves from left to right.
    """

    names: tuple[str, ...]
    depth: int
    questions: tuple[tuple[int, int, int], ...]
    thresholds: NDArray[np.float32]
    place: NDArray[np.intp]
    leaf: NDArray[np.float32]

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Trees:
        """The model of a file, where a node's threshold is a rank among those of its feature."""
        thresholds = [np.array(each, dtype=np.float32) for each in stored["thresholds"]]
        ends = np.cumsum([0, *map(len, thresholds)]).tolist()
        questions = zip(range(len(thresholds)), ends[:-1], ends[1:], strict=True)
        return cls(
            names=tuple(stored["names"]),
            depth=stored["depth"],
            questions=tuple(each for each in questions if each[1] < each[2]),
            thresholds=np.concatenate(thresholds)[:, None],
            place=np.array(ends)[np.array(stored["feature"])] + np.array(stored["rank"]),
            leaf=np.ascontiguousarray(np.array(stored["leaf"], dtype=np.float32).T),
        )

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees for each row; columns in the order of ``names``.

        Every question is asked of every row, and the answers, a bit each, are folded level by
        level into the bits of the leaf's number: eight rows at a time.
        """
        columns = np.ascontiguousarray(rows.T)
        answers = np.empty((len(self.thresholds), len(rows)), dtype=bool)
        for feature, start, stop in self.questions:
            np.greater(columns[feature], self.thresholds[start:stop], out=answers[start:stop])
        right = np.packbits(answers, axis=1)[self.place]
        number = np.zeros((len(self.leaf), len(rows)), dtype=np.uint8)
        path: list[NDArray[np.uint8]] = []
        for level in range(self.depth):
            nodes = right[(1 << level) - 1 : (1 << (level + 1)) - 1]
            for turn in path:
                left_half, right_half = np.split(nodes, 2)
                nodes = left_half ^ ((left_half ^ right_half) & turn)
            path.append(nodes[0])
            number <<= 1
            number |= np.unpackbits(nodes[0], axis=1, count=len(rows))
        first = np.arange(len(self.leaf), dtype=np.int32)[:, None] << self.depth
        return np.asarray(self.leaf.ravel().take(first + number).sum(axis=0, dtype=np.float32))


def probabilities(measures: Measures, head: Head) -> Floats:
    """For each block the probability that it is the article's.

    On a page where the trees find no article at all, the simple rule has the word.
    """
    known = by_trees(features(measures, head))
    if known.max() > CUT:
        return known
    return np.where(simple_rule(measures), _SAID_BY_RULE, known)


def by_trees(columns: Columns) -> Floats:
    """The trees' own opinion, per block."""
    trees = _trees()
    table = np.empty((len(trees.names), len(columns[trees.names[0]])), dtype=np.float32)
    for at, name in enumerate(trees.names):
        table[at] = columns[name]
    rows = table.T
    parts = [trees.log_odds(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
    return np.asarray(1 / (1 + np.exp(-np.concatenate(parts).astype(np.float64))))


@cache
def _trees() -> Trees:
    text = resources.files("feeds.extract").joinpath("data/classifier.json").read_text("utf-8")
    return Trees.of(json.loads(text))
