"""Whether two articles of one source are one, edited and given another address. Pure.

Sites write from templates: weather, markets, matches and announcements of shareholdings differ in
little but their numbers, and are news each time. So an edition says nearly all that the other says,
in the same sentences, has no other numbers in the place of its own, and bears much the same title.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, Self

from feeds.model import Article
from feeds.sentences import sentences

# Characters of common sentences below which they are no evidence: notices and teasers run to so
# many, and what stands below every article of a series.
_TELLING: Final = 600
# Of the longer text, in characters: all but a sentence or two of a short article.
_SHARED: Final = 0.85
# Of the longer title, in words: a new address mostly comes of an edited headline.
_SHARED_TITLE: Final = 0.5
# Of the text that was had: what is left of more than that, its author may have cut.
_EXCERPT: Final = 0.5
# Characters from which a sentence is rarely another article's, too; in Chinese they say more.
_OWN: Final = 20


def marks(article: Article) -> frozenset[str]:
    """The sentences by which an edition of ``article`` may be found; none if it says little."""
    said = sentences(article.text)
    if sum(map(len, said)) < _TELLING:
        return frozenset()
    return frozenset(sentence for sentence in said if len(sentence) >= _OWN)


def is_edition(before: Article, after: Article) -> bool:
    """Whether ``after`` is what became of ``before``: the same article but for an edit."""
    old, new = _Said.by(before), _Said.by(after)
    return (
        _say_the_same(old.sentences, new.sentences)
        and not _differ_in_numbers(old, new)
        and _bear_one_title(old, new)
    )


def is_excerpt(before: Article, after: Article) -> bool:
    """Whether ``after`` says less than half of ``before`` and nothing else: a teaser in its place.

    So pages look that were free for a day. Where they break off, a sentence may be half or another.
    """
    had, left = sentences(before.text), sentences(after.text)
    whole, last = left[:-1], "".join(left[-1:])
    size = sum(map(len, had))
    if size < _TELLING or sum(map(len, left)) > _EXCERPT * size:
        return False
    return frozenset(whole) <= frozenset(had) and (bool(whole) or " ".join(had).startswith(last))


@dataclass(frozen=True, slots=True)
class _Said:
    """What an article says: its sentences, and the words of its title and text."""

    sentences: Counter[str]
    title: Counter[str]
    text: Counter[str]

    @classmethod
    def by(cls, article: Article) -> Self:
        told = sentences(article.text)
        title = Counter(" ".join(sentences(article.title)).split())
        return cls(Counter(told), title, Counter(" ".join(told).split()))


def _say_the_same(old: Counter[str], new: Counter[str]) -> bool:
    shared = _size(old & new)
    return shared >= max(_TELLING, _SHARED * max(_size(old), _size(new)))


def _differ_in_numbers(old: _Said, new: _Said) -> bool:
    """Whether each has numbers that the other has not; an edit may add some."""
    before, after = old.title + old.text, new.title + new.text
    return _has_numbers(before - after) and _has_numbers(after - before)


def _has_numbers(words: Counter[str]) -> bool:
    return any(character.isdigit() for word in words for character in word)


def _bear_one_title(old: _Said, new: _Said) -> bool:
    """Whether one title is the other, or an edit of it that is none of the texts' differences.

    Where a template's articles are of two places, these are what both titles and texts differ in.
    """
    shared = (old.title & new.title).total()
    if shared < _SHARED_TITLE * max(old.title.total(), new.title.total()):
        return False
    lost = (old.title - new.title).keys() & (old.text - new.text).keys()
    gained = (new.title - old.title).keys() & (new.text - old.text).keys()
    return not (lost or gained)


def _size(said: Counter[str]) -> int:
    return sum(len(sentence) * times for sentence, times in said.items())
