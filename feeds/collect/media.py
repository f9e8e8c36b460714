"""What a response is: its media type as declared, and as its first bytes tell."""

from __future__ import annotations

import re
from enum import Enum

_FEED_TYPES = "application/atom+xml,application/rss+xml,application/feed+json"
_PAGE_TYPES = "text/html,application/xhtml+xml"


class Accept(Enum):
    """What is hoped for: the Accept header's value. All readable types are taken in any case."""

    PAGE = f"{_PAGE_TYPES},application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
    FEED = f"{_FEED_TYPES},application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
    LISTING = f"{_PAGE_TYPES},{_FEED_TYPES},application/xml;q=0.9,*/*;q=0.5"
    SITEMAP = "application/xml,text/xml,application/gzip;q=0.9,*/*;q=0.5"


_READABLE = re.compile(
    r"text/(?!css|javascript|ecmascript|calendar|vcard|csv)[\w.+-]+"
    r"|application/(xml|json|xhtml|rss|atom|rdf|[\w.-]+\+(xml|json))"
    r"|application/(octet-stream|x-unknown|unknown)"  # "do not know"
)
_COMPRESSED = re.compile(r"application/(x-)?gzip")

# First bytes of what holds no text, by https://mimesniff.spec.whatwg.org/ section 6.
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"wOF", "font/woff"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SNIFFED = 1024
_BINARY = frozenset((*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)))  # ibid. section 3
_WIDE_SHARE = 0.2  # of NULs, in markup written two bytes a character


def media_type(content_type: str | None) -> str:
    """The type alone, in lower case and without parameters; "" if none is declared."""
    return (content_type or "").partition(";")[0].strip().lower()


def refused_type(content_type: str | None, accept: Accept) -> str | None:
    """The declared type if it holds nothing to read; None if the body is worth having."""
    declared = media_type(content_type)
    if not declared or _READABLE.fullmatch(declared):
        return None
    if accept is Accept.SITEMAP and _COMPRESSED.fullmatch(declared):
        return None
    return declared if "/" in declared else None


def sniffed_refusal(body: bytes, content_type: str | None) -> str | None:
    """The type of a ``body`` that is no text after all; None for text of any kind.

    A known signature overrules what was declared; bytes that no text holds count only where
    nothing, or "some bytes", was: a page with stray control characters is still a page.
    """
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            return name
    if body[4:8] == b"ftyp":
        return "video/mp4"
    unsaid = media_type(content_type) in ("", "application/octet-stream")
    return "application/octet-stream" if unsaid and _is_binary(body[:_SNIFFED]) else None


def _is_binary(head: bytes) -> bool:
    """Whether ``head`` holds bytes as no text does. UTF-16 has NULs on one side of each pair."""
    if head.startswith(_WIDE_MARKS):
        return False
    one_sided = (0 in head[0::2]) != (0 in head[1::2])
    if one_sided and head.count(0) > len(head) * _WIDE_SHARE:
        return False
    return not _BINARY.isdisjoint(head)
