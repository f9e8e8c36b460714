"""schema.org data in JSON-LD: reading it, broken or not, and finding the article in it.

Pages give one object, a list, a ``@graph``, or nest the article in a ``WebPage``; some give
invalid JSON. What is obviously meant is read. Purely syntactic: nothing is fetched, and contexts
are taken to be schema.org's.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from feeds import characters

Node = Mapping[str, Any]
_Typed = tuple[Node, frozenset[str]]  # a node with its types

_MAX_SOURCE = 1_000_000  # characters of one script: beyond it is a database, not a description
_MAX_NODES = 2_000
_MAX_DEPTH: Final = 40

# https://schema.org/Article and its subtypes, and what blogs and magazines use instead.
ARTICLE_TYPES: Final = frozenset(
    [
        *("advertisercontentarticle", "analysisnewsarticle", "article", "askpublicnewsarticle"),
        *("backgroundnewsarticle", "blogposting", "claimreview", "criticreview"),
        *("discussionforumposting", "liveblogposting", "medicalscholarlyarticle", "newsarticle"),
        *("opinionnewsarticle", "recipe", "report", "reportagenewsarticle", "review"),
        *("reviewnewsarticle", "satiricalarticle", "scholarlyarticle", "socialmediaposting"),
        *("techarticle", "howto"),
    ]
)
# What an article may be wrapped in, or stand beside when it has no node of its own.
PAGE_TYPES: Final = frozenset(
    ["webpage", "itempage", "aboutpage", "medicalwebpage", "videoobject", "podcastepisode"]
)
LISTING_TYPES: Final = frozenset(["collectionpage", "itemlist", "searchresultspage"])
_PUBLISHER_TYPES: Final = frozenset(["organization", "newsmediaorganization", "corporation"])
# The keys through which a page points at its subject; others hold related articles.
_SUBJECT_KEYS: Final = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured:
    """What JSON-LD says of one page: its nodes, the article's first."""

    articles: tuple[Node, ...] = ()
    pages: tuple[Node, ...] = ()
    sites: tuple[str, ...] = ()  # names of the site
    site_descriptions: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    listing: bool = False
    by_id: Mapping[str, Node]


def read_structured(sources: Iterable[str]) -> Structured:
    """The nodes described in JSON-LD ``sources``, one string for each script element."""
    nodes = [node for source in sources for node in _nodes(parse(source))][:_MAX_NODES]
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(name := node.get("@id"), str) and len(node) > len(by_id.get(name, ())):
            by_id[name] = node
    typed = [(node, types(node)) for node in nodes]
    return Structured(
        articles=tuple(node for node, kinds in typed if kinds & ARTICLE_TYPES),
        pages=tuple(node for node, kinds in typed if kinds & PAGE_TYPES),
        sites=tuple(_sites(typed, by_id)),
        site_descriptions=tuple(
            text
            for node, kinds in typed
            if kinds & (_PUBLISHER_TYPES | {"website"})
            for text in texts(node.get("description"), {})
        ),
        publishers=tuple(_publishers(typed, by_id)),
        listing=any(kinds & LISTING_TYPES for _, kinds in typed),
        by_id=by_id,
    )


