"""What a page links to, and where in it: each address once, with all that stands around it. Pure.

An article is often linked several times, by its picture, its headline and its "read more"; those
are one offer. Its card is the largest part of the page that links to no other article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bs4 import BeautifulSoup, Tag

from feeds import urls
from feeds.collect.addresses import Address, examine

_MOST_ANCHORS = 4000  # more than any listing has; fewer than a hostile page could cost time with
_DEEPEST = 100  # levels looked up from an anchor
_CARD_LEVELS = 8  # a card's own elements lie closer than this
_PLACE_LEVELS = 5  # levels of markup that the cards of one list have in common
_LONGEST_TITLE = 300  # characters; an anchor with more wraps a whole card

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADING_TOKENS = frozenset(
    ("headline", "title", "heading", "titel", "titre", "titulo", "titolo", "tytul", "rubrik", "hed")
)
_CARD_ROLES = frozenset(("article", "listitem"))
_CARD_TOKENS = frozenset(("hentry", "post", "story", "teaser", "card", "article", "entry", "item"))
_DATE_TOKENS = frozenset(("date", "time", "datum", "fecha", "published", "posted", "timestamp"))
_WRITTEN_DATE = re.compile(r"\b(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|20\d\d|\d{1,2}:\d{2})\b|年|月")
_TOKEN = re.compile(r"[a-z0-9]+|[A-Z][a-z0-9]*")

_REGION_TAGS = {
    "nav": "navigation",
    "footer": "the footer",
    "header": "the header",
    "aside": "the sidebar",
    "form": "a form",
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
_TRUSTED_WITHIN = (
    0.5  # share of a page's links above which a class name speaks of a state, not a part
)


class Mark(StrEnum):
    """What stands around a link that articles have around theirs."""

    HEADING = "a heading"
    CARD = "an article's element"
    DATE = "a date beside it"
    PICTURE = "a picture beside it"
    BOOKMARK = "rel=bookmark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One address a page links to. ``region`` is where, if not in the page's own part."""

    address: Address
    title: str | None
    published: datetime | None
    region: str
    marks: frozenset[Mark]
    place: str  # the markup it stands in: the same for all cards of one list
    rel: frozenset[str]


def base_of(soup: BeautifulSoup, url: str) -> str:
    """What relative addresses on the page at ``url`` are relative to."""
    declared = soup.find("base", href=True)
    return (urls.join(url, _attribute(declared, "href")) if declared else None) or url


def gather(soup: BeautifulSoup, url: str) -> list[Offer]:
    """All that the page at ``url`` offers, in its order."""
    anchors = _anchors(soup, base_of(soup, url), url)
    scene = _Scene(anchors)
    groups: dict[str, list[_Anchor]] = {}
    for anchor in anchors:
        groups.setdefault(anchor.address.url, []).append(anchor)
    return [_offer(group, scene) for group in groups.values()]


def text_of(tag: Tag) -> str:
    """The visible text, its white space collapsed."""
    return " ".join(tag.get_text(" ", strip=True).split())


@dataclass(frozen=True, slots=True)
class _Anchor:
    tag: Tag
    address: Address


class _Scene:
    """The page around its anchors: computed once for each element, however many ask."""

    def __init__(self, anchors: list[_Anchor]) -> None:
        self._links: Counter[int] = Counter()
        self._owner: dict[int, str | None] = {}
        self._regions: dict[int, str] = {}
        self._all = len(anchors)
        for anchor in anchors:
            contends = _contends(anchor)
            for parent in _ancestors(anchor.tag):
                self._links[id(parent)] += 1
                if contends:
                    owner = self._owner.setdefault(id(parent), anchor.address.url)
                    if owner != anchor.address.url:
                        self._owner[id(parent)] = None

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

    def card(self, anchor: _Anchor) -> Tag:
        """The largest element around ``anchor`` that links to no other article."""
        card = anchor.tag
        for level, parent in enumerate(_ancestors(anchor.tag)):
            owner = self._owner.get(id(parent), anchor.address.url)
            if owner != anchor.address.url or level >= _CARD_LEVELS or parent.name == "body":
                break
            card = parent
        return card

    def _own_region(self, element: Tag, outer: str) -> str:
        name = element.name
        if name in ("main", "article") or _attribute(element, "role") == "main":
            return "" if outer == "the header" else outer
        if name in _REGION_TAGS:
            inner = _REGION_TAGS[name]
            if name in ("header", "footer") and element.find_parent(("article", "main", "li")):
                inner = ""  # the head or foot of a card
            return inner or outer
        if role := _REGION_ROLES.get(_attribute(element, "role")):
            return role
        if name in ("html", "body") or self._links[id(element)] > self._all * _TRUSTED_WITHIN:
            return outer
        named = (_REGION_TOKENS[t] for t in _tokens(element) if t in _REGION_TOKENS)
        return next(named, outer)


