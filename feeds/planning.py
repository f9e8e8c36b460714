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

    ``visits`` are the last looks at the edited ones, by address. ``first`` says that this offer was
    never seen, ``afresh`` that nothing was followed before, and ``more`` that something remains to
    be fetched another time.
    """

    wanted: Wanted
    links: tuple[Link, ...]
    visits: Mapping[str, Visit]
    first: bool
    afresh: bool
    more: bool

    @property
    def is_known(self) -> bool:
        """Whether articles are offered that were had before, or passed over."""
        return bool(self.wanted.known or (self.wanted.passed and not self.first))

    def passed(self, misses: Sequence[Miss]) -> tuple[Link, ...]:
        """What is passed over, once ``misses`` are known.

        Where nothing was followed before, links that proved to be no article leave their places.
        """
        free = sum(1 for miss in misses if not passes(miss.failure)) if self.afresh else 0
        return self.wanted.passed[free:]


def planned(
    source: Source, before: Trail | None, collected: Collected, stages: Stages, now: datetime
) -> Plan:
    """What to fetch of ``source``, followed by the trail ``before``. Raises StoreError."""
    first = is_first_look(before, collected.trail)
    wanted = stages.store.wanted(source.name, collected.links, now)
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
        afresh=before is None,
        more=len(wanted.links) > source.limit or bool(wanted.pending) or again.later,
    )
