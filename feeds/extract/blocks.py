"""One walk over the parsed page: the blocks of text it is made of, and where each stands.

A *block* is what a reader sees as one piece: a paragraph, a heading, a list item, a table row, a
button. Elements that break lines (``p``, ``div``, ``li`` …) and double ``<br>`` end a block,
inline elements extend it, the cells of a table row join. Script, style, form fields and other
unread matter leave no block. Everything after this module (article selection, metadata, site
profile, rendering) reads the :class:`Document`; nothing walks the tree a second time to find text.

The walk keeps its own stack: pages nest thousands deep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.extract import vocabulary as voc
from feeds.extract.decode import decode
from feeds.extract.nesting import bounded
from feeds.extract.phrases import phrases
from feeds.extract.plaintext import as_html, is_plain


class Element(NamedTuple):
    """An element that can hold blocks. Indices are into :attr:`Document.elements` and ``blocks``.

    ``first:end`` is the slice of blocks inside it. ``own`` are the flags (see
    :mod:`~feeds.extract.vocabulary`) of its own tag and attributes, ``flags`` those and all its
    ancestors'. ``names`` is its class attribute as written.
    """

    node: LexborNode
    tag: str
    parent: int  # -1: none
    depth: int  # among elements of this kind, from 0
    own: int
    flags: int
    names: str
    first: int
    end: int


class TextBlock(NamedTuple):
    """A piece of the page. A named tuple: hundreds are made for each page.

    It is the stretch of the tree from the text node ``start`` to the text node ``stop``, both
    included, in document order; all of it lies inside ``element``. ``text`` has runs of white
    space collapsed; a ``<br>`` within is a newline, and ``pre`` keeps its lines.
    """

    text: str
    element: int  # the innermost element holding all of it
    tag: str  # that element's tag
    flags: int  # of that element and all above it, and of inline elements around all the text
    link_chars: int  # characters that are inside links, of ``len(text)``
    bold_chars: int
    italic_chars: int
    links: tuple[LexborNode, ...]  # the ``a`` elements in it or around it
    start: LexborNode
    stop: LexborNode

    @property
    def link_density(self) -> float:
        """Share of the text that is inside links, 0 to 1."""
        return min(1.0, self.link_chars / len(self.text))


class Medium(NamedTuple):
    """An image, video or embed: it stands in ``element``, before the block numbered ``block``."""

    node: LexborNode
    tag: str
    element: int
    block: int


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: its tree, and what one walk found in it, in document order.

    ``elements[0]`` is ``body`` (or what stands for it). ``plain`` says that the page came as plain
    text. The tree must not be changed: blocks point into it.
    """

    tree: LexborHTMLParser
    blocks: tuple[TextBlock, ...]
    elements: tuple[Element, ...]
    media: tuple[Medium, ...]
    plain: bool = False

    def ancestors(self, block: int) -> list[int]:
        """Indices of the elements around a block, innermost first."""
        chain = []
        at = self.blocks[block].element
        while at >= 0:
            chain.append(at)
            at = self.elements[at].parent
        return chain

    def position(self, block: int, levels: int = 3) -> str:
        """Where a block stands, for people: ``article > div.share > p``."""
        parts = []
        for at in self.ancestors(block)[:levels]:
            element = self.elements[at]
            name = element.names.split(None, 1)
            parts.append(f"{element.tag}.{name[0]}" if name else element.tag)
        return " > ".join(reversed(parts))


def read(html: bytes | str, content_type: str | None = None) -> Document:
    """Decode, parse and walk a page. Never raises: a page without text has no blocks."""
    text = decode(html, content_type)
    plain = is_plain(text, content_type)
    tree = LexborHTMLParser(as_html(text) if plain else bounded(text))
    return _Walk().document(tree, plain)


# -- what a tag does to the block at hand ------------------------------------------------------

