"""To UTF-8: which encoding a page is in, and the repairs a parser should not be left with.

The order follows the HTML standard's sniffing (https://html.spec.whatwg.org/#encoding-sniffing-algorithm)
with one liberty: bytes that are valid UTF-8 and not plain ASCII are UTF-8 whatever was declared,
because no legacy text of any length is valid UTF-8 by chance.
"""

from __future__ import annotations

import codecs
import re
from email.message import Message

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_PIECE = 8_192  # bytes
_META_WINDOW = 4096  # bytes; the standard asks for 1024, pages in the wild are later than that
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)

# Labels that mean a superset in the Encoding Standard, or that Python spells otherwise.
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "unicode": "utf-16-le",
    "utf-16": "utf-16-le",
}
_LATIN_DEFAULT = "cp1252"

# How many characters beyond ASCII vouch for a broken one in what may be UTF-8: fewer where it is
# declared, as a template does whatever an editor pasted.
_BELIED: dict[str | None, int] = {None: 20, "utf-8": 1}

_STATEFUL = frozenset({"iso2022_jp", "hz"})  # valid ASCII, so that only a declaration tells

# Codecs of Python that are no encoding of pages. Some raise whatever they are told of errors; the
# Encoding Standard bars UTF-7, in which "+ADw-" is a tag.
_NO_ENCODINGS = frozenset(
    [
        *("base64", "bz2", "hex", "quopri", "rot-13", "uu", "zlib", "mbcs", "oem", "undefined"),
        *("idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"),
    ]
)

_GUESS_BYTES = 16_384

_MARKUP = re.compile(rb"<script.*?</script>|<style.*?</style>|<[^>]*>|&\w+;", re.DOTALL | re.I)


def utf8(html: bytes | str, content_type: str | None = None) -> bytes:
    """``html`` as a parser takes it whole: UTF-8 without a byte order mark or NUL.

    ``content_type`` is the header's value, parameters included. Never raises: bytes that fit no
    encoding become U+FFFD, and lone surrogates question marks.
    """
    if isinstance(html, str):  # which alone may hold surrogates: no codec of a page's gives any
        page = html.encode("utf-8", "replace")
    else:
        page = _of_bytes(bytes(html), content_type)
    return page.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")


def _of_bytes(body: bytes, content_type: str | None) -> bytes:
    encoding = _marked(body) or _utf16_without_mark(body)
    if encoding is None:
        encoding = _declared(body, content_type)
        if encoding not in _STATEFUL:
            valid = _utf8_until(body)
            if valid == len(body):
                return body
            if encoding in _BELIED:
                encoding = "utf-8" if _mostly_utf8(body, valid, _BELIED[encoding]) else None
    return body.decode(encoding or _guess(body), "replace").encode()


def _utf8_until(body: bytes) -> int:
    """Where ``body`` ceases to be UTF-8; its length if it does not.

    By pieces that a processor's first cache holds, of which most are ASCII.
    """
    at, size = 0, len(body)
    while at < size:
        piece = body[at : at + _PIECE]
        if piece.isascii():
            at += len(piece)
            continue
        try:
            at += codecs.utf_8_decode(piece, "strict", at + _PIECE >= size)[1]
        except UnicodeDecodeError as error:
            return at + error.start
    return at


def _marked(body: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if body.startswith(mark)), None)


def _utf16_without_mark(body: bytes) -> str | None:
    """Markup is ASCII: every second byte of it is zero in UTF-16."""
    head = body[:64]
    if head.count(0) < len(head) // 3 or len(head) < 8:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The declared encoding; a page's own word goes before a server's Latin-1 default."""
    header = _known(_header_charset(content_type))
    if header and header != _LATIN_DEFAULT:
        return header
    found = _META_CHARSET.search(body[:_META_WINDOW])
    label = next((group for group in found.groups() if group), b"") if found else b""
    meta = _known(label.decode("ascii", "replace"))
    if meta and meta.startswith("utf-16"):  # the standard: a readable declaration cannot be UTF-16
        meta = "utf-8"
    return meta or header


def _header_charset(content_type: str | None) -> str:
    if not content_type or "charset" not in content_type.lower():
        return ""
    message = Message()
    message["content-type"] = content_type.replace("\n", " ").replace("\r", " ")
    charset = message.get_content_charset()
    return charset or ""


def _known(label: str) -> str | None:
    label = label.strip().strip("\"'").lower()
    if not label:
        return None
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return None if name in _NO_ENCODINGS else name


def _mostly_utf8(body: bytes, valid: int, share: int) -> bool:
    """Whether ``body`` is UTF-8 with a few bytes broken: a cut character, one pasted quote.

    Few are one for ``share`` whole characters beyond ASCII. The first ``valid`` bytes are whole.
    """
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(1 for character in text[: valid + 100_000] if character > "\x7f") - broken
    return broken * share < wide


def _guess(body: bytes) -> str:
    from chardet import EncodingEra, detect

    words = b" ".join(_MARKUP.sub(b" ", body[: 16 * _GUESS_BYTES]).split())[:_GUESS_BYTES]
    eras = EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO
    found = detect(words, encoding_era=eras)
    return _known(found["encoding"] or "") or _LATIN_DEFAULT
