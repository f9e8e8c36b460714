"""The index page of the published folder. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from feeds.model import Feed
from feeds.publish import fields

TITLES: Final = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
TYPES: Final = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    url: str
    type: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    title: str
    home: str | None
    host: str
    files: tuple[_File, ...]


def index_page(feeds: Sequence[Feed], formats: Sequence[str]) -> bytes:
    """A page that names ``feeds``, links their files, and lets readers discover them."""
    return _template().render(feeds=[_row(feed, formats) for feed in feeds]).encode()


def _row(feed: Feed, formats: Sequence[str]) -> _Row:
    home = fields.address(feed.home)
    return _Row(
        title=fields.feed_title(feed),
        home=home,
        host=urlsplit(home).netloc.removeprefix("www.") if home else "",
        files=tuple(
            _File(url=f"{feed.name}.{form}", type=TYPES[form], label=TITLES[form])
            for form in formats
        ),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("feeds.publish", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("index.html")