_TEXT, _INLINE, _BLOCK, _LINK, _SKIP, _BREAK, _CELL, _MEDIUM, _TEMPLATE, _BOLD, _ITALIC, _NOTE = (
    range(12)
)

_INLINE_TAGS: Final = """abbr acronym big bdi bdo code dfn del ins kbd mark math mi mn mo mrow
    msup msub nobr picture q ruby s samp slot strike sub sup tt u var wbr amp-fit-text"""
_UNREAD_TAGS: Final = """script style noscript svg canvas select option optgroup datalist textarea
    input progress meter map head title meta link rt rp annotation annotation-xml source track
    param frame frameset noframes"""

_KINDS: Final[dict[str | None, int]] = {
    None: _SKIP,
    "-text": _TEXT,
    "-comment": _SKIP,
    "a": _LINK,
    "br": _BREAK,
    "td": _CELL,
    "th": _CELL,
    "template": _TEMPLATE,
    **dict.fromkeys(("b", "strong"), _BOLD),
    **dict.fromkeys(("i", "em"), _ITALIC),
    **dict.fromkeys(("span", "font", "small", "cite", "time", "label", "data"), _NOTE),
    **dict.fromkeys(("img", "iframe", "video", "audio", "embed", "object", "amp-img"), _MEDIUM),
    **dict.fromkeys(_INLINE_TAGS.split(), _INLINE),
    **dict.fromkeys(_UNREAD_TAGS.split(), _SKIP),
}

_IS_BOLD, _IS_ITALIC = 1, 2

_ATTRIBUTED: Final = frozenset([_BLOCK, _CELL, _LINK, _NOTE])

_TAG_FLAGS: Final = {
    "article": voc.ARTICLE,
    "main": voc.MAIN,
    "aside": voc.ASIDE,
    "nav": voc.NAV,
    "header": voc.HEADER,
    "footer": voc.FOOTER,
    "form": voc.FORM,
    "button": voc.BUTTON,
    "dialog": voc.POPUP,
    "ul": voc.LIST,
    "ol": voc.LIST,
    "dl": voc.LIST,
    "table": voc.TABLE,
    "blockquote": voc.QUOTE,
    "pre": voc.CODE,
    "figure": voc.FIGURE,
    "figcaption": voc.CAPTION,
    "caption": voc.CAPTION,
}

_NEWLINE = "\n"
_CELL_ALONE = 120  # characters; a cell longer than this is prose of its own (study: oracle +.004)
_LINE_ALONE = 80  # characters; lines longer than this on both sides of a <br> are paragraphs

_JUNK = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]"
)


# One text node's contribution to the block being built: its text ("\n" for a <br>), the node, the
# flags, the link it is in, and its style. Plain tuples: thousands are made for each page.
_Run = tuple[str, LexborNode, int, LexborNode | None, int]

# What to go back to when an open element ends: the element's node and kind, then the walk's flags,
# element, link and style before it, and the number of runs at its start.
_Frame = tuple[LexborNode, int, int, int, LexborNode | None, int, int]


