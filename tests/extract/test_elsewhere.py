"""Prose that is not the article's, wherever it is."""

from __future__ import annotations

import pytest

from feeds.extract import extract
from feeds.extract import vocabulary as voc
from feeds.extract.blocks import read
from feeds.extract.layout import Layout
from feeds.extract.measures import Measures, measure

RAIN = "The rain came back to the valley, which had waited for it since the early spring."
STORY = f"<p>{RAIN}" * 4  # more than an article must have


def of(html: str) -> Measures:
    return measure(read(html))


def counted(html: str) -> list[bool]:
    """Which blocks count as prose."""
    return [size > 0 for size in of(html).prose]


@pytest.mark.parametrize(
    "opening",
    [
        "<ol class=comment-list>",
        "<ol id=commentlist>",
        "<div id=comments class=comments-area>",
        "<li id=comment-4711>",
        "<article id=div-comment-12 class='even depth-2'>",
        "<div class=commentBody>",
        "<section id=disqus_thread>",
    ],
)
def test_comments_are_not_the_article_s(opening: str) -> None:
    page = f"<div>{STORY}</div>{opening}" + f"<p>{RAIN} Indeed!" * 40
    assert counted(page) == [True] * 4 + [False] * 40
    assert of(page).outside_threads


def test_an_article_that_counts_its_comments_is_not_one_of_them() -> None:
    page = f"<div class='has-comments comments-open comment-count-3'>{STORY}</div><p>{RAIN}"
    assert counted(page) == [True] * 5
    assert not of(page).outside_threads


def test_where_there_is_nothing_but_comments_they_count() -> None:
    page = f"<h1>Rain</h1><ol class=comment-list><li>{RAIN}<li>{RAIN}</ol>"
    assert counted(page) == [False, True, True]
    assert not of(page).outside_threads


@pytest.mark.parametrize(
    "place",
    [
        *("<aside>", "<footer>", "<nav>", "<dialog>", "<div role=complementary>"),
        *("<div class=cookie-banner>", "<div id=newsletter-signup>", "<div class=author-bio>"),
    ],
)
def test_what_stands_apart_is_not_the_article_s(place: str) -> None:
    assert counted(f"<div>{STORY}</div>{place}" + f"<p>{RAIN}" * 6) == [True] * 4 + [False] * 6


def test_where_nearly_all_is_apart_it_is_not() -> None:
    assert counted("<aside>" + STORY * 6 + f"</aside><p>{RAIN}") == [True] * 25


@pytest.mark.parametrize("place", ["<article class=author-bio>", "<main id=legal>"])
def test_an_article_is_never_apart_by_its_name(place: str) -> None:
    document = read(f"{place}<p>{RAIN}")
    assert not document.elements[1].own & voc.APART


@pytest.mark.parametrize("name", ["modal-open", "no-comments", "cookies-not-set", "show-navbar"])
def test_a_name_that_tells_what_a_wrapper_has_sets_nothing_apart(name: str) -> None:
    assert not voc.named(name) & voc.APART


def test_what_is_outside_of_main_is_not_the_article_s() -> None:
    page = f"<section><p>{RAIN}</section><main>{STORY}</main><section><p>{RAIN}</section>"
    assert counted(page) == [False, *[True] * 4, False]


def test_a_main_with_a_small_part_of_the_prose_is_none() -> None:
    assert counted(f"<main>{STORY}</main>" + STORY * 3) == [True] * 16


def test_containers_are_the_article_s_however_long_the_rest_is() -> None:
    found = Layout(of(f"<div class=story>{STORY}</div><aside>{STORY * 3}</aside>"))
    names = [found.document.elements[at].names for at in (found.wide, found.main, found.best)]
    assert names == ["story"] * 3


def test_a_short_article_with_many_comments_is_the_article_alone() -> None:
    voices = "".join(
        f"<li id=comment-{number}><p>I waited for it, too, in the year {number}, and was glad.</li>"
        for number in range(1900, 2000)
    )
    page = f"<title>Rain</title><h1>Rain</h1><div class=story>{STORY}</div><ol>{voices}</ol>"
    article = extract(page, "https://paper.example/rain")
    assert "too, in the year" not in article.text
    assert RAIN in article.text
