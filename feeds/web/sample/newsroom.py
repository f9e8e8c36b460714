"""The Gazette's articles, read from one text file each.

A file has a header (``Name: value`` lines), an empty line, the body, and after a line ``* * *``
its comments. Body parts are set apart by empty lines and told by their first characters: ``##``
a heading, ``>`` a quotation, ``-`` a list, ``|`` a table, ``!`` a figure (``! file | caption``).
``*words*`` are emphasised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files

_EMPHASIS = "*"
_COMMENTS = "* * *"


class Kind(StrEnum):
    """What a part of an article is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    ITEMS = "items"
    TABLE = "table"
    FIGURE = "figure"


_MARKS = {
    "#": Kind.HEADING,
    ">": Kind.QUOTE,
    "-": Kind.ITEMS,
    "|": Kind.TABLE,
    "!": Kind.FIGURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a body, as rows of cells.

    A paragraph, heading or quotation is one cell; a list has a cell a row; a table's first row is
    its head; a figure is one row: file name and caption.
    """

    kind: Kind
    rows: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> str:
        """The first cell, with its emphasis marks."""
        return self.rows[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An article's lead image: a file of the site, and the words that stand for it."""

    file: str
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a reader wrote under an article."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article of the Gazette. ``published`` and ``modified`` are in the town's own zone."""

    slug: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    modified: datetime
    section: str
    tags: tuple[str, ...]
    summary: str
    picture: Picture | None
    parts: tuple[Part, ...]
    comments: tuple[Comment, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text of every paragraph, headings, lists, quotations, tables and captions aside."""
        return tuple(
            part.words.replace(_EMPHASIS, "") for part in self.parts if part.kind is Kind.PARAGRAPH
        )


@cache
def stories() -> tuple[Story, ...]:
    """Every article, newest first."""
    folder = files("feeds.web.sample").joinpath("articles")
    read = [
        parse(file.name.removesuffix(".txt"), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".txt")
    ]
    return tuple(sorted(read, key=lambda story: story.published, reverse=True))


def parse(name: str, text: str) -> Story:
    """The article in ``text``; ``name`` is its file's, without the ending: date, then slug.

    Raises KeyError or ValueError where the file is not as this module's docstring says.
    """
    header, _, rest = text.partition("\n\n")
    body, _, comments = rest.partition(f"\n{_COMMENTS}\n")
    fields = dict(_field(line) for line in header.splitlines())
    published = datetime.fromisoformat(fields["Published"])
    modified = fields.get("Modified")
    return Story(
        slug=name.split("-", 3)[3],
        title=fields["Title"],
        authors=_list(fields["By"]),
        published=published,
        modified=datetime.fromisoformat(modified) if modified else published,
        section=fields["Section"],
        tags=_list(fields["Tags"]),
        summary=fields["Summary"],
        picture=_picture(fields["Image"]) if "Image" in fields else None,
        parts=tuple(_part(lines) for lines in body.strip().split("\n\n")),
        comments=tuple(_comment(line) for line in comments.strip().splitlines()),
    )


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name, value.strip()


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(","))


def _picture(value: str) -> Picture:
    file, _, alternative = value.partition(" | ")
    return Picture(file=file, alternative=alternative)


def _comment(line: str) -> Comment:
    name, words = _field(line)
    return Comment(name=name, words=words)


def _part(text: str) -> Part:
    kind = _MARKS.get(text[0], Kind.PARAGRAPH)
    if kind is Kind.PARAGRAPH:
        return Part(kind=kind, rows=((" ".join(text.split()),),))
    lines = [line.lstrip("#>-!").strip(" |") for line in text.splitlines()]
    if kind in {Kind.TABLE, Kind.FIGURE}:
        return Part(kind=kind, rows=tuple(tuple(line.split(" | ")) for line in lines))
    return Part(kind=kind, rows=tuple((line,) for line in lines))
