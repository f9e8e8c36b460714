"""What a reader sees above and below the title: who wrote the article, and when.

Only the surroundings of the title are read. Dates and names elsewhere on a page are those of other
articles, of comments, of the company, or today's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from feeds.extract import vocabulary as voc
from feeds.extract.blocks import Document, TextBlock
from feeds.extract.dates import Moment, read_date, read_stamp, without_date
from feeds.extract.jsonld import clean
from feeds.extract.names import begins_as_byline, fold, full_name, people, signing
from feeds.extract.titles import similarity

_HEADINGS: Final = frozenset(["h1", "h2", "h3"])
_PART_ENDS = re.compile(r"\s+[|·•»:~/\-–—]+\s+|\s*[|｜»]\s*")
# Shares of pairs of letters in common with the title from which a heading stands for it.
_RELATED, _ALIKE = 0.25, 0.55
_MARKS: Final = 10  # characters, neither letters nor digits, by which two spellings differ
_MAX_KICKER: Final = 60  # characters beside the title in its heading
_BEFORE: Final = 8  # blocks before the title that may hold the byline, and after it
_AFTER: Final = 16
_MAX_NAME_LINE: Final = 80
_MAX_LABEL: Final = 30  # characters of a line that is only a label
_MAX_DATELINE: Final = 70  # characters of a line with a date that nothing calls one
_MAX_SIGNED: Final = 120  # characters of "Posted by Jane Doe on … in …"
_MAX_DATE: Final = 40  # characters of a line that is nothing but a date
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en|in)?|auteurs?|people|person|profile|staff|team|contributors?|writers?"
    r"|journalists?|redakteur|by|users?)/[^/?#]|/@[\w.-]+",
    re.I,
)
_PARTS = re.compile(r"\s*[|•·⋅∙●]\s*|\s[–—-]\s")
_MAX_LINE: Final = 220  # characters of a line that is a byline or a dateline
_CREDITS: Final = voc.CAPTION | voc.FIGURE  # who took the picture
_ELSEWHERE: Final = voc.COMMENT | voc.RELATED | voc.FOOTER
_NOT_SIGNED: Final = voc.COMMENT | voc.RELATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A line that may name the authors.

    ``mark``: "said" if its first word tells so, "linked" if it leads to a person's page, else "".
    """

    text: str
    mark: str
    distance: int  # blocks from the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A date a reader sees, and whether it is said to be that of the last change."""

    moment: Moment
    label: str  # "published", "modified" or ""
    distance: int  # blocks from the title


def title_block(document: Document, title: str) -> int | None:
    """The number of the block that is the title: an h1 before any other, the first of several.

    A heading that has the title in it, or failing that speaks of the same, or the first h1 will do.
    """
    seen = _standing(document, title)
    if not fold(title) or seen.exact or seen.holding:
        return next(iter([*seen.exact, *seen.holding]), None)
    headings = [i for i, block in enumerate(document.blocks) if block.tag in _HEADINGS]
    first = next((i for i in headings if document.blocks[i].tag == "h1"), None)
    if first is not None and similarity(document.blocks[first].text, title) >= _RELATED:
        return first
    like = (
        i
        for i in headings
        if len(document.blocks[i].text) * 2 >= len(title)
        and similarity(document.blocks[i].text, title) >= _ALIKE
    )
    return next(like, first)


def shown_part(document: Document, title: str) -> str:
    """The part of ``title`` that stands on the page as a line of its own; else all of it.

    "Tide rises | Coast" is the title "Tide rises" where the page shows that.
    """
    ends = [match.start() for match in _PART_ENDS.finditer(title)]
    if not ends or _standing(document, title).exact:
        return title
    parts = (part for end in ends if " " in (part := title[:end]))
    return next((part for part in parts if _standing(document, part).exact), title)


class _Standing(NamedTuple):
    """Blocks that are a title, headings of the first rank first, and headings that contain it."""

    exact: list[int]
    holding: list[int]


def _standing(document: Document, title: str) -> _Standing:
    wanted = fold(title)
    exact: list[int] = []
    holding: list[int] = []
    for i, block in enumerate(document.blocks if wanted else ()):
        heading = block.tag in _HEADINGS
        if not len(wanted) <= len(block.text) <= len(title) + (_MAX_KICKER if heading else _MARKS):
            continue
        key = fold(block.text)
        if key == wanted:
            exact.append(i)
        elif heading and wanted in key:
            holding.append(i)
    return _Standing(sorted(exact, key=lambda i: document.blocks[i].tag != "h1"), holding)


def datelines(document: Document, anchor: int, language: str | None) -> Iterator[Dateline]:
    """The dates around block ``anchor``, nearest first."""
    for i in _around(document, anchor):
        block = document.blocks[i]
        moment = _date_of(document, block, language)
        if moment is None:
            continue
        label = _label(document, i)
        if label or len(block.text) <= _MAX_DATELINE:
            yield Dateline(moment=moment, label=label, distance=abs(i - anchor))


