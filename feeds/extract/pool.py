"""Where cleaning runs: here for a small batch, in worker processes for one that is worth it.

A batch of pages of one site is the unit. Workers start when the first batch that needs them is
expected, and can be ended from outside, so a page that never finishes costs its time limit and
nothing else. Nothing of what cleans is loaded where no page is cleaned.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import CancelledError, wait
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Final

from pebble import ProcessExpired, ProcessPool

from feeds.errors import ExtractError, ExtractionAborted, ExtractionFailed
from feeds.model import Article, Batch, Page, Rules, SiteProfile

log = logging.getLogger(__name__)

# Starting a worker costs about half a second of CPU (interpreter, parser, model); cleaning a page
# of 100 kB about 10 ms. Below some thirty pages a batch is done before a worker would be ready.
WORTH_WORKERS: Final = 32
# Parsing is linear in the page; beyond this size a page is cleaned where it can be ended.
LARGE_PAGE: Final = 2_000_000
# The slowest real page seen takes well under a second; these bound the pathological ones.
SECONDS_PER_BATCH: Final = 10.0
SECONDS_PER_PAGE: Final = 0.5

_WATCH: Final = 0.5  # seconds between two looks whether there still are workers
# What a worker needs, loaded once, in the process that all of them are forked from.
_PRELOAD: Final = ["feeds.extract.pool", "feeds.extract.batch"]


@dataclass(frozen=True, slots=True)
class _Task:
    """A batch to clean, or to clean ``again``."""

    pages: tuple[Page, ...]
    rules: Rules
    profile: SiteProfile
    again: bool = False

    @property
    def is_worth_workers(self) -> bool:
        if len(self.pages) >= WORTH_WORKERS or any(len(p.body) > LARGE_PAGE for p in self.pages):
            return True
        # An operator's pattern may backtrack for ever, which only ending its process stops.
        return any(rule.startswith("/") for rule in (*self.rules.remove, *self.rules.keep))

    def done(self) -> Batch:
        """What comes of it, cleaned here."""
        from feeds.extract.batch import extract_batch, reclean_batch

        clean = reclean_batch if self.again else extract_batch
        return clean(self.pages, self.rules, self.profile)


def _nothing() -> None:
    """What brings workers up."""


class CleaningPool:
    """Cleans batches of pages, in at most one worker process per core. Thread-safe."""

    def __init__(self, workers: int | None = None, seconds: float = SECONDS_PER_BATCH) -> None:
        """``seconds`` is what a batch may take, beside its pages' own time."""
        self._seconds = seconds
        self._workers = workers or os.cpu_count() or 1
        self._pool: ProcessPool | None = None
        self._closed = False
        self._lock = Lock()

    @property
    def workers(self) -> int:
        """How many batches are cleaned at once."""
        return self._workers

    def expect(self, pages: int) -> None:
        """A batch of so many pages is to come: if it will want workers, they start already."""
        if pages >= WORTH_WORKERS and self._pool is None:
            Thread(target=self._load, name="starting workers", daemon=True).start()

    def clean(self, pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
        """One article or error per page, in order, and what the site's profile became.

        Raises CancelledError when the pool is closed meanwhile.
        """
        return self._whole_or_parts(_Task(tuple(pages), rules, profile))

    def reclean(self, pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
        """The same for pages that were cleaned before, which teach the profile nothing."""
        return self._whole_or_parts(_Task(tuple(pages), rules, profile, again=True))

    def close(self) -> None:
        """End the workers at once, for good; a batch under way raises in its thread."""
        with self._lock:
            self._closed = True
            self._end()

    def _whole_or_parts(self, task: _Task) -> Batch:
        return self._at_once(task) or self._one_by_one(task)

    def _at_once(self, task: _Task) -> Batch | None:
        """The batch, or None when a page in it took it down."""
        try:
            return self._in_worker(task) if task.is_worth_workers else task.done()
        except CancelledError:
            raise
        except (FutureTimeout, ProcessExpired, BrokenProcessPool) as error:
            url = task.pages[0].url
            log.warning("a batch of %d pages of %s: %r", len(task.pages), url, error)
        except Exception:
            log.exception("a bug in cleaning %d pages of %s", len(task.pages), task.pages[0].url)
        return None

    def _one_by_one(self, task: _Task) -> Batch:
        """Each page alone, so that the one that cannot be cleaned is the only one lost."""
        results: list[Article | ExtractError] = []
        for page in task.pages:
            try:
                batch = self._in_worker(replace(task, pages=(page,)))
            except CancelledError:
                raise
            except (FutureTimeout, ProcessExpired, BrokenProcessPool):
                results.append(ExtractionAborted(page.url))
            except Exception as error:
                log.exception("a bug in cleaning %s", page.url)
                results.append(ExtractionFailed(page.url, repr(error)))
            else:
                results += batch.results
                task = replace(task, profile=batch.profile)
        return Batch(results=tuple(results), profile=task.profile)

    def _in_worker(self, task: _Task) -> Batch:
        """The batch, as a worker process cleans it, or whatever went wrong there."""
        limit = self._seconds + SECONDS_PER_PAGE * len(task.pages)
        try:
            return self._scheduled(task, limit)
        except BrokenProcessPool as error:  # mostly for no fault of the batch: memory ran out
            log.warning("the workers are started again: %s", error)
            return self._scheduled(task, limit)

    def _scheduled(self, task: _Task, limit: float) -> Batch:
        pool = self._started()
        try:
            future = pool.schedule(task.done, timeout=limit)
        except RuntimeError as error:
            raise BrokenProcessPool(str(error)) from error
        while not wait([future], _WATCH).done:
            # Nobody answers for what is handed over in the moment in which a pool breaks.
            if not pool.active:
                raise BrokenProcessPool("the workers are gone")
        batch: Batch = future.result()
        return batch

    def _load(self) -> None:
        with suppress(CancelledError, RuntimeError):  # it was closed meanwhile
            self._started().schedule(_nothing)

    def _started(self) -> ProcessPool:
        """The workers, started afresh when an idle one was killed: that breaks them all."""
        with self._lock:
            if self._closed:
                raise CancelledError
            if self._pool is not None and not self._pool.active:
                self._end()
            if self._pool is None:
                # Not fork: this process has threads. Not spawn: it would run __main__ again.
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(_PRELOAD)
                self._pool = ProcessPool(max_workers=self._workers, context=context)
            return self._pool

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None
