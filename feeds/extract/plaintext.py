"""Plain text as the least markup that says the same, so that one machinery reads both.

The first line, when it reads like one, is the title; an empty line ends a paragraph. Lines that
were wrapped at a column are joined again; otherwise every line is its own.
"""

from __future__ import annotations

import re
from html import escape

_TAG = re.compile(r"<!doctype|<[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")

_TITLE_LIMIT = 200  # characters
_WRAP_COLUMNS = range(50, 101)  # where text editors and mail programs break lines
_ENDS = tuple(".!?:;。！？।؟…»”\"'")


def is_plain(text: str, content_type: str | None) -> bool:
    """Whether ``text`` is no markup: declared as ``text/plain``, or without any tag of a page.

    A page served as plain text that opens with a tag is markup all the same.
    """
    head = text[:2000]
    declared = (content_type or "").split(";")[0].strip().lower() == "text/plain"
    if declared:
        return not head.lstrip().startswith("<")
    return "<" not in text or not _TAG.search(text)


def as_html(text: str) -> str:
    """The paragraphs of ``text`` as ``<p>``, its title as ``<h1>``."""
    pieces = _PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    lines = [line for piece in pieces for line in _lines(piece)]
    if len(lines) > 1 and _is_title(pieces[0]):
        head, body = f"<h1>{escape(lines[0])}</h1>", lines[1:]
    else:
        head, body = "", lines
    return head + "".join(f"<p>{escape(line)}</p>\n" for line in body)


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
