"""The excerpts of other articles: prose in a card under a headline that is a link.

An excerpt is prose that no other page has, as the article's paragraphs are. It is told by where it
stands: in a small element, below a link where other pages have links alone, at a place where the
article's own paragraphs do not stand.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from feeds.extract.judgement import FEWEST, QUOTED, Judgement
from feeds.extract.links import SiteLinks
from feeds.extract.sighting import Feature

_EXCERPT: Final = -5.0
_MOST_IN_CARD: Final = 6  # blocks
_MOST_OF_TEXT: Final = 1.0  # of what is left, that excerpts amount to: a live blog has entries
_FEWEST_LEFT: Final = 2  # paragraphs of the article


def judge_teasers(case: Judgement, links: SiteLinks) -> None:
    """Speak against the excerpts of other articles."""
    headlines: dict[int, int] = {}
    places: dict[int, list[int]] = defaultdict(list)
    own = case.paragraphs()
    for at in own:
        places[case.page.fine[at]].append(at)
        headline = _headline(case, links, at)
        if headline >= 0:
            headlines[at] = headline
    excerpts = [at for place in places.values() if headlines.keys() >= set(place) for at in place]
    left = set(own).difference(excerpts)
    if len(left) >= _FEWEST_LEFT and _size(case, excerpts) <= _MOST_OF_TEXT * _size(case, left):
        for at in excerpts:
            teased = case.blocks[headlines[at]].text[:QUOTED]
            case.say(at, _EXCERPT, f"below the link “{teased}”", rule="teaser of another article")


def _headline(case: Judgement, links: SiteLinks, at: int) -> int:
    """The link above a paragraph in the smallest card around it; -1: it stands in no card."""
    for number in case.document.ancestors(at):
        element = case.document.elements[number]
        if element.end - element.first > _MOST_IN_CARD:
            return -1
        for above in range(element.first, at):
            if links.is_headline(above) and _is_link_everywhere(case, above):
                return above
    return -1


def _is_link_everywhere(case: Judgement, at: int) -> bool:
    """Whether other pages have links at the place of a block, and nothing else."""
    place = case.page.fine[at]
    linked = case.others.at(Feature.LINK_AT, place)
    return linked.bit_count() >= FEWEST and not case.others.at(Feature.PLAIN_AT, place)


def _size(case: Judgement, blocks: list[int] | set[int]) -> int:
    return sum(len(case.blocks[at].text) for at in blocks)
