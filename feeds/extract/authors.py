"""Who wrote an article, among all that a page says of it.

As with titles and dates, sources vote: each for a list of names, with its trust; lists with names
in common support each other. What names the publication instead of people counts for less, but
counts: many articles are signed by their newsroom alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from feeds.extract.bylines import Byline, Surroundings, bylines, name_in
from feeds.extract.head import Head
from feeds.extract.jsonld import Node, addresses, texts, types
from feeds.extract.names import (
    alike_any,
    fold,
    full_name,
    is_account,
    is_agency,
    is_placeholder,
    people,
    signing,
    without_honorific,
)
from feeds.extract.signatures import signatures

# Share of pages with authors on which a source alone names them all (docs/metadata.md).
_ARTICLE, _CREATOR, _PAGE, _PERSONS = 0.95, 0.8, 0.6, 0.6
_META, _WRITTEN_BY, _MICRODATA, _RELATION, _SAID, _LINKED, _SHAPED = (
    *(0.9, 0.8, 0.75, 0.7, 0.65, 0.6, 0.3),
)
_TRUST: Final = {"said": _LINKED, "linked": _LINKED, "": _SHAPED}
_BESIDE: Final = 4  # blocks: a byline this near to the title is the article's
_TOGETHER: Final = 3  # blocks between the lines of several authors
_PARTLY: Final = 0.6  # of its trust a source lends to a list with more names than its own

_METAS: Final = (
    *("author", "article:author", "parsely-author", "sailthru.author", "byl"),
    *("article:author_name", "cxenseparse:author", "authors", "creator", "og:article:author"),
    *("shareaholic:article_author_name", "dc.creator", "dcterms.creator", "dc.contributor"),
)


_Source = tuple[list[str], float]  # what it says of the authors, and its trust


class _Vote:
    """The names that one source gives, and how far it is trusted."""

    __slots__ = ("keys", "names", "seen", "trust")

    def __init__(self, names: tuple[str, ...], trust: float, *, seen: bool) -> None:
        self.names: Final = names
        self.keys: Final = frozenset([fold(name) for name in names])
        self.trust: Final = trust
        self.seen: Final = seen


def authors(
    around: Surroundings, head: Head, article: Node, sites: Sequence[str]
) -> tuple[str, ...]:
    """The names of the authors; none if the page names none. ``sites`` are the site's names."""
    own = {fold(site) for site in sites}
    read: dict[tuple[str, ...], tuple[str, ...]] = {}  # what sources repeat is taken apart once
    votes: list[_Vote] = []
    for sources, seen in ((_declared(head, article), False), (_seen(around), True)):
        for values, trust in sources:
            said = tuple(values)
            if said not in read:
                read[said] = people(said, own, head.language)
            if read[said]:
                votes.append(_Vote(read[said], trust, seen=seen))
    personal = [vote for vote in votes if not _is_newsroom(vote, own)]
    filed = _administrators(article)
    unnamed = all(vote.keys <= filed for vote in personal)
    if unnamed and (signed := signatures(around, own if votes else ())):
        return signed
    agencies = [vote for vote in votes if vote.seen and all(map(is_agency, vote.names))]
    return _rather_seen(_elect(personal or agencies or votes, votes), personal)


def _rather_seen(elected: tuple[str, ...], personal: Sequence[_Vote]) -> tuple[str, ...]:
    """The byline next to the title where it names others than the page declares, or more.

    What is declared is often who put the article into the system, and only one.
    """
    declared = set(map(_key, elected))
    for vote in personal:
        if vote.seen and vote.trust >= _LINKED and all(map(full_name, vote.names)):
            seen = set(map(_key, vote.names))
            if declared < seen or (vote.trust == _SAID and declared.isdisjoint(seen)):
                return vote.names
            if vote.trust == _SAID:
                return elected
    return elected


def _key(name: str) -> str:
    return fold(without_honorific(name))


