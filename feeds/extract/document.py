"""What a page is to everything after its parsing: blocks of text, and the elements they stand in.

A *block* is what a reader sees as one piece: a paragraph, a heading, a list item, a table row, a
button. :mod:`~feeds.extract.blocks` finds them; article selection, metadata, site profile and
rendering read the :class:`Document`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.characters import clean

HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
TITLING: Final = frozenset(["h1", "h2", "h3"])  # one of which may be the article's title


class Element:
    """An element that can hold blocks. Indices are into :attr:`Document.elements` and ``blocks``.

    ``first:end`` is the slice of blocks inside it. ``own`` are the flags (see
    :mod:`~feeds.extract.vocabulary`) of its own tag and attributes, ``flags`` those and all its
    ancestors'. ``names`` is its class attribute as written. ``wrapped`` says that inline elements
    stand between it and the one above.
    """

    __slots__ = (
        "depth",
        "end",
        "first",
        "flags",
        "names",
        "node",
        "own",
        "parent",
        "tag",
        "wrapped",
    )

    def __init__(self, node: LexborNode, tag: str, own: int, names: str) -> None:
        self.node: Final = node
        self.tag: Final = tag
        self.own: Final = own
        self.names: Final = names
        self.parent = -1  # none
        self.depth = 0  # among elements of this kind
        self.flags = own
        self.first = self.end = 0
        self.wrapped = False

    def inside(self, parent: int, above: Element, *, wrapped: bool) -> None:
        """Place it in the element ``above``, whose number is ``parent``."""
        self.parent = parent
        self.wrapped = wrapped
        self.depth = above.depth + 1
        self.flags = above.flags | self.own


class TextBlock:
    """A piece of the page. No dataclass: hundreds are made for each page.

    It is the stretch of the tree from the text node ``start`` to the text node ``stop``, both
    included, in document order; all of it lies inside ``element``, and ``wrapped`` says that there
    are inline elements around ``start``. ``text`` has runs of white space collapsed; a ``<br>``
    within is a newline, and ``pre`` keeps its lines.
    """

    __slots__ = (
        "element",
        "flags",
        "italic_chars",
        "link_chars",
        "links",
        "start",
        "stop",
        "tag",
        "text",
        "wrapped",
    )

    def __init__(self, text: str, element: int, tag: str, start: LexborNode) -> None:
        self.text: Final = text
        self.element: Final = element  # the innermost element holding all of it
        self.tag: Final = tag  # that element's tag
        self.flags = -1  # of that element and all above it, and of inline elements around all of it
        self.link_chars = 0  # characters that are inside links, of ``len(text)``
        self.italic_chars = 0
        self.links: tuple[LexborNode, ...] = ()  # the ``a`` elements in it or around it
        self.start: Final = start
        self.stop = start
        self.wrapped = True

    @property
    def link_density(self) -> float:
        """Share of the text that is inside links, 0 to 1."""
        return min(1.0, self.link_chars / len(self.text))


class Medium:
    """An image, video or embed: it stands in ``element``, before the block numbered ``block``."""

    __slots__ = ("block", "element", "node", "tag")

    def __init__(self, node: LexborNode, tag: str, element: int, block: int) -> None:
        self.node: Final = node
        self.tag: Final = tag
        self.element: Final = element
        self.block = block


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: its tree, and what one walk found in it, in document order.

    ``elements[0]`` is ``body`` (or what stands for it). ``declaring`` are the elements that tell
    what the page is about, by their tags; ``marked`` are those with a property of microdata that
    the walk has entered or passed; ``signing`` is the first whose relation to the page is that of
    an author. ``plain`` says that the page came as plain text. The tree must not be changed: blocks
    point into it.
    """

    tree: LexborHTMLParser
    blocks: tuple[TextBlock, ...]
    elements: tuple[Element, ...]
    media: tuple[Medium, ...]
    declaring: tuple[LexborNode, ...]
    marked: tuple[LexborNode, ...]
    signing: LexborNode | None
    plain: bool = False

    def ancestors(self, block: int) -> list[int]:
        """Indices of the elements around a block, innermost first."""
        chain = []
        at = self.blocks[block].element
        while at >= 0:
            chain.append(at)
            at = self.elements[at].parent
        return chain

    def kind(self, block: int) -> tuple[str, str, str, str]:
        """What kind of place a block stands in: tag and class of its element, and of that above."""
        own = self.elements[self.blocks[block].element]
        above = self.elements[max(0, own.parent)]
        return own.tag, own.names, above.tag, above.names

    def position(self, block: int, levels: int = 3) -> str:
        """Where a block stands, for people: ``article > div.share > p``."""
        path = ""
        at = self.blocks[block].element
        for _ in range(levels):
            if at < 0:
                break
            element = self.elements[at]
            name = element.names.split(None, 1)
            here = f"{element.tag}.{name[0]}" if name else element.tag
            path = f"{here} > {path}" if path else here
            at = element.parent
        return path if path.isprintable() else clean(path)
