"""What goes along with blocks that go, or stays with those that stay.

The rest of a box most of which goes; the short blocks below the article after a label that goes; a
heading all of whose text goes; and, the other way, the entries of the article's own lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from feeds.extract.article import Opinion
from feeds.extract.document import HEADINGS
from feeds.extract.judgement import QUOTED, Judgement
from feeds.extract.sighting import Shape, is_caption
from feeds.extract.standing import Standing

_BOX: Final = -5.0
_AFTER: Final = -5.0
_ENTRY: Final = 1.5

_MOST_IN_BOX: Final = 12  # blocks
_LIST: Final = 2  # links under a heading that make a list
_FAR: Final = 200  # blocks after a heading, within which its text begins


def judge_company(case: Judgement, standing: Standing) -> None:
    """Speak of the blocks that stand with those that others have spoken of."""
    _boxes(case, standing)
    _tail(case, standing)
    _headings(case)
    _entries(case, standing)


def _boxes(case: Judgement, standing: Standing) -> None:
    """The rest of a box most of which goes."""
    own = _running(len(case.blocks), standing.own)
    gone = _running(len(case.blocks), filter(case.is_gone, case.found))
    for element in reversed(case.document.elements):
        first, end = element.first, element.end
        if not 2 <= end - first <= _MOST_IN_BOX or own[end] > own[first]:
            continue
        if 2 * (gone[end] - gone[first]) >= end - first:
            _box(case, range(first, end))


def _box(case: Judgement, inside: range) -> None:
    going = next(at for at in inside if case.is_gone(at))
    for at in inside:
        if at not in case.found and not case.is_untouchable(at):
            case.say(at, _BOX, f"in a box with “{case.blocks[going].text[:QUOTED]}”")


def _tail(case: Judgement, standing: Standing) -> None:
    """The short blocks below the article that follow a label which goes."""
    if not standing.body:
        return
    label = None
    for at in range(standing.body.stop, len(case.blocks)):
        short = case.page.shapes[at] >= Shape.LABEL
        if case.is_gone(at):
            label = case.blocks[at].text if case.page.shapes[at] is Shape.LABEL else label
        elif label and short and not case.is_untouchable(at):
            case.say(at, _AFTER, f"below the article, after “{label[:QUOTED]}”")


def _headings(case: Judgement) -> None:
    """A heading all of whose text goes, or the list of links right below it."""
    shapes, last = case.page.shapes, len(case.blocks) - 1
    for at in reversed(case.asked):
        if not case.is_kept(at) or shapes[at] < Shape.LABEL or case.is_untouchable(at):
            continue
        if at == last or case.is_kept(at + 1):
            continue
        below = shapes[at + 1 : at + 1 + _LIST]
        links = below == [Shape.LINKS] * _LIST and not case.is_kept(at + _LIST)
        heading = case.blocks[at].tag in HEADINGS
        if links or (heading and case.is_gone(at + 1) and not _heads_text(case, at)):
            case.say(at, _BOX, f"heads “{case.blocks[at + 1].text[:QUOTED]}”")


def _heads_text(case: Judgement, heading: int) -> bool:
    """Whether anything kept follows a heading before the next."""
    for at in range(heading + 1, min(heading + 1 + _FAR, len(case.blocks))):
        if case.is_kept(at):
            return case.blocks[at].tag not in HEADINGS
    return False


def _entries(case: Judgement, standing: Standing) -> None:
    """Entries of the article's lists that nothing speaks against: short ones are easily doubted."""
    for at in standing.entries:
        if at not in case.found and not is_caption(case.blocks[at].flags):
            case.found[at] = Opinion(_ENTRY, "", "")


def _running(size: int, marked: Iterable[int]) -> list[int]:
    """How many of the numbers ``marked`` are below each number up to ``size``."""
    marks = np.zeros(size + 1, dtype=np.int64)
    marks[[at + 1 for at in marked]] = 1
    return list(np.cumsum(marks).tolist())
