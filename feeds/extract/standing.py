"""Where a block stands relative to the article, and so how much repetition speaks against it.

The article, for this purpose, is what lies between the first and the last paragraph that no other
page of the site has, and the lists right below it that have entries of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby
from operator import and_, or_
from typing import Final

from feeds.extract.document import HEADINGS
from feeds.extract.judgement import Judgement
from feeds.extract.recurrence import Chance
from feeds.extract.sighting import Shape

_SELDOM: Final = 0.3  # share of pages that have an entry of the article's own by chance, at most
_BELOW: Final = 40  # blocks below the last paragraph within which a list of the article's may end
_TOGETHER: Final = 0.5  # share of the pages with a row of a box that have all others
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
        self._formulaic = case.is_formulaic(own)  # where the story is, so may its end be
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

    def chance(self, at: int) -> Chance:
        """What a block is and where it stands, by which repetition is weighed."""
        page = self._case.page
        shape, amid = page.shapes[at], at in self.body
        outside = Chance.LINKED if shape is Shape.LINKS else Chance.OUTSIDE
        if at > self.foot:
            return outside
        if not self.holds(at) and not (amid and page.lists[at] >= 0):
            return Chance.BOXED if amid else outside
        own = amid or self._formulaic
        if shape is Shape.PROSE:
            return Chance.PROSE if own else Chance.LAST_PROSE
        if self._case.blocks[at].tag in HEADINGS and at + 1 in self.body:
            return Chance.HEADING
        return Chance.LINE if own or at < self.body.start else Chance.LAST_LINE

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
        """The entries amid the article of lists that are its own."""
        shapes, found = self._case.page.shapes, set[int]()
        for number, group in groupby(self.body, lambda at: self._case.page.lists[at]):
            entries = list(group)
            if number >= 0 and self._is_own_list(entries):
                found.update(at for at in entries if shapes[at] is not Shape.LINKS)
        return frozenset(found)

    def _is_own_list(self, entries: Sequence[int]) -> bool:
        """Whether few pages have most of the entries, or one of them whatever its numbers.

        Of the buttons of a bar, some have a number that is another on every page. A table is the
        article's too where most pages that have one of its rows lack another.
        """
        others, stands = self._case.others, [at for at in entries if self._may_be_own(at)]
        if all(self._case.blocks[at].tag == "tr" for at in entries):
            rows = [others.with_text(at) for at in stands]
            together = reduce(and_, rows, others.all).bit_count()
            return together < _TOGETHER * reduce(or_, rows, 0).bit_count() or not any(rows)
        few = max(1, int(_SELDOM * others.all.bit_count()))
        seldom = [at for at in stands if others.with_text(at).bit_count() <= few]
        if 2 * len(seldom) > len(entries):
            return True
        return any(others.with_masked(at).bit_count() <= few for at in seldom)

    def _may_be_own(self, at: int) -> bool:
        return self._case.is_likely(at) or self.holds(at)

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
