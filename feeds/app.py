"""The composition root: builds the stages from the settings, once, and ties them together."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Self
from zoneinfo import ZoneInfoNotFoundError

from tzlocal import get_localzone

from feeds import pipeline, publish, replay
from feeds.collect import Fetcher
from feeds.config import Settings
from feeds.errors import PatternTooSlow, PublishError
from feeds.extract.pool import CleaningPool
from feeds.model import Concern, Entry, Feed, RefreshResult, SiteProfile, Source
from feeds.publish import Tell
from feeds.replay import Recleaned
from feeds.stages import LEASE_SECONDS, Stages, Tools, Watch, unwatched
from feeds.store import Store
from feeds.urls import host

log = logging.getLogger(__name__)

# Entries a merged feed is chosen from, for each one it publishes: filters let one in ten through
# in the usual case, and what they refuse must not empty the feed.
_CHOICE = 10


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def local_zone() -> tzinfo:
    """This machine's zone, by which cron lines are read.

    tzlocal knows zones by name only. ``TZ`` may be a rule instead (``CET-1CEST``, POSIX), which the
    C library follows: then it is today's distance from UTC, until the next start.
    """
    try:
        return get_localzone()
    except ZoneInfoNotFoundError:
        zone = datetime.now().astimezone().tzinfo
        log.warning("TZ names no time zone; cron lines are read in %s", zone)
        return zone or UTC


def tools_for(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Tools:
    """What pages are fetched and cleaned with; it is the caller's to close."""
    return Tools(fetcher=Fetcher(settings.fetch, now=clock), cleaning=CleaningPool())


def profile_for(settings: Settings, url: str) -> SiteProfile:
    """What the store knows of the site at ``url``; a store that is not there yet is not made.

    Raises StoreError.
    """
    file = settings.store.removeprefix("sqlite:///")
    if file != settings.store and not Path(file).exists():
        return SiteProfile(host=host(url))
    with Store.open(settings.store) as store:
        return store.profile(host(url))


