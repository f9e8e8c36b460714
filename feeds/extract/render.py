"""The article's HTML and text, from the blocks that were kept.

Block by block: each is written with the structure around it (its list, table, quotation), and
between blocks stand the pictures and embeds of the article's body. The page's own markup is never
passed on, so that nothing styled, scripted or tracking comes through; sanitising is last all the
same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract import vocabulary as voc
from feeds.extract.document import Document, Element, TextBlock
from feeds.extract.gallery import Gallery, Shown
from feeds.extract.inline import KEPT, Inline, between, link, spans
from feeds.extract.markup import quoted
from feeds.extract.names import fold
from feeds.extract.sanitize import sanitize

# Elements that stay open over several blocks, and those that are written once for each block.
_LISTS: Final = frozenset(["ul", "ol", "li", "dl", "dt", "dd"])
_TABLES: Final = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th"])
_CONTAINERS: Final = _LISTS | _TABLES | {"blockquote", "figure", "pre"}
_AROUND_MEDIA: Final = _CONTAINERS - {"pre", "dl", "dt", "dd"}
_SHAPING: Final = _CONTAINERS.union(KEPT)  # others leave no trace around their text
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
_TITLE_SPREAD: Final = (
    3  # times as long as the title; more signs than that are not between its words
)
# Pieces sanitised together, if they can be parted: the sanitiser holds several times their size.
_AT_ONCE: Final = 1000
_DEEPEST: Final = 50  # elements in each other; deeper ones only cost readers time
_MAX_DIGITS: Final = 9  # of a line's number
_END: Final = "</figure>"
_END_OF_CAPTION: Final = "</figcaption>"

# Attributes that say something, one for each container.
_TELLING: Final = {"ol": "start", "li": "value", "blockquote": "cite"}

# What only a table that places things has in it; among it code beside the numbers of its lines.
_LAYOUTS: Final = "table table, td h1, td h2, td h3, td.gutter, td.linenos, td.rouge-gutter"


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
    body = [i for i in _without_title(document, kept, title) if not _is_gutter(document, i)]
    if not body:
        return Rendered(text="", html="")
    gallery = Gallery(document, body, base)
    gallery.hang()
    writer = _Writer(document, base, gallery.captions)
    writer.all(sorted(gallery.captions.union(body)), gallery.shown)
    html = writer.finished()
    if _is_rtl(document, body[0]):
        html = f'<div dir="rtl">{html}</div>'
    return Rendered(text="\n".join([document.blocks[i].text for i in body]), html=html)


def _without_title(document: Document, kept: Sequence[int], title: str) -> list[int]:
    body = list(kept)
    wanted = fold(title)
    longest = _TITLE_SPREAD * len(title)
    for i in body[:_TITLE_BLOCKS] if wanted else []:
        text = document.blocks[i].text
        if len(text) <= longest and fold(text) == wanted:
            body.remove(i)
    return body


def _is_gutter(document: Document, at: int) -> bool:
    """Whether a block is nothing but the numbers of the lines of code beside it."""
    block = document.blocks[at]
    if not block.flags & voc.CODE or not block.text[:1].isdecimal():
        return False
    following = document.blocks[at + 1] if at + 1 < len(document.blocks) else None
    if following is None or not following.flags & voc.CODE:
        return False
    numbers = block.text.split()
    if not block.text.isascii() or not all(number.isdecimal() for number in numbers):
        return False
    first = int(numbers[0][:_MAX_DIGITS])
    return len(numbers) > 1 and numbers == [str(first + i) for i in range(len(numbers))]


def _is_rtl(document: Document, block: int) -> bool:
    """Whether a block is written from right to left, as the innermost element says that does."""
    node: LexborNode | None = document.elements[document.blocks[block].element].node
    while node is not None:
        direction = node.attributes.get("dir")
        if direction:
            return direction.lower() == "rtl"
        node = node.parent
    return False


# -- writing -----------------------------------------------------------------------------------


class _Writer:
    """Keeps the containers open that the piece at hand stands in."""

    def __init__(self, document: Document, base: str, captions: set[int]) -> None:
        self._elements: Final = document.elements
        self._blocks: Final = document.blocks
        self._base: Final = base
        self._captions: Final = captions
        self._text: Final = Inline(base)
        self._sanitized: list[str] = []
        self._out: list[str] = []  # what was written since
        self._open: list[int] = []  # elements, outermost first
        self._verbatim = 0  # how many of them are pre
        self._outermost: Final = _Place([], [])
        self._places: list[_Place | None] = [None] * len(document.elements)
        self._layouts: dict[int, bool] = {-1: True}

    def all(self, blocks: list[int], shown: list[Shown]) -> None:
        """Write the blocks of these numbers, and what is shown between them."""
        at, count = 0, len(shown)
        for i in blocks:
            while at < count and shown[at].block <= i:
                self._show(shown[at])
                at += 1
            self._block(self._blocks[i], i in self._captions)
        while at < count:
            self._show(shown[at])
            at += 1

    def finished(self) -> str:
        """All that was written, sanitised."""
        self._enter([])
        self._sanitize()
        html = "".join(self._sanitized)
        self._sanitized.clear()  # which is as much again
        return html

    def _sanitize(self) -> None:
        self._sanitized.append(sanitize("".join(self._out)))
        self._out.clear()

    def _place(self, element: int) -> _Place:
        """Where what stands in an element is written."""
        unknown: list[int] = []
        place: _Place | None = None
        while element >= 0:
            place = self._places[element]
            if place is not None:
                break
            unknown.append(element)
            element = self._elements[element].parent
        if place is None:
            place = self._outermost
        for at in reversed(unknown):
            place = self._places[at] = self._below(place, at)
        return place

    def _below(self, above: _Place, at: int) -> _Place:
        """The place of an element just below another's, ``above``."""
        element, chain = self._elements[at], above.chain
        if element.tag not in _SHAPING and not element.wrapped:
            return above
        if element.tag in _CONTAINERS and len(chain) < _DEEPEST:
            outer = self._elements[chain[-1]].tag if chain else ""
            if self._is_written(at, element.tag, outer):
                return _Place([*chain, at], [])
        if element.parent < 0 or len(above.inline) >= _DEEPEST:
            return above
        inline: list[LexborNode] = []
        if element.wrapped:
            inline = between(self._elements[element.parent].node, element.node) or []
        if element.tag in KEPT and element.tag not in _TABLES:
            inline.append(element.node)
        return _Place(chain, (above.inline + inline)[:_DEEPEST]) if inline else above

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
                or node.css_first(_LAYOUTS) is not None
            )
        return self._layouts[at]

    def _enter(self, chain: list[int]) -> None:
        if chain == self._open:
            return
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
            self._out.append(f"<{tag}{self._attributes(element)}>")
            self._open.append(chain[i])

    def _attributes(self, element: Element) -> str:
        """What is kept of a container's attributes, as it is written."""
        tag = element.tag
        if tag in ("td", "th"):
            return spans(element.node)
        if tag not in _TELLING:
            return ""
        name = _TELLING[tag]
        value = element.node.attributes.get(name)
        if not value:
            return ""
        if name == "cite":
            source = urls.join(self._base, value)
            return f' cite="{quoted(source)}"' if source else ""
        return f' {name}="{value}"' if value.isascii() and value.isdecimal() else ""

    def _block(self, block: TextBlock, is_caption: bool) -> None:
        home, inline = self._home(block)
        place = self._place(home)
        self._enter(place.chain)
        if len(self._out) >= _AT_ONCE and not self._open and not is_caption:
            self._sanitize()
        tag = self._elements[self._open[-1]].tag if self._open else ""
        around = place.inline + inline if inline else place.inline
        inside = self._text.write(block.start, block.stop, around, verbatim=self._verbatim > 0)
        if self._verbatim:
            self._out.append(inside + "\n")
            return
        if block.text.startswith("http") and "<" not in inside:
            inside = self._linked(inside, block.text)
        if self._open and home == self._open[-1] and tag in _HOLDS_TEXT:
            if tag == "tr":
                inside = _row(self._elements[home].node, block, inline, inside)
            self._out.append(inside)
        elif is_caption and tag != "figure" and self._out and self._out[-1].endswith(_END):
            self._out[-1] = _captioned(self._out[-1], inside)
        else:
            leaf = _leaf(block.tag, tag)
            self._out.append(f"<{leaf}>{inside}</{leaf}>")

    def _home(self, block: TextBlock) -> tuple[int, list[LexborNode]]:
        """The innermost element that holds all of a block, and what is between it and the text.

        It is not the block's own where a list in a table's cell cuts off the row before it.
        """
        at = block.element
        if not block.wrapped:
            return at, []
        inline = between(self._elements[at].node, block.start)
        while inline is None and self._elements[at].parent >= 0:
            at = self._elements[at].parent
            inline = between(self._elements[at].node, block.start)
        return at, inline or []

    def _linked(self, inside: str, text: str) -> str:
        """A paragraph that is nothing but an address, which a script makes an embed of."""
        address = link(text, self._base) if not any(map(str.isspace, text)) else None
        return f'<a href="{quoted(address)}">{inside}</a>' if address else inside

    def _show(self, shown: Shown) -> None:
        if shown.sign and shown.sign in self._text.signs:
            return
        elements = self._elements
        place = self._place(shown.element)
        chain = [at for at in place.chain if elements[at].tag in _AROUND_MEDIA]
        self._enter(chain)
        in_figure = bool(chain) and elements[chain[-1]].tag == "figure"
        self._out.append(shown.html if in_figure else f"<figure>{shown.html}{_END}")


