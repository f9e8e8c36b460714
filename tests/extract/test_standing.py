"""What is the article's own however many pages have it, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from feeds import extract_site
from feeds.model import Article
from tests.extract.sites.prose import ENGLISH

PAGES = 12
Write = Callable[[int], str]


def paragraph(number: int, at: int) -> str:
    chance = Random(f"standing/{number}/{at}")
    return f"<p>{ENGLISH.paragraph(chance)} {ENGLISH.sentence(chance)}</p>"


def texts(middle: Write, below: Write = lambda number: "") -> list[str]:
    """The articles of a site, with ``middle`` between two paragraphs, and ``below`` the last."""
    pages = []
    for number in range(PAGES):
        title = f"Article {number} on {ENGLISH.title(Random(number))}"
        text = [paragraph(number, at) for at in range(4)]
        body = "".join([*text[:2], middle(number), *text[2:], below(number)])
        html = f"<title>{title}</title><main><h1>{title}</h1><div class=text>{body}</div></main>"
        pages.append((f"https://news.example/{number}/", html))
    articles = [each for each in extract_site(pages) if isinstance(each, Article)]
    assert len(articles) == PAGES
    return [article.text for article in articles]


def items(*entries: str) -> str:
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def rows(*entries: str) -> str:
    cells = (entry.split("|") for entry in entries)
    return "<table>" + "".join(f"<tr><th>{a}<td>{b}" for a, b in cells) + "</table>"


# -- headings and questions --------------------------------------------------------------------


def test_a_heading_above_text_of_the_article_stays_on_all_pages() -> None:
    assert all("The verdict" in text for text in texts(lambda number: "<h2>The verdict</h2>"))


def test_a_heading_above_a_box_goes_with_it() -> None:
    box = "<h2>Lamplighters</h2><p>Every dusk a gull brings seven pieces, free of charge.</p>"
    assert not any("Lamplighters" in text for text in texts(lambda number: box))


def test_a_heading_in_an_element_of_its_own_goes() -> None:
    """Such as that of a form, whose fields are no text."""
    box = "<div class=form><h3>The evening letter</h3><input type=email></div>"
    assert not any("evening letter" in text for text in texts(lambda number: box))


def test_the_questions_of_an_interview_stay() -> None:
    asked = ("Which book changed your mind?", "When were you afraid?", "What would you abolish?")

    def interview(number: int) -> str:
        answered = (f"<p><b>{each}</b></p>{paragraph(number, 9 + len(each))}" for each in asked)
        return "".join(answered)

    for text in texts(interview):
        assert set(asked) <= set(text.split("\n"))


def test_a_question_alone_is_a_box() -> None:
    assert not any("afraid" in text for text in texts(lambda number: "<p>Are you afraid?</p>"))


# -- lists and tables --------------------------------------------------------------------------


def test_an_entry_that_all_lists_have_stays_among_entries_of_their_own() -> None:
    found = texts(lambda number: items(f"Heat to {number} degrees", f"{number} eggs", "Some salt"))
    assert all("Some salt" in text.split("\n") for text in found)


def test_a_bar_of_buttons_goes_whatever_number_is_in_it() -> None:
    found = texts(lambda number: items("Pass it on", "Ring the bell", f"{number * 7} voices"))
    assert not any("Ring the bell" in text or "voices" in text for text in found)


def test_a_table_with_few_values_stays() -> None:
    def specified(number: int) -> str:
        return rows(
            f"Waterproof|{'yes' if number % 2 else 'no'}",
            f"Ports|{'two' if number % 3 else 'one'}",
        )

    for number, text in enumerate(texts(specified)):
        assert f"Waterproof {'yes' if number % 2 else 'no'}" in text.split("\n")


def test_a_table_that_is_the_same_on_all_pages_goes() -> None:
    found = texts(lambda number: rows("Editor|Ada Brandt", "Telephone|555 0199"))
    assert not any("555 0199" in text for text in found)


@pytest.mark.parametrize("heading", ["Method", "What you need"])
def test_a_list_below_the_last_paragraph_stays_with_its_heading(heading: str) -> None:
    def steps(number: int) -> str:
        chance = Random(f"steps/{number}")
        return f"<h2>{heading}</h2>" + items(*(ENGLISH.sentence(chance) for _ in range(3)))

    for text in texts(lambda number: "", below=steps):
        assert heading in text
        assert len(text.split("\n")) == 4 + 1 + 3


# -- captions ----------------------------------------------------------------------------------


def test_what_all_pages_say_is_no_caption_whatever_it_is_called() -> None:
    box = "<p class=cta-caption>Every dusk a gull brings seven short pieces to your door.</p>"
    assert not any("gull" in text for text in texts(lambda number: box))
