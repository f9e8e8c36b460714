"""Which entries a merged feed shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from feeds.errors import PatternTooSlow
from feeds.model import Entry
from feeds.publish.select import select
from tests.publish.building import entry


@dataclass(frozen=True)
class Asked:
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    languages: tuple[str, ...] = field(default=())


def shown(criteria: Asked, *entries: Entry) -> list[str]:
    return [e.article.title for e in select(entries, criteria)]


def story(title: str, text: str = "", **changes: Any) -> Entry:
    return entry(title, title=title, text=text, **changes)


def is_included(pattern: str, title: str, text: str = "") -> bool:
    return bool(shown(Asked(include=(pattern,)), story(title, text)))


def test_without_criteria_all_are_shown_in_their_order() -> None:
    assert shown(Asked(), story("b"), story("a")) == ["b", "a"]


def test_one_of_the_words_included_must_stand_in_title_or_text() -> None:
    stories = (story("Moon"), story("Other", "of the moon"), story("Tides"), story("None"))
    assert shown(Asked(include=("moon", "tides")), *stories) == ["Moon", "Other", "Tides"]


def test_none_of_the_words_excluded_may_stand_there() -> None:
    stories = (story("Moon landing"), story("Moon phase"), story("Tides", "a landing"))
    asked = Asked(include=("moon", "tides"), exclude=("landing",))
    assert shown(asked, *stories) == ["Moon phase"]


@pytest.mark.parametrize(
    ("pattern", "title"),
    [
        ("art", "ART fair"),
        ("climate change", "On climate\n  change"),
        ("C++", "Learn C++ today"),
        ("élections", "Les Élections"),
        ("気候", "世界の気候変動"),
        ("기후", "기후가 변한다"),
        ("/moon|tide/", "The tides"),
        (r"/^\d+ dead/", "12 dead in crash"),
    ],
)
def test_a_pattern_is_found(pattern: str, title: str) -> None:
    assert is_included(pattern, title)


@pytest.mark.parametrize(
    ("pattern", "title"),
    [
        ("art", "A party"),
        ("art", "State-of-the-arts"),
        ("a.c", "abc"),
        ("climate change", "change of climate"),
        (r"/^\d+ dead/", "Some 12 dead"),
    ],
)
def test_a_pattern_is_not_found(pattern: str, title: str) -> None:
    assert not is_included(pattern, title)


def test_only_the_languages_asked_for_are_shown_with_all_their_regions() -> None:
    stories = [story(str(tag), language=tag) for tag in ("en", "en-GB", "EN_us", "enm", None)]
    assert shown(Asked(languages=("en",)), *stories) == ["en", "en-GB", "EN_us"]
    assert shown(Asked(languages=("en-GB", "enm")), *stories) == ["en-GB", "enm"]


@pytest.mark.parametrize("key", ["include", "exclude"])
def test_a_pattern_that_comes_to_no_end_is_given_up(key: str) -> None:
    endless = r"/^(\w|\w\w|\s)+#$/"
    with pytest.raises(PatternTooSlow) as caught:
        shown(Asked(**{key: (endless,)}), story("Moon", "word " * 200 + "# and more"))
    assert caught.value.pattern == endless
