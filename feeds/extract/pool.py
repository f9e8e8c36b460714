"""Where cleaning runs: here for a small batch, in worker processes for one that is worth it.

A batch of pages of one site is the unit. Workers start with the first batch that needs them and
can be ended from outside, so a page that never finishes costs its time limit and nothing else.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeout
from threading import Lock

from pebble import ProcessExpired, ProcessPool

from feeds.errors import ExtractError, ExtractionAborted, ExtractionFailed
from feeds.extract.batch import Batch, extract_batch, reclean_batch
from feeds.model import Article, Page, Rules, SiteProfile

log = logging.getLogger(__name__)

# Starting a worker costs about half a second of CPU (interpreter, parser, model); cleaning a page
# of 100 kB about 10 ms. Below some thirty pages a batch is done before a worker would be ready.
WORTH_WORKERS = 32
# Parsing is linear in the page; beyond this size a page is cleaned where it can be ended.
LARGE_PAGE = 2_000_000
# The slowest real page seen takes well under a second; these bound the pathological ones.
SECONDS_PER_BATCH = 10.0
SECONDS_PER_PAGE = 0.5


_Clean = Callable[[Sequence[Page], Rules, SiteProfile], Batch]


def _in_this_worker(
    clean: _Clean, pages: Sequence[Page], rules: Rules, profile: SiteProfile
) -> Batch:
    """The batch, cleaned without pauses of the garbage collector.

    It would look through all the pages held again and again (a quarter of the time), for cycles
    that parsed pages do not have. What else there is goes at the end.
    """
    gc.disable()
    try:
        return clean(pages, rules, profile)
    finally:
        gc.enable()
        gc.collect()


class CleaningPool:
    """Cleans batches of pages, in at most one worker process per core. Thread-safe."""

    def __init__(self, workers: int | None = None, seconds: float = SECONDS_PER_BATCH) -> None:
        """``seconds`` is what a batch may take, beside its pages' own time."""
        self._seconds = seconds
        self._workers = workers or os.cpu_count() or 1
        self._pool: ProcessPool | None = None
        self._lock = Lock()

    @property
    def workers(self) -> int:
        """How many batches are cleaned at once."""
        return self._workers

    def clean(self, pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
        """One article or error per page, in order, and what the site's profile became.

        Raises CancelledError when the pool is closed meanwhile.
        """
        return self._whole_or_parts(extract_batch, pages, rules, profile)

    def reclean(self, pages: Sequence[Page], rules: Rules, profile: SiteProfile) -> Batch:
        """The same for pages that were cleaned before, which teach the profile nothing."""
        return self._whole_or_parts(reclean_batch, pages, rules, profile)

    def close(self) -> None:
        """End the workers at once; a batch under way raises in its thread."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None

    def _worth_workers(self, pages: Sequence[Page], rules: Rules) -> bool:
        if len(pages) >= WORTH_WORKERS or any(len(page.body) > LARGE_PAGE for page in pages):
            return True
        # An operator's pattern may backtrack for ever, which only ending its process stops.
        return any(rule.startswith("/") for rule in (*rules.remove, *rules.keep))

    def _whole_or_parts(
        self, clean: _Clean, pages: Sequence[Page], rules: Rules, profile: SiteProfile
    ) -> Batch:
        batch = self._at_once(clean, pages, rules, profile)
        return batch if batch is not None else self._one_by_one(clean, pages, rules, profile)

    def _at_once(
        self, clean: _Clean, pages: Sequence[Page], rules: Rules, profile: SiteProfile
    ) -> Batch | None:
        """The batch, or None when a page in it took it down."""
        try:
            if self._worth_workers(pages, rules):
                return self._in_worker(clean, pages, rules, profile)
            return clean(pages, rules, profile)
        except CancelledError:
            raise
        except (FutureTimeout, ProcessExpired) as error:
            log.warning("a batch of %d pages of %s: %r", len(pages), pages[0].url, error)
        except Exception:
            log.exception("a bug in cleaning %d pages of %s", len(pages), pages[0].url)
        return None

    def _one_by_one(
        self, clean: _Clean, pages: Sequence[Page], rules: Rules, profile: SiteProfile
    ) -> Batch:
        """Each page alone, so that the one that cannot be cleaned is the only one lost."""
        results: list[Article | ExtractError] = []
        for page in pages:
            try:
                batch = self._in_worker(clean, [page], rules, profile)
            except CancelledError:
                raise
            except (FutureTimeout, ProcessExpired):
                results.append(ExtractionAborted(page.url))
            except Exception as error:
                log.exception("a bug in cleaning %s", page.url)
                results.append(ExtractionFailed(page.url, repr(error)))
            else:
                results += batch.results
                profile = batch.profile
        return Batch(results=tuple(results), profile=profile)

    def _in_worker(
        self, clean: _Clean, pages: Sequence[Page], rules: Rules, profile: SiteProfile
    ) -> Batch:
        """The batch, as a worker process cleans it, or whatever went wrong there."""
        limit = self._seconds + SECONDS_PER_PAGE * len(pages)
        future = self._started().schedule(
            _in_this_worker, args=[clean, tuple(pages), rules, profile], timeout=limit
        )
        batch: Batch = future.result()
        return batch

    def _started(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                # Not fork: this process has threads. Not spawn: it would run __main__ again.
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(["feeds.extract.batch"])
                self._pool = ProcessPool(max_workers=self._workers, context=context)
            return self._pool