class _Walk:
    """The state of one walk; used once."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self.media: list[Medium] = []
        self.opened: list[tuple[LexborNode, str, int, int, int, int, str, int]] = []
        self.ends: list[int] = []
        self.runs: list[_Run] = []
        self.stack: list[_Frame] = []
        self.flags = 0
        self.element = -1
        self.link: LexborNode | None = None
        self.style = 0
        self.pre = 0
        self.lines = False

    def document(self, tree: LexborHTMLParser, plain: bool) -> Document:
        root = tree.body or tree.root
        if root is not None:
            self._open_block(root, root.tag or "body", {})
            self._descend(root)
            self._flush()
            self.ends[0] = len(self.blocks)
        elements = tuple(
            Element(*columns, end) for columns, end in zip(self.opened, self.ends, strict=True)
        )
        return Document(tree, tuple(self.blocks), elements, tuple(self.media), plain)

    def _descend(self, root: LexborNode) -> None:
        kinds, runs, stack = _KINDS, self.runs, self.stack
        node = root.first_child
        while True:
            if node is None:
                if not stack:
                    return
                node = self._leave()
                continue
            tag = node.tag
            kind = kinds.get(tag, _BLOCK)
            if kind == _TEXT:
                text = node.text_content
                if text and (runs or not text.isspace()):
                    runs.append((text, node, self.flags, self.link, self.style))
                node = node.next
            elif kind == _SKIP:
                node = node.next
            else:
                node = self._enter(node, tag or "", kind)

    def _enter(self, node: LexborNode, tag: str, kind: int) -> LexborNode | None:
        """Take in an element; the node to go on with is returned (None: its end)."""
        if kind == _BREAK:
            self._break(node)
            return node.next or None
        if kind == _MEDIUM:
            begun = any(not run[0].isspace() for run in self.runs)
            self.media.append(Medium(node, tag, self.element, len(self.blocks) + begun))
            return node.next or None
        inside = node.first_child
        if kind == _TEMPLATE:
            inside = _shadow_root(node)
            if inside is None:
                return node.next or None
        self._open(node, tag, kind)
        return inside

    def _open(self, node: LexborNode, tag: str, kind: int) -> None:
        attributes = node.attributes if kind in _ATTRIBUTED else {}
        if kind == _NOTE and _breaks_lines(attributes):
            kind = _BLOCK
        self.stack.append(
            (node, kind, self.flags, self.element, self.link, self.style, len(self.runs))
        )
        if kind == _BLOCK:
            self._flush()
            self._open_block(node, tag, attributes)
        elif kind == _CELL:
            self._open_block(node, tag, attributes)
        elif kind == _BOLD:
            self.style |= _IS_BOLD
        elif kind == _ITALIC:
            self.style |= _IS_ITALIC
        else:
            if names := attributes.get("class"):
                self.flags |= voc.named(names)
            if kind == _LINK and "href" in attributes:
                self.link = node

    def _open_block(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        own = _TAG_FLAGS.get(tag, 0)
        if attributes:
            own |= voc.attributed(attributes)
        self.flags |= own
        parent = self.element
        depth = self.opened[parent][3] + 1 if parent >= 0 else 0
        names = attributes.get("class") or ""
        self.element = len(self.opened)
        self.opened.append((node, tag, parent, depth, own, self.flags, names, len(self.blocks)))
        self.ends.append(0)
        self.pre += tag == "pre"

    def _leave(self) -> LexborNode | None:
        """Close the innermost open element; the node after it is returned."""
        node, kind, flags, element, link, style, mark = self.stack.pop()
        if kind == _BLOCK:
            self._flush()
        elif kind == _CELL:
            self._close_cell(node, mark)
        if kind in (_BLOCK, _CELL):
            self.pre -= self.opened[self.element][1] == "pre"
            self.ends[self.element] = len(self.blocks)
        self.flags, self.element, self.link, self.style = flags, element, link, style
        return node.next

    def _close_cell(self, node: LexborNode, mark: int) -> None:
        """A cell joins its row unless it is prose: then what came before it is flushed first."""
        runs = self.runs
        mark = min(mark, len(runs))
        if sum(len(run[0]) for run in runs[mark:]) > _CELL_ALONE:
            inside = runs[mark:]
            del runs[mark:]
            element, self.element = self.element, self.opened[self.element][2]
            self._flush()
            self.element = element
            runs.extend(inside)
            self._flush()
        elif len(runs) > mark:
            runs.append((" ", runs[-1][1], self.flags, None, 0))

    def _break(self, node: LexborNode) -> None:
        for run in reversed(self.runs):
            if run[0] == _NEWLINE and run[1].tag == "br":
                self._flush()
                return
            if not run[0].isspace():
                break
        if self.runs:
            self.lines = True
            self.runs.append((_NEWLINE, node, self.flags, self.link, self.style))

    # -- from runs to blocks -------------------------------------------------------------------

    def _flush(self) -> None:
        runs = self.runs
        if not runs:
            return
        if not self.lines:
            self._add(runs)
            runs.clear()
            return
        self.lines = False
        lines: list[list[_Run]] = [[]]
        for run in runs:
            if run[0] == _NEWLINE and run[1].tag == "br":
                lines.append([])
            lines[-1].append(run)
        runs.clear()
        group = lines[0]
        for before, line in pairwise(lines):
            if stands_alone(_text(before), _text(line)):
                self._add(group)
                group = []
            group.extend(line)
        self._add(group)

    def _add(self, runs: list[_Run]) -> None:
        """Make a block of ``runs``, unless they are all white space."""
        text = self._text(runs)
        if not text:
            return
        flags = -1
        link_chars = bold_chars = italic_chars = 0
        links: list[LexborNode] = []
        start = stop = None
        for words, node, own, link, style in runs:
            if words.isspace():
                continue
            flags &= own
            start = start or node
            stop = node
            if link is not None:
                link_chars += len(words)
                if not links or links[-1] is not link:
                    links.append(link)
            if style & _IS_BOLD:
                bold_chars += len(words)
            if style & _IS_ITALIC:
                italic_chars += len(words)
        if start is None or stop is None:
            return
        size = len(text)
        self.blocks.append(
            TextBlock(
                text,
                self.element,
                self.opened[self.element][1],
                flags,
                min(link_chars, size),
                min(bold_chars, size),
                min(italic_chars, size),
                tuple(links),
                start,
                stop,
            )
        )

    def _text(self, runs: list[_Run]) -> str:
        text = runs[0][0] if len(runs) == 1 else _joined(runs)
        if self.pre:
            return _JUNK.sub("", text).strip("\n").rstrip()
        if not text.isascii() or not text.isprintable():
            text = _JUNK.sub("", text)
        if _NEWLINE not in text:
            return " ".join(text.split())
        return self._lines(runs)

    def _lines(self, runs: list[_Run]) -> str:
        """Text with its ``<br>`` as newlines, and all other white space collapsed."""
        parts: list[list[_Run]] = [[]]
        for run in runs:
            if run[0] == _NEWLINE and run[1].tag == "br":
                parts.append([])
            else:
                parts[-1].append(run)
        lines = (_text(part) for part in parts)
        return "\n".join(line for line in lines if line)


def _joined(runs: list[_Run]) -> str:
    """The text of ``runs``; two links side by side are two words, whatever the markup says."""
    parts = []
    before = None
    for run in runs:
        link = run[3]
        if link is not None and before is not None and link is not before:
            parts.append(" ")
        parts.append(run[0])
        before = link
    return "".join(parts)


def _text(runs: list[_Run]) -> str:
    return " ".join(_JUNK.sub("", _joined(runs)).split())


_DISPLAYED = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)


def _breaks_lines(attributes: dict[str, str | None]) -> bool:
    """Whether an inline element is shown as a block."""
    style = attributes.get("style")
    return style is not None and _DISPLAYED.search(style) is not None


def _shadow_root(template: LexborNode) -> LexborNode | None:
    """The content of a declarative shadow root, which a browser shows; of no other template."""
    attributes = template.attributes
    if "shadowrootmode" not in attributes and "shadowroot" not in attributes:
        return None
    fragments = template.template_fragments()
    return fragments[0].first_child if fragments else None


def stands_alone(before: str, after: str) -> bool:
    """Whether a single ``<br>`` between two lines parts them into blocks of their own.

    It does between two lines of prose, and on either side of a label of the phrase list.
    """
    if len(before) >= _LINE_ALONE and len(after) >= _LINE_ALONE:
        return True
    known = phrases()
    return known.label(before) is not None or known.label(after) is not None
