"""What the W3C feed validator wants of single values: addresses, dates, types, languages, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate
from typing import Final

_RFC_822: Final = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(:\d\d)? [+-]\d\d[03]0"
)
_RFC_3339: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

# RFC 2396 has no brackets; only a link's address may have them, around an IPv6 number.
_URI_CHARACTERS: Final = r"[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]"
_FULL_URI: Final = re.compile(rf"[a-zA-Z][0-9a-zA-Z+\-.]*:(//)?{_URI_CHARACTERS}+")
_LINK: Final = re.compile(rf"[a-zA-Z][0-9a-zA-Z+\-.]*:(//)?(\[[0-9A-Fa-f:]+\])?{_URI_CHARACTERS}*")
_DOTTED_URL: Final = re.compile(r"https?://([A-Za-z0-9-]+\.)+[A-Za-z0-9][A-Za-z0-9-]*(:\d+)?(/.*)?")
_UUID: Final = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Capitals in scheme or host, the schemes' own ports, dots in a path, escapes that need not be or
# that have small letters: RFC 3986 section 6.2 writes each in one other way.
_NOT_CANONICAL: Final = re.compile(
    r"[a-z]*[A-Z].*:|[^/]*//[^/]*[A-Z]|http://[^/]*:80/|https://[^/]*:443/|[^/]*//[^/]*(:|:0\d+)/"
    r"|.*/\.{1,2}(/|$)|.*%([46][1-9A-Fa-f]|[57][0-9Aa]|3\d|2[DdEe]|5[Ff]|7[Ee])|.*%(.[a-f]|[a-f].)"
)

_MIME: Final = re.compile(r'[^\s()<>,;:\\"/[\]?=]+/[^\s()<>,;:\\"/[\]?=]+')
_LANGUAGE: Final = re.compile(r"[a-z]{2}(-[A-Za-z0-9]+)*", re.IGNORECASE)


def uri(value: str | None) -> Iterator[str]:
    """Of an address that is an element's content, or an id."""
    if not _FULL_URI.fullmatch(value or ""):
        yield f"InvalidFullLink: {value}"


def link(value: str | None) -> Iterator[str]:
    """Of an address that is a link's ``href``."""
    if not _LINK.fullmatch(value or ""):
        yield f"InvalidUriChar: {value}"


def enclosed(value: str | None) -> Iterator[str]:
    """Of the address of an enclosure."""
    yield from uri(value)
    if not _DOTTED_URL.fullmatch(value or ""):
        yield f"InvalidURLAttribute: {value}"


def canonical(value: str | None) -> Iterator[str]:
    """Of an id that is compared character by character."""
    yield from uri(value)
    if _NOT_CANONICAL.match(value or ""):
        yield f"NonCanonicalURI: {value}"


def uuid(value: str | None) -> Iterator[str]:
    """Of the id of an entry."""
    if not _UUID.fullmatch(value or ""):
        yield f"InvalidUUID: {value}"


def mime(value: str | None) -> Iterator[str]:
    """Of a media type."""
    if not _MIME.fullmatch(value or ""):
        yield f"InvalidMIMEAttribute: {value}"


def language(value: str | None) -> Iterator[str]:
    """Of a language."""
    if not _LANGUAGE.fullmatch(value or ""):
        yield f"InvalidLanguage: {value}"


def rfc_822(value: str | None) -> Iterator[str]:
    """Of a date in RSS. Its year is read as old mail programs do: 0080 is 1980."""
    read = parsedate(value or "") if _RFC_822.fullmatch(value or "") else None
    try:
        day = datetime(*read[:6]) if read else None  # noqa: DTZ001
    except ValueError:
        day = None
    if day is None:
        yield f"InvalidRFC2822Date: {value}"
    elif day.strftime("%a") != (value or "")[:3]:
        yield f"IncorrectDOW: {value}"


def rfc_3339(value: str | None) -> Iterator[str]:
    """Of a date in Atom."""
    try:
        exists = bool(_RFC_3339.fullmatch(value or "")) and bool(
            datetime.fromisoformat(value or "")
        )
    except ValueError:
        exists = False
    if not exists:
        yield f"InvalidRFC3339Date: {value}"
