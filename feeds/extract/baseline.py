"""The simple rule: the prose of the container that holds nearly all of it.

It knows nothing but sizes, links and names. The classifier is measured against it, and where the
two disagree about a whole page it is asked which of them to believe.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from feeds.extract import vocabulary as voc
from feeds.extract.measures import Booleans, Measures, flags_below

_SHARE: Final = 0.9  # of the page's prose that the container must hold
_LINKED: Final = 0.5  # link density from which a block is navigation

_HEADINGS: Final = frozenset(["h2", "h3", "h4", "h5", "h6"])


def simple_rule(measures: Measures) -> Booleans:
    """Which blocks the simple rule keeps; at least one, unless the page has no text."""
    blocks = measures.document.blocks
    container = measures.container(_SHARE)
    inside = np.zeros(len(blocks), dtype=bool)
    inside[measures.first[container] : measures.end[container]] = True
    spoken = flags_below(measures, container)[measures.element]
    clean = inside & ((spoken & voc.NEGATIVE) == 0) & (measures.links < _LINKED * measures.size)
    good = clean & measures.good
    if not good.any():
        return np.asarray(clean if clean.any() else inside)
    kept: Booleans = clean.copy()
    where = np.flatnonzero(good)
    kept[: where[0]] = False
    kept[where[-1] + 1 :] = False
    for at in np.flatnonzero(kept & ~measures.good):
        kept[at] = measures.ends[at] or blocks[at].tag in _HEADINGS or blocks[at].tag in ("li", "p")
    return kept
