"""The progress bar of long work: on a terminal only, and on standard error."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from threading import Lock
from types import TracebackType
from typing import Any, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from feeds import stages
from feeds.cli.output import console


class Bars:
    """How many sources are done, and how many of the articles under way. Thread-safe."""

    def __init__(self, sources: int, *, quiet: bool) -> None:
        """``quiet`` shows nothing; nor is anything shown where no terminal is."""
        self._articles: dict[str, tuple[int, int]] = {}
        self._lock = Lock()
        self._progress = Progress(
            TextColumn("{task.description:<9}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[note]}"),
            console=console(err=True),
            disable=quiet or not sys.stderr.isatty(),
            transient=True,
        )
        self._source_bar = self._progress.add_task("Sources", total=sources, note="")
        self._article_bar = self._progress.add_task("Articles", total=None, note="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def watch(self, progress: stages.Progress) -> None:
        """The work on a source went on."""
        with self._lock:
            self._articles[progress.source] = (progress.done, progress.total)
            done = sum(done for done, _ in self._articles.values())
            total = sum(total for _, total in self._articles.values())
        self._progress.update(self._article_bar, completed=done, total=total, note=progress.source)

    def ended(self, _: Future[Any]) -> None:
        """A source's refresh ended."""
        self.advance()

    def advance(self) -> None:
        """One more source is done."""
        self._progress.advance(self._source_bar)
