"""Where a page's pictures really are, behind lazy loading, ``srcset``, ``picture`` and noscript.

A page shows a placeholder until its script has run; no script runs here. What is left out: the
placeholders, pictures of one pixel that count readers, and icons.
"""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract.inline import quoted

_WIDEST: Final = 1600  # pixels: a reader's column is half of it, on a screen of double density
_MAX_SET: Final = 8_000  # characters of a srcset that are read
_MAX_ADDRESS: Final = 2_000
_SMALLEST: Final = 40  # pixels: anything less high or wide is an icon, a spacer or a counter

# Where scripts of lazy loading keep the address: the last word of an attribute's name. Of other
# data- attributes only those whose value ends like a picture's are believed: they may as well hold
# the page's address or a number.
_LAZY: Final = frozenset(["src", "original", "lazy", "lazyload", "actualsrc", "echo"])
_PICTURE_NAME: Final = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|bmp)(?:$|[?#&/!:])", re.I)
_NO_FILE: Final = ("data:", "about:", "blob:", "javascript:")
_PLACEHOLDER: Final = re.compile(
    r"(?:place-?holder|spacer|blank|pixel|transparent|loading|lazy-?load|grey|gray|fallback|dummy"
    r"|no-?image|1x1|clear|trans|empty)[\w.-]*\.(?:gif|png|svg|jpe?g|webp)$"
)
_COUNTERS: Final = (
    *("facebook.com/tr?", "facebook.com/tr/", "doubleclick.", "google-analytics.", "quantserve."),
    *("scorecardresearch.", "pixel.wp.com", "vgwort.de", "ioam.de", "feedburner.com/~"),
    *("feedsportal.", ".chartbeat.", "gravatar.com", "/count.gif", "/count.php", "/count.png"),
    *("/counter.gif", "/counter.php", "/counter.png", "/pixel/", "/pixel.", "/pixel?", "/track/"),
    *("/track.", "/track?", "/tracking/", "/tracking.", "/tracking?", "/beacon/", "/beacon."),
    "/beacon?",
)
_SIZE: Final = re.compile(
    r"[-_@](?:\d{2,4}x\d{2,4}|\d{2,4}w?|[1-4]x|scaled|thumb(?:nail)?|small|medium|large)$", re.I
)
_TELLING: Final = 6  # characters of a file's name that tell it from "image" or "1"
_CANDIDATE: Final = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wxh])[^,]*)?\s*(?:,|$)")
_DENSITY: Final = 800  # pixels that a density of 1 stands for
_PIXELS: Final = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", re.ASCII)

_Attributes = dict[str, str | None]


class Picture:
    """A picture to show: its address, and the words that stand for it."""

    __slots__ = ("alt", "src")

    def __init__(self, src: str, alt: str) -> None:
        self.src: Final = src
        self.alt: Final = alt

    @property
    def identity(self) -> str:
        """Equal for the same picture in several sizes: its file's name without the size."""
        path, _, query = self.src.partition("?")
        name = path.rpartition("/")[2]
        stem = _SIZE.sub("", name.rpartition(".")[0])
        return stem if len(stem) >= _TELLING else f"{path}?{query}"

    def html(self) -> str:
        """The picture as an ``img`` element."""
        return f'<img src="{quoted(self.src)}" alt="{quoted(self.alt)}">'


def picture(node: LexborNode, base: str) -> Picture | None:
    """The picture that an ``img`` (or ``amp-img``) element shows on the page at ``base``."""
    attributes: _Attributes = node.attributes
    if _is_small(attributes.get("width")) or _is_small(attributes.get("height")):
        return None
    source = _source(attributes, _beside(node), base)
    if source is None or _counts(source):
        return None
    return Picture(source, " ".join((attributes.get("alt") or "").split()))


def is_picture(address: str) -> bool:
    """Whether ``address`` can be a picture to show: no placeholder and no counter."""
    return not _stands_in(address) and not _counts(address)


def _source(own: _Attributes, beside: list[_Attributes], base: str) -> str | None:
    """The best address among the attributes of an ``img`` and its ``source`` elements."""
    for carrier in (own, *beside):
        for name, value in carrier.items():
            if value and _is_set(name):
                found = _from_set(value, base)
                if found is not None:
                    return found
    for address in _addresses(own):
        found = _usable(address, base)
        if found is not None:
            return found
    return None


def _addresses(own: _Attributes) -> list[str]:
    """Where the picture of an ``img`` may be, the likeliest first."""
    lazy: list[str] = []
    others: list[str] = []
    for name, value in own.items():
        if value and name.startswith("data-"):
            if name.rpartition("-")[2] in _LAZY:
                lazy.append(value)
            if len(value) < _MAX_ADDRESS and _PICTURE_NAME.search(value):
                others.append(value)
    source = own.get("src")
    if source:
        lazy.append(source)
    return lazy + others


def _beside(node: LexborNode) -> list[_Attributes]:
    """The attributes of the ``source`` elements beside an ``img`` in a ``picture``."""
    found: list[_Attributes] = []
    parent = node.parent
    if parent is None or parent.tag != "picture":
        return found
    child = parent.first_child
    while child is not None:
        if child.tag == "source":
            found.append(child.attributes)
        child = child.next
    return found


def _from_set(value: str, base: str) -> str | None:
    """The widest candidate of a ``srcset`` up to what a reader can show, else the narrowest."""
    ranked: list[tuple[bool, float, str]] = []
    for address, size, unit in _CANDIDATE.findall(value[:_MAX_SET]):
        width = 0.0
        if size and size.count(".") < 2:
            width = float(size) * (1 if unit == "w" else _DENSITY)
        fits = width <= _WIDEST
        ranked.append((fits, width if fits else -width, address))
    ranked.sort(reverse=True)
    for _, _, address in ranked:
        found = _usable(address, base)
        if found is not None:
            return found
    return None


def _usable(address: str, base: str) -> str | None:
    address = address.strip()
    return urls.join(base, address) if address and not _stands_in(address) else None


def _stands_in(address: str) -> bool:
    """Whether ``address`` is shown only until a script has run."""
    address = address.lower()
    if address.startswith(_NO_FILE):
        return True
    path = address.partition("?")[0].partition("#")[0]
    return _PLACEHOLDER.search(path.rpartition("/")[2]) is not None


def _counts(address: str) -> bool:
    """Whether the picture at ``address`` is there to count readers."""
    address = address.lower()
    return any(name in address for name in _COUNTERS)


def _is_set(name: str) -> bool:
    return name == "srcset" or (name.startswith("data-") and name.rpartition("-")[2] == "srcset")


def _is_small(size: str | None) -> bool:
    """Whether a width or height is too small; percentages and what is no number are not."""
    match = _PIXELS.fullmatch(size) if size else None
    return match is not None and 0 < int(match[1]) < _SMALLEST
