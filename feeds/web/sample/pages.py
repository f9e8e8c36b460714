"""The Gazette's pages, rendered: articles and a place to stand in, HTML out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from feeds.web.sample.newsroom import Story

WEEKEND = "Weekend"  # the section that has the older template
_EMPHASIS = re.compile(r"\*([^*]+)\*")
_RELATED = 3
_MOST_READ = 5
_NUMBER_BASE = 1041  # the Weekend's addresses are numbered from here, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article stands among the others: the newest is the first."""

    newer: Story | None
    older: Story | None
    related: tuple[Story, ...]
    most_read: tuple[Story, ...]


def article_page(story: Story, paper: Sequence[Story], home: str) -> str:
    """The page of ``story``, one of ``paper`` (newest first), on the site at ``home``.

    ``home`` is absolute and has no trailing slash.
    """
    name = "weekend.html" if story.section == WEEKEND else "gazette.html"
    authors = [{"@type": "Person", "name": author} for author in story.authors]
    return _ENVIRONMENT.get_template(name).render(
        story=story, place=_place(story, paper), paper=paper, home=home, authors=authors
    )


def listing_page(chosen: Sequence[Story], paper: Sequence[Story], home: str, heading: str) -> str:
    """A page of cards: the front page (no ``heading``), a section's or a tag's."""
    return _ENVIRONMENT.get_template("listing.html").render(
        chosen=chosen, paper=paper, home=home, heading=heading, most_read=_most_read(paper)
    )


def about_page(paper: Sequence[Story], home: str) -> str:
    """The page that says who writes the Gazette."""
    authors = sorted({author for story in paper for author in story.authors})
    return _ENVIRONMENT.get_template("about.html").render(paper=paper, home=home, authors=authors)


def path(story: Story, paper: Sequence[Story]) -> str:
    """Where ``story`` lies below the site's root: the two templates have addresses of two kinds."""
    if story.section == WEEKEND:
        weekend = [other for other in reversed(paper) if other.section == WEEKEND]
        return f"/weekend/{_NUMBER_BASE + 2 * weekend.index(story)}-{story.slug}.html"
    return f"/{story.published:%Y/%m/%d}/{story.slug}/"


def anchor(words: str) -> str:
    """``words`` as the last part of an address."""
    return "-".join(words.lower().split())


def _place(story: Story, paper: Sequence[Story]) -> Place:
    at = paper.index(story)
    kin = sorted(
        (other for other in paper if other is not story),
        key=lambda other: len(set(other.tags) & set(story.tags)) + (other.section == story.section),
        reverse=True,
    )
    return Place(
        newer=paper[at - 1] if at else None,
        older=paper[at + 1] if at + 1 < len(paper) else None,
        related=tuple(kin[:_RELATED]),
        most_read=_most_read(paper),
    )


def _most_read(paper: Sequence[Story]) -> tuple[Story, ...]:
    """The articles with the most comments stand for the most read."""
    return tuple(sorted(paper, key=lambda s: (-len(s.comments), s.slug))[:_MOST_READ])


def _emphasised(words: str) -> Markup:
    return Markup(_EMPHASIS.sub(r"<em>\1</em>", str(escape(words))))


_ENVIRONMENT = Environment(
    loader=PackageLoader("feeds.web.sample"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(anchor=anchor, emphasised=_emphasised)
_ENVIRONMENT.globals.update(path=path)
