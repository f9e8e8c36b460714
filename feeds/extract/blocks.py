"""One walk over the parsed page: the blocks of text it is made of, and where each stands.

Elements that break lines (``p``, ``div``, ``li`` …) and double ``<br>`` end a block, inline
elements extend it, the cells of a table row join. Script, style, form fields and other unread
matter leave no block. Nothing walks the tree a second time to find text.

The walk keeps its own stack: pages nest thousands deep.
"""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from feeds.extract import vocabulary as voc
from feeds.extract.blanks import tightened
from feeds.extract.decode import utf8
from feeds.extract.document import Document, Element, Medium, TextBlock
from feeds.extract.nesting import bounded
from feeds.extract.noscript import closed
from feeds.extract.plaintext import as_html, is_plain
from feeds.extract.runs import NEWLINE, Run, Scope, joined, one_line, seen, stands_alone, text_of
from feeds.extract.tags import (
    BLOCK,
    BREAK,
    CELL,
    ITALIC,
    LINK,
    NOTE,
    SKIP,
    TEMPLATE,
    TEXT,
    Tag,
    Tags,
    breaks_lines,
    shadow_root,
)


def read(html: bytes | str, content_type: str | None = None) -> Document:
    """Decode, parse and walk a page. Never raises: a page without text has no blocks."""
    tree, plain = _parsed(html, content_type)
    root = tree.body or tree.root
    if root is None:
        return Document(tree, (), (), (), (), (), None, plain)
    walk = _Walk(root)
    if tree.head is not None:
        walk.past(tree.head)
    walk.through()
    return Document(
        tree,
        tuple(walk.blocks),
        tuple(walk.elements),
        tuple(walk.media),
        tuple(walk.declaring),
        tuple(walk.marked),
        walk.signing,
        plain,
    )


def _parsed(html: bytes | str, content_type: str | None) -> tuple[LexborHTMLParser, bool]:
    """The tree, and whether the page came as plain text."""
    page = utf8(html, content_type)
    plain = is_plain(page, content_type)
    markup = as_html(page) if plain else tightened(bounded(closed(page)))
    tree = LexborHTMLParser(markup, options=_WITHOUT_EVENTS)
    tree.raw_html = b""  # of which the tree has its own copy
    return tree, plain


# All they do is to copy what is chosen in a form to where it is shown; a twelfth of the parse.
_WITHOUT_EVENTS: Final[int] = LexborDocumentOptions.WO_EVENTS
_NO_ATTRIBUTES: Final[dict[str, str | None]] = {}
_CELL_ALONE: Final = 120  # characters; a cell longer than this is prose of its own


def _signs(relations: str | None) -> bool:
    return "author" in (relations or "").split()


