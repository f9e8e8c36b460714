"""Sites whose articles are no plain stories: what recurs in them is not all furniture.

An interview asks everybody the same, reviews and recipes have the same headings, a briefing the
same sections, forecasts the same wording. And some furniture never says the same twice: excerpts
of other articles, credits, the number of a part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from tests.extract.sites.prose import ENGLISH, Language
from tests.extract.sites.tongues import CHINESE, GERMAN, PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page with its truth: what must be gone, and what must be kept."""

    url: str
    html: str
    junk: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass
class Desk:
    """Where one article is written; ``junk`` and ``parts`` fill while it is."""

    language: Language
    number: int
    seed: int
    junk: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.seed}/{self.number}")
        self.title = self.title_of(self.number)
        self.author = self.chance.choice(self.language.authors)

    def title_of(self, number: int) -> str:
        return self.language.title(Random(f"title/{self.seed}/{number}"))

    def own(self, text: str) -> str:
        """``text``, which must be kept."""
        self.parts.append(text)
        return text

    def box(self, text: str) -> str:
        """``text``, which must go."""
        self.junk.append(text)
        return text

    def paragraph(self) -> str:
        """A paragraph of the article's."""
        said = self.language.paragraph(self.chance) + " " + self.language.sentence(self.chance)
        return f"<p>{self.own(said)}</p>"

    def paragraphs(self, least: int, most: int) -> str:
        return "".join(self.paragraph() for _ in range(self.chance.randint(least, most)))

    def links(self, count: int) -> str:
        """Entries that lead to earlier articles."""
        earlier = range(self.number - count, self.number)
        return "".join(
            f"<li><a href='{_path(n)}'>{self.box(self.title_of(n))}</a>" for n in earlier
        )

    def page(self, body: str) -> Sample:
        """The page, with a menu above ``body`` and an imprint below."""
        html = (
            f"<!doctype html><html><head><title>{self.title} | The Site</title></head><body>"
            f"<nav><a href=/>Home</a> <a href=/all>Archive</a></nav>{body}"
            f"<footer>{self.box('Printed and bound at the Old Customs House')}</footer></body>"
        )
        return Sample(
            url=f"https://news.example{_path(self.number)}",
            html=html,
            junk=tuple(dict.fromkeys(self.junk)),
            parts=tuple(self.parts),
        )


def _path(number: int) -> str:
    return f"/2026/story-{number + 100}/"


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{text}</li>" for text in texts)


Format = Callable[[Desk], Sample]

_QUESTIONS = (
    "What did you want to be when you were ten?",
    "Which book changed your mind?",
    "When were you last afraid?",
    "What would you abolish?",
    "How do you want to be remembered?",
)


def questionnaire(desk: Desk) -> Sample:
    """The same questions to everybody, as headings."""
    asked = "".join(f"<h3>{desk.own(each)}</h3>{desk.paragraph()}" for each in _QUESTIONS)
    return desk.page(
        f"<article><h1>{desk.title}</h1>{desk.paragraph()}{asked}"
        f"<p>{desk.box('Would you like to answer them? Write to questions@news.example.')}</p>"
        f"<h3>{desk.box('Earlier questionnaires')}</h3><ul>{desk.links(3)}</ul></article>"
    )


def interview(desk: Desk) -> Sample:
    """Some of the questions in bold paragraphs."""
    asked = desk.chance.sample(_QUESTIONS, 4)
    answers = "".join(
        f"<p><strong>{desk.own(each)}</strong></p>{desk.paragraph()}" for each in asked
    )
    return desk.page(
        f"<article><h1>{desk.title}</h1>{desk.paragraph()}{answers}"
        f"<p>{desk.box('This conversation was cut for length.')}</p></article>"
    )


