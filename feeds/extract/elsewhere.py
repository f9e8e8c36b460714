"""Prose that is not the article's, wherever it is: comments, what stands apart, and all but main.

Containers are found by where most of the prose is, and comments can hold ten times as much as the
article, a sidebar twice. What is known not to be the article's is counted for none of them.
"""

from __future__ import annotations

from typing import Final

from librt.vecs import vec

from feeds.extract import vocabulary as voc
from feeds.extract.document import Document

# Names lie at times, and then nearly all prose is in places where no article should be.
_ENOUGH: Final = 250.0  # characters of prose that are an article, however much there is elsewhere
_NOT_APART: Final = 0.15  # of the prose, at least
_IN_MAIN: Final = 0.3  # of it; the article is inside of main on 612 of 616 pages that have one


def leave_to_the_article(document: Document, prose: vec[float]) -> bool:
    """Set to nought the ``prose`` of blocks that are not the article's.

    Whether there are comments, and the article is known to be outside of them, is returned.
    """
    blocks = document.blocks
    prosaic = [at for at in range(len(prose)) if prose[at] > 0.0]
    comments = [at for at in prosaic if blocks[at].flags & voc.THREAD]
    outside_threads = _left_out(comments, prosaic, prose, _ENOUGH)
    apart = [at for at in prosaic if blocks[at].flags & voc.APART]
    _left_out(apart, prosaic, prose, _NOT_APART * _sum(prosaic, prose))
    outside = [at for at in prosaic if not blocks[at].flags & voc.MAIN]
    _left_out(outside, prosaic, prose, max(_ENOUGH, _IN_MAIN * _sum(prosaic, prose)))
    return outside_threads


def _left_out(elsewhere: list[int], prosaic: list[int], prose: vec[float], least: float) -> bool:
    """Whether at ``least`` so much is in the other blocks, so that it went from these."""
    there = _sum(elsewhere, prose)
    if there == 0.0 or _sum(prosaic, prose) - there < least:
        return False
    for at in elsewhere:
        prose[at] = 0.0
    return True


def _sum(blocks: list[int], prose: vec[float]) -> float:
    return sum([prose[at] for at in blocks])
