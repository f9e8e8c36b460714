"""The running text of one block as HTML: emphasis, links, code and line breaks, nothing else."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from selectolax.lexbor import LexborNode

from feeds import urls

# Inline elements that mean something, and what they are written as.
_KEPT_TAGS: Final = """abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small strong sub
    sup u var ruby td th"""
_RENAMED: Final = {"strike": "s", "tt": "code", "acronym": "abbr"}
_KEPT: Final = {tag: tag for tag in _KEPT_TAGS.split()} | _RENAMED
_CELLS: Final = frozenset(["td", "th"])
_UNREAD_TAGS: Final = """
    script style noscript template svg canvas select option optgroup datalist textarea input
    progress meter map head title meta link rt rp img picture iframe video audio embed object
    amp-img source track param button"""
_UNREAD: Final = frozenset(_UNREAD_TAGS.split())
_BLANKS = re.compile(r"\s+")


class Inline:
    """Writes one block; used once. ``top`` is the element whose inside is written."""

    def __init__(self, base: str, top: LexborNode, *, verbatim: bool) -> None:
        self._base = base
        self._top = top.mem_id
        self._verbatim = verbatim  # in pre: blanks and line ends count
        self._out: list[str] = []
        self._open: list[tuple[LexborNode, str]] = []  # element, its end tag
        self._written = 0  # how many of the open ones have their start tag written
        self._starts: list[str] = []

    def write(self, start: LexborNode, stop: LexborNode) -> str:
        """Everything from the text node ``start`` to the text node ``stop``, both included."""
        last = stop.mem_id
        for ancestor in self._ancestors(start):
            self._push(ancestor)
        node: LexborNode | None = start
        while node is not None:
            inside = self._take(node)
            if node.mem_id == last:
                break
            node = inside if inside is not None else self._after(node)
        while self._open:
            self._pop()
        return "".join(self._out)

    def _ancestors(self, node: LexborNode) -> list[LexborNode]:
        """From below ``top`` down to the node's parent."""
        chain = []
        parent = node.parent
        while parent is not None and parent.mem_id != self._top:
            chain.append(parent)
            parent = parent.parent
        return chain[::-1]

    def _take(self, node: LexborNode) -> LexborNode | None:
        """Write ``node``; its first child is returned if its inside is to be written next."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag == "br":
            self._line_end()
        elif not tag.startswith("-") and tag not in _UNREAD and node.first_child is not None:
            self._push(node)
            return node.first_child
        return None

    def _after(self, node: LexborNode) -> LexborNode | None:
        """The node after ``node`` and all in it, closing what ends between."""
        at: LexborNode | None = node
        while at is not None:
            if at.next is not None:
                return at.next
            at = at.parent
            if not self._open:
                return None
            self._pop()
        return None

    def _push(self, node: LexborNode) -> None:
        start, end = self._tags(node)
        self._open.append((node, end))
        self._starts.append(start)
        if node.tag in _CELLS:  # an empty cell counts, too
            self._begin()

    def _pop(self) -> None:
        _, end = self._open.pop()
        self._starts.pop()
        if self._written > len(self._open):
            self._written = len(self._open)
            self._out.append(end)

    def _begin(self) -> None:
        self._out.extend(self._starts[self._written :])
        self._written = len(self._open)

    def _text(self, text: str) -> None:
        if not self._verbatim and ("\n" in text or "\t" in text or "  " in text):
            text = _BLANKS.sub(" ", text)
        if not text.isspace():
            self._begin()
            self._out.append(escape(text, quote=False))
        elif self._out and self._in_row_gap():
            return
        elif self._out:
            self._out.append(text)

    def _in_row_gap(self) -> bool:
        """Whether the text at hand stands between two cells, where only blanks do."""
        return self._out[-1] in ("</td>", "</th>") or self._out[-1].startswith(("<td", "<th"))

    def _line_end(self) -> None:
        if self._out:
            self._out.append("\n" if self._verbatim else "<br>")

    def _tags(self, node: LexborNode) -> tuple[str, str]:
        tag = node.tag or ""
        if tag == "a":
            address = link(node.attributes.get("href"), self._base)
            return (f'<a href="{escape(address)}">', "</a>") if address else ("", "")
        name = _KEPT.get(tag)
        if name is None:
            return "", ""
        return f"<{name}{spans(node) if tag in _CELLS else ''}>", f"</{name}>"


def link(reference: str | None, base: str) -> str | None:
    """The address a link is written with: absolute, not tracked; None for scripts and the like."""
    if not reference:
        return None
    if reference.strip().lower().startswith("mailto:"):
        return reference.strip()
    address = urls.join(base, reference)
    return urls.untracked(address) if address and "?" in address else address


def spans(cell: LexborNode) -> str:
    """The attributes by which a cell spans others, as they are written."""
    attributes = cell.attributes
    return "".join(
        f' {name}="{value}"'
        for name in ("colspan", "rowspan")
        if (value := attributes.get(name) or "").isascii() and value.isdecimal() and value != "1"
    )
