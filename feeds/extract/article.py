"""Which blocks are the article: the classifier's opinion, then what labels and the operator say.

Each step takes blocks out of those kept so far, with the rule and the evidence. What a step takes
out is recorded, and so is what the classifier left out amid the article.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from librt.vecs import vec

from feeds.errors import ExtractError
from feeds.extract import vocabulary as voc
from feeds.extract.classifier import CUT
from feeds.extract.document import HEADINGS, Document, TextBlock
from feeds.extract.labels import Labels
from feeds.extract.measures import Measures
from feeds.extract.phrases import phrases
from feeds.extract.repeats import copies
from feeds.extract.rules import content_blocks, ruled
from feeds.model import Block, Rules

_CUT_IN_CONTENT: Final = 0.15  # the same inside a container the operator named

_SHORT: Final = 160  # characters; headlines are shorter than this, paragraphs mostly longer
_SENTENCE: Final = 40  # characters; a shorter line with a full stop may be a headline
_LINKED: Final = 0.5
_MOST_RELATED: Final = 12  # entries of a list of related links
_UNSUREST: Final = 0.02  # what the classifier may say against the site's other pages, at least
_AROUND: Final = 40  # blocks before and after the article; beyond are menus, hundreds on a page
_WORTH_SAYING: Final = -3.0  # log-odds of the site, which then explains what would go anyway
_SURE: Final = 0.9  # a heading the classifier is this sure of may read like a label
_DECIDED: Final = frozenset(["summary", "adjacent", "advertisement"])  # never an article's heading

_DATA: Final[tuple[str, ...]] = ('{"', '[{"')  # how an object begins, and a list of them

_BOXES: Final = voc.NEWSLETTER | voc.SHARE
_NEARLY_ALL: Final = 0.9  # of the prose, which the container that names count from must hold
_SMALL_PART: Final = 0.15


class Opinion(NamedTuple):
    """What other pages of the site say of a block: evidence to add to the classifier's log-odds.

    Positive speaks for the article. ``rule`` and ``evidence`` are the words of
    :class:`feeds.model.Block`.
    """

    log_odds: float
    rule: str
    evidence: str


class Removal(NamedTuple):
    """A block that was taken out, and why."""

    block: int
    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The article's blocks in document order, and what was taken out of their midst."""

    kept: tuple[int, ...]
    removed: tuple[Removal, ...]

    def removed_blocks(self, document: Document) -> tuple[Block, ...]:
        """What was removed, as :attr:`feeds.model.Article.removed` holds it."""
        return tuple(
            Block(
                text=document.blocks[at].text,
                position=document.position(at),
                rule=rule,
                evidence=evidence,
            )
            for at, rule, evidence in self.removed
        )


def select(
    measures: Measures,
    probability: vec[float],
    rules: Rules,
    url: str,
    opinions: Mapping[int, Opinion],
) -> Selection:
    """The article among the blocks of a page.

    ``probability`` is the classifier's, per block; ``opinions`` the site profile's, where it has
    one. Raises ExtractError when an operator's rule cannot be read.
    """
    return _Selecting(measures, probability, rules, url, opinions).selection()


