"""The people an article is by, out of bylines: "By Jane Doe and John Roe, Reuters" names three."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from feeds.extract.jsonld import clean

_MAX_LENGTH = 80  # characters of a name; hospitals and laboratories sign with long ones
_MAX_WORDS = 9
_MAX_BYLINE = 600  # characters of a whole line of names

_STRONG = re.compile(r"\s*(?:[;|•·\n、，;]|\s[–—]\s|\s[-/]\s)\s*")
_HANDLE = re.compile(r"\(?\s?(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,})\s?\)?")
_CREDENTIAL = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}\.?(?:[A-Z][a-z]?\.?)+|[A-Z]{2,8}®?|Ph\.?\s?D\.?|M\.?D\.?|Esq\.?"
    r"|Jr\.?|Sr\.?|I{1,3}|MBBS|[A-Z][A-Z-]+(?:\s[A-Z0-9-]+)*)(?:\s\([^)]*\))?"
)
_NO_NAME = re.compile(r"[{}<>=?!#_%$^\[\]]")
_TRAILING = re.compile(r"\s*(?:[-–—|,:;/·•(]|\.(?<=[a-z]{4}\.))+\s*$")
_LEADING = re.compile(r"^[\s\-–—|,:;/·•.)©]+")


def people(values: Iterable[str], sites: Sequence[str] = ()) -> tuple[str, ...]:
    """The names in ``values``, each once, in order.

    ``sites`` are the names of the publication, which pages append to their authors.
    """
    own = {fold(site) for site in sites}
    found: dict[str, str] = {}
    for value in values:
        for name in _split(value):
            if key := fold(name):
                found.setdefault(key, name)
    if len(found) > 1 and any(key not in own for key in found):
        found = {key: name for key, name in found.items() if key not in own}
    return tuple(found.values())


def fold(name: str) -> str:
    """``name`` for comparing: letters and digits only, in one case."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _split(value: str) -> Iterator[str]:
    line = clean(value[:_MAX_BYLINE])
    line = _HANDLE.sub(" ", line)
    line = _lead_in().sub("", _LEADING.sub("", line))
    for part in _STRONG.split(line):
        for piece in _joined().split(part):
            yield from filter(None, (_name(name) for name in _by_commas(piece)))


def _by_commas(part: str) -> Iterator[str]:
    """Split at commas that stand between names; degrees and inverted names keep theirs."""
    pieces = [p.strip() for p in part.split(",") if p.strip()]
    if len(pieces) == 2 and " " not in pieces[0] and " " in pieces[1] and not pieces[1].isupper():
        yield ", ".join(pieces)  # "Kaufman, Jeff T."
        return
    name = ""
    for piece in pieces:
        if name and _CREDENTIAL.fullmatch(piece) and not is_agency(piece):
            name = f"{name}, {piece}"
            continue
        if name:
            yield name
        name = piece
    if name:
        yield name


def _name(raw: str) -> str | None:
    """``raw`` as a name, or None if it is none: a date, a role, a placeholder."""
    name = _LEADING.sub("", _lead_in().sub("", _TRAILING.sub("", raw.strip())))
    name = _TRAILING.sub("", _tail().sub("", name)).strip(" \"“”„'‘’*")
    if not name or len(name) > _MAX_LENGTH or len(name.split()) > _MAX_WORDS:
        return None
    digits = sum(c.isdigit() for c in name)
    letters = sum(c.isalpha() for c in name)
    if letters < 2 or digits > min(3, letters) or (" " in name and _NO_NAME.search(name)):
        return None
    return None if fold(name) in _words()["placeholders"] else name


def is_agency(name: str) -> bool:
    """Whether ``name`` is a news agency's: it signs beside, not as, a person."""
    return fold(name) in _words()["agencies"]


# -- the words, from data/bylines.json ---------------------------------------------------------


@cache
def _words() -> Mapping[str, frozenset[str]]:
    loaded = _load()
    return {key: frozenset(fold(w) for w in loaded[key]) for key in ("placeholders", "agencies")}


@cache
def _lead_in() -> re.Pattern[str]:
    """What stands before names: "By", "Texte :", "Posted by"."""
    words = "|".join(sorted(map(re.escape, _load()["by"]), key=len, reverse=True))
    return re.compile(rf"^(?:(?:{words})(?:\s*[:：]\s*|\s+(?=\S)|$))+", re.I)


@cache
def _joined() -> re.Pattern[str]:
    """What stands between two names; a single letter only between names of two words or more."""
    words = "|".join(map(re.escape, _load()["and"]))
    return re.compile(
        rf"\s*,?\s+(?:{words})\s+|\s*&\s*(?=\w+\s)|\s+\+\s+|(?<=\w\s\w)\s+[ye]\s+(?=\w+\s\w)", re.I
    )


@cache
def _tail() -> re.Pattern[str]:
    """What follows a name on its line: "is a reporter at …", "für die Zeitung"."""
    words = "|".join(map(re.escape, _load()["after"]))
    return re.compile(rf"(?:\s|,)+(?:{words})(?:\W.*)?$", re.I | re.S)


@cache
def _load() -> Mapping[str, list[str]]:
    text = files("feeds.extract").joinpath("data/bylines.json").read_text(encoding="utf-8")
    loaded: Mapping[str, list[str]] = json.loads(text)
    return loaded
