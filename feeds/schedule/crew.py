"""Refreshes side by side: many hosts at once, the sources of one host in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from feeds.model import RefreshResult, Source
from feeds.urls import host

Refresh = Callable[[Source], RefreshResult]


class Crew:
    """Threads that refresh what is submitted. Thread-safe.

    A host's sources wait for each other here rather than in its lane, so that a site followed by a
    hundred sources occupies one thread and not all of them.
    """

    def __init__(self, refresh: Refresh, hosts: int) -> None:
        self._refresh = refresh
        self._threads = ThreadPoolExecutor(max_workers=hosts, thread_name_prefix="refresh")
        self._queues: dict[str, deque[tuple[Source, Future[RefreshResult]]]] = {}
        self._under_way: dict[str, Future[RefreshResult]] = {}
        self._lock = Lock()

    def submit(self, source: Source) -> Future[RefreshResult]:
        """Refresh ``source`` as soon as its host is free; once, however often it is submitted."""
        with self._lock:
            known = self._under_way.get(source.name)
            if known is not None:
                return known
            future: Future[RefreshResult] = Future()
            self._under_way[source.name] = future
            name = host(source.url)
            queue = self._queues.get(name)
            if queue is not None:
                queue.append((source, future))
            else:
                self._queues[name] = deque([(source, future)])
                self._threads.submit(self._work, name)
            return future

    def is_under_way(self, name: str) -> bool:
        """Whether the source ``name`` waits or is being refreshed."""
        with self._lock:
            return name in self._under_way

    def close(self) -> None:
        """Take nothing new and drop what waits; what is under way goes on in its threads."""
        with self._lock:
            for queue in self._queues.values():
                for _, future in queue:
                    future.cancel()
                queue.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _work(self, name: str) -> None:
        while (task := self._next(name)) is not None:
            source, future = task
            if future.set_running_or_notify_cancel():
                self._run(source, future)

    def _next(self, name: str) -> tuple[Source, Future[RefreshResult]] | None:
        with self._lock:
            queue = self._queues[name]
            if not queue:
                del self._queues[name]
                return None
            return queue.popleft()

    def _run(self, source: Source, future: Future[RefreshResult]) -> None:
        try:
            result = self._refresh(source)
        except BaseException as error:  # noqa: BLE001 - it is the future's to raise
            self._done(source.name)
            future.set_exception(error)
        else:
            self._done(source.name)
            future.set_result(result)

    def _done(self, name: str) -> None:
        with self._lock:
            del self._under_way[name]
