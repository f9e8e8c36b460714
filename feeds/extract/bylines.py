"""What a reader sees above and below the title: who wrote the article, and when.

Only the surroundings of the title are read. Dates and names elsewhere on a page are those of other
articles, of comments, of the company, or today's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from feeds.extract import vocabulary as voc
from feeds.extract.characters import extent, wide
from feeds.extract.dates import Moment, Written, read_dates, read_stamp, without_date
from feeds.extract.document import TITLING, Document, TextBlock
from feeds.extract.head import Head
from feeds.extract.jsonld import clean
from feeds.extract.lead_ins import begins_as_byline, byline_parts, parted, without_lead_in
from feeds.extract.names import (
    begins_otherwise,
    fold,
    full_name,
    is_agency,
    people,
    signing,
)
from feeds.extract.titles import similarity

# Chinese and Japanese have no blanks around a dash, and an underscore between title and site.
_PART_ENDS: Final = re.compile(
    r"\s+[|·•»:~/\-–—]+\s+|\s*[|｜»_]\s*|(?<=[\u3000-\u9fff\uff01-\uff5e])\s?[-–—：]+"
)
# Shares of pairs of letters in common with the title from which a heading stands for it.
_RELATED, _ALIKE = 0.25, 0.55
_MARKS: Final = 10  # characters, neither letters nor digits, by which two spellings differ
_MAX_KICKER: Final = 60  # characters beside the title in its heading
_BEFORE: Final = 8  # blocks before the title that may hold the byline, and after it
_AFTER: Final = 16
_MAX_NAME_LINE: Final = 80
_MAX_DATE: Final = 70  # characters of a line that is nothing but dates and what they are called
_AUTHOR_PAGE: Final = re.compile(
    r"/(?:authors?|autor(?:es|en|in)?|auteurs?|people|person|profile|staff|team|contributors?|writers?"
    r"|journalists?|redakteur|by|users?)/[^/?#]|/@[\w.-]+"
)
_AUTHOR_CLASS: Final = '[class*="author" i], [class*="byline" i], .fn'
_MAX_LINE: Final = 220  # characters of an alphabet, of a line that is a byline or a dateline
_CREDITS: Final = voc.CAPTION | voc.FIGURE  # who took the picture
_ELSEWHERE: Final = voc.COMMENT | voc.RELATED | voc.FOOTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A line that may name the authors, and all whom it names.

    ``mark``: "said" if its first word tells so, "linked" if it leads to a person's page, else "".
    """

    names: tuple[str, ...]
    mark: str
    distance: int  # blocks from the title


def title_block(document: Document, title: str) -> int | None:
    """The number of the block that is the title: an h1 before any other, the first of several.

    A heading that has the title in it, or failing that speaks of the same, or the first h1 will do.
    """
    seen = _standing(document, title)
    if not fold(title) or seen.exact or seen.holding:
        return next(iter([*seen.exact, *seen.holding]), None)
    headings = [i for i, block in enumerate(document.blocks) if block.tag in TITLING]
    first = next((i for i in headings if document.blocks[i].tag == "h1"), None)
    if first is not None and similarity(document.blocks[first].text, title) >= _RELATED:
        return first
    return next((i for i in headings if _is_alike(document.blocks[i].text, title)), first)


def _is_alike(heading: str, title: str) -> bool:
    return len(heading) * 2 >= len(title) and similarity(heading, title) >= _ALIKE


def shown_part(document: Document, title: str) -> str:
    """The part of ``title`` that stands on the page as a line of its own; else all of it.

    "Tide rises | Coast" is the title "Tide rises" where the page shows that.
    """
    ends = [match.start() for match in _PART_ENDS.finditer(title)]
    if not ends or _standing(document, title).exact:
        return title
    parts = (part for end in ends if " " in (part := title[:end]) or wide(part))
    return next((part for part in parts if _standing(document, part).exact), title)


class _Standing(NamedTuple):
    """Blocks that are a title, headings of the first rank first, and headings that contain it."""

    exact: list[int]
    holding: list[int]


