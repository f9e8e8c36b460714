"""Month names in some eighty languages: which month a word names.

The names are in ``data/months.json``, language → twelve lists of names and abbreviations, the
commonest languages first; they are those of Unicode's CLDR, with regional ones added.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

JALALI = "fa-jalali"

# Only the marks of Latin, Greek and Cyrillic: in Indic scripts the marks are the vowels.
_ACCENTS = re.compile("[\u0300-\u036f\u200b-\u200f]")
_ARTICLE = re.compile(r"^(?:(?:d|de l)[’'ʼ]|ב)")


def fold(word: str) -> str:
    """``word`` as it is looked up: no case, accents, dots, Catalan ``d’`` nor Hebrew ``ב``."""
    if word.isascii() and "'" not in word:
        return word.lower().replace(".", "").replace(" ", "").strip('"-')
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return (
        _ARTICLE.sub("", unicodedata.normalize("NFC", bare))
        .replace(".", "")
        .replace(" ", "")
        .strip("«»\"'’-")
    )


def month_number(word: str, language: str | None = None) -> int | None:
    """The month (1 to 12) that ``word`` names, in ``language`` if it is one of its names there.

    Some words name different months in different languages (``listopad``): without a language
    the more widely spoken one decides. Months of the Iranian calendar are not among them.
    """
    folded = fold(word)
    if language and (own := _tables().get(language.partition("-")[0].lower(), {}).get(folded)):
        return own
    return _merged().get(folded)


def jalali_month(word: str) -> int | None:
    """The month (1 to 12) of the Iranian calendar that ``word`` names."""
    return _tables()[JALALI].get(fold(word))


@cache
def compound_names() -> tuple[str, ...]:
    """The names made of two words, as written (Levantine Arabic: كانون الثاني)."""
    months = _load().values()
    return tuple(
        name for row in months for names in row for name in names.split(", ") if " " in name
    )


@cache
def _load() -> Mapping[str, list[str]]:
    text = files("feeds.extract").joinpath("data/months.json").read_text(encoding="utf-8")
    loaded: Mapping[str, list[str]] = json.loads(text)
    return loaded


@cache
def _tables() -> Mapping[str, Mapping[str, int]]:
    return {
        language: {fold(name): n for n, row in enumerate(rows, 1) for name in row.split(", ")}
        for language, rows in _load().items()
    }


@cache
def _merged() -> Mapping[str, int]:
    merged: dict[str, int] = {}
    for language, names in _tables().items():
        if language != JALALI:
            for name, number in names.items():
                merged.setdefault(name, number)
    return merged
