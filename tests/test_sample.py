"""The site that comes along, cleaned: what a newcomer sees first."""

from __future__ import annotations

import pytest

import feeds
from feeds.model import Article
from feeds.web.sample import article_page, stories
from feeds.web.sample.newsroom import Story
from feeds.web.sample.pages import path

_HOME = "http://127.0.0.1:8000/sample"
_JUNK = (
    "Get a summary",
    "Previous Article",
    "Next Article",
    "The Gazette in your inbox",
    "never miss a tide",
    "You may also like",
    "Leave a comment",
    "Share this",
    "Most read",
)


@pytest.fixture(scope="module")
def cleaned() -> list[tuple[Story, Article]]:
    paper = stories()
    pages = [(_HOME + path(story, paper), article_page(story, paper, _HOME)) for story in paper]
    results = feeds.extract_site(pages)
    assert all(isinstance(result, Article) for result in results)
    articles = [result for result in results if isinstance(result, Article)]
    return list(zip(paper, articles, strict=True))


def test_every_article_has_its_title_date_and_all_of_its_paragraphs_in_order(
    cleaned: list[tuple[Story, Article]],
) -> None:
    for story, article in cleaned:
        assert article.title == story.title
        assert article.published == story.published
        lines = iter(article.text.splitlines())
        assert all(paragraph in lines for paragraph in story.paragraphs), story.title


def test_none_of_the_boxes_bars_and_links_around_it_is_left(
    cleaned: list[tuple[Story, Article]],
) -> None:
    titles = {story.title for story, _ in cleaned}
    for story, article in cleaned:
        lines = article.text.splitlines()
        own = "\n".join(story.paragraphs)  # one of them speaks of summaries and next articles
        left = [line for line in lines for junk in _JUNK if junk in line and line not in own]
        assert left == [], story.title
        assert titles.isdisjoint(lines), story.title


def test_what_was_taken_out_is_told_with_its_reason(cleaned: list[tuple[Story, Article]]) -> None:
    for story, article in cleaned:
        removed = {block.text: block.reason for block in article.removed}
        assert "Get a summary" in removed, story.title
        assert all(removed.values())
