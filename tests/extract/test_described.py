"""Pages of many publishers' kinds and tongues are described as they are."""

from __future__ import annotations

import pytest

from feeds.extract.blocks import read
from feeds.extract.head import read_head
from feeds.extract.metadata import Metadata, metadata
from tests.extract.described.languages import LANGUAGES
from tests.extract.described.markup import Described
from tests.extract.described.quirks import QUIRKS
from tests.extract.described.systems import SYSTEMS

PAGES = [*SYSTEMS, *QUIRKS, *LANGUAGES]


def found(page: Described) -> Metadata:
    document = read(page.page)
    return metadata(document, read_head(document), page.url)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_titles_are_bare(page: Described) -> None:
    assert found(page).title == page.title


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_authors_are_those_who_sign(page: Described) -> None:
    assert found(page).authors == page.authors


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_days_are_those_of_the_article(page: Described) -> None:
    when = found(page)
    assert (when.published.date().isoformat() if when.published else "") == page.published
    if page.modified:
        assert when.modified is not None
        assert when.modified.date().isoformat() == page.modified
