"""The body of a response: read whole or not at all, and undone of its compression.

Compression is undone here, not by urllib3, because a compressed stream that stops in the middle is
no error there.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
from requests import Response

from feeds.errors import TooLarge, TruncatedBody, UnexpectedType

ACCEPT_ENCODING = "gzip, deflate, br"

_CHUNK = 65_536
# RFC 9110 section 8.4 allows any number of codings; nobody means more than two.
_MAX_CODINGS = 2
_LONGEST_NUMBER = 18  # digits; longer ones cost time, and Python refuses those of thousands
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP, _ZLIB, _RAW_DEFLATE = 31, 15, -15  # window bits, as zlib.decompressobj takes them


def read(response: Response, url: str, limit: int) -> bytes:
    """The whole body, decompressed, at most ``limit`` bytes before and after.

    Raises TooLarge, TruncatedBody, UnexpectedType for a coding that was not asked for, and
    urllib3's HTTPError when the connection or the framing of the body fails.
    """
    if (declared_length(response) or 0) > limit:
        raise TooLarge(url, limit)
    chunks: list[bytes] = []
    size = 0
    while chunk := response.raw.read1(_CHUNK, decode_content=False):
        size += len(chunk)
        if size > limit:
            raise TooLarge(url, limit)
        chunks.append(chunk)
    return decoded(b"".join(chunks), response.headers.get("Content-Encoding", ""), url, limit)


def declared_length(response: Response) -> int | None:
    """The body's length in bytes, as its header has it; None if that gives no length on earth."""
    declared = response.headers.get("Content-Length", "")
    return int(declared) if declared.isdecimal() and len(declared) <= _LONGEST_NUMBER else None


def decoded(body: bytes, codings: str, url: str, limit: int) -> bytes:
    """``body`` without its ``codings`` (the Content-Encoding header), the last one undone first.

    Raises TooLarge, TruncatedBody and UnexpectedType.
    """
    names = [
        name for c in codings.lower().split(",") if (name := c.strip()) not in ("", "identity")
    ]
    if len(names) > _MAX_CODINGS or not _DECODERS.keys() >= set(names):
        raise UnexpectedType(url, f"content-encoding {codings.strip()[:80]}")
    for name in reversed(names):
        if body:  # a body of no bytes is empty under every coding
            body = _DECODERS[name](body, url, limit)
    return body


def gunzipped(body: bytes, url: str, limit: int) -> bytes:
    """``body``, and what it holds if it is a gzip file. Raises TooLarge and TruncatedBody."""
    return _gunzip(body, url, limit) if body.startswith(_GZIP_MAGIC) else body


def _gunzip(body: bytes, url: str, limit: int) -> bytes:
    """All members of a gzip file (RFC 1952 section 2.2); what is not one, after it, is ignored."""
    found = b""
    while body.startswith(_GZIP_MAGIC) or not found:
        part, body = _inflate(body, _GZIP, url, limit - len(found))
        found += part
        if not body:
            break
    return found


def _undeflate(body: bytes, url: str, limit: int) -> bytes:
    """RFC 9110 section 8.4.1.2: zlib format; some servers mean the bare deflate stream."""
    is_zlib = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflate(body, _ZLIB if is_zlib else _RAW_DEFLATE, url, limit)[0]


def _inflate(body: bytes, window: int, url: str, limit: int) -> tuple[bytes, bytes]:
    """What one stream holds, and the bytes after it."""
    stream = zlib.decompressobj(window)
    try:
        found = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise TruncatedBody(url) from error
    if len(found) > limit:
        raise TooLarge(url, limit)
    if not stream.eof:
        raise TruncatedBody(url)
    return found, stream.unused_data


def _unbrotli(body: bytes, url: str, limit: int) -> bytes:
    stream = brotli.Decompressor()
    try:
        found: bytes = stream.process(body, output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise TruncatedBody(url) from error
    if len(found) > limit:
        raise TooLarge(url, limit)
    if not stream.is_finished():
        raise TruncatedBody(url)
    return found


_DECODERS: dict[str, Callable[[bytes, str, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
}
