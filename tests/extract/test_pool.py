"""Where cleaning runs, and what a page that cannot be cleaned costs."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from multiprocessing.forkserver import _forkserver

import pytest

from feeds.errors import ExtractError, ExtractionAborted
from feeds.extract.pool import WORTH_WORKERS, CleaningPool
from feeds.model import Article, Page, Rules, SiteProfile
from tests.news import article_page, story

NEWCOMER = SiteProfile(host="news.example")
# Backtracks for ever on a long run of "a" that something else follows.
CATASTROPHE = Rules(remove=("/^(a+)+$/",))


def page(number: int, extra: str = "") -> Page:
    body = article_page(story(number)).body
    assert isinstance(body, bytes)
    return Page(
        url=f"https://news.example{story(number).path}",
        requested=f"https://news.example{story(number).path}",
        body=body.replace(b"</article>", extra.encode() + b"</article>"),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


LARGE = [page(number) for number in range(WORTH_WORKERS)]


@pytest.fixture
def pool() -> Iterator[CleaningPool]:
    made = CleaningPool(workers=2, seconds=2.0)
    yield made
    made.close()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def texts(results: tuple[Article | ExtractError, ...]) -> list[str]:
    return [result.text for result in results if isinstance(result, Article)]


def test_a_small_batch_is_cleaned_here(pool: CleaningPool) -> None:
    before = len(multiprocessing.active_children())
    batch = pool.clean([page(1), page(2)], Rules(), NEWCOMER)
    assert texts(batch.results) == [story(1).text, story(2).text]
    assert len(multiprocessing.active_children()) == before


def test_a_large_batch_is_cleaned_in_a_worker_with_the_same_outcome(pool: CleaningPool) -> None:
    batch = pool.clean(LARGE, Rules(), NEWCOMER)
    assert texts(batch.results) == [story(number).text for number in range(WORTH_WORKERS)]


def test_a_page_that_never_ends_is_the_only_one_lost(pool: CleaningPool) -> None:
    endless = page(2, f"<p>{'a' * 60} b</p><p>{'a' * 60}!</p>")
    batch = pool.clean([page(1), endless, page(3)], CATASTROPHE, NEWCOMER)
    assert texts(batch.results) == [story(1).text, story(3).text]
    assert isinstance(batch.results[1], ExtractionAborted)
    assert texts(pool.clean([page(4)], CATASTROPHE, NEWCOMER).results) == [story(4).text]


def test_closing_ends_the_workers(pool: CleaningPool) -> None:
    pool.clean([page(1)], CATASTROPHE, NEWCOMER)
    assert pool._pool is not None
    pool.close()
    assert pool._pool is None


def test_no_worker_starts_after_closing(pool: CleaningPool) -> None:
    before = len(multiprocessing.active_children())
    pool.close()
    pool._load()
    with pytest.raises(CancelledError):
        pool.clean(LARGE, Rules(), NEWCOMER)
    assert len(multiprocessing.active_children()) == before


def test_workers_start_before_a_batch_that_will_want_them(pool: CleaningPool) -> None:
    before = len(multiprocessing.active_children())
    pool.expect(WORTH_WORKERS - 1)
    assert pool._pool is None
    pool.expect(WORTH_WORKERS)
    until(lambda: len(multiprocessing.active_children()) == before + pool.workers)
    assert len(pool.clean(LARGE, Rules(), NEWCOMER).results) == WORTH_WORKERS


def test_workers_killed_while_idle_are_started_again(pool: CleaningPool) -> None:
    for _ in range(2):
        assert len(texts(pool.clean(LARGE, Rules(), NEWCOMER).results)) == WORTH_WORKERS
        for worker in multiprocessing.active_children():
            worker.kill()


def test_the_process_that_workers_are_forked_from_is_started_again(pool: CleaningPool) -> None:
    pool.clean(LARGE, Rules(), NEWCOMER)
    server = _forkserver._forkserver_pid  # type: ignore[attr-defined]
    for process in (server, *(worker.pid for worker in multiprocessing.active_children())):
        os.kill(process, signal.SIGKILL)
    assert len(texts(pool.clean(LARGE, Rules(), NEWCOMER).results)) == WORTH_WORKERS
