"""What the characters of a block's text are, as far as sizes and sentences depend on it."""

from __future__ import annotations

from typing import Final

# Writing without spaces: Thai, Lao, Burmese, Khmer, kana, Han, Hangul.
_WIDE_RANGES: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)),
)
_FIRST_WIDE: Final = 0x0E00
# Writing without spaces says in one character what alphabets say in about two and a half.
_WIDE_EXTRA: Final = 1.5
_COMMAS: Final = ("،", "、", "，", "；", "؛", "፣", "၊")  # besides those of ASCII
_STOPS: Final = frozenset(".。।॥։።။។៕།")  # also of Armenian, Amharic, Burmese, Khmer, Tibetan
_ENDS: Final = _STOPS.union('!?！？؟۔…"”»’)」』:;')
_UNPUNCTUATED: Final = ("\u0e01", "\u0edf")  # Thai and Lao, first character and last


def wide(text: str) -> int:
    """How many of its characters are of writing without spaces."""
    count = 0
    if not text.isascii():
        for at in range(len(text)):
            code = ord(text[at])
            if _FIRST_WIDE <= code < len(_WIDE) and _WIDE[code]:
                count += 1
    return count


def extent(text: str) -> float:
    """Its length in characters of an alphabet."""
    length = float(len(text))
    return length if text.isascii() else length + _WIDE_EXTRA * wide(text)


def commas(text: str) -> int:
    """How many of its characters are commas or semicolons, or the blanks that stand for them."""
    count = text.count(",") + text.count(";")
    if not text.isascii():
        count += sum([text.count(comma) for comma in _COMMAS if comma in text])
        if unpunctuated(text):
            count += text.count(" ")
    return count


def unpunctuated(text: str) -> bool:
    """Whether it ends in writing that has blanks for commas, and nothing at a sentence's end."""
    return _UNPUNCTUATED[0] <= text[-1] <= _UNPUNCTUATED[1]


def ends(text: str) -> bool:
    """Whether it ends like a sentence."""
    return text[-1] in _ENDS


def stops(text: str) -> bool:
    """Whether it ends with a full stop."""
    return text[-1] in _STOPS


def _wide() -> bytes:
    """For each character of the basic plane whether it is of such writing; beyond it none is."""
    table = bytearray(0x10000)
    for first, last in _WIDE_RANGES:
        table[first : last + 1] = b"\x01" * (last + 1 - first)
    return bytes(table)


_WIDE: Final = _wide()