def _elect(candidates: Sequence[_Vote], votes: Sequence[_Vote]) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    best_score = 0.0
    for vote in candidates:
        score = sum(other.trust * _overlap(vote.keys, other.keys) for other in votes)
        if score > best_score:
            best, best_score = vote.names, score
    return best


def _is_newsroom(vote: _Vote, own: set[str]) -> bool:
    """Whether a vote names no person: the site, an agency, an account, or what may be a label."""
    if vote.trust <= _SHAPED and not all(map(full_name, vote.names)):
        return True
    return all(
        is_agency(name) or (not vote.seen and is_account(name)) or alike_any(fold(name), own)
        for name in vote.names
    )


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How far ``other`` supports ``one``: fully when it names some of the same and nobody else."""
    if not one & other:
        return 0.0
    return _PARTLY if other < one else len(one & other) / len(one | other)


def _declared(head: Head, article: Node) -> list[_Source]:
    by_id = head.structured.by_id
    pages = head.structured.pages[:1]
    persons = [node for node in by_id.values() if "person" in types(node)][:1]
    metas = [head.metas[name] for name in _METAS if name in head.metas]
    sources = [
        (texts(article.get("author"), by_id), _ARTICLE),
        (texts(article.get("creator"), by_id), _CREATOR),
        *[(texts(page.get("author"), by_id), _PAGE) for page in pages],
        *[(texts(person.get("name"), {}), _PERSONS) for person in persons],
        *[([v for v in meta if not v.startswith(("http", "/"))], _META) for meta in metas],
        ([_upright(name) for name in head.all("citation_author")], _META),
        (_labelled(head), _WRITTEN_BY),
        *_marked_up(head),
    ]
    return [source for source in sources if source[0]]


def _upright(name: str) -> str:
    """Highwire's citation tags give "Doe, Jane"."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family}" if comma and "," not in given else name


def _labelled(head: Head) -> list[str]:
    """Twitter's card data: a label such as "Written by", and what it labels."""
    found: list[str] = []
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        name = head.first(data)
        if not name or name[:1].isdigit():
            continue
        if not people([head.first(label) or "Written by"]):
            found.append(name)
    return found


def _marked_up(head: Head) -> list[_Source]:
    """Microdata (the name inside, if it has one), else ``rel=author``."""
    node, trust = head.marked.get("author"), _MICRODATA
    if node is None:
        node, trust = head.marked.get("rel=author"), _RELATION
    if node is None:
        return []
    named = node.css_first("[itemprop=name]") or node
    return [([named.attributes.get("content") or name_in(named)], trust)]


def _administrators(article: Node) -> set[str]:
    """Folded: what accounts are called that are nobody's own, as their addresses say: "/admin/"."""
    value = article.get("author")
    nodes = value if isinstance(value, list) else [value]
    return {
        fold(name)
        for node in nodes
        if isinstance(node, dict) and any(map(_is_administrators, addresses(node, {})))
        for name in texts(node.get("name"), {})
    }


def _is_administrators(address: str) -> bool:
    return is_placeholder(address.rstrip("/").rpartition("/")[2])


def _is_far_and_unmarked(line: Byline) -> bool:
    return not line.mark and line.distance > _BESIDE


def _account(line: Byline) -> tuple[str, ...]:
    """The one word after "by", which need not have a capital: "by jdoe"."""
    names = line.names if line.mark == "said" else ()
    return names if len(names) == 1 and is_account(names[0]) else ()


def _seen(around: Surroundings) -> list[_Source]:
    found: list[_Source] = []
    first: Byline | None = None
    for line in bylines(around):
        names = list(signing(line.names) or _account(line))
        if not names or (_is_far_and_unmarked(line) and not all(map(full_name, names))):
            continue
        if first is None or (line.mark and line.distance <= first.distance + _TOGETHER):
            beside = line.mark == "said" and line.distance <= _BESIDE
            found.append((names, _SAID if beside else _TRUST[line.mark]))
        first = first or (line if line.mark else None)
    return found
