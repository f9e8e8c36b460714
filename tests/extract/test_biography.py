"""Notes on authors, and paragraphs that look like one."""

from __future__ import annotations

import pytest

from feeds.extract.biography import Note, introduces, opening_name, signers

STORY = ("The harbour council met on Monday.", "Ada Brandt, the mayor, spoke against the pier.")


def subject(text: str, *, by: tuple[str, ...] = (), lines: tuple[str, ...] = ()) -> str:
    """The author whom ``text`` tells of, at the end of the story."""
    return Note(text, by, lines, STORY).subject()


# -- who signs the page ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe grows leeks, and reads tide tables for pleasure.",
        "Before all this, Jane Doe taught history in Ohio.",
        "Write to Jane Doe at desk@news.example.",
    ],
)
def test_a_text_that_names_the_author_tells_of_her(text: str) -> None:
    assert subject(text, by=("Jane Doe",)) == "Jane Doe"


def test_an_author_of_whom_the_article_speaks_is_somebody_in_the_news() -> None:
    assert subject("Ada Brandt grows leeks.", by=("Ada Brandt",)) == ""


def test_a_publication_is_no_author() -> None:
    names = ("Jane Doe", "Harbor Times", "Reuters", "Quay Fellows", "dpa", "Sports Desk")
    assert signers(names, "www.quayfellows.example") == ["Jane Doe"]


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe",
        "By Jane Doe",
        "Jane Doe · 4 min read",
        "Updated 3 March 2026 at 14:02 Jane Doe",
        "12.03.2026 | Jane Doe",
    ],
)
def test_a_line_near_the_article_may_be_its_byline(line: str) -> None:
    assert subject("Jane Doe grows leeks.", lines=(line,)) == "Jane Doe"
    assert subject("Once a nurse, Jane Doe grows leeks.", lines=(line,)) == "Jane Doe"


@pytest.mark.parametrize(
    "line",
    [
        "Why the pier was closed in March, by Jane Doe",
        "Jane Doe returns to the harbour with a tram line",
        "What Jane Doe wants",
    ],
)
def test_another_article_s_title_is_no_byline(line: str) -> None:
    assert subject("Jane Doe grows leeks.", lines=(line,)) == ""


# -- who is said to be of the press ------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe is a reporter who covers the harbour.",
        "Jane van der Doe covers the harbour.",
        "Maud Ferrand est journaliste au service régional.",
        "Jörg Hinrichs ist Redakteur im Ressort Lokales.",
        "Lucía Ferrer es periodista.",
        "Анна Воронцова — корреспондент отдела городской жизни.",
        "佐藤 美咲 港新聞社会部記者。一九八五年生まれ。",
        "سامر الخطيب صحفي يكتب في شؤون المنطقة.",
    ],
)
def test_a_text_that_opens_with_somebody_of_the_press_tells_of_the_author(text: str) -> None:
    assert subject(text) == opening_name(text) != ""


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe, who lost her house, said that nobody had warned her.",
        "A reporter asked the mayor why.",
        "The editor of the paper declined to comment.",
        "Ada Brandt is a columnist too.",
        "وقال إن السوق القديم سيغلق قبل نهاية الشهر.",
        "港新聞の記者によると、桟橋は来月閉鎖される。",
    ],
)
def test_an_article_s_last_paragraph_tells_of_no_author(text: str) -> None:
    assert subject(text) == ""


def test_a_long_text_is_none() -> None:
    assert subject("Jane Doe grows leeks. " * 60, by=("Jane Doe",)) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Doe said so.", "Jane Doe"),
        ("Jane de la Doe said so.", "Jane de la Doe"),
        ("Jean-Luc O'Neill Smith said so.", "Jean-Luc O'Neill Smith"),
        ("Then it rained.", ""),
        ("it rained.", ""),
        ("", ""),
    ],
)
def test_a_name_opens_a_text_in_capitals(text: str, name: str) -> None:
    assert opening_name(text) == name


# -- who is new ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe grows leeks.",
        "Once a nurse, Jane Doe grows leeks, and so does Ada Brandt.",
        "Geboren in Bremen, studierte Heike von Berg Geschichte.",
        "佐藤 美咲 港新聞社会部記者。",
        "佐藤 美咲 一九八五年生まれ。旅と食についての著書が三冊ある。",
        "سامر الخطيب صحفي يكتب في شؤون المنطقة.",
    ],
)
def test_a_text_introduces_whom_the_rest_of_the_page_does_not_name(text: str) -> None:
    assert introduces(text, "\n".join(STORY))


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brandt grows leeks.",
        "The pier stays closed until June.",
        "Harbor Times readers grow leeks.",
        "ورفض مديرة المتحف التعليق على السوق المسقوف.",
        "Jane Doe grows leeks. " * 60,
        "",
    ],
)
def test_a_text_without_a_new_person_introduces_nobody(text: str) -> None:
    assert not introduces(text, "\n".join(STORY))
