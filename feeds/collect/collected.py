"""What collecting a source brings, with the reasons: the same for a refresh and for a preview."""

from __future__ import annotations

from dataclasses import dataclass

from feeds.model import Failure, Link, Trail


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A feed, sitemap or page that was looked at and not taken: for what it is, or as it failed."""

    what: str
    url: str
    objection: str = ""
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that a listing links to, and what speaks for and against its being an article."""

    url: str  # canonical
    title: str | None
    score: float
    reasons: tuple[str, ...]
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A source's articles, as its ``trail`` lists them now.

    ``links`` are in the order of the feed, sitemap or listing; they are empty when ``not_modified``
    says that the server answered so. ``found`` tells how the trail was come to; ``seen`` what was
    tried and why it was not taken. ``candidates`` are a listing's links, rejected ones included.
    """

    links: tuple[Link, ...] = ()
    trail: Trail
    title: str | None = None  # as the site calls itself
    not_modified: bool = False
    found: str = ""
    seen: tuple[Tried, ...] = ()
    candidates: tuple[Candidate, ...] = ()
