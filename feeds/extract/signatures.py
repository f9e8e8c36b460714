"""Who signs an article away from its title: below it, or as a line of the text itself.

It is asked only where nobody else is named: a name far from the title may be anybody's. What a
page says once of one person, in so many words, is believed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from feeds.extract import vocabulary as voc
from feeds.extract.bylines import Surroundings
from feeds.extract.document import Document, TextBlock
from feeds.extract.lead_ins import begins_as_byline
from feeds.extract.names import alike_any, fold, full_name, people, signing

_MAX_SIGNATURE: Final = 120  # characters of "Posted by Jane Doe on … in …"
_MAX_NAMES: Final = 80  # characters of a line that is nothing but names
_PROSE: Final = 100  # characters of a paragraph, for the text is where most of them are
_MIN_TEXT: Final = 400  # characters of paragraphs side by side that are a text
_ENDS: Final = 2  # short paragraphs before the first long one, standfirsts among them
_BELOW: Final = 3  # blocks between a name and the sketch of its bearer's life, an office e.g.
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "li"])  # of what an article is on
_LABELS: Final = frozenset(["li", "button", "h1", "h2"])  # of menus and sections
_ELSEWHERE: Final = voc.COMMENT | voc.RELATED | voc.CAPTION | voc.FIGURE


def signatures(around: Surroundings, own: Collection[str]) -> tuple[str, ...]:
    """Those who sign the page; nobody if that is unsaid, or said of several in several places.

    ``own`` are the folded names of the site, which does not count.
    """
    document, anchor = around.document, around.anchor
    if anchor is None:
        return ()
    return _signed_text(document) or _said(document, anchor, own) or _described(document, anchor)


def _said(document: Document, anchor: int, own: Collection[str]) -> tuple[str, ...]:
    """Whom the page says below the title to have written it: "Posted by Jane Doe"."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for i in range(anchor + 1, len(document.blocks)):
        block = document.blocks[i]
        if len(block.text) > _MAX_SIGNATURE or block.tag in _LABELS:
            continue
        if not block.flags & _ELSEWHERE and begins_as_byline(block.text):
            names = signing(people([block.text])) or _below(document, i)
            key = frozenset(map(fold, names))
            if names and all(map(full_name, names)) and not all(alike_any(k, own) for k in key):
                found.setdefault(key, names)
    return next(iter(found.values())) if len(found) == 1 else ()


def _below(document: Document, i: int) -> tuple[str, ...]:
    """The names under a line that is only a label: "Written by"."""
    if i + 1 == len(document.blocks):
        return ()
    return signing(people([document.blocks[i + 1].text[:_MAX_NAMES]]))


def _described(document: Document, anchor: int) -> tuple[str, ...]:
    """The one name that stands as a line above the sketch of a life, which begins with it."""
    found: set[str] = set()
    blocks = document.blocks
    for i in range(anchor + 2, len(blocks)):
        text = blocks[i].text
        if len(text) < _PROSE:
            continue
        for above in blocks[max(anchor + 1, i - _BELOW) : i]:
            if text.startswith(above.text) and _names_one(above):
                found.add(above.text)
    return tuple(found) if len(found) == 1 else ()


def _names_one(block: TextBlock) -> bool:
    own = block.tag not in _HEADINGS or block.flags & voc.AUTHOR
    return bool(own) and len(block.text) <= _MAX_NAMES and full_name(block.text)


def _signed_text(document: Document) -> tuple[str, ...]:
    """The names that stand as a paragraph of their own at either end of the text."""
    text = _text(document)
    long = [at for at, block in enumerate(text) if len(block.text) >= _PROSE]
    if not long:
        return ()
    before, after = text[max(0, long[0] - _ENDS) : long[0]], text[long[-1] + 1 : long[-1] + 2]
    ends = [*before[::-1], *after]
    return next((names for block in ends if (names := _only_names(block))), ())


def _text(document: Document) -> list[TextBlock]:
    """The paragraphs of the element with most prose directly in it."""
    elements, blocks = document.elements, document.blocks
    prose: dict[int, int] = {}
    for block in blocks:
        if block.tag == "p" and len(block.text) >= _PROSE:
            above = elements[block.element].parent
            prose[above] = prose.get(above, 0) + len(block.text)
    if not prose or max(prose.values()) < _MIN_TEXT:
        return []
    body = max(prose, key=prose.__getitem__)
    return [b for b in blocks if elements[b.element].parent == body and not b.flags & _ELSEWHERE]


def _only_names(block: TextBlock) -> tuple[str, ...]:
    if len(block.text) > _MAX_NAMES or block.tag != "p" or block.links:
        return ()
    if "," in block.text or "©" in block.text:
        return ()
    names = people([block.text.replace("/", " / ")])
    return names if all(map(full_name, names)) else ()
