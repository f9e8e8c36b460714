"""A page under judgement by the other pages of its site, and what has been said of its blocks.

The reasons to take a block out are modules of their own; each says its part here, and the strongest
reason against a block is the one that stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from librt.vecs import vec

from feeds.extract import vocabulary as voc
from feeds.extract.article import Opinion
from feeds.extract.comparison import Others, Recurrence
from feeds.extract.document import Document, TextBlock
from feeds.extract.evidence import Evidence
from feeds.extract.sighting import Shape, Sighting, is_caption

#: Other pages that must have a text or a place.
FEWEST: Final = 2
#: How many characters of another block an evidence names.
QUOTED: Final = 40
#: Blocks before and after the article that are spoken of, kept or not.
NEAR: Final = (12, 24)
#: What an evidence of a text that varies ends with.
BUT: Final = ", but for numbers or names"

_CUT: Final = 0.5
_DOUBT: Final = 0.02  # a block less probable than this is not asked about: it goes anyway
_DECIDED: Final = -3.0  # log-odds from which a block counts as gone when its neighbours are judged
_SELDOM: Final = 0.2  # share of pages, at most, that a story of its own is worded alike with
_LEAST: Final = -12.0  # log-odds; more says no more

_RULE: Final = "site profile"


class Judgement:
    """What is said of the blocks of one page, by block; used once.

    ``probability`` is the classifier's, from the page alone.
    """

    def __init__(
        self, evidence: Evidence, sighting: Sighting, document: Document, probability: vec[float]
    ) -> None:
        self.page = sighting
        self.document = document
        self.blocks: Sequence[TextBlock] = document.blocks
        self.probability: Final = probability
        self.others = Others(evidence, sighting)
        self.found: dict[int, Opinion] = {}
        self.asked = self._in_question()

    def _in_question(self) -> list[int]:
        """The blocks that may be kept, and those near them, whose going is to be explained."""
        likely = [at for at, share in enumerate(self.probability) if share > _CUT]
        near = range(likely[0] - NEAR[0], likely[-1] + NEAR[1]) if likely else range(0)
        return [at for at, share in enumerate(self.probability) if share > _DOUBT or at in near]

    # -- saying --------------------------------------------------------------------------------

    def say(self, at: int, odds: float, evidence: str, rule: str = _RULE) -> None:
        """Speak against a block, unless something stronger was said."""
        before = self.found.get(at)
        if before is None or odds < before.log_odds:
            self.found[at] = Opinion(max(odds, _LEAST), rule, evidence)

    def say_recurs(self, at: int, said: Recurrence, but: str = "") -> None:
        """Speak against a block whose text recurs, as far as that says anything."""
        if said.log_odds < 0.0:
            self.say(at, said.log_odds, f"on {said.seen} of {said.pages} pages{but}")

    # -- asking --------------------------------------------------------------------------------

    def is_likely(self, at: int) -> bool:
        """Whether the page alone has a block for its article's."""
        return self.probability[at] > _CUT

    def is_doubtful(self, at: int) -> bool:
        """Whether the page alone leaves a block in question, or has it for the article's."""
        return self.probability[at] >= _DOUBT

    def is_gone(self, at: int) -> bool:
        """Whether enough was said against a block."""
        opinion = self.found.get(at)
        return opinion is not None and opinion.log_odds <= _DECIDED

    def is_surely_gone(self, at: int) -> bool:
        """Whether nothing said against a block could add to what was."""
        opinion = self.found.get(at)
        return opinion is not None and opinion.log_odds <= _LEAST

    def is_kept(self, at: int) -> bool:
        """Whether a block is in the article, as things stand."""
        return self.is_likely(at) and not self.is_gone(at)

    def is_untouchable(self, at: int) -> bool:
        """Whether it is a picture's caption, which goes with the picture, or the page's title.

        What most pages say is no caption, whatever its class name is.
        """
        if self.page.texts[at] & 0xFFFF_FFFF == self.page.title:
            return True
        flags = self.blocks[at].flags
        caption = is_caption(flags)
        if caption and not flags & voc.FIGURE:
            caption = 2 * self.others.with_text(at).bit_count() <= self.others.all.bit_count()
        return caption

    def is_formulaic(self, paragraphs: Sequence[int]) -> bool:
        """Whether ``paragraphs`` are worded as on other pages: weather, shares, results.

        One of them as on many, or half of them as on any.
        """
        many = max(1, _SELDOM * self.others.all.bit_count())
        alike = [self.others.with_loose(at).bit_count() for at in paragraphs]
        return max(alike, default=0) > many or 2 * sum(map(bool, alike)) > len(alike)

    def paragraphs(self) -> list[int]:
        """The blocks that are surely the article's: paragraphs, else lines, on no other page."""
        for shape in (Shape.PROSE, Shape.SENTENCE):
            own = [
                at
                for at in self.asked
                if self.is_likely(at)
                and self.page.shapes[at] is shape
                and not self.others.with_text(at)
                and at not in self.found
            ]
            if own:
                return own
        return []
