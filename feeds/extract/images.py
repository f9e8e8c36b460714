"""Where a page's pictures really are, behind lazy loading, ``srcset``, ``picture`` and noscript.

A page shows a placeholder until its script has run; no script runs here. What is left out: the
placeholders, pictures of one pixel that count readers, and icons.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract.markup import quoted

_WIDEST: Final = 1600  # pixels: a reader's column is half of it, on a screen of double density
_MAX_SET: Final = 8_000  # characters of a srcset that are read
_MAX_ADDRESS: Final = 2_000
_SMALLEST: Final = 40  # pixels: anything less high or wide is an icon, a spacer or a counter

# Where scripts of lazy loading keep the address: the last word of an attribute's name. Of other
# data- attributes only those whose value ends like a picture's are believed: they may as well hold
# the page's address or a number.
_LAZY: Final = frozenset(["src", "original", "lazy", "lazyload", "actualsrc", "echo"])
_DELAYED: Final = "data-delayed-url"  # LinkedIn's; its addresses end like no picture's
_PICTURE_NAME: Final = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|bmp)(?:$|[?#&/!:])", re.I)
_NO_FILE: Final = ("data:", "about:", "blob:", "javascript:")
_LONGEST_SCHEME: Final = 12  # characters
# A placeholder's file is called nothing else: "grey.gif", but not "Grey-Sweater-3.jpg".
_IDLE: Final = frozenset(
    [
        *("placeholder", "spacer", "blank", "pixel", "transparent", "trans", "loading", "loader"),
        *("lazyload", "lazy", "grey", "gray", "fallback", "dummy", "noimage", "clear", "empty"),
        *("transparency", "noimg", "nophoto"),
    ]
)
_VAGUE: Final = frozenset(
    [
        *("image", "img", "default", "photo", "picture", "thumb", "thumbnail", "small", "large"),
        *("article", "bg", "background", "place", "holder", "load", "no", "news", "post", "square"),
        *("icon", "gif", "px", "x", "w", "h", "v", "white", "black", "d", "t", "s", "a"),
    ]
)
_IDLE_OR_VAGUE: Final = _IDLE | _VAGUE
_WORD: Final = re.compile(r"[a-z]+")
_COUNTERS: Final = (
    *("facebook.com/tr?", "facebook.com/tr/", "doubleclick.", "google-analytics.", "quantserve."),
    *("scorecardresearch.", "pixel.wp.com", "vgwort.de", "ioam.de", "feedburner.com/~"),
    *("feedsportal.", ".chartbeat.", "gravatar.com"),
)
_COUNTING: Final = re.compile(
    r"/(?:pixel|track(?:ing)?|beacon)(?:[.?]|$|/(?![^?#]*\.(?:jpe?g|png|webp|avif)))"
    r"|/count(?:er)?\.(?:gif|php|png)"
)
# What ends a file's name when it says the picture's size. A bare number counts the pictures of a
# page as often; it is a size only if it is a usual width.
_WIDTHS: Final = """240|300|320|400|480|600|640|680|700|720|750|768|800|828|900|960|1000|1024|1080
    |1100|1200|1280|1400|1440|1500|1536|1600|1800|1920|2000|2048|2400|2560|3840"""
_JOINTS: Final = "-_@~"
_SIZED: Final = re.compile(
    rf"(?>(.*[{_JOINTS}]))(?:\d{{2,4}}x\d{{2,4}}|\d{{2,4}}w|[1-4]x|scaled|thumb(?:nail)?"
    rf"|small|medium|large|(?:{''.join(_WIDTHS.split())}))",
    re.I,
)
_ENDINGS: Final = frozenset(["jpg", "jpeg", "png", "webp", "avif", "gif", "bmp", "svg"])
_ENDING: Final = re.compile(rf"\.(?:{'|'.join(sorted(_ENDINGS))})$", re.I)
_TELLING: Final = 6  # characters of a file's name that tell it from "image" or "1"
_UNTELLING: Final = frozenset(
    [
        *("original", "default", "hqdefault", "maxresdefault", "sddefault", "mqdefault", "picture"),
        *("thumbnail", "header", "banner", "medium", "resize", "preview", "full-width", "master"),
    ]
)
_VIDEO: Final = re.compile(r"(?:i\d?\.ytimg|img\.youtube)\.com/(?:vi|vi_webp|an_webp)/([\w-]{11})/")
_UNITS: Final = "wxh"
_CANDIDATE: Final = re.compile(rf"\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)([{_UNITS}])[^,]*)?\s*(?:,|$)")
_DENSITY: Final = 800  # pixels that a density of 1 stands for
_MOST_DIGITS: Final = 5
_PIXELS: Final = re.compile(rf"\s*(\d{{1,{_MOST_DIGITS}}})(?:\.\d+)?(?:px)?\s*", re.ASCII)
_SIGN_NAMES: Final = ("emoji", "smiley", "latex", "mathjax", "mwe-math")
_SIGN_SOURCES: Final = ("/emoji/", "/twemoji", "latex.php", "codecogs.com", "/math/render/")
_RATIOS: Final = frozenset(["16x9", "9x16", "4x3", "3x4", "3x2", "2x3", "21x9"])
_UNSEEN: Final = re.compile(r"display\s*:\s*none|(?:^|[;\s])(?:width|height)\s*:\s*1px", re.I)

_Attributes = dict[str, str | None]


class Picture:
    """A picture to show: its address, and the words that stand for it.

    ``sign`` is for one that stands for a sign in running text: a formula, an emoji.
    """

    __slots__ = ("alt", "sign", "src")

    def __init__(self, src: str, alt: str, *, sign: bool = False) -> None:
        self.src: Final = src
        self.alt: Final = alt
        self.sign: Final = sign

    @property
    def identity(self) -> str:
        """Equal for the same picture in several sizes: its file's name without the size."""
        path, _, query = self.src.partition("?")
        if "%2F" in path:  # a service that scales the picture at another address
            path = unquote(path)
        stem, _, ending = path.rpartition("/")[2].rpartition(".")
        if ending.lower() not in _ENDINGS:
            return f"{path}?{query}"
        if sized := _SIZED.fullmatch(stem):
            stem = sized[1].rstrip(_JOINTS)
        if len(stem) < _TELLING or stem.lower() in _UNTELLING:
            return f"{path}?{query}"
        return stem

    def html(self) -> str:
        """The picture as an ``img`` element."""
        return f'<img src="{quoted(self.src)}" alt="{quoted(self.alt)}">'


