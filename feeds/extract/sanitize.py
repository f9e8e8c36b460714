"""The last thing done to an article's HTML: whatever came before, only this list gets out.

``nh3`` (ammonia) parses the fragment as a browser would and serialises it again, so that nothing
a browser reads otherwise than we do can pass.
"""

from __future__ import annotations

from typing import Final

import nh3

from feeds.characters import FORBIDDEN

_TAGS: Final = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("blockquote", "q", "cite", "pre", "code", "kbd", "samp", "var", "hr", "br"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("figure", "figcaption", "img", "a", "div"),
    *("em", "strong", "b", "i", "u", "s", "del", "ins", "mark", "small", "sub", "sup"),
    *("abbr", "dfn", "time", "ruby", "rt", "rp", "bdi", "wbr"),
}
_ATTRIBUTES: Final = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
    "abbr": {"title"},
    "blockquote": {"cite"},
}
_WITH_CONTENT: Final = {"script", "style", "template", "noscript", "svg", "math", "title"}
_SCHEMES: Final = {"http", "https", "mailto", "tel"}


_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
)


def sanitize(fragment: str) -> str:
    """``fragment`` with the elements, attributes and schemes that feeds need, and no others."""
    # Line ends and no-break spaces, as in many texts, are not printable but allowed.
    if not fragment.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ").isprintable():
        # Before: a character taken out of "java\x01script:" later makes a scheme.
        fragment = FORBIDDEN.sub("", fragment)
    return _CLEANER.clean(fragment).strip()
