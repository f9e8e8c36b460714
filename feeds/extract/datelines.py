"""The dates that a reader sees around the title, and what each is called.

One line often says two: "Published 28 April, updated 3 May". What a date is called stands before
it, in some languages behind; a date that nothing names on its line takes the short line above.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from feeds.extract import vocabulary as voc
from feeds.extract.bylines import Surroundings
from feeds.extract.dates import Moment, Written, may_hold, read_dates
from feeds.extract.document import Document

_MAX_LABEL: Final = 30  # characters of a line that is only a label
_MAX_DATELINE: Final = 70  # characters of a line with a date that nothing calls one
_MAX_SIGNED: Final = 120  # characters of "Posted by Jane Doe on … in …"
_MAX_STEM: Final = 6  # letters of a Latin word that stand in others: "stand", "edited"
_FIRST_YEAR: Final = 1994  # of newspapers on the web; what is older happened, and is told of
_SENTENCE: Final = re.compile(r"(?:(?<![^\W\d_])[a-z]+ ){3}$")  # "had been shut for good on "
_NOT_SIGNED: Final = voc.COMMENT | voc.RELATED
_PERIOD: Final = re.compile(
    r"[^\w,;|•·]*[-–—~～][^\w,;|•·]*|\s*(?:to|until|bis|au|al|a|até|do|t/m|till)\s*", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A date a reader sees, and whether it is said to be that of the last change."""

    moment: Moment
    label: str  # "published", "modified" or ""
    distance: int  # blocks from the title


def datelines(around: Surroundings) -> list[Dateline]:
    """The dates around a title, nearest first."""
    found: list[Dateline] = []
    for i in around.near:
        stamps = around.stamps(i)
        brief = len(around.document.blocks[i].text) <= (_MAX_SIGNED if stamps else _MAX_DATELINE)
        for moment, label in _dates(around, i, stamps):
            shown = brief or _opens(around, i)
            if label or (shown and moment.when.year >= _FIRST_YEAR):
                found.append(Dateline(moment=moment, label=label, distance=around.distance(i)))
    return found


def _opens(around: Surroundings, i: int) -> bool:
    """Whether a line next to the title begins with its only date: "04/28/2024 Jane Doe News"."""
    text, written = around.document.blocks[i].text, around.dates(i)
    beside = around.distance(i) == 1 and len(text) <= _MAX_SIGNED
    return beside and len(written) == 1 and not written[0].before


def signed_date(document: Document, language: str | None) -> Moment | None:
    """The one date that the page says, wherever, to be that of publication: "Posted on …"."""
    found: dict[date, Moment] = {}
    above = ""
    for block in document.blocks:
        brief = len(block.text) <= _MAX_SIGNED and not block.flags & _NOT_SIGNED
        if brief and may_hold(block.text) and _is_called("published", f"{above} {block.text}"):
            for moment, label in _called(read_dates(block.text, language), above):
                if label == "published":
                    found.setdefault(moment.when.date(), moment)
        above = block.text
    return next(iter(found.values())) if len(found) == 1 else None


def _dates(around: Surroundings, i: int, stamps: Sequence[Moment]) -> list[tuple[Moment, str]]:
    """The dates of block ``i`` with their labels, as the ``stamps`` in it give them if any does."""
    blocks = around.document.blocks
    written = around.dates(i)
    if not written and not stamps:
        return []
    above = blocks[i - 1].text if i else ""
    if not written:
        return [(stamps[0], _label_of(blocks[i].text) or _label_above(above))]
    dates: list[tuple[Moment, str]] = []
    for moment, label in _called(written, above):
        same = [s for s in stamps if s.when.date() == moment.when.date()]
        if len(written) == 1:
            same = same or [*stamps]
        dates.append((same[0] if same else moment, label))
    return dates


def _called(written: Sequence[Written], above: str) -> list[tuple[Moment, str]]:
    """Each date of a line with what it is called there; the first, on the line ``above``."""
    return [
        (moment, label or ("" if n else _label_above(above)))
        for n, (moment, label) in enumerate(_named(written))
    ]


def _label_above(line: str) -> str:
    return _label_of(line) if len(line) <= _MAX_LABEL else ""


def _named(written: Sequence[Written]) -> list[tuple[Moment, str]]:
    """Each date of a line with its label. A period is an event's, a colon introduces others'."""
    if not written or written[-1].after.rstrip().endswith(":"):
        return []
    if any(_PERIOD.fullmatch(date.before) for date in written[1:]):
        return []
    if len(written) == 1:
        only = written[0]
        label = _label_of(f"{only.before} {only.after}")
        return [(only.moment, label)] if label or not _SENTENCE.search(only.before) else []
    labels = [_label_of(date.before) for date in written]
    if not labels[0] and (last := _label_of(written[-1].after)):
        labels = [*labels[1:], last]  # "2024-04-28 发布 2024-05-02 更新"
    return [
        # WordPress: "Posted on April 28, 2024May 3, 2024", the second in an element "updated".
        (found.moment, label or ("modified" if former == "published" else ""))
        for found, label, former in zip(written, labels, ["", *labels], strict=False)
    ]


def _label_of(words: str) -> str:
    """What a date is called among ``words``: "published", "modified" or nothing."""
    return next((kind for kind in ("modified", "published") if _is_called(kind, words)), "")


def _is_called(kind: str, words: str) -> bool:
    folded = words.casefold()
    return any(word in folded for word in _words()[kind]) or bool(_stems()[kind].search(folded))


@cache
def _stems() -> Mapping[str, re.Pattern[str]]:
    """The words that are parts of others, to be found only as words of their own."""
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(filter(_is_stem, words))})(?!\w)")
        for kind, words in _load().items()
    }


@cache
def _words() -> Mapping[str, Sequence[str]]:
    return {kind: [w for w in words if not _is_stem(w)] for kind, words in _load().items()}


def _is_stem(word: str) -> bool:
    return len(word) <= _MAX_STEM and word.isascii()


@cache
def _load() -> Mapping[str, Sequence[str]]:
    text = files("feeds.extract").joinpath("data/datelines.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Sequence[str]] = json.loads(text)
    return loaded
