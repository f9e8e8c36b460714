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

_WIDE, _COMMA, _STOP, _WIDE_STOP, _BLANK = (1 << bit for bit in range(5))

# Writing without spaces: Thai, Lao, Burmese, Khmer, kana, Han, Hangul.
_WIDE_RANGES: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)),
)
_CLASSES: Final = {
    _COMMA: ",،、，;；",
    _STOP: ".!?",  # ends a sentence before a blank or at the end …
    _WIDE_STOP: "。！？।؟۔",  # … and these anywhere
    _BLANK: "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
}
_AT_ONCE: Final = 2_048  # texts; more than most pages have, and no memory to speak of
_LAST: Final = 0xFFFF  # all beyond the basic plane counts as this noncharacter


class Characters(NamedTuple):
    """For each text, how many characters of each class it has."""

    length: Integers
    wide: Integers  # of writing without spaces
    commas: Integers
    sentences: Integers  # marks that end one


def characters(texts: Sequence[str]) -> Characters:
    """Count the characters of ``texts``, of which there is at least one."""
    parts = [_counts(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return Characters(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _counts(texts: Sequence[str]) -> Characters:
    length = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    # A line end after each text makes a mark at its end one before a blank.
    joined = "".join(f"{text}\n" for text in texts).encode("utf-32-le", "replace")
    classes = _table().take(np.minimum(np.frombuffer(joined, "<u4"), _LAST))
    end = np.cumsum(length + 1)
    start = end - length - 1
    blank = np.append(classes[1:] & _BLANK, 0) != 0
    ends = ((classes & _WIDE_STOP) != 0) | (((classes & _STOP) != 0) & blank)
    return Characters(
        length,
        *(_counted(each, start, end) for each in (classes & _WIDE, classes & _COMMA, ends)),
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
    for kind, marks in _CLASSES.items():
        table[[ord(mark) for mark in marks]] |= kind
    table[0x2000:0x200B] |= _BLANK
    table[_LAST] = 0
    return table
