"""Finds the articles that a page lists: by evidence first, then by scores. Pure.

Every address the page links to is judged by itself (its own spelling, its heading, card, date,
picture, headline), then by its company: the articles of a list stand in the same markup and have
addresses of the same shape. What the operator's CSS selects is taken without further questions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from feeds import urls
from feeds.collect import structured
from feeds.collect.addresses import Sign, examine, word_count
from feeds.collect.anchors import Anchor, anchors_of, base_of, scripted_anchors_of, text_of
from feeds.collect.collected import Candidate
from feeds.collect.offers import Mark, Offer, gather, unlinked
from feeds.collect.structured import Listed
from feeds.model import Link

# Points, set so that one strong sign and company, or three weak ones, make an article, and that a
# menu's short names never do. Tuned on the listings in tests/collect/listings.
_POINTS: dict[str, float] = {
    Sign.DATE: 3,
    Sign.SLUG: 2,
    Sign.ID: 2,
    Sign.SERVICE: -4,
    Mark.HEADING: 3,
    Mark.CARD: 1.5,
    Mark.DATE: 1,
    Mark.PICTURE: 1,
    Mark.BOOKMARK: 2,
}
_HEADLINE = 2.0  # a text as long as headlines are
_SHORT = -2.0  # a text as short as menus' are, on an address that shows nothing
_OVER_LIST = -4.0
_LISTED = 4.0  # named in the page's own structured data
_REPEATED = 2.0  # others stand in the same markup, under addresses of the same shape
_REGIONS = {"the sidebar": -4.0}
_OTHER_REGION = -8.0
_ENOUGH = 4.0
_SHARE_OF_BEST = 0.5  # of the mean of the page's best group
_COMPANY = 3  # links in the same markup that make a list
_SINGLE_WORD = "a single word, as sections have"
_LABELLED = 3  # cards that a topic or author stands in; an article may stand in two
_HEADLINE_WORDS = 4
_MENU_WORDS = 2
_MENU_LENGTH = "a menu's length"
_MENU_ROW = 4  # links beside each other that may be a menu
_MENU_SHARE = 2 / 3
_MENU_COMPANY = "in a row with a menu's entries"
_IN_MENU = -4.0

_NO_ARTICLE_RELS = frozenset(
    ("tag", "author", "category", "next", "prev", "search", "license", "sponsored")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The articles of one page of a listing, in its order, and everything else it links to.

    Unless it ``is_sure``, nothing stands out as an article, and these are what might be some.
    """

    links: tuple[Link, ...]
    candidates: tuple[Candidate, ...]
    is_sure: bool = True


def read(soup: BeautifulSoup, url: str, selector: str | None = None) -> Listing:
    """The articles listed on the page at ``url``; those that ``selector`` (CSS) finds, if given."""
    return _selected(soup, url, selector) if selector else _recognised(soup, url)


def merged(listings: Sequence[Listing]) -> Listing:
    """The pages of one listing as one, each address where it stands first."""
    links: dict[str, Link] = {}
    candidates: dict[str, Candidate] = {}
    for one in listings:
        for link in one.links:
            links.setdefault(link.url, link)
        for candidate in one.candidates:
            candidates.setdefault(candidate.url, candidate)
    return Listing(
        links=tuple(links.values()),
        candidates=tuple(candidates.values()),
        is_sure=all(one.is_sure for one in listings),
    )


def _selected(soup: BeautifulSoup, url: str, selector: str) -> Listing:
    """What the operator's selector matches: an ``a``, or the first one in or around the match."""
    base = base_of(soup, url)
    titles: dict[str, str | None] = {}
    for match in soup.select(selector):
        anchor = _anchor_of(match)
        target = urls.join(base, str(anchor["href"])) if anchor else None
        if anchor is None or target is None:
            continue
        text = text_of(anchor) or text_of(match)
        key = urls.canonical(target)
        titles[key] = max(titles.get(key) or "", text, key=len) or None
    reason = f"links: {selector}"
    return Listing(
        links=tuple(Link(url=u, title=t, reason=reason) for u, t in titles.items()),
        candidates=tuple(
            Candidate(url=u, title=t, score=0.0, reasons=(reason,), accepted=True)
            for u, t in titles.items()
        ),
    )


def _anchor_of(match: Tag) -> Tag | None:
    if match.name == "a" and match.has_attr("href"):
        return match
    return match.find("a", href=True) or match.find_parent("a", href=True)


@dataclass(slots=True, eq=False)
class _Case:
    """One offer under judgement: its points, each with its reason."""

    offer: Offer
    points: dict[str, float]
    refusal: str

    @property
    def score(self) -> float:
        return sum(self.points.values())


def _recognised(soup: BeautifulSoup, url: str) -> Listing:
    """The articles the page links to; where there are none, those a script opens at a click."""
    named = structured.listed(soup, base_of(soup, url))
    anchors = anchors_of(soup, url)
    plain = _judged(anchors, named, url)
    if plain.is_sure or not (scripted := scripted_anchors_of(soup, url)):
        return plain
    opened = _judged((*anchors, *scripted), named, url)
    return opened if opened.is_sure else plain


def _judged(anchors: Sequence[Anchor], named: Mapping[str, Listed], url: str) -> Listing:
    offers = gather(anchors)
    linked = {offer.address.url for offer in offers}
    offers += [
        unlinked(examine(u, url), told.title) for u, told in named.items() if u not in linked
    ]
    cases = [_case(offer, named) for offer in offers]
    _add_company(cases)
    floor = _floor(cases)
    sure = [case for case in cases if not case.refusal and case.score >= floor]
    taken = frozenset(_with_short_titles(sure, cases) if sure else _doubtful(cases))
    return Listing(
        links=tuple(_link(case, named) for case in cases if case in taken),
        candidates=tuple(_candidate(case, accepted=case in taken) for case in cases),
        is_sure=bool(sure),
    )


