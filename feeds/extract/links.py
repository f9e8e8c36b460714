"""Which blocks lead to other articles of the site: previous and next, related, most read.

A site's profile remembers the addresses and titles of the pages it was learned from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

from feeds.extract.document import TextBlock
from feeds.extract.evidence import Evidence
from feeds.extract.sighting import Shape, Sighting, address, digest

_TITLE_AND_ADDRESS: Final = -8.0
_TITLE: Final = -6.0
_ADDRESS: Final = -4.5

_SHORTEST: Final = 16  # characters from which a title alone tells an article
_LONGEST: Final = 250
_LABELLED = re.compile(r"[:：\n|»›→]\s*")
_NOWHERE: Final = ("#", "mailto:", "javascript:", "tel:")


class SiteLinks:
    """The links of one page to the rest of its site."""

    def __init__(self, evidence: Evidence, page: Sighting, blocks: Sequence[TextBlock]) -> None:
        self._known = evidence.known
        self._titles = evidence.titles
        self._page = page
        self._blocks = blocks
        self._slot = evidence.slot(page)

    def log_odds(self, at: int) -> float:
        """What it says that block ``at`` leads to another article or is its title; 0: neither."""
        block = self._blocks[at]
        linked = self._page.shapes[at] is Shape.LINKS and self._leads_away(block)
        if self._titled(block, self._page.texts[at] & 0xFFFF_FFFF):
            return _TITLE_AND_ADDRESS if linked else _TITLE
        return _ADDRESS if linked else 0.0

    def is_headline(self, at: int) -> bool:
        """Whether block ``at`` is a link that is worded as another article's would be."""
        block = self._blocks[at]
        worded = self._page.shapes[at] is Shape.LINKS and len(block.text) >= _SHORTEST
        if not worded or not any(self._hrefs(block)):
            return False
        return self.stays(at) and _target(self._page.url, next(self._hrefs(block))) != (
            self._page.address
        )

    def stays(self, at: int) -> bool:
        """Whether the links of block ``at`` stay on the site."""
        host = urlsplit(self._page.url).netloc
        hrefs = self._hrefs(self._blocks[at])
        try:
            return all(urlsplit(urljoin(self._page.url, href)).netloc == host for href in hrefs)
        except ValueError:
            return False

    def _titled(self, block: TextBlock, whole: int) -> bool:
        """Whether the text, what follows a label in it, or one of its links is a title."""
        if not _SHORTEST <= len(block.text) <= _LONGEST:
            return False
        if self._is_title(whole):
            return True
        return any(len(p) >= _SHORTEST and self._is_title(digest(p)) for p in _parts(block))

    def _is_title(self, text: int) -> bool:
        return text in self._titles and text != self._page.title

    def _hrefs(self, block: TextBlock) -> Iterator[str]:
        for link in block.links:
            href = link.attributes.get("href")
            if href and not href.startswith(_NOWHERE):
                yield href.strip()

    def _leads_away(self, block: TextBlock) -> bool:
        for href in self._hrefs(block):
            link = _target(self._page.url, href)
            page = self._known.get(link)
            if page is None or link == self._page.address:
                continue
            if page.slot != self._slot or page.slot < 0:
                return True
        return False


def _parts(block: TextBlock) -> list[str]:
    parts = _LABELLED.split(block.text)[1:]
    if block.links and (block.link_chars < len(block.text) or len(block.links) > 1):
        parts += [" ".join(link.text().split()) for link in block.links]
    return parts


def _target(base: str, href: str) -> int:
    """The address a link leads to, as :func:`address` has it."""
    if href.startswith(("https://", "http://")):
        return address(href)
    if href.startswith("/") and not href.startswith("//"):
        scheme, _, rest = base.partition("://")
        return address(f"{scheme}://{rest.partition('/')[0]}{href}")
    try:
        return address(urljoin(base, href))
    except ValueError:
        return 0
