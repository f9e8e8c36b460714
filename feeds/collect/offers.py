"""What a page links to, and where in it: each address once, with all that stands around it. Pure.

An article is often linked several times, by its picture, its headline and its "read more"; those
are one offer. Its card is the largest part of the page that links to no other article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice

from bs4 import Tag
from bs4.element import PageElement

from feeds.characters import clean
from feeds.collect.addresses import Address
from feeds.collect.anchors import Anchor, attribute, text_of
from feeds.collect.moments import zoned_moment

_DEEPEST = 100  # levels looked up from an anchor
_CARD_LEVELS = 8  # a card's own elements lie closer than this
_MOST_IN_CARD = 3  # addresses in one card that may be articles': its own, its topic's, its author's
_PLACE_LEVELS = 5  # levels of markup that the cards of one list have in common
_LONGEST_TITLE = 300  # characters; an anchor with more wraps a whole card

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADING_TOKENS = frozenset(
    ("headline", "title", "heading", "titel", "titre", "titulo", "titolo", "tytul", "rubrik", "hed")
)
_HEADING_LEVELS = 4
_PICTURES = frozenset(("img", "picture", "video"))
_CARD_ROLES = frozenset(("article", "listitem"))
_CARD_TOKENS = frozenset(("hentry", "post", "story", "teaser", "card", "article", "entry", "item"))
_DATE_TOKENS = frozenset(("date", "time", "datum", "fecha", "published", "posted", "timestamp"))
_WRITTEN_DATE = re.compile(r"\b(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|20\d\d|\d{1,2}:\d{2})\b|年|月")
_TOKEN = re.compile(r"[a-z0-9]+|[A-Z][a-z0-9]*")

_CARD_TAGS = ("article", "main", "li")
_REGION_TAGS = {
    "nav": "navigation",
    "footer": "the footer",
    "header": "the header",
    "aside": "the sidebar",
    "dialog": "a dialog",
    "menu": "navigation",
}
_REGION_ROLES = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "toolbar": "navigation",
    "banner": "the header",
    "contentinfo": "the footer",
    "complementary": "the sidebar",
    "search": "a form",
    "dialog": "a dialog",
}
_REGION_TOKENS = {
    "nav": "navigation",
    "navbar": "navigation",
    "navigation": "navigation",
    "menu": "navigation",
    "submenu": "navigation",
    "breadcrumb": "navigation",
    "breadcrumbs": "navigation",
    "pagination": "navigation",
    "pager": "navigation",
    "footer": "the footer",
    "masthead": "the header",
    "topbar": "the header",
    "sidebar": "the sidebar",
    "share": "share links",
    "sharing": "share links",
    "social": "share links",
    "tagcloud": "tags",
    "tags": "tags",
    "cookie": "a consent box",
    "consent": "a consent box",
    "comments": "comments",
}
# A class name on an element with more than this share of the page's links tells a state of the page
# ("menu-open"), not a part of it.
_TRUSTED_WITHIN = 0.5
_FORM_LINKS = 3  # "forgot your password?"; with more, the form is how some systems write any page


class Mark(StrEnum):
    """What stands around a link that articles have around theirs."""

    HEADING = "a heading"
    CARD = "an article's element"
    DATE = "a date beside it"
    PICTURE = "a picture beside it"
    BOOKMARK = "rel=bookmark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One address a page links to. ``region`` is where, if not in the page's own part.

    ``rel`` is what all links to it say: Drupal's "Read more" is ``rel=tag`` beside its headline.
    ``labels`` counts the cards that it stands in, in the same place beside an article of their own,
    as topics and authors do.
    """

    address: Address
    title: str | None
    published: datetime | None
    region: str
    marks: frozenset[Mark]
    place: str  # the markup it stands in: the same for all cards of one list
    row: int  # the element in which it and others stand, one link beside the other
    rel: frozenset[str]
    labels: int = 0
    heads_list: bool = False  # the one heading over several others


def unlinked(address: Address, title: str | None, row: int = 0) -> Offer:
    """An offer of which nothing but its address counts: nobody looks around it."""
    return Offer(
        address=address,
        title=title,
        published=None,
        region="",
        marks=frozenset(),
        place="",
        row=row,
        rel=frozenset(),
    )


def gather(anchors: Sequence[Anchor]) -> list[Offer]:
    """All that a page offers by its ``anchors``, in their order."""
    scene = _Scene(anchors)
    groups: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        groups.setdefault(anchor.address.url, []).append(anchor)
    return [_offer(group, scene) for group in groups.values()]


