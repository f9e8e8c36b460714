"""Batches of pages: cleaned with what all of them teach, and cleaned again with what is known."""

from __future__ import annotations

from feeds.extract.batch import extract_batch, reclean_batch
from feeds.model import Article, Page, Rules
from tests.extract.sites.furniture import INVENTED
from tests.extract.sites.measuring import site
from tests.extract.sites.pages import EMPTY, page, texts
from tests.extract.sites.prose import ENGLISH
from tests.extract.sites.templates import blog


def pages(count: int) -> list[Page]:
    return [page(made.url, made.html) for made in site(blog, ENGLISH, INVENTED, count)]


def test_pages_cleaned_again_come_out_as_before_and_teach_nothing() -> None:
    some = pages(40)
    first = extract_batch(some, Rules(), EMPTY)
    again = reclean_batch(some, Rules(), first.profile)
    assert texts(again) == texts(first)
    assert again.profile == first.profile


def test_pages_that_were_forgotten_are_cleaned_beside_one_another() -> None:
    some = pages(40)
    clean = texts(extract_batch(some, Rules(), EMPTY))
    assert texts(reclean_batch(some, Rules(), EMPTY)) == clean


def test_a_page_that_is_no_article_keeps_its_place_in_the_batch() -> None:
    one, other, third = pages(3)
    batch = reclean_batch(
        [one, page("https://news.example/empty", ""), other, third], Rules(), EMPTY
    )
    assert [isinstance(result, Article) for result in batch.results] == [True, False, True, True]