def picture(node: LexborNode, base: str) -> Picture | None:
    """The picture that an ``img`` (or ``amp-img``) element shows on the page at ``base``."""
    attributes: _Attributes = node.attributes
    sign = _is_sign(attributes)
    if (not sign and _is_small(attributes)) or _is_unseen(attributes):
        return None
    source = _source(attributes, _beside(node), base) or _linked(node, base)
    if source is None or _counts(source):
        return None
    return Picture(source, " ".join((attributes.get("alt") or "").split()), sign=sign)


def is_file(address: str) -> bool:
    """Whether ``address`` is by its name that of a picture rather than of a page."""
    return _PICTURE_NAME.search(address) is not None


def video_of(still: str) -> str | None:
    """The page of the YouTube video whose still is at the address ``still``."""
    match = _VIDEO.search(still) if "ytimg" in still or "img.youtube" in still else None
    return f"https://www.youtube.com/watch?v={match[1]}" if match else None


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
        if not value or "-" not in name:
            continue
        if name.rpartition("-")[2] in _LAZY or name == _DELAYED:
            lazy.append(value)
        elif name.startswith("data-") and len(value) < _MAX_ADDRESS and _PICTURE_NAME.search(value):
            others.append(value)
    source = own.get("src")
    if source:
        lazy.append(source)
    return lazy + others


def _beside(node: LexborNode) -> list[_Attributes]:
    """The attributes of the ``source`` elements beside an ``img`` in a ``picture``, best first.

    Last are crops for narrow screens, and AVIF, which fewer programs show.
    """
    found: list[_Attributes] = []
    lesser: list[_Attributes] = []
    parent = node.parent
    if parent is None or parent.tag != "picture":
        return found
    child = parent.first_child
    while child is not None:
        if child.tag == "source":
            attributes: _Attributes = child.attributes
            narrow = "max-width" in (attributes.get("media") or "")
            (lesser if narrow or attributes.get("type") == "image/avif" else found).append(
                attributes
            )
        child = child.next
    return found + lesser


