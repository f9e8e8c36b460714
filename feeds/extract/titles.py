"""The article's title, among all that a page gives for one.

Headings and declarations vote, each with its trust; saying the same (letters and digits alone
count) adds up. Declarations are often written for search engines and social networks, so that the
first heading of the first rank decides where it speaks of the same thing as they do. The name of
the site is taken off all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from feeds.extract.jsonld import clean
from feeds.extract.names import alike_any, fold

# Its first sign alone is before the alternatives, since to that the engine leaps. They are a sign
# with blanks around it, a bar, a dash behind a word, and a colon before the last word.
_SEPARATOR: Final = re.compile(
    r"[\s|｜│»–—:](?:(?<=\s)\s*(?:[|·•»«›‹:~/\-–—―]|::|\|\|)\s+"
    r"|(?:(?<=\s)\s*[|｜│»]|(?<=[|｜│»]))\s*"
    r"|(?:(?<=\w\s)[–—]|(?<=\w[–—]))\s|(?<=\w:) (?=\S+$))"
)
_SEPARATING: Final = re.compile(r"[|·•»«›‹:~/–—―｜│-]")  # of which each separator has one
_MIN_REST: Final = 3  # letters that must remain when a site's name is taken off
_MIN_PART: Final = 9  # letters from which on a title that begins or ends another supports it
_PART_SUPPORT: Final = 0.5  # share of its trust that "Title - Something" lends to "Title"
_MAX_TITLE: Final = 400  # characters: longer is a paragraph in its clothes, or one unclosed
_MAX_HEADINGS: Final = 40

# Shares of pairs of letters in common with a declared title, and the trust they give an h1. Set on
# the data: the visible heading is what editors and annotators call the title, unless it names
# something else, as that of a section, a menu or a logo does.
_UNRELATED: Final = 0.8
_H1_TRUST = ((0.5, 4.0), (0.25, 2.4), (0.0, _UNRELATED))
_ALONE: Final = 1.2  # added for an h1 that is the page's only one
_LEADING_TRUST: Final = 2.0  # before any h1, it is the title whose sections these are
_SECTION: Final = 0.5  # of its trust is left to an h1 after such a heading
_LOWER_TRUST: Final = 1.0  # an h2 or h3 only confirms what is declared
# Of the length of what is declared: an h1 below names a section ("Blog", "M&A updates"), unless the
# declared title begins with it; one beyond is a standfirst in its clothes.
_SECTION_LENGTH: Final = 0.3
_STANDFIRST_LENGTH: Final = 3.0

# Names of parts that hold no article: anywhere in a class or id, and at the beginning of a word.
_ELSEWHERE: Final = (
    *("logo", "brand", "sitename", "site-name", "sitetitle", "site-title", "masthead"),
    *("breadcrumb", "menu", "dropdown", "footer", "sidebar", "related", "modal", "popup"),
    *("cookie", "consent", "screen-reader", "sr-only", "visually-hidden", "visuallyhidden"),
    "offscreen",
)
_ELSEWHERE_OPENING: Final = ("nav", "widget", "hidden")
_OPENS_ELSEWHERE: Final = re.compile(r"\bnav|(?<![\w-])(?:widget|hidden)")
_OUTSIDE_TAGS: Final = frozenset(["nav", "footer", "aside", "dialog"])
_HIDDEN: Final = re.compile(
    r"screen-reader|sr-only|visually-?hidden|off-?screen|kicker|overline|eyebrow|dachzeile|spitzmarke|topline",
    re.I,
)
_ANCESTORS: Final = 4


class Candidate(NamedTuple):
    """One source's title: its words, and how far the source is trusted."""

    text: str
    trust: float


class _Vote:
    """A candidate that counts, with its words folded as well."""

    __slots__ = ("key", "text", "trust")

    def __init__(self, text: str, key: str, trust: float) -> None:
        self.text: Final = text
        self.key: Final = key
        self.trust: Final = trust


class _Heading(NamedTuple):
    """A heading of the page: its words, those folded, and whether it is of the first rank."""

    text: str
    key: str
    first: bool


class _Names(NamedTuple):
    """Folded: the declared titles, those of them with a kicker → without, the site's names."""

    declared: set[str]
    kicked: dict[str, str]
    site: set[str]