class _Place:
    """Where something is written: in which containers, and in which inline elements in these."""

    __slots__ = ("chain", "inline")

    def __init__(self, chain: list[int], inline: list[LexborNode]) -> None:
        self.chain: Final = chain  # outermost first
        self.inline: Final = inline


def _row(row: LexborNode, block: TextBlock, inline: list[LexborNode], inside: str) -> str:
    """A table's row with the empty cells at its ends, which no block holds."""
    if "<t" not in inside or not inline:
        return f"<td>{inside}</td>"
    last = between(row, block.stop) if block.stop is not block.start else inline
    before = ""
    cell = inline[0].prev
    while cell is not None and _is_empty(cell):
        before = _cell(cell) + before
        cell = cell.prev
    cell = last[0].next if last else None
    while cell is not None and _is_empty(cell):
        inside += _cell(cell)
        cell = cell.next
    return before + inside


def _is_empty(cell: LexborNode) -> bool:
    return cell.first_child is None or not cell.text(strip=True)


def _cell(cell: LexborNode) -> str:
    tag = cell.tag
    return f"<{tag}{spans(cell)}></{tag}>" if tag in ("td", "th") else ""


def _captioned(figure: str, caption: str) -> str:
    """``figure`` with a caption that stands beside it, or with one more line of it."""
    figure = figure.removesuffix(_END)
    if figure.endswith(_END_OF_CAPTION):
        return f"{figure.removesuffix(_END_OF_CAPTION)}<br>{caption}{_END_OF_CAPTION}{_END}"
    return f"{figure}<figcaption>{caption}{_END_OF_CAPTION}{_END}"


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
