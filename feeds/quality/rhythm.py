"""Whether a source has gone quiet: silent for much longer than its own rhythm explains.

The rhythm is that of days, not of articles: twenty articles of one morning are one day of news, and
a weekend without any is a gap of three days that a source which rests at weekends has every week.
So bursts, nights and weekends need no rule of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from typing import Final

from feeds.model import Concern, Trouble
from feeds.quality.evidence import Evidence, Finding

# Days with news that a rhythm is read from: two months of a daily, more than a year of a weekly.
MOST_DAYS: Final = 60

# Ten days hold a weekend, whatever day they begin on, and nine gaps tell a habit from a chance.
_FEWEST_DAYS: Final = 10

# Nine gaps of ten are no longer than the usual one. Of a source that rests at weekends one gap in
# five is longer than a day, so for it this is the weekend's.
_USUAL: Final = 0.9

# Usual gaps that a silence must be longer than. Six days of a daily, which no public holidays
# explain; 18 of a source that rests at weekends, closed from Christmas to Epiphany; six weeks of a
# weekly, which outlast a summer's break. And longer than three times any gap it has had: one that
# once paused for a month may again. In 300 years of made-up sources of each habit (the tests have
# them) these two raise 3 false alarms at most; 5 and 2 raise 40, of those closed in winter.
_TIMES_USUAL: Final = 6
_TIMES_LONGEST: Final = 3

# No silence below this is one, whatever the rhythm: there is nothing to look up.
SHORTEST_SILENCE: Final = timedelta(days=_TIMES_USUAL)


def quiet(evidence: Evidence, standing: Concern | None) -> Finding | None:
    """Judges silence, which two checks in a row must find to be told.

    For one may be mistaken: it was stopped before it came to the news, or is the first after days
    in which nobody checked. A source that could not be read may have news, and that check says
    nothing; one with articles that could not be had does have some, and is not what is silent.
    """
    if evidence.failure or evidence.last_new is None:
        return Finding(concern=standing, patience=timedelta.max) if standing else None
    is_known = standing is not None and standing.since == evidence.last_new
    if standing and standing.began and is_known:
        return Finding(concern=standing)
    usual, longest = _rhythm(evidence.days)
    if evidence.missed or evidence.silence <= longest:
        return None
    concern = Concern(
        source=evidence.source, kind=Trouble.QUIET, since=evidence.last_new, usual=usual
    )
    return Finding(concern=concern, patience=timedelta() if is_known else timedelta.max)


def _rhythm(days: Sequence[date]) -> tuple[float, timedelta]:
    """The usual gap between ``days`` with news, in days, and the longest silence it explains."""
    gaps = sorted((b - a).days for a, b in pairwise(sorted(set(days))))
    if len(gaps) + 1 < _FEWEST_DAYS:
        return 0.0, timedelta.max
    usual = gaps[ceil(_USUAL * len(gaps)) - 1]
    return usual, timedelta(days=max(_TIMES_USUAL * usual, _TIMES_LONGEST * gaps[-1]))
