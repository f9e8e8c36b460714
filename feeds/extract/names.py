"""The people an article is by, out of bylines: "By Jane Doe and John Roe, Reuters" names three."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import takewhile
from typing import Final

from feeds.extract.dates import without_date
from feeds.extract.jsonld import clean
from feeds.extract.lead_ins import any_of, phrases, without_lead_in, written_small
from feeds.extract.months import month_number

_MAX_LENGTH: Final = 80  # characters of a name; institutes sign with long ones
_MAX_WORDS: Final = 9
_MAX_PERSON: Final = 5  # words of a person's name, as far as it is told from a sentence
_MAX_FULL: Final = 4  # words of a name that nothing but its form tells
_PARTICLE: Final = 3  # letters at most of what no name ends with: "de", "von"
_LONGEST_INITIALS: Final = 2  # letters: "JD Doe"
_MAX_BYLINE: Final = 600  # characters of a whole line of names

_STRONG: Final = re.compile(r"\s*(?:[;|•·⋅∙●\n、，；／]|\s[–—]\s|\s[-/]\s)\s*")
_HAS_STRONG: Final = re.compile(r"[;|•·⋅∙●\n、，；／–—/-]")
_ADDRESS: Final = re.compile(
    r"\(?\s?(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,})\s?\)?"
)
_INITIALS: Final = re.compile(r"\s*\((?:[a-zà-ÿ]{1,4}[./]?\s?){1,2}\)")  # "(obe)": how papers sign
_AGENCY: Final = re.compile(r"\s\(([A-ZÀ-Þ]{2,5})\)")  # "Kari Hansen (NTB)"
_REMARK: Final = re.compile(r"\s\([a-zà-ÿ][^)]*\s[^)]*\)")  # "(à Brest, envoyée spéciale)"
_CREDENTIAL: Final = re.compile(
    r"(?:[A-Z][A-Za-z]{0,3}\.?(?:[A-Z][a-z]?\.?)+|[A-Z]{2,8}®?|Ph\.?\s?D\.?|M\.?D\.?|Esq\.?"
    r"|Jr\.?|Sr\.?|I{1,3}|MBBS|[A-Z.-]{2,}(?:\s[A-Z0-9-]+)*)(?:\s\([^)]*\))?"
)
_TRAILING: Final = re.compile(r"\s*(?:[-–—|,:;/·•*(]|\.(?<=[a-z]{4}\.))+\s*$")
_LEADING: Final = re.compile(r"^[\s\-–—|,:;/·•.)©]+")
_GLUED: Final = re.compile(r"[a-z][A-Z]\S*[a-z][A-Z]")  # "OfficeOrganizingPapers", without blanks
_GLUED_OFFICE: Final = re.compile(r"(?<=[a-zà-ÿ])([A-Z][a-z]+)\b")
_IN_NAMES: Final = str.maketrans("", "", ".-'’‑")
_ASCII_SIGNS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_SMALL: Final = bytes(range(256)).lower()
_LETTERS: Final = re.compile(r"[^\W_]+")
_WORD: Final = re.compile(r"\w\w*")  # to what begins with one sign the engine leaps
_DIGIT: Final = re.compile(r"\d")
_HAN_NAME: Final = re.compile("[\u3400-\u9fff]{2,4}")
_HAN: Final = re.compile("[\u3400-\u9fff\u3000-\u303f]+")
_FIRM: Final = re.compile(
    r"[\s,](?:inc|ltd|llc|llp|plc|corp|gmbh|s\.p\.a|s\.?r\.l|s\.r\.o|d\.o\.o|z\s?o\.\s?o)\.?$", re.I
)
_FIRM_ENDS: Final = ("nc", "td", "lc", "lp", "rp", "bh", ".a", ".l", ".o", " o")  # all the firms'
_NO_NAME: Final = re.compile(r"[{}<>=?!#_%$^\[\]]")
_LABELLED: Final = re.compile(r"\w\s?[:：]|\d[:.]\d\d(?!\d)")  # "来源：", "9:39AM BST"
_LONGEST_HAN: Final = 20  # characters of an office's name


def people(
    values: Iterable[str], own: Collection[str] = (), language: str | None = None
) -> tuple[str, ...]:
    """The names in ``values``, each once, in order.

    ``own`` are the publication's names, folded, which pages put beside those of their authors.
    """
    found: dict[str, str] = {}
    for value in values:
        for line in value[:_MAX_BYLINE].split("\n"):
            for name in _split(line, language):
                if key := fold(name):
                    found.setdefault(key, name)
    others = {key: name for key, name in found.items() if not alike_any(key, own)}
    if all(map(is_agency, others.values())):  # "Le Figaro et AFP" is how a newsroom signs
        return tuple(found.values())
    return tuple(others.values())


def person_like(name: str) -> bool:
    """Whether ``name`` is written as a person's: few words, with capitals if they can have them."""
    words = name.partition(",")[0].split()
    if not 0 < len(words) <= _MAX_PERSON or (name.endswith((".", "…")) and len(words[-1]) > 3):
        return False
    particles = _words()["particles"]
    return all(not written_small(w) or fold(w) in particles for w in words) and not written_small(
        words[0]
    )


