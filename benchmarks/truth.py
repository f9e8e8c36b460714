"""Which blocks of a page are the article's, told from the truth text alone.

A block is the article's when most of its words stand in the truth in the same order, four by four.
A block of fewer words must be a whole line of the truth, or stand between two blocks that are the
article's and occur in it. Of equal short blocks, those amid most of the article are meant; longer
text that stands twice on a page counts twice, for selection takes copies out.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.document import Document

_GRAM: Final = 4
_COVERED: Final = 0.5
_COPY: Final = 60  # characters from which equal blocks are copies
_AROUND: Final = 3  # blocks on either side that tell which of two equal blocks is meant

_TOKENS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")


def words(text: str) -> list[str]:
    """Lower-cased words; writing without spaces counts by character."""
    return _TOKENS.findall(text.lower())


def article_blocks(document: Document, truth: str) -> NDArray[np.bool_]:
    """For each block whether it is the article's."""
    tokens = [words(block.text) for block in document.blocks]
    target = words(truth)
    grams = {tuple(target[i : i + _GRAM]) for i in range(len(target) - _GRAM + 1)}
    lines = {tuple(words(line)) for line in truth.split("\n")}
    own = np.array([_covered(block, grams, lines) for block in tokens])
    short = np.array([len(block) < _GRAM for block in tokens])
    known = set(target)
    for at in np.flatnonzero(short & ~own).tolist():
        own[at] = _amid(own, short, at) and bool(tokens[at]) and set(tokens[at]) <= known
    counts = Counter(tuple(words(line)) for line in truth.split("\n"))
    return _without_copies(own, [block.text for block in document.blocks], tokens, counts)


def _covered(block: list[str], grams: set[tuple[str, ...]], lines: set[tuple[str, ...]]) -> bool:
    if len(block) < _GRAM:
        return bool(block) and tuple(block) in lines
    covered = np.zeros(len(block), dtype=bool)
    for at in range(len(block) - _GRAM + 1):
        if tuple(block[at : at + _GRAM]) in grams:
            covered[at : at + _GRAM] = True
    return bool(covered.mean() > _COVERED)


def _amid(own: NDArray[np.bool_], short: NDArray[np.bool_], at: int) -> bool:
    before = np.flatnonzero(~short[:at])
    after = np.flatnonzero(~short[at + 1 :])
    if not len(before) or not len(after):
        return False
    return bool(own[before[-1]] and own[at + 1 + after[0]])


def _without_copies(
    own: NDArray[np.bool_],
    texts: list[str],
    tokens: list[list[str]],
    lines: Counter[tuple[str, ...]],
) -> NDArray[np.bool_]:
    """Of equal blocks, as many as the truth has such lines: those amid most of the article."""
    equal: dict[tuple[str, ...], list[int]] = {}
    for at in np.flatnonzero(own).tolist():
        if len(texts[at]) < _COPY:
            equal.setdefault(tuple(tokens[at]), []).append(at)
    mass = np.array([len(block) for block in tokens]) * own
    result = own.copy()
    for text, places in equal.items():
        spare = len(places) - max(1, lines[text])
        if spare > 0:
            around = [mass[max(0, at - _AROUND) : at + _AROUND + 1].sum() for at in places]
            for index in np.argsort(around, kind="stable")[:spare].tolist():
                result[places[index]] = False
    return result
