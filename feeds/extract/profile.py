"""What the other pages of a site say of a page's blocks: the site's boilerplate profile, applied.

A block is boilerplate for one of these reasons, each an :class:`~feeds.extract.article.Opinion`:

* its text stands on many other pages, word for word or but for its numbers;
* its link and text are the address and the title of another article of the site;
* it stands where other pages never have anything but links, or but one short label;
* it is the rest of a box whose other blocks go, or follows such a label below the article.

How much repetition it takes depends on what the block is and on where it stands relative to the
article (:class:`~feeds.extract.recurrence.Chance`). The article, for this purpose, is what lies
between the first and the last paragraph that no other page has. Captions go with their picture
only, and a page is never left without text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

import numpy as np

from feeds.extract.article import Opinion
from feeds.extract.biography import Note, signers
from feeds.extract.blocks import Document
from feeds.extract.comparison import Others, Recurrence
from feeds.extract.evidence import Evidence
from feeds.extract.links import SiteLinks
from feeds.extract.measures import Floats
from feeds.extract.recurrence import Chance
from feeds.extract.sighting import Feature, Shape, Sighting, digest, is_caption, key
from feeds.model import SiteProfile

_DOUBT: Final = 0.02  # a block less probable than this is not asked about: it goes anyway
_CUT: Final = 0.5
_DECIDED: Final = -3.0  # log-odds from which a block counts as gone when its neighbours are judged
_LEAST: Final = -12.0  # log-odds; more says no more

_FEWEST: Final = 2  # other pages that must have a text or a place …
_FEWEST_OF_LABEL: Final = 1  # … or a label that stands outside the article
_REGULAR: Final = 0.6  # share of the template's pages that must have the place of a label
_SHORT: Final = 120  # characters of a label

_LINKS_PLACE: Final = -5.0
_LINK_PLACE: Final = -4.5
_LABEL_PLACE: Final = -4.5
_BOX: Final = -5.0
_AFTER: Final = -5.0
_ENTRY: Final = 1.5

_NOTE: Final = -5.0
_NOTE_WORDS: Final = -4.0
_LAST: Final = 3  # paragraphs at the end among which notes on authors may be

_RULE: Final = "site profile"
_BUT: Final = ", but for numbers or names"
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_MOST_IN_BOX: Final = 12  # blocks
_LIST: Final = 2  # links under a heading that make a list
_FAR: Final = 200  # blocks after a heading, within which its text begins
_QUOTED: Final = 40  # characters of another block that an evidence names
_NEAR: Final = (12, 24)  # blocks before and after the article that are spoken of, kept or not


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
    evidence: Evidence, sighting: Sighting, document: Document, probability: Floats
) -> dict[int, Opinion]:
    """What the site's other pages say of the blocks of one, by block.

    ``document`` is the page that ``sighting`` is of; ``probability`` is the classifier's, from it
    alone.
    """
    judging = _Judging(evidence, sighting, document, probability)
    return judging.opinions() if judging.others.all else {}


class _Judging:
    """One page under judgement; used once. Sets of pages are bit masks over the window's slots."""

    def __init__(
        self, evidence: Evidence, sighting: Sighting, document: Document, probability: Floats
    ) -> None:
        self.page = sighting
        self.document = document
        self.blocks = self.document.blocks
        self.elements = self.document.elements
        self.probability = probability.tolist()
        self.others = Others(evidence, sighting)
        self.asked = self._in_question()
        self.links = SiteLinks(evidence, sighting, document.blocks)
        self.found: dict[int, Opinion] = {}
        self.foot = len(self.blocks)  # the first block below the article that goes

    def opinions(self) -> dict[int, Opinion]:
        self._neighbours()
        self._notes()
        for at in self.asked:
            if not self._untouchable(at):
                self._text(at)
                self._place(at)
            if self._body.stop <= at < self.foot and self._gone(at):
                self.foot = at
        self._boxes()
        self._tail()
        self._headings()
        self._lists()
        return self.found if self._leaves_text() else {}

    def _in_question(self) -> list[int]:
        """The blocks that may be kept, and those near them, whose going is to be explained."""
        likely = [at for at, share in enumerate(self.probability) if share > _CUT]
        near = range(likely[0] - _NEAR[0], likely[-1] + _NEAR[1]) if likely else range(0)
        return [at for at, share in enumerate(self.probability) if share > _DOUBT or at in near]

    # -- the article among the blocks ----------------------------------------------------------

    @cached_property
    def _own(self) -> list[int]:
        """The paragraphs, once the notes on authors are known."""
        return self._paragraphs()

    def _paragraphs(self) -> list[int]:
        """The blocks that are surely the article's: paragraphs, else lines, on no other page."""
        for shape in (Shape.PROSE, Shape.SENTENCE):
            own = [
                at
                for at in self.asked
                if self.probability[at] > _CUT
                and self.page.shapes[at] is shape
                and not self.others.with_text(at)
                and at not in self.found
            ]
            if own:
                return own
        return []

    @cached_property
    def _body(self) -> range:
        return range(self._own[0], self._own[-1] + 1) if self._own else range(0)

    @cached_property
    def _stream(self) -> frozenset[int]:
        """The containers that hold the article's paragraphs."""
        own = self._own
        return frozenset(
            [*(self.page.containers[at] for at in own), *(self.page.wider[at] for at in own)]
        )

    def _chance(self, at: int) -> Chance:
        block, shape = self.blocks[at], self.page.shapes[at]
        within = self.page.containers[at] in self._stream
        amid = at in self._body
        if at > self.foot:
            return Chance.LINKED if shape is Shape.LINKS else Chance.OUTSIDE
        if not within and not (amid and self.page.apart[at]):
            if amid:
                return Chance.BOXED
            return Chance.LINKED if shape is Shape.LINKS else Chance.OUTSIDE
        if shape is Shape.PROSE:
            return Chance.PROSE if amid else Chance.LAST_PROSE
        if block.tag in _HEADINGS and at + 1 in self._body:
            return Chance.HEADING
        return Chance.LINE if at < self._body.stop else Chance.LAST_LINE

    def _untouchable(self, at: int) -> bool:
        """A picture's caption, which goes with the picture, and the page's own title."""
        return self._is_title(at) or is_caption(self.blocks[at].flags)

    # -- reasons -------------------------------------------------------------------------------

    def _say(self, at: int, odds: float, rule: str, evidence: str) -> None:
        before = self.found.get(at)
        if before is None or odds < before.log_odds:
            self.found[at] = Opinion(max(odds, _LEAST), rule, evidence)

    def _neighbours(self) -> None:
        """Blocks that lead to other articles of the site, or are their titles."""
        for at in self.asked:
            if odds := self.links.log_odds(at):
                self._say(at, odds, "links to another article of this site", "")

    def _notes(self) -> None:
        """What stands last and tells of the author, or is worded as on other pages."""
        own = self._paragraphs()
        if len(own) < 2:
            return
        start = own[max(1, len(own) - _LAST)]
        story = [self.blocks[at].text for at in own if at < start]
        signed_by = signers(self.page.authors, urlsplit(self.page.url).hostname or "")
        lines = self._lines_around(own)
        # Where the story itself is worded as on other pages (weather, shares), so may its end be.
        last = not any(self.others.with_loose(at) for at in own if at < start)
        for at in reversed(self.asked):
            if at < start:
                return
            if self.page.shapes[at] > Shape.SENTENCE or self.probability[at] <= _CUT:
                continue
            note = Note(self.blocks[at].text, signed_by, lines, story)
            if name := note.subject():
                self._say(at, _NOTE, "biography", f"of {name}")
            elif last and not self._worded_alike(at):
                last = self._recurs_at_all(at)

    def _recurs_at_all(self, at: int) -> bool:
        return self.others.with_text(at) != 0

    def _worded_alike(self, at: int) -> bool:
        having = self.others.with_loose(at)
        said = self.others.recurrence(having, Chance.LINE)
        alike = having.bit_count() >= _FEWEST and said.log_odds <= _NOTE_WORDS
        if alike:
            self._say_recurrence(at, said, _BUT)
        return alike

    def _lines_around(self, own: Sequence[int]) -> list[str]:
        """The short lines near the article, but for its title: one may be a byline."""
        before = range(max(0, own[0] - _NEAR[0]), own[0])
        after = range(own[-1] + 1, min(own[-1] + _NEAR[1], len(self.blocks)))
        texts = (self.blocks[at].text for at in (*before, *after) if self._may_be_byline(at))
        lines = (line for text in texts for line in text.split("\n"))
        return [line for line in lines if digest(line) != self.page.title]

    def _may_be_byline(self, at: int) -> bool:
        shape, text = self.page.shapes[at], self.blocks[at].text
        dated = shape is Shape.LINKS and any(map(str.isdigit, text))
        return shape >= Shape.LABEL and at not in self.found and not dated

    def _is_title(self, at: int) -> bool:
        return self.page.texts[at] & 0xFFFF_FFFF == self.page.title

    def _text(self, at: int) -> None:
        """A text that other pages have, word for word or but for numbers and names."""
        self._recurs(at, self.others.with_text(at), "")
        if not self.page.apart[at]:
            self._recurs(at, self.others.with_masked(at), _BUT)
            if at >= self._body.stop and self.page.shapes[at] >= Shape.LABEL:
                self._recurs(at, self.others.with_loose(at), _BUT)

    def _recurs(self, at: int, having: int, but: str) -> None:
        if not having:
            return
        chance = self._chance(at)
        outside = chance in (Chance.OUTSIDE, Chance.LINKED)
        label = outside and self.page.shapes[at] >= Shape.LABEL
        if having.bit_count() >= (_FEWEST_OF_LABEL if label else _FEWEST):
            self._say_recurrence(at, self.others.recurrence(having, chance), but)

    def _say_recurrence(self, at: int, said: Recurrence, but: str) -> None:
        before = self.found.get(at)
        if said.log_odds < (before.log_odds if before else 0.0):
            self._say(at, said.log_odds, _RULE, f"on {said.seen} of {said.pages} pages{but}")

    def _place(self, at: int) -> None:
        """A place where other pages have only links, always a link, or only a label."""
        shape, said = self.page.shapes[at], self.found.get(at)
        if shape <= Shape.SENTENCE or self.probability[at] < _DOUBT:
            return
        if said is not None and said.log_odds <= _LINKS_PLACE:
            return
        place = self._usual_place(at)
        if shape is Shape.LINKS:
            self._link_place(at, place)
        elif not self.page.apart[at] and self._regular(at, place):
            pages = self.others.at(Feature.PLACE, place)
            self._say_place(at, _LABEL_PLACE, pages, "only labels here")

    def _link_place(self, at: int, place: int) -> None:
        linked = self.others.at(Feature.LINK_AT, place)
        plain = self.others.at(Feature.PLAIN_AT, place)
        listed = self.page.apart[at] and at in self._body  # an author may list links, but not ours
        if linked.bit_count() < _FEWEST or (listed and not self.links.stays(at)):
            return
        if not plain and key(Feature.PLAIN_AT, place) not in self.page.features:
            self._say_place(at, _LINKS_PLACE, linked, "only links here")
        elif not listed and linked.bit_count() >= _REGULAR * self.others.alike.bit_count():
            self._say_place(at, _LINK_PLACE, linked, "a link here")

    def _usual_place(self, at: int) -> int:
        """The finest of a block's places that other pages have as often as the next coarser."""
        fine, coarse = self.page.fine[at], self.page.coarse[at]
        at_fine = self.others.at(Feature.PLACE, fine).bit_count()
        at_coarse = self.others.at(Feature.PLACE, coarse).bit_count()
        return fine if 2 * at_fine >= at_coarse else coarse

    def _regular(self, at: int, place: int) -> bool:
        """Whether a label stands outside the article, once a page, on most pages, as others do."""
        block = self.blocks[at]
        if at in self._body or not self._own or block.tag in _HEADINGS or len(block.text) > _SHORT:
            return False
        if key(Feature.BODY_AT, place) in self.page.features:
            return False
        pages = self.others.at(Feature.PLACE, place)
        others = self.others.at(Feature.BODY_AT, place) | self.others.at(Feature.MANY_AT, place)
        if pages.bit_count() < _FEWEST or pages & others:
            return False
        return pages.bit_count() >= _REGULAR * self.others.alike.bit_count()

    def _say_place(self, at: int, odds: float, pages: int, what: str) -> None:
        evidence = f"{what} on {pages.bit_count()} of {self.others.alike.bit_count()} other pages"
        self._say(at, odds, _RULE, evidence)

    # -- what goes along -----------------------------------------------------------------------

    def _gone(self, at: int) -> bool:
        opinion = self.found.get(at)
        return opinion is not None and opinion.log_odds <= _DECIDED

    def _kept(self, at: int) -> bool:
        return self.probability[at] > _CUT and not self._gone(at)

    def _boxes(self) -> None:
        """The rest of a box most of which goes."""
        own = _running(len(self.blocks), self._own)
        gone = _running(len(self.blocks), filter(self._gone, self.found))
        for element in reversed(self.elements):
            first, end = element.first, element.end
            if not 2 <= end - first <= _MOST_IN_BOX or own[end] > own[first]:
                continue
            if 2 * (gone[end] - gone[first]) >= end - first:
                self._box(range(first, end))

    def _box(self, inside: range) -> None:
        going = next(at for at in inside if self._gone(at))
        for at in inside:
            if at not in self.found and not self._untouchable(at):
                self._say(at, _BOX, _RULE, f"in a box with “{self.blocks[going].text[:_QUOTED]}”")

    def _tail(self) -> None:
        """The short blocks below the article that follow a label which goes."""
        if not self._own:
            return
        label = None
        for at in range(self._body.stop, len(self.blocks)):
            if self._gone(at):
                label = self.blocks[at].text if self.page.shapes[at] is Shape.LABEL else label
            elif label and self._loose(at):
                self._say(at, _AFTER, _RULE, f"below the article, after “{label[:_QUOTED]}”")

    def _loose(self, at: int) -> bool:
        """Whether a block is no sentence, and no picture's caption."""
        return self.page.shapes[at] >= Shape.LABEL and not self._untouchable(at)

    def _headings(self) -> None:
        """A heading all of whose text goes, or the list of links right below it."""
        for at in reversed(self.asked):
            if not self._kept(at) or self.page.shapes[at] < Shape.LABEL or self._untouchable(at):
                continue
            if at + 1 == len(self.blocks) or self._kept(at + 1):
                continue
            below = self.page.shapes[at + 1 : at + 1 + _LIST]
            links = below == [Shape.LINKS] * _LIST and not self._kept(at + _LIST)
            heading = self.blocks[at].tag in _HEADINGS
            if links or (heading and self._gone(at + 1) and not self._holds(at)):
                self._say(at, _BOX, _RULE, f"heads “{self.blocks[at + 1].text[:_QUOTED]}”")

    def _lists(self) -> None:
        """Entries amid the article that nothing speaks against: short ones are easily doubted."""
        for at in self.asked:
            entry = self.page.apart[at] and at in self._body and at not in self.found
            if entry and self._is_own_entry(at):
                self.found[at] = Opinion(_ENTRY, "", "")

    def _is_own_entry(self, at: int) -> bool:
        """Whether an entry stands in the article itself, links nowhere and hardly recurs."""
        linked = self.page.shapes[at] is Shape.LINKS or is_caption(self.blocks[at].flags)
        here = self.page.containers[at] in self._stream
        return here and not linked and self.others.with_text(at).bit_count() < _FEWEST

    def _holds(self, heading: int) -> bool:
        """Whether anything kept follows a heading before the next."""
        for at in range(heading + 1, min(heading + 1 + _FAR, len(self.blocks))):
            if self._kept(at):
                return self.blocks[at].tag not in _HEADINGS
        return False

    def _leaves_text(self) -> bool:
        return any(self._kept(at) for at in self.asked)


def _running(size: int, marked: Iterable[int]) -> list[int]:
    """How many of the numbers ``marked`` are below each number up to ``size``."""
    marks = np.zeros(size + 1, dtype=np.int64)
    marks[[at + 1 for at in marked]] = 1
    return list(np.cumsum(marks).tolist())
