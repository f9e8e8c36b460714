"""What the pages show, as values: the only place of ``web`` that reads the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from feeds import publish
from feeds.config import FeedSettings, Settings
from feeds.errors import PatternTooSlow, StoreError
from feeds.model import (
    Concern,
    Entry,
    Failure,
    Feed,
    RefreshResult,
    RefreshStatus,
    SourceState,
    Trouble,
)
from feeds.store import Store
from feeds.web.metrics import Metrics

# A page of this many feeds is read, rendered and looked through in a moment; instances with
# thousands of sources leaf.
FEEDS_A_PAGE = 50
_NEWEST = 3
_CHECKS = 30
# A merged feed's newest titles are chosen from this many entries, which lets rare ones escape:
# the feed has them all.
_MERGED_CHOICE = 40
# The scheduler ticks each second; after a minute of silence it hangs rather than works.
SILENCE_LIMIT = 60.0

MEDIA_TYPES: Mapping[str, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
_LABELS = {"rss": "RSS", "atom": "Atom", "json": "JSON"}


class Health(StrEnum):
    """How a source is; the most urgent first."""

    FAILING = "failing"
    AILING = "ailing"  # it can be read, but there is some concern
    WAITING = "waiting"  # for its first check
    WELL = "well"


# What comes first on the dashboard; what needs no look stands as it is configured.
_URGENCY = {Health.FAILING: 0, Health.AILING: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where one format of a feed is subscribed to."""

    label: str
    url: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """An article in a list."""

    id: str
    title: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed as the dashboard shows it."""

    name: str
    title: str
    home: str
    addresses: tuple[Address, ...]
    newest: tuple[Headline, ...] = ()
    merges: tuple[str, ...] = ()  # names of sources; empty for a source's own feed


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source's feed, and how the source is. ``checks`` holds the latest refreshes, newest last.

    ``concerns`` are those that stand, but for that it is blocked where it fails right now, which
    says so itself; ``misses`` are articles that the latest check could not have, while the source
    itself can be read.
    """

    feed: FeedView
    health: Health
    state: SourceState
    articles: int
    concerns: tuple[Concern, ...] = ()
    checks: tuple[RefreshResult, ...] = ()
    misses: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """One page of the dashboard: sources that fail first, then those of concern, then the others.

    Among themselves they stand in the order of the configuration. ``counts`` are of all sources,
    whatever ``show`` leaves; ``page`` of ``pages`` counts from 1; ``health`` is the health feed.
    """

    now: datetime
    sources: tuple[SourceView, ...]
    merged: tuple[FeedView, ...]
    opml: str
    health: FeedView
    counts: Mapping[Health, int]
    articles: int
    last_check: datetime | None
    next_check: datetime | None
    show: Health | None
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One source, with the articles of its feed, its latest checks, and concerns that are over."""

    now: datetime
    source: SourceView
    articles: tuple[Headline, ...]
    over: tuple[Concern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """One article, with what was stripped from its page."""

    now: datetime
    entry: Entry
    feed: FeedView | None  # None: its source is no longer followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """Whether the daemon lives: ``silence`` is seconds since the scheduler's last tick."""

    silence: float
    store: bool

    @property
    def ok(self) -> bool:
        """Whether all is as it should be."""
        return self.store and self.silence <= SILENCE_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """What is remembered of a source, and which concerns of it stand."""

    state: SourceState
    concerns: Sequence[Concern]

    @property
    def name(self) -> str:
        return self.state.source

    @property
    def health(self) -> Health:
        return health(self.state, self.concerns)


