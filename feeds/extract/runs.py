"""From the text nodes of a block to its text."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from feeds.extract.phrases import phrases

NEWLINE: Final = "\n"
_LINE_ALONE: Final = 80  # characters; lines longer than this on both sides of a <br> are paragraphs

JUNK = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]"
)

# One text node's contribution to the block being built: its text ("\n" for a <br>), the node, the
# flags, the link it is in, and its style. Plain tuples: thousands are made for each page.
Run = tuple[str, LexborNode, int, LexborNode | None, int]


def joined(runs: list[Run]) -> str:
    """The text of ``runs``; two links side by side are two words, whatever the markup says."""
    parts = []
    before = None
    for run in runs:
        link = run[3]
        if link is not None and before is not None and link is not before:
            parts.append(" ")
        parts.append(run[0])
        before = link
    return "".join(parts)


def text_of(runs: list[Run]) -> str:
    """The text of ``runs`` as one line."""
    return " ".join(JUNK.sub("", joined(runs)).split())


def stands_alone(before: str, after: str) -> bool:
    """Whether a single ``<br>`` between two lines parts them into blocks of their own.

    It does between two lines of prose, and on either side of a label of the phrase list.
    """
    if len(before) >= _LINE_ALONE and len(after) >= _LINE_ALONE:
        return True
    known = phrases()
    return known.label(before) is not None or known.label(after) is not None
