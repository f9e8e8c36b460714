"""The running text of one block as HTML: emphasis, links, code, line breaks, pictured signs."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract import tags
from feeds.extract.images import picture
from feeds.extract.markup import escaped, quoted

# Inline elements that mean something, and what they are written as.
_KEPT_TAGS: Final = """abbr b bdi cite code del dfn em i ins kbd mark q s samp small strong sub
    sup u var ruby td th"""
_RENAMED: Final = {"strike": "s", "tt": "code", "acronym": "abbr", "bdo": "bdi"}
KEPT: Final = {tag: tag for tag in _KEPT_TAGS.split()} | _RENAMED
_CELLS: Final = frozenset(["td", "th"])
_UNREAD: Final = frozenset([tags.SKIP, tags.MEDIUM, tags.TEMPLATE])

_TEXT: Final = 0
_PASSED_OVER: Final = 1  # with all in it
_BREAK: Final = 2
_PLAIN: Final = 3
_LINK: Final = 4
_CELL: Final = 5
_TELLING: Final = 6  # with an attribute that is kept
_IMAGE: Final = 7
_READING: Final = 8  # small print above or beside the word at hand: ruby, and the brackets around
_READINGS: Final = frozenset(["rt", "rp"])

_ATTRIBUTES: Final = {"abbr": "title", "acronym": "title", "bdo": "dir", "bdi": "dir"}
_LONGEST_SCHEME: Final = len("mailto:")


class _Kind:
    """What is done with the elements of one tag, or with text nodes."""

    __slots__ = ("end", "kind", "name")

    def __init__(self, kind: int, name: str) -> None:
        self.kind: Final = kind
        self.name: Final = name  # "" for a tag that says nothing
        self.end: Final = f"</{name}>" if name else ""


# By the parser's numbers for tags, as in :mod:`~feeds.extract.tags`: HTML's own are the same for
# all pages, others are larger.
_NUMBERED: Final = 256
_OWN: Final[list[_Kind | None]] = [None] * _NUMBERED


class _Open:
    """An element that is open, and its tags as they are written, "" for none."""

    __slots__ = ("end", "node", "start")

    def __init__(self, node: LexborNode, start: str, end: str) -> None:
        self.node: Final = node
        self.start: Final = start
        self.end: Final = end


class Inline:
    """Writes the blocks of the page at ``base``, one at a time."""

    def __init__(self, base: str) -> None:
        self._base: Final = base
        self._others: dict[int, _Kind] = {}  # of tags that are not HTML's own
        self._links: dict[str, str] = {}  # start tags, by the address as the page has it
        self._verbatim = False
        self.signs: set[int] = set()  # the pictures that were written, by the parser's numbers
        self._out: list[str] = []
        self._open: list[_Open] = []  # outermost first
        self._written = 0  # how many of the open ones have their start tag written

    def write(
        self, start: LexborNode, stop: LexborNode, around: list[LexborNode], *, verbatim: bool
    ) -> str:
        """Everything from the text node ``start`` to the text node ``stop``, both included.

        ``around`` are the inline elements around both, outermost first. ``verbatim`` is for text
        in ``pre``, where blanks and line ends count.
        """
        self._verbatim = verbatim
        if stop is start and not around:
            return escaped(self._spaced(start.text_content or "").strip())
        self._out = []
        for ancestor in around:
            self._push(ancestor, self._kind(ancestor))
        if stop is start:
            self._text(start.text_content or "")
        else:
            self._through(start, stop.mem_id)
        self._close(stop)
        return "".join(self._out).strip()

    def _through(self, start: LexborNode, last: int) -> None:
        """Write ``start`` and what comes after it, as far as the text node ``last``."""
        node: LexborNode | None = start
        while node is not None:
            kind = self._kind(node)
            inside: LexborNode | None = None
            if kind.kind == _TEXT:
                self._text(node.text_content or "")
                if node.mem_id == last:
                    return
            elif kind.kind == _BREAK:
                if self._out:
                    self._out.append("\n" if self._verbatim else "<br>")
            elif kind.kind == _IMAGE:
                self._image(node)
            elif kind.kind == _READING:
                self._reading(node, kind)
            elif kind.kind != _PASSED_OVER:
                inside = node.first_child
                if inside is not None:
                    self._push(node, kind)
            node = inside if inside is not None else self._after(node)

    def _kind(self, node: LexborNode) -> _Kind:
        number: int = node.tag_id
        kind = _OWN[number] if number < _NUMBERED else self._others.get(number)
        if kind is None:
            kind = _kind_of(node.tag or "")
            if number < _NUMBERED:
                _OWN[number] = kind
            else:
                self._others[number] = kind
        return kind

    def _after(self, node: LexborNode) -> LexborNode | None:
        """The node after ``node`` and all in it, closing what ends between."""
        following: LexborNode | None = node.next
        while following is None and self._open:
            following = self._pop().next
        return following

    def _push(self, node: LexborNode, kind: _Kind) -> None:
        start, end = "", kind.end
        if kind.kind == _LINK:
            start = self._link(node)
            end = end if start else ""
        elif kind.kind == _CELL:
            start = f"<{kind.name}{spans(node)}>"
        elif kind.kind == _TELLING:
            attribute = _ATTRIBUTES[node.tag or ""]
            value = node.attributes.get(attribute)
            start = f'<{kind.name} {attribute}="{quoted(value)}">' if value else f"<{kind.name}>"
        elif end:
            start = f"<{kind.name}>"
        self._open.append(_Open(node, start, end))
        if kind.kind == _CELL:  # an empty one counts, too
            self._begin()

    def _pop(self) -> LexborNode:
        closed = self._open.pop()
        if self._written > len(self._open):
            self._written = len(self._open)
            if closed.end:
                self._out.append(closed.end)
        return closed.node

    def _close(self, last: LexborNode) -> None:
        """Close all that is open. ``last`` is no reading, but readings of it may follow."""
        while self._open:
            is_ruby = self._open[-1].end == "</ruby>"
            following: LexborNode | None = last.next if is_ruby else None
            while following is not None:
                kind = self._kind(following)
                if kind.kind == _READING:
                    self._reading(following, kind)
                following = following.next
            last = self._pop()

    def _reading(self, node: LexborNode, kind: _Kind) -> None:
        depth = len(self._open)
        if depth and self._open[-1].end == "</ruby>" and self._written == depth:
            text = _collapsed(node.text()).strip()
            if text:
                self._out.append(f"<{kind.name}>{escaped(text)}{kind.end}")

    def _begin(self) -> None:
        for at in range(self._written, len(self._open)):
            start = self._open[at].start
            if start:
                self._out.append(start)
        self._written = len(self._open)

    def _spaced(self, text: str) -> str:
        """``text`` with the white space that counts."""
        if not self._verbatim and ("\n" in text or "\t" in text or "  " in text):
            return _collapsed(text)
        return text

    def _text(self, text: str) -> None:
        text = self._spaced(text)
        if not text.isspace():
            self._begin()
            self._out.append(escaped(text))
        elif self._out and not self._in_row_gap():
            self._out.append(text)

    def _image(self, node: LexborNode) -> None:
        shown = picture(node, self._base)
        if shown is not None and shown.sign:
            self._begin()
            self._out.append(shown.html())
            self.signs.add(node.mem_id)

    def _in_row_gap(self) -> bool:
        """Whether the text at hand stands between two cells, where only blanks do."""
        before = self._out[-1]
        return before in ("</td>", "</th>") or before.startswith(("<td", "<th"))

    def _link(self, node: LexborNode) -> str:
        reference: str = node.attrs.sget("href")
        start = self._links.get(reference)
        if start is None:
            address = link(reference, self._base)
            start = f'<a href="{quoted(address)}">' if address else ""
            self._links[reference] = start
        return start


def link(reference: str, base: str) -> str | None:
    """The address a link is written with: absolute, not tracked; None for scripts and the like."""
    if not reference:
        return None
    stripped = reference.strip()
    if stripped[:_LONGEST_SCHEME].lower().startswith(("mailto:", "tel:")):
        return stripped
    address = urls.join(base, reference)
    return urls.untracked(address) if address and "?" in address else address


def spans(cell: LexborNode) -> str:
    """The attributes by which a cell spans others, as they are written."""
    attributes = cell.attributes
    written = ""
    for name in ("colspan", "rowspan"):
        value = attributes.get(name) or ""
        if value.isascii() and value.isdecimal() and value != "1":
            written += f' {name}="{value}"'
    return written


def _kind_of(tag: str) -> _Kind:
    if tag == "-text":
        return _Kind(_TEXT, "")
    if tag == "br":
        return _Kind(_BREAK, "")
    if tag == "img":
        return _Kind(_IMAGE, "")
    if tag in _READINGS:
        return _Kind(_READING, tag)
    if tag.startswith("-") or tags.KINDS.get(tag, tags.BLOCK) in _UNREAD or tag == "button":
        return _Kind(_PASSED_OVER, "")
    if tag == "a":
        return _Kind(_LINK, "a")
    if tag in _ATTRIBUTES:
        return _Kind(_TELLING, KEPT[tag])
    return _Kind(_CELL if tag in _CELLS else _PLAIN, KEPT.get(tag, ""))


def between(top: LexborNode, node: LexborNode) -> list[LexborNode] | None:
    """The elements around ``node``, from below ``top`` down; None if it is not in ``top``."""
    chain: list[LexborNode] = []
    end = top.mem_id
    parent = node.parent
    while parent is not None and parent.mem_id != end:
        chain.append(parent)
        parent = parent.parent
    chain.reverse()
    return chain if parent is not None else None


def _collapsed(text: str) -> str:
    """``text`` with a blank for each run of white space, at its ends as well."""
    words = " ".join(text.split())
    if not words:
        return " "
    before = " " if text[0].isspace() else ""
    return f"{before}{words} " if text[-1].isspace() else before + words
