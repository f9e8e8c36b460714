"""Whether a source's articles have suddenly become short, undated, or alike.

What nearly all of the latest are and hardly any before them were is a change; what always was so in
part is the source's way. Later the latest alone are looked at, lest a change that stays become the
measure and seem to be over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from statistics import median
from typing import Final

from feeds.model import Concern, Trouble
from feeds.quality.evidence import Evidence, Finding, Reading

# Articles that are looked at: no more than a feed's publishing reads anyway, and of a source with
# ten a day those of more than a week.
MOST_READINGS: Final = 100

# Latest articles, from three checks at least: one check may open an archive never seen before.
_RECENT: Final = 10
_FROM_ONE_CHECK: Final = 4
# And before them. A source younger than the two together is left alone.
_BEFORE: Final = 30

# One in ten is an exception, at either end: a photograph's caption among articles, an article among
# notices. Where a tenth is so by chance, nine of ten are by one in a hundred million.
_NEARLY_ALL: Final = 0.9
_HARDLY_ANY: Final = 0.1
# Over when no more than half are so: a source in between is not yet what it was.
_MOST: Final = 0.5

# Kinds of articles come in runs: an election night's briefs, the agency's over a weekend. So a
# change must last over the longest usual weekend, that of Easter.
_PATIENCE: Final = timedelta(days=4)

# Teasers in the place of articles have a tenth of their text; editors who go for brevity, half.
_MUCH_SHORTER: Final = 3

# A sentence that other articles have says nothing of this one. Shorter ones ("More below.") recur
# by chance; an author's standing note is less than the better part of an article.
_ENDS: Final = (". ", "! ", "? ", "… ", "。", "！", "？", "। ", "؟ ")
_SHORTEST_SENTENCE: Final = 20  # characters
_SHARED_BY: Final = 3  # articles
_BETTER_PART: Final = 0.6

_Marks = Callable[[Sequence[Reading]], list[bool]]  # which articles of a group are so


def short(evidence: Evidence, standing: Concern | None) -> Finding | None:
    """Judges how much text there is, by what was usual when the change set in."""
    usual = standing.usual if standing else _usual_size(evidence)

    def marks(some: Sequence[Reading]) -> list[bool]:
        return [_size(reading) * _MUCH_SHORTER < usual for reading in some]

    concern = Concern(source=evidence.source, kind=Trouble.SHORT, since=evidence.now, usual=usual)
    return _judged(evidence, standing, concern, marks)


def undated(evidence: Evidence, standing: Concern | None) -> Finding | None:
    """Judges whether articles have dates, their page's own or, as good, those of a feed or list."""
    concern = Concern(source=evidence.source, kind=Trouble.UNDATED, since=evidence.now)
    return _judged(evidence, standing, concern, lambda some: [not r.is_dated for r in some])


def alike(evidence: Evidence, standing: Concern | None) -> Finding | None:
    """Judges whether articles say what others do. One text word for word is one article anyway."""
    concern = Concern(source=evidence.source, kind=Trouble.ALIKE, since=evidence.now)
    return _judged(evidence, standing, concern, _alike)


def _judged(
    evidence: Evidence, standing: Concern | None, concern: Concern, marks: _Marks
) -> Finding | None:
    """That ``standing`` still holds, or that ``concern`` is new; ``marks`` tell who is so."""
    recent, before = _parted(evidence.readings or ())
    if evidence.failure or not recent:
        return Finding(concern=standing, patience=_PATIENCE) if standing else None
    share = _share(marks(recent))
    if standing:
        holds = share > _MOST if standing.began else share >= _NEARLY_ALL
    else:
        holds = share >= _NEARLY_ALL and len(before) >= _BEFORE
        holds = holds and _share(marks(before)) <= _HARDLY_ANY
    return Finding(concern=standing or concern, patience=_PATIENCE) if holds else None


def _parted(readings: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """The latest of ``readings``, of several checks, and all from before those; none if too few."""
    recent: list[Reading] = []
    for seen in sorted({reading.seen for reading in readings}, reverse=True):
        together = [reading for reading in readings if reading.seen == seen]
        recent += together[:_FROM_ONE_CHECK]
        if len(recent) >= _RECENT:
            return recent, [reading for reading in readings if reading.seen < seen]
    return [], []


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0


def _size(reading: Reading) -> int:
    return len(reading.text)


def _usual_size(evidence: Evidence) -> float:
    before = _parted(evidence.readings or ())[1]
    return float(median(map(_size, before))) if before else 0.0


def _alike(readings: Sequence[Reading]) -> list[bool]:
    told = [_sentences(reading.text) for reading in readings]
    owners = Counter(sentence for sentences in told for sentence in sentences)
    return [_is_shared(sentences, owners) for sentences in told]


def _is_shared(sentences: frozenset[str], owners: Counter[str]) -> bool:
    size = sum(map(len, sentences))
    shared = sum(len(sentence) for sentence in sentences if owners[sentence] >= _SHARED_BY)
    return bool(size) and shared >= size * _BETTER_PART


def _sentences(text: str) -> frozenset[str]:
    for end in _ENDS:  # a tenth of a regular expression's time
        text = text.replace(end, "\n")
    return frozenset(each for each in text.split("\n") if len(each) >= _SHORTEST_SENTENCE)
