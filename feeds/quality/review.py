"""How concerns begin, go on and end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from feeds.model import Concern, Trouble
from feeds.quality.evidence import Evidence, Finding, Judge
from feeds.quality.refusal import blocked, walled
from feeds.quality.rhythm import quiet
from feeds.quality.sudden import alike, short, undated

_JUDGES: Final[Mapping[Trouble, Judge]] = MappingProxyType(
    {
        Trouble.BLOCKED: blocked,
        Trouble.WALLED: walled,
        Trouble.QUIET: quiet,
        Trouble.SHORT: short,
        Trouble.UNDATED: undated,
        Trouble.ALIKE: alike,
    }
)


def review(evidence: Evidence, standing: Sequence[Concern]) -> tuple[Concern, ...]:
    """What is to be remembered of concerns after a check, given those that have not ended.

    Of ``standing`` each comes back, as it was, begun or ended; one that does not was a suspicion
    that came to nothing.
    """
    before = {concern.kind: concern for concern in standing}
    return tuple(
        concern
        for kind, judge in _JUDGES.items()
        for concern in _gone_on(before.get(kind), judge(evidence, before.get(kind)), evidence.now)
    )


def _gone_on(before: Concern | None, found: Finding | None, now: datetime) -> Iterator[Concern]:
    if before and before.began and (found is None or found.concern.since != before.since):
        yield replace(before, ended=max(now, before.began))  # the clock may have been set back
    if found is None:
        return
    concern = found.concern
    if concern.began is None and now - concern.since >= found.patience:
        concern = replace(concern, began=now)
    yield concern
