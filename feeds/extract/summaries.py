"""An article's summary: its own if it has one, else how it begins."""

from __future__ import annotations

import re
from typing import Final

_ENOUGH: Final = 40  # characters; shorter ones are slogans and labels
_LONGEST: Final = 400  # characters of a summary made here
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$)|[。！？؟۔।]+[」』”]?")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def summary(declared: str, text: str) -> str:
    """``declared``, the page's own, unless it is none; else the first sentences of ``text``.

    A description that breaks off in mid-sentence and only repeats how the text begins is none.
    """
    wide = 2 if _WIDE.search(declared) else 1  # a character of these scripts says as much as two
    if len(declared) * wide >= _ENOUGH and not _repeats(declared, text):
        return declared
    return _opening(text) or declared


def _repeats(declared: str, text: str) -> bool:
    start = _CUT_OFF.sub("", declared).strip()
    if start == declared.strip():
        return False
    words = start.count(" ") + 1
    return " ".join(text.split(None, words)[:words]).startswith(start)


def _opening(text: str) -> str:
    """The first sentences up to a readable length, whole ones if there is an end among them."""
    flat = " ".join(text[: 4 * _LONGEST].split())
    if len(flat) <= _LONGEST:
        return flat
    ends = [match.end() for match in _SENTENCE_END.finditer(flat, 0, _LONGEST)]
    if ends and ends[-1] >= _ENOUGH:
        return flat[: ends[-1]]
    return flat[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:–-") + "…"