def _standing(document: Document, title: str) -> _Standing:
    wanted = fold(title)
    exact: list[int] = []
    holding: list[int] = []
    fewest, most, most_heading = len(wanted), len(title) + _MARKS, len(title) + _MAX_KICKER
    like = [i for i, b in enumerate(document.blocks) if fewest <= len(b.text) <= most_heading]
    for i in like if wanted else ():
        block = document.blocks[i]
        heading = block.tag in TITLING
        if not heading and (len(block.text) > most or begins_otherwise(block.text, wanted)):
            continue
        key = fold(block.text)
        if key == wanted:
            exact.append(i)
        elif heading and wanted in key:
            holding.append(i)
    return _Standing(sorted(exact, key=lambda i: document.blocks[i].tag != "h1"), holding)


class Surroundings:
    """The lines around a title, nearest first; each is read once.

    ``near`` are their numbers, none where there is no title on the page.
    """

    def __init__(self, document: Document, anchor: int | None, head: Head) -> None:
        self.document = document
        self.anchor = anchor
        self.language = head.language
        self.near = _around(document, anchor) if anchor is not None else []
        self._timed = _around_times(head.times)
        self._dates: dict[int, list[Written]] = {}
        self._people: dict[str, tuple[str, ...]] = {}

    def dates(self, i: int) -> list[Written]:
        """The dates that the words of block ``i`` say."""
        if i not in self._dates:
            self._dates[i] = read_dates(self.document.blocks[i].text, self.language)
        return self._dates[i]

    def stamps(self, i: int) -> list[Moment]:
        """The dates of the ``time`` elements in or around block ``i``."""
        stamps = [node.attributes.get("datetime") or "" for node in self._times(i)]
        return [moment for stamp in stamps if (moment := read_stamp(stamp, self.language))]

    def without_times(self, i: int) -> str:
        """Block ``i`` without the words of ``time`` elements: "By Jane Doe, an hour ago"."""
        line = self.document.blocks[i].text
        for node in self._times(i):
            if words := clean(node.text()):
                line = line.replace(words, " ")
        return line.strip()

    def distance(self, i: int) -> int:
        """How many blocks from the title block ``i`` is."""
        return abs(i - self.anchor) if self.anchor is not None else 0

    def people(self, line: str) -> tuple[str, ...]:
        """The people whom ``line`` names."""
        if line not in self._people:
            self._people[line] = people([line], language=self.language)
        return self._people[line]

    def _times(self, i: int) -> list[LexborNode]:
        """The ``time`` elements in or around a block."""
        if not self._timed or (node := _element(self, i)).mem_id not in self._timed:
            return []
        within = node.css("time[datetime]")[:2] if node.tag != "body" else []
        return [node, *within] if node.tag == "time" else within


def _element(around: Surroundings, i: int) -> LexborNode:
    """The element that block ``i`` is of."""
    document = around.document
    return document.elements[document.blocks[i].element].node


def _around_times(times: Sequence[LexborNode]) -> set[int]:
    """The parser's numbers of ``time`` elements and of all that they stand in."""
    found: set[int] = set()
    for time in times:
        node: LexborNode | None = time
        while node is not None and node.mem_id not in found:
            found.add(node.mem_id)
            node = node.parent
    return found


def bylines(around: Surroundings) -> list[Byline]:
    """The lines around a title that may name the authors, nearest first."""
    if around.anchor is None:
        return []
    found: list[Byline] = []
    title = around.document.blocks[around.anchor]
    folded = fold(title.text)
    wrong = (voc.NEWSLETTER | voc.NAV | _CREDITS) & ~title.flags
    for i in around.near:
        block = around.document.blocks[i]
        if block.flags & wrong:
            continue
        said = _said(around, i)
        named = bool(block.flags & ~title.flags & voc.AUTHOR)
        sharing = said is None and not named and bool(block.flags & voc.SHARE & ~title.flags)
        linked = _author_links(block) if block.links and not sharing else ""
        names: tuple[str, ...] = ()
        if said is not None or linked:
            names = _those_said(around.people(said or ""), around.people(linked))
        elif len(block.text) <= _MAX_NAME_LINE:
            names = (() if sharing else _unmarked(around, i, named)) or _agencies(around, i)
            names = names if names and fold(block.text) not in folded else ()
        if names:
            mark = "said" if said is not None else "linked" if linked else ""
            found.append(Byline(names=names, mark=mark, distance=abs(i - around.anchor)))
    return found


