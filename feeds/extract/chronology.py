"""When an article was published and last changed, among all the dates a page gives.

Every source votes with its trust for a day; days next to each other are one (the same moment in
two time zones). The moment is then the fullest that was given for the day: with a time and a zone,
if any source has them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from selectolax.lexbor import LexborNode

from feeds import urls
from feeds.extract.bylines import Surroundings
from feeds.extract.datelines import Dateline, datelines, signed_date
from feeds.extract.dates import Moment, date_in_url, read_stamp
from feeds.extract.head import Head
from feeds.extract.jsonld import Node, texts

# Share of pages on which a source alone names the day (WCXB articles and news, docs/metadata.md).
_ARTICLE, _META, _PAGE, _MICRODATA, _DATA = 1.0, 1.0, 0.35, 0.8, 0.7
_SAID, _SEEN, _ADDRESS, _SINGLE, _CREATED, _CHANGED = 0.8, 0.7, 0.6, 0.3, 0.4, 0.4
_ENOUGH: Final = 0.4  # a page's own date (WebPage) needs another beside it
_TRUST: Final = {"published": _SAID, "": _SEEN, "modified": _CHANGED}
_DATED_ITEMS: Final = 3  # different days around a title that make it a list's
_UNDER: Final = 0.85  # a date on the line next to the title
_BESIDE: Final = 4  # blocks: a date this near to the title is the article's
_OTHERS: Final = 2  # different days further off that are those of other articles
_ZONES: Final = timedelta(hours=36)  # from midnight UTC to the end of that day in the last zone
_DAY: Final = timedelta(days=1)
_FULL: Final = 2  # both are given
_NEAREST: Final = 10  # blocks: a date further from the title counts half

_PUBLISHED: Final = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("article:published", "article.published", "parsely-pub-date", "sailthru.date"),
    *("datepublished", "date-published", "published", "published-date", "published_date"),
    *("publish-date", "publish_date", "publication_date", "publication-date"),
    *("pubdate", "pub_date", "og:time", "apub:time", "publishdate"),
    *("citation_publication_date", "citation_online_date"),
    *("dcterms.issued", "dc.date.issued", "dcterms.date.issued", "dcterms.available"),
    *("cxenseparse:recs:publishtime", "cxenseparse:publishtime", "rbpubdate", "ptime"),
    *("article_date_original", "originalpublicationdate", "live_date", "og:pubdate"),
)
_DATES: Final = (
    *("date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "date.created"),
    *(
        "citation_date",
        "article:created_time",
        "created",
        "displaydate",
        "sort_date",
        "w-published-date",
        "cludo:date",
        "dateupdate",
    ),
)
_MODIFIED: Final = (
    *("article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time"),
    *("article:modified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod"),
    *("sailthru.modified", "date.modified", "revised", "article.updated"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronology:
    """Aware times, in the zone the page gave, else UTC. ``modified`` is never the earlier."""

    published: datetime | None
    modified: datetime | None


class _Vote:
    """What one source says, and how far it is trusted."""

    __slots__ = ("moment", "trust")

    def __init__(self, moment: Moment, trust: float) -> None:
        self.moment: Final = moment
        self.trust: Final = trust


def chronology(around: Surroundings, head: Head, article: Node, url: str) -> Chronology:
    """The dates of the article at ``url``."""
    language = head.language
    published_votes = [
        *_declared(head, article, "datePublished", _PUBLISHED),
        *_stamps(head.all(*_DATES), _DATA, language),
    ]
    modified_votes = _declared(head, article, "dateModified", _MODIFIED)
    said = datelines(around)
    declared = [vote.moment for vote in (*published_votes, *modified_votes)]
    sure = _unmistakable([*declared, *(line.moment for line in said)])
    seen = [_read_as_meant(line, sure) for line in said]
    seen = [] if _is_of_a_topic(seen) else seen
    single = head.times if len(head.times) == 1 and not seen else ()
    published_votes += [
        *_shown(_telling(seen)),
        *(_Vote(moment, _ADDRESS) for moment in [date_in_url(url)] if moment),
        *_stamps(map(_value, single), _SINGLE, language),
        *_stamps(texts(article.get("dateCreated"), {}), _CREATED, language),
        *_stamps(texts(article.get("uploadDate"), {}), _CREATED, language),
    ]
    modified_votes += [_Vote(d.moment, _SAID) for d in seen if d.label == "modified"]
    published = _rather_seen(_elect(_settled(published_votes, sure)), seen)
    if not article and urls.is_home(url):
        published = None  # content systems date a front page like any other
    if published is None and (signed := signed_date(around.document, language)):
        published = signed.when
    modified = _elect(_settled(modified_votes, sure))
    if modified is not None and published is not None and modified < published:
        modified = None
    return Chronology(published=published, modified=modified)


def _declared(head: Head, article: Node, name: str, metas: Sequence[str]) -> list[_Vote]:
    """The votes of schema.org's property ``name``, wherever it is given, and of ``metas``."""
    language = head.language
    paged = [text for page in head.structured.pages for text in texts(page.get(name), {})]
    marked = [_value(head.marked[name])] if name in head.marked else ()
    return [
        *_stamps(texts(article.get(name), {}), _ARTICLE, language),
        *_stamps(head.all(*metas), _META, language),
        *_stamps(paged, _PAGE, language),
        *_stamps(marked, _MICRODATA, language),
    ]