def full_name(name: str) -> bool:
    """Whether ``name`` is surely written as a person's is, first name and family name.

    Scripts without capitals cannot tell.
    """
    name = without_honorific(name.partition(",")[0])  # degrees follow
    words = name.split()
    particles = _words()["particles"]
    return (
        2 <= len(words) <= _MAX_FULL
        and name.replace(" ", "").translate(_IN_NAMES).isalpha()
        and all(w[:1].isupper() or fold(w) in particles for w in words)
        and words[0][:1].isupper()
        and not (written_small(words[-1]) and len(words[-1]) <= _PARTICLE)
        and not _GLUED.search(name)
        and not any(fold(word) in _words()["roles"] for word in words)
    )


def signing(named: Iterable[str]) -> tuple[str, ...]:
    """Those of the :func:`people` in a line on the page who sign, up to what is no name any more.

    "Jane Doe, Oslo" and "Jane Doe, who writes on tides" name one.
    """
    names = list(takewhile(person_like, map(without_role, named)))
    if not names or " " not in names[0]:
        return tuple(names)
    roles = _words()["roles"]
    return names[0], *(
        name
        for name in names[1:]
        if is_agency(name)
        or (" " in name and fold(name.split()[0]) not in roles and not _is_of_outlet(name))
    )


def _is_of_outlet(name: str) -> bool:
    """Whether ``name`` is an office at an outlet: "CNBC Executive News Editor"."""
    outlet, _, office = name.partition(" ")
    sized = len(outlet) > _LONGEST_INITIALS or is_agency(outlet)
    return outlet.isupper() and sized and not office.isupper()


def without_role(name: str) -> str:
    """``name`` up to what a byline puts behind it: "Jane Doe Senior Editor", "Jane Doe in Oslo"."""
    words = _unglued(name).split()
    roles = _words()["roles"]
    for i, word in enumerate(words):
        if (i > 1 and fold(word) in roles) or (i > 0 and _is_link(word)):
            end = i
            while end > 2 and fold(words[end - 1]) in _words()["beats"]:
                end -= 1
            before, opened, within = " ".join(words[:end]).partition(" (")
            return f"{before}{opened}{within}" if ")" in within else before
    return name


def _unglued(name: str) -> str:
    """``name`` with a blank before an office that styles alone set apart: "Jane DoeFounder"."""
    match = _GLUED_OFFICE.search(name)
    if match is None or fold(match[1]) not in _words()["roles"]:
        return name
    return f"{name[: match.start(1)]} {name[match.start(1) :]}"


def without_honorific(name: str) -> str:
    """``name`` without "Dr." and the like, which one source gives and another does not."""
    first, _, rest = name.partition(" ")
    return rest if " " in rest and fold(first) in _words()["honorifics"] else name


def is_agency(name: str) -> bool:
    """Whether ``name`` is a news agency's: it signs beside, not as, a person."""
    return fold(name) in _words()["agencies"]


