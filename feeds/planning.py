"""What a refresh is to fetch: of what its source offers, what is new and what was edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feeds.collect import Collected, begun, is_first_look, revisits, told
from feeds.model import Link, Miss, Source, Trail, Visit, Wanted
from feeds.stages import Stages
from feeds.store.retry import passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The ``links`` to fetch: those ``wanted``, up to the limit, then those of edited articles.

    ``visits`` are the last looks at the edited ones, by address. ``first`` says that the source is
    looked at for the first time, ``more`` that something remains to be fetched another time.
    """

    wanted: Wanted
    links: tuple[Link, ...]
    visits: Mapping[str, Visit]
    first: bool
    more: bool

    def passed(self, misses: Sequence[Miss]) -> tuple[Link, ...]:
        """What a first look passes over; links that proved to be no article leave their places."""
        free = sum(1 for miss in misses if not passes(miss.failure))
        return self.wanted.passed[free:]


def planned(
    source: Source, before: Trail | None, collected: Collected, stages: Stages, now: datetime
) -> Plan:
    """What to fetch of ``source``, followed by the trail ``before``. Raises StoreError."""
    first = is_first_look(before, collected.trail)
    wanted = stages.store.wanted(source.name, collected.links, now, afresh=first)
    if first:
        wanted = begun(wanted, collected.links, source.limit, before)
    news = {link.url for link in wanted.links}
    had = [link for link in told(collected.links, now) if link.url not in news]
    again = revisits(stages.store.visits(source.name, had, stages.items, now), now)
    return Plan(
        wanted=wanted,
        links=(*wanted.links[: source.limit], *(visit.link for visit in again.now)),
        visits={visit.link.url: visit for visit in again.now},
        first=first,
        more=len(wanted.links) > source.limit or bool(wanted.pending) or again.later,
    )
