"""Excerpts of other articles, and paragraphs of the article's own that stand below a link."""

from __future__ import annotations

from random import Random

from feeds import extract_site
from feeds.model import Article
from tests.extract.sites.prose import ENGLISH

PAGES = 6


def said(name: str, number: int) -> str:
    chance = Random(f"{name}/{number}")
    return f"{ENGLISH.sentence(chance)} {ENGLISH.sentence(chance)}"


def card(number: int) -> str:
    """A card for an article that is none of the site's pages seen."""
    title = ENGLISH.title(Random(f"card/{number}"))
    return (
        f"<div class=card><h3><a href='/old/{number}'>{title}</a></h3>"
        f"<p>{said('excerpt', number)}</p></div>"
    )


def articles(*parts: list[str]) -> list[Article]:
    """A site's articles; each of ``parts`` is the HTML inside of one."""
    pages = []
    for number, inside in enumerate(parts):
        title = f"Article {number} on {ENGLISH.title(Random(number))}"
        html = f"<title>{title}</title><main><h1>{title}</h1><div>{''.join(inside)}</div></main>"
        pages.append((f"https://news.example/{number}/", html))
    return [each for each in extract_site(pages) if isinstance(each, Article)]


def own(number: int) -> list[str]:
    return [f"<p>{said('own', number * 10 + at)}</p>" for at in range(5)]


def test_an_excerpt_under_a_linked_headline_goes_and_says_why() -> None:
    pages = [[*own(n)[:3], card(n), *own(n)[3:]] for n in range(PAGES)]
    for number, article in enumerate(articles(*pages)):
        assert said("excerpt", number) not in article.text
        assert len(article.text.split("\n")) == 5
        removed = {block.text: block.rule for block in article.removed}
        assert removed[said("excerpt", number)] == "teaser of another article"


def test_paragraphs_that_each_stand_below_a_link_are_the_article() -> None:
    """An agency's, with a link to the last report above each of them."""

    def section(number: int, paragraph: str) -> str:
        link = f"<a href='/old/{number}'>The report on which this one follows</a>"
        return f"<div class=part><h4>{link}</h4>{paragraph}</div>"

    pages = [[section(n, each) for each in own(n)] for n in range(PAGES)]
    for number, article in enumerate(articles(*pages)):
        assert said("own", number * 10 + 2) in article.text
