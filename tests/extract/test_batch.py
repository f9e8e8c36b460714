"""Batches of pages: cleaned with what all of them teach, and cleaned again with what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from feeds.extract.batch import Batch, extract_batch, reclean_batch
from feeds.model import Article, Page, Rules, SiteProfile
from tests.extract.sites.furniture import INVENTED
from tests.extract.sites.measuring import site
from tests.extract.sites.prose import ENGLISH
from tests.extract.sites.templates import blog

NEWCOMER = SiteProfile(host="news.example")


def pages(count: int) -> list[Page]:
    return [
        Page(
            url=made.url,
            requested=made.url,
            body=made.html.encode(),
            content_type="text/html; charset=utf-8",
            fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
        )
        for made in site(blog, ENGLISH, INVENTED, count)
    ]


def texts(batch: Batch) -> Sequence[str]:
    found = [result.text for result in batch.results if isinstance(result, Article)]
    assert len(found) == len(batch.results)
    return found


def test_pages_cleaned_again_come_out_as_before_and_teach_nothing() -> None:
    some = pages(40)
    first = extract_batch(some, Rules(), NEWCOMER)
    again = reclean_batch(some, Rules(), first.profile)
    assert texts(again) == texts(first)
    assert again.profile == first.profile


def test_pages_that_were_forgotten_are_cleaned_beside_one_another() -> None:
    some = pages(40)
    clean = texts(extract_batch(some, Rules(), NEWCOMER))
    assert texts(reclean_batch(some, Rules(), NEWCOMER)) == clean


def test_a_page_that_is_no_article_keeps_its_place_in_the_batch() -> None:
    one, other, third = pages(3)
    empty = Page(
        url="https://news.example/empty",
        requested="https://news.example/empty",
        body=b"<html></html>",
        fetched_at=one.fetched_at,
    )
    batch = reclean_batch([one, empty, other, third], Rules(), NEWCOMER)
    assert [isinstance(result, Article) for result in batch.results] == [True, False, True, True]