class _Selecting:
    """The blocks kept so far, and why the others went; used once."""

    def __init__(
        self,
        measures: Measures,
        probability: vec[float],
        rules: Rules,
        url: str,
        opinions: Mapping[int, Opinion],
    ) -> None:
        self.measures = measures
        self.document = measures.document
        self.blocks = measures.document.blocks
        self.probability: Final = probability
        self.rules, self.url, self.opinions = rules, url, opinions
        self.reasons: dict[int, tuple[str, str]] = {}
        self.kept: list[bool] = []
        self.left: list[int] = []  # the blocks kept, but for those taken since they were listed
        self.taken = False  # whether there are such
        self.end = len(self.blocks)  # nothing behind is kept, so far as labels have been read

    def selection(self) -> Selection:
        content = content_blocks(self.document, self.rules, self.url)
        always = ruled(self.document, self.rules.keep, self.url)
        never = ruled(self.document, self.rules.remove, self.url)
        self._judge(content)
        self._data()
        self._labels(self.measures.labels)
        self._boxes()
        self._title()
        self._repeats()
        self._loose_ends()
        for block, pattern in never.items():
            self.reasons.pop(block, None)
            self._take(block, "operator: remove", pattern)
        for block in always:
            self.kept[block] = True
            self.reasons.pop(block, None)
        kept = sorted({*self._kept(), *always}) if always else self._kept()
        if not kept:
            raise ExtractError(self.url, "no text")
        return Selection(tuple(kept), tuple(self._removals(kept)))

    def _kept(self) -> list[int]:
        if self.taken:
            self.left = [at for at in self.left if self.kept[at]]
            self.taken = False
        return self.left

    # -- what the classifier and the site say ---------------------------------------------------

    def _judge(self, content: frozenset[int] | None) -> None:
        cut = CUT if content is None else _CUT_IN_CONTENT
        told = bool(self.opinions)
        for at, share in enumerate(self.probability):
            opinion = self.opinions.get(at) if told else None
            said = share if opinion is None else _shifted(share, opinion.log_odds)
            keeps = said > cut and (content is None or at in content)
            self.kept.append(keeps)
            if keeps:
                self.left.append(at)
            elif opinion is not None and (share > cut or opinion.log_odds < _WORTH_SAYING):
                self.reasons[at] = (opinion.rule, opinion.evidence)

    def _data(self) -> None:
        """What a script has written down for itself in the midst of the text; code stays."""
        for at in self._kept():
            block = self.blocks[at]
            if block.text.startswith(_DATA) and not block.flags & voc.CODE and _is_json(block.text):
                self._take(at, "data of a script", "")

    # -- what labels say ------------------------------------------------------------------------

    def _labels(self, labels: Labels) -> None:
        for at, phrase in labels.items():
            heading = self.blocks[at].tag in HEADINGS
            if phrase.kind in _DECIDED or not heading or self.probability[at] < _SURE:
                self._take(at, "phrase list", phrase.evidence)
        first, last = self._first_prose(), self._last_prose()
        self._pointers(last)
        for at, phrase in labels.items():
            if phrase.kind == "adjacent":
                reach = self._neighbours(at, first, last)
                rule = "neighbour's title"
            elif phrase.kind == "related":
                reach = self._related(at, last)
                rule = "related links"
            else:
                continue
            evidence = f"after {self.blocks[at].text}"
            for block in reach:
                if block not in labels:
                    self._take(block, rule, evidence)

    def _pointers(self, last: int) -> None:
        """What follows the prose and starts with a previous/next label: "Next Article: …"."""
        for at in range(last + 1, len(self.blocks)):
            if not self.kept[at]:
                continue
            block = self.blocks[at]
            phrase = phrases().lead(block.text)
            if phrase and phrase.kind == "adjacent" and not _is_prose(block):
                self._take(at, "neighbour's title", phrase.evidence)

    def _first_prose(self) -> int:
        """The first kept block that cannot be a headline; behind all if there is none."""
        for at in self._kept():
            if _is_prose(self.blocks[at]):
                return at
        return len(self.blocks)

    def _last_prose(self) -> int:
        """The last kept block that is surely no headline, else the last that hardly is; -1."""
        last = -1
        for at in reversed(self._kept()):
            if _is_prose(self.blocks[at]):
                if len(self.blocks[at].text) > _SHORT:
                    return at
                last = max(last, at)
        return last

    def _neighbours(self, label: int, first: int, last: int) -> Iterator[int]:
        """The short blocks after a previous/next label before or after the article's prose.

        After it, whatever is short and follows the label belongs to the navigation; before it,
        only the block right after the label, unless that is the article's own title.
        """
        if label > last:
            # Where nothing is kept, menus mostly, nothing can be taken, nor is any of it told of.
            end = max(label + 1, self._end_of_kept())
            yield from range(label + 1, min(end + _AROUND, len(self.blocks)))
        elif label < first and label + 1 < first and self.blocks[label + 1].tag != "h1":
            yield label + 1

    def _end_of_kept(self) -> int:
        """Behind the last block kept. Labels only take, so that it is sought from where it was."""
        while self.end > 0 and not self.kept[self.end - 1]:
            self.end -= 1
        return self.end

    def _related(self, label: int, last: int) -> Iterator[int]:
        """The links after a "related" label; after the article's prose, the short blocks too.

        A label with a link in it ("Related: …") has what it announces, and only links may follow.
        """
        complete = 0 < self.blocks[label].link_density < 1
        box = self._box(label)
        for at in range(label + 1, min(label + 1 + _MOST_RELATED, len(self.blocks))):
            block = self.blocks[at]
            if _is_prose(block) and block.link_density < _LINKED:
                return
            outside = complete or label < last or at >= box or len(block.text) > _SHORT
            if block.link_density < _LINKED and outside:
                return
            yield at

    def _box(self, label: int) -> int:
        """The end of the innermost element that holds more than the label."""
        elements = self.document.elements
        ends = (elements[at].end for at in self.document.ancestors(label))
        return next((end for end in ends if end > label + 1), label + 1)

    def _boxes(self) -> None:
        """What class names call a newsletter or share box amid the article, if it is a small part.

        These two names hardly ever lie; the classifier, which weighs all names alike, has to be
        told so.
        """
        m = self.measures
        kept = self._kept()
        if not any([self.blocks[at].flags & _BOXES for at in kept]):
            return
        below = m.below(m.container(_NEARLY_ALL))
        boxed = [at for at in kept if self.blocks[at].flags & below[at] & _BOXES]
        if sum([m.size[at] for at in boxed]) <= _SMALL_PART * sum([m.size[at] for at in kept]):
            for at in boxed:
                self._take(at, "class names", self.document.position(at))

    def _title(self) -> None:
        """The first-level headings before the prose: the article's title, which is no text."""
        for at in range(self._first_prose()):
            if self.kept[at] and self.blocks[at].tag == "h1":
                self._take(at, "title", "")

    # -- tidying --------------------------------------------------------------------------------

    def _repeats(self) -> None:
        for at in copies(self.document, self._kept()):
            self._take(at, "repeated on the page", "")

    def _loose_ends(self) -> None:
        """Headings that nothing follows any more."""
        for at in reversed(self._kept()):
            if self.blocks[at].tag not in HEADINGS:
                return
            self._take(at, "heading of nothing", "")

    def _take(self, block: int, rule: str, evidence: str) -> None:
        if self.kept[block]:
            self.kept[block] = False
            self.taken = True
        self.reasons.setdefault(block, (rule, evidence))

    def _removals(self, kept: list[int]) -> list[Removal]:
        """What a rule names, menus far off excepted, and what the classifier left out amid it."""
        first, last = kept[0], kept[-1]
        found: list[Removal] = []
        for at, share in enumerate(self.probability):
            if self.kept[at]:
                continue
            reason = self.reasons.get(at)
            if reason is not None:
                if first - _AROUND <= at < last + _AROUND or share > CUT:
                    found.append(Removal(at, reason[0], reason[1]))
            elif first < at < last:
                found.append(Removal(at, "classifier", f"{share:.0%} article"))
        return found


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _shifted(probability: float, log_odds: float) -> float:
    """A page's own opinion with the site's, which no certainty of the former can silence."""
    bounded = min(max(probability, _UNSUREST), 1 - _UNSUREST)
    odds = bounded / (1 - bounded) * math.exp(log_odds)
    return odds / (1 + odds)


def _is_prose(block: TextBlock) -> bool:
    """Whether a block is too much for a headline, or for a table row of two of them."""
    if block.tag in HEADINGS or block.link_density >= _LINKED:
        return False
    if len(block.text) > (2 * _SHORT if block.tag == "tr" else _SHORT):
        return True
    return len(block.text) > _SENTENCE and block.text.endswith((".", "。", "।"))