def _linked(node: LexborNode, base: str) -> str | None:
    """The picture that an ``img`` without an address of its own opens when it is clicked."""
    parent = node.parent
    address = parent.attributes.get("href") if parent is not None and parent.tag == "a" else None
    if address is None or not _ENDING.search(address):
        return None
    return _usable(address, base)


def _from_set(value: str, base: str) -> str | None:
    """The widest candidate of a ``srcset`` up to what a reader can show, else the narrowest."""
    ranked: list[tuple[bool, float, str]] = []
    for address, size, unit in _candidates(value[:_MAX_SET]):
        width = 0.0
        if size.strip(".") and size.count(".") < 2:
            width = float(size) * (1 if unit == "w" else _DENSITY)
        fits = width <= _WIDEST
        ranked.append((fits, width if fits else -width, address))
    ranked.sort(reverse=True)
    for _, _, address in ranked:
        found = _usable(address, base)
        if found is not None:
            return found
    return None


def _candidates(value: str) -> list[tuple[str, str, str]]:
    """The addresses in a ``srcset``, each with its size as a number and a unit ("" for none).

    What is a list of such pairs and nothing else, as nearly all are, is read without an expression.
    """
    words = value.split()
    found: list[tuple[str, str, str]] = []
    for at in range(1, len(words), 2):
        address, size = words[at - 1], words[at]
        if at < len(words) - 1 and size.endswith(","):
            size = size[:-1]
        elif at < len(words) - 1:
            break
        if not _is_address(address) or not size[:-1].isdecimal() or size[-1] not in _UNITS:
            break
        found.append((address, size[:-1], size[-1]))
    return found if 2 * len(found) == len(words) else _CANDIDATE.findall(value)


def _is_address(word: str) -> bool:
    """Whether a word in a ``srcset`` is an address as it stands, without commas around it."""
    return len(word) > 1 and word[0] != "," and word[-1] != ","


def _usable(address: str, base: str) -> str | None:
    address = address.strip()
    return urls.join(base, address) if address and not _stands_in(address) else None


def _stands_in(address: str) -> bool:
    """Whether ``address`` is shown only until a script has run."""
    if address[:_LONGEST_SCHEME].lower().startswith(_NO_FILE):
        return True
    name = address.partition("?")[0].partition("#")[0].rpartition("/")[2].lower()
    stem, _, ending = name.rpartition(".")
    if ending not in _ENDINGS:
        return False
    return name.startswith("1x1.") or _is_idle(stem)


def _is_idle(stem: str) -> bool:
    """Whether a file's name is that of a placeholder and of nothing else."""
    first = _WORD.search(stem)
    if first is None or first[0] not in _IDLE_OR_VAGUE:  # as nearly always
        return False
    words = _WORD.findall(stem)
    return not _IDLE.isdisjoint(words) and _IDLE_OR_VAGUE.issuperset(words)


def _counts(address: str) -> bool:
    """Whether the picture at ``address`` is there to count readers."""
    address = address.lower()
    return any([name in address for name in _COUNTERS]) or _COUNTING.search(address) is not None


def _is_set(name: str) -> bool:
    return name == "srcset" or (name.startswith("data-") and name.rpartition("-")[2] == "srcset")


def _is_small(attributes: _Attributes) -> bool:
    """Whether a picture is too small to be one; a mere ratio, "16" by "9", is no size."""
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    small = 0 < width < _SMALLEST or 0 < height < _SMALLEST
    return small and f"{width}x{height}" not in _RATIOS


def _pixels(size: str | None) -> int:
    """A width or height attribute; 0 for percentages and what is no number."""
    if not size:
        return 0
    if len(size) <= _MOST_DIGITS and size.isascii() and size.isdecimal():  # as most are
        return int(size)
    match = _PIXELS.fullmatch(size)
    return int(match[1]) if match else 0


def _is_sign(attributes: _Attributes) -> bool:
    names, source = attributes.get("class"), attributes.get("src")
    return (names is not None and any([name in names for name in _SIGN_NAMES])) or (
        source is not None
        and any([name in source for name in _SIGN_SOURCES])
        and not source.startswith(_NO_FILE)
    )


def _is_unseen(attributes: _Attributes) -> bool:
    style = attributes.get("style")
    if style is None:
        return False
    lower = style.lower()
    return ("none" in lower or "1px" in lower) and _UNSEEN.search(style) is not None