def types(node: Node) -> frozenset[str]:
    """The node's types in lower case, without a vocabulary's address before them."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return frozenset(_bare(name).lower() for name in names if isinstance(name, str))


def _bare(name: str) -> str:
    if name.isalnum():
        return name
    for mark in "/#:":
        name = name.rpartition(mark)[2]
    return name


def texts(value: Any, by_id: Mapping[str, Node], depth: int = 0) -> list[str]:
    """The words that ``value`` stands for: strings, ``name``s, references, lists of them."""
    if isinstance(value, str):
        return [clean(value)] if value.strip() else []
    if isinstance(value, list) and depth < _MAX_DEPTH:
        return [text for item in value for text in texts(item, by_id, depth + 1)]
    if isinstance(value, dict) and depth < _MAX_DEPTH:
        inner = next((value[k] for k in ("name", "@value", "alternateName") if value.get(k)), None)
        if inner is None and isinstance(reference := value.get("@id"), str):
            inner = by_id.get(reference, {}).get("name")
        return texts(inner, by_id, depth + 1)
    return []


def addresses(value: Any, by_id: Mapping[str, Node], depth: int = 0) -> list[str]:
    """The addresses that ``value`` stands for: strings, ``url``s, references, lists of them."""
    if isinstance(value, str):
        return [html.unescape(value.strip())] if value.strip() else []
    if isinstance(value, list) and depth < _MAX_DEPTH:
        return [found for item in value for found in addresses(item, by_id, depth + 1)]
    if isinstance(value, dict) and depth < _MAX_DEPTH:
        inner = next((value[k] for k in ("url", "contentUrl") if value.get(k)), None)
        reference = value.get("@id")
        if inner is None and isinstance(reference, str):
            inner = by_id.get(reference, {}).get("url", reference)
        return addresses(inner, by_id, depth + 1)
    return []


def clean(text: str) -> str:
    """``text`` with references resolved (some sites escape twice), tags off, blanks single.

    Characters that XML forbids go: escapes and references bring them past any decoder.
    """
    for _ in range(2):
        if "&" not in text:
            break
        escaped, text = text, html.unescape(text)
        if text == escaped:
            break
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    if text.isprintable() and "  " not in text:  # the only blank that is printable
        return text.strip()
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(characters.clean(text).split())


# -- reading -----------------------------------------------------------------------------------

_DECODER: Final = json.JSONDecoder(strict=False)
_WRAPPING: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
    r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_WRAPPING_MARKS: Final = ("<!", "-->", "]]>")
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_MISSING_COMMA: Final = re.compile(r'(["\]}\d])\s*\n(\s*"[@\w]+"\s*:)')
_BAD_ESCAPE: Final = re.compile(r'\\(?!["\\/bfnrtu]|$)|\\u(?![0-9a-fA-F]{4})')
_FIELD: Final = re.compile(
    r'"(@type|headline|datePublished|dateModified|description|articleSection|isAccessibleForFree)"'
    r'\s*:\s*"?((?<=")(?:[^"\\\n]|\\.)*|true|false)',
)
_AUTHOR: Final = re.compile(r'"author"\s*:\s*[\[{][^}]*?"name"\s*:\s*"((?:[^"\\\n]|\\.)*)"')


def parse(source: str) -> list[Any]:
    """The JSON values in ``source``, repaired where needed; none if nothing can be made of it."""
    source = source[:_MAX_SOURCE].strip().lstrip("\ufeff")
    if values := _values(source):
        return values
    if values := _values(_repaired(source)):
        return values
    if "&" in source and (values := _values(_repaired(html.unescape(source)))):
        return values
    salvaged = _salvage(source)
    return [salvaged] if salvaged else []


def _repaired(source: str) -> str:
    if any(mark in source for mark in _WRAPPING_MARKS):
        source = _WRAPPING.sub("", source)
    source = source.strip().rstrip(";")
    if "\\" in source:
        source = _BAD_ESCAPE.sub("", source)
    if "\n" in source:
        source = _MISSING_COMMA.sub(r"\1,\n\2", source)
    return _TRAILING_COMMA.sub("", source)


def _values(source: str) -> list[Any]:
    """All values that follow each other in ``source``; none unless the first is valid."""
    values, at = [], 0
    try:
        while at < len(source):
            value, at = _DECODER.raw_decode(source, at)
            values.append(value)
            while at < len(source) and source[at] in " \t\r\n,;":
                at += 1
    except (ValueError, RecursionError):
        return values
    return values


def _salvage(source: str) -> dict[str, Any]:
    """The article's own fields, each first mention, from what is beyond repair."""
    found: dict[str, Any] = {}
    for name, value in _FIELD.findall(source):
        found.setdefault(name, _string(value))
    if names := _AUTHOR.findall(source):
        found["author"] = [_string(name) for name in names[:1]]
    return found


def _string(escaped: str) -> str:
    try:
        return str(json.loads(f'"{escaped}"', strict=False))
    except ValueError:
        return escaped


def _nodes(values: Iterable[Any]) -> Iterator[Node]:
    """Every typed node that describes the page or what it is about, outermost first."""
    pending: list[tuple[Any, int]] = [(value, 0) for value in values]
    pending.reverse()
    while pending:
        value, depth = pending.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(value, list):
            pending.extend([(item, depth + 1) for item in value[::-1]])
        elif isinstance(value, dict):
            if "@type" in value or "headline" in value:
                yield value
            inner = [value[key] for key in _SUBJECT_KEYS if key in value]
            pending.extend([(item, depth + 1) for item in inner[::-1]])


def _sites(typed: Iterable[_Typed], by_id: Mapping[str, Node]) -> Iterator[str]:
    for node, kinds in typed:
        if "website" in kinds:
            yield from texts([node.get("name"), node.get("alternateName")], by_id)


def _publishers(typed: Iterable[_Typed], by_id: Mapping[str, Node]) -> Iterator[str]:
    for node, kinds in typed:
        if kinds & (ARTICLE_TYPES | PAGE_TYPES):
            yield from texts(node.get("publisher"), by_id)
        elif kinds & _PUBLISHER_TYPES:
            yield from texts(node.get("name"), by_id)