class _Scene:
    """The page around its anchors: computed once for each element, however many ask."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self._links: Counter[int] = Counter()
        self._contenders: dict[int, set[str]] = {}
        self._regions: dict[int, str] = {}
        self._rows: dict[int, int] = {}
        self._all = len(anchors)
        for anchor in anchors:
            contends = _contends(anchor)
            for parent in _ancestors(anchor.tag):
                self._links[id(parent)] += 1
                if contends:
                    there = self._contenders.setdefault(id(parent), set())
                    if len(there) <= _MOST_IN_CARD:
                        there.add(anchor.address.url)

    def region(self, tag: Tag) -> str:
        """The part of the page that ``tag`` lies in, if that is not where articles are listed."""
        chain: list[Tag] = []
        for element in _ancestors(tag):
            if id(element) in self._regions:
                break
            chain.append(element)
        found = self._regions.get(id(chain[-1].parent), "") if chain else ""
        if not chain and tag.parent is not None:
            return self._regions[id(tag.parent)]
        for element in reversed(chain):
            found = self._own_region(element, found)
            self._regions[id(element)] = found
        return found

    def row(self, tag: Tag) -> int:
        """A number for the innermost element around ``tag`` that holds another link; 0 if none."""
        holder = next((e for e in _ancestors(tag) if self._links[id(e)] > 1), None)
        return self._rows.setdefault(id(holder), len(self._rows) + 1) if holder else 0

    def card(self, anchor: Anchor) -> Tag:
        """The largest element around ``anchor`` that links to no other article."""
        card = anchor.tag
        for level, parent in enumerate(_ancestors(anchor.tag)):
            if self._others(parent, anchor) or level >= _CARD_LEVELS or parent.name == "body":
                break
            card = parent
        return card

    def neighbours(self, anchor: Anchor) -> int:
        """A number for the card in which ``anchor`` stands beside other addresses; 0 if none."""
        shared = next((e for e in _ancestors(anchor.tag) if self._others(e, anchor)), None)
        is_card = shared and len(self._contenders[id(shared)]) <= _MOST_IN_CARD
        return id(shared) if is_card else 0

    def heads_list(self, anchor: Anchor) -> bool:
        """Whether ``anchor`` is the one heading of its rank over several links, as a section's."""
        heading = _heading(anchor.tag)
        shared = next((e for e in _ancestors(anchor.tag) if self._others(e, anchor)), None)
        if heading is None or shared is None or heading.name not in _HEADINGS:
            return False
        is_list = len(self._contenders[id(shared)]) > _MOST_IN_CARD
        return is_list and len(shared.find_all(heading.name, limit=2)) == 1

    def _others(self, element: Tag, anchor: Anchor) -> bool:
        """Whether ``element`` holds links that may lead to articles other than ``anchor``'s."""
        return bool(self._contenders.get(id(element), set()) - {anchor.address.url})

    def _own_region(self, element: Tag, outer: str) -> str:
        name = element.name
        if name in ("main", "article") or attribute(element, "role") == "main":
            return "" if outer == "the header" else outer
        if name in _REGION_TAGS:
            is_card_part = name in ("header", "footer") and element.find_parent(_CARD_TAGS)
            return outer if is_card_part else _REGION_TAGS[name]
        if role := _REGION_ROLES.get(attribute(element, "role")):
            return role
        if name in ("html", "body") or self._links[id(element)] > self._all * _TRUSTED_WITHIN:
            return outer
        if name == "form":
            return "a form" if self._links[id(element)] <= _FORM_LINKS else outer
        named = (_REGION_TOKENS[t] for t in _tokens(element) if t in _REGION_TOKENS)
        return next(named, outer)


def _contends(anchor: Anchor) -> bool:
    """Whether the anchor may lead to an article, so that its surroundings are a card of its own."""
    if anchor.address.refusal:
        return False
    return (
        anchor.address.is_specific
        or _heading(anchor.tag) is not None
        or len(text_of(anchor.tag).split()) >= 3
    )


def _offer(anchors: list[Anchor], scene: _Scene) -> Offer:
    main = max(anchors, key=lambda a: (not scene.region(a.tag), _title_rank(a.tag)))
    if main.address.refusal:
        title = text_of(main.tag)[:_LONGEST_TITLE] or None
        return unlinked(main.address, title, scene.row(main.tag))
    card = scene.card(main)
    around = _survey(card)
    marks = set(around.marks)
    if any(_heading(a.tag) is not None for a in anchors):
        marks.add(Mark.HEADING)
    if any(_is_card(e) for e in (card, *islice(_ancestors(card), 2))):
        marks.add(Mark.CARD)
    rels = [_rel(a.tag) for a in anchors]
    if any("bookmark" in rel for rel in rels):
        marks.add(Mark.BOOKMARK)
    return Offer(
        address=main.address,
        title=_title(main.tag, around.heading),
        published=zoned_moment(around.stamp),
        region=scene.region(main.tag),
        marks=frozenset(marks),
        place=_place(main.tag),
        row=scene.row(main.tag),
        rel=frozenset.intersection(*rels),
        labels=_labels(anchors, scene),
        heads_list=any(scene.heads_list(anchor) for anchor in anchors),
    )