class _Walk:
    """The state of one walk; used once."""

    def __init__(self, root: LexborNode) -> None:
        self.blocks: list[TextBlock] = []
        self.media: list[Medium] = []
        self.elements: list[Element] = []
        self.declaring: list[LexborNode] = []
        self.marked: list[LexborNode] = []
        self.signing: LexborNode | None = None
        self.runs: list[Run] = []
        self.lines = False
        self.tags: Final = Tags()
        self.here = Scope(root, BLOCK, None, 0)

    def past(self, head: LexborNode) -> None:
        """Note what declares in the head, which has no text of the page."""
        node = head.first_child
        while node is not None:
            if self.tags.of(node).declares:
                self.declaring.append(node)
            node = node.next

    def through(self) -> None:
        """Walk all of the root; what stands after it is none of the page."""
        root = self.here.node
        self._hold(self.here, Tag(root.tag or "body"), _NO_ATTRIBUTES)
        self._descend(root.first_child)
        self._flush(0)
        self.elements[0].end = len(self.blocks)

    def _descend(self, node: LexborNode | None) -> None:
        runs, tags = self.runs, self.tags
        while True:
            if node is None:
                if self.here.above is None:
                    return
                node = self._leave()
                continue
            tag = tags.of(node)
            if tag.kind == TEXT:
                text: str = node.text_content or ""
                if text and (runs or not text.isspace()):
                    runs.append((text, node, self.here))
                node = node.next
            elif tag.kind == SKIP:
                if tag.declares:
                    self.declaring.append(node)
                node = node.next
            else:
                node = self._enter(node, tag)

    def _enter(self, node: LexborNode, tag: Tag) -> LexborNode | None:
        """Take in an element; the node to go on with is returned (None: its end)."""
        kind = tag.kind
        if kind <= TEMPLATE:
            return self._enter_leaf(node, tag)
        if tag.declares:
            self.declaring.append(node)
        if kind == BLOCK and self.runs:
            self._flush(self.here.element)
        attributes = node.attributes
        if "itemprop" in attributes:
            self.marked.append(node)
        inside = node.first_child
        if inside is None:
            return node.next
        if "rel" in attributes and self.signing is None and _signs(attributes["rel"]):
            self.signing = node
        if kind == NOTE and breaks_lines(attributes):
            kind = BLOCK
            if self.runs:
                self._flush(self.here.element)
        self._open(node, tag, kind, attributes)
        return inside

    def _open(
        self, node: LexborNode, tag: Tag, kind: int, attributes: dict[str, str | None]
    ) -> None:
        scope = self.here = Scope(node, kind, self.here, len(self.runs))
        if kind >= CELL:
            self._hold(scope, tag, attributes)
        elif kind == ITALIC:
            scope.italic = True
        elif kind >= LINK:
            if names := attributes.get("class"):
                scope.flags |= voc.named(names)
            if kind == LINK and "href" in attributes:
                scope.link = node

    def _hold(self, scope: Scope, tag: Tag, attributes: dict[str, str | None]) -> None:
        """Note down an element that can hold blocks."""
        own = tag.flags
        if attributes:
            own |= voc.attributed(attributes)
        if own & (voc.ARTICLE | voc.MAIN):
            own &= ~voc.APART  # such names tell what the article is about, or what its page has
        element = Element(scope.node, tag.name, own, attributes.get("class") or "")
        above = scope.above
        if above is not None:
            around = self.elements[scope.element]
            element.inside(scope.element, around, wrapped=above.kind < CELL)
        element.first = len(self.blocks)
        scope.element = len(self.elements)
        scope.flags |= own
        if tag.name == "pre":
            scope.pre = True
        self.elements.append(element)

    def _enter_leaf(self, node: LexborNode, tag: Tag) -> LexborNode | None:
        if tag.kind == TEMPLATE:
            inside = shadow_root(node)
            if inside is not None:
                self.here = Scope(node, TEMPLATE, self.here, len(self.runs))
                return inside
        elif tag.kind == BREAK:
            self._break(node)
        else:
            block = len(self.blocks) + bool(self.runs)
            self.media.append(Medium(node, tag.name, self.here.element, block))
        return node.next

    def _leave(self) -> LexborNode | None:
        """Close the innermost open element; the node after it is returned."""
        scope = self.here
        if scope.kind >= CELL:
            if scope.kind == CELL:
                self._close_cell(scope)
            elif self.runs:
                self._flush(scope.element)
            self.elements[scope.element].end = len(self.blocks)
        if scope.above is not None:
            self.here = scope.above
        return scope.node.next

    def _close_cell(self, cell: Scope) -> None:
        """A cell joins its row unless it is prose: then what came before it is flushed first."""
        runs = self.runs
        mark = min(cell.mark, len(runs))
        if sum([len(run[0]) for run in runs[mark:]]) > _CELL_ALONE:
            inside = runs[mark:]
            del runs[mark:]
            self._flush(self.elements[cell.element].parent)
            runs.extend(inside)
            self._flush(cell.element)
        elif len(runs) > mark:
            runs.append((" ", runs[-1][1], cell))

    def _break(self, node: LexborNode) -> None:
        at = len(self.runs) - 1
        while at >= 0 and self.runs[at][0].isspace():
            if self.runs[at][0] == NEWLINE and self.runs[at][1].tag == "br":
                self._flush(self.here.element)
                return
            at -= 1
        if self.runs:
            self.lines = True
            self.runs.append((NEWLINE, node, self.here))

    # -- from runs to blocks -------------------------------------------------------------------

    def _flush(self, element: int) -> None:
        """End the block that was begun; all of it lies in the element of that number."""
        runs = self.runs
        if not runs:
            return
        if not self.lines:
            self._add(runs, element, lines=False)
            runs.clear()
            return
        self.lines = False
        lines: list[list[Run]] = [[]]
        for run in runs:
            if run[0] == NEWLINE and run[1].tag == "br":
                lines.append([])
            lines[-1].append(run)
        runs.clear()
        group: list[Run] = []
        before = ""
        for line in lines:
            text = text_of(line)
            if group and stands_alone(before, text):
                self._add(group, element, lines=True)
                group = []
            group.extend(line)
            before = text
        self._add(group, element, lines=True)

    def _add(self, runs: list[Run], element: int, *, lines: bool) -> None:
        """Make a block of ``runs``, unless they are all white space."""
        held = self.elements[element]
        text = self._text(runs, pre=runs[0][2].pre, lines=lines)
        if not text:
            self._retract()
            return
        written = runs if len(runs) == 1 else [run for run in runs if not run[0].isspace()]
        _, start, within = written[0]
        block = TextBlock(text, element, held.tag, start)
        block.wrapped = within.kind < CELL or within.element != element
        links: list[LexborNode] = []
        for words, _, scope in written:
            size = len(words)
            block.flags &= scope.flags
            link = scope.link
            if link is not None:
                block.link_chars += size
                if not links or links[-1] is not link:
                    links.append(link)
            if scope.italic:
                block.italic_chars += size
        size = len(text)
        block.link_chars = min(block.link_chars, size)
        block.italic_chars = min(block.italic_chars, size)
        block.links = tuple(links)
        block.stop = written[-1][1]
        self.blocks.append(block)

    def _retract(self) -> None:
        """What had begun is no block: media behind its beginning stand before the next one."""
        following = len(self.blocks)
        at = len(self.media) - 1
        while at >= 0 and self.media[at].block > following:
            self.media[at].block = following
            at -= 1

    def _text(self, runs: list[Run], *, pre: bool, lines: bool) -> str:
        text = runs[0][0] if len(runs) == 1 else joined(runs)
        if pre:
            return seen(text).strip("\n").rstrip()
        if lines and NEWLINE in text:
            return self._lines(runs)
        return one_line(text)

    def _lines(self, runs: list[Run]) -> str:
        """Text with its ``<br>`` as newlines, and all other white space collapsed."""
        parts: list[list[Run]] = [[]]
        for run in runs:
            if run[0] == NEWLINE and run[1].tag == "br":
                parts.append([])
            else:
                parts[-1].append(run)
        lines = [text_of(part) for part in parts]
        return "\n".join([line for line in lines if line])