def _link(case: _Case, named: Mapping[str, Listed]) -> Link:
    offer = case.offer
    told = named.get(offer.address.url)
    return Link(
        url=offer.address.url,
        title=offer.title,
        published=offer.published,
        updated=told.modified if told else None,
        reason=", ".join(case.points),
    )


def _candidate(case: _Case, *, accepted: bool) -> Candidate:
    return Candidate(
        url=case.offer.address.url,
        title=case.offer.title,
        score=case.score,
        reasons=(case.refusal,) if case.refusal else tuple(case.points),
        accepted=accepted,
    )


def _case(offer: Offer, named: Collection[str]) -> _Case:
    """The offer judged by itself."""
    points: dict[str, float] = {}
    if offer.address.url in named:
        points["named in the page's data"] = _LISTED
    points |= {sign: _POINTS[sign] for sign in offer.address.signs}
    points |= {mark: _POINTS[mark] for mark in sorted(offer.marks)}
    words = word_count(offer.title or "")
    if words >= _HEADLINE_WORDS:
        points["a headline's length"] = _HEADLINE
    elif words <= _MENU_WORDS and not offer.address.is_specific and not points:
        points[_MENU_LENGTH] = _SHORT
    if offer.heads_list and not offer.address.is_specific:
        points["a heading over a list"] = _OVER_LIST
    if offer.region:
        points[f"in {offer.region}"] = _REGIONS.get(offer.region, _OTHER_REGION)
    return _Case(offer, points, _refusal(offer, words, offer.address.url in named))


def _refusal(offer: Offer, words: float, is_named: bool) -> str:
    if offer.address.refusal:
        return offer.address.refusal
    if rel := sorted(offer.rel & _NO_ARTICLE_RELS):
        return f"rel={rel[0]}"
    if offer.labels >= _LABELLED:
        return "a label of several articles"
    if not offer.title and not is_named:
        return "no text"
    is_told = is_named or offer.marks >= {Mark.HEADING, Mark.DATE}
    if words <= 1 and not offer.address.is_specific and not is_told:
        return _SINGLE_WORD
    return ""


def _add_company(cases: Sequence[_Case]) -> None:
    """Points for standing in a list: same markup, and an address of the same telling shape."""
    standing = [c for c in cases if not c.refusal]
    places = Counter(c.offer.place for c in standing)
    families = Counter(c.offer.address.family for c in standing if c.offer.address.is_specific)
    for case in standing:
        company = places[case.offer.place] >= _COMPANY
        if company or families[case.offer.address.family] >= _COMPANY:
            case.points["in a list"] = _REPEATED
    _subtract_menus(cases)


def _subtract_menus(cases: Sequence[_Case]) -> None:
    """Points off for standing in a row of which most are a menu's: sections have long names too."""
    rows: defaultdict[int, list[_Case]] = defaultdict(list)
    for case in cases:
        rows[case.offer.row].append(case)
    rows.pop(0, None)
    for row in rows.values():
        entries = [case for case in row if case.refusal or _MENU_LENGTH in case.points]
        if len(row) >= _MENU_ROW and len(entries) > len(row) * _MENU_SHARE:
            for case in row:
                if Mark.HEADING not in case.offer.marks and Sign.DATE not in case.points:
                    case.points[_MENU_COMPANY] = _IN_MENU


def _with_short_titles(sure: Sequence[_Case], cases: Sequence[_Case]) -> list[_Case]:
    """The ``sure`` articles, and headings of one word that stand among them in their folder."""
    folders = Counter(map(_shelf, sure))
    return [
        *sure,
        *(
            case
            for case in cases
            if case.refusal == _SINGLE_WORD
            and Mark.HEADING in case.offer.marks
            and not case.offer.region
            and not case.offer.heads_list
            and _shelf(case)[0]
            and folders[_shelf(case)] >= _COMPANY
        ),
    ]


def _doubtful(cases: Sequence[_Case]) -> list[_Case]:
    """What might be articles where nothing stands out: bare lists of few or of short headlines.

    Those with one good sign or an address that names one page, and those of one folder in one list.
    """
    standing = [
        case
        for case in cases
        if not case.refusal and not case.offer.region and Sign.SERVICE not in case.points
    ]
    folders = Counter(map(_shelf, standing))
    return [
        case
        for case in standing
        if case.score >= _HEADLINE
        or (_MENU_COMPANY not in case.points and urls.names_one_page(case.offer.address.url))
        or (folders[_shelf(case)] >= _COMPANY and _shelf(case)[0])
    ]


def _shelf(case: _Case) -> tuple[str, str]:
    """The folder that the address lies in, and the markup around the link."""
    path = urlsplit(case.offer.address.url).path
    return path.rstrip("/").rpartition("/")[0], case.offer.place


def _floor(cases: Sequence[_Case]) -> float:
    """The score that makes an article on this page: half of what its best list has on average."""
    groups: defaultdict[str, list[float]] = defaultdict(list)
    for case in cases:
        if not case.refusal and case.score >= _ENOUGH:
            groups[case.offer.place].append(case.score)
    best = max(groups.values(), key=sum, default=[])
    mean = sum(best) / len(best) if best else 0.0
    return max(_ENOUGH, mean * _SHARE_OF_BEST)
