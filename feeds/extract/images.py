"""Where a page's pictures really are, behind lazy loading, ``srcset``, ``picture`` and noscript.

A page shows a placeholder until its script has run; no script runs here. What is left out: the
placeholders, pictures of one pixel that count readers, and icons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborNode

from feeds import urls

_WIDEST = 1600  # pixels: a reader's column is half of it, on a screen of double density
_MAX_SET = 8_000  # characters of a srcset that are read
_MAX_ADDRESS = 2_000
_SMALLEST = 40  # pixels: anything less high or wide is an icon, a spacer or a counter

# Where scripts of lazy loading keep the address. Of other data- attributes only those whose value
# ends like a picture's are believed: they may as well hold the page's address or a number.
_LAZY = re.compile(r"data-(?:[\w-]*-)?(?:src|original|lazy|lazyload|actualsrc|echo)$")
_LAZY_SET = re.compile(r"(?:data-(?:[\w-]*-)?)?srcset$")
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|bmp)(?:$|[?#&/!:])", re.I)
_PLACEHOLDER = re.compile(
    r"^(?:data|about|blob|javascript):|(?:place-?holder|spacer|blank|pixel|transparent|loading|lazy-?load"
    r"|grey|gray|fallback|dummy|no-?image|1x1|clear|trans|empty)[\w.-]*\.(?:gif|png|svg|jpe?g|webp)(?:$|[?#])",
    re.I,
)
_COUNTER = re.compile(
    r"facebook\.com/tr\b|doubleclick\.|google-analytics\.|scorecardresearch\.|quantserve\.|/pixel[/.?]"
    r"|pixel\.wp\.com|vgwort\.de|met\.vgwort|ioam\.de|feedburner\.com/~|feedsportal\.|\.chartbeat\."
    r"|/count(?:er)?\.(?:gif|php|png)|/track(?:ing)?[/.?]|/beacon[/.?]|gravatar\.com",
    re.I,
)
_SIZE = re.compile(
    r"[-_@](?:\d{2,4}x\d{2,4}|\d{2,4}w?|[1-4]x|scaled|thumb(?:nail)?|small|medium|large)$", re.I
)
_TELLING = 6  # characters of a file's name that tell it from "image" or "1"
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wxh])[^,]*)?\s*(?:,|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture to show. Sizes are in pixels as the page declares them, 0 when it does not."""

    src: str
    alt: str = ""
    width: int = 0
    height: int = 0

    @property
    def identity(self) -> str:
        """Equal for the same picture in several sizes: its file's name without the size."""
        path, _, query = self.src.partition("?")
        name = path.rpartition("/")[2]
        stem = _SIZE.sub("", name.rpartition(".")[0])
        return stem if len(stem) >= _TELLING else f"{path}?{query}"

    def html(self) -> str:
        """The picture as an ``img`` element."""
        return f'<img src="{escape(self.src)}" alt="{escape(self.alt)}">'


def picture(node: LexborNode, base: str) -> Picture | None:
    """The picture that an ``img`` (or ``amp-img``) element shows on the page at ``base``."""
    attributes = node.attributes
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    if 0 < width < _SMALLEST or 0 < height < _SMALLEST:
        return None
    source = best_source([*_sources(node), attributes], base)
    if source is None or _COUNTER.search(source):
        return None
    alt = " ".join((attributes.get("alt") or "").split())
    return Picture(src=source, alt=alt, width=width, height=height)


def is_picture(address: str) -> bool:
    """Whether ``address`` can be a picture to show: no placeholder and no counter."""
    return not _PLACEHOLDER.search(address) and not _COUNTER.search(address)


def best_source(carriers: list[Mapping[str, str | None]], base: str) -> str | None:
    """The best address among the attributes of an ``img`` and its ``source`` elements."""
    own = carriers[-1]
    sets = [
        value
        for carrier in (own, *carriers[:-1])
        for name, value in carrier.items()
        if value and _LAZY_SET.match(name)
    ]
    for value in sets:
        if (found := _from_set(value, base)) is not None:
            return found
    lazy = [value for name, value in own.items() if _LAZY.match(name)]
    other = [
        value
        for name, value in own.items()
        if value
        and name.startswith("data-")
        and len(value) < _MAX_ADDRESS
        and _PICTURE_NAME.search(value)
    ]
    for lazily in (*lazy, own.get("src"), *other):
        if lazily and (found := _usable(lazily, base)):
            return found
    return None


def _sources(node: LexborNode) -> Iterator[Mapping[str, str | None]]:
    """The attributes of the ``source`` elements beside an ``img`` in a ``picture``."""
    parent = node.parent
    if parent is None or parent.tag != "picture":
        return
    child = parent.first_child
    while child is not None:
        if child.tag == "source":
            yield child.attributes
        child = child.next


def _from_set(value: str, base: str) -> str | None:
    """The widest candidate of a ``srcset`` up to what a reader can show, else the narrowest."""
    ranked: list[tuple[bool, float, str]] = []
    for address, size, unit in _CANDIDATE.findall(value[:_MAX_SET]):
        if found := _usable(address, base):
            width = (
                float(size) * (1 if unit == "w" else 800) if size.count(".") < 2 and size else 0.0
            )
            fits = width <= _WIDEST
            ranked.append((fits, width if fits else -width, found))
    return max(ranked)[2] if ranked else None


def _usable(address: str, base: str) -> str | None:
    address = address.strip()
    if not address or _PLACEHOLDER.search(address):
        return None
    return urls.join(base, address)


def _pixels(value: str | None) -> int:
    """A width or height attribute; 0 for percentages and what is no number."""
    match = re.fullmatch(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", value or "", re.ASCII)
    return int(match[1]) if match else 0