def _anchors(soup: BeautifulSoup, base: str, url: str) -> list[_Anchor]:
    found: list[_Anchor] = []
    for tag in soup.find_all("a", href=True, limit=_MOST_ANCHORS):
        target = urls.join(base, _attribute(tag, "href"))
        if target is not None:
            found.append(_Anchor(tag, examine(urls.canonical(target), url)))
    return found


def _contends(anchor: _Anchor) -> bool:
    """Whether the anchor may lead to an article, so that its surroundings are a card of its own."""
    if anchor.address.refusal:
        return False
    return (
        anchor.address.is_specific
        or _heading(anchor.tag) is not None
        or len(text_of(anchor.tag).split()) >= 3
    )


def _offer(anchors: list[_Anchor], scene: _Scene) -> Offer:
    main = max(anchors, key=lambda a: (not scene.region(a.tag), _title_rank(a.tag)))
    card = scene.card(main)
    marks = frozenset(_marks(anchors, card))
    stamp = card.find("time", datetime=True)
    return Offer(
        address=main.address,
        title=_title(main.tag, card),
        published=_moment(_attribute(stamp, "datetime")) if stamp else None,
        region=scene.region(main.tag),
        marks=marks,
        place=_place(main.tag, card),
        rel=frozenset(r.lower() for a in anchors for r in a.tag.get_attribute_list("rel") if r),
    )


def _marks(anchors: Iterable[_Anchor], card: Tag) -> Iterator[Mark]:
    tags = [a.tag for a in anchors]
    if any(_heading(tag) is not None for tag in tags):
        yield Mark.HEADING
    if any("bookmark" in tag.get_attribute_list("rel") for tag in tags):
        yield Mark.BOOKMARK
    around = [card, *list(_ancestors(card))[:2]]
    if any(_is_card(element) for element in around):
        yield Mark.CARD
    if card.find("time") or _is_dated(card):
        yield Mark.DATE
    if card.find(("img", "picture", "video")):
        yield Mark.PICTURE


def _is_card(element: Tag) -> bool:
    return (
        element.name == "article"
        or _attribute(element, "role") in _CARD_ROLES
        or not _CARD_TOKENS.isdisjoint(_tokens(element))
    )


def _is_dated(card: Tag) -> bool:
    if card.name == "a":
        return False
    if any(not _DATE_TOKENS.isdisjoint(_tokens(e)) for e in card.find_all(True, class_=True)):
        return True
    outside = " ".join(s for s in card.find_all(string=True) if s.find_parent("a") is None)
    return _WRITTEN_DATE.search(outside) is not None


def _heading(tag: Tag) -> Tag | None:
    """The heading that the anchor ``tag`` is or holds, by element or by name."""
    for parent in list(_ancestors(tag))[:4]:
        if parent.name in _HEADINGS:
            return parent
    if (inner := tag.find(tuple(_HEADINGS))) is not None:
        return inner
    named = (e for e in (tag, tag.parent) if e and not _HEADING_TOKENS.isdisjoint(_tokens(e)))
    return next(named, None)


def _title_rank(tag: Tag) -> tuple[bool, int]:
    text = text_of(tag)
    return _heading(tag) is not None and bool(text), min(len(text), _LONGEST_TITLE)


def _title(tag: Tag, card: Tag) -> str | None:
    """The headline: the anchor's heading, its text, its card's heading, or what it is labelled."""
    inner = tag.find(tuple(_HEADINGS))
    texts = [text_of(inner)] if inner else []
    whole = text_of(tag)
    if len(whole) > _LONGEST_TITLE:
        whole = max(tag.stripped_strings, key=lambda s: min(len(s), _LONGEST_TITLE // 2))
    heading = card.find(tuple(_HEADINGS))
    picture = tag.find("img", alt=True)
    texts += [
        whole,
        text_of(heading) if heading else "",
        _attribute(tag, "aria-label"),
        _attribute(tag, "title"),
        _attribute(picture, "alt") if picture else "",
    ]
    return next((" ".join(t.split()) for t in texts if t.strip()), None)


def _place(tag: Tag, card: Tag) -> str:
    """The markup from the anchor outwards, past its card: tag names only, ids and classes vary."""
    names = [tag.name]
    for parent in _ancestors(tag):
        names.append(parent.name)
        if len(names) > _PLACE_LEVELS and parent is not card:
            break
    return "<".join(names[: _PLACE_LEVELS + 1])


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
    named = " ".join((*element.get_attribute_list("class"), _attribute(element, "id")))
    return [t.lower() for t in _TOKEN.findall(named)] if named.strip() else []


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def _moment(text: str) -> datetime | None:
    """A machine-readable date with a zone; one without says too little."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
