"""From the pages of one site to their articles: the order in which everything here is done.

A page is read once. The site's profile sees every page of a batch before the first is cleaned, so
that the first refresh of a site is clean already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from feeds.errors import ExtractError, NotAnArticle
from feeds.extract.article import select
from feeds.extract.blocks import read
from feeds.extract.classifier import CUT, probabilities
from feeds.extract.evidence import WINDOW, Evidence
from feeds.extract.head import Head, read_head
from feeds.extract.measures import Floats, Measures, measure
from feeds.extract.metadata import Metadata, metadata
from feeds.extract.profile import learned, opinions
from feeds.extract.render import render
from feeds.extract.sighting import Sighting, see
from feeds.extract.summaries import summary
from feeds.extract.verdict import Refusal, verdict
from feeds.model import Article, Page, Rules, SiteProfile

_STOPS: Final = (".", "。", "।")  # how a paragraph ends, and hardly a headline
_LONGEST_TITLE: Final = 200  # characters

# Pages held parsed from learning to cleaning, each some thirty times its size. The others are
# parsed once more, which costs a third as much again and keeps a worker process below 100 MB.
_HELD: Final = 8
# Pages learned from together; what a profile's window of pages taught hardly changes with more.
_TOGETHER: Final = 2 * WINDOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One article or error per page, in the order of the pages, and the profile that came of it."""

    results: tuple[Article | ExtractError, ...]
    profile: SiteProfile


def extract_batch(pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
    """Clean ``pages``, all of one site, by the operator's ``rules`` and what ``profile`` knows.

    The profile that comes back has learned from them; pages that it knew teach it nothing.
    """
    results: list[Article | ExtractError] = []
    for start in range(0, len(pages), _TOGETHER):
        readings = _readings(pages[start : start + _TOGETHER])
        sightings = [each.sighting for each in readings if isinstance(each, _Reading)]
        profile, evidence = learned(profile, sightings)
        results += [_result(reading, rules, evidence) for reading in readings]
    return Batch(results=tuple(results), profile=profile)


def _readings(pages: Sequence[Page]) -> list[_Reading | ExtractError]:
    """Each page, read; of a long batch only the first with their parsed pages."""
    held = [_read(page) for page in pages[:_HELD]]
    return held + [_aside(_read(page)) for page in pages[_HELD:]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page as it was read: all that can be told of it without the site's other pages."""

    page: Page
    measures: Measures | None  # None: laid aside, to be taken again
    head: Head
    probability: Floats
    found: Metadata
    title: str
    sighting: Sighting


def _read(page: Page) -> _Reading | ExtractError:
    document = read(page.body, page.content_type)
    if not document.blocks:
        return NotAnArticle(page.url, Refusal.SHELL)
    measures = measure(document)
    head = read_head(document.tree)
    probability = probabilities(measures, head)
    found = metadata(document, head, page.url)
    title = found.title or _opening_line(measures, probability)
    sighting = see(measures, page.url, title, found.authors)
    return _Reading(page, measures, head, probability, found, title, sighting)


def _aside(reading: _Reading | ExtractError) -> _Reading | ExtractError:
    """The reading without its parsed page, which takes most of the memory."""
    if isinstance(reading, ExtractError):
        return reading
    return replace(reading, measures=None, head=reading.head.without_nodes())


def _result(
    reading: _Reading | ExtractError, rules: Rules, evidence: Evidence
) -> Article | ExtractError:
    if isinstance(reading, ExtractError):
        return reading
    try:
        return _article(reading, rules, evidence)
    except ExtractError as error:
        return error


def _article(reading: _Reading, rules: Rules, evidence: Evidence) -> Article:
    page, url, found = reading.page, reading.page.url, reading.found
    measures = reading.measures or measure(read(page.body, page.content_type))
    document = measures.document
    site = opinions(evidence, reading.sighting, document, reading.probability)
    selection = select(measures, reading.probability, rules, url, site)
    if refusal := verdict(document, selection.kept, reading.head, url):
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
            return "" if measures.good[at] and line.endswith(_STOPS) else line
        if probability[at] > CUT:
            break
    return ""