def vote(
    declared: Sequence[Candidate], headings: Iterable[LexborNode], sites: Sequence[str]
) -> str:
    """The title most trust is in; empty if there is none.

    ``headings`` are the page's h1, h2 and h3 in document order, ``sites`` the site's names.
    """
    own = {fold(site) for site in sites}
    stripped = _stripped(declared, own)
    named = {vote.key for vote in stripped}
    names = _Names(named, _kicked(stripped, named), own)
    shown = _shown(headings, names)
    votes = [*_visible(shown, named), *[_without_kicker(vote, names, shown) for vote in stripped]]
    best, best_score = "", 0.0
    for key in dict.fromkeys([vote.key for vote in votes]):
        score = sum([vote.trust * _support(key, vote.key) for vote in votes])
        if score > best_score:
            best, best_score = key, score
    spellings = [vote.text for vote in votes if vote.key == best]
    return max(spellings, key=spellings.count, default="")


def _stripped(declared: Sequence[Candidate], own: set[str]) -> list[_Vote]:
    """What is declared without the site's name; most sources say the same, which is read once."""
    texts = {c.text for c in declared if len(c.text) <= _MAX_TITLE}
    bare = {text: without_site(text, own) for text in texts}
    keys = {text: fold(text) for text in set(bare.values())}
    titles = [(bare[c.text], c.trust) for c in declared if c.text in bare]
    return [
        _Vote(text, keys[text], trust) for text, trust in titles if text and keys[text] not in own
    ]


def _support(key: str, other: str) -> float:
    if other == key:
        return 1.0
    if len(key) >= _MIN_PART and (other.startswith(key) or other.endswith(key)):
        return _PART_SUPPORT
    return 0.0


# -- headings ----------------------------------------------------------------------------------


def _shown(headings: Iterable[LexborNode], names: _Names) -> list[_Heading]:
    """The headings that may be the title, or confirm a declared one."""
    found: list[_Heading] = []
    fewest = min(map(len, names.declared), default=0) // 2
    for heading in list(headings)[:_MAX_HEADINGS]:
        first = heading.tag == "h1"
        if _is_elsewhere(heading) if first else not _may_confirm(heading, names.declared, fewest):
            continue
        text = heading_text(heading)
        if not text or (not first and len(text) <= fewest):
            continue
        shown = _title_in(heading, _Heading(text, fold(text), first), names)
        if len(shown.text) <= _MAX_TITLE and shown.key not in names.site:
            found.append(shown)
    return found


def _may_confirm(heading: LexborNode, declared: set[str], fewest: int) -> bool:
    """Whether a heading may say, begin, end or hold what is declared; few do of those below h1.

    A look at all the text in it says no much sooner than its words are read as they are shown.
    """
    written = heading.text_lexbor()
    if len(written) <= fewest:
        return False
    if "&" in written or "<" in written:  # a reference that was escaped twice
        return True
    key = fold(written)
    return any(name[:_MIN_PART] in key or name[-_MIN_PART:] in key for name in declared)


def _title_in(node: LexborNode, heading: _Heading, names: _Names) -> _Heading:
    """A heading, or the piece of it that is a declared title, without the site."""
    text, key, first = heading
    if key in names.declared and key not in names.kicked:
        return heading
    wanted = {names.kicked[key]} if key in names.kicked else names.declared
    if not any(name in key for name in wanted):
        return heading
    for piece in _pieces(node):
        if (part := fold(piece)) in wanted:
            return _Heading(piece, part, first)
    bare = without_site(text, names.site) if first else ""
    return _Heading(bare, part, first) if (part := fold(bare)) in names.declared else heading


def _pieces(heading: LexborNode) -> Iterator[str]:
    """What stands in a heading as an element of its own, or beside its elements."""
    node = heading
    while (only := node.child) is not None and only.next is None:
        node = only
    for part in node.iter(include_text=True) if node.child is not None else ():
        piece = clean(part.text(separator=" ") or "")
        if len(piece) >= _MIN_PART:
            yield piece


def _kicked(declared: Iterable[_Vote], named: set[str]) -> dict[str, str]:
    """Folded titles that are another one with a kicker before it → that other one."""
    parted = [(vote.key, fold(vote.text.partition(": ")[2])) for vote in declared]
    return {key: rest for key, rest in parted if rest and rest in named}


