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
    longest_opening: int  # in words
    first_words: frozenset[str]  # of all of them

    def label(self, line: str) -> Phrase | None:
        """The phrase that ``line`` is, or None when it is none or too long to be a label."""
        if len(line) > _LONGEST_LABEL or not self.may_start(line):
            return None
        form = normal(line)
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
        """Whether some phrase starts with the first word of ``line``: a quick way to say no."""
        word = line[: max(0, line.find(" ", 0, _LONGEST_LABEL))].casefold()
        if not word.isalpha():  # no line of several words that starts with a plain one
            first = _FIRST_WORD.search(line[:_LONGEST_LABEL].casefold())
            if first is None:
                return False
            word = first[0]
        return word in self.first_words

    def _opening(self, words: list[str]) -> Opening | None:
        for length in range(min(len(words), self.longest_opening), 0, -1):
            if found := self.openings.get(" ".join(words[:length])):
                return found
        return None


_MARK: Final = re.compile("[:：|–—>»】]| - ")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_NOISE: Final = re.compile(r"[^\w\s]+|\d+|_")


def normal(text: str) -> str:
    """The form in which labels are compared: case, digits, marks and punctuation are ignored."""
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
    longest = max((form.count(" ") + 1 for form in openings), default=0)
    first_words = frozenset(form.split(" ")[0] for form in (*whole, *openings))
    return Phrases(whole, openings, longest, first_words)
