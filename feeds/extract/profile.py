"""What the other pages of a site say of a page's blocks: the site's boilerplate profile, applied.

A block is boilerplate for one of these reasons, each an :class:`~feeds.extract.article.Opinion`:

* its text stands on many other pages, word for word or but for its numbers (here);
* its link and text are the address and the title of another article of the site (``links``);
* it is an excerpt below the headline of another article (``teasers``);
* it stands last and tells of the author, or is a formula (``ending``);
* it stands where other pages never have anything but links, or but one short label (``habits``);
* it is the rest of a box whose other blocks go, or follows such a label (``company``).

How much repetition it takes depends on what the block is and on where it stands relative to the
article (``standing``). Captions go with their picture only, and a page is never left without text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from librt.vecs import vec

from feeds.extract.article import Opinion
from feeds.extract.company import judge_company
from feeds.extract.document import Document
from feeds.extract.ending import judge_ending
from feeds.extract.evidence import Evidence
from feeds.extract.habits import Habits
from feeds.extract.judgement import BUT, FEWEST, Judgement
from feeds.extract.links import SiteLinks
from feeds.extract.recurrence import Chance
from feeds.extract.sighting import Shape, Sighting
from feeds.extract.standing import Standing
from feeds.extract.teasers import judge_teasers
from feeds.model import SiteProfile

_FEWEST_OF_LABEL: Final = 1  # other pages that must have a label which stands outside the article


def learned(profile: SiteProfile, sightings: Sequence[Sighting]) -> tuple[SiteProfile, Evidence]:
    """The profile with some more pages in it, and what these pages are to be judged by."""
    before = Evidence.decode(profile.evidence)
    evidence = before.learned(sightings)
    if evidence is not before:
        encoded = evidence.encode()
        profile = SiteProfile(host=profile.host, pages=evidence.pages, evidence=encoded)
    return profile, evidence.beside(sightings)


def is_blank(profile: SiteProfile) -> bool:
    """Whether nothing is known of the host: it is new, or its record was lost."""
    return not Evidence.decode(profile.evidence).pages


def opinions(
    evidence: Evidence, sighting: Sighting, document: Document, probability: vec[float]
) -> dict[int, Opinion]:
    """What the site's other pages say of the blocks of one, by block.

    ``document`` is the page that ``sighting`` is of; ``probability`` is the classifier's, from it
    alone.
    """
    case = Judgement(evidence, sighting, document, probability)
    if not case.others.all:
        return {}
    links = SiteLinks(evidence, sighting, document.blocks)
    _judge_links(case, links)
    judge_teasers(case, links)
    judge_ending(case)
    standing = Standing(case)
    habits = Habits(case, standing, links)
    for at in case.asked:
        if not case.is_untouchable(at):
            _judge_text(case, standing, at)
            habits.judge(at)
        standing.judged(at)
    judge_company(case, standing)
    return case.found if any(map(case.is_kept, case.asked)) else {}


def _judge_links(case: Judgement, links: SiteLinks) -> None:
    """Blocks that lead to other articles of the site, or are their titles."""
    for at in case.asked:
        if odds := links.log_odds(at):
            case.say(at, odds, "", rule="links to another article of this site")


def _judge_text(case: Judgement, standing: Standing, at: int) -> None:
    """A text that other pages have, word for word or but for numbers and names."""
    if standing.keeps(at):
        return
    page, others = case.page, case.others
    if having := others.with_text(at):
        _judge_recurring(case, standing, at, having)
    if page.lists[at] >= 0 or case.is_surely_gone(at):
        return
    if having := others.with_masked(at):
        _judge_recurring(case, standing, at, having, BUT)
    below = at >= standing.body.stop and page.shapes[at] >= Shape.LABEL
    if below and (having := others.with_loose(at)):
        _judge_recurring(case, standing, at, having, BUT)


def _judge_recurring(
    case: Judgement, standing: Standing, at: int, having: int, but: str = ""
) -> None:
    chance = standing.chance(at)
    outside = chance in (Chance.OUTSIDE, Chance.LINKED)
    label = outside and case.page.shapes[at] >= Shape.LABEL
    if having.bit_count() >= (_FEWEST_OF_LABEL if label else FEWEST):
        case.say_recurs(at, case.others.recurrence(having, chance), but)
