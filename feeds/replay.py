"""Cleaning again: today's rules and profile over the pages that are kept, without fetching.

:func:`reclean` replays a source when its operator says so, batch by batch, each saved for itself.
:func:`relearned` does it for what is in the feed, as a part of a refresh that taught something.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from feeds.errors import DamagedPage, ExtractError
from feeds.model import (
    Article,
    Batch,
    Entry,
    Failure,
    Kept,
    Page,
    Rules,
    SiteProfile,
    Source,
    Stage,
)
from feeds.stages import LEASE_SECONDS, Progress, Stages, Watch, unwatched
from feeds.store import Store, recleaned
from feeds.urls import host

# Pages of a batch: enough for a worker process to be worth it, and for the first of a source to
# teach all that a site's profile holds, should it have been lost.
_BATCH = 64

_Clean = Callable[[Sequence[Page], Rules, SiteProfile], Batch]

# A profile that has grown by a quarter may know better, and one that saw so many more pages has a
# window of others. So cleaning again costs some four times as much as cleaning in the days in which
# a site becomes known, and less than once as much for ever after.
_LESSON = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What recleaning changes in an entry, as its readers see it.

    ``parts`` names all that differs: title, text, html, authors…
    """

    id: str
    url: str
    parts: tuple[str, ...]
    old_title: str
    title: str
    old_text: str = field(repr=False)
    text: str = field(repr=False)

    @classmethod
    def between(cls, before: Entry, after: Entry) -> Change:
        """What has changed in an entry."""
        old, new = before.article, after.article
        names = (f.name for f in fields(Article) if f.name != "removed")
        return cls(
            id=before.id,
            url=old.url,
            parts=tuple(n for n in names if getattr(old, n) != getattr(new, n)),
            old_title=old.title,
            title=new.title,
            old_text=old.text,
            text=new.text,
        )

    @property
    def removed(self) -> tuple[str, ...]:
        """The paragraphs that go."""
        return _missing(self.old_text, self.text)

    @property
    def restored(self) -> tuple[str, ...]:
        """The paragraphs that come."""
        return _missing(self.text, self.old_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recleaned:
    """What recleaning one source did: of ``pages`` that are kept, what changed.

    ``refused`` are the pages that give no article any more; their entries stay as they were.
    """

    source: str
    pages: int = 0
    changes: tuple[Change, ...] = ()
    refused: tuple[Failure, ...] = ()
    busy: bool = False  # another process is at work on the source: nothing was done
    failure: Failure | None = None  # its feed could not be published


@dataclass(frozen=True)
class _Replay:
    """A batch of kept pages, cleaned again; ``damaged`` are those that could not be read."""

    kept: Sequence[Kept]
    damaged: Sequence[Failure]
    batch: Batch

    @cached_property
    def revised(self) -> list[tuple[Entry, Entry]]:
        """The entries that are not as they were: before and after."""
        pairs = [
            (kept.entry, recleaned(kept.entry, result))
            for kept, result in zip(self.kept, self.batch.results, strict=True)
            if isinstance(result, Article)
        ]
        return [(before, after) for before, after in pairs if before != after]

    @property
    def refused(self) -> list[Failure]:
        """The pages that gave no article."""
        errors = (result for result in self.batch.results if isinstance(result, ExtractError))
        return [*self.damaged, *(Failure.of(Stage.EXTRACT, error) for error in errors)]


def reclean(
    source: Source, stages: Stages, watch: Watch = unwatched, *, dry_run: bool = False
) -> Recleaned:
    """Clean all pages kept of ``source`` again, and publish its feed if anything changed.

    Ids and dates stay; ``updated`` too, for the author edited nothing. Interrupted at any moment,
    what was done is done, and the next run does the rest. A dry run stores nothing, and needs no
    lease. Raises StoreError.
    """
    if dry_run:
        return _reclean(source, stages, watch, dry_run=True)
    if not stages.store.lease(source.name, stages.holder, stages.clock(), LEASE_SECONDS):
        return Recleaned(source=source.name, busy=True)
    try:
        done = _reclean(source, stages, watch, dry_run=False)
        if stages.store.state(source.name).unpublished:
            done = replace(done, failure=stages.publish_saved(source))
    finally:
        stages.store.release(source.name, stages.holder)
    return done


def relearned(
    source: Source, before: SiteProfile, after: SiteProfile, stages: Stages
) -> tuple[Entry, ...]:
    """The entries in the feed of ``source`` that are cleaner under the profile it has ``after``.

    Empty unless the profile has learned enough since ``before`` to be worth asking.
    """
    if not is_lesson(before.pages, after.pages):
        return ()
    ids = [entry.id for entry in stages.store.latest([source.name], stages.items)]
    replays = _replays(source, ids, after, stages) if ids else ()
    return tuple(entry for replay in replays for _, entry in replay.revised)


def is_lesson(before: int, after: int) -> bool:
    """Whether a profile of ``after`` pages knows enough more than one of ``before``."""
    step = max(1, min(before // 4, _LESSON))
    return after // step > before // step


def _reclean(source: Source, stages: Stages, watch: Watch, *, dry_run: bool) -> Recleaned:
    ids = stages.store.kept(source.name)
    profile = stages.store.profile(host(source.url))
    watch(Progress(source=source.name, done=0, total=len(ids)))
    pages = 0
    changes: list[Change] = []
    refused: list[Failure] = []
    for replay in _replays(source, ids, profile, stages):
        if not dry_run:
            _save(source, replay, profile, stages)
            profile = replay.batch.profile
        changes += [change for pair in replay.revised if (change := Change.between(*pair)).parts]
        refused += replay.refused
        pages += len(replay.kept) + len(replay.damaged)
        watch(Progress(source=source.name, done=pages, total=len(ids)))
    return Recleaned(
        source=source.name, pages=pages, changes=tuple(changes), refused=tuple(refused)
    )


def _save(source: Source, replay: _Replay, profile: SiteProfile, stages: Stages) -> None:
    """Commit one batch, and keep the lease for the next."""
    learned = replay.batch.profile
    entries = [after for _, after in replay.revised]
    if entries or learned != profile:
        stages.store.revise(source.name, entries, (learned,) if learned != profile else ())
    stages.store.renew_all(stages.holder, stages.clock(), LEASE_SECONDS)


def _replays(
    source: Source, ids: Sequence[str], profile: SiteProfile, stages: Stages
) -> Iterator[_Replay]:
    """The kept pages of the entries ``ids``, cleaned again, in this order.

    They teach the profile nothing, for what a site is like today its old pages do not tell; unless
    it is blank (it was lost): then the first batch does. The others are cleaned side by side, in as
    many processes as there are.
    """
    # Here, so that a refresh that cleans nothing does not load what cleans.
    from feeds.extract.profile import is_blank

    def replayed(some: Sequence[str], clean: _Clean) -> _Replay:
        kept, damaged = _read(stages.store, some)
        pages = [each.page for each in kept]
        return _Replay(kept, damaged, clean(pages, source.rules, profile))

    cleaning = stages.tools.cleaning
    batches = deque(ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH))
    if batches and is_blank(profile):
        first = replayed(batches.popleft(), cleaning.clean)
        yield first
        profile = first.batch.profile
    under_way: deque[Future[_Replay]] = deque()
    threads = ThreadPoolExecutor(cleaning.workers)
    try:
        while batches or under_way:
            while batches and len(under_way) <= cleaning.workers:
                under_way.append(threads.submit(replayed, batches.popleft(), cleaning.reclean))
            yield under_way.popleft().result()
    finally:
        threads.shutdown(cancel_futures=True)


def _read(store: Store, entries: Sequence[str]) -> tuple[list[Kept], list[Failure]]:
    """The kept pages of ``entries``, and what is wrong with those that cannot be read."""
    try:
        return store.pages(entries), []
    except DamagedPage as error:
        if len(entries) == 1:
            return [], [Failure.of(Stage.STORE, error)]
    halves = entries[: len(entries) // 2], entries[len(entries) // 2 :]
    (kept, damaged), (others, more) = (_read(store, half) for half in halves)
    return kept + others, damaged + more


def _missing(text: str, other: str) -> tuple[str, ...]:
    """The paragraphs of ``text`` that ``other`` has not, or fewer times."""
    return tuple((Counter(text.splitlines()) - Counter(other.splitlines())).elements())
