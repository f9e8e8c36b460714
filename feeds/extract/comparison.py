"""One page beside the others of its site that are remembered.

Sets of pages are bit masks over the slots of the evidence's window.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from feeds.extract.evidence import LIKE, Evidence, pages_having
from feeds.extract.recurrence import Chance, log_odds
from feeds.extract.sighting import Feature, Sighting, key


class Recurrence(NamedTuple):
    """What it says that a text is on ``seen`` of ``pages`` pages, this one included."""

    log_odds: float
    seen: int
    pages: int


class Others:
    """The other pages of a site: ``all`` that are remembered, ``alike`` those of its template."""

    def __init__(self, evidence: Evidence, page: Sighting) -> None:
        self._features = evidence.features
        self._page = page
        slot = evidence.slot(page)
        own = 1 << slot if slot >= 0 else 0
        self.all = ((1 << evidence.slots) - 1) & ~own
        self.alike = self._of_template(evidence)

    def at(self, kind: Feature, place: int) -> int:
        """Those of the same template with this at a place."""
        return self._features.get(key(kind, place), 0) & self.alike

    def with_text(self, block: int) -> int:
        """Those that have the text of a block of the page."""
        return self._features.get(self._page.texts[block], 0) & self.all

    def with_masked(self, block: int) -> int:
        """Those that have it but for what varies; none if nothing is known to."""
        masked = self._page.masked[block]
        return self._features.get(masked, 0) & self.all if masked else 0

    def recurrence(self, having: int, chance: Chance) -> Recurrence:
        """What it says that pages are ``having`` a text: of all, or of those alike, if more."""
        return min(
            Recurrence(
                log_odds((having & pages).bit_count(), pages.bit_count(), chance),
                (having & pages).bit_count() + 1,
                pages.bit_count() + 1,
            )
            for pages in {self.alike, self.all}
        )

    def _of_template(self, evidence: Evidence) -> int:
        """Those that are made of the same places."""
        masks = [
            self._features.get(feature, 0)
            for feature in self._page.features
            if feature >> 32 == Feature.TEMPLATE
        ]
        shared = pages_having(masks)[: evidence.slots]
        larger = np.maximum(evidence.places, len(masks))
        like = sum(1 << int(slot) for slot in np.flatnonzero(shared >= LIKE * larger))
        return like & self.all
