"""Whether a page is an article at all, and if not, what it is instead.

Sites answer 200 with error pages, walls, consent dialogs, bot challenges and empty applications,
and what looks like an article's address may list articles. All but listings are short pages whose
title or few words say what they are; a listing is told by the shape of what it holds.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from feeds import urls
from feeds.extract.head import Head
from feeds.extract.measures import Measures

# Characters of article text above which a page cannot be taken for each kind. Articles of the two
# data sets that were measured begin at some 300; a character of Chinese counts two and a half.
_CHALLENGE_TEXT: Final = 900
_ERROR_TEXT: Final = 700
_LOGIN_TEXT: Final = 500
_CONSENT_TEXT: Final = 2_500
_SHELL_TEXT: Final = 60
_NOTICE_TEXT: Final = 300
_TOLD: Final = 300  # from which on a declared article is not refused for what its headline says
_LONGEST: Final = _CONSENT_TEXT  # the most of these
_WALL_PAGE: Final = 4_000  # characters of all that a wall or a consent page says
_CONSENT_PHRASES: Final = 2  # of the list that a consent page uses at least
_CONSENT_SHARE: Final = 0.5  # of the text in blocks that speak of consent
_PROSE: Final = 80  # characters from which a block is prose rather than a label

_HEADLINES: Final = 6  # linked headlines from which a page may be a listing
_TEASING: Final = 4  # cards that the text is from; a short article may follow a link or two
_HEADLINE: Final = (18, 200)  # characters of one
_LINKED: Final = 0.8  # of it, at least
_CARD: Final = 8  # blocks in the card around a headline
_TEASER: Final = 2  # blocks after a bare headline that tease the same article
_CARD_TEXT: Final = 500  # characters of a card's teaser
_IN_CARDS: Final = 0.7  # share of the text that is in cards, in a listing


class Refusal(StrEnum):
    """What a page is that is no article: the reasons of :class:`feeds.errors.NotAnArticle`."""

    CHALLENGE = "challenge page"
    ERROR = "error page"
    LOGIN = "login wall"
    CONSENT = "consent page"
    SHELL = "empty JavaScript shell"
    MAINTENANCE = "maintenance notice"
    LISTING = "listing"


class _Page:
    """A page under judgement. What is said of it is counted once, and only if it is asked for."""

    def __init__(self, measures: Measures, kept: Sequence[int], head: Head) -> None:
        self.document = measures.document
        self.sizes = measures.size
        self.kept = kept
        self.title = head.title

    @cached_property
    def size(self) -> float:
        """Characters of article text."""
        return sum([self.sizes[at] for at in self.kept])

    @cached_property
    def whole(self) -> float:
        """Characters of all text."""
        return sum(self.sizes)

    @cached_property
    def labels(self) -> str:
        """Title and headings, in lower case."""
        headings = (b.text for b in self.document.blocks if b.tag in ("h1", "h2"))
        return "\n".join([self.title, *headings]).casefold()

    @cached_property
    def visible(self) -> str:
        """The page's text, as far as it matters for a short one, in lower case."""
        return "\n".join(block.text[:300] for block in self.document.blocks[:60]).casefold()


def verdict(measures: Measures, kept: Sequence[int], head: Head, url: str) -> Refusal | None:
    """What the page is instead of an article; None for an article.

    ``kept`` are the indices of the blocks taken to be the article's.
    """
    page = _Page(measures, kept, head)
    declared = _is_declared_article(head, url)
    if page.size <= _LONGEST and (refusal := _of_short(page, declared)):
        return refusal
    return Refusal.LISTING if not declared and _is_listing(page) else None


# -- short pages -------------------------------------------------------------------------------


def _of_short(page: _Page, declared: bool) -> Refusal | None:
    """What a page of little text is, if it is no article and no listing."""
    told = declared and page.size >= _TOLD
    if not told and _is_challenge(page):
        return Refusal.CHALLENGE
    if not told and _is_error(page):
        return Refusal.ERROR
    if not declared and _is_consent(page):
        return Refusal.CONSENT
    if not declared and _is_maintenance(page):
        return Refusal.MAINTENANCE
    if _is_login(page):
        return Refusal.LOGIN
    return Refusal.SHELL if _is_shell(page) else None


def _is_challenge(page: _Page) -> bool:
    if page.size > _CHALLENGE_TEXT:
        return False
    if _says("challenge", page.labels):
        return True
    marked = page.document.tree.css_first(_CHALLENGE_MARKS) is not None
    return marked and _says("challenge", page.visible)


_CHALLENGE_MARKS: Final = (
    "script[src*='/cdn-cgi/challenge-platform'], script[src*=captcha], iframe[src*=captcha],"
    "[id*=captcha i], [class*=captcha i], [id*=challenge-], script[src*=_Incapsula_], noscript"
)


