"""What the characters of a page's blocks are, counted for all of them at once.

The texts are laid end to end as code points, and what a block has of a class is how many of its
places lie between the block's: no expression is searched per block. Most pages have few characters
that have to be looked up in the table of classes.
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
_END: Final = 4  # of a sentence
_STOP: Final = 8

# Writing without spaces: Thai, Lao, Burmese, Khmer, kana, Han, Hangul.
_WIDE_RANGES: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)),
)
_COMMAS: Final = ",،、，;；"
_ENDS: Final = '.!?。！？।؟۔…"”»’)」』:;'
_STOPS: Final = ".。।"
_PLAIN: Final = 0x0600  # below, no character is wide, and no other a comma than ASCII's
_AT_ONCE: Final = 2_048  # texts; more than most pages have, and no memory to speak of
_LAST: Final = 0xFFFF  # all beyond the basic plane counts as this noncharacter


class Characters(NamedTuple):
    """For each text, how many characters of each class it has, and what its last one is."""

    length: Integers
    wide: Integers  # of writing without spaces
    commas: Integers
    ends: Booleans  # like a sentence
    stops: Booleans  # with a full stop


def characters(texts: Sequence[str]) -> Characters:
    """Count the characters of ``texts``, of which there is at least one; none is empty."""
    parts = [_counts(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return Characters(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _counts(texts: Sequence[str]) -> Characters:
    length = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    bounds = np.concatenate(([0], np.cumsum(length)))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), "<u4")
    rare = np.flatnonzero(codes >= _PLAIN)
    classes = _classes(codes[rare])
    last = _classes(codes[bounds[1:] - 1])
    plain_commas = np.flatnonzero((codes == ord(",")) | (codes == ord(";")))
    return Characters(
        length,
        wide=_between(bounds, rare[(classes & _WIDE) != 0]),
        commas=_between(bounds, plain_commas) + _between(bounds, rare[(classes & _COMMA) != 0]),
        ends=(last & _END) != 0,
        stops=(last & _STOP) != 0,
    )


def _between(bounds: Integers, places: Integers) -> Integers:
    """How many of ``places``, which ascend, lie between each of ``bounds`` and the next."""
    before = places.searchsorted(bounds)
    return before[1:] - before[:-1]


def _classes(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    return _table().take(np.minimum(codes, _LAST))


@cache
def _table() -> NDArray[np.uint8]:
    table = np.zeros(_LAST + 1, dtype=np.uint8)
    for first, last in _WIDE_RANGES:
        table[first : last + 1] = _WIDE
    for marks, kind in ((_COMMAS, _COMMA), (_ENDS, _END), (_STOPS, _STOP)):
        table[list(map(ord, marks))] |= kind
    table[_LAST] = 0
    return table
