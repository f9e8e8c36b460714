"""Plain text as the least markup that says the same, so that one machinery reads both.

The first line, when it reads like one, is the title; an empty line ends a paragraph. Lines that
were wrapped at a column are joined again; otherwise every line is its own.
"""

from __future__ import annotations

import re
from html import escape

_TAG = re.compile(rb"<!doctype|<[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")

_HEAD = 2_000  # bytes, by which white space before a page's first tag is looked through
_TITLE_LIMIT = 200  # characters
_WRAP_COLUMNS = range(50, 101)  # where text editors and mail programs break lines
_ENDS = tuple(".!?:;。！？।؟…»”\"'")


def is_plain(page: bytes, content_type: str | None) -> bool:
    """Whether ``page``, in UTF-8, is no markup: declared as plain text, or without a page's tags.

    A page served as plain text that opens with a tag is markup all the same.
    """
    declared = (content_type or "").split(";")[0].strip().lower() == "text/plain"
    if declared:
        return not page[:_HEAD].lstrip().startswith(b"<")
    return b"<" not in page or not _TAG.search(page)


def as_html(page: bytes) -> bytes:
    """The paragraphs of ``page`` as ``<p>``, its title as ``<h1>``; both are in UTF-8."""
    text = page.decode("utf-8", "replace")
    pieces = _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    lines = [line for piece in pieces for line in _lines(piece)]
    if len(lines) > 1 and _is_title(pieces[0]):
        head, body = f"<h1>{escape(lines[0])}</h1>", lines[1:]
    else:
        head, body = "", lines
    return (head + "".join(f"<p>{escape(line)}</p>\n" for line in body)).encode()


def _is_title(piece: str) -> bool:
    return "\n" not in piece and len(piece) <= _TITLE_LIMIT and not piece.endswith((".", "。", ":"))


def _lines(piece: str) -> list[str]:
    lines = [line.strip() for line in piece.split("\n") if line.strip()]
    return [" ".join(lines)] if _wrapped(lines) else lines


def _wrapped(lines: list[str]) -> bool:
    """Whether the breaks come from a column limit: full lines, most of them ending mid-sentence."""
    full = lines[:-1]
    if not full or any(len(line) not in _WRAP_COLUMNS for line in full):
        return False
    return sum(line.endswith(_ENDS) for line in full) * 2 < len(full) + 1