def _shown(seen: Iterable[Dateline]) -> list[_Vote]:
    """One vote for each day around the title, however many lines say it: entries of a live blog."""
    days: dict[date, _Vote] = {}
    for line in seen:
        day = line.moment.when.date()
        vote = _Vote(line.moment, _trust(line))
        former = days.get(day, vote)
        fuller = max(former, vote, key=_fullness)
        days[day] = _Vote(fuller.moment, max(former.trust, vote.trust))
    return list(days.values())


def _telling(seen: Sequence[Dateline]) -> list[Dateline]:
    """Those of the dates around a title that can be its own.

    Of a list of dated items none is, and the day of the last change, said to be that in one place,
    is so in the others. That of a change on one of two days tells nothing of publication.
    """
    plain = [d.moment.when.date() for d in seen if not d.label]
    listed = len(plain) >= _DATED_ITEMS and len(set(plain)) > 1
    changed = {d.moment.when.date() for d in seen if d.label == "modified"}
    told = [d for d in seen if d.label == "published" or (d.label and not d.moment.swapped)]
    plainly = [d for d in seen if not d.label and d.moment.when.date() not in changed]
    return [*told, *(d for d in plainly if d.distance == 1 or not listed)]


def _trust(line: Dateline) -> float:
    far = line.distance > (_BESIDE if line.label == "modified" else _NEAREST)
    trust = _UNDER if line.distance == 1 and not line.label else _TRUST[line.label]
    return trust / (1 + far)


def _stamps(values: Iterable[str], trust: float, language: str | None) -> list[_Vote]:
    read = [read_stamp(value, language) for value in values]
    return [_Vote(moment, trust) for moment in read if moment is not None]


def _unmistakable(moments: Iterable[Moment]) -> set[date]:
    """The days of those that leave nothing open."""
    return {moment.when.date() for moment in moments if moment.swapped is None}


def _meant(moment: Moment, sure: Collection[date]) -> Moment:
    """03-09-2026 is 9 March where that is one of the days ``sure``, and 3 September is not."""
    if moment.swapped and _is_near(moment.swapped, sure) and not _is_near(moment.when.date(), sure):
        return moment.other_way_round()
    return moment


def _read_as_meant(line: Dateline, sure: Collection[date]) -> Dateline:
    moment = _meant(line.moment, sure)
    return line if moment is line.moment else replace(line, moment=moment)


def _is_near(day: date, days: Iterable[date]) -> bool:
    """Whether ``day`` is one of ``days``, in another time zone at least."""
    return any(abs(day - other) <= _DAY for other in days)


def _settled(votes: Iterable[_Vote], sure: Collection[date]) -> list[_Vote]:
    return [_Vote(_meant(vote.moment, sure), vote.trust) for vote in votes]


def _elect(votes: list[_Vote]) -> datetime | None:
    """The fullest moment of the day most trust is in; of equal days the first named."""
    best: list[_Vote] = []
    best_score = 0.0
    for vote in votes:
        agreeing = [other for other in votes if _same_day(vote.moment, other.moment)]
        score = sum({other.trust for other in agreeing}) + vote.trust / 100
        if score > best_score:
            best, best_score = [vote, *agreeing], score
    if best_score < _ENOUGH:
        return None
    return max(best, key=_fullness).moment.when


def _fullness(vote: _Vote) -> tuple[int, bool, float]:
    """With a time and a zone, rather the place's own than UTC; then the more trusted."""
    moment = vote.moment
    full = moment.timed + moment.zoned
    return full, full == _FULL and bool(moment.when.utcoffset()), vote.trust


def _same_day(one: Moment, other: Moment) -> bool:
    if one.timed and one.zoned and other.timed and other.zoned:
        return abs(one.when - other.when) < _DAY
    day, another = one.when.date(), other.when.date()
    if one.zoned or other.zoned:
        return abs(day - another) <= _DAY
    return day == another


def _rather_seen(published: datetime | None, seen: Sequence[Dateline]) -> datetime | None:
    """The date by the title where it is the earlier: a page may declare when it was built.

    Not so where the declared day is shown as well: then the earlier one is another article's.
    """
    shown = [d for d in seen if d.label != "modified"]
    nearest = next((d for d in shown if d.distance <= _BESIDE), None)
    if published is None or nearest is None:
        return published
    beside = (d.moment.when.date() for d in shown if d.distance <= _NEAREST)
    if published.date() in beside or published - nearest.moment.when <= _ZONES:
        return published
    return nearest.moment.when


def _is_of_a_topic(seen: Sequence[Dateline]) -> bool:
    """Whether a page says when it was last changed, and otherwise only when others appeared."""
    plain = {d.moment.when.date() for d in seen if not d.label}
    own = any(d.label == "published" or (not d.label and d.distance <= _BESIDE) for d in seen)
    return len(plain) >= _OTHERS and not own


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    return attributes.get("datetime") or attributes.get("content") or node.text(strip=True)
