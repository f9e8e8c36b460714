"""``noscript`` elements end where their end tag stands, as in every browser that runs scripts.

To such a browser their content is text. It is parsed here, as pictures are found in it; but then an
unclosed ``<p>`` or ``<div>`` makes a parser pass over ``</noscript>``, which takes the rest of the
page for unread matter (https://html.spec.whatwg.org/#parsing-main-inbody, "any other end tag").
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

# Longer ones are none: a script names the element, or its end was forgotten.
_LONGEST: Final = 2_000  # bytes
_TAG = re.compile(rb"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_VOID_TAGS: Final = b"area base br col embed hr img input link meta param source track wbr"
_VOID: Final = frozenset(_VOID_TAGS.split())


def closed(html: bytes) -> bytes:
    """``html``, in UTF-8, with everything closed that was opened in a ``noscript`` element."""
    parts = []
    done = 0
    end = html.find(b"</noscript")
    while end >= 0:
        begun = html.rfind(b"<noscript", max(done, end - _LONGEST), end)
        if begun >= 0 and (missing := _missing(html[begun + 1 : end])):
            parts += [html[done:end], missing]
            done = end
        end = html.find(b"</noscript", end + 1)
    return b"".join([*parts, html[done:]]) if parts else html


def _missing(inside: bytes) -> bytes:
    unclosed: Counter[bytes] = Counter()
    for closes, name in _TAG.findall(inside):
        unclosed[name.lower()] += -1 if closes else 1
    names = reversed([name for name, count in unclosed.items() if count > 0 and name not in _VOID])
    return b"".join(b"</%b>" % name * unclosed[name] for name in names)
