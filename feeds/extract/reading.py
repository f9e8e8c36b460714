"""From one page to its article: the order in which everything here is done.

A page is read once. What the other pages of its site say comes between reading it and cleaning it
(:mod:`~feeds.extract.batch`); where nothing is known of them, :func:`extract_page` does both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from librt.vecs import vec

from feeds.errors import NotAnArticle
from feeds.extract.article import Opinion, select
from feeds.extract.blocks import read
from feeds.extract.classifier import CUT, probabilities
from feeds.extract.garbage import uncollected
from feeds.extract.head import Head, read_head
from feeds.extract.measures import Measures, measure
from feeds.extract.metadata import Metadata, metadata
from feeds.extract.render import render
from feeds.extract.summaries import summary
from feeds.extract.verdict import Refusal, verdict
from feeds.model import Article, Page, Rules

_STOPS: Final = (".", "。", "।")  # how a paragraph ends, and hardly a headline
_LONGEST_TITLE: Final = 200  # characters


@uncollected()
def extract_page(page: Page, rules: Rules) -> Article:
    """Clean a page of whose site nothing is known, and nothing is to be.

    Raises NotAnArticle when it is something else, ExtractError when a rule cannot be read.
    """
    reading = read_page(page)
    return article(reading, rules, reading.measured(), {})


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read: all that can be told of it without the site's other pages."""

    page: Page
    measures: Measures | None  # None: laid aside, to be taken again
    head: Head
    probability: vec[float]
    found: Metadata
    title: str

    def measured(self) -> Measures:
        """The measures, of the page parsed once more if they were laid aside."""
        return self.measures or measure(read(self.page.body, self.page.content_type))

    def laid_aside(self) -> Reading:
        """Without its parsed page, which takes most memory."""
        return replace(self, measures=None, head=self.head.without_nodes())


def read_page(page: Page) -> Reading:
    """Read a page. Raises NotAnArticle when there is no text on it."""
    document = read(page.body, page.content_type)
    if not document.blocks:
        raise NotAnArticle(page.url, Refusal.SHELL)
    measures = measure(document)
    head = read_head(document)
    probability = probabilities(measures, head)
    found = metadata(document, head, page.url)
    title = found.title or _opening_line(measures, probability)
    return Reading(page, measures, head, probability, found, title)


def article(
    reading: Reading, rules: Rules, measures: Measures, site: Mapping[int, Opinion]
) -> Article:
    """The article of a page, by the operator's ``rules`` and what its ``site`` says of its blocks.

    ``measures`` are the reading's. Raises NotAnArticle when the page is something else,
    ExtractError when a rule cannot be read.
    """
    document, url, found = measures.document, reading.page.url, reading.found
    selection = select(measures, reading.probability, rules, url, site)
    if refusal := verdict(measures, selection.kept, reading.head, url):
        raise NotAnArticle(url, refusal)
    written = render(document, selection.kept, reading.head.base_of(url), reading.title)
    if not written.text:  # all that was kept is the title
        raise NotAnArticle(url, Refusal.SHELL)
    return Article(
        url=url,
        title=reading.title,
        authors=found.authors,
        published=found.published,
        modified=found.modified,
        language=found.language,
        image=found.image,
        site_name=found.site_name,
        tags=found.tags,
        summary=summary(found.summary, written.text),
        text=written.text,
        html=written.html,
        canonical_url=found.canonical_url,
        free=found.free,
        removed=selection.removed_blocks(document),
    )


def _opening_line(measures: Measures, probability: vec[float]) -> str:
    """What stands for a title on a page that declares and marks up none: the line at its head."""
    for at, block in enumerate(measures.document.blocks):
        if at not in measures.labels and len(block.text) <= _LONGEST_TITLE:
            line = " ".join(block.text.split())
            return "" if measures.prose[at] and line.endswith(_STOPS) else line
        if probability[at] > CUT:
            break
    return ""