class App:
    """The program, assembled: what commands, daemon and web pages work with. Thread-safe."""

    def __init__(
        self, settings: Settings, store: Store, tell: Tell, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """For :meth:`open`, which also opens the store."""
        self.settings = settings
        self.store = store
        self.clock = clock
        self._tell = tell
        self.tools = tools_for(settings, clock)
        self._stages = Stages(
            tools=self.tools,
            store=store,
            publish=self.publish,
            is_published=self.is_published,
            items=settings.publish.items,
            clock=clock,
            zone=local_zone(),
            holder=_holder(),
        )
        self._shared_stale = False
        self._health_stale = False
        self._concerns: list[Concern] | None = None  # as they were published last
        self._publishing = Lock()

    @classmethod
    def open(cls, settings: Settings, tell: Tell, clock: Callable[[], datetime] = utc_now) -> Self:
        """The program over the settings' store. Raises StoreError when that cannot be used.

        ``tell`` puts a concern into the words of the health feed.
        """
        store = Store.open(settings.store, keep=settings.retention)
        app = cls(settings, store, tell, clock)
        app._free_leases_of_the_dead()
        return app

    def close(self) -> None:
        """Give everything back; a refresh still under way fails."""
        self.tools.close()
        self.store.release_all(self._stages.holder)
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- refreshing --------------------------------------------------------------------------

    def refresh(self, source: Source, watch: Watch = unwatched) -> RefreshResult:
        """Bring one source up to date. Raises StoreError."""
        result = pipeline.refresh(source, self._stages, watch)
        self._health_stale = True
        return result

    def reclean(
        self, source: Source, watch: Watch = unwatched, *, dry_run: bool = False
    ) -> Recleaned:
        """Clean the pages kept of one source again; a dry run only says what would change.

        Raises StoreError.
        """
        return replay.reclean(source, self._stages, watch, dry_run=dry_run)

    def due(self) -> list[Source]:
        """The sources to refresh now, the most overdue first."""
        names = self.store.due(list(self.settings.sources), self.clock())
        return [self.settings.sources[name].source(name) for name in names]

    def keep_leases(self) -> None:
        """Renew what is leased; to be called well within ``LEASE_SECONDS``."""
        self.store.renew_all(self._stages.holder, self.clock(), LEASE_SECONDS)

    # -- publishing --------------------------------------------------------------------------

    def publish(self, source: Source) -> None:
        """Write the files of one source's feed from the store. Raises PublishError."""
        feed = self.feed(source.name)
        entries = self.store.latest([source.name], self.settings.publish.items)
        settings = self.settings.publish
        with self._publishing:
            publish.publish(feed, entries, settings.to, settings.formats)
            self._shared_stale = True

    def publish_shared(self, *, always: bool = False) -> None:
        """Write the merged feeds, the index page and the OPML, if any feed has changed since.

        And the health feed, if there is another concern, or one less. One that cannot be written
        hinders no other. Raises the first PublishError, at the end.
        """
        with self._publishing:
            writers: list[Callable[[], None]] = []
            if self._shared_stale or always:
                self._shared_stale = False
                writers += [self._publish_index]
                writers += [partial(self._publish_merged, name) for name in self.settings.feeds]
            failures = _failures_of(writers)
            # A pattern that is too slow today is so tomorrow, until it or the articles change.
            if any(not isinstance(error, PatternTooSlow) for error in failures):
                self._shared_stale = True
            if self._health_stale or always:
                self._health_stale = False  # before looking, as a refresh may end meanwhile
                if unhealthy := _failures_of([partial(self._publish_health, always=always)]):
                    self._health_stale = True
                    failures += unhealthy
        if failures:
            raise failures[0]

    @property
    def shared_is_stale(self) -> bool:
        """Whether :meth:`publish_shared` may have something to write."""
        return self._shared_stale or self._health_stale

    def publish_all(self) -> None:
        """Write every feed file again from the store. Raises the first PublishError, at the end."""
        failures: list[PublishError] = []
        for source in self.settings.source_list:
            try:
                self.publish(source)
            except PublishError as error:
                failures.append(error)
            else:
                self.store.published(source.name)
        self.publish_shared(always=True)
        if failures:
            raise failures[0]

    def is_published(self, source: Source) -> bool:
        """Whether the files of ``source`` are there."""
        settings = self.settings.publish
        return all((settings.to / f"{source.name}.{form}").is_file() for form in settings.formats)

    def feed(self, name: str) -> Feed:
        """The head of the published feed ``name``."""
        title = None if name in self.settings.feeds else self.store.state(name).title
        return self.settings.feed(name, title or name)

    def feeds(self) -> list[Feed]:
        """The heads of all published feeds: one for each source, then the merged ones."""
        titles = {state.source: state.title for state in self.store.states()}
        names = [*self.settings.sources, *self.settings.feeds]
        return [self.settings.feed(name, titles.get(name) or name) for name in names]

    def _publish_merged(self, name: str) -> None:
        merged, settings = self.settings.feeds[name], self.settings.publish
        sources = merged.from_ or tuple(self.settings.sources)
        entries: Iterable[Entry] = self.store.latest(sources, settings.items * _CHOICE)
        chosen = publish.select(entries, merged)
        publish.publish(self.feed(name), chosen[: settings.items], settings.to, settings.formats)

    def _publish_index(self) -> None:
        settings = self.settings.publish
        publish.publish_index(self.feeds(), settings.to, settings.formats)

    def _publish_health(self, *, always: bool) -> None:
        """Write the health feed if concerns are others than they were; at first, to have it."""
        settings = self.settings.publish
        concerns = self.store.latest_concerns(self.settings.sources, settings.items)
        if concerns == self._concerns and not always:
            return
        titles = {name: self.feed(name).title for name in {each.source for each in concerns}}
        entries = publish.health_entries(concerns, titles, self.settings.pages, self._tell)
        publish.publish(self.settings.health_feed, entries, settings.to, settings.formats)
        self._concerns = concerns

    # -- leases ------------------------------------------------------------------------------

    def _free_leases_of_the_dead(self) -> None:
        """Give back what processes of this machine had leased when they were killed."""
        for holder in self.store.holders():
            if _is_dead(holder):
                log.info("freeing the leases of %s, which is gone", holder)
                self.store.release_all(holder)


def _failures_of(writers: Iterable[Callable[[], None]]) -> list[PublishError]:
    """What kept some of ``writers`` from writing, once all have tried."""
    failures: list[PublishError] = []
    for write in writers:
        try:
            write()
        except PublishError as error:
            failures.append(error)
    return failures


def _holder() -> str:
    """A name for this process, by which others can tell whether it lives."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


def _is_dead(holder: str) -> bool:
    host, _, rest = holder.partition("/")
    pid = rest.partition("/")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
