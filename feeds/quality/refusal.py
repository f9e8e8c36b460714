"""Whether a site refuses us: as a whole, or behind its list, page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from feeds import urls
from feeds.errors import BadStatus, NotAnArticle, RobotsDenied
from feeds.model import Concern, Failure, Trouble
from feeds.quality.evidence import Evidence, Finding

_REFUSING: Final = frozenset(("401", "402", "403", "407", "429", "451"))

# What stands in an article's place when a site does not want to show it (extract.verdict says so,
# and feeds.impostors of pages that are all the same). No list, nor an error page: those are
# ordinary.
WALLS: Final = frozenset(
    (
        "challenge page",
        "login wall",
        "consent page",
        "empty JavaScript shell",
        "the same as behind other headlines",
    )
)

# A refusal seldom passes by itself; the checks of a day, nine of them by the usual backoff, outlast
# a challenge that is only shown while a site is under attack.
_REFUSED_FOR: Final = timedelta(days=1)

# Outages, moves to another host and our own lost network are over after a weekend.
_FAILED_FOR: Final = timedelta(days=3)

# Two checks days apart, as of a laptop that slept in between, are two mishaps and no outage.
_FEWEST_FAILURES: Final = 4

# Articles missed, and none had, since news last came: single pages are refused everywhere.
_FEWEST_MISSED: Final = 5

# Links are tried for three and a half days; what was missed longer ago says nothing of today.
MISSED_WITHIN: Final = timedelta(days=7)


def blocked(evidence: Evidence, standing: Concern | None) -> Finding | None:
    """Judges a source that cannot be read at all."""
    failure = evidence.failure
    if failure is None:
        return None
    concern = standing or Concern(source=evidence.source, kind=Trouble.BLOCKED, since=evidence.now)
    if concern.began is None:  # what was told stays as it was told
        concern = replace(concern, cause=_shown(failure))
    if evidence.failures < _FEWEST_FAILURES:
        return Finding(concern=concern, patience=timedelta.max)
    patience = _REFUSED_FOR if is_refusal(failure) else _FAILED_FOR
    return Finding(concern=concern, patience=patience)


def walled(evidence: Evidence, standing: Concern | None) -> Finding | None:
    """Judges a source that shows its list and refuses what is on it; over with its next article."""
    if evidence.failure:
        return Finding(concern=standing, patience=timedelta.max) if standing else None
    if standing:
        has_news = evidence.last_new is not None and evidence.last_new > standing.since
        holds = evidence.missed and not has_news
        return Finding(concern=standing, patience=_REFUSED_FOR) if holds else None
    refusals = [failure for failure in evidence.refused if is_refusal(failure)]
    has_news = evidence.last_new == evidence.now
    if has_news or evidence.missed < _FEWEST_MISSED or not refusals:
        return None
    if 2 * len(refusals) < len(evidence.refused):
        return None
    concern = Concern(
        source=evidence.source,
        kind=Trouble.WALLED,
        since=evidence.now,
        cause=_shown(refusals[0]),
    )
    return Finding(concern=concern, patience=_REFUSED_FOR)


def is_refusal(failure: Failure) -> bool:
    """Whether the site, rather than chance, keeps from us what failed with ``failure``."""
    if failure.kind == BadStatus.kind:
        return failure.detail in _REFUSING
    if failure.kind == RobotsDenied.kind:
        return not failure.detail  # a rule, and not that robots.txt could not be had
    return failure.kind == NotAnArticle.kind and failure.detail in WALLS


def _shown(failure: Failure) -> Failure:
    """``failure`` as all the world may see it, for so it is published.

    Its address may hold a password or a key, its detail whatever a server or a library said.
    """
    detail = failure.detail if failure.detail in _REFUSING | WALLS else ""
    if failure.kind == BadStatus.kind and failure.detail.isdigit():
        detail = failure.detail
    site = urls.origin(failure.url)
    url = f"{site}/" if site else ""
    return Failure(stage=failure.stage, kind=failure.kind, url=url, detail=detail)