def _those_said(said: tuple[str, ...], linked: tuple[str, ...]) -> tuple[str, ...]:
    """The names in links, which are surely whole, as far as the words call them authors.

    "By Jane Doe. Reviewed by John Roe" links to both.
    """
    if not said or not linked:
        return linked or said
    keys = "".join(map(fold, said))
    return tuple(name for name in linked if fold(name) in keys) or linked


def _unmarked(around: Surroundings, i: int, named: bool) -> tuple[str, ...]:
    """Those whom a short line names: by its class (``named``), next to a date or beside one."""
    line = around.document.blocks[i].text
    if named or _is_by_dateline(around, i):
        return around.people(line)
    if not around.dates(i):
        return ()
    undated = without_date(line, around.language)
    if undated.rstrip().endswith(":"):
        return ()  # what the date is called
    for part in parted(undated):
        names = signing(around.people(part))
        if names and _surely_people(names):
            return names
    return _classed(around, i) if undated.strip(" .,:|") else ()


def _classed(around: Surroundings, i: int) -> tuple[str, ...]:
    """Those in an element of an author's class within block ``i``."""
    element = _element(around, i)
    named = element.css_first(_AUTHOR_CLASS) if element.tag != "body" else None
    return around.people(name_in(named)) if named is not None else ()


def _surely_people(names: Sequence[str]) -> bool:
    return all(full_name(name) or is_agency(name) for name in names)


def _said(around: Surroundings, i: int) -> str | None:
    """What stands after "By" in block ``i``, or below it when nothing does."""
    blocks = around.document.blocks
    line = around.without_times(i)
    undated = without_date(line, around.language) if around.dates(i) else line
    for part in [line, *[part for part in byline_parts(undated) if part != line]]:
        if begins_as_byline(part, around.language):
            if around.people(part):
                return part
            only_label = not fold(without_lead_in(part, around.language))
            return blocks[i + 1].text if only_label and i + 1 < len(blocks) else None
    return None


def _is_by_dateline(around: Surroundings, i: int) -> bool:
    """Whether a line without links stands next to a date, as a name without any mark does."""
    block = around.document.blocks[i]
    if block.links or block.tag in TITLING or not _is_beside_date(around, i):
        return False
    names = signing(around.people(block.text))
    return bool(names) and _surely_people(names)


def _agencies(around: Surroundings, i: int) -> tuple[str, ...]:
    """The agencies that are pieces of a line next to a date: "Oslo | Reuters"."""
    block = around.document.blocks[i]
    if block.tag in TITLING or not _is_beside_date(around, i):
        return ()
    return tuple(filter(is_agency, map(str.strip, parted(block.text))))


def _is_beside_date(around: Surroundings, i: int) -> bool:
    blocks = around.document.blocks
    beside = (j for j in (i - 1, i + 1) if 0 <= j < len(blocks))
    return any(len(blocks[j].text) <= _MAX_DATE and around.dates(j) for j in beside)


def _author_links(block: TextBlock) -> str:
    """The words of a line's links to a person's page, by ``rel=author`` or the address."""
    return "; ".join(
        text
        for link in block.links
        if _leads_to_author(link.attributes) and (text := name_in(link))
    )


def _leads_to_author(attributes: Mapping[str, str | None]) -> bool:
    return (
        "author" in (attributes.get("rel") or "").lower()
        or _AUTHOR_PAGE.search((attributes.get("href") or "").lower()) is not None
    )


def name_in(node: LexborNode) -> str:
    """The words of an element that names somebody, without the office in a piece of its own."""
    pieces = list(filter(None, map(clean, node.text(separator="\n").split("\n"))))
    first = next((names for piece in pieces if (names := people([piece]))), ())
    if len(first) == 1 and full_name(first[0]):
        return first[0]
    return " ".join(pieces)[:_MAX_LINE]


def _around(document: Document, anchor: int) -> list[int]:
    blocks = document.blocks
    near = range(max(0, anchor - _BEFORE), min(len(blocks), anchor + _AFTER))
    wrong = _ELSEWHERE & ~blocks[anchor].flags
    usable = [
        i
        for i in near
        if i != anchor
        and len(blocks[i].text) <= _MAX_LINE
        and extent(blocks[i].text) <= _MAX_LINE
        and not blocks[i].flags & (wrong if i < anchor else wrong & ~voc.FOOTER)
        and "©" not in blocks[i].text
    ]
    return sorted(usable, key=lambda i: i - anchor if i > anchor else (anchor - i) * 2)