def review(desk: Desk) -> Sample:
    """The same headings, and a table whose rows differ little."""
    chance = desk.chance
    rows = (
        f"Weight {chance.choice(('980 g', '1.2 kg', '2.4 kg'))}",
        f"Waterproof {chance.choice(('Yes', 'No'))}",
        f"Ports {chance.choice(('USB-C', 'USB-C, HDMI'))}",
    )
    table = "".join("<tr><th>{}<td>{}".format(*desk.own(row).split(" ", 1)) for row in rows)
    praise = _items(
        [desk.own(f"{desk.language.heading(chance)} {desk.number}"), desk.own("Good value")]
    )
    return desk.page(
        f"<h1>{desk.title}</h1><p>{desk.box('We may earn a commission when you buy here.')}</p>"
        f"<div class=text>{desk.paragraphs(1, 3)}<h2>{desk.own('Design')}</h2>{desk.paragraph()}"
        f"<div class=deal><p>{desk.box('The best deals today')}</p></div>"
        f"<h2>{desk.own('Performance')}</h2>{desk.paragraph()}<table>{table}</table>"
        f"<ul>{praise}</ul><h2>{desk.own('The verdict')}</h2>{desk.paragraphs(1, 3)}"
        f"<div class=how><h3>{desk.box('How we test')}</h3>"
        f"<p>{desk.box('We buy all that we test, and use it for a fortnight in our laboratory.')}"
        f"</p></div></div>"
    )


def recipe(desk: Desk) -> Sample:
    """Lists below the last paragraph, in a box of their own."""
    chance = desk.chance
    things = ("flour", "salt", "milk", "thyme", "butter", "lemon juice")
    needed = [desk.own(f"{chance.randint(2, 900)} g {each}") for each in chance.sample(things, 4)]
    salt = desk.own("A pinch of salt")
    steps = [desk.own(f"{desk.language.sentence(chance)}") for _ in range(4)]
    return desk.page(
        f"<article><h1>{desk.title}</h1>{desk.paragraphs(2, 4)}"
        f"<div class=pin>{desk.box('Save this to your board')}</div><div class=card>"
        f"<h2>{desk.own('Ingredients')}</h2><ul>{_items([*needed, salt])}</ul>"
        f"<h2>{desk.own('Method')}</h2><ol>{_items(steps)}</ol></div>"
        f"<p>{desk.box('Nutrition figures are estimates, and we are no doctors.')}</p></article>"
    )


def briefing(desk: Desk) -> Sample:
    """The same sections every day, some of them a list or a quotation."""
    chance = desk.chance
    brief = _items([desk.own(f"{desk.language.sentence(chance)}") for _ in range(3)])
    quoted = desk.own(f"{desk.language.sentence(chance)} {desk.number + 7} years on.")
    return desk.page(
        f"<article><h1>{desk.title}</h1><p>{desk.box('Good morning, and welcome to the day.')}</p>"
        f"{desk.paragraph()}<h2>{desk.own('The big story')}</h2>{desk.paragraphs(2, 3)}"
        f"<h2>{desk.own('What else is happening')}</h2><ul>{brief}</ul>"
        f"<h2>{desk.own('Quote of the day')}</h2><blockquote><p>{quoted}</p></blockquote>"
        f"<h2>{desk.own('And finally')}</h2>{desk.paragraph()}"
        f"<p>{desk.box('Was this forwarded to you? Sign up to get it each day.')}</p></article>"
    )


def forecast(desk: Desk) -> Sample:
    """Nothing but formulas, with other names and numbers every day."""
    chance = desk.chance
    places = chance.sample(desk.language.words["town"], 4)
    skies = [chance.choice(("bright spells", "heavy showers", "clear skies")) for _ in places]
    said = (
        f"{places[0]} will see {skies[0]} in the morning, with highs of {chance.randint(1, 30)} "
        f"degrees and a wind of {chance.randint(5, 60)} km/h from the sea.",
        f"In the afternoon {places[1]} can expect {skies[1]}, and temperatures of about "
        f"{chance.randint(1, 30)} degrees along the shore.",
        f"Overnight it will be calm with lows of {chance.randint(-9, 9)} degrees, and {skies[2]} "
        f"towards dawn over {places[2]}.",
        f"The outlook for the week is mild, with {skies[3]} on most days in {places[3]}.",
    )
    text = "".join(f"<p>{desk.own(each)}</p>" for each in said)
    return desk.page(
        f"<main><h1>{desk.title}</h1><div class=text>{text}</div>"
        f"<p>{desk.box('Forecasts are made by the Coast Desk and renewed twice a day.')}</p>"
        f"<b>{desk.box('The weather on your phone')}</b></main>"
    )


def agency(desk: Desk) -> Sample:
    """A dateline at the head; at the foot, credits that always name others."""
    others = [name for name in desk.language.authors if name != desk.author]
    town, editor = desk.chance.choice(desk.language.words["town"]), desk.chance.choice(others)
    lead = (
        f"{town.upper()}, Nov {desk.number % 28 + 1} (HW) - {desk.language.sentence(desk.chance)}"
    )
    licence = f"Licensed to partners under agreement {desk.chance.randint(1000, 9999)}."
    return desk.page(
        f"<main><h1>{desk.title}</h1><div class=text><p>{desk.own(lead)}</p>"
        f"{desk.paragraphs(3, 7)}"
        f"<p>{desk.box(f'Reporting by {desk.author} in {town}; Editing by {editor}')}</p>"
        f"<p>{desk.box(licence)}</p></div></main>"
    )


