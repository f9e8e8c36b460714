"""From the text nodes of a block to its text."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from feeds.characters import clean
from feeds.extract.phrases import phrases

NEWLINE: Final = "\n"
_LINE_ALONE: Final = 80  # characters; lines longer than this on both sides of a <br> are paragraphs

_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")  # where words may or must not part


class Scope:
    """An open element, and what it says of the text in it; ``above`` is what it stands in."""

    __slots__ = ("above", "element", "flags", "italic", "kind", "link", "mark", "node", "pre")

    def __init__(self, node: LexborNode, kind: int, above: Scope | None, mark: int) -> None:
        self.node: Final = node
        self.kind: Final = kind
        self.above: Final = above
        self.mark: Final = mark  # number of runs at its start
        self.flags = 0
        self.element = -1
        self.link: LexborNode | None = None
        self.italic = False
        self.pre = False
        if above is not None:
            self.flags = above.flags
            self.element = above.element
            self.link = above.link
            self.italic = above.italic
            self.pre = above.pre


# One text node's contribution to the block being built: its text ("\n" for a <br>), the node, and
# what it stands in. Plain tuples: thousands are made for each page.
Run = tuple[str, LexborNode, Scope]


def joined(runs: list[Run]) -> str:
    """The text of ``runs``; two links side by side are two words, whatever the markup says."""
    parts = []
    before = None
    for run in runs:
        link = run[2].link
        if link is not None and before is not None and link is not before:
            parts.append(" ")
        parts.append(run[0])
        before = link
    return "".join(parts)


def text_of(runs: list[Run]) -> str:
    """The text of ``runs`` as one line."""
    return one_line(joined(runs))


def seen(text: str) -> str:
    """``text`` without characters that no reader is to see, or no feed may have."""
    return _UNSEEN.sub("", clean(text))


def one_line(text: str) -> str:
    """``text`` with its white space collapsed, and without what no reader is to see."""
    text = text.strip()
    # What is not to be seen is not printable, nor is any white space but the blank.
    if not text.isprintable():
        text = " ".join(text.split())
        return text if text.isprintable() else " ".join(seen(text).split())
    return " ".join(text.split()) if "  " in text else text


def stands_alone(before: str, after: str) -> bool:
    """Whether a single ``<br>`` between two lines parts them into blocks of their own.

    It does between two lines of prose, and on either side of a label of the phrase list.
    """
    if len(before) >= _LINE_ALONE and len(after) >= _LINE_ALONE:
        return True
    known = phrases()
    return known.label(before) is not None or known.label(after) is not None