def _labels(anchors: Sequence[Anchor], scene: _Scene) -> int:
    """In how many cards the anchors of one address are labels, at most in one place of them."""
    if len(anchors) == 1:
        return 0
    cards: defaultdict[str, set[int]] = defaultdict(set)
    for anchor in anchors:
        if card := scene.neighbours(anchor):
            cards[_place(anchor.tag)].add(card)
    return max(map(len, cards.values()), default=0)


@dataclass(slots=True)
class _Survey:
    """What a card holds: its first heading, its machine-readable date, and its marks."""

    heading: Tag | None = None
    stamp: str = ""
    marks: set[Mark] = field(default_factory=set)


def _survey(card: Tag) -> _Survey:
    found = _Survey()
    for node in card.descendants:
        if not isinstance(node, Tag):
            outside = card.name != "a" and not _is_linked(node, card)
            if outside and _WRITTEN_DATE.search(str(node)):
                found.marks.add(Mark.DATE)
        elif node.name == "time":
            found.stamp = found.stamp or attribute(node, "datetime")
            found.marks.add(Mark.DATE)
        elif node.name in _PICTURES:
            found.marks.add(Mark.PICTURE)
        elif node.name in _HEADINGS:
            found.heading = found.heading or node
        elif card.name != "a" and not _DATE_TOKENS.isdisjoint(_tokens(node)):
            found.marks.add(Mark.DATE)
    return found


def _is_linked(node: PageElement, card: Tag) -> bool:
    """Whether the text ``node`` is a link's: a year in a headline dates nothing."""
    parent = node.parent
    while parent is not None and parent is not card:
        if parent.name == "a":
            return True
        parent = parent.parent
    return False


def _is_card(element: Tag) -> bool:
    return (
        element.name == "article"
        or attribute(element, "role") in _CARD_ROLES
        or not _CARD_TOKENS.isdisjoint(_tokens(element))
    )


def _heading(tag: Tag) -> Tag | None:
    """The heading that the anchor ``tag`` is or holds, by element or by name."""
    for parent in islice(_ancestors(tag), _HEADING_LEVELS):
        if parent.name in _HEADINGS:
            return parent
    for node in tag.descendants:
        if isinstance(node, Tag) and node.name in _HEADINGS:
            return node
    named = (e for e in (tag, tag.parent) if e and not _HEADING_TOKENS.isdisjoint(_tokens(e)))
    return next(named, None)


def _title_rank(tag: Tag) -> tuple[bool, int]:
    text = text_of(tag)
    return _heading(tag) is not None and bool(text), min(len(text), _LONGEST_TITLE)


def _title(tag: Tag, heading: Tag | None) -> str | None:
    """The headline: the anchor's heading, its text, its card's ``heading``, or its label."""
    inner = _heading(tag)
    texts = [text_of(inner)] if inner is not None and tag in inner.parents else []
    whole = text_of(tag)
    if len(whole) > _LONGEST_TITLE:
        whole = max(tag.stripped_strings, key=lambda s: min(len(s), _LONGEST_TITLE // 2))
    picture = tag.find("img", alt=True)
    texts += [
        whole,
        text_of(heading) if heading else "",
        attribute(tag, "aria-label"),
        attribute(tag, "title"),
        attribute(picture, "alt") if picture else "",
    ]
    return next((" ".join(clean(t).split()) for t in texts if t.strip()), None)


def _place(tag: Tag) -> str:
    """The markup around the anchor: tag names only, since ids and classes vary within a list."""
    return "<".join((tag.name, *(e.name for e in islice(_ancestors(tag), _PLACE_LEVELS))))


def _ancestors(tag: Tag) -> Iterator[Tag]:
    """The elements around ``tag``, innermost first, without the document itself."""
    parent = tag.parent
    for _ in range(_DEEPEST):
        if parent is None or parent.parent is None:
            return
        yield parent
        parent = parent.parent


def _tokens(element: Tag) -> list[str]:
    """The words of the element's class and id, cut at hyphens and humps, in lower case."""
    named = " ".join((*element.get_attribute_list("class"), attribute(element, "id")))
    return [t.lower() for t in _TOKEN.findall(named)] if named.strip() else []


def _rel(anchor: Tag) -> frozenset[str]:
    return frozenset(attribute(anchor, "rel").lower().split())
