"""Sites put together, cleaned and scored: what leaked, what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import feeds
from feeds.model import Article
from tests.extract.sites.furniture import Furniture, Words, furnish
from tests.extract.sites.prose import Language
from tests.extract.sites.story import Story, stories
from tests.extract.sites.templates import Template

HOST = "https://news.example"
_PATH = "/2026/11/{}/"
_LABEL = 60  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page with its truth."""

    url: str
    html: str
    story: Story
    around: Furniture

    @property
    def junk(self) -> Sequence[str]:
        """The boilerplate strings that are on the page."""
        return [text for text in dict.fromkeys(self.around.junk) if text in self.html]

    @property
    def parts(self) -> Sequence[str]:
        """The article's parts, each a line of its text."""
        return [part.text.replace(" | ", " ") for part in self.story.parts]


class Truth(Protocol):
    """A page whose truth is known: what must be gone, and what must be kept."""

    @property
    def url(self) -> str: ...

    @property
    def html(self) -> str: ...

    @property
    def junk(self) -> Sequence[str]: ...

    @property
    def parts(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares over a site's pages, 0 to 1, and the strings at fault."""

    leaked: float
    kept: float
    leaks: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def site(
    template: Template, language: Language, words: Words, count: int, seed: int = 1
) -> list[MadePage]:
    """The pages of one made site, oldest first."""
    made = stories(language, count, seed)
    pages = []
    for story in made:
        around = furnish(story, made, language, words, _PATH)
        url = HOST + _PATH.format(story.slug)
        pages.append(MadePage(url=url, html=template(story, around), story=story, around=around))
    return pages


def cleaned(pages: Sequence[Truth]) -> list[Article]:
    """The articles of the pages; fails when one is refused."""
    results = feeds.extract_site((page.url, page.html) for page in pages)
    return [_article(result) for result in results]


def _article(result: object) -> Article:
    assert isinstance(result, Article), result
    return result


def score(pages: Sequence[Truth], articles: Sequence[Article]) -> Score:
    """How clean and how whole the articles are."""
    leaks: list[str] = []
    losses: list[str] = []
    junk = wanted = 0
    for page, article in zip(pages, articles, strict=True):
        lines = article.text.split("\n")
        for text in page.junk:
            junk += 1
            if any(_says(line, text) for line in lines):
                leaks.append(text)
        whole = set(lines)
        wanted += len(page.parts)
        losses += [part for part in page.parts if part not in whole]
    return Score(
        leaked=len(leaks) / junk,
        kept=1 - len(losses) / wanted,
        leaks=tuple(leaks),
        losses=tuple(losses),
    )


def _says(line: str, text: str) -> bool:
    """Whether a line has a boilerplate string: a word or two must be all of it, or end it."""
    if len(text.split()) > 2:
        return text in line
    return line == text or (line.startswith(f"{text} ") and len(line) < _LABEL)
