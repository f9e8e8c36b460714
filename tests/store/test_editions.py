"""Editions of one article, and articles that only look like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from feeds.model import Article
from feeds.store.editions import is_edition, is_excerpt, marks
from tests.store.building import article

STORY = """
The harbour council has decided to repair the old stone pier before the winter storms return to the coast.
Work is to begin in the spring and will last until the end of the summer, the mayor said after the vote.
Fishermen who moor their boats there have asked for the repair for years, as several of them recalled.
"We have waited long enough," said Anna Lind, who has sailed from the pier since her childhood.
The money comes from the county and from a foundation that looks after monuments along the coast.
Not everybody agrees, and letters against the plan have filled the pages of the local paper.
Opponents point to the school, whose roof has leaked since the autumn and which gets nothing this year.
The council promised to speak about the roof at its next meeting, to which all residents are invited.
""".strip()  # noqa: E501
TITLE = "Old stone pier will be repaired at last"
REMARK = (
    "Not everybody agrees, and letters against the plan have filled the pages of the local paper."
)


def told(text: str = STORY, title: str = TITLE) -> Article:
    return article(title=title, text=text)


# -- editions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        STORY.replace(REMARK, "Opponents have announced that they will go to court over the plan."),
        STORY.replace(REMARK, "Letters against the plan have filled the local paper for 3 weeks."),
        STORY.replace(REMARK + "\n", ""),
        STORY + "\nCorrection: the vote was on Monday 23 November.",
        STORY.replace("\n", " ").replace("the mayor said", "mayor Ole Berg said"),
    ],
)
def test_an_article_with_an_edited_sentence_is_an_edition(text: str) -> None:
    assert is_edition(told(), told(text))
    assert is_edition(told(text), told())


def test_an_edited_headline_is_part_of_an_edition() -> None:
    text = STORY.replace(REMARK, "Opponents have announced that they will go to court over it.")
    assert is_edition(told(), told(text, "The old stone pier will be repaired"))
    assert is_edition(told(), told(text, "Council: old stone pier will be repaired at last"))


def test_an_edition_is_found_by_a_sentence_it_has_in_common() -> None:
    assert len(marks(told())) == len(STORY.splitlines())
    assert marks(told()) & marks(told(STORY.replace(REMARK, "Opponents will go to court.")))


def test_sentences_end_in_any_script() -> None:
    text = "港口委员会决定在冬季风暴到来之前修复旧石码头。市长在投票后表示，工程将于春季开始。"
    whole = "".join(f"第{mark}部分的居民说，{text}" for mark in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")
    edited = told(whole + "居民很高兴。", "旧石码头将修复")
    assert marks(edited)
    assert is_edition(told(whole, "旧石码头将修复"), edited)
    assert not is_edition(told(whole, "旧石码头将修复"), told(edited.text, "学校屋顶漏水"))


# -- excerpts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "left",
    [
        "",
        "The harbour council has decided to repair the old",
        "\n".join(STORY.splitlines()[:3]),
        "\n".join(STORY.splitlines()[:2]) + "\nFishermen who moor their boa",
        STORY.splitlines()[0] + "\nSubscribe to go on reading.",
    ],
)
def test_a_teaser_is_an_excerpt(left: str) -> None:
    assert is_excerpt(told(), told(left))


@pytest.mark.parametrize(
    "left",
    [
        "This article was wrong in every respect, and we have taken it back.",
        "We have taken this article back. It was wrong in every respect.",
        "\n".join(STORY.splitlines()[:6]),
        STORY,
    ],
)
def test_a_retraction_or_a_cut_is_none(left: str) -> None:
    assert not is_excerpt(told(), told(left))


def test_what_was_short_may_become_shorter() -> None:
    assert not is_excerpt(told("The pier is closed. It has rained."), told("The pier is closed."))


# -- others ------------------------------------------------------------------------------------


def series(template: str, *issues: dict[str, str]) -> tuple[Article, Article]:
    first, second = (
        told(*(part.format(**issue) for part in reversed(template.strip().split("\n", 1))))
        for issue in issues
    )
    return first, second


FRAME = "".join(
    f"\nThis is what is always said below the reports of this kind, in the {place} place: that all"
    " of it was made with care, and that nobody vouches for any of it."
    for place in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
)

WEATHER = "Weather for the coast\nTomorrow it will be {sky}, at up to {high} degrees." + FRAME
SHARES = (
    "Acquisition of own shares, interim announcement\nBetween {days} the company acquired {count}"
    " of its own shares." + FRAME
)
MATCH = (
    "{home} against {away}\n{home} beat {away} by {goals} goals in front of a full house." + FRAME
)
MARKETS = "Markets at noon\nThe index rose to {points} points.{more}" + FRAME
WARNING = "Storm warning for {place}\nThe service warns of storms in {place} tonight." + FRAME
SERIAL = "The lighthouse, part {part}\n{story}" + FRAME


@pytest.mark.parametrize(
    ("template", "one", "other"),
    [
        (WEATHER, {"sky": "sunny", "high": "21"}, {"sky": "cloudy", "high": "17"}),
        (
            SHARES,
            {"days": "2 and 6 March", "count": "812"},
            {"days": "9 and 13 March", "count": "7"},
        ),
        (
            MATCH,
            {"home": "Alby", "away": "Borg", "goals": "two"},
            {"home": "Alby", "away": "Cern", "goals": "two"},
        ),
        (MARKETS, {"points": "18,204", "more": ""}, {"points": "18,977", "more": " Oil fell."}),
        (WARNING, {"place": "Alby county"}, {"place": "Borg county"}),
        (
            SERIAL,
            {"part": "one", "story": "Here a keeper lights the lamp and sees a ship. " * 9},
            {"part": "two", "story": "There the ship has gone, and so has he, they say. " * 9},
        ),
        (
            SERIAL,
            {"part": "1", "story": "The keeper lights the lamp."},
            {"part": "2", "story": "The ship has gone."},
        ),
    ],
)
def test_two_of_one_template_are_two_articles(
    template: str, one: dict[str, str], other: dict[str, str]
) -> None:
    first, second = series(template, one, other)
    assert not is_edition(first, second)
    assert not is_edition(second, first)


@pytest.mark.parametrize(
    "short", ["This article is for subscribers only. Subscribe to read all of it.", ""]
)
def test_notices_and_teasers_are_editions_of_nothing(short: str) -> None:
    assert marks(told(short)) == frozenset()
    assert not is_edition(told(short), told(short))


def test_a_report_that_grew_is_another_article() -> None:
    assert not is_edition(told(), told(STORY + "\n" + FRAME))


def test_another_headline_makes_another_article() -> None:
    assert not is_edition(told(), told(title="A letter to the editor"))


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace(".", " . ")])
def test_case_and_marks_are_no_edit(change: Callable[[str], str]) -> None:
    assert is_edition(told(), told(change(STORY)))
