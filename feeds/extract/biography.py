"""The note at an article's end that tells of its author.

Most authors of a site wrote one or two of the pages seen, so that what is said of them recurs too
seldom to be known by that. It is told by its person: it names who signs the page, of whom the
article itself never speaks; or it opens with the name of somebody new who is said to be a reporter,
an editor and the like (``data/biographies.json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Final, NamedTuple

from feeds.extract.names import fold, is_agency, people, person_like

_LONGEST: Final = 900  # characters of a note
_SHORTEST_SURNAME: Final = 3  # characters that tell who is spoken of
_EARLY: Final = 120  # characters of it in which an unknown author is named
_NEXT: Final = 16  # the same in scripts without capitals, where any two words may be a name
_OPENING: Final = 90  # characters after a name in which an occupation is named
_UNSPACED: Final = 8  # characters for each space, where words are not parted by them
_BESIDE: Final = 3  # letters of a byline for each of its names: "Updated Monday by", an office
_DIGITS: Final = 3  # of a date

#: The small letters of the scripts that have two sizes, for a class of characters.
SMALL: Final = "".join(filter(str.islower, map(chr, range(ord("a"), 0x0588))))

# Two to four words at the start of a text: with capitals, particles between them, where the script
# has any; else the first two.
_CAPITAL = rf"[^\W\d_{SMALL}][\w'’.\-]*"
_PARTICLE = r"(?:de|da|del|della|di|du|van|von|der|den|la|le|al|el|bin|zu|y)\s"
_PERSON = re.compile(rf"{_CAPITAL}(?:\s(?:{_PARTICLE})*{_CAPITAL}){{1,3}}")
_FIRST_WORDS = re.compile(r"\w+[\s・]\w+")


def opening_name(text: str) -> str:
    """The words at the start of ``text`` that may be a person's name; empty if there are none."""
    match = (_PERSON if is_cased(text) else _FIRST_WORDS).match(text)
    return match[0] if match else ""


def introduces(text: str, story: str) -> bool:
    """Whether ``text`` names somebody early of whom ``story``, the rest of the page, is silent.

    Where writing knows no spaces, a name with one at its head is told by that. Where it has spaces
    but no capitals, any two words may be a name, and it takes an occupation.
    """
    if len(text) > _LONGEST:
        return False
    if not is_cased(text):
        name = opening_name(text)
        spaced = text.count(" ") * _UNSPACED > len(text)
        told = not spaced or _works_for_the_press(text, name)
        return bool(name) and told and _surname(name) not in story
    runs = (match[0] for match in _PERSON.finditer(text, 0, _EARLY))
    names = (name for run in runs for name in _names_within(run))
    return any(_surname(name) not in story and _is_person(name) for name in names)


def occupation_end(text: str, within: int) -> int:
    """Where the occupation ends that a text in a script without capitals names; 0: nowhere."""
    match = _occupation_unspaced().search(text, 0, within)
    return match.end() if match else 0


def signers(authors: Iterable[str], host: str) -> list[str]:
    """The persons among ``authors``; not publications, such as the one at ``host``."""
    site = fold(host)
    return [name for name in authors if _is_person(name) and fold(name) not in site]


class Note(NamedTuple):
    """A text that may tell of an author, and what may show that it does.

    ``signed_by`` are the page's known signers; ``lines`` are the short ones around its article, one
    of which may be a byline; ``story`` are the article's other paragraphs.
    """

    text: str
    signed_by: Sequence[str]
    lines: Sequence[str]
    story: Sequence[str]

    def subject(self) -> str:
        """The author whom it tells of; empty if it does not read like a note on one."""
        if len(self.text) > _LONGEST:
            return ""
        return next((name for name in self._candidates() if self._is_new(name)), "")

    def _candidates(self) -> Iterator[str]:
        yield from (name for name in self.signed_by if name in self.text)
        opening = opening_name(self.text)
        if opening and (self._signs(opening) or _works_for_the_press(self.text, opening)):
            yield opening
        if is_cased(self.text):
            for match in _PERSON.finditer(self.text, 0, _EARLY):
                yield from filter(self._signs, _names_within(match[0]))

    def _is_new(self, name: str) -> bool:
        """Whoever is spoken of elsewhere in the article is no author but somebody in the news."""
        surname = _surname(name)
        return not any(surname in part for part in self.story)

    def _signs(self, name: str) -> bool:
        """Whether a line is a byline of that name."""
        return any(name in line and _is_byline(line, name) for line in self.lines)


def _works_for_the_press(text: str, name: str) -> bool:
    """Whether ``name``, which opens ``text``, is said to be a reporter, an editor and the like."""
    if not name or not _is_person(name):
        return False
    after = len(name)
    if is_cased(name):
        return _occupation().search(text, after, after + _OPENING) is not None
    return _occupation_unspaced().search(text, after, after + _NEXT) is not None


def _is_byline(line: str, name: str) -> bool:
    """Whether a line with a name in it names persons and hardly says more, but for a date."""
    letters = sum(map(str.isalpha, line))
    named = people([line])
    if name in named and all(map(_is_person, named)):
        return letters <= _BESIDE * sum(map(len, named))
    dated = sum(map(str.isdigit, line)) >= _DIGITS and (
        line.startswith(name) or line.endswith(name)
    )
    return dated and letters <= _BESIDE * len(name)


def _names_within(words: str) -> Iterator[str]:
    """The runs of two words or more: in German, nouns have capitals too."""
    parts = words.split()
    for first, end in combinations(range(len(parts) + 1), 2):
        if end - first > 1:
            yield " ".join(parts[first:end])


def is_cased(text: str) -> bool:
    """Whether ``text`` begins in a script that has capitals."""
    return text[:1].lower() != text[:1].upper()


def _is_person(name: str) -> bool:
    words = name.split()
    if is_agency(name) or not person_like(name) or (len(words) < 2 and name[0].isupper()):
        return False
    return _publications().isdisjoint(map(fold, words))


def _surname(name: str) -> str:
    last = name.partition(",")[0].split()[-1]
    return last if len(last) >= _SHORTEST_SURNAME else name


@cache
def _occupation() -> re.Pattern[str]:
    words = sorted(map(re.escape, _load()["occupations"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.I)


@cache
def _occupation_unspaced() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _load()["unspaced"])))


@cache
def _publications() -> frozenset[str]:
    return frozenset(map(fold, _load()["publications"]))


@cache
def _load() -> dict[str, list[str]]:
    text = files("feeds.extract").joinpath("data/biographies.json").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = json.loads(text)
    return loaded
