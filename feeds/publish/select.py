"""Which entries a merged feed shows. Pure, but that a pattern's time is limited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import regex

from feeds.errors import PatternTooSlow
from feeds.model import Entry
from feeds.publish.copies import without_copies

# Scripts written without spaces between words, and Korean, which joins particles to them: there a
# word is found anywhere, elsewhere between word boundaries.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)

# Seconds for one pattern on one article. Ordinary ones take milliseconds on the longest; the whole
# process stands still meanwhile.
_PATIENCE: Final = 0.25


class Criteria(Protocol):
    """What a merged feed asks of its entries: words or ``/regex/``, and languages as BCP 47."""

    @property
    def include(self) -> Sequence[str]:
        """One of these must stand in title or text; all entries do if there are none."""

    @property
    def exclude(self) -> Sequence[str]:
        """None of these may stand there."""

    @property
    def languages(self) -> Sequence[str]:
        """The entry's language must be one of these, if there are any."""


def select(entries: Iterable[Entry], criteria: Criteria) -> list[Entry]:
    """Those of ``entries`` that meet ``criteria``, in their order, wire copy of theirs once.

    Case does not matter. A language without a region takes all of its regions. An entry whose
    language nobody knows is shown in no feed that asks for one. Raises PatternTooSlow.
    """
    include = [_Pattern.of(pattern) for pattern in criteria.include]
    exclude = [_Pattern.of(pattern) for pattern in criteria.exclude]
    return without_copies(
        [
            entry
            for entry in entries
            if _speaks(entry, criteria.languages)
            and (not include or _has_any(entry, include))
            and not _has_any(entry, exclude)
        ]
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Words or a ``/regex/`` as ``written``, to be searched for."""

    written: str
    compiled: regex.Pattern[str]

    @classmethod
    def of(cls, written: str) -> _Pattern:
        if len(written) > 1 and written.startswith("/") and written.endswith("/"):
            flags = regex.IGNORECASE | regex.MULTILINE
            return cls(written, regex.compile(written[1:-1], flags))
        words = r"\s+".join(map(re.escape, written.split()))
        if not _UNSPACED.search(written):
            words = rf"(?<!\w){words}(?!\w)"
        return cls(written, regex.compile(words, regex.IGNORECASE))

    def is_in(self, text: str) -> bool:
        """Whether it stands in ``text``. Raises PatternTooSlow."""
        try:
            return self.compiled.search(text, timeout=_PATIENCE) is not None
        except TimeoutError as error:
            raise PatternTooSlow(self.written) from error


def _has_any(entry: Entry, patterns: Iterable[_Pattern]) -> bool:
    article = entry.article
    return any(p.is_in(article.title) or p.is_in(article.text) for p in patterns)


def _speaks(entry: Entry, languages: Sequence[str]) -> bool:
    spoken = (entry.article.language or "").replace("_", "-").lower()
    wanted = [language.replace("_", "-").lower() for language in languages]
    return not wanted or any(spoken == w or spoken.startswith(f"{w}-") for w in wanted)
