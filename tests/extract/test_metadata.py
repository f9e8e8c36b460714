"""What a page says of its article; and how often that is right on real pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import corpus
from benchmarks.metadata import FIELDS, Description, ours, right, truth
from feeds.extract.blocks import read
from feeds.extract.head import read_head
from feeds.extract.metadata import Metadata, metadata

URL = "https://www.courier.example/coast/tide-rises-again?id=7"


def described(head: str = "", body: str = "<h1>Tide rises again</h1><p>Text.</p>") -> Metadata:
    """What is said of the article on a page."""
    document = read(f"<html><head>{head}</head><body>{body}</body></html>")
    return metadata(document, read_head(document), URL)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def ld(**properties: Any) -> str:
    described = json.dumps({"@type": "NewsArticle", **properties})
    return f'<script type="application/ld+json">{described}</script>'


def test_everything_is_found_together() -> None:
    found = described(
        "<title>Tide rises again | The Courier</title>"
        + meta("og:site_name", "The Courier")
        + meta("og:title", "Tide rises again")
        + meta("og:locale", "en_GB")
        + meta("og:image", "/tide.jpg")
        + meta("og:description", "Twice a day the sea comes back.")
        + '<link rel="canonical" href="/coast/tide-rises-again">'
        + ld(
            headline="Tide rises again",
            author={"name": "Jane Doe"},
            datePublished="2024-04-28T09:36:00+02:00",
            keywords=["Sea", "Coast", "sea"],
            isAccessibleForFree=False,
        )
    )
    assert found.title == "Tide rises again"
    assert found.authors == ("Jane Doe",)
    assert found.published is not None
    assert found.published.isoformat() == "2024-04-28T09:36:00+02:00"
    assert found.modified is None
    assert found.language == "en-GB"
    assert found.image == "https://www.courier.example/tide.jpg"
    assert found.site_name == "The Courier"
    assert found.tags == ("Sea", "Coast")
    assert found.summary == "Twice a day the sea comes back."
    assert found.canonical_url == "https://www.courier.example/coast/tide-rises-again"
    assert found.free is False


def test_a_page_that_says_nothing_gets_nothing() -> None:
    assert described(body="<p>Text.</p>") == Metadata(title="")


@pytest.mark.parametrize(
    ("declared", "language"),
    [
        ("en_US", "en-US"),
        ("DE-de", "de-DE"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("fr", "fr"),
        ("x", None),
        ("utf-8", None),
    ],
)
def test_languages_are_bcp_47(declared: str, language: str | None) -> None:
    assert described(meta("og:locale", declared)).language == language


@pytest.mark.parametrize(
    "end", ["-海港网", "_海港日报官方网站", "：海港新聞", " — 海港网", "｜海港网"]
)
def test_a_title_ends_where_its_line_on_the_page_does(end: str) -> None:
    shown = "海港昨夜大雨渡轮全部停航"
    page = f"<title>{shown}{end}</title>"
    assert described(page, f"<div>{shown}</div><p>正文。</p>").title == shown
    assert described(page, "<div>首页</div><p>正文。</p>").title != shown


def test_the_pages_own_language_comes_first() -> None:
    page = (
        '<html lang="pt-br"><head><meta property="og:locale" content="en_US"></head><p>x</p></html>'
    )
    document = read(page)
    assert metadata(document, read_head(document), URL).language == "pt-BR"


@pytest.mark.parametrize(
    ("said", "free"),
    [(True, True), ("False", False), ("http://schema.org/True", True), (None, None)],
)
def test_free_or_not_is_what_the_page_says(said: object, free: bool | None) -> None:
    assert described(ld(isAccessibleForFree=said)).free is free


def test_metered_articles_are_not_free() -> None:
    assert described(meta("article:content_tier", "metered")).free is False


def test_tags_in_one_string_are_taken_apart() -> None:
    assert described('<meta name="keywords" content="Sea, Coast; Tide, ">').tags == (
        "Sea",
        "Coast",
        "Tide",
    )


def test_a_placeholder_is_no_lead_image() -> None:
    assert described(meta("og:image", "/spacer.gif") + ld(image={"url": "/a.jpg"})).image == (
        "https://www.courier.example/a.jpg"
    )


def test_addresses_are_relative_to_the_base_element() -> None:
    head = '<base href="https://cdn.example/x/">' + meta("og:image", "a.jpg")
    assert described(head).image == "https://cdn.example/x/a.jpg"


def test_the_sites_own_description_is_no_summary() -> None:
    site = json.dumps({"@type": "WebSite", "name": "C", "description": "News from the coast."})
    head = f'<script type="application/ld+json">{site}</script>'
    assert described(head + meta("og:description", "News from the coast.")).summary == ""


def test_of_several_articles_the_pages_own_is_described() -> None:
    other = {"@type": "NewsArticle", "headline": "Other", "url": "https://www.courier.example/o"}
    own = {"@type": "NewsArticle", "headline": "Own", "mainEntityOfPage": {"@id": URL}}
    head = f'<script type="application/ld+json">{json.dumps([other, own])}</script>'
    assert described(head, "<p>Text.</p>").title == "Own"


def test_a_section_behind_the_title_goes_where_the_page_shows_the_title_alone() -> None:
    head = "<title>Tide rises again | Coast</title>"
    assert described(head, "<h4>Tide rises again</h4><p>Text.</p>").title == "Tide rises again"
    assert described(head, "<p>Text.</p>").title == "Tide rises again | Coast"


ATTRIBUTES = st.sampled_from(
    ["og:title", "author", "date", "og:locale", "og:image", "keywords", "article:published_time"]
)


@given(st.lists(st.tuples(ATTRIBUTES, st.text(max_size=40)), max_size=6), st.text(max_size=80))
def test_any_declarations_are_read(declared: list[tuple[str, str]], body: str) -> None:
    quoted = ((name, content.replace('"', "")) for name, content in declared)
    found = described("".join(meta(name, content) for name, content in quoted), body)
    assert found.published is None or found.published.tzinfo is not None


# -- floors on real pages: what was reached, less a page or two for ties ------------------------


Pair = tuple[Description, Description]  # what is true of a page, and what was said


@pytest.fixture(scope="module")
def wcxb_pairs(wcxb: Path) -> list[Pair]:
    return [(truth(page), ours(page)) for page in corpus.wcxb(wcxb)]


@pytest.fixture(scope="module")
def news_pairs(news: Path) -> list[Pair]:
    return [(truth(page), ours(page)) for page in corpus.news(news)]


def _rate(field: str, pairs: list[Pair]) -> float:
    results = [right(field, true, said) for true, said in pairs if FIELDS[field](true)]
    return sum(results) / len(results)


@pytest.mark.parametrize(("field", "floor"), [("title", 0.89), ("author", 0.889), ("date", 0.86)])
def test_wcxb_pages_are_described_rightly(wcxb_pairs: list[Pair], field: str, floor: float) -> None:
    assert _rate(field, wcxb_pairs) >= floor


@pytest.mark.parametrize(("field", "floor"), [("title", 0.89), ("author", 0.92), ("date", 0.99)])
def test_news_pages_are_described_rightly(news_pairs: list[Pair], field: str, floor: float) -> None:
    assert _rate(field, news_pairs) >= floor


def test_pages_without_a_date_rarely_get_one(wcxb_pairs: list[Pair]) -> None:
    given = [bool(said.days) for true, said in wcxb_pairs if not true.days]
    assert sum(given) / len(given) <= 0.10
