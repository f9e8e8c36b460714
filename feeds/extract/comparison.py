"""One page beside the others of its site that are remembered.

Sets of pages are bit masks over the slots of the evidence's window.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from feeds.extract.evidence import LIKE, Evidence, pages_having
from feeds.extract.recurrence import Chance, log_odds
from feeds.extract.sighting import Feature, Sighting, anchor, key


class Recurrence(NamedTuple):
    """What it says that a text is on ``seen`` of ``pages`` pages, this one included."""

    log_odds: float
    seen: int
    pages: int


class Notes(NamedTuple):
    """The ``pages`` that have what notes on authors may stand by, those that do, and those where
    one stands that is on several of them."""

    pages: int
    noted: int
    recurring: int


class Others:
    """The other pages of a site: ``all`` that are remembered, ``alike`` those of its template."""

    def __init__(self, evidence: Evidence, page: Sighting) -> None:
        self._features = evidence.features
        self._page = page
        slot = evidence.slot(page)
        own = 1 << slot if slot >= 0 else 0
        self.all = ((1 << evidence.slots) - 1) & ~own
        self.alike = self._of_template(evidence)
        known, every = self._features, self.all
        self._with_text = [known.get(text, 0) & every for text in page.texts]
        self._with_masked = [known.get(text, 0) & every if text else 0 for text in page.masked]
        self._with_loose = [known.get(text, 0) & every if text else 0 for text in page.loose]
        self._notes = evidence.notes

    def at(self, kind: Feature, place: int) -> int:
        """Those of the same template with this at a place."""
        return self._features.get(key(kind, place), 0) & self.alike

    def notes_by(self, feature: int) -> Notes:
        """Those of the same template with what a feature tells of, and with notes by that."""
        texts = [mask & self.alike for mask in self._notes.get(anchor(feature), ())]
        noted = recurring = 0
        for having in texts:
            noted |= having
            recurring |= having if having.bit_count() > 1 else 0
        return Notes(self._features.get(feature, 0) & self.alike, noted, recurring)

    def with_text(self, block: int) -> int:
        """Those that have the text of a block of the page."""
        return self._with_text[block]

    def with_masked(self, block: int) -> int:
        """Those that have it but for what varies; none if nothing is known to."""
        return self._with_masked[block]

    def with_loose(self, block: int) -> int:
        """Those that have it but for what varies of such texts below an article."""
        return self._with_loose[block]

    def recurrence(self, having: int, chance: Chance) -> Recurrence:
        """What it says that pages are ``having`` a text: of all, or of those alike, if more."""
        everywhere = _recurrence(having.bit_count(), self.all.bit_count(), chance)
        if self.alike == self.all:
            return everywhere
        alike = _recurrence((having & self.alike).bit_count(), self.alike.bit_count(), chance)
        return min(everywhere, alike)

    def _of_template(self, evidence: Evidence) -> int:
        """Those that are made of the same places."""
        places = set(self._page.coarse)
        masks = [self._features.get(key(Feature.TEMPLATE, place), 0) for place in places]
        shared = pages_having(masks)[: evidence.slots]
        larger = np.maximum(evidence.places, len(masks))
        like = sum(1 << int(slot) for slot in np.flatnonzero(shared >= LIKE * larger))
        return like & self.all


@lru_cache(maxsize=16_384)
def _recurrence(seen: int, pages: int, chance: Chance) -> Recurrence:
    return Recurrence(log_odds(seen, pages, chance), seen + 1, pages + 1)
