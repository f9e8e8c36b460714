"""Wire copy: one story that several sources carry, cut and introduced as each likes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from feeds.model import Entry
from feeds.sentences import sentences

_SHORTEST: Final = 20  # characters of a sentence that says enough to be told from others
# Characters below which equal texts are no evidence: notices run to so many, and teasers.
_TELLING: Final = 600
# Of the shorter text. Papers cut wire copy from the end and put a dateline before it, which leaves
# its sentences alone; two reports of one event share quotations only.
_SHARED: Final = 0.6
# A sentence that more articles have is their sites', or said of all of them.
_MOST_OWNERS: Final = 8


def without_copies(entries: Sequence[Entry]) -> list[Entry]:
    """``entries`` in their order, but of a story that several sources carry only the first seen.

    That one was published first and stays, whatever comes later. What one source has twice stays:
    it may be an edit, of which its readers should know.
    """
    if len({entry.source for entry in entries}) < 2:
        return list(entries)
    owners: dict[str, list[Entry]] = {}
    sizes: dict[str, int] = {}
    copies: set[str] = set()
    for entry in sorted(entries, key=lambda each: (each.first_seen, each.id)):
        said = frozenset(s for s in sentences(entry.article.text) if len(s) >= _SHORTEST)
        sizes[entry.id] = sum(map(len, said))
        if _is_copy(entry, said, owners, sizes):
            copies.add(entry.id)
            continue
        for sentence in said:
            owners.setdefault(sentence, []).append(entry)
    return [entry for entry in entries if entry.id not in copies]


def _is_copy(
    entry: Entry,
    said: frozenset[str],
    owners: Mapping[str, Sequence[Entry]],
    sizes: Mapping[str, int],
) -> bool:
    shared: Counter[str] = Counter()
    for sentence in said:
        had = owners.get(sentence, ())
        if len(had) <= _MOST_OWNERS:
            shared.update({o.id: len(sentence) for o in had if o.source != entry.source})
    for owner, size in shared.items():
        shorter = min(sizes[entry.id], sizes[owner])
        if shorter >= _TELLING and size >= shorter * _SHARED:
            return True
    return False
