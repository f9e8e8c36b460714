"""What a fetched document is, and whether its XML may be parsed at all. Pure."""

from __future__ import annotations

import codecs
import re

from feeds.collect.media import media_type
from feeds.collect.mending import mended
from feeds.errors import BadFeed
from feeds.model import Page, SourceKind

_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
)
_ROOTS = {
    "rss": SourceKind.FEED,
    "feed": SourceKind.FEED,
    "rdf": SourceKind.FEED,
    "urlset": SourceKind.SITEMAP,
    "sitemapindex": SourceKind.SITEMAP,
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITHOUT_MARK = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_HEAD = 4096  # bytes among which the root element or a JSON Feed's version is expected

# What may precede the root element (XML 1.0, production 22), a part at a time. The declarations of
# an internal subset, and its end, count as parts of their own; one that never ends takes the rest.
_PROLOG_PART = re.compile(
    rb"\s+|\]\s*>|<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)|%[^;\s]*;"
    rb"|<![A-Za-z](?:[^\[>\"']|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*(?:[\[>]|\Z)",
    re.DOTALL,
)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z]+)[\s/>]")
_DECLARED_ENCODING = re.compile(rb"""^(<\?xml[^>]*?)\sencoding\s*=\s*["'][^"']*["']""")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')


def kind_of(page: Page) -> SourceKind:
    """Feed, sitemap, or a listing: the page that everything else is."""
    if media_type(page.content_type) in _FEED_TYPES:
        return SourceKind.FEED
    if is_json(page.body):
        return SourceKind.FEED if _JSON_FEED.search(page.body, 0, _HEAD) else SourceKind.LISTING
    head = narrow(page.body[: 16 * _HEAD])
    root = _ROOT.match(head, _after_prolog(head))
    return _ROOTS.get(root[1].decode().lower(), SourceKind.LISTING) if root else SourceKind.LISTING


def is_json(body: bytes) -> bool:
    """Whether ``body`` starts as a JSON object does."""
    return body.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"


def narrow(body: bytes) -> bytes:
    """``body`` with two or four bytes a character as UTF-8; any other as it is, without a mark."""
    for mark, encoding in (*_MARKS, *_WITHOUT_MARK):
        if body.startswith(mark):
            text = body.decode(encoding, "replace").encode("utf-8", "replace")
            return _DECLARED_ENCODING.sub(rb"\1", text)
    return body.removeprefix(codecs.BOM_UTF8)


def safe_xml(page: Page) -> bytes:
    """The XML of ``page``, in an encoding that is a superset of ASCII, mended where it is broken.

    Raises BadFeed if it declares entities: no feed needs any, and they are how a small document
    becomes a large one, or one that reads files.
    """
    xml = narrow(page.body)
    if _ENTITY.search(xml, 0, _after_prolog(xml)):
        raise BadFeed(page.url, "it declares entities")
    return mended(xml)


def _after_prolog(xml: bytes) -> int:
    """Where the root element starts."""
    at = 0
    while (found := _PROLOG_PART.match(xml, at)) is not None:
        at = found.end()
    return at
