"""A small news site for tests of the whole: a listing, and articles that truth is known of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.site import Reply, page

_SUBJECTS = (
    "The harbour council met on Monday to discuss the repair of the old stone pier",
    "A school in the upper town has opened its library to everybody who likes to read",
    "Ferries to the islands will sail twice as often from the beginning of next month",
    "The orchestra of the conservatory returned from its journey with three new pieces",
    "Farmers along the river report the best harvest of apples in more than ten years",
    "A bridge that stood for two centuries has been closed to heavy traffic since Friday",
    "The hospital has appointed a new head of surgery after a search of several months",
    "Volunteers planted four hundred trees on the slopes above the railway station",
)
_CONTINUATIONS = (
    "People who live nearby said that they had waited for this for a long time",
    "The decision was not taken lightly, as several speakers made clear in the debate",
    "It will cost less than was feared at first, according to those who did the sums",
    "Work is expected to begin in the spring and to last until the end of the summer",
    "Not everybody agrees, and letters against the plan have filled the local paper",
    "Those responsible promised to report on progress every month from now on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article's truth."""

    number: int
    title: str
    paragraphs: tuple[str, ...] = field(repr=False)

    @property
    def path(self) -> str:
        return f"/2026/11/story-number-{self.number}"

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def story(number: int) -> Story:
    """The story of this number; no two say the same."""
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    paragraphs = tuple(
        f"{subject}, in the matter of file {number}, part {part}. "
        f"{_CONTINUATIONS[(number + part) % 6]}. {_CONTINUATIONS[(number * 5 + part + 2) % 6]}."
        for part in range(1, 5)
    )
    return Story(number=number, title=f"{subject[:40].strip()} ({number})", paragraphs=paragraphs)


def article_page(story: Story, **headers: str) -> Reply:
    """The story's page, with the furniture a page has."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return page(
        f"<nav><a href=/>Home</a> <a href=/about>About us</a> <a href=/tag/town>Town</a></nav>"
        f"<main><article><h1>{story.title}</h1>{body}</article></main>"
        "<footer><p>All rights reserved.</p></footer>",
        title=f"{story.title} | The Test Times",
        head=f"<meta property='article:published_time' content='2026-11-{story.number % 20 + 1:02}"
        "T08:00:00+01:00'><meta property='og:site_name' content='The Test Times'>",
        **headers,
    )


def listing(stories: Iterable[Story], **headers: str) -> Reply:
    """A front page with a card for each story."""
    cards = "".join(
        f"<article><h2><a href='{each.path}'>{each.title}</a></h2>"
        f"<p>{each.paragraphs[0][:80]}…</p></article>"
        for each in stories
    )
    return page(
        "<nav><a href=/>Home</a> <a href=/about>About us</a> <a href=/tag/town>Town</a></nav>"
        f"<main>{cards}</main>",
        title="The Test Times",
        **headers,
    )


def news_site(*numbers: int) -> dict[str, Reply]:
    """The pages of a site with these stories, the newest first on its front page."""
    stories = [story(number) for number in numbers]
    pages = {each.path: article_page(each) for each in stories}
    return {"/": listing(stories, etag=f'"{"-".join(map(str, numbers))}"'), **pages}
