"""The operator's word on a source's articles: which container, which blocks never or always.

A rule is a CSS selector, ``text:WORDS`` (a block whose words are these, case and punctuation
aside) or ``/REGEX/`` (searched in a block's text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode, SelectolaxError

from feeds.errors import ExtractError
from feeds.extract.document import Document
from feeds.extract.phrases import normal
from feeds.model import Rules


def content_blocks(document: Document, rules: Rules, url: str) -> frozenset[int] | None:
    """The blocks inside the operator's container; None when there is no such rule.

    Raises ExtractError when a rule cannot be read.
    """
    if rules.content is None:
        return None
    return frozenset(_by_css(document, rules.content, url))


def ruled(document: Document, patterns: tuple[str, ...], url: str) -> dict[int, str]:
    """The blocks that any of ``patterns`` names, each with the first pattern that does.

    Raises ExtractError when a pattern cannot be read.
    """
    found: dict[int, str] = {}
    for pattern in patterns:
        for block in _matching(document, pattern, url):
            found.setdefault(block, pattern)
    return found


def _matching(document: Document, pattern: str, url: str) -> Iterator[int]:
    if pattern.startswith("text:"):
        words = normal(pattern.removeprefix("text:"))
        return (at for at, block in enumerate(document.blocks) if normal(block.text) == words)
    if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/"):
        try:
            expression = re.compile(pattern[1:-1])
        except re.error as error:
            raise ExtractError(url, f"rule {pattern}: {error}") from error
        return (at for at, block in enumerate(document.blocks) if expression.search(block.text))
    return _by_css(document, pattern, url)


def _by_css(document: Document, selector: str, url: str) -> Iterator[int]:
    try:
        nodes = document.tree.css(selector)
    except (SelectolaxError, ValueError, TypeError) as error:
        raise ExtractError(url, f"rule {selector}: {error}") from error
    if not nodes:
        return
    places = {element.node.mem_id: element for element in document.elements}
    for node in nodes:
        element = places.get(node.mem_id)
        if element is not None:
            yield from range(element.first, element.end)
        else:
            yield from _in_inline(document, node)


def _in_inline(document: Document, node: LexborNode) -> Iterator[int]:
    """The blocks that lie wholly inside an inline element, such as a linked card."""
    for at, block in enumerate(document.blocks):
        if _within(block.start, node) and _within(block.stop, node):
            yield at


def _within(node: LexborNode | None, outer: LexborNode) -> bool:
    while node is not None:
        if node.mem_id == outer.mem_id:
            return True
        node = node.parent
    return False
