"""How the line that names the authors opens, or closes: "By", "Автор:", "記者", "기자".

The words are in ``data/bylines.json``: those that a name may follow, those that need a colon, those
of one language that mean too much in others, those that stand before or behind a name written in
Chinese characters or Hangul, where no blank parts them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

_COLONS: Final = re.compile("[:：＝=՝∶]")
_COLON: Final = rf"\s*{_COLONS.pattern}\s*"
_HAN: Final = r"[\u3400-\u9fff々〇]"
# A name of two to four characters, up to the end of the line or to what parts it from others.
_GLUED_NAME: Final = rf"(?={_HAN}{{2,4}}(?:[\s·・、，,／/|｜）)」】]|$))"
# What follows a phrase that a name may follow, one that needs a colon, and one that may touch it.
_AFTER_FREE: Final = re.compile(rf"{_COLON}|\s+(?=\S)|\s*$")
_AFTER_LABEL: Final = re.compile(_COLON)
_AFTER_GLUED: Final = re.compile(rf"{_GLUED_NAME}|{_COLON}|\s*[｜|／/]\s*|\s+")
# Where the blank was lost with the styles that stood for it.
_GLUED: Final = re.compile(r"(?:Written by|Posted by|[Bb]y|Von|Par|Por)(?=[A-ZÀ-Ý])")
_START: Final = 2  # letters by which the phrases are sorted
_Lead = tuple[str, re.Pattern[str]]  # a phrase in one case, and what must follow it
_HANGUL: Final = r"[가-힣]{2,4}"
# A bar or bullet, or a dash between blanks; all that the first sign may be is said first, since to
# that the engine leaps.
_PARTS: Final = re.compile(r"[|•·⋅∙●\s](?:(?<=\S)|[–—-]\s)")
_HAS_PARTS: Final = re.compile(r"[|•·⋅∙●–—-]")
_ASCII_PARTS: Final = ("|", "-")  # which those are that ASCII has
_ASCII_COLONS: Final = (":", "=")
_WIDE: Final = re.compile(r"[\u3400-\u9fff가-힣]")


def begins_as_byline(line: str, language: str | None = None) -> bool:
    """Whether ``line`` is worded as a byline, and goes on with a name: "By Jane Doe"."""
    if not line.isascii() and _WIDE.search(line) and _closing().match(line):
        return True
    end = _lead_in(line, language)
    if not end:
        return False
    rest = line[end:]
    return not written_small(rest) or (rest.isascii() and " " not in rest)


def without_lead_in(line: str, language: str | None = None) -> str:
    """``line`` without the words that introduce the names in it."""
    if not line.isascii() and _WIDE.search(line) and (closed := _closing().match(line)):
        return closed[1]
    return line[_lead_in(line, language) :]


def written_small(words: str) -> bool:
    """Whether ``words`` begin with a small letter that might have been a capital.

    Unicode calls Georgian letters small, but no capitals begin names or sentences there.
    """
    return words[:1].islower() and not "\u10d0" <= words[:1] <= "\u10ff"


def parted(line: str) -> list[str]:
    """The pieces of ``line`` between bars, bullets and dashes."""
    parts: list[str] = _PARTS.split(line) if _may_have_parts(line) else [line]
    return parts


def _may_have_parts(line: str) -> bool:
    if line.isascii():
        return any(sign in line for sign in _ASCII_PARTS)
    return _HAS_PARTS.search(line) is not None


def byline_parts(line: str) -> list[str]:
    """The pieces of ``line`` that may each be a byline: "28 April · By Jane Doe"."""
    parts: list[str] = []
    for part in map(str.strip, parted(line)):
        parts.append(part)
        if _may_be_within(part) and (match := _within().search(part)):
            parts.append(part[match.start() :].strip())
    return parts


def _may_be_within(part: str) -> bool:
    """Whether a label may stand amid ``part``: a look at its colons spares most the search."""
    if part.isascii():
        if not any(colon in part for colon in _ASCII_COLONS):
            return False
    elif _WIDE.search(part):
        return True
    words = [head.split()[-1:] for head in _COLONS.split(part)[:-1]]
    return any(word[0].casefold() in _last_words() for word in words if word)


@cache
def _last_words() -> frozenset[str]:
    """How labels that have a colon behind them end."""
    return frozenset(label.casefold().split()[-1] for label in (*_labels(), *_free("")))


def _key(language: str | None) -> str:
    """The language, if its phrases are others than everybody's."""
    code = (language or "").partition("-")[0].lower()
    return code if code in phrases()["by_language"] else ""


def _lead_in(line: str, language: str | None) -> int:
    """Where the words end that introduce the names in ``line``; 0 if it begins with none."""
    leads = _leads_in(language)
    end = 0
    while (further := _after_lead(leads, line, end)) > end:
        end = further
    return end


def _after_lead(leads: dict[str, list[_Lead]], line: str, at: int) -> int:
    """Where the phrase at ``at`` ends with what parts it from a name; ``at`` if none is there."""
    start = line[at : at + _START].lower()
    known = leads.get(start)
    if known is None:
        known = leads.get(start[:1])  # "文" is one letter
    if known is None:
        return at
    for phrase, follows in known:
        end = at + len(phrase)
        if line[at:end].casefold() == phrase and (match := follows.match(line, end)):
            return match.end()
    glued = _GLUED.match(line, at)
    return glued.end() if glued else at


@lru_cache(maxsize=64)
def _leads_in(language: str | None) -> dict[str, list[_Lead]]:
    return _leads(_key(language))


@cache
def _leads(code: str) -> dict[str, list[_Lead]]:
    """What stands before names, by its first letters: most lines are known by theirs.

    After the phrases of two letters and more come those that are the first of these alone.
    """
    leads: dict[str, list[_Lead]] = {}
    for phrases, follows in (
        (_free(code), _AFTER_FREE),
        (_labels(), _AFTER_LABEL),
        (_glued(), _AFTER_GLUED),
    ):
        for phrase in map(str.casefold, _longest_first(phrases)):
            leads.setdefault(phrase[:_START], []).append((phrase, follows))
    return {start: [*known, *_of_one_letter(leads, start)] for start, known in leads.items()}


def _of_one_letter(leads: dict[str, list[_Lead]], start: str) -> list[_Lead]:
    return leads.get(start[:1], []) if len(start) == _START else []


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
    return "|".join(_longest_first(map(re.escape, words)))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


@cache
def phrases() -> Mapping[str, Any]:
    """The words of bylines, by kind."""
    text = files("feeds.extract").joinpath("data/bylines.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded
