"""The article's HTML and text, from the blocks that were kept.

Block by block: each is written with the structure around it (its list, table, quotation), and
between blocks stand the pictures and embeds of the article's body. The page's own markup is never
passed on, so that nothing styled, scripted or tracking comes through; sanitising is last all the
same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from feeds.extract import vocabulary as voc
from feeds.extract.blocks import Document, Medium, TextBlock
from feeds.extract.embeds import Embed, embed
from feeds.extract.images import Picture, picture
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
_MAX_CREDIT = 200  # characters of a text beside a picture that may be its caption or credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An article's body twice: plain with a paragraph a line, and as sanitised HTML.

    Captions of pictures are in ``html`` only.
    """

    text: str
    html: str


_Container = tuple[int, str]  # the element's index, its tag


class _Piece(NamedTuple):
    """Something to write, in document order: a block, or a medium before it."""

    at: int  # number of the block, or of the one the medium precedes
    rank: int  # media go before the block of the same number
    element: int
    block: TextBlock | None = None
    shown: Picture | Embed | None = None


def render(document: Document, kept: Sequence[int], base: str, title: str = "") -> Rendered:
    """Write the blocks whose indices are ``kept`` (ascending); addresses are relative to ``base``.

    ``title`` is not repeated at the head of the body.
    """
    body = _without_title(document, kept, title)
    if not body:
        return Rendered(text="", html="")
    media, captions = _media(document, body, base)
    pieces = [
        _Piece(i, 1, document.blocks[i].element, document.blocks[i]) for i in (*body, *captions)
    ]
    writer = _Writer(document, base)
    for piece in sorted([*pieces, *media], key=lambda piece: piece[:2]):
        writer.piece(piece)
    return Rendered(
        text="\n".join(document.blocks[i].text for i in body),
        html=sanitize(writer.finished()),
    )


def _without_title(document: Document, kept: Sequence[int], title: str) -> list[int]:
    wanted = fold(title)
    head = kept[:_TITLE_BLOCKS] if wanted else ()
    return [i for i in kept if i not in head or fold(document.blocks[i].text) != wanted]


# -- which pictures belong to the body ---------------------------------------------------------


def _media(document: Document, body: list[int], base: str) -> tuple[list[_Piece], list[int]]:
    """The pictures and embeds of the body, each once, and the captions that stand with them."""
    around = _common(document, body)
    kept = set(body)
    captions: list[int] = []
    found: dict[str, _Piece] = {}
    for medium in document.media:
        if not _within(document, medium, around) or medium.block > body[-1] + 1:
            continue
        texts = _beside(document, medium, kept)
        shown = _shown(medium, base) if texts is not None else None
        if shown is None or texts is None or shown.identity in found:
            continue
        found[shown.identity] = _Piece(medium.block, 0, medium.element, shown=shown)
        captions.extend(i for i in texts if i not in captions)
    return list(found.values()), captions


def _shown(medium: Medium, base: str) -> Picture | Embed | None:
    is_picture = medium.tag in ("img", "amp-img")
    return picture(medium.node, base) if is_picture else embed(medium.node, base)


def _common(document: Document, body: list[int]) -> int:
    """The innermost element that holds the whole body; its article element, if it has one."""
    elements = document.elements
    chain = document.ancestors(body[0])
    inner = next(at for at in chain if elements[at].end > body[-1])
    for at in chain[chain.index(inner) :]:
        if elements[at].tag in ("article", "main"):
            return at
    return inner


def _within(document: Document, medium: Medium, around: int) -> bool:
    """Whether a medium stands in the element ``around``, in no part that is not the article's."""
    elements = document.elements
    wrong = (voc.NEGATIVE & ~voc.CAPTION) & ~elements[around].flags
    at = medium.element
    if elements[at].flags & wrong:
        return False
    while at > around:
        at = elements[at].parent
    return at == around


def _beside(document: Document, medium: Medium, kept: set[int]) -> list[int] | None:
    """The captions that belong to a medium; None if it is a part of something that was left out.

    What was left out shows in the text around the medium, up to the first element with a kept
    block in it: anything but a caption or a short credit, a teaser's headline above all.
    """
    elements, blocks = document.elements, document.blocks
    at = medium.element
    captions: list[int] = []
    while at >= 0 and not any(i in kept for i in range(elements[at].first, elements[at].end)):
        for i in range(elements[at].first, elements[at].end):
            block = blocks[i]
            if block.flags & voc.CAPTION or elements[at].tag == "figure":
                if i not in captions and len(captions) < 3:
                    captions.append(i)
            elif block.links or block.tag in _LEAVES or len(block.text) > _MAX_CREDIT:
                return None
        if elements[at].tag == "figure":
            return captions
        at = elements[at].parent
    return captions


