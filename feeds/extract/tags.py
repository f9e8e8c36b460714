"""What a tag does to the block of text at hand: ends it, extends it, is skipped, joins its row."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from feeds.extract import vocabulary as voc

# In this order: leaves up to TEMPLATE, elements whose class counts from LINK, and those that can
# hold blocks from CELL on.
SKIP: Final = 0
TEXT: Final = 1
BREAK: Final = 2
MEDIUM: Final = 3
TEMPLATE: Final = 4
INLINE: Final = 5
ITALIC: Final = 6
LINK: Final = 7
NOTE: Final = 8
CELL: Final = 9
BLOCK: Final = 10

_INLINE_TAGS: Final = """abbr acronym b big bdi bdo code dfn del ins kbd mark math merror mfrac mi
    mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup
    mtable mtd mtext mtr munder munderover nobr none picture q rb rbc ruby s samp semantics slot
    strike strong sub sup tt u var wbr amp-fit-text"""
_MEDIA_TAGS: Final = """img iframe video audio embed object noscript lite-youtube lite-vimeo amp-img
    amp-iframe amp-video amp-audio amp-youtube amp-vimeo amp-twitter amp-instagram amp-facebook"""
_UNREAD_TAGS: Final = """script style svg canvas select option optgroup datalist textarea
    input progress meter map head title meta link rt rp rtc annotation annotation-xml source track
    param frame frameset noframes"""

KINDS: Final[dict[str, int]] = {
    "": SKIP,
    "-text": TEXT,
    "-comment": SKIP,
    "a": LINK,
    "br": BREAK,
    "td": CELL,
    "th": CELL,
    "template": TEMPLATE,
    **dict.fromkeys(("i", "em"), ITALIC),
    **dict.fromkeys(("span", "font", "small", "cite", "time", "label", "data"), NOTE),
    **dict.fromkeys(_MEDIA_TAGS.split(), MEDIUM),
    **dict.fromkeys(_INLINE_TAGS.split(), INLINE),
    **dict.fromkeys(_UNREAD_TAGS.split(), SKIP),
}

TAG_FLAGS: Final[dict[str, int]] = {
    "article": voc.ARTICLE,
    "main": voc.MAIN,
    "aside": voc.ASIDE | voc.APART,
    "nav": voc.NAV | voc.APART,
    "header": voc.HEADER,
    "footer": voc.FOOTER | voc.APART,
    "form": voc.FORM,
    "button": voc.BUTTON,
    "dialog": voc.POPUP | voc.APART,
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


# Elements that tell what the page is about, or when something was.
_DECLARING: Final = frozenset(["base", "link", "meta", "script", "time", "title"])


class Tag:
    """What is known of all nodes of one tag; "" is what is no element, nor text, nor comment."""

    __slots__ = ("declares", "flags", "kind", "name")

    def __init__(self, name: str) -> None:
        self.name: Final = name
        self.kind: Final = KINDS.get(name, BLOCK)
        self.flags: Final = TAG_FLAGS.get(name, 0)
        self.declares: Final = name in _DECLARING


# The parser numbers HTML's own tags in one way for all pages; others have a number as large as an
# address, for the page at hand.
_NUMBERED: Final = 256
_OWN: Final[list[Tag | None]] = [None] * _NUMBERED


class Tags:
    """The tags of one page."""

    __slots__ = ("_others",)

    def __init__(self) -> None:
        self._others: Final[dict[int, Tag]] = {}

    def of(self, node: LexborNode) -> Tag:
        """The tag of ``node``."""
        number: int = node.tag_id
        tag = _OWN[number] if number < _NUMBERED else self._others.get(number)
        if tag is None:
            tag = Tag(node.tag or "")
            if number < _NUMBERED:
                _OWN[number] = tag
            else:
                self._others[number] = tag
        return tag


_DISPLAYED: Final = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)


def breaks_lines(attributes: dict[str, str | None]) -> bool:
    """Whether an inline element is shown as a block."""
    style = attributes.get("style")
    return style is not None and _DISPLAYED.search(style) is not None


def shadow_root(template: LexborNode) -> LexborNode | None:
    """The content of a declarative shadow root, which a browser shows; of no other template."""
    attributes = template.attributes
    if "shadowrootmode" not in attributes and "shadowroot" not in attributes:
        return None
    fragments = template.template_fragments()
    return fragments[0].first_child if fragments else None
