"""What stands last: notes on authors whom no byline names, and paragraphs that look like one."""

from __future__ import annotations

from random import Random

import pytest

from feeds import extract_site
from feeds.model import Article
from tests.extract.sites.prose import ENGLISH

NOTES = (
    "Dana Whitlock grew up on the coast and keeps bees.",
    "Before moving to town, Miguel Sorrento taught history at a school in Ohio.",
    "Priya Raghunathan lives with three cats, and has seen eleven countries.",
    "Lena Voss sings in a choir.",
    "Born in Accra, Kwame Asante came to the harbour by way of Hull and Bergen.",
)
HOUSE_RULE = "Whoever wrote this did so alone at the kitchen table, and the house may differ."


def prose(number: int) -> list[str]:
    chance = Random(f"ending/{number}")
    return [ENGLISH.paragraph(chance) + " " + ENGLISH.sentence(chance) for _ in range(5)]


def ending_in(*endings: str, below: str = f"<p>{HOUSE_RULE}</p>") -> list[str]:
    """The text of a site's articles, each of which ends in one of ``endings`` above ``below``."""
    pages = []
    for number, ending in enumerate(endings):
        text = "".join(f"<p>{each}</p>" for each in (*prose(number), *([ending] if ending else [])))
        title = f"Article {number} on {ENGLISH.title(Random(number))}"
        html = f"<title>{title}</title><main><h1>{title}</h1><div>{text}{below}</div></main>"
        pages.append((f"https://news.example/{number}/", html))
    articles = [each for each in extract_site(pages) if isinstance(each, Article)]
    assert len(articles) == len(endings)
    return [article.text for article in articles]


def test_where_pages_end_in_notes_some_of_which_recur_each_of_them_goes() -> None:
    endings = [*NOTES, NOTES[0], NOTES[1]]
    for number, text in enumerate(ending_in(*endings)):
        assert text.split("\n") == prose(number)


def test_a_note_is_known_by_the_box_below_it_too() -> None:
    below = "<div class=share><span>Ring the bell</span></div>"
    endings = [*NOTES, NOTES[0], NOTES[1]]
    for number, text in enumerate(ending_in(*endings, below=below)):
        assert text.split("\n") == prose(number)


@pytest.mark.parametrize("count", [4, 9])
def test_last_paragraphs_that_name_somebody_new_each_stay(count: int) -> None:
    endings = [
        "The inquest was opened by Ada Hollis on Monday, and goes on in June.",
        "For Ben Okafor, who sold the boat, that comes a year too late.",
        "“We shall see,” said Cleo Marsh, and closed the door.",
        "Nobody has heard from Dora Lindqvist since the storm.",
        "Neither the mayor nor Ed Farrow answered our questions.",
        "Next week Fay Trent will lead the procession to the old quay.",
        "Meanwhile Gil Abbot waits for the ferry, as he has for years.",
        "The bell, it turned out, had been rung by Hal Iverson.",
        "In the end it was Ida Quist who found the keys.",
    ][:count]
    for ending, text in zip(endings, ending_in(*endings), strict=True):
        assert text.split("\n")[-1] == ending


def test_where_most_pages_end_in_the_story_a_last_paragraph_stays() -> None:
    own = "Martha Quinn, who has lived by the harbour since the war, will not be moved."
    endings = ["", "", "", NOTES[0], NOTES[0], "", "", own, ""]
    assert ending_in(*endings)[7].split("\n")[-1] == own
