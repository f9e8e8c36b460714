"""Conditional requests (RFC 9110 section 13): versions of a resource, and answers by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.responses import Response

_ENTITY_TAG = re.compile(r'(?:W/)?("[^"]*")')
_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one state of a resource is recognised by. ``modified`` is in UTC, to the second."""

    etag: str  # strong and quoted: it names bytes
    modified: datetime | None = None

    @classmethod
    def of(cls, body: bytes, modified: datetime | None = None, *, coding: str = "") -> Version:
        """The version that ``body`` is; each coding of it has its own tag (section 8.8.3)."""
        digest = blake2b(body, digest_size=12).hexdigest()
        suffix = f"-{coding}" if coding else ""
        if modified is not None:
            modified = modified.astimezone(UTC).replace(microsecond=0)
        return cls(etag=f'"{digest}{suffix}"', modified=modified)

    @property
    def headers(self) -> dict[str, str]:
        """ETag and Last-Modified, as a response carries them (a 304 too, section 15.4.5)."""
        if self.modified is None:
            return {"etag": self.etag}
        return {"etag": self.etag, "last-modified": format_datetime(self.modified, usegmt=True)}


def is_current(version: Version, request: Headers) -> bool:
    """Whether a GET with these request headers is answered by 304 Not Modified.

    If-None-Match, where it stands, decides alone; it is compared weakly (section 13.1.2), as a
    proxy that compressed the response has weakened the tag. A date that is none is ignored.
    """
    tags = request.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or version.etag in _ENTITY_TAG.findall(tags)
    since = request.get("if-modified-since")
    if since is None or version.modified is None:
        return False
    try:
        return version.modified <= parsedate_to_datetime(since)
    except (TypeError, ValueError, OverflowError):  # no date, or one without a zone
        return False


def respond(
    request: Headers, body: bytes, version: Version, headers: Mapping[str, str]
) -> Response:
    """``body`` with ``headers``, or 304 with those a cache needs (section 15.4.5).

    Unless ``headers`` says otherwise, caches ask each time, which the validators make cheap.
    """
    headers = {"cache-control": "no-cache", **version.headers, **headers}
    if is_current(version, request):
        kept = {name: value for name, value in headers.items() if not name.startswith("content-")}
        return Response(status_code=304, headers=kept)
    return Response(body, headers=headers)


def accepts_gzip(request: Headers) -> bool:
    """Whether Accept-Encoding (section 12.5.3) names gzip, and not with a weight of nought."""
    match = _GZIP.search(request.get("accept-encoding", ""))
    if match is None:
        return False
    try:
        return float(match[1] or 1) > 0
    except ValueError:
        return False
