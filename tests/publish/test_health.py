"""The health feed: one entry for a concern, from its beginning to its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.model import Concern, Feed, Trouble
from feeds.publish import fields, health_entries, publish
from feeds.publish.render import atom, rss
from tests.publish.validator import atom_errors, rss_errors

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = Feed(
    name="health", title="Health", home="https://f.example/feeds/", url="https://f.example/feeds"
)
TITLES = {"news": "The <News>", "other": "Other"}
QUIET = Concern(source="news", kind=Trouble.QUIET, since=NOW - 9 * DAY, began=NOW)
OVER = replace(QUIET, ended=NOW + DAY)


@dataclass(frozen=True)
class Words:
    what: str
    advice: str


def tell(concern: Concern) -> Words:
    return Words(f"It is {concern.kind} & more.", "" if concern.ended else "Look <there>.")


@pytest.mark.parametrize("concern", [QUIET, OVER])
def test_an_entry_says_of_which_source_what_and_what_to_do(concern: Concern) -> None:
    (entry,) = health_entries([concern], TITLES, "https://f.example", tell)
    said = "The <News>: quiet" if concern is QUIET else "The <News>: quiet, and over"
    assert entry.article.title == said
    assert entry.article.url == "https://f.example/sources/news"
    assert entry.article.html.startswith("<p>It is quiet &amp; more.</p>")
    assert ("<p>Look &lt;there&gt;.</p>" in entry.article.html) is (concern is QUIET)


def test_its_end_is_an_update_of_the_entry_that_told_its_beginning() -> None:
    (begun,) = health_entries([QUIET], TITLES, None, tell)
    (over,) = health_entries([OVER], TITLES, None, tell)
    assert begun.id == over.id
    assert begun.published == over.published == begun.updated == NOW
    assert over.updated == NOW + DAY


def test_each_concern_has_an_id_of_its_own() -> None:
    concerns = [
        QUIET,
        replace(QUIET, source="other"),
        replace(QUIET, kind=Trouble.SHORT),
        replace(QUIET, since=NOW - DAY),
    ]
    entries = health_entries(concerns, TITLES, None, tell)
    assert len({entry.id for entry in entries}) == 4


def test_where_the_operators_pages_are_is_not_always_known() -> None:
    (entry,) = health_entries([QUIET], TITLES, None, tell)
    assert fields.link(entry) is None


def published(folder: Path, form: str, concerns: list[Concern]) -> bytes:
    entries = health_entries(concerns, TITLES, None, tell)
    (path,) = publish(FEED, entries, folder, [form])
    return path.read_bytes()


@pytest.mark.parametrize("pages", [None, "https://f.example"])
@pytest.mark.parametrize("concerns", [[], [QUIET], [OVER, replace(QUIET, source="other")]])
def test_it_is_a_feed_that_validates(concerns: list[Concern], pages: str | None) -> None:
    entries = health_entries(concerns, TITLES, pages, tell)
    assert list(rss_errors(rss(FEED, entries))) == []
    assert list(atom_errors(atom(FEED, entries))) == []


def test_the_same_concerns_give_the_same_bytes(tmp_path: Path) -> None:
    for form in ("rss", "atom", "json"):
        documents = {published(tmp_path / name, form, [OVER, QUIET]) for name in ("a", "b")}
        assert len(documents) == 1
