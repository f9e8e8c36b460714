"""What usually stands at a place: only links, always a link, or one short label a page.

So boxes go whose text is another on every page: tags, teasers, comment counts, bylines.
"""

from __future__ import annotations

from typing import Final

from feeds.extract.document import HEADINGS
from feeds.extract.judgement import FEWEST, Judgement
from feeds.extract.links import SiteLinks
from feeds.extract.sighting import Feature, Shape, key
from feeds.extract.standing import Standing

_ONLY_LINKS: Final = -5.0
_A_LINK: Final = -4.5
_LABEL: Final = -4.5

_REGULAR: Final = 0.6  # share of the template's pages that must have the place
_SHORT: Final = 120  # characters of a label


class Habits:
    """The places of one page, beside those of its template's other pages."""

    def __init__(self, case: Judgement, standing: Standing, links: SiteLinks) -> None:
        self._case, self._standing, self._links = case, standing, links
        self._page, self._others = case.page, case.others

    def judge(self, at: int) -> None:
        """Speak against a block that is as what always stands at its place, and is no article."""
        shape, said = self._page.shapes[at], self._case.found.get(at)
        if shape <= Shape.SENTENCE or not self._case.is_doubtful(at):
            return
        if said is not None and said.log_odds <= _ONLY_LINKS:
            return
        place = self._usual_place(at)
        if shape is Shape.LINKS:
            self._judge_link(at, place)
        elif self._page.lists[at] < 0 and self._is_label(at, place):
            self._say(at, _LABEL, self._others.at(Feature.PLACE, place), "only labels here")

    def _judge_link(self, at: int, place: int) -> None:
        linked = self._others.at(Feature.LINK_AT, place)
        plain = self._others.at(Feature.PLAIN_AT, place)
        # An author may list links, but hardly to the own site.
        listed = self._page.lists[at] >= 0 and at in self._standing.body
        if linked.bit_count() < FEWEST or (listed and not self._links.stays(at)):
            return
        if not plain and key(Feature.PLAIN_AT, place) not in self._page.features:
            self._say(at, _ONLY_LINKS, linked, "only links here")
        elif not listed and self._is_regular(linked):
            self._say(at, _A_LINK, linked, "a link here")

    def _usual_place(self, at: int) -> int:
        """The finest of a block's places that other pages have as often as the next coarser."""
        fine, coarse = self._page.fine[at], self._page.coarse[at]
        at_fine = self._others.at(Feature.PLACE, fine).bit_count()
        at_coarse = self._others.at(Feature.PLACE, coarse).bit_count()
        return fine if 2 * at_fine >= at_coarse else coarse

    def _is_label(self, at: int, place: int) -> bool:
        """Whether a label stands outside the article, once a page, on most pages, as others do."""
        block, body = self._case.blocks[at], self._standing.body
        if at in body or not body or block.tag in HEADINGS or len(block.text) > _SHORT:
            return False
        if key(Feature.BODY_AT, place) in self._page.features:
            return False
        pages = self._others.at(Feature.PLACE, place)
        unlike = self._others.at(Feature.BODY_AT, place) | self._others.at(Feature.MANY_AT, place)
        return pages.bit_count() >= FEWEST and not pages & unlike and self._is_regular(pages)

    def _is_regular(self, pages: int) -> bool:
        return pages.bit_count() >= _REGULAR * self._others.alike.bit_count()

    def _say(self, at: int, odds: float, pages: int, what: str) -> None:
        evidence = f"{what} on {pages.bit_count()} of {self._others.alike.bit_count()} other pages"
        self._case.say(at, odds, evidence)