def is_account(name: str) -> bool:
    """Whether ``name`` is what somebody logs in with rather than is called: "jdoe", "KatieS"."""
    return name.isascii() and " " not in name


def is_placeholder(name: str) -> bool:
    """Whether ``name`` stands where nobody gave one: "admin", "author"."""
    return fold(name) in _words()["placeholders"]


def fold(name: str) -> str:
    """``name`` for comparing: letters and digits only, in one case."""
    if name.isascii():
        if name.isalnum():
            return name.lower()
        return name.encode().translate(_ASCII_SMALL, _ASCII_SIGNS).decode()
    folded = name.casefold()
    return folded if folded.isalnum() else "".join(_LETTERS.findall(folded))


def begins_otherwise(text: str, key: str) -> bool:
    """Whether ``text`` surely folds to something else: most tell by their first letter."""
    first = text[:1]
    return first.isalnum() and not key.startswith(first.casefold()[:1])


def alike_any(name: str, others: Iterable[str]) -> bool:
    """Whether folded ``name`` and one of the folded ``others`` are most of each other.

    "BBC News" and "BBC" are, and "example.com" and "Example".
    """
    return any(_alike(name, other) for other in others)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return (
        len(short) > 3
        and len(short) * 2 >= len(long)
        and (long.startswith(short) or long.endswith(short))  # "The Courier", "Courier News"
    )


# -- from a line to names ----------------------------------------------------------------------


def _split(value: str, language: str | None) -> list[str]:
    line = clean(value)
    if "@" in line or "www." in line or "://" in line:
        line = _ADDRESS.sub(" ", line)
    line = without_lead_in(_without_lead(line), language)
    if _may_hold(line, "not") and (others := _others().search(line)):
        line = line[: others.start()].rstrip(" .,")
    if _DIGIT.search(line):
        line = _without_weekday(line, without_date(line, language))
    if "(" in line:
        line = _REMARK.sub("", _AGENCY.sub(r"; \1", line))
    found: list[str] = []
    for part in _STRONG.split(line) if _HAS_STRONG.search(line) else [line]:
        for piece in _joined().split(part) if _may_join(part) else _side_by_side(part, language):
            found += filter(None, map(_name, _by_commas(piece)))
    return found


# The expressions below have a hundred branches; a look for what they need spares most lines them.


def _side_by_side(part: str, language: str | None) -> list[str]:
    """Chinese names follow each other with blanks between, where Japanese ones have one within."""
    words = part.split()
    several = len(words) > 1 and (language or "").lower().startswith("zh")
    return words if several and all(map(_HAN_NAME.fullmatch, words)) else [part]


def _without_lead(line: str) -> str:
    return line if line[:1].isalnum() else _LEADING.sub("", line)


def _without_weekday(line: str, undated: str) -> str:
    """``undated``, which is ``line`` without its date, without the day of the week before that.

    "Jane Sun, April 28" has none.
    """
    before, _, last = undated.rstrip(" .,").rpartition(" ")
    is_day = undated != line and " " in before and fold(last) in _words()["weekdays"]
    return before if is_day else undated


def _without_trail(line: str) -> str:
    return line if line[-1:].isalnum() else _TRAILING.sub("", line)


def _without_link(name: str) -> str:
    """``name`` without the word that stood between it and what went: "jdoe on"."""
    before, _, last = name.rpartition(" ")
    return before if before and _is_link(last) else name


def _is_link(word: str) -> bool:
    """Whether ``word``, small or all in capitals, links a name to what is said of it."""
    return (word.lower() if word.isupper() else word) in _words()["links"]


def _may_hold(line: str, key: str) -> bool:
    return not _openings(key).isdisjoint(_WORD.findall(line.casefold()))


def _may_join(part: str) -> bool:
    return "&" in part or not _joints().isdisjoint(part.casefold().split())


