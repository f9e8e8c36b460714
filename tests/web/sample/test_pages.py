import json
import re

import pytest
from bs4 import BeautifulSoup

from feeds.web.sample.newsroom import Kind, Story, stories
from feeds.web.sample.pages import WEEKEND, article_page, listing_page, path

HOME = "http://paper.example/sample"


def soup(story: Story) -> BeautifulSoup:
    return BeautifulSoup(article_page(story, stories(), HOME), "lxml")


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.slug)
def test_a_page_holds_the_article_and_all_that_sites_put_around_it(story: Story) -> None:
    page = soup(story)
    text = words(page)

    assert page.h1 is not None
    assert page.h1.get_text(strip=True) == story.title
    for paragraph in story.paragraphs:
        assert "".join(paragraph.split()) in "".join(text.split())
    assert len(re.findall(r"No time to read\? Get a summary", text)) == 2
    assert "Sign up for our free newsletter" in text
    assert "Most read" in text
    assert "All rights reserved" in text
    assert story.comments[0].words in text


def test_the_neighbours_are_named_above_their_titles() -> None:
    paper = stories()
    for newer, story, older in zip(paper, paper[1:], paper[2:], strict=False):
        text = words(soup(story))
        assert f"Previous Article {older.title}" in text
        assert f"Next Article {newer.title}" in text


def test_the_ends_of_the_paper_have_one_neighbour() -> None:
    paper = stories()

    assert "Next Article" not in words(soup(paper[0]))
    assert "Previous Article" not in words(soup(paper[-1]))


def test_the_newsletter_box_stands_between_two_paragraphs() -> None:
    for story in stories():
        text = words(soup(story))
        box = text.index("The Gazette in your inbox")
        opening, closing = story.paragraphs[0], story.paragraphs[-1]
        assert text.index(opening[:20]) < box < text.index(closing[:20])


def test_the_two_templates_have_little_in_common() -> None:
    weekend = [story for story in stories() if story.section == WEEKEND]
    daily = [story for story in stories() if story.section != WEEKEND]

    assert len(weekend) >= 5
    assert len(daily) >= 5
    assert not any(soup(story).find(["article", "main", "time"]) for story in weekend)
    assert all(soup(story).select_one("article.hentry .entry-content > p") for story in daily)


def test_structured_data_is_valid_json_and_says_what_the_page_says() -> None:
    story = stories()[0]
    data = soup(story).find("script", type="application/ld+json")

    assert data is not None
    read = json.loads(data.get_text())
    assert read["headline"] == story.title
    assert read["datePublished"] == story.published.isoformat()


def test_the_front_page_links_every_article_and_no_feed() -> None:
    paper = stories()
    page = BeautifulSoup(listing_page(paper, paper, HOME, ""), "lxml")
    targets = {str(link["href"]) for link in page.select("article.card h2 a")}

    assert targets == {f"/sample{path(story, paper)}" for story in paper}
    assert not page.select("link[rel=alternate]")


def test_lists_tables_quotations_and_figures_are_rendered() -> None:
    elements = {
        Kind.ITEMS: "ul li",
        Kind.TABLE: "table tbody td",
        Kind.QUOTE: "blockquote",
        Kind.FIGURE: "img[src*='/static/']",
        Kind.HEADING: "h2, h3",
    }
    for story in stories():
        for part in story.parts:
            if part.kind in elements:
                last = part.rows[-1][0].replace("*", "")
                found = soup(story).select(elements[part.kind])
                assert any(last in (e.get_text() or str(e.get("src"))) for e in found), part
