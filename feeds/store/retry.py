"""When a link that gave no article is worth another try. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from feeds.errors import NotAnArticle
from feeds.model import Failure

# Most failures of single pages pass within minutes (overload, deployment) or not at all (deleted,
# forbidden). These waits, six tries over three and a half days, outlast a weekend's outage, and
# cost a dead link six requests in its life.
_WAITS: Final = tuple(timedelta(hours=hours) for hours in (0.25, 1, 4, 16, 64))

# A list of articles may become an article, rarely. What else is no article mostly stands in the
# place of one for an hour (a challenge, a consent page, an empty answer), and is tried as failures.
_LISTING: Final = "listing"  # the reason of NotAnArticle
_LISTING_WAIT: Final = timedelta(days=30)

# A listing is read whole, not asked whether it changed, while a link on it waits no longer than
# this for its next try: long enough for all tries of a failure, too short for what is no article.
SOON: Final = timedelta(days=7)

# How long a miss is remembered after its last try: then its link has long left the listing.
FORGET_AFTER: Final = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How often a link was tried in vain, and when it may be tried again; None: never."""

    tries: int
    retry_at: datetime | None


def may_try(tried: Tries | None, now: datetime) -> bool:
    """Whether a link that was ``tried`` so far, or not at all, is to be fetched now."""
    return tried is None or (tried.retry_at is not None and tried.retry_at <= now)


def is_pending(tried: Tries | None, now: datetime) -> bool:
    """Whether the link's next try is still to come, and soon."""
    return tried is not None and tried.retry_at is not None and now < tried.retry_at <= now + SOON


def passes(failure: Failure) -> bool:
    """Whether a link that failed with ``failure`` may well give its article within days."""
    return (failure.kind, failure.detail) != (NotAnArticle.kind, _LISTING)


def next_try(failure: Failure, tries: int, now: datetime) -> datetime | None:
    """When to fetch again what failed with ``failure``, the ``tries``-th time; None: never."""
    if tries > len(_WAITS):
        return None
    if not passes(failure):
        return now + _LISTING_WAIT
    asked = timedelta(seconds=failure.retry_after or 0)
    return now + max(_WAITS[tries - 1], asked)
