"""Which blocks lead to other articles of the site: previous and next, related, most read.

A site's profile remembers the addresses and titles of the pages it was learned from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from feeds.extract.blocks import TextBlock
from feeds.extract.evidence import Evidence
from feeds.extract.sighting import Shape, Sighting, address, digest

_TITLE_AND_ADDRESS: Final = -8.0
_TITLE: Final = -6.0
_ADDRESS: Final = -4.5

_SHORTEST: Final = 16  # characters from which a title alone tells an article
_LONGEST: Final = 250
_LABELLED = re.compile(r"[:：\n|»›→]\s*")


class Neighbours:
    """The other pages of the site, as seen from one."""

    def __init__(self, evidence: Evidence, page: Sighting) -> None:
        self._known = evidence.known
        self._titles = evidence.titles
        self._page = page
        self._slot = evidence.slot(page)

    def log_odds(self, block: TextBlock, shape: Shape) -> float:
        """What it says for the article that ``block`` links to, or is titled as, another; 0: no."""
        titled = len(block.text) <= _LONGEST and any(
            self._is_title(digest(text)) for text in _readings(block)
        )
        linked = shape is Shape.LINKS and any(map(self._leads_away, self._addresses(block)))
        if titled and linked:
            return _TITLE_AND_ADDRESS
        if titled:
            return _TITLE
        return _ADDRESS if linked else 0.0

    def _is_title(self, text: int) -> bool:
        return text in self._titles and text != self._page.title

    def _addresses(self, block: TextBlock) -> Iterator[int]:
        for link in block.links:
            href = link.attributes.get("href")
            if href and not href.startswith(("#", "mailto:", "javascript:")):
                try:
                    yield address(urljoin(self._page.url, href.strip()))
                except ValueError:
                    continue

    def _leads_away(self, link: int) -> bool:
        page = self._known.get(link)
        if page is None or link == self._page.address:
            return False
        return page.slot != self._slot or page.slot < 0


def _readings(block: TextBlock) -> Iterator[str]:
    """The text, and its parts after a label ("Next: …"), as far as they may be titles."""
    if len(block.text) >= _SHORTEST:
        yield block.text
    for part in _LABELLED.split(block.text)[1:]:
        if len(part) >= _SHORTEST:
            yield part
    for link in block.links:
        if len(text := " ".join(link.text().split())) >= _SHORTEST:
            yield text
