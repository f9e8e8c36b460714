"""From the pages of one site to their articles: the order in which everything here is done.

A page is read once. The site's profile sees every page of a batch before the first is cleaned, so
that the first refresh of a site is clean already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from feeds.errors import ExtractError, NotAnArticle
from feeds.extract.article import Opinion, select
from feeds.extract.blocks import read
from feeds.extract.classifier import CUT, Floats, probabilities
from feeds.extract.evidence import WINDOW, Evidence
from feeds.extract.garbage import uncollected
from feeds.extract.head import Head, read_head
from feeds.extract.measures import Measures, measure
from feeds.extract.metadata import Metadata, metadata
from feeds.extract.profile import learned, opinions
from feeds.extract.render import render
from feeds.extract.sighting import Sighting, see
from feeds.extract.summaries import summary
from feeds.extract.verdict import Refusal, verdict
from feeds.model import Article, Batch, Page, Rules, SiteProfile

_STOPS: Final = (".", "。", "।")  # how a paragraph ends, and hardly a headline
_LONGEST_TITLE: Final = 200  # characters

# Pages held parsed from learning to cleaning, each some thirty times its size. The others are
# parsed once more, which costs a third as much again and keeps a worker process below 130 MB.
_HELD: Final = 16
# Pages learned from together; what a profile's window of pages taught hardly changes with more.
_TOGETHER: Final = 2 * WINDOW


@uncollected()
def extract_page(page: Page, rules: Rules) -> Article:
    """Clean a page of whose site nothing is known, and nothing is to be.

    Raises NotAnArticle when it is something else, ExtractError when a rule cannot be read.
    """
    reading = _read(page)
    return _article(reading, rules, reading.measured(), {})


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


def _sightings(seen: Sequence[_Seen | ExtractError]) -> list[Sighting]:
    return [each.sighting for each in seen if isinstance(each, _Seen)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page as it was read: all that can be told of it without the site's other pages."""

    page: Page
    measures: Measures | None  # None: laid aside, to be taken again
    head: Head
    probability: Floats
    found: Metadata
    title: str

    def measured(self) -> Measures:
        """The measures, of the page parsed once more if they were laid aside."""
        return self.measures or measure(read(self.page.body, self.page.content_type))


class _Seen(NamedTuple):
    """A page that the site's profile learns from and then speaks of."""

    reading: _Reading
    sighting: Sighting


def _read(page: Page) -> _Reading:
    document = read(page.body, page.content_type)
    if not document.blocks:
        raise NotAnArticle(page.url, Refusal.SHELL)
    measures = measure(document)
    head = read_head(document)
    probability = probabilities(measures, head)
    found = metadata(document, head, page.url)
    title = found.title or _opening_line(measures, probability)
    return _Reading(page, measures, head, probability, found, title)


def _see(page: Page, *, hold: bool) -> _Seen | ExtractError:
    """``page``, read; unless to ``hold`` without its parsed page, which takes most memory."""
    try:
        reading = _read(page)
    except ExtractError as error:
        return error
    sighting = see(reading.measured(), page.url, reading.title, reading.found.authors)
    if not hold:
        reading = replace(reading, measures=None, head=reading.head.without_nodes())
    return _Seen(reading, sighting)


def _result(seen: _Seen | ExtractError, rules: Rules, evidence: Evidence) -> Article | ExtractError:
    if isinstance(seen, ExtractError):
        return seen
    reading, sighting = seen
    measures = reading.measured()
    site = opinions(evidence, sighting, measures.document, reading.probability)
    try:
        return _article(reading, rules, measures, site)
    except ExtractError as error:
        return error


def _article(
    reading: _Reading, rules: Rules, measures: Measures, site: Mapping[int, Opinion]
) -> Article:
    document, url, found = measures.document, reading.page.url, reading.found
    selection = select(measures, reading.probability, rules, url, site)
    if refusal := verdict(measures, selection.kept, reading.head, url):
        raise NotAnArticle(url, refusal)
    written = render(document, selection.kept, reading.head.base_of(url), reading.title)
    if not written.text:  # all that was kept is the title
        raise NotAnArticle(url, Refusal.SHELL)
    return Article(
        url=url,
        title=reading.title,
        authors=found.authors,
        published=found.published,
        modified=found.modified,
        language=found.language,
        image=found.image,
        site_name=found.site_name,
        tags=found.tags,
        summary=summary(found.summary, written.text),
        text=written.text,
        html=written.html,
        canonical_url=found.canonical_url,
        free=found.free,
        removed=selection.removed_blocks(document),
    )


def _opening_line(measures: Measures, probability: Floats) -> str:
    """What stands for a title on a page that declares and marks up none: the line at its head."""
    for at, block in enumerate(measures.document.blocks):
        if at not in measures.labels and len(block.text) <= _LONGEST_TITLE:
            line = " ".join(block.text.split())
            return "" if measures.prose[at] and line.endswith(_STOPS) else line
        if probability[at] > CUT:
            break
    return ""
