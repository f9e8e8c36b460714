"""What an address alone says."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from feeds.collect.addresses import Sign, examine

HERE = "https://paper.example/"


@pytest.mark.parametrize(
    ("path", "signs"),
    [
        ("2026/11/22/storm.html", {Sign.DATE}),
        ("2026/11/storm", {Sign.DATE}),
        ("news/20261122-storm", {Sign.DATE, Sign.ID}),
        ("2026-11-22/storm", {Sign.DATE}),
        ("storm-closes-the-road", {Sign.SLUG}),
        ("storm_closes_the_road.html", {Sign.SLUG}),
        ("story/storm-closes-the-road/12345", {Sign.SLUG, Sign.ID}),
        ("node/7", {Sign.ID}),
        ("?p=123", {Sign.ID}),
        ("index.php?p=123", {Sign.ID}),
        ("article.php?id=123&cat=5", {Sign.ID}),
        ("show.php?slug=storm-closes-the-road", {Sign.SLUG}),
        (quote("台風が沿岸道路を閉鎖"), {Sign.SLUG}),
        (quote("международные"), set()),
        ("our-privacy-promise", {Sign.SERVICE}),
        ("how-to-subscribe", {Sign.SERVICE}),
        ("help/how-we-correct-mistakes", {Sign.SLUG, Sign.SERVICE}),
        ("help/2026/11/22/storm-closes-the-road", {Sign.DATE, Sign.SLUG}),
        ("politics", set()),
        ("world-news", set()),
        ("g20", set()),
    ],
)
def test_the_signs_of_an_article(path: str, signs: set[Sign]) -> None:
    address = examine(HERE + path, HERE)
    assert set(address.signs) == signs
    assert not address.refusal


@pytest.mark.parametrize(
    "path",
    [
        *("", "en/", "?utm_source=x", "about", "en/contact", "impressum.html", "datenschutz"),
        *("chi-siamo", "quienes-somos", "hakkimizda", "om-oss", "a-propos", "login.php", "o-nas"),
        *("tag/storm", "tags/storm-and-the-road", "author/jane-doe", "autor/jane", "newsletter"),
        *("thema/sturm", "rubrique/politique", "page/2", "news/page/12", "?paged=2", "?s=storm"),
        *("?cat=5", "2026/", "2026/11/", "2026/11/22", "story.pdf", "photo.JPG", "feed"),
        *("feed.xml", "category/news/local", "search?q=storm", "a?replytocom=5"),
    ],
)
def test_what_cannot_be_an_article(path: str) -> None:
    assert examine(HERE + path, HERE).refusal


@pytest.mark.parametrize(
    "path",
    [
        *("about-that-night-in-november", "2026/11/22/contact", "5g-arrives"),
        *("profiles/the-man-who-wrote-it-down", "news/login-failures-hit-the-bank"),
        *("tag-team-wins-the-final-match", "story/authors-of-the-year"),
        *("politics/2026/11/22/tag/x", "page-turner-of-the-month", "en/storm-closes-the-road"),
    ],
)
def test_words_count_as_whole_segments_only(path: str) -> None:
    assert not examine(HERE + path, HERE).refusal


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("politics/storm-closes-the-road", "sport/team-wins-the-final-match", True),
        ("2026/11/22/storm", "2025/01/02/ferry", True),
        ("?p=1", "?p=2", True),
        ("node/1", "about", False),
        ("storm-closes-the-road", "politics", False),
    ],
)
def test_addresses_of_one_shape_are_a_family(one: str, other: str, same: bool) -> None:
    assert (examine(HERE + one, HERE).family == examine(HERE + other, HERE).family) is same


def test_what_is_listed_in_a_part_about_the_site_is_not_held_against_it() -> None:
    address = examine(HERE + "company/storm-closes-the-road", HERE + "company/news")
    assert address.signs == (Sign.SLUG,)


def test_another_site_is_refused_and_another_subdomain_is_not() -> None:
    assert examine("https://elsewhere.example/storm", HERE).refusal == "another site"
    assert not examine("https://news.paper.example/storm-5", HERE).refusal
