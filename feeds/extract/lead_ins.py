"""How the line that names the authors opens, or closes: "By", "Автор:", "記者", "기자".

The words are in ``data/bylines.json``: those that a name may follow, those that need a colon, those
of one language that mean too much in others, those that stand before or behind a name written in
Chinese characters or Hangul, where no blank parts them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

_COLON: Final = r"\s*[:：＝=՝∶]\s*"
_HAN: Final = r"[\u3400-\u9fff々〇]"
# A name of two to four characters, up to the end of the line or to what parts it from others.
_GLUED_NAME: Final = rf"(?={_HAN}{{2,4}}(?:[\s·・、，,／/|｜）)」】]|$))"
# Where the blank was lost with the styles that stood for it.
_GLUED: Final = r"(?-i:(?:Written by|Posted by|[Bb]y|Von|Par|Por)(?=[A-ZÀ-Ý]))"
_HANGUL: Final = r"[가-힣]{2,4}"
_PARTS = re.compile(r"[|•·⋅∙●]|\s[–—-]\s")
_HAS_PARTS = re.compile(r"[|•·⋅∙●–—-]")
_WIDE = re.compile(r"[\u3400-\u9fff가-힣]")


def begins_as_byline(line: str, language: str | None = None) -> bool:
    """Whether ``line`` is worded as a byline, and goes on with a name: "By Jane Doe"."""
    if not line.isascii() and _WIDE.search(line) and _closing().match(line):
        return True
    if not _may_lead(line, language):
        return False
    match = _opening(_key(language)).match(line)
    if match is None:
        return False
    rest = line[match.end() :]
    return not written_small(rest) or (rest.isascii() and " " not in rest)


def without_lead_in(line: str, language: str | None = None) -> str:
    """``line`` without the words that introduce the names in it."""
    if not line.isascii() and _WIDE.search(line) and (closed := _closing().match(line)):
        return closed[1]
    return _opening(_key(language)).sub("", line, count=1) if _may_lead(line, language) else line


def written_small(words: str) -> bool:
    """Whether ``words`` begin with a small letter that might have been a capital.

    Unicode calls Georgian letters small, but no capitals begin names or sentences there.
    """
    return words[:1].islower() and not "\u10d0" <= words[:1] <= "\u10ff"


def parted(line: str) -> list[str]:
    """The pieces of ``line`` between bars, bullets and dashes."""
    parts: list[str] = _PARTS.split(line) if _HAS_PARTS.search(line) else [line]
    return parts


def byline_parts(line: str) -> Iterator[str]:
    """The pieces of ``line`` that may each be a byline: "28 April · By Jane Doe"."""
    for part in map(str.strip, parted(line)):
        yield part
        if (":" in part or not part.isascii()) and (match := _within().search(part)):
            yield part[match.start() :].strip()


def _key(language: str | None) -> str:
    """The language, if its phrases are others than everybody's."""
    code = (language or "").partition("-")[0].lower()
    return code if code in phrases()["by_language"] else ""


def _may_lead(line: str, language: str | None) -> bool:
    starts = _starts(language)
    return line[:2].casefold() in starts or line[:1] in starts  # "文：" is one letter


@lru_cache(maxsize=64)
def _starts(language: str | None) -> frozenset[str]:
    """How the phrases that stand before names begin: most lines are known by that."""
    phrased = (*_free(_key(language)), *_labels(), *_glued())
    return frozenset(phrase[:2].casefold() for phrase in phrased)


@cache
def _opening(code: str) -> re.Pattern[str]:
    free = rf"(?:{any_of(_free(code))})(?:{_COLON}|\s+(?=\S)|\s*$)"
    labels = rf"(?:{any_of(_labels())}){_COLON}"
    glued = rf"(?:{any_of(_glued())})(?:{_GLUED_NAME}|(?:{_COLON}|\s*[｜|／/]\s*|\s+))"
    return re.compile(rf"^(?:{free}|{labels}|{glued}|{_GLUED})+", re.I)


@cache
def _closing() -> re.Pattern[str]:
    """Names with an office behind them: "김민수 기자", "山田太郎記者"."""
    offices = any_of(phrases()["behind"])
    korean = rf"{_HANGUL}(?:\s?[·,]\s?{_HANGUL})*"
    paper = r"\s*[\[(（【]?(?:[^=\s]{1,12}=)?"  # "[서울=김민수 기자]"
    dated = "입력|등록|승인|수정|기사입력|발행"  # follows without a blank where styles part it
    return re.compile(
        rf"^{paper}({korean}|{_HAN}{{3,5}})\s?(?:{offices})(?:(?![가-힣\u3400-\u9fff])|(?={dated}))"
    )


@cache
def _within() -> re.Pattern[str]:
    """A label with its colon, or the name after one in Chinese, amid a line."""
    named = rf"(?:{any_of(_glued())})(?:{_GLUED_NAME}|\s+(?={_HAN}{{2,4}}(?:\s|$)))"
    # "Reviewed by:" is no byline: before a label there is no word.
    return re.compile(
        rf"(?<=[\s)）]){named}|(?<![^\W\d_]\s)(?<=\s)(?:{any_of(_labels())}|{any_of(_free(''))}){_COLON}",
        re.I,
    )


def _free(code: str) -> Sequence[str]:
    own: Sequence[str] = phrases()["by_language"].get(code, ())
    return [*phrases()["by"], *own]


def _labels() -> Sequence[str]:
    labels: Sequence[str] = phrases()["labels"]
    return labels


def _glued() -> Sequence[str]:
    before: Sequence[str] = phrases()["before"]
    return before


def any_of(words: Sequence[str]) -> str:
    """An expression for any of ``words``, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def phrases() -> Mapping[str, Any]:
    """The words of bylines, by kind."""
    text = files("feeds.extract").joinpath("data/bylines.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded
