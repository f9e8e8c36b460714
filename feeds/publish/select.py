"""Which entries a merged feed shows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from feeds.model import Entry

# Scripts written without spaces between words, and Korean, which joins particles to them: there a
# word is found anywhere, elsewhere between word boundaries.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)


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
    """Those of ``entries`` that meet ``criteria``, in their order.

    Case does not matter. A language without a region takes all of its regions. An entry whose
    language nobody knows is shown in no feed that asks for one.
    """
    include = [_compiled(pattern) for pattern in criteria.include]
    exclude = [_compiled(pattern) for pattern in criteria.exclude]
    return [
        entry
        for entry in entries
        if _speaks(entry, criteria.languages)
        and (not include or _has_any(entry, include))
        and not _has_any(entry, exclude)
    ]


def _compiled(pattern: str) -> re.Pattern[str]:
    if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/"):
        return re.compile(pattern[1:-1], re.IGNORECASE | re.MULTILINE)
    words = r"\s+".join(map(re.escape, pattern.split()))
    if not _UNSPACED.search(pattern):
        words = rf"(?<!\w){words}(?!\w)"
    return re.compile(words, re.IGNORECASE)


def _has_any(entry: Entry, patterns: Iterable[re.Pattern[str]]) -> bool:
    article = entry.article
    return any(p.search(article.title) or p.search(article.text) for p in patterns)


def _speaks(entry: Entry, languages: Sequence[str]) -> bool:
    spoken = (entry.article.language or "").replace("_", "-").lower()
    wanted = [language.replace("_", "-").lower() for language in languages]
    return not wanted or any(spoken == w or spoken.startswith(f"{w}-") for w in wanted)
