"""Where a block stands relative to the article, and so how much repetition speaks against it.

The article, for this purpose, is what lies between the first and the last paragraph that no other
page of the site has.
"""

from __future__ import annotations

from feeds.extract.judgement import HEADINGS, Judgement
from feeds.extract.recurrence import Chance
from feeds.extract.sighting import Shape


class Standing:
    """The article among the blocks of a page, once the notes at its end are known.

    ``stream`` are the containers that hold its paragraphs; ``foot`` is the first block below it
    that goes, as far as the blocks have been judged.
    """

    def __init__(self, case: Judgement) -> None:
        self._case = case
        page = case.page
        self.own = own = case.paragraphs()
        self.body = range(own[0], own[-1] + 1) if own else range(0)
        self.stream = frozenset(
            [*(page.containers[at] for at in own), *(page.wider[at] for at in own)]
        )
        self.foot = len(case.blocks)

    def judged(self, at: int) -> None:
        """Take note of a block that has been judged."""
        if self.body.stop <= at < self.foot and self._case.is_gone(at):
            self.foot = at

    def holds(self, at: int) -> bool:
        """Whether a block stands in a container of the article's."""
        return self._case.page.containers[at] in self.stream

    def chance(self, at: int) -> Chance:
        """What a block is and where it stands, by which repetition is weighed."""
        page = self._case.page
        shape, amid = page.shapes[at], at in self.body
        outside = Chance.LINKED if shape is Shape.LINKS else Chance.OUTSIDE
        if at > self.foot:
            return outside
        if not self.holds(at) and not (amid and page.apart[at]):
            return Chance.BOXED if amid else outside
        if shape is Shape.PROSE:
            return Chance.PROSE if amid else Chance.LAST_PROSE
        if self._case.blocks[at].tag in HEADINGS and at + 1 in self.body:
            return Chance.HEADING
        return Chance.LINE if at < self.body.stop else Chance.LAST_LINE
