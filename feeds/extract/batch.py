"""The pages of one site, cleaned by what they say of each other.

The site's profile sees every page of a batch before the first is cleaned, so that the first refresh
of a site is clean already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from feeds.errors import ExtractError
from feeds.extract.evidence import WINDOW, Evidence
from feeds.extract.garbage import uncollected
from feeds.extract.profile import learned, opinions
from feeds.extract.reading import Reading, article, read_page
from feeds.extract.sighting import Sighting, see
from feeds.model import Article, Batch, Page, Rules, SiteProfile

# Pages held parsed from learning to cleaning, each some thirty times its size. The others are
# parsed once more, which costs a third as much again and keeps a worker process below 130 MB.
_HELD: Final = 16
# Pages learned from together; what a profile's window of pages taught hardly changes with more.
_TOGETHER: Final = 2 * WINDOW


@uncollected()
def extract_batch(pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
    """Clean ``pages``, all of one site, by the operator's ``rules`` and what ``profile`` knows.

    The profile that comes back has learned from them; pages that it knew teach it nothing.
    """
    results: list[Article | ExtractError] = []
    for start in range(0, len(pages), _TOGETHER):
        together = pages[start : start + _TOGETHER]
        seen = [_see(page, hold=at < _HELD) for at, page in enumerate(together)]
        profile, evidence = learned(profile, _sightings(seen))
        results += [_result(each, rules, evidence) for each in seen]
    return Batch(results=tuple(results), profile=profile)


@uncollected()
def reclean_batch(pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
    """Clean ``pages`` that were cleaned before, by today's rules and what ``profile`` knows.

    They teach it nothing, for what a site is like today its old pages do not tell. So they need
    not be seen all before the first is cleaned, and none is parsed twice.
    """
    known = Evidence.decode(profile.evidence)
    results: list[Article | ExtractError] = []
    for start in range(0, len(pages), _HELD):
        seen = [_see(page, hold=True) for page in pages[start : start + _HELD]]
        evidence = known.beside(_sightings(seen))
        results += [_result(each, rules, evidence) for each in seen]
    return Batch(results=tuple(results), profile=profile)


class _Seen(NamedTuple):
    """A page that the site's profile learns from and then speaks of."""

    reading: Reading
    sighting: Sighting


def _sightings(seen: Sequence[_Seen | ExtractError]) -> list[Sighting]:
    return [each.sighting for each in seen if isinstance(each, _Seen)]


def _see(page: Page, *, hold: bool) -> _Seen | ExtractError:
    """``page``, read; unless to ``hold`` without its parsed page."""
    try:
        reading = read_page(page)
    except ExtractError as error:
        return error
    sighting = see(reading.measured(), page.url, reading.title, reading.found.authors)
    return _Seen(reading if hold else reading.laid_aside(), sighting)


def _result(seen: _Seen | ExtractError, rules: Rules, evidence: Evidence) -> Article | ExtractError:
    if isinstance(seen, ExtractError):
        return seen
    reading, sighting = seen
    measures = reading.measured()
    site = opinions(evidence, sighting, measures.document, reading.probability)
    try:
        return article(reading, rules, measures, site)
    except ExtractError as error:
        return error
