"""Phrases that label what is not the article, by language, from ``data/phrases.toml``.

A phrase speaks only for a block that reads like a label: the whole block, or one line of it, is
the phrase (give or take a number, a name after a colon, punctuation). The same words inside a
sentence say nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Final, NamedTuple

# A label is short. Beyond this a block is prose, whatever it says.
_LONGEST_LABEL: Final = 120  # characters
_LEAD_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the list: ``kind`` is its section (``summary-box``, ``adjacent`` …)."""

    kind: str
    language: str
    words: str

    @property
    def evidence(self) -> str:
        """For :attr:`feeds.model.Block.evidence`."""
        return f"{self.language}: {self.words}"


class Opening(NamedTuple):
    """A phrase that starts a label; ``marked``: only before a colon, dash, bar or arrow."""

    phrase: Phrase
    marked: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases, looked up by their normal form; ``openings`` match a label's start."""

    whole: dict[str, Phrase]
    openings: dict[str, Opening]
    starts: frozenset[str]  # the first word, the first two and so on, of all of them

    def label(self, line: str) -> Phrase | None:
        """The phrase that ``line`` is, or None when it is none or too long to be a label."""
        return self.label_of(line, normal(line)) if self.may_start(line) else None

    def label_of(self, line: str, form: str) -> Phrase | None:
        """The same of a line whose normal form is known."""
        if len(line) > _LONGEST_LABEL:
            return None
        if found := self.whole.get(form):
            return found
        opening = self._opening(form.split(" "))
        if opening is None:
            return None
        if opening.marked:
            lead = _MARK.split(line, maxsplit=1)
            if len(lead) == 1 or normal(lead[0]) != normal(opening.phrase.words):
                return None
        return opening.phrase

    def lead(self, line: str) -> Phrase | None:
        """The phrase of two words or more that ``line`` starts with, whatever follows."""
        if not self.may_start(line):
            return None
        words = normal(line[: 2 * _LONGEST_LABEL]).split(" ")
        starts = (" ".join(words[:length]) for length in range(2, _LEAD_WORDS + 1))
        return next((self.whole[start] for start in starts if start in self.whole), None)

    def may_start(self, line: str) -> bool:
        """Whether some phrase starts as ``line`` does: a quick way to say no."""
        end = line.find(" ")
        word = (line if end < 0 else line[:end]).casefold()
        if not word.isalpha():
            return self._may_start_oddly(line)
        if word not in self.starts:
            return False
        if end < 0 or word in self.whole or word in self.openings:
            return True
        second = line[end + 1 :].partition(" ")[0]
        if not (second.isascii() and second.isalpha()):
            return True
        return f"{word} {second.lower()}" in self.starts

    def _may_start_oddly(self, line: str) -> bool:
        """The same of a line whose first word has other characters before, after or in it."""
        first = _FIRST_WORD.search(line, 0, _LONGEST_LABEL)
        if first is None:
            return False
        if first[0].isascii():
            return first[0].lower() in self.starts
        # A letter may be folded to one with a mark beside it, at which the normal form is parted.
        parted = _FIRST_WORD.search(first[0].casefold())
        return parted is not None and parted[0] in self.starts

    def from_word(self, words: list[str], at: int) -> dict[int, Phrase]:
        """The phrases that begin with the word ``at`` of a normal form, by where they end."""
        found: dict[int, Phrase] = {}
        start = words[at]
        while start in self.starts:
            at += 1
            if phrase := self.whole.get(start):
                found[at] = phrase
            if at == len(words):
                break
            start = f"{start} {words[at]}"
        return found

    def _opening(self, words: list[str]) -> Opening | None:
        """The longest that a normal form starts with."""
        found = None
        start = ""
        for word in words:
            start = f"{start} {word}" if start else word
            if start not in self.starts:
                break
            found = self.openings.get(start, found)
        return found


_MARK: Final = re.compile("[:：|–—>»】]| - ")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_NOISE: Final = re.compile(r"[^\w\s]+|\d+|_")
_ASCII: Final = bytes(ord(chr(n).lower()) if chr(n).isalpha() else 32 for n in range(128)) * 2


def normal(text: str) -> str:
    """The form in which labels are compared: case, digits, marks and punctuation are ignored."""
    if text.isascii():
        return " ".join(text.encode().translate(_ASCII).decode().split())
    return " ".join(_NOISE.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split())


@cache
def phrases() -> Phrases:
    """The phrase list, read once.

    In the file, a phrase ending in ``…`` is an opening: what follows it belongs to the label
    ("Read also: …").
    """
    source = resources.files("feeds.extract").joinpath("data/phrases.toml").read_text("utf-8")
    whole: dict[str, Phrase] = {}
    openings: dict[str, Opening] = {}
    for kind, languages in tomllib.loads(source).items():
        for language, entries in languages.items():
            for words in entries:
                phrase, form = Phrase(kind, language, words), normal(words)
                if words.endswith("…"):
                    marked = _MARK.search(words) is not None
                    if form not in openings or not marked:
                        openings[form] = Opening(phrase, marked)
                else:
                    whole.setdefault(form, phrase)
    starts: set[str] = set()
    for form in (*whole, *openings):
        starts.update(accumulate(form.split(" "), "{} {}".format))
    return Phrases(whole, openings, frozenset(starts))