def bylines(document: Document, anchor: int) -> Iterator[Byline]:
    """The lines around block ``anchor`` that may name the authors, nearest first."""
    around = document.blocks[anchor].flags
    title = fold(document.blocks[anchor].text)
    wrong = (voc.NEWSLETTER | voc.NAV | _CREDITS) & ~around
    shared = voc.SHARE & ~around
    for i in _around(document, anchor):
        block = document.blocks[i]
        if block.flags & wrong:
            continue
        said = _said(document, i)
        if said is None and block.flags & shared:
            continue
        linked = _author_links(block)
        if said is not None or linked:
            mark = "linked" if said is None else "said"
            yield Byline(text=linked or said or "", mark=mark, distance=abs(i - anchor))
        elif len(block.text) > _MAX_NAME_LINE or fold(block.text) in title:
            continue
        elif block.flags & ~around & voc.AUTHOR or _is_by_dateline(document, i):
            yield Byline(text=block.text, mark="", distance=abs(i - anchor))
        elif dated := _with_date(block):
            yield Byline(text=dated, mark="", distance=abs(i - anchor))


def _said(document: Document, i: int) -> str | None:
    """What stands after "By" in block ``i``, or below it when nothing does."""
    line = document.blocks[i].text
    for part in (line, *map(str.strip, _PARTS.split(without_date(line)))):
        if begins_as_byline(part):
            if people([part]):
                return part
            return document.blocks[i + 1].text if i + 1 < len(document.blocks) else None
    return None


def _is_by_dateline(document: Document, i: int) -> bool:
    """Whether a line without links stands next to a date, as a name without any mark does."""
    block = document.blocks[i]
    if block.links or block.tag in _HEADINGS or not _names_people(block.text):
        return False
    beside = (j for j in (i - 1, i + 1) if 0 <= j < len(document.blocks))
    return any(
        len(document.blocks[j].text) <= _MAX_DATE and read_date(document.blocks[j].text)
        for j in beside
    )


def _with_date(block: TextBlock) -> str:
    """The name that stands on one line with a date: "May 2, 2024 | Jane Doe in Tides"."""
    rest = without_date(block.text)
    if rest == block.text:
        return ""
    parts = (part for part in _PARTS.split(rest) if _names_people(", ".join(signing(part))))
    return next(parts, "")


def _names_people(line: str) -> bool:
    names = people([line])
    return bool(names) and all(map(full_name, names))


def _author_links(block: TextBlock) -> str:
    """The words of a line's links to a person's page, by ``rel=author`` or the address."""
    return "; ".join(
        text
        for link in block.links
        if "author" in (link.attributes.get("rel") or "").lower()
        or _AUTHOR_PAGE.search(link.attributes.get("href") or "") is not None
        if (text := name_in(link))
    )


def name_in(node: LexborNode) -> str:
    """The words of an element that names somebody, without the office in a piece of its own."""
    pieces = list(filter(None, map(clean, node.text(separator="\n").split("\n"))))
    first = next(filter(None, (people([piece]) for piece in pieces)), ())
    if len(first) == 1 and full_name(first[0]):
        return first[0]
    return " ".join(pieces)[:_MAX_LINE]


def signed_date(document: Document, language: str | None) -> Moment | None:
    """The one date that the page says, wherever, to be that of publication: "Posted on …"."""
    found: dict[date, Moment] = {}
    for block in document.blocks:
        if len(block.text) <= _MAX_SIGNED and not block.flags & _NOT_SIGNED:
            moment = read_date(block.text, language)
            if moment is not None and _label_of(block.text) == "published":
                found.setdefault(moment.when.date(), moment)
    return next(iter(found.values())) if len(found) == 1 else None


def _around(document: Document, anchor: int) -> list[int]:
    blocks = document.blocks
    near = range(max(0, anchor - _BEFORE), min(len(blocks), anchor + _AFTER))
    wrong = _ELSEWHERE & ~blocks[anchor].flags
    usable = [
        i
        for i in near
        if i != anchor
        and len(blocks[i].text) <= _MAX_LINE
        and not blocks[i].flags & (wrong if i < anchor else wrong & ~voc.FOOTER)
    ]
    return sorted(usable, key=lambda i: i - anchor if i > anchor else (anchor - i) * 2)


def _date_of(document: Document, block: TextBlock, language: str | None) -> Moment | None:
    for node in _around_text(document, block):
        if moment := read_stamp(node.attributes.get("datetime") or "", language):
            return moment
    return read_date(block.text, language)


def _around_text(document: Document, block: TextBlock) -> Iterator[LexborNode]:
    """The ``time`` elements in or around a block."""
    node = document.elements[block.element].node
    if node.tag == "time":
        yield node
    yield from node.css("time[datetime]")[:2] if block.tag != "body" else ()


def _label(document: Document, i: int) -> str:
    """What a date is called on its line, or on the short line before it."""
    before = document.blocks[i - 1].text if i else ""
    own = _label_of(document.blocks[i].text)
    return own or (_label_of(before) if len(before) <= _MAX_LABEL else "")


def _label_of(line: str) -> str:
    folded = line.casefold()
    for kind in ("modified", "published"):
        if any(word in folded for word in _words()[kind]):
            return kind
    return ""


@cache
def _words() -> Mapping[str, Sequence[str]]:
    text = files("feeds.extract").joinpath("data/datelines.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Sequence[str]] = json.loads(text)
    return loaded
