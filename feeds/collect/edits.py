"""Which articles to read again, because their site says that they were edited. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from feeds.model import Link, Visit

# Pages read again at one refresh: a busy site edits a few articles between two, and a fetch of each
# takes a second of a host's time.
_MOST: Final = 10
# Between two looks at one article: live reports change by the minute, readers look by the hour.
_PAUSE: Final = timedelta(hours=1)
# Links that are all said to have changed at one moment, which is then their site's: a deployment, a
# day without its time, or the making of the sitemap.
_SHARED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisits:
    """What is to be read again ``now``, the longest unread first, and whether more is ``later``."""

    now: tuple[Visit, ...] = ()
    later: bool = False


def told(links: Sequence[Link], now: datetime) -> tuple[Link, ...]:
    """Those of ``links`` of which it is said when they last changed, and that can be meant."""
    uses = Counter(link.updated for link in links)
    return tuple(
        link
        for link in links
        if link.updated and link.updated <= now and uses[link.updated] < _SHARED
    )


def revisits(visits: Sequence[Visit], now: datetime) -> Revisits:
    """Which of the articles visited to read again: those that have changed since, a few at a time.

    ``visits`` are by links that are :func:`told`.
    """
    edited = [visit for visit in visits if visit.link.updated and visit.link.updated > visit.at]
    free = [
        visit
        for visit in edited
        if visit.at + _PAUSE <= now and (visit.retry_at is None or visit.retry_at <= now)
    ]
    free.sort(key=lambda visit: visit.at)
    chosen = tuple(free[:_MOST])
    return Revisits(now=chosen, later=len(chosen) < len(edited))
