"""A site's articles, without any template: what must be kept."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.extract.sites.prose import Language

# Headings and lines that several articles have by chance.
COMMON_HEADINGS = {
    "en": ("What happened next", "The background"),
    "fr": ("Et maintenant", "Le contexte"),
    "ar": ("ماذا بعد", "الخلفية"),
    "de": ("Wie es weitergeht", "Der Hintergrund"),
    "es": ("Qué pasa ahora", "Los antecedentes"),
    "ja": ("今後の見通し", "背景"),
    "ru": ("Что дальше", "Предыстория"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an article; ``tag`` is p, h2, blockquote, li or tr (cells parted by a bar)."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article's truth."""

    number: int
    slug: str
    title: str
    author: str
    parts: tuple[Part, ...]


def stories(language: Language, count: int, seed: int) -> list[Story]:
    """``count`` articles: some short, some with headings, lists, quotations and tables."""
    return [_story(language, number, Random(f"{seed}/{number}")) for number in range(count)]


def _story(language: Language, number: int, chance: Random) -> Story:
    length = 3 if number % 7 == 5 else chance.randint(4, 14)
    parts = [Part("p", language.paragraph(chance)) for _ in range(length)]
    if length > 4:
        inserts = [_section, _list, _quote, _short, _table]
        for insert in chance.sample(inserts, chance.randint(0, 3)):
            at = chance.randint(1, len(parts) - 2)
            parts[at:at] = insert(language, chance)
    parts = [part for at, part in enumerate(parts) if part not in parts[:at]]
    title = language.title(chance)
    return Story(
        number=number,
        slug=f"story-{number + 4100}-{chance.randint(10, 99)}",
        title=title,
        author=chance.choice(language.authors),
        parts=tuple(parts),
    )


def _section(language: Language, chance: Random) -> list[Part]:
    common = chance.random() < 0.6
    heading = chance.choice(COMMON_HEADINGS[language.code]) if common else language.heading(chance)
    return [Part("h2", heading), Part("p", language.paragraph(chance))]


def _list(language: Language, chance: Random) -> list[Part]:
    items = [language.heading(chance) for _ in range(chance.randint(3, 6))]
    return [Part("li", item) for item in items]


def _quote(language: Language, chance: Random) -> list[Part]:
    return [Part("blockquote", language.sentence(chance))]


def _short(language: Language, chance: Random) -> list[Part]:
    return [Part("p", language.short(chance))]


def _table(language: Language, chance: Random) -> list[Part]:
    rows = [f"{language.heading(chance)} | {chance.randint(2, 99)}" for _ in range(4)]
    return [Part("tr", row) for row in rows]


def markup(parts: tuple[Part, ...], paragraph: str = "<p>{}</p>") -> list[str]:
    """The parts as HTML, one string for each that stands alone: lists and tables are one."""
    pieces: list[str] = []
    group: list[Part] = []
    for part in (*parts, Part("", "")):
        if group and part.tag != group[0].tag:
            pieces.append(_group(group))
            group = []
        if part.tag in ("li", "tr"):
            group.append(part)
        elif part.tag == "p":
            pieces.append(paragraph.format(part.text))
        elif part.tag == "blockquote":
            pieces.append(f"<blockquote><p>{part.text}</p></blockquote>")
        elif part.tag:
            pieces.append(f"<{part.tag}>{part.text}</{part.tag}>")
    return pieces


def _group(parts: list[Part]) -> str:
    if parts[0].tag == "li":
        return "<ul>" + "".join(f"<li>{part.text}</li>" for part in parts) + "</ul>"
    rows = ("".join(f"<td>{cell.strip()}</td>" for cell in part.text.split("|")) for part in parts)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
