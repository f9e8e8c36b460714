"""What an address alone says about whether it is an article's, in the languages of the web. Pure.

Words are compared with whole path segments, never with parts of them: ``/about`` is not an article,
``/about-that-election-night`` may well be.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, unquote, urlsplit

from feeds import urls

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_DATE = re.compile(
    rf"(?:^|[/_-]){_YEAR}(?:([/_.-])(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12]\d|3[01]))?"
    rf"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)(?=[/_.-]|$)"
)
_DATE_ALONE = re.compile(rf"/{_YEAR}(?:/\d\d?){{0,2}}/?$")
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,5})$")
_JOINT = re.compile(r"[-_+ ]+")
_UNCUT_SCRIPTS = (("\u0e00", "\u0fff"), ("\u1000", "\u109f"), ("\u3040", "\u9fff"))
_SLUG_WORDS = 4
_SERVICE_DEPTH = 2  # segments: "/about", "/en/about"
_LONG_ID = 4  # digits: fewer are as often a page, an issue or a year's number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The lists of ``data/addresses.toml``; what each is for is said there."""

    lists: frozenset[str]
    sections: frozenset[str]
    services: frozenset[str]
    service_folders: frozenset[str]
    service_stems: frozenset[str]
    service_parameters: frozenset[str]
    filing_parameters: frozenset[str]
    id_parameters: frozenset[str]
    page_words: frozenset[str]
    other_files: frozenset[str]


@cache
def _words() -> _Words:
    text = files("feeds.collect").joinpath("data/addresses.toml").read_text("utf-8")
    return _Words(**{name: frozenset(words.split()) for name, words in tomllib.loads(text).items()})


class Sign(StrEnum):
    """What an address shows of an article's, or of another page's."""

    DATE = "a date in its address"
    SLUG = "a headline in its address"
    ID = "a number in its address"
    SERVICE = "a word in its address that pages about a site have"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What ``url`` alone says. ``refusal`` is empty unless it cannot be an article's.

    ``family`` is its shape: articles of one site mostly share theirs.
    """

    url: str
    refusal: str
    signs: tuple[Sign, ...]
    family: str

    @property
    def is_specific(self) -> bool:
        """Whether it shows anything of an article's."""
        return any(sign is not Sign.SERVICE for sign in self.signs)


def examine(url: str, listing: str) -> Address:
    """What the canonical ``url`` says of itself, met on the page ``listing``."""
    parts = urlsplit(url)
    segments = urls.segments(url)
    signs = _signs(parts.path, segments, parts.query)
    if Sign.DATE not in signs and _is_in_service_folder(segments, urls.segments(listing)):
        signs = (*signs, Sign.SERVICE)
    return Address(
        url=url,
        refusal=_refusal(url, listing, segments, signs),
        signs=signs,
        family=_family(segments, parts.query),
    )


def _signs(path: str, segments: tuple[str, ...], query: str) -> tuple[Sign, ...]:
    found: list[Sign] = []
    stem = _stem(segments[-1]) if segments else ""
    if _DATE.search(path) and not _DATE_ALONE.search(path):
        found.append(Sign.DATE)
    if any(_is_slug(_stem(s)) for s in segments[-2:]) or any(map(_is_slug, _values(query))):
        found.append(Sign.SLUG)
    has_id = any(k.lower() in _words().id_parameters and _has_digit(v) for k, v in parse_qsl(query))
    if has_id or re.search(rf"\d{{{_LONG_ID},}}", stem) or (_has_digit(stem) and stem.isdigit()):
        found.append(Sign.ID)
    elif len(segments) == 1 and not _words().service_stems.isdisjoint(_JOINT.split(stem)):
        found.append(Sign.SERVICE)
    return tuple(found)


def _is_in_service_folder(segments: tuple[str, ...], listing: tuple[str, ...]) -> bool:
    """Whether the address lies in a part of the site that is about it, and the listing does not."""
    folder = segments[0].lower() if len(segments) > 1 else ""
    return folder in _words().service_folders and folder not in (s.lower() for s in listing)


def _refusal(url: str, listing: str, segments: tuple[str, ...], signs: tuple[Sign, ...]) -> str:
    """Why the address cannot be an article's; "" if it can."""
    if not urls.same_site(url, listing):
        return "another site"
    if url == urls.canonical(listing) or urls.is_home(url) or _is_above(url, listing):
        return "the listing itself, or one above it"
    names = tuple(s.lower() for s in segments)
    if (found := _EXTENSION.search(names[-1] if names else "")) and found[
        1
    ] in _words().other_files:
        return f"a .{found[1]} file"
    if len(names) > 1 and names[-2] in _words().page_words and names[-1].isdigit():
        return "a further page of a list"
    parameters = {k.lower() for k, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    if parameters & _words().id_parameters:  # an article's, filed under what the others name
        parameters -= _words().filing_parameters
    if service := sorted(parameters & _words().service_parameters):
        return f"?{service[0]}= leads to no article"
    if _DATE_ALONE.search(urlsplit(url).path) and not parameters:
        return "a day's or a year's list"
    return "" if Sign.DATE in signs else _word_refusal(names, signs)


def _word_refusal(names: tuple[str, ...], signs: tuple[Sign, ...]) -> str:
    stems = tuple(map(_stem, names))
    for word in stems[-2:] if signs else stems:
        if word in _words().lists or (word in _words().sections and not _is_slug(stems[-1])):
            return f"/{word}/ leads to a list"
    if Sign.ID in signs:  # /index.php?p=123: the file serves everything, the number is the page's
        return ""
    if stems and len(stems) <= _SERVICE_DEPTH and stems[-1] in _words().services:
        return f"/{stems[-1]} is about the site"
    return ""


def _is_above(url: str, listing: str) -> bool:
    """Whether ``url`` is a section that the listing lies in."""
    own, theirs = urls.segments(url), urls.segments(listing)
    return (
        urls.host(url) == urls.host(listing)
        and not urlsplit(url).query
        and len(own) <= len(theirs)
        and own == theirs[: len(own)]
    )


def _family(segments: tuple[str, ...], query: str) -> str:
    """The shape of path and query: numbers, headlines and plain words, by position."""
    shape = [_kind(_stem(s)) for s in segments]
    keys = sorted(k for k, _ in parse_qsl(query))
    return "/".join(shape) + (f"?{'&'.join(keys)}" if keys else "")


def _kind(stem: str) -> str:
    if stem.isdigit():
        return "9"
    return "s" if _is_slug(stem) or _has_digit(stem) else "w"


def _stem(segment: str) -> str:
    return _EXTENSION.sub("", segment)


def _values(query: str) -> list[str]:
    return [value for _, value in parse_qsl(query)]


def _is_slug(text: str) -> bool:
    """Whether ``text`` is a headline's length: four words."""
    words = [w for w in _JOINT.split(unquote(text)) if any(c.isalpha() for c in w)]
    return word_count(" ".join(words)) >= _SLUG_WORDS


def word_count(text: str) -> float:
    """How many words ``text`` has; where none are cut apart, two characters count as one."""
    words = [w for w in text.split() if any(c.isalpha() for c in w)]
    uncut = sum(1 for c in text if _is_uncut(c))
    return len([w for w in words if not _is_uncut(w[0])]) + uncut / 2


def _is_uncut(char: str) -> bool:
    """Whether ``char`` belongs to a script without spaces: Thai to Tibetan, Burmese, Han, kana."""
    return any(first <= char <= last for first, last in _UNCUT_SCRIPTS)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
