"""Bounds on what a parser takes more than linear time for, applied before a page is parsed.

Parsers follow the HTML standard, whose tree construction looks through the stack of open elements
for every tag: time grows with the square of the depth (20,000 open ``<div>`` take lexbor a second,
10,000 open ``<font>`` twenty). Browsers stop nesting at 512. Here the tags beyond the bound are
dropped and their text stays. Attributes cost the square of their number in one tag (20,000 take two
seconds), so a tag beyond reason loses its last ones.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

# Unclosed tags below this cost no time worth saving; a page in order is far below it.
_UNREMARKABLE: Final = 1_500
_DEEPEST: Final = 3_100
_FORMATTING_OPEN: Final = 200

# A tag twice as long as the stride spans one whole stride.
_STRIDE: Final = 20_000  # bytes
_MANY_ATTRIBUTES: Final = 1_000
_ATTRIBUTE = re.compile(rb"\s[^\s=\"'<>]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]*))?")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % _STRIDE)

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")

_NOT_NESTING: Final = b"""area base br col embed hr img input link meta param source track wbr
    p li dt dd tr td th thead tbody tfoot option optgroup colgroup html head body"""
_FORMATTING_TAGS: Final = b"a b big code em font i nobr s small strike strong tt u"
_VOID: Final = frozenset(_NOT_NESTING.split())
_FORMATTING: Final = frozenset(_FORMATTING_TAGS.split())


def bounded(html: bytes) -> bytes:
    """``html``, in UTF-8; if its tags nest beyond what any reader needs, without the deepest."""
    if any(_is_spanned(html, at) for at in range(0, len(html) - _STRIDE, _STRIDE)):
        html = _LONG_TAG.sub(_shortened, html)
    return _Bound().apply(html) if _may_nest(html) else html


def _is_spanned(html: bytes, at: int) -> bool:
    """Whether a tag that began in the stride before this one spans it; a script's data does not."""
    if html.find(b">", at, at + _STRIDE) >= 0:
        return False
    begun = html.rfind(b"<", max(0, at - _STRIDE), at + 1)
    return begun >= 0 and html.find(b">", begun, at) < 0


def _may_nest(html: bytes) -> bool:
    """Whether more tags open than close by a remarkable number, roughly.

    Most pages close enough of them in their first half.
    """
    tags = len(html) - len(html.replace(b"<", b""))  # thrice as fast as bytes.count
    unproven = (tags - _UNREMARKABLE) // 2
    for at in range(0, len(html), _STRIDE):
        if unproven < 0:
            return False
        unproven -= html.count(b"</", at, at + _STRIDE)
    return unproven >= 0


def _shortened(tag: re.Match[bytes]) -> bytes:
    """The tag with its first attributes, if it is long for their number, not for their values."""
    excess = next(islice(_ATTRIBUTE.finditer(tag[0]), _MANY_ATTRIBUTES, None), None)
    return tag[0] if excess is None else tag[0][: excess.start()]


class _Bound:
    def __init__(self) -> None:
        self.open = 0
        self.formatting = 0

    def apply(self, html: bytes) -> bytes:
        return _TAG.sub(self._tag, html)

    def _tag(self, match: re.Match[bytes]) -> bytes:
        name = match[2].lower()
        if name in _VOID:
            return match[0]
        if name in _FORMATTING:
            self.formatting, fits = _step(self.formatting, bool(match[1]), _FORMATTING_OPEN)
        else:
            self.open, fits = _step(self.open, bool(match[1]), _DEEPEST)
        return match[0] if fits else b""


def _step(count: int, closes: bool, limit: int) -> tuple[int, bool]:
    """The number of open tags after one more, and whether that tag may stay.

    Beyond the limit a dropped tag still counts, so that its closing tag is dropped with it.
    """
    if closes:
        return max(0, count - 1), count <= limit
    return count + 1, count < limit
