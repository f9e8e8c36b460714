"""XML whose authors wrote what stands for no character, as it was meant.

Programs that store text in halves of UTF-16 write an emoji as two references, or as twice three
bytes (CESU-8, Unicode Technical Report 26). XML forbids both (section 4.1, "Legal Character"), and
parsers that mean to bear anything fail on them.
"""

from __future__ import annotations

import re
from typing import Final

from feeds.characters import clean

# Lenient parsers take them without ";", too.
_REFERENCES: Final = re.compile(rb"(?:&#(?:[xX][0-9A-Fa-f]+|[0-9]+);?)+")
_REFERENCE: Final = re.compile(rb"&#(?:[xX]0*([0-9A-Fa-f]+)|0*([0-9]+));?")
_HALVES: Final = re.compile(rb"(?:\xed[\xa0-\xbf][\x80-\xbf])+")
_LONGEST: Final = 7  # digits of a character's number
_LOST: Final = "\ud800"  # half a character, which alone becomes U+FFFD


def mended(xml: bytes) -> bytes:
    """``xml``, in a superset of ASCII, with halves joined; what means nothing is U+FFFD or gone."""
    if b"\xed" in xml and _is_utf8(whole := _HALVES.sub(_whole, xml)):
        xml = whole
    return _REFERENCES.sub(_referred, xml) if b"&#" in xml else xml


def _is_utf8(xml: bytes) -> bool:
    try:
        xml.decode()
    except UnicodeDecodeError:
        return False
    return True


def _whole(halves: re.Match[bytes]) -> bytes:
    return _joined(halves[0].decode("utf-8", "surrogatepass")).encode()


def _referred(references: re.Match[bytes]) -> bytes:
    """The references as they are, unless one of them is to no character."""
    written = "".join(map(_character, _REFERENCE.findall(references[0])))
    meant = clean(_joined(written))
    if meant == written:
        return references[0]
    return b"".join(b"&#%d;" % ord(character) for character in meant)


def _character(number: tuple[bytes, bytes]) -> str:
    digits, base = (number[0], 16) if number[0] else (number[1], 10)
    code = int(digits, base) if len(digits) <= _LONGEST else -1
    return chr(code) if 0 <= code <= 0x10FFFF else _LOST


def _joined(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
