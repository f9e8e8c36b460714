"""From the pages of one site to their articles: the order in which everything here is done.

A page is read once. The site's profile sees every page of a batch before the first is cleaned, so
that the first refresh of a site is clean already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from feeds.errors import ExtractError, NotAnArticle
from feeds.extract.article import Selection, select
from feeds.extract.baseline import simple_rule
from feeds.extract.blocks import Document, read
from feeds.extract.head import read_head
from feeds.extract.labels import find_labels
from feeds.extract.measures import measure
from feeds.extract.metadata import metadata
from feeds.extract.render import render
from feeds.extract.summaries import summary
from feeds.extract.verdict import Refusal, verdict
from feeds.model import Article, Page, Rules, SiteProfile

_LONGEST_TITLE: Final = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One article or error per page, in the order of the pages, and the profile that came of it."""

    results: tuple[Article | ExtractError, ...]
    profile: SiteProfile


def extract_batch(pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
    """Clean ``pages``, all of one site, by the operator's ``rules`` and what ``profile`` knows."""
    results = tuple(_result(page, rules) for page in pages)
    return Batch(results=results, profile=profile)


def _result(page: Page, rules: Rules) -> Article | ExtractError:
    try:
        return _article(read(page.body, page.content_type), page.url, rules)
    except ExtractError as error:
        return error


def _article(document: Document, url: str, rules: Rules) -> Article:
    if not document.blocks:
        raise NotAnArticle(url, Refusal.SHELL)
    head = read_head(document.tree)
    measures = measure(document)
    selection: Selection = select(
        measures, simple_rule(measures).astype(np.float64), rules, url, {}
    )
    if refusal := verdict(document, selection.kept, head, url):
        raise NotAnArticle(url, refusal)
    found = metadata(document, head, url)
    title = found.title or _opening_line(document, selection)
    written = render(document, selection.kept, url, title)
    return Article(
        url=url,
        title=title,
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


def _opening_line(document: Document, selection: Selection) -> str:
    """What stands for a title on a page that declares and marks up none: the line at its head."""
    labels = find_labels(document)
    for at, block in enumerate(document.blocks[: selection.kept[0] + 1]):
        if at not in labels and len(block.text) <= _LONGEST_TITLE:
            return block.text
    return ""
