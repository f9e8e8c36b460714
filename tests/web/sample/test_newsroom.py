from datetime import UTC, datetime

import pytest

from feeds.web.sample.newsroom import Kind, parse, stories

MINIMAL = """Title: A title
By: Ann One, Bob Two
Published: 2026-11-03T16:20:00-03:30
Section: Town
Tags: ice, old boats
Summary: A summary.

First *ship* of the
season.

## A heading

- one
- two

| Year | Boats |
| 2026 | 7 |

! ship.png | A caption

> Quoted. — somebody

* * *
Ann: Well: said.
"""


def test_an_article_is_read_from_its_file() -> None:
    story = parse("2026-11-03-a-slug", MINIMAL)

    assert story.slug == "a-slug"
    assert story.title == "A title"
    assert story.authors == ("Ann One", "Bob Two")
    assert story.published.astimezone(UTC) == datetime(2026, 11, 3, 19, 50, tzinfo=UTC)
    assert story.modified == story.published
    assert story.tags == ("ice", "old boats")
    assert story.picture is None
    assert [(comment.name, comment.words) for comment in story.comments] == [("Ann", "Well: said.")]


def test_parts_are_told_by_their_first_characters() -> None:
    story = parse("2026-11-03-a-slug", MINIMAL)

    assert [(part.kind, part.rows) for part in story.parts] == [
        (Kind.PARAGRAPH, (("First *ship* of the season.",),)),
        (Kind.HEADING, (("A heading",),)),
        (Kind.ITEMS, (("one",), ("two",))),
        (Kind.TABLE, (("Year", "Boats"), ("2026", "7"))),
        (Kind.FIGURE, (("ship.png", "A caption"),)),
        (Kind.QUOTE, (("Quoted. — somebody",),)),
    ]
    assert story.paragraphs == ("First ship of the season.",)


def test_a_file_without_a_title_is_refused() -> None:
    with pytest.raises(KeyError):
        parse("2026-11-03-a-slug", MINIMAL.replace("Title:", "Titel:"))


def test_the_paper_has_enough_articles_of_every_sort() -> None:
    paper = stories()

    assert len(paper) >= 14
    assert [story.published for story in paper] == sorted(
        (story.published for story in paper), reverse=True
    )
    assert {part.kind for story in paper for part in story.parts} == set(Kind)
    assert all(5 <= len(story.paragraphs) <= 9 for story in paper)
    assert all(story.published.utcoffset() for story in paper)
    assert len({story.slug for story in paper}) == len(paper)
