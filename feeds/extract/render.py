"""The article's HTML and text, from the blocks that were kept.

Block by block: each is written with the structure around it (its list, table, quotation), and
between blocks stand the pictures and embeds of the article's body. The page's own markup is never
passed on, so that nothing styled, scripted or tracking comes through; sanitising is last all the
same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract import vocabulary as voc
from feeds.extract.blocks import Document, Element, Medium, TextBlock
from feeds.extract.embeds import Embed, embed
from feeds.extract.images import Picture, is_file, picture, video_of
from feeds.extract.inline import Inline, spans
from feeds.extract.names import fold
from feeds.extract.sanitize import sanitize

# Elements that stay open over several blocks, and those that are written once for each block.
_LISTS: Final = frozenset(["ul", "ol", "li", "dl", "dt", "dd"])
_TABLES: Final = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th"])
_CONTAINERS: Final = _LISTS | _TABLES | {"blockquote", "figure", "pre"}
_AROUND_MEDIA: Final = _CONTAINERS - {"pre", "dl", "dt", "dd"}
_LEAVES: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"])
_HOLDS_TEXT: Final = frozenset(["li", "td", "th", "dt", "dd", "tr", "pre"])
_PARENTS: Final = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "tr": ("table", "thead", "tbody", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
}
_TITLE_BLOCKS: Final = 3  # the title is repeated, if at all, among the first blocks
_DEEPEST: Final = 50  # containers in each other; deeper ones only cost readers time
_MAX_CREDIT: Final = 200  # characters of a text beside a picture that may be its caption or credit
_MAX_CAPTIONS: Final = 3
_NEAR: Final = 3  # elements up from a picture to a link around it

# What elements around a picture alone are called if it is none of the article's; and what both
# these and the article's own are called: "widget", "box", "section".
_PLACED: Final = voc.BOX | voc.META | voc.SIDEBAR | voc.HIDDEN | voc.BUTTON | voc.POPUP
_STRAY: Final = voc.NEGATIVE & ~(voc.CAPTION | _PLACED)
_FIGURED: Final = voc.RELATED | voc.SIDEBAR | voc.POPUP  # a figure may be "right-rail__offset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An article's body twice: plain with a paragraph a line, and as sanitised HTML.

    Captions of pictures are in ``html`` only.
    """

    text: str
    html: str


def render(document: Document, kept: Sequence[int], base: str, title: str = "") -> Rendered:
    """Write the blocks whose indices are ``kept`` (ascending); addresses are relative to ``base``.

    ``title`` is not repeated at the head of the body.
    """
    body = _without_title(document, kept, title)
    if not body:
        return Rendered(text="", html="")
    gallery = _Gallery(document, body, base)
    gallery.hang()
    writer = _Writer(document, base)
    writer.all(sorted(body + gallery.captions), gallery.shown)
    return Rendered(
        text="\n".join([document.blocks[i].text for i in body]),
        html=sanitize(writer.finished()),
    )


def _without_title(document: Document, kept: Sequence[int], title: str) -> list[int]:
    body = list(kept)
    wanted = fold(title)
    if not wanted:
        return body
    head = [i for i in body[:_TITLE_BLOCKS] if fold(document.blocks[i].text) != wanted]
    return head + body[_TITLE_BLOCKS:]


# -- which pictures belong to the body ---------------------------------------------------------


class _Shown:
    """A picture or embed to write, before the block of number ``block``."""

    __slots__ = ("block", "element", "html")

    def __init__(self, block: int, element: int, html: str) -> None:
        self.block: Final = block
        self.element: Final = element
        self.html: Final = html


class _Gallery:
    """Finds the pictures and embeds of the body, each once, and the captions with them."""

    def __init__(self, document: Document, body: list[int], base: str) -> None:
        self._elements: Final = document.elements
        self._blocks: Final = document.blocks
        self._media: Final = document.media
        self._body: Final = body
        self._base: Final = base
        self._around: Final = _common(document, body)
        self._known: set[str] = set()
        self.shown: list[_Shown] = []  # in the page's order
        self.captions: list[int] = []

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

    def _is_twin(self, before: Medium, medium: Medium) -> bool:
        """Whether what is there for browsers without scripts repeats the medium ``before``."""
        beside = (before.element, self._elements[before.element].parent)
        return before.block == medium.block and medium.element in beside

    def _hang(self, medium: Medium, node: LexborNode | None) -> bool:
        """Take ``node``, which stands in the place of ``medium``; False if it shows nothing."""
        captions = self._beside(medium) if node is not None else None
        if captions is None or node is None:
            return False
        shown = _shown(node, self._base)
        if shown is None:
            return False
        if shown.identity not in self._known:
            self._known.add(shown.identity)
            self.shown.append(_Shown(medium.block, medium.element, shown.html()))
            for at in captions:
                if at not in self.captions:
                    self.captions.append(at)
        return True

    def _beside(self, medium: Medium) -> list[int] | None:
        """The captions of a medium; None if it is no part of the article.

        Between it and the first element with a kept block in it, what was left out shows in the
        names of the elements, and in text that is neither a caption nor a short credit: a teaser's
        headline above all. What holds text of the article may be called what it likes.
        """
        captions: list[int] = []
        at = medium.element
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
        if at < self._around or names & _STRAY or (names & _PLACED and _leads_away(medium.node)):
            return None
        return captions

    def _caption(self, element: Element, captions: list[int]) -> bool:
        """Whether all text in ``element`` is that of captions, which are added, or of credits."""
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


