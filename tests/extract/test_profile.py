"""What is learned of a site, and what must not be taken for boilerplate."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from feeds.extract.batch import extract_batch
from feeds.model import Page, Rules
from tests.extract.sites.pages import BOX, EMPTY, articles, cleaned, page, prose, written
from tests.extract.sites.prose import ENGLISH

# -- what it says --------------------------------------------------------------------------------


def test_a_removed_block_says_on_how_many_pages_it_stands() -> None:
    pages = [written(number, *prose(number)[:3], BOX, *prose(number)[3:]) for number in range(15)]
    article = cleaned(pages)[0]
    removed = {block.text: block for block in article.removed}
    assert removed["Lamplighters"].reason == "site profile: on 15 of 15 pages"
    assert removed["Lamplighters"].position.endswith("div.text > div.box > h4")


def test_a_link_to_another_article_says_so() -> None:
    pages = []
    for number in range(6):
        other = (number + 1) % 6
        title = f"Article number {other} tells of {ENGLISH.title(Random(other))}"
        link = f"<p><a href='/{other}/'>{title}</a></p>"
        pages.append(written(number, *prose(number)[:2], link, *prose(number)[2:]))
    for article in cleaned(pages):
        assert "Article number" not in article.text
        assert "links to another article of this site" in {block.rule for block in article.removed}


def test_a_text_that_differs_in_its_numbers_only_recurs() -> None:
    pages = [
        written(number, f"Last trimmed at {number + 9}:4{number}", *prose(number))
        for number in range(8)
    ]
    for article in cleaned(pages):
        assert "trimmed" not in article.text
        assert any("but for numbers or names" in block.evidence for block in article.removed)


def test_a_sentence_below_the_article_that_differs_in_its_dates_and_names_recurs() -> None:
    months = ("March", "May", "June", "July")
    pages = [
        written(
            number,
            *prose(number),
            f"First printed on {number + 2} {months[number % 4]} 2026 under another heading, "
            f"and trimmed for these pages by {ENGLISH.authors[number % 3]} in the week after.",
        )
        for number in range(8)
    ]
    for number, article in enumerate(cleaned(pages)):
        assert article.text.split("\n") == prose(number)


def test_a_sentence_of_the_article_that_is_worded_as_others_stays() -> None:
    pages = [
        written(
            number,
            *prose(number),
            f"Shares in {ENGLISH.authors[number % 4]} fell by {number} per cent in early trading."
            if number % 3 == 0
            else prose(number, 6)[5],
        )
        for number in range(12)
    ]
    for article in cleaned(pages):
        assert len(article.text.split("\n")) == 6


def test_a_label_below_the_article_recurs_by_what_stands_before_its_colon() -> None:
    pages = [
        written(number, *prose(number), f"Kept under: {ENGLISH.heading(Random(number))}")
        for number in range(8)
    ]
    for article in cleaned(pages):
        assert "Kept under" not in article.text


def test_a_heading_goes_with_the_list_it_headed() -> None:
    pages = []
    for number in range(8):
        links = "".join(
            f"<li><a href='/old/{number}{k}'>Older story {k}{number}</a></li>" for k in "abc"
        )
        box = f"<h3>Seen {'abcdefgh'[number]} from the quay</h3><ul>{links}</ul>"
        pages.append(written(number, *prose(number)[:3], box, *prose(number)[3:]))
    for article in cleaned(pages):
        assert "quay" not in article.text
        assert "Older story" not in article.text
        assert "<ul>" not in article.html


def test_a_caption_stays_with_its_picture() -> None:
    figure = (
        "<figure><img src='/pier.jpg' width=800 height=500 alt='Pier'>"
        "<figcaption>The pier at dawn</figcaption></figure>"
    )
    pages = [written(number, *prose(number)[:2], figure, *prose(number)[2:]) for number in range(6)]
    for article in cleaned(pages):
        assert "<figcaption>" in article.html
        assert all(block.rule != "site profile" for block in article.removed)


# -- what it must not take -----------------------------------------------------------------------


def kept(pages: Sequence[Page], *wanted: str) -> None:
    for each, article in zip(pages, cleaned(pages), strict=True):
        for text in wanted:
            if f">{text}<" in each.body.decode():
                assert text in article.text.split("\n"), (text, article.removed)


@pytest.mark.parametrize("count", [2, 3, 5, 12])
def test_a_paragraph_that_two_articles_share_is_body_in_both(count: int) -> None:
    shared = prose(99, 3)
    pages = [written(number, *prose(number)) for number in range(count)]
    pages[0] = written(0, shared[0], *prose(0)[:2], shared[1], *prose(0)[2:], shared[2])
    pages[1] = written(1, *prose(1)[:2], *shared[:2], *prose(1)[2:], shared[2])
    kept(pages, *shared)


@pytest.mark.parametrize("count", [3, 4, 8, 20])
def test_headings_common_by_chance_stay(count: int) -> None:
    pages = []
    for number in range(count):
        body = prose(number)
        if number % 2 == 0:
            body.insert(2, "<h2>What happened next</h2>")
        if number % 3 == 0:
            body.insert(1, "<h3>The background</h3>")
        pages.append(written(number, *body))
    kept(pages, "What happened next", "The background")


@pytest.mark.parametrize("count", [3, 6, 12, 24])
def test_a_dateline_that_half_of_the_articles_have_stays(count: int) -> None:
    places = ("LONDON, Monday", "PARIS, Monday")
    pages = [written(number, places[number % 2], *prose(number)) for number in range(count)]
    kept(pages, *places)


@pytest.mark.parametrize("count", [3, 6, 12])
def test_a_link_between_paragraphs_wherever_it_leads_goes(count: int) -> None:
    pages = []
    for number in range(count):
        link = f"<p><a href='/old-{number}'>An older story of number {number}</a></p>"
        pages.append(written(number, *prose(number)[:2], link, *prose(number)[2:]))
    for article in cleaned(pages):
        assert "older story" not in article.text


def test_a_standfirst_stays() -> None:
    leads = [ENGLISH.sentence(Random(number + 900)).rstrip(".") for number in range(8)]
    pages = [
        written(number, f"<p class='lead'>{leads[number]}</p>", *prose(number))
        for number in range(8)
    ]
    for lead, article in zip(leads, cleaned(pages), strict=True):
        assert lead in article.text


def test_a_short_sentence_common_by_chance_stays() -> None:
    pages = []
    for number in range(12):
        body = prose(number)
        if number % 3 == 0:
            body.insert(2, "He declined to comment.")
        pages.append(written(number, *body))
    kept(pages, "He declined to comment.")


def test_a_quotation_that_several_articles_have_stays() -> None:
    quotation = (
        "We shall rebuild the pier, plank by plank, and nobody shall pay for it but ourselves."
    )
    pages = []
    for number in range(12):
        body = prose(number)
        if number % 4 == 0:
            body.insert(2, f"<blockquote><p>{quotation}</p></blockquote>")
        pages.append(written(number, *body))
    kept(pages, quotation)


def test_lists_and_tables_of_articles_stay() -> None:
    pages, wanted = [], []
    for number in range(10):
        chance = Random(number)
        items = [ENGLISH.heading(chance) for _ in range(4)]
        wanted += items
        entries = "".join(f"<li>{item}</li>" for item in items)
        pages.append(written(number, *prose(number)[:3], f"<ul>{entries}</ul>", *prose(number)[3:]))
    kept(pages, *wanted)


def test_the_only_content_of_a_short_article_stays() -> None:
    pages = [written(number, *prose(number, 4), BOX) for number in range(8)]
    pages.append(written(8, "The pier is closed today.", BOX))
    assert "The pier is closed today." in cleaned(pages)[8].text


def test_one_page_alone_is_judged_alone() -> None:
    text = cleaned([written(0, *prose(0)[:3], BOX, *prose(0)[3:])])[0]
    assert all(block.rule != "site profile" for block in text.removed)


def test_a_page_under_two_addresses_is_one_page_of_evidence() -> None:
    one = written(1, *prose(1, 6))
    again = page("https://news.example/1/?view=print", one.body.decode())
    batch = extract_batch([one, again], Rules(), EMPTY)
    assert batch.profile.pages == 1
    for article in articles(batch):
        assert set(prose(1, 6)) == set(article.text.split("\n"))


def test_short_articles_around_the_same_boxes_are_not_duplicates() -> None:
    boxes = "".join(f"<p>{text}</p>" for text in prose(50, 4))
    pages = [
        written(number, *prose(number, 1), around="{}" + f"<div>{boxes}</div>")
        for number in range(5)
    ]
    assert extract_batch(pages, Rules(), EMPTY).profile.pages == 5
