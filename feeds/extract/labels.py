"""Which blocks of a page are labels: nothing but phrases of the list.

A block of several lines, or of several phrases run together, is a label when all of it is.
"""

from __future__ import annotations

from typing import Final

from feeds.extract.document import Document
from feeds.extract.phrases import Phrase, Phrases, normal, phrases

Labels = dict[int, Phrase]  # block → its last phrase, which is the one that tells what follows

_LONGEST: Final = 300  # characters of a block of labels
_MOST_WORDS: Final = 20  # of phrases run together


def find_labels(document: Document) -> Labels:
    """The page's labels by block, in document order."""
    known = phrases()
    found: Labels = {}
    for at, block in enumerate(document.blocks):
        if (
            len(block.text) <= _LONGEST
            and known.may_start(block.text)
            and (phrase := _label(known, block.text))
        ):
            found[at] = phrase
    return found


def _label(known: Phrases, text: str) -> Phrase | None:
    phrase = None
    for line in text.split("\n"):
        form = normal(line)
        phrase = known.label_of(line, form) or _run_together(known, form)
        if phrase is None:
            return None
    return phrase


def _run_together(known: Phrases, form: str) -> Phrase | None:
    """The last of the phrases that a line is made of ("No time to read? Get a summary")."""
    words = form.split(" ")
    if not 2 <= len(words) <= _MOST_WORDS:
        return None
    ends: dict[int, Phrase | None] = {0: None}
    for at in range(len(words)):
        if at in ends:
            ends.update(known.from_word(words, at))
    return ends.get(len(words))
