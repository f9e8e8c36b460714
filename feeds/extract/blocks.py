"""One walk over the parsed page: the blocks of text it is made of, and where each stands.

A *block* is what a reader sees as one piece: a paragraph, a heading, a list item, a table row, a
button. Elements that break lines (``p``, ``div``, ``li`` …) and double ``<br>`` end a block,
inline elements extend it, the cells of a table row join. Script, style, form fields and other
unread matter leave no block. Everything after this module (article selection, metadata, site
profile, rendering) reads the :class:`Document`; nothing walks the tree a second time to find text.

The walk keeps its own stack: pages nest thousands deep.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.characters import clean
from feeds.extract import vocabulary as voc
from feeds.extract.decode import decode
from feeds.extract.nesting import bounded
from feeds.extract.noscript import closed
from feeds.extract.plaintext import as_html, is_plain
from feeds.extract.runs import JUNK, NEWLINE, Run, joined, stands_alone, text_of
from feeds.extract.tags import (
    ATTRIBUTED,
    BLOCK,
    BOLD,
    BREAK,
    CELL,
    HOLDERS,
    IS_BOLD,
    IS_ITALIC,
    ITALIC,
    KINDS,
    LEAVES,
    LINK,
    NOTE,
    SKIP,
    TAG_FLAGS,
    TEMPLATE,
    TEXT,
    breaks_lines,
    shadow_root,
)


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
        return clean(" > ".join(reversed(parts)))


def read(html: bytes | str, content_type: str | None = None) -> Document:
    """Decode, parse and walk a page. Never raises: a page without text has no blocks."""
    text = decode(html, content_type)
    plain = is_plain(text, content_type)
    tree = LexborHTMLParser(as_html(text) if plain else bounded(closed(text)))
    return _Walk().document(tree, plain)


_NO_ATTRIBUTES: Final[dict[str, str | None]] = {}
_CELL_ALONE: Final = 120  # characters; a cell longer than this is prose of its own

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
        self.runs: list[Run] = []
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
            self._enter_block(root, root.tag or "body", BLOCK, _NO_ATTRIBUTES)
            self.stack.clear()  # what stands after the root is none of the page
            self._descend(root)
            self._flush()
            self.ends[0] = len(self.blocks)
        elements = tuple(
            Element._make((*columns, end))
            for columns, end in zip(self.opened, self.ends, strict=True)
        )
        return Document(tree, tuple(self.blocks), elements, tuple(self.media), plain)

    def _descend(self, root: LexborNode) -> None:
        kinds, runs, stack = KINDS, self.runs, self.stack
        node = root.first_child
        while True:
            if node is None:
                if not stack:
                    return
                node = self._leave()
                continue
            tag = node.tag
            kind = kinds.get(tag, BLOCK)
            if kind == TEXT:
                text = node.text_content
                if text and (runs or not text.isspace()):
                    runs.append((text, node, self.flags, self.link, self.style))
                node = node.next
            elif kind == SKIP:
                node = node.next
            else:
                node = self._enter(node, tag or "", kind)

    def _enter(self, node: LexborNode, tag: str, kind: int) -> LexborNode | None:
        """Take in an element; the node to go on with is returned (None: its end)."""
        if kind in HOLDERS:
            return self._enter_block(node, tag, kind, node.attributes)
        if kind in LEAVES:
            return self._enter_leaf(node, tag, kind)
        attributes = node.attributes if kind in ATTRIBUTED else _NO_ATTRIBUTES
        if kind == NOTE and breaks_lines(attributes):
            return self._enter_block(node, tag, BLOCK, attributes)
        inside = node.first_child
        if inside is None:
            return node.next
        self._push(node, kind)
        if kind == BOLD:
            self.style |= IS_BOLD
        elif kind == ITALIC:
            self.style |= IS_ITALIC
        elif attributes:
            if names := attributes.get("class"):
                self.flags |= voc.named(names)
            if kind == LINK and "href" in attributes:
                self.link = node
        return inside

    def _enter_block(
        self, node: LexborNode, tag: str, kind: int, attributes: dict[str, str | None]
    ) -> LexborNode | None:
        if kind == BLOCK and self.runs:
            self._flush()
        self._push(node, kind)
        own = TAG_FLAGS.get(tag, 0) | voc.attributed(attributes)
        flags = self.flags = self.flags | own
        parent = self.element
        depth = self.opened[parent][3] + 1 if parent >= 0 else 0
        names = attributes.get("class") or ""
        self.element = len(self.opened)
        self.opened.append((node, tag, parent, depth, own, flags, names, len(self.blocks)))
        self.ends.append(0)
        if tag == "pre":
            self.pre += 1
        return node.first_child

    def _enter_leaf(self, node: LexborNode, tag: str, kind: int) -> LexborNode | None:
        if kind == TEMPLATE:
            inside = shadow_root(node)
            if inside is not None:
                self._push(node, kind)
                return inside
        elif kind == BREAK:
            self._break(node)
        else:
            begun = bool(self.runs)
            self.media.append(Medium(node, tag, self.element, len(self.blocks) + begun))
        return node.next

    def _push(self, node: LexborNode, kind: int) -> None:
        self.stack.append(
            (node, kind, self.flags, self.element, self.link, self.style, len(self.runs))
        )

    def _leave(self) -> LexborNode | None:
        """Close the innermost open element; the node after it is returned."""
        node, kind, flags, element, link, style, mark = self.stack.pop()
        if kind in HOLDERS:
            if kind == CELL:
                self._close_cell(node, mark)
            elif self.runs:
                self._flush()
            if self.pre and self.opened[self.element][1] == "pre":
                self.pre -= 1
            self.ends[self.element] = len(self.blocks)
            self.element = element
        self.flags, self.link, self.style = flags, link, style
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
            if run[0] == NEWLINE and run[1].tag == "br":
                self._flush()
                return
            if not run[0].isspace():
                break
        if self.runs:
            self.lines = True
            self.runs.append((NEWLINE, node, self.flags, self.link, self.style))

    # -- from runs to blocks -------------------------------------------------------------------

    def _flush(self) -> None:
        runs = self.runs
        if not runs:
            return
        if not self.lines:
            self._add(runs, lines=False)
            runs.clear()
            return
        self.lines = False
        lines: list[list[Run]] = [[]]
        for run in runs:
            if run[0] == NEWLINE and run[1].tag == "br":
                lines.append([])
            lines[-1].append(run)
        runs.clear()
        group = lines[0]
        for before, line in pairwise(lines):
            if stands_alone(text_of(before), text_of(line)):
                self._add(group, lines=True)
                group = []
            group.extend(line)
        self._add(group, lines=True)

    def _add(self, runs: list[Run], *, lines: bool) -> None:
        """Make a block of ``runs``, unless they are all white space."""
        text = self._text(runs, lines=lines)
        if not text:
            self._retract()
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
            if style & IS_BOLD:
                bold_chars += len(words)
            if style & IS_ITALIC:
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

    def _retract(self) -> None:
        """What had begun is no block: media behind its beginning stand before the next one."""
        following = len(self.blocks)
        for at in reversed(range(len(self.media))):
            if self.media[at].block <= following:
                return
            self.media[at] = self.media[at]._replace(block=following)

    def _text(self, runs: list[Run], *, lines: bool) -> str:
        text = runs[0][0] if len(runs) == 1 else joined(runs)
        if self.pre:
            return JUNK.sub("", text).strip("\n").rstrip()
        if lines and NEWLINE in text:
            return self._lines(runs)
        text = " ".join(text.split())
        # What JUNK matches is not printable: the quicker question comes first.
        return text if text.isprintable() else " ".join(JUNK.sub("", text).split())

    def _lines(self, runs: list[Run]) -> str:
        """Text with its ``<br>`` as newlines, and all other white space collapsed."""
        parts: list[list[Run]] = [[]]
        for run in runs:
            if run[0] == NEWLINE and run[1].tag == "br":
                parts.append([])
            else:
                parts[-1].append(run)
        lines = (text_of(part) for part in parts)
        return "\n".join(line for line in lines if line)
