"""What the characters of a page's blocks are, counted for all of them at once.

The texts are laid end to end as code points, each is looked up in one table of classes, and what
a block has of a class is the difference of two running sums: no expression is searched per block.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

_WIDE: Final = 1
_COMMA: Final = 2

# Writing without spaces: Thai, Lao, Burmese, Khmer, kana, Han, Hangul.
_WIDE_RANGES: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)),
)
_COMMAS: Final = ",،、，;；"
_AT_ONCE: Final = 2_048  # texts; more than most pages have, and no memory to speak of
_LAST: Final = 0xFFFF  # all beyond the basic plane counts as this noncharacter


class Characters(NamedTuple):
    """For each text, how many characters of each class it has."""

    length: Integers
    wide: Integers  # of writing without spaces
    commas: Integers


def characters(texts: Sequence[str]) -> Characters:
    """Count the characters of ``texts``, of which there is at least one."""
    parts = [_counts(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return Characters(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _counts(texts: Sequence[str]) -> Characters:
    length = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    joined = "".join(texts).encode("utf-32-le", "replace")
    classes = _table().take(np.minimum(np.frombuffer(joined, "<u4"), _LAST))
    end = np.cumsum(length)
    start = end - length
    return Characters(
        length,
        _counted(classes & _WIDE, start, end),
        _counted(classes & _COMMA, start, end),
    )


def _counted(marks: NDArray[np.generic], start: Integers, end: Integers) -> Integers:
    """How many of ``marks`` are set from each ``start`` to each ``end``."""
    at = np.flatnonzero(marks)
    return np.asarray(np.searchsorted(at, end) - np.searchsorted(at, start))


@cache
def _table() -> NDArray[np.uint8]:
    table = np.zeros(_LAST + 1, dtype=np.uint8)
    for first, last in _WIDE_RANGES:
        table[first : last + 1] = _WIDE
    table[[ord(mark) for mark in _COMMAS]] = _COMMA
    table[_LAST] = 0
    return table
