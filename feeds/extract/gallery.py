"""Which pictures and embeds of a page belong to its article, and the captions with them."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract import vocabulary as voc
from feeds.extract.document import Document, Element, Medium
from feeds.extract.embeds import Embed, embed, post
from feeds.extract.images import Picture, is_file, picture, video_of

_LEAVES: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"])
_MAX_CREDIT: Final = 200  # characters of a text beside a picture that may be its caption or credit
_MAX_CAPTIONS: Final = 3
_MAX_TEXTS: Final = 30  # blocks around a picture; a gallery's are fewer, a list of teasers more
_NEAR: Final = 3  # elements up from a picture to a link around it

# What elements around a picture alone are called if it is none of the article's; and what both
# these and the article's own are called: "widget", "box", "section".
_PLACED: Final = voc.BOX | voc.META | voc.SIDEBAR | voc.HIDDEN | voc.BUTTON | voc.POPUP
_STRAY: Final = voc.NEGATIVE & ~(voc.CAPTION | _PLACED)
_FIGURED: Final = voc.RELATED | voc.SIDEBAR | voc.POPUP  # a figure may be "right-rail__offset"


class Shown:
    """A picture or embed to write, before the block of number ``block``.

    ``sign`` is the number by which the parser knows a picture that stands for a sign, else 0: such
    a one is shown by itself only if it is in no running text.
    """

    __slots__ = ("block", "element", "html", "sign")

    def __init__(self, block: int, element: int, html: str, sign: int) -> None:
        self.block: Final = block
        self.element: Final = element
        self.html: Final = html
        self.sign: Final = sign


class Gallery:
    """Finds the pictures and embeds of the body, each once, and the captions with them."""

    def __init__(self, document: Document, body: list[int], base: str) -> None:
        self._elements: Final = document.elements
        self._blocks: Final = document.blocks
        self._media: Final = document.media
        self._body: Final = body
        self._base: Final = base
        self._around: Final = _common(document, body)
        self._known: set[str] = set()
        self._sides: dict[int, _Side | None] = {}
        self.shown: list[Shown] = []  # in the page's order
        self.captions: set[int] = set()

    def hang(self) -> None:
        """Look at all media of the page."""
        before: Medium | None = None  # the last one that was hung
        for medium in self._media:
            if medium.block > self._body[-1] + 1 or medium.element < self._around:
                continue
            if medium.tag == "noscript":
                if before is None or not self._is_twin(before, medium):
                    self._hang(medium, medium.node.css_first("img, iframe"))
            elif self._hang(medium, medium.node):
                before = medium
        self._posts()

    def _is_twin(self, before: Medium, medium: Medium) -> bool:
        """Whether what is there for browsers without scripts repeats the medium ``before``."""
        beside = (before.element, self._elements[before.element].parent)
        return before.block == medium.block and medium.element in beside

    def _hang(self, medium: Medium, node: LexborNode | None) -> bool:
        """Take ``node``, which stands in the place of ``medium``; False if it shows nothing."""
        if node is None:
            return False
        if medium.element not in self._sides:
            self._sides[medium.element] = self._beside(medium.element)
        side = self._sides[medium.element]
        if side is None or (side.placed and _is_furniture(medium.node)):
            return False
        shown = _shown(node, self._base)
        if shown is None:
            return False
        identity = shown.identity
        if identity not in self._known:
            self._known.add(identity)
            sign = node.mem_id if isinstance(shown, Picture) and shown.sign else 0
            self.shown.append(Shown(medium.block, medium.element, shown.html(), sign))
            self.captions.update(side.captions)
        return True

    def _posts(self) -> None:
        """Hang the posts that are quotations of which no block was kept."""
        found = False
        for element in self._elements[self._around :]:
            if element.tag != "blockquote" or not element.names or self._holds_kept(element):
                continue
            shown = post(element.node, self._base)
            if shown is None or shown.identity in self._known or self._is_stray(element.parent):
                continue
            self._known.add(shown.identity)
            self.shown.append(Shown(element.first, element.parent, shown.html(), 0))
            found = True
        if found:
            self.shown.sort(key=lambda each: each.block)

    def _is_stray(self, at: int) -> bool:
        """Whether an element that holds a post is none of the article's, by its name or place."""
        names = 0
        while at >= 0 and not self._holds_kept(self._elements[at]):
            names |= self._elements[at].own
            at = self._elements[at].parent
        return at < self._around or bool(names & _STRAY & ~voc.SHARE)

    def _beside(self, at: int) -> _Side | None:
        """What is beside the media in the element ``at``; None if they are no part of the article.

        Between them and the first element with a kept block in it, what was left out shows in the
        names of the elements, and in text that is neither a caption nor a short credit: a teaser's
        headline above all. What holds text of the article may be called what it likes.
        """
        captions: list[int] = []
        names, in_figure = 0, False
        element = self._elements[at]
        while not self._holds_kept(element):
            names |= element.own & ~_FIGURED if element.tag == "figure" else element.own
            if not (in_figure or self._caption(element, captions)):
                return None
            in_figure = in_figure or element.tag == "figure"
            at = element.parent
            if at < 0:
                return None
            element = self._elements[at]
        names &= ~self._elements[self._around].flags
        if at < self._around or names & _STRAY:
            return None
        return _Side(captions, placed=bool(names & _PLACED))

    def _caption(self, element: Element, captions: list[int]) -> bool:
        """Whether all text in ``element`` is that of captions, which are added, or of credits."""
        if element.end - element.first > _MAX_TEXTS and element.tag != "figure":
            return False
        for i in range(element.first, element.end):
            block = self._blocks[i]
            if block.flags & voc.CAPTION or element.tag == "figure":
                if i not in captions and len(captions) < _MAX_CAPTIONS:
                    captions.append(i)
            elif block.links or block.tag in _LEAVES or len(block.text) > _MAX_CREDIT:
                return False
        return True

    def _holds_kept(self, element: Element) -> bool:
        at = bisect_left(self._body, element.first)
        return at < len(self._body) and self._body[at] < element.end


class _Side:
    """The captions beside media, and whether these stand in what may be a widget."""

    __slots__ = ("captions", "placed")

    def __init__(self, captions: list[int], *, placed: bool) -> None:
        self.captions: Final = captions
        self.placed: Final = placed


def _shown(node: LexborNode, base: str) -> Picture | Embed | None:
    if node.tag not in ("img", "amp-img"):
        return embed(node, base)
    found = picture(node, base)
    page = video_of(found.src) if found is not None else None
    return Embed(page, found.alt or urls.site(page), found.src) if found and page else found


def _is_furniture(node: LexborNode) -> bool:
    """Whether a picture is a logo, or a link to elsewhere rather than to itself in full size."""
    source = node.attributes.get("src")
    if source is not None and source.endswith(".svg"):
        return True
    at = node.parent
    for _ in range(_NEAR):
        if at is None or at.tag == "a":
            break
        at = at.parent
    if at is None or at.tag != "a":
        return False
    address = at.attributes.get("href")
    return address is not None and not address.startswith("#") and not is_file(address)


def _common(document: Document, body: list[int]) -> int:
    """The innermost element that holds the whole body; its article element, if it has one."""
    elements, last = document.elements, body[-1]
    inner = -1
    for at in document.ancestors(body[0]):
        if elements[at].end > last:
            if inner < 0:
                inner = at
            if elements[at].tag in ("article", "main"):
                return at
    return inner