def _without_kicker(title: _Vote, names: _Names, shown: Sequence[_Heading]) -> _Vote:
    """``title`` from its colon on, where that alone is a heading and a declared title.

    "Coast: Tide rises again" is a kicker and a title, if both are.
    """
    key = names.kicked.get(title.key)
    if key is None or all(heading.key != key for heading in shown):
        return title
    return _Vote(title.text.partition(": ")[2].strip(), key, title.trust)


def _visible(shown: Sequence[_Heading], named: set[str]) -> list[_Vote]:
    first = [heading for heading in shown if heading.first]
    votes: list[_Vote] = []
    lower: list[_Vote] = []
    above = False
    for heading in shown:
        above = above or heading.first
        key = heading.key
        if not heading.first and any(
            len(key) * 2 > len(name) and _support(key, name) for name in named
        ):
            lower.append(_Vote(heading.text, key, _LOWER_TRUST if above else _LEADING_TRUST))
    sections = _SECTION if any(c.trust == _LEADING_TRUST for c in lower) else 1.0
    for at, heading in enumerate(first):
        likeness = _likeness(heading, named)
        trust = next(t for share, t in _H1_TRUST if likeness >= share)
        alone = _ALONE if len(first) == 1 and trust > _UNRELATED else 0.0
        trust = (trust + alone) * sections / (1 + 0.05 * at)
        votes.append(_Vote(heading.text, heading.key, trust))
    return votes + lower


def _likeness(heading: _Heading, named: set[str]) -> float:
    """How far a heading speaks of what is declared: 1 if it says the same, or nothing is."""
    if heading.key in named:
        return 1.0
    short, long = min(map(len, named), default=0), max(map(len, named), default=0)
    size = len(heading.key)
    begins = any(name.startswith(heading.key) for name in named)
    if named and (
        size > _STANDFIRST_LENGTH * long or (size < _SECTION_LENGTH * short and not begins)
    ):
        return 0.0
    return max((similarity(heading.key, name) for name in named), default=1.0)


def heading_text(heading: LexborNode) -> str:
    """The words of a heading without those only screen readers hear, and without a kicker."""
    only = heading.child
    if only is not None and only.next is None and only.tag == "-text":
        return clean(only.text_content or "")
    parts: list[str] = []
    for node in heading.iter(include_text=True):
        if node.tag == "-text":
            parts.append(node.text_content or "")
        elif not (names := node.attributes.get("class")) or not _HIDDEN.search(names):
            parts.append(" " if node.tag == "br" else node.text(separator="") or "")
    return clean("".join(parts)) or clean(heading.text())


def _is_elsewhere(heading: LexborNode) -> bool:
    """Whether a heading stands in a menu, a logo or another part that holds no article."""
    node: LexborNode | None = heading
    for _ in range(_ANCESTORS):
        if node is None or node.tag in ("body", "article", "main"):
            return False
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        if node.tag in _OUTSIDE_TAGS or _is_name_elsewhere(names):
            return True
        node = node.parent
    return False


def _is_name_elsewhere(names: str) -> bool:
    if any(name in names for name in _ELSEWHERE):
        return True
    opening = any(name in names for name in _ELSEWHERE_OPENING)
    return opening and _OPENS_ELSEWHERE.search(names) is not None


def similarity(one: str, other: str) -> float:
    """The share of the shorter one's pairs of letters that the other has too."""
    pairs, others = set(pairwise(fold(one))), set(pairwise(fold(other)))
    fewer = min(len(pairs), len(others))
    return len(pairs & others) / fewer if fewer else 0.0


# -- the site's name ---------------------------------------------------------------------------


def without_site(title: str, own: set[str]) -> str:
    """``title`` without leading or trailing parts that name the site, folded in ``own``."""
    names = {key for key in own if len(key) > 1}
    while (shorter := _without_edge(title, names)) is not None:
        title = shorter
    return title.strip()


def _without_edge(title: str, names: set[str]) -> str | None:
    separators = list(_SEPARATOR.finditer(title)) if _SEPARATING.search(title) else []
    for match in separators[::-1][:2]:
        if (
            _names_site(title[match.end() :], names)
            and len(fold(title[: match.start()])) >= _MIN_REST
        ):
            return title[: match.start()].strip()
    for match in separators[:1]:
        if (
            _names_site(title[: match.start()], names)
            and len(fold(title[match.end() :])) >= _MIN_REST
        ):
            return title[match.end() :].strip()
    return None


def _names_site(part: str, names: set[str]) -> bool:
    key = fold(part)
    return bool(key) and alike_any(key, names)
