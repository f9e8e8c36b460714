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
_AT_ONCE: Final = 192  # blocks; what fits a processor's cache is fastest, and memory is bounded


@dataclass(frozen=True, slots=True)
class Trees:
    """``count`` trees of ``depth`` levels over named features.

    ``feature`` and ``threshold`` hold the inner nodes level by level, as (node, tree); a row goes
    right where its feature exceeds the threshold. ``leaf`` holds log-odds, as (leaf, tree), leaves
    from left to right.
    """

    names: tuple[str, ...]
    depth: int
    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    leaf: NDArray[np.float32]
    # The nodes once more, those of a feature together: (feature, start, stop), their thresholds,
    # and where each node is found among them.
    groups: tuple[tuple[int, int, int], ...]
    grouped: NDArray[np.float32]
    place: NDArray[np.intp]

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Trees:
        """The model of a file, where a node's threshold is a rank among those of its feature."""
        feature = np.array(stored["feature"], dtype=np.intp)
        places = [np.array(each, dtype=np.float32) for each in stored["thresholds"]]
        starts = np.cumsum([0, *(len(each) for each in places)])
        rank = starts[feature] + np.array(stored["rank"], dtype=np.intp)
        threshold = np.concatenate(places)[rank]
        order = np.argsort(feature, axis=None, kind="stable")
        sizes = np.cumsum(np.bincount(feature.ravel(), minlength=len(places))).tolist()
        groups = zip(range(len(places)), [0, *sizes], sizes, strict=False)
        return cls(
            names=tuple(stored["names"]),
            depth=stored["depth"],
            feature=feature,
            threshold=threshold,
            leaf=np.array(stored["leaf"], dtype=np.float32),
            groups=tuple(group for group in groups if group[1] < group[2]),
            grouped=threshold.ravel()[order][:, None],
            place=np.argsort(order, kind="stable"),
        )

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees for each row; columns in the order of ``names``.

        Every node is asked, feature by feature, and the answers are folded from the lowest nodes
        up into the number of the leaf: in bytes, which is what makes it fast.
        """
        count = self.leaf.shape[1]
        columns = np.ascontiguousarray(rows.T)
        grouped = np.empty((self.feature.size, len(rows)), dtype=bool)
        for feature, start, stop in self.groups:
            np.greater(columns[feature], self.grouped[start:stop], out=grouped[start:stop])
        # A node's answer as a mask of bits: 0xFF where a row goes right.
        right = np.negative(grouped.view(np.uint8))[self.place].reshape(-1, count, len(rows))
        leaf = right[(1 << (self.depth - 1)) - 1 :] & np.uint8(1)
        for level in reversed(range(self.depth - 1)):
            taken = right[(1 << level) - 1 : (1 << (level + 1)) - 1]
            half = np.uint8(1 << (self.depth - 1 - level))
            leaf = (leaf[::2] & ~taken) | ((leaf[1::2] | half) & taken)
        number = leaf[0] + (np.arange(count, dtype=np.int32) << self.depth)[:, None]
        return np.asarray(self.leaf.T.ravel().take(number).sum(axis=0, dtype=np.float32))


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
