"""What the characters of a block's text are, as far as sizes and sentences depend on it."""

from __future__ import annotations

from typing import Final

_WIDE: Final = 1
_COMMA: Final = 2

# Writing without spaces: Thai, Lao, Burmese, Khmer, kana, Han, Hangul.
_WIDE_RANGES: Final = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)),
)
_COMMAS: Final = "،、，；"  # besides those of ASCII
_ENDS: Final = frozenset('.!?。！？।؟۔…"”»’)」』:;')
_STOPS: Final = frozenset(".。।")
_PLAIN: Final = 0x0600  # below, no character is wide, and no other a comma than ASCII's


def counted(text: str) -> tuple[int, int]:
    """How many of its characters are of writing without spaces, and how many are commas.

    Semicolons count as commas.
    """
    wide, commas = 0, text.count(",") + text.count(";")
    if text.isascii():
        return wide, commas
    for at in range(len(text)):
        code = ord(text[at])
        if _PLAIN <= code < len(_CLASSES):
            kind = _CLASSES[code]
            if kind == _WIDE:
                wide += 1
            elif kind == _COMMA:
                commas += 1
    return wide, commas


def ends(text: str) -> bool:
    """Whether it ends like a sentence."""
    return text[-1] in _ENDS


def stops(text: str) -> bool:
    """Whether it ends with a full stop."""
    return text[-1] in _STOPS


def _classes() -> bytes:
    """The class of each character of the basic plane; beyond it none has one."""
    classes = bytearray(0x10000)
    for first, last in _WIDE_RANGES:
        classes[first : last + 1] = bytes([_WIDE]) * (last + 1 - first)
    for comma in _COMMAS:
        classes[ord(comma)] = _COMMA
    return bytes(classes)


_CLASSES: Final = _classes()
