"""What stands last in an article's text and is no part of it: a note on its author, a formula.

Neither is known by its repetition alone: most authors wrote one or two of the pages seen, and a
formula names another paper, day or photographer each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from feeds.extract.biography import Note, signers
from feeds.extract.judgement import BUT, FEWEST, NEAR, Judgement
from feeds.extract.recurrence import Chance
from feeds.extract.sighting import Shape, digest

_NOTE: Final = -5.0
_WORDED: Final = -4.0
_FEWEST_NOTES: Final = 3  # other pages
_NEARLY_ALL: Final = 0.8  # of the pages that have what it stands by …
_MOST: Final = 0.5  # … which most of the template's have
_LAST: Final = 3  # paragraphs at the end among which these may be


def judge_ending(case: Judgement) -> None:
    """Speak against what stands last and tells of the author, or is worded as on other pages."""
    own = case.paragraphs()
    if len(own) < 2:
        return
    start = own[max(1, len(own) - _LAST)]
    opening = [at for at in own if at < start]
    story = [case.blocks[at].text for at in opening]
    signed_by = signers(case.page.authors, urlsplit(case.page.url).hostname or "")
    lines = _lines_around(case, own)
    formula = not case.is_formulaic(opening)  # where the story itself is, so may its end be
    for at in _candidates(case, start):
        note = Note(case.blocks[at].text, signed_by, lines, story)
        if evidence := _of_author(note) or _where_notes_stand(case, at):
            case.say(at, _NOTE, evidence, rule="biography")
        elif formula and not _is_formula(case, at):
            formula = case.others.with_text(at) != 0


def _candidates(case: Judgement, start: int) -> Sequence[int]:
    """The paragraphs and sentences from a block on, the last one first."""
    shapes = case.page.shapes
    return [
        at
        for at in reversed(case.asked)
        if at >= start and shapes[at] <= Shape.SENTENCE and case.is_likely(at)
    ]


def _of_author(note: Note) -> str:
    """The evidence that a text tells of an author; empty if there is none in it."""
    name = note.subject()
    return f"of {name}" if name else ""


def _where_notes_stand(case: Judgement, at: int) -> str:
    """The evidence that nearly all pages have a note where this one has a paragraph, if they do.

    By chance a page in five ends in a paragraph that names somebody new (109 of the 598 of WCXB's
    development split and of Fundus), and no two of them in the same.
    """
    for by in case.page.notes.get(at, ()):
        notes = case.others.notes_by(by)
        pages, noted = notes.pages.bit_count(), notes.noted.bit_count()
        usual = pages >= _MOST * case.others.alike.bit_count()
        regular = noted >= max(_FEWEST_NOTES, _NEARLY_ALL * pages)
        if usual and regular and notes.recurring.bit_count() >= FEWEST:
            return f"where {noted} of {pages} other pages have one"
    return ""


def _is_formula(case: Judgement, at: int) -> bool:
    """Whether a text is worded as on other pages, and if so, say it; an entry of a list is not."""
    having = case.others.with_loose(at) if case.page.lists[at] < 0 else 0
    said = case.others.recurrence(having, Chance.LINE)
    worded = having.bit_count() >= FEWEST and said.log_odds <= _WORDED
    if worded:
        case.say_recurs(at, said, BUT)
    return worded


def _lines_around(case: Judgement, own: Sequence[int]) -> list[str]:
    """The short lines near the article, but for its title: one may be a byline."""
    before = range(max(0, own[0] - NEAR[0]), own[0])
    after = range(own[-1] + 1, min(own[-1] + NEAR[1], len(case.blocks)))
    texts = (case.blocks[at].text for at in (*before, *after) if _may_be_byline(case, at))
    lines = (line for text in texts for line in text.split("\n"))
    return [line for line in lines if digest(line) != case.page.title]


def _may_be_byline(case: Judgement, at: int) -> bool:
    shape, text = case.page.shapes[at], case.blocks[at].text
    dated = shape is Shape.LINKS and any(map(str.isdigit, text))
    return shape >= Shape.LABEL and at not in case.found and not dated