def _is_error(page: _Page) -> bool:
    return page.size <= _ERROR_TEXT and _says("error", page.labels)


def _is_consent(page: _Page) -> bool:
    if page.size > _CONSENT_TEXT or page.whole > _WALL_PAGE or not page.kept:
        return False
    blocks = page.document.blocks
    consents = [at for at in page.kept if _says("consent", blocks[at].text.casefold())]
    speaking = sum([page.sizes[at] for at in consents])
    said = sum(phrase in page.visible for phrase in _phrases()["consent"])
    return speaking >= _CONSENT_SHARE * page.size and said >= _CONSENT_PHRASES


def _is_maintenance(page: _Page) -> bool:
    """Whether the site speaks of itself, as one that is being worked on and will be back.

    Of works alone a report of a closed tunnel speaks as well, and that may be as short.
    """
    if page.size > _NOTICE_TEXT:
        return False
    said = [page.labels, *(page.document.blocks[at].text.casefold() for at in page.kept)]
    text = "\n".join(said)
    return _says("works", text) and _says("away", text)


def _is_login(page: _Page) -> bool:
    if page.size > _LOGIN_TEXT:
        return False
    asks = page.document.tree.css_first("input[type=password]") is not None
    if _says("login", page.labels):
        return asks or _prose(page) == 0
    return asks and page.whole <= _WALL_PAGE and _says("login", page.visible)


def _is_shell(page: _Page) -> bool:
    if page.size > _SHELL_TEXT and not _says("shell", page.visible):
        return False
    return page.whole <= _SHELL_TEXT or (page.whole <= _ERROR_TEXT and _says("shell", page.visible))


def _prose(page: _Page) -> int:
    blocks, sizes = page.document.blocks, page.sizes
    return sum([sizes[at] >= _PROSE and blocks[at].link_density < 0.5 for at in page.kept])


def _says(kind: str, text: str) -> bool:
    return any(phrase in text for phrase in _phrases()[kind])


# -- listings ----------------------------------------------------------------------------------


def _is_listing(page: _Page) -> bool:
    """Whether the text is that of teasers: short, each in a card with a linked headline."""
    headlines = _headlines(page)
    if len(headlines) < _HEADLINES:
        return False
    cards = [_card(page, at) for at in headlines if _holds_kept(page, at - _CARD, at + _CARD)]
    teasing = [card for card in cards if _holds_kept(page, card[0], card[1])]
    if len(teasing) < _TEASING:
        return False
    inside = {at for card in teasing for at in range(*card)}
    return sum([page.sizes[at] for at in page.kept if at in inside]) >= _IN_CARDS * page.size


def _is_declared_article(head: Head, url: str) -> bool:
    kinds = {kind.lower() for kind in head.all("og:type")}
    if urls.is_home(url):
        return False
    return (bool(head.structured.articles) and not head.structured.listing) or "article" in kinds


def _holds_kept(page: _Page, first: int, end: int) -> bool:
    """Whether a block of those from ``first`` on, before ``end``, was kept."""
    at = bisect_left(page.kept, first)
    return at < len(page.kept) and page.kept[at] < end


def _headlines(page: _Page) -> list[int]:
    """The blocks that are linked headlines, one for each address."""
    found: dict[str, int] = {}
    shortest, longest = _HEADLINE
    for at, block in enumerate(page.document.blocks):
        if block.links and shortest <= page.sizes[at] <= longest and block.link_density >= _LINKED:
            found.setdefault(block.links[0].attrs.sget("href"), at)
    return list(found.values())


def _card(page: _Page, headline: int) -> tuple[int, int]:
    """The blocks of the largest element around a ``headline`` that is still small.

    They are it, its teaser, its date and picture; none is ``_CARD`` blocks away. Where every
    headline stands bare among its teasers, the next blocks are its card.
    """
    document = page.document
    bare = best = (headline, headline + 1)
    for around in document.ancestors(headline):
        element = document.elements[around]
        if element.end - element.first > _CARD:
            break
        if sum([page.sizes[at] for at in range(element.first, element.end)]) > _CARD_TEXT:
            break
        best = (element.first, element.end)
    return (headline, _end_of_teaser(page, headline + 1)) if best == bare else best


def _end_of_teaser(page: _Page, first: int) -> int:
    blocks = page.document.blocks
    end = min(first + _TEASER, len(blocks))
    for at in range(first, end):
        if blocks[at].links or page.sizes[at] > _CARD_TEXT:
            return at
    return end


@cache
def _phrases() -> Mapping[str, Iterable[str]]:
    text = files("feeds.extract").joinpath("data/refusals.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Iterable[str]] = json.loads(text)
    return loaded