def _by_commas(part: str) -> list[str]:
    """Split at commas that stand between names; degrees and inverted names keep theirs."""
    pieces = [p.strip(" *") for p in part.split(",") if p.strip(" *")]
    if len(pieces) == 2 and " " not in pieces[0] and " " in pieces[1] and not pieces[1].isupper():
        return [", ".join(pieces)]  # "Kaufman, Jeff T."
    names: list[str] = []
    name = ""
    for piece in pieces:
        if name and fold(piece) in _words()["outlets"]:
            continue  # "Jane Doe, CNN"
        if name and _CREDENTIAL.fullmatch(piece) and not is_agency(piece):
            name = f"{name}, {piece}"
            continue
        names.append(name)
        name = "" if _is_role(piece) and name else piece
    return list(filter(None, [*names, name]))


def _is_role(piece: str) -> bool:
    """Whether what follows a name after a comma is an office: "Senior Editor"."""
    return any(fold(word) in _words()["roles"] for word in piece.split())


def _name(raw: str) -> str | None:
    """``raw`` as a name, or None if it is none: a date, a number, a placeholder."""
    name = (_INITIALS.sub("", raw) if "(" in raw else raw).strip()
    name = _without_lead(without_lead_in(_without_trail(name)))
    if _may_hold(name, "after"):
        name = _tail().sub("", name)
    name = _without_link(_without_trail(name).strip(" \"“”„'‘’*"))
    if not name or len(name) > _MAX_LENGTH or len(name.split()) > _MAX_WORDS:
        return None
    digits, letters = _digits_and_letters(name)
    if letters < 2 or digits > min(3, letters):
        return None
    if (" " in name and _NO_NAME.search(name)) or _is_firm(name):
        return None
    if name.endswith(_reports()):  # "高雄報導": whence, not who
        return None
    if _LABELLED.search(name) or (len(name) > _LONGEST_HAN and _HAN.fullmatch(name)):
        return None
    if is_placeholder(name) or (digits and any(map(month_number, name.split()))):
        return None
    return name


def _digits_and_letters(name: str) -> tuple[int, int]:
    words = name.replace(" ", "")
    if words.isalpha():
        return 0, len(words)
    return sum(map(str.isdigit, name)), sum(map(str.isalpha, name))


def _is_firm(name: str) -> bool:
    ending = name.rstrip(".").casefold()
    return ending.endswith(_FIRM_ENDS) and _FIRM.search(name) is not None


# -- the words, from data/bylines.json ---------------------------------------------------------


@cache
def _words() -> Mapping[str, frozenset[str]]:
    keys = ("placeholders", "agencies", "particles", "roles", "links", "beats", "honorifics")
    return {key: frozenset(map(fold, phrases()[key])) for key in (*keys, "weekdays", "outlets")}


@cache
def _openings(key: str) -> frozenset[str]:
    """The first words of the phrases, in one case."""
    return frozenset(_WORD.findall(phrase.casefold())[0] for phrase in phrases()[key])


@cache
def _reports() -> tuple[str, ...]:
    return tuple(phrases()["reports"])


@cache
def _joints() -> frozenset[str]:
    """What may stand between two names as a word of its own."""
    return frozenset(map(str.casefold, phrases()["and"])) | frozenset("yei+")


@cache
def _joined() -> re.Pattern[str]:
    """What stands between two names; a single letter only between names of two words or more."""
    return re.compile(
        rf"\s*,?\s+(?:{any_of(phrases()['and'])})\s+|\s*&\s*(?=\w+\s)|\s+\+\s+|(?<=\w\w)\s+[yei]\s+(?=\w+\s\w)",
        re.I,
    )


@cache
def _tail() -> re.Pattern[str]:
    """What follows a name on its line: "is a reporter at …", "12 min read"."""
    return re.compile(
        rf"(?:\s|,)+(?:\d+\s+)?(?:{any_of(phrases()['after'])})(?:\W.*)?$", re.I | re.S
    )


@cache
def _others() -> re.Pattern[str]:
    """What introduces those who did something else: "Photos by"."""
    return re.compile(rf"(?<!\w)(?:{any_of(phrases()['not'])})(?!\w)", re.I)
