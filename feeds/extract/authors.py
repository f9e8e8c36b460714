"""Who wrote an article, among all that a page says of it.

As with titles and dates, sources vote: each for a list of names, with its trust; lists with names
in common support each other. What names the publication instead of people counts for less, but
counts: many articles are signed by their newsroom alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from feeds.extract.blocks import Document
from feeds.extract.bylines import Byline, bylines
from feeds.extract.head import Head
from feeds.extract.jsonld import Node, texts, types
from feeds.extract.names import fold, people, person_like, without_role

# Share of pages with authors on which a source alone names them all (docs/metadata.md).
_ARTICLE, _CREATOR, _PAGE, _PERSONS = 0.95, 0.8, 0.6, 0.6
_META, _WRITTEN_BY, _MICRODATA, _RELATION, _MARKED, _SHAPED = 0.9, 0.8, 0.75, 0.7, 0.6, 0.3
_MAX_BYLINE: Final = 200  # characters
_TOGETHER: Final = 3  # blocks between the lines of several authors
_PARTLY: Final = 0.6  # of its trust a source lends to a list with more names than its own
_NEWSROOM: Final = 0.45  # of its trust is left to a source that names the site only

_METAS: Final = (
    *("author", "article:author", "parsely-author", "sailthru.author", "byl"),
    *("article:author_name", "cxenseparse:author", "authors", "creator", "og:article:author"),
    *("shareaholic:article_author_name", "dc.creator", "dcterms.creator", "dc.contributor"),
)


@dataclass(frozen=True, slots=True)
class _Vote:
    names: tuple[str, ...]
    trust: float

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(map(fold, self.names))


def authors(
    document: Document, head: Head, article: Node, anchor: int | None, sites: Sequence[str]
) -> tuple[str, ...]:
    """The names of the authors; none if the page names none.

    ``anchor`` is the number of the title's block, ``sites`` the site's names.
    """
    own = {fold(site) for site in sites}
    votes = [
        _Vote(names, trust * (_NEWSROOM if _is_newsroom(names, own) else 1.0))
        for values, trust in _sources(document, head, article, anchor)
        if (names := people(values, own, head.language))
    ]
    best: tuple[str, ...] = ()
    best_score = 0.0
    for vote in votes:
        score = sum(other.trust * _overlap(vote.keys, other.keys) for other in votes)
        if score > best_score:
            best, best_score = vote.names, score
    return best


def _is_newsroom(names: Sequence[str], own: set[str]) -> bool:
    return all(fold(name) in own for name in names)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How far ``other`` supports ``one``: fully when it names some of the same and nobody else."""
    if not one & other:
        return 0.0
    return _PARTLY if other < one else len(one & other) / len(one | other)


def _sources(
    document: Document, head: Head, article: Node, anchor: int | None
) -> Iterator[tuple[list[str], float]]:
    by_id = head.structured.by_id
    yield _names(article.get("author"), by_id), _ARTICLE
    yield _names(article.get("creator"), by_id), _CREATOR
    for page in head.structured.pages[:1]:
        yield _names(page.get("author"), by_id), _PAGE
    persons = [node for node in by_id.values() if "person" in types(node)]
    yield [name for node in persons[:1] for name in texts(node.get("name"), {})], _PERSONS
    for meta in _METAS:
        yield [v for v in head.all(meta) if not v.startswith(("http", "/"))], _META
    yield [_upright(name) for name in head.all("citation_author")], _META
    yield list(_labelled(head)), _WRITTEN_BY
    yield from _marked_up(head)
    yield from _seen(document, anchor)


def _names(value: Any, by_id: Any) -> list[str]:
    return list(texts(value, by_id))


def _upright(name: str) -> str:
    """Highwire's citation tags give "Doe, Jane"."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family}" if comma and "," not in given else name


def _labelled(head: Head) -> Iterator[str]:
    """Twitter's card data: a label such as "Written by", and what it labels."""
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        name = head.first(data)
        if name and not people([head.first(label) or "Written by"]) and not name[:1].isdigit():
            yield name


def _marked_up(head: Head) -> Iterator[tuple[list[str], float]]:
    """Microdata (the name inside, if it has one), else ``rel=author``."""
    node, trust = head.marked.get("author"), _MICRODATA
    if node is None:
        node, trust = head.marked.get("rel=author"), _RELATION
    if node is not None:
        named = node.css_first("[itemprop=name]") or node
        text = named.attributes.get("content") or named.text(separator=" ")
        yield [text[:_MAX_BYLINE]], trust


def _seen(document: Document, anchor: int | None) -> Iterator[tuple[list[str], float]]:
    first: Byline | None = None
    for line in bylines(document, anchor) if anchor is not None else ():
        names = [without_role(name) for name in people([line.text])]
        if not names or not all(map(person_like, names)):
            continue
        if first is None or (line.marked and line.distance <= first.distance + _TOGETHER):
            yield names, _MARKED if line.marked else _SHAPED
        first = first or (line if line.marked else None)
