"""The probability that a block is its page's article: gradient-boosted trees, evaluated in numpy.

The trees were grown by LightGBM (``benchmarks/train_extractor.py``), are padded to full depth, and
ship as ``data/classifier.json``; no training library is needed to use them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.baseline import simple_rule
from feeds.extract.features import Columns, features
from feeds.extract.head import Head
from feeds.extract.measures import Floats, Measures

CUT: Final = 0.5  # probability from which a block is the article's; other cuts score lower
_SAID_BY_RULE: Final = 0.6
_AT_ONCE: Final = 1024  # blocks; bounds the memory that a page of many thousand blocks takes


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

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over all trees for each row; columns in the order of ``names``."""
        count = self.leaf.shape[1]
        columns = np.ascontiguousarray(rows.T)
        value = np.repeat(self.leaf[:, :, None], len(rows), axis=2)
        for level in reversed(range(self.depth)):
            nodes = slice((1 << level) - 1, (1 << (level + 1)) - 1)
            right = columns[self.feature[nodes].ravel()] > self.threshold[nodes].reshape(-1, 1)
            right = right.reshape(1 << level, count, len(rows))
            value = np.where(right, value[1::2], value[::2])
        return np.asarray(value[0].sum(axis=0, dtype=np.float32))


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
    rows = np.stack([columns[name].astype(np.float32) for name in trees.names], axis=1)
    parts = [trees.log_odds(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE)]
    return np.asarray(1 / (1 + np.exp(-np.concatenate(parts).astype(np.float64))))


@cache
def _trees() -> Trees:
    text = resources.files("feeds.extract").joinpath("data/classifier.json").read_text("utf-8")
    stored = json.loads(text)
    return Trees(
        names=tuple(stored["names"]),
        depth=stored["depth"],
        feature=np.array(stored["feature"], dtype=np.intp),
        threshold=np.array(stored["threshold"], dtype=np.float32),
        leaf=np.array(stored["leaf"], dtype=np.float32),
    )
