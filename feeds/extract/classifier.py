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

from feeds.extract.features import Columns, features
from feeds.extract.head import Head
from feeds.extract.measures import Floats, Measures

CUT: Final = 0.5  # probability from which a block is the article's; other cuts score lower
LEAF_UNIT: Final = 0.001  # of the log-odds in the file

# The trees are asked in two parts. Of three in five of 105,000 blocks of real pages, the first
# trees are this sure, in log-odds, and none of these changes sides by the rest.
_FIRST: Final = 80
_SURE: Final = 3.5
_AT_ONCE: Final = 512  # blocks; what fits a processor's cache is fastest, and memory is bounded

# On one page in two hundred the trees are sure of no block. What they say of such a page is too low
# rather than wrong: keeping all that is a quarter as probable as the most probable block brings
# these from 0.52 word F1 to 0.75, cross-validated (the prose of the largest container: 0.29).
_UNSURE: Final = 0.8
_OF_BEST: Final = 0.25


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of ``depth`` levels over features by number.

    A row goes right at a node where the node's feature exceeds its threshold. Many nodes ask the
    same, so each question, a ``feature`` and its ``threshold``, is held once; ``place`` holds each
    node's question, level by level, as (node, tree). ``leaf`` holds log-odds, as (tree, leaf),
    leaves from left to right.
    """

    depth: int
    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    place: NDArray[np.intp]
    leaf: NDArray[np.float32]

    @classmethod
    def of(cls, stored: dict[str, Any], part: slice = slice(None)) -> Trees:
        """A ``part`` of a file's trees; a node's threshold is a rank among those of its feature."""
        ends = np.cumsum([0, *map(len, stored["thresholds"])])
        feature = np.array(stored["feature"])[:, part]
        asked, place = np.unique(
            ends[feature] + np.array(stored["rank"])[:, part], return_inverse=True
        )
        leaf = np.array(stored["leaf"])[:, part].T * LEAF_UNIT
        return cls(
            depth=stored["depth"],
            feature=np.searchsorted(ends, asked, side="right") - 1,
            threshold=np.concatenate(stored["thresholds"])[asked, None].astype(np.float32),
            place=place.reshape(feature.shape),
            leaf=np.ascontiguousarray(leaf, dtype=np.float32),
        )

    def log_odds(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees for each block; ``columns`` as (feature, block).

        Every question is asked of every block, and the answers, a bit each, are folded level by
        level into the bits of the leaf's number: eight blocks at a time.
        """
        answers = columns.take(self.feature, axis=0) > self.threshold
        right = np.packbits(answers, axis=1).take(self.place, axis=0)
        path: list[NDArray[np.uint8]] = []
        for level in range(self.depth):
            nodes = right[(1 << level) - 1 : (1 << (level + 1)) - 1]
            for turn in path:
                half = len(nodes) // 2
                nodes = nodes[:half] ^ ((nodes[:half] ^ nodes[half:]) & turn)
            path.append(nodes[0])
        turns = np.unpackbits(np.stack(path), axis=2, count=columns.shape[1])
        number = turns[0]
        for turn in turns[1:]:
            number = number << 1 | turn
        first = np.arange(0, self.leaf.size, self.leaf.shape[1])[:, None]
        return np.asarray(self.leaf.ravel().take(first + number).sum(axis=0))


@dataclass(frozen=True, slots=True)
class Forest:
    """The trees over named features: those that are asked of every block, and the rest."""

    names: tuple[str, ...]
    first: Trees
    rest: Trees

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Forest:
        """The model of a file."""
        first, rest = (Trees.of(stored, part) for part in (slice(_FIRST), slice(_FIRST, None)))
        return cls(names=tuple(stored["names"]), first=first, rest=rest)

    def log_odds(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees for each block; over the first, where these are sure."""
        found = self.first.log_odds(columns)
        doubtful = np.flatnonzero(np.abs(found) < _SURE)
        found[doubtful] += self.rest.log_odds(columns.take(doubtful, axis=1))
        return found


def probabilities(measures: Measures, head: Head) -> Floats:
    """For each block the probability that it is the article's."""
    return decided(by_trees(features(measures, head)))


def decided(probability: Floats) -> Floats:
    """The trees' probabilities of a page's blocks, raised where the trees are sure of none."""
    best = probability.max()
    if best >= _UNSURE:
        return probability
    cut = _OF_BEST * best
    odds = probability / (1 - probability) * ((1 - cut) / cut)
    return np.asarray(odds / (1 + odds))


def by_trees(columns: Columns) -> Floats:
    """The trees' own opinion, per block."""
    forest = _forest()
    table = np.stack(
        [columns[name] for name in forest.names], dtype=np.float32, casting="same_kind"
    )
    many = table.shape[1]
    parts = [forest.log_odds(table[:, at : at + _AT_ONCE]) for at in range(0, many, _AT_ONCE)]
    return np.asarray(1 / (1 + np.exp(-np.concatenate(parts, dtype=np.float64))))


@cache
def _forest() -> Forest:
    text = resources.files("feeds.extract").joinpath("data/classifier.json").read_text("utf-8")
    return Forest.of(json.loads(text))