# -- writing -----------------------------------------------------------------------------------


class _Writer:
    """Keeps the containers open that the piece at hand stands in."""

    def __init__(self, document: Document, base: str) -> None:
        self._document = document
        self._base = base
        self._out: list[str] = []
        self._open: list[_Container] = []
        self._chains: dict[int, tuple[_Container, ...]] = {-1: ()}
        self._layouts: dict[int, bool] = {-1: True}

    def piece(self, piece: _Piece) -> None:
        chain: Sequence[_Container] = self._containers(piece.element)
        if piece.shown is not None:
            chain = [c for c in chain if c[1] in _AROUND_MEDIA]
        self._enter(chain)
        if piece.block is not None:
            self._block(piece.block)
        elif piece.shown is not None:
            self._show(piece.shown)

    def finished(self) -> str:
        self._enter([])
        return "".join(self._out)

    def _containers(self, element: int) -> tuple[_Container, ...]:
        """The containers around a piece that are written, outermost first."""
        elements, chains = self._document.elements, self._chains
        unknown = []
        while element not in chains:
            unknown.append(element)
            element = elements[element].parent
        chain = chains[element]
        for at in reversed(unknown):
            tag = elements[at].tag
            above = chain[-1][1] if chain else ""
            if len(chain) < _DEEPEST and tag in _CONTAINERS and self._is_written(at, tag, above):
                chain = (*chain, (at, tag))
            chains[at] = chain
        return chain

    def _is_written(self, at: int, tag: str, above: str) -> bool:
        """Whether a container inside the one called ``above`` is more than layout, and valid."""
        if tag in _TABLES and self._is_layout(at):
            return False
        return tag not in _PARENTS or above in _PARENTS[tag]

    def _is_layout(self, at: int) -> bool:
        """Whether the table that this is, or is a part of, only places things on the page."""
        elements = self._document.elements
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

    def _enter(self, chain: Sequence[_Container]) -> None:
        common = 0
        while common < min(len(chain), len(self._open)) and chain[common] == self._open[common]:
            common += 1
        while len(self._open) > common:
            _, tag = self._open.pop()
            if tag == "pre":
                self._out[-1] = self._out[-1].rstrip("\n")
            self._out.append(f"</{tag}>")
        for at, tag in chain[common:]:
            cell = spans(self._document.elements[at].node) if tag in ("td", "th") else ""
            self._out.append(f"<{tag}{cell}>")
            self._open.append((at, tag))

    def _block(self, block: TextBlock) -> None:
        innermost = self._open[-1] if self._open else (-1, "")
        verbatim = any(tag == "pre" for _, tag in self._open)
        element = self._document.elements[block.element]
        top = (
            self._document.elements[element.parent].node
            if element.parent >= 0 and block.element != innermost[0]
            else element.node
        )
        inside = Inline(self._base, top, verbatim=verbatim).write(block.start, block.stop).strip()
        if verbatim:
            self._out.append(inside + "\n")
        elif innermost[0] == block.element and innermost[1] in _HOLDS_TEXT:
            self._out.append(
                inside if innermost[1] != "tr" or "<t" in inside else f"<td>{inside}</td>"
            )
        else:
            tag = self._leaf(block)
            self._out.append(f"<{tag}>{inside}</{tag}>")

    def _leaf(self, block: TextBlock) -> str:
        if block.tag == "figcaption" or (self._open and self._open[-1][1] == "figure"):
            return "figcaption" if self._open and self._open[-1][1] == "figure" else "p"
        if block.tag == "caption":
            return "caption" if self._open and self._open[-1][1] == "table" else "p"
        if block.tag == "h1":
            return "h2"
        return block.tag if block.tag in _LEAVES else "p"

    def _show(self, shown: Picture | Embed) -> None:
        inside = shown.html()
        in_figure = bool(self._open) and self._open[-1][1] == "figure"
        self._out.append(inside if in_figure else f"<figure>{inside}</figure>")
