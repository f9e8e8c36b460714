"""Learning: in whatever order pages come, again and again, and while a site changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract.batch import extract_batch
from feeds.model import Rules
from tests.extract.sites.furniture import FRENCH_WORDS, INVENTED, KNOWN
from tests.extract.sites.measuring import MadePage, score, site
from tests.extract.sites.pages import EMPTY, articles, clean, cleaned, prose, texts, written
from tests.extract.sites.prose import ENGLISH, FRENCH
from tests.extract.sites.templates import TEMPLATES, bare, blog, hashed, inside, semantic, tables

# -- properties ----------------------------------------------------------------------------------


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(9)), template=st.sampled_from(TEMPLATES))
def test_the_order_of_pages_does_not_matter(order: list[int], template: object) -> None:
    pages = site(template, ENGLISH, INVENTED, 9)  # type: ignore[arg-type]
    straight = clean(pages)
    shuffled = clean([pages[at] for at in order])
    assert shuffled.profile == straight.profile
    assert [shuffled.results[order.index(at)] for at in range(9)] == list(straight.results)


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(7)), template=st.sampled_from(TEMPLATES))
def test_pages_that_came_one_by_one_teach_the_same(order: list[int], template: object) -> None:
    pages = site(template, ENGLISH, INVENTED, 7)  # type: ignore[arg-type]
    profile = EMPTY
    for at in order:
        profile = clean([pages[at]], profile).profile
    assert texts(clean(pages, profile)) == texts(clean(pages))


@pytest.mark.parametrize("template", TEMPLATES)
def test_cleaning_a_page_twice_gives_the_same(template: object) -> None:
    pages = site(template, ENGLISH, KNOWN, 10)  # type: ignore[arg-type]
    first = clean(pages)
    again = clean(pages, first.profile)
    assert again == first
    assert texts(clean(pages[3:4], first.profile)) == texts(first)[3:4]


def test_pages_of_a_site_that_moved_to_https_are_known() -> None:
    pages = site(blog, ENGLISH, INVENTED, 6)
    moved = [replace(page, url=page.url.replace("https://", "http://")) for page in pages]
    before = clean(pages)
    after = clean(moved, before.profile)
    assert after.profile == before.profile
    assert texts(after) == texts(before)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_duplicate_page_changes_nothing(template: object) -> None:
    pages = site(template, ENGLISH, INVENTED, 6)  # type: ignore[arg-type]
    before = clean(pages)
    double = MadePage(
        url=pages[2].url + "?print=1",
        html=pages[2].html,
        story=pages[2].story,
        around=pages[2].around,
    )
    after = clean([*pages, double])
    assert after.profile.pages == before.profile.pages
    assert texts(after)[:6] == texts(before)


def test_what_is_learned_later_cleans_earlier_pages() -> None:
    pages = site(inside, ENGLISH, INVENTED, 12)
    first = clean(pages[:1])
    assert score(pages[:1], articles(first)).leaked > 0
    later = clean(pages[1:], first.profile)
    again = clean(pages[:1], later.profile)
    assert score(pages[:1], articles(again)).leaked == 0
    assert again.profile == later.profile


def test_verdicts_do_not_flip_back_and_forth() -> None:
    chance = Random(5)
    appeal = "<p>Oil is dear this winter, so leave a coin by the door of the lamplighter.</p>"
    pages = [
        written(
            number,
            *prose(number)[:3],
            appeal if chance.random() < 0.45 else "",
            "<h4>Keep the lamp</h4>" if chance.random() < 0.7 else "",
            *prose(number)[3:],
        )
        for number in range(40)
    ]
    history: dict[tuple[int, str], list[bool]] = {}
    profile = EMPTY
    for start in range(0, len(pages), 4):
        profile = extract_batch(pages[start : start + 4], Rules(), profile).profile
        for number, article in enumerate(cleaned(pages[:4], profile)):
            lines = article.text.split("\n")
            for text in {*lines, *(block.text for block in article.removed)}:
                history.setdefault((number, text), []).append(text in lines)
    for verdicts in history.values():
        assert sum(one != other for one, other in pairwise(verdicts)) <= 1


# -- change --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"), [(semantic, hashed), (blog, bare), (tables, blog), (bare, inside)]
)
def test_articles_stay_whole_through_a_redesign(old: object, new: object) -> None:
    before = clean(site(old, ENGLISH, KNOWN, 30, seed=5))  # type: ignore[arg-type]
    pages = site(new, ENGLISH, INVENTED, 30, seed=6)  # type: ignore[arg-type]
    profile = before.profile
    for at, each in enumerate(pages):
        batch = clean([each], profile)
        profile = batch.profile
        result = score([each], articles(batch))
        assert not [loss for loss in result.losses if loss not in unread(each)]
        if at >= 12:
            assert result.leaked <= 0.1, result.leaks
    assert score(pages, articles(clean(pages, profile))).leaked <= 0.01


def unread(made: MadePage) -> set[str]:
    """Parts that the page alone already loses."""
    return set(score([made], articles(clean([made]))).losses)


def test_two_templates_live_side_by_side() -> None:
    news = site(semantic, ENGLISH, KNOWN, 12, seed=7)
    live = site(hashed, ENGLISH, KNOWN, 6, seed=8)
    pages = [*news, *live]
    result = score(pages, articles(clean(pages)))
    assert result.leaked <= 0.005, result.leaks


def test_articles_of_before_a_redesign_stay_clean_when_they_are_cleaned_again() -> None:
    old = site(blog, ENGLISH, INVENTED, 12, seed=5)
    profile = clean(old).profile
    before = texts(clean(old, profile))
    for count in (40, 80):  # first their places are forgotten, then their texts
        profile = clean(site(hashed, FRENCH, FRENCH_WORDS, count, seed=6), profile).profile
        again = clean(old, profile)
        assert texts(again) == before
        assert again.profile == profile