def serial(desk: Desk) -> Sample:
    """A column that opens with what it is, and the number of the part."""
    opening = "Each week our columnist walks one street and writes down what she hears."
    return desk.page(
        f"<article><h1>{desk.title}</h1><p><em>{desk.box(opening)}</em></p>"
        f"<p><em>{desk.box(f'This is part {desk.number + 1} of the series.')}</em></p>"
        f"{desk.paragraphs(4, 8)}"
        f"<p><em>{desk.box('Do you live in a street worth a walk? Tell us.')}</em></p></article>"
    )


def ticker(desk: Desk) -> Sample:
    """A live blog: many entries in elements of their own, with tools that recur on the page."""
    entries = "".join(
        f"<section class=entry id=e{desk.chance.randrange(10**6)}><time>{22 - hour}:14 Uhr</time>"
        f"<h3>{desk.language.heading(desk.chance)}</h3>{desk.paragraph()}"
        f"<div class=tools><span>{desk.box('Beitrag teilen')}</span></div></section>"
        for hour in range(desk.chance.randint(6, 11))
    )
    alarm = "Sie wollen nichts verpassen? Schalten Sie unsere Eilmeldungen ein."
    return desk.page(
        f"<main><h1>{desk.title}</h1>{desk.paragraph()}<div class=entries>{entries}"
        f"<section class=entry><p>{desk.box(alarm)}</p></section></div>"
        f"<h2>{desk.box('Mehr aus dem Ressort')}</h2><ul>{desk.links(3)}</ul></main>"
    )


def cards(desk: Desk) -> Sample:
    """Other articles with their excerpts, amid the text and below it."""

    def card() -> str:
        language, chance = desk.language, desk.chance
        title = f"{language.title(chance)} {chance.randint(100, 999)}"
        excerpt = f"{language.sentence(chance)} {language.sentence(chance)}"
        return (
            f"<div class=teaser><h3><a href=/o/{chance.randrange(9999)}>{desk.box(title)}</a></h3>"
            f"<p>{desk.box(excerpt)}</p><span>{desk.box('Artikel lesen')}</span></div>"
        )

    return desk.page(
        f"<main><h1>{desk.title}</h1><div class=text>{desk.paragraphs(3, 4)}{card()}"
        f"{desk.paragraphs(3, 5)}</div><section><h2>{desk.box('Mehr Geschichten')}</h2>"
        f"{card()}{card()}</section></main>"
    )


def portal(desk: Desk) -> Sample:
    """A Chinese portal: credits to reporter and editor close the text."""
    editor = desk.chance.choice(("王小明", "李娜", "张蕾", "刘洋"))
    before, after = desk.title_of(desk.number - 1), desk.title_of(desk.number - 2)
    return desk.page(
        f"<div class=main><h1>{desk.title}</h1><div id=zoom>{desk.paragraphs(3, 8)}"
        f"<p>　　{desk.box(f'（本报记者 {desk.author}）')}</p>"
        f"<p align=right>{desk.box(f'责任编辑：{editor}')}</p></div>"
        f"<p>{desk.box('扫一扫，用手机看新闻')}</p>"
        f"<p>上一篇：<a href='{_path(desk.number - 1)}'>{desk.box(before)}</a></p>"
        f"<p>下一篇：<a href='{_path(desk.number - 2)}'>{desk.box(after)}</a></p></div>"
    )


#: With the language each is written in.
FORMATS: tuple[tuple[Format, Language], ...] = (
    *((questionnaire, ENGLISH), (interview, ENGLISH), (review, PLAIN), (recipe, ENGLISH)),
    *((briefing, PLAIN), (forecast, PLAIN), (agency, PLAIN), (serial, ENGLISH)),
    *((ticker, GERMAN), (cards, GERMAN), (portal, CHINESE)),
)


def samples(made: Format, language: Language, count: int, seed: int = 1) -> list[Sample]:
    """The pages of a site of this format, oldest first."""
    return [made(Desk(language, number, seed)) for number in range(count)]