class View:
    """Reads what the pages show. Thread-safe; methods raise StoreError, but for :meth:`pulse`."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Callable[[], datetime],
        silence: Callable[[], float],
    ) -> None:
        self.settings = settings
        self._store = store
        self._clock = clock
        self._silence = silence

    def dashboard(self, show: Health | None = None, page: int = 1) -> Dashboard:
        """The dashboard's page ``page``, or the nearest there is, of sources that are ``show``."""
        followed = self._followed()
        counts = self._store.counts()
        chosen = [each for each in followed if show is None or each.health is show]
        pages = max(1, -(-len(chosen) // FEEDS_A_PAGE))
        page = min(max(page, 1), pages)
        shown = chosen[(page - 1) * FEEDS_A_PAGE : page * FEEDS_A_PAGE]
        checked = [each.state.last_check for each in followed if each.state.last_check]
        due = [each.state.next_due for each in followed if each.state.next_due]
        return Dashboard(
            now=self._clock(),
            sources=tuple(self._source(each, counts.get(each.name, 0)) for each in shown),
            merged=tuple(self._merged()) if page == 1 and show is None else (),
            opml=f"{self.settings.publish.url.rstrip('/')}/feeds.opml",
            health=self._shown(self.settings.health_feed, ()),
            counts=_counted(followed),
            articles=sum(counts.get(each.name, 0) for each in followed),
            last_check=max(checked, default=None),
            next_check=min(due, default=None),
            show=show,
            page=page,
            pages=pages,
        )

    def source(self, name: str) -> SourcePage | None:
        """The page of the source ``name``; None if there is none of this name."""
        if name not in self.settings.sources:
            return None
        entries = self._store.latest([name], self.settings.publish.items)
        articles = self._store.counts().get(name, 0)
        told = self._store.concerns(name)
        standing = [concern for concern in told if concern.ended is None]
        followed = _Followed(state=self._store.state(name), concerns=standing)
        return SourcePage(
            now=self._clock(),
            source=self._source(followed, articles),
            articles=_headlines(entries),
            over=tuple(concern for concern in told if concern.ended),
        )

    def article(self, id_: str) -> ArticlePage | None:
        """The page of the entry whose id this is; None if there is none."""
        entry = self._store.entry(id_)
        if entry is None:
            return None
        known = entry.source in self.settings.sources
        feed = self._feed(self._store.state(entry.source)) if known else None
        return ArticlePage(now=self._clock(), entry=entry, feed=feed)

    def pulse(self) -> Pulse:
        """The daemon's pulse, felt now; raises nothing."""
        try:
            self._store.holders()
        except StoreError:
            return Pulse(silence=self._silence(), store=False)
        return Pulse(silence=self._silence(), store=True)

    def metrics(self) -> Metrics:
        """What is measured of the whole."""
        followed = self._followed()
        counts = self._store.counts()
        return Metrics(
            sources={kind.value: number for kind, number in _counted(followed).items()},
            articles=sum(counts.get(each.name, 0) for each in followed),
            concerns=tuple(concern for each in followed for concern in each.concerns),
            silence=self._silence(),
        )

    def _followed(self) -> list[_Followed]:
        """The sources followed, those that fail first, then those of concern."""
        known = {state.source: state for state in self._store.states()}
        concerns = self._store.open_concerns()
        followed = [
            _Followed(
                state=known.get(name) or SourceState(source=name), concerns=concerns.get(name, ())
            )
            for name in self.settings.sources
        ]
        return sorted(followed, key=lambda each: _URGENCY.get(each.health, len(_URGENCY)))

    def _source(self, followed: _Followed, articles: int) -> SourceView:
        state = followed.state
        checks = self._store.history(state.source, _CHECKS)
        finished = [check for check in checks if check.status is not RefreshStatus.BUSY]
        return SourceView(
            feed=self._feed(state),
            health=followed.health,
            state=state,
            articles=articles,
            concerns=beside(state, followed.concerns),
            checks=tuple(reversed(finished)),
            misses=finished[0].failures if finished and not state.failures else (),
        )

    def _feed(self, state: SourceState) -> FeedView:
        newest = self._store.latest([state.source], _NEWEST)
        feed = self.settings.feed(state.source, state.title or state.source)
        return self._shown(feed, newest)

    def _merged(self) -> list[FeedView]:
        views = []
        for name, merged in self.settings.feeds.items():
            sources = merged.from_ or tuple(self.settings.sources)
            entries = self._store.latest(sources, _MERGED_CHOICE)
            newest = _chosen(entries, merged)
            views.append(self._shown(self.settings.feed(name, name), newest, sources))
        return views

    def _shown(self, feed: Feed, newest: Sequence[Entry], merges: tuple[str, ...] = ()) -> FeedView:
        return FeedView(
            name=feed.name,
            title=feed.title,
            home=feed.home,
            addresses=tuple(
                Address(
                    label=_LABELS[form],
                    url=f"{feed.url}/{feed.name}.{form}",
                    media_type=MEDIA_TYPES[form],
                )
                for form in self.settings.publish.formats
            ),
            newest=_headlines(newest),
            merges=merges,
        )


def _counted(followed: Sequence[_Followed]) -> Mapping[Health, int]:
    kinds = [each.health for each in followed]
    return {kind: kinds.count(kind) for kind in Health}


def health(state: SourceState, concerns: Sequence[Concern] = ()) -> Health:
    """How the source of ``state`` is, of which these ``concerns`` stand."""
    if state.failures:
        return Health.FAILING
    if concerns:
        return Health.AILING
    return Health.WELL if state.last_check else Health.WAITING


def beside(state: SourceState, concerns: Sequence[Concern]) -> tuple[Concern, ...]:
    """Those of ``concerns`` that say more than the failure of ``state`` does."""
    return tuple(c for c in concerns if not state.failures or c.kind is not Trouble.BLOCKED)


def _chosen(entries: Sequence[Entry], merged: FeedSettings) -> list[Entry]:
    """The newest that a merged feed shows; none where its patterns come to no end."""
    try:
        return list(islice(publish.select(entries, merged), _NEWEST))
    except PatternTooSlow:
        return []


def _headlines(entries: Sequence[Entry]) -> tuple[Headline, ...]:
    return tuple(
        Headline(id=entry.id, title=entry.article.title, published=entry.published)
        for entry in entries
    )