def _shown(node: LexborNode, base: str) -> Picture | Embed | None:
    if node.tag not in ("img", "amp-img"):
        return embed(node, base)
    found = picture(node, base)
    page = video_of(found.src) if found is not None else None
    return Embed(page, found.alt or urls.site(page), found.src) if found and page else found


def _leads_away(node: LexborNode) -> bool:
    """Whether a picture is a link to elsewhere rather than to itself in full size."""
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


# -- writing -----------------------------------------------------------------------------------


class _Writer:
    """Keeps the containers open that the piece at hand stands in."""

    def __init__(self, document: Document, base: str) -> None:
        self._elements: Final = document.elements
        self._blocks: Final = document.blocks
        self._text: Final = Inline(base)
        self._out: list[str] = []
        self._open: list[int] = []  # elements, outermost first
        self._verbatim = 0  # how many of them are pre
        self._chains: dict[int, list[int]] = {-1: []}
        self._layouts: dict[int, bool] = {-1: True}

    def all(self, blocks: list[int], shown: list[_Shown]) -> None:
        """Write the blocks of these numbers, and what is shown between them."""
        at, count = 0, len(shown)
        for i in blocks:
            while at < count and shown[at].block <= i:
                self._show(shown[at])
                at += 1
            block = self._blocks[i]
            self._enter(self._containers(block.element))
            self._block(block)
        while at < count:
            self._show(shown[at])
            at += 1

    def finished(self) -> str:
        """All that was written."""
        self._enter([])
        return "".join(self._out)

    def _containers(self, element: int) -> list[int]:
        """The containers around a piece that are written, outermost first."""
        unknown: list[int] = []
        while element not in self._chains:
            unknown.append(element)
            element = self._elements[element].parent
        chain = self._chains[element]
        while unknown:
            at = unknown.pop()
            tag = self._elements[at].tag
            if tag in _CONTAINERS and len(chain) < _DEEPEST:
                above = self._elements[chain[-1]].tag if chain else ""
                if self._is_written(at, tag, above):
                    chain = [*chain, at]
            self._chains[at] = chain
        return chain

    def _is_written(self, at: int, tag: str, above: str) -> bool:
        """Whether a container inside the one called ``above`` is more than layout, and valid."""
        if tag in _TABLES and self._is_layout(at):
            return False
        return tag not in _PARENTS or above in _PARENTS[tag]

    def _is_layout(self, at: int) -> bool:
        """Whether the table that this is, or is a part of, only places things on the page."""
        elements = self._elements
        while at >= 0 and elements[at].tag != "table":
            at = elements[at].parent
        if at not in self._layouts:
            node = elements[at].node
            self._layouts[at] = (
                node.attributes.get("role") in ("presentation", "none")
                or node.css_first("tr > :nth-child(2)") is None
                or node.css_first("table table, td h1, td h2, td h3") is not None
            )
        return self._layouts[at]

    def _enter(self, chain: list[int]) -> None:
        common, deepest = 0, min(len(chain), len(self._open))
        while common < deepest and chain[common] == self._open[common]:
            common += 1
        while len(self._open) > common:
            tag = self._elements[self._open.pop()].tag
            if tag == "pre":
                self._verbatim -= 1
                self._out[-1] = self._out[-1].rstrip("\n")
            self._out.append(f"</{tag}>")
        for i in range(common, len(chain)):
            element = self._elements[chain[i]]
            tag = element.tag
            if tag == "pre":
                self._verbatim += 1
            cell = spans(element.node) if tag == "td" or tag == "th" else ""
            self._out.append(f"<{tag}{cell}>")
            self._open.append(chain[i])

    def _block(self, block: TextBlock) -> None:
        element = self._elements[block.element]
        innermost = self._open[-1] if self._open else -1
        around = self._elements[innermost].tag if self._open else ""
        top = element  # else from its parent on: a link may stand around it
        if block.element != innermost and element.parent >= 0:
            top = self._elements[element.parent]
        inside = self._text.write(block.start, block.stop, top.node, verbatim=self._verbatim > 0)
        if self._verbatim:
            self._out.append(inside + "\n")
        elif block.element == innermost and around in _HOLDS_TEXT:
            bare = around == "tr" and "<t" not in inside
            self._out.append(f"<td>{inside}</td>" if bare else inside)
        else:
            tag = _leaf(block.tag, around)
            self._out.append(f"<{tag}>{inside}</{tag}>")

    def _show(self, shown: _Shown) -> None:
        elements = self._elements
        chain = [at for at in self._containers(shown.element) if elements[at].tag in _AROUND_MEDIA]
        self._enter(chain)
        in_figure = bool(chain) and elements[chain[-1]].tag == "figure"
        self._out.append(shown.html if in_figure else f"<figure>{shown.html}</figure>")


def _leaf(tag: str, around: str) -> str:
    """What a block of an element ``tag`` is written as, inside the container ``around``."""
    if around == "figure":
        return "figcaption"
    if tag == "figcaption":
        return "p"
    if tag == "caption":
        return tag if around == "table" else "p"
    if tag == "h1":
        return "h2"
    return tag if tag in _LEAVES else "p"
