"""Where a block stands relative to the article, and so how much repetition speaks against it.

The article, for this purpose, is what lies between the first and the last paragraph that no other
page of the site has, and the lists right below it that have entries of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from feeds.extract.judgement import HEADINGS, Judgement
from feeds.extract.recurrence import Chance
from feeds.extract.sighting import Shape

_SELDOM: Final = 0.3  # share of pages that have an entry of the article's own by chance, at most
_BELOW: Final = 40  # blocks below the last paragraph within which a list of the article's may end
_WORDY: Final = 25  # characters of an entry that is no tag
_FEWEST_ENTRIES: Final = 2  # of these, in a list below the last paragraph
_QUESTIONS: Final = 3  # of an interview
_ASKS: Final = ("?", "？", "؟")


class Standing:
    """The article among the blocks of a page, once the notes at its end are known.

    ``own`` are the paragraphs that no other page has, ``body`` the article from the first to the
    last, and ``stream`` the containers that hold them. ``entries`` are those of its lists.
    ``foot`` is the first block below it that goes, as far as the blocks have been judged.
    """

    def __init__(self, case: Judgement) -> None:
        self._case = case
        page = case.page
        self.own = own = case.paragraphs()
        self.body = range(own[0], self._end()) if own else range(0)
        self.stream = frozenset(
            [*(page.containers[at] for at in own), *(page.wider[at] for at in own)]
        )
        self.foot = len(case.blocks)
        self.entries = self._own_lists()
        self._leading = self._leads()

    def judged(self, at: int) -> None:
        """Take note of a block that has been judged."""
        if self.body.stop <= at < self.foot and self._case.is_gone(at):
            self.foot = at

    def holds(self, at: int) -> bool:
        """Whether a block stands in a container of the article's."""
        return self._case.page.containers[at] in self.stream

    def keeps(self, at: int) -> bool:
        """Whether a block is the article's however many pages have it.

        So is a heading, or a question, with text of the article's own below it, and an entry of a
        list that has others of its own.
        """
        return at in self._leading or at in self.entries

    def is_seldom(self, at: int) -> bool:
        """Whether few pages have the text of a block, or but for its numbers that of a label."""
        others = self._case.others
        having = others.with_text(at)
        if self._case.page.shapes[at] is Shape.LABEL and self._case.blocks[at].tag != "tr":
            having |= others.with_masked(at)
        return having.bit_count() <= max(1, _SELDOM * others.all.bit_count())

    def chance(self, at: int) -> Chance:
        """What a block is and where it stands, by which repetition is weighed."""
        page = self._case.page
        shape, amid = page.shapes[at], at in self.body
        outside = Chance.LINKED if shape is Shape.LINKS else Chance.OUTSIDE
        if at > self.foot:
            return outside
        if not self.holds(at) and not (amid and page.lists[at] >= 0):
            return Chance.BOXED if amid else outside
        if shape is Shape.PROSE:
            return Chance.PROSE if amid else Chance.LAST_PROSE
        if self._case.blocks[at].tag in HEADINGS and at + 1 in self.body:
            return Chance.HEADING
        return Chance.LINE if at < self.body.stop else Chance.LAST_LINE

    # -- lists ---------------------------------------------------------------------------------

    def _end(self) -> int:
        """The end of the article, with the lists that follow its last paragraph."""
        case = self._case
        end = self.own[-1] + 1
        for entries in self._lists(range(end, min(end + _BELOW, len(case.blocks)))):
            wordy = [at for at in entries if len(case.blocks[at].text) >= _WORDY]
            unmet = [at for at in wordy if case.is_likely(at) and not case.others.with_text(at)]
            if len(unmet) >= _FEWEST_ENTRIES:
                end = entries[-1] + 1
        return end

    def _lists(self, blocks: Sequence[int]) -> Iterator[list[int]]:
        """The entries of each list among ``blocks``, up to the first link or other paragraph."""
        page = self._case.page
        for number, group in groupby(blocks, lambda at: page.lists[at]):
            entries = list(group)
            shapes = {page.shapes[at] for at in entries}
            if Shape.LINKS in shapes or (number < 0 and shapes != {Shape.LABEL}):
                return
            if number >= 0:
                yield entries

    def _own_lists(self) -> frozenset[int]:
        """The entries amid the article of lists some of whose entries few pages have."""
        case, found = self._case, set[int]()
        for number, group in groupby(self.body, lambda at: case.page.lists[at]):
            entries = list(group)
            if number >= 0 and any(self._is_own_entry(at) for at in entries):
                found.update(at for at in entries if case.page.shapes[at] is not Shape.LINKS)
        return frozenset(found)

    def _is_own_entry(self, at: int) -> bool:
        return self.is_seldom(at) and (self._case.is_likely(at) or self.holds(at))

    # -- headings ------------------------------------------------------------------------------

    def _leads(self) -> frozenset[int]:
        """The headings amid the article, and its questions if it is an interview."""
        blocks = self._case.blocks
        leading = [at for at in self.body if self._is_above_own(at)]
        asking = [at for at in leading if blocks[at].text.endswith(_ASKS)]
        return frozenset(
            [
                *(at for at in leading if blocks[at].tag in HEADINGS),
                *(asking if len(asking) >= _QUESTIONS else ()),
            ]
        )

    def _is_above_own(self, at: int) -> bool:
        """Whether a short block stands right above text of the article's own, and beside it."""
        case, below = self._case, at + 1
        if case.page.shapes[at] not in (Shape.SENTENCE, Shape.LABEL) or below >= len(case.blocks):
            return False
        paragraph = case.page.shapes[below] <= Shape.SENTENCE and case.page.lists[below] < 0
        own = paragraph and case.is_likely(below) and not case.others.with_text(below)
        return (own or below in self.entries) and self._is_beside(at, below)

    def _is_beside(self, at: int, below: int) -> bool:
        """Whether the element that opens right after a block's is its sibling, and has the next."""
        elements, blocks = self._case.document.elements, self._case.blocks
        here = blocks[at].element
        beside = here + 1
        if beside >= len(elements) or elements[beside].parent != elements[here].parent:
            return False
        return elements[beside].first == below
