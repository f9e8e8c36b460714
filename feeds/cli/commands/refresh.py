"""``feeds refresh``."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli import output
from feeds.cli.opening import SourceName, chosen, json_option, opened

if TYPE_CHECKING:
    from feeds.app import App
    from feeds.model import RefreshResult, Source

log = logging.getLogger(__name__)

# Leases are renewed this often, in seconds: three times before one would run out.
_KEEP = 25.0


@click.command("refresh")
@click.argument("names", nargs=-1, type=SourceName(), metavar="[NAME]…")
@json_option
@click.pass_obj
def refresh_command(config: Path, names: Sequence[str], as_json: bool) -> int:
    """Refresh all sources now, or those named, and publish what is new.

    Works whether or not the daemon runs: a source that is being refreshed already is left to it.
    Ends with status 1 when a source could not be read.
    """
    from feeds import wording
    from feeds.cli.sampling import sample_site
    from feeds.errors import PublishError, StoreError

    with opened(config) as app:
        sources = chosen(app.settings, names)
        try:
            with sample_site(app.settings, *(source.url for source in sources)):
                results = _refreshed(app, sources, quiet=as_json)
            app.publish_shared()
        except (PublishError, StoreError) as error:
            click.echo(f"feeds: {wording.words(error)}", err=True)
            return 1
    if as_json:
        output.as_json(results)
    else:
        _show(results)
    return int(any(_went_wrong(result) for result in results))


def _refreshed(app: App, sources: Sequence[Source], *, quiet: bool) -> list[RefreshResult]:
    """The results in the order of ``sources``, with a progress bar where somebody looks."""
    from feeds.cli.progress import Bars
    from feeds.schedule.crew import Crew

    with Bars(len(sources), quiet=quiet) as bars:
        crew = Crew(lambda source: app.refresh(source, bars.watch), app.settings.fetch.concurrency)
        try:
            futures = [crew.submit(source) for source in sources]
            for future in futures:
                future.add_done_callback(bars.ended)
            _wait(app, futures)
        finally:
            crew.close()
    return [_result(source, future) for source, future in zip(sources, futures, strict=True)]


def _result(source: Source, future: Future[RefreshResult]) -> RefreshResult:
    """What became of ``source``; a bug is logged and fails that source alone. Raises StoreError."""
    from feeds.app import utc_now
    from feeds.errors import FeedsError
    from feeds.model import Failure, RefreshResult, RefreshStatus, Stage

    try:
        return future.result()
    except FeedsError:
        raise
    except Exception as error:
        log.exception("refreshing %s ended in a bug", source.name)
        failure = Failure(stage=Stage.COLLECT, kind="bug", url=source.url, detail=repr(error))
        return RefreshResult(
            source=source.name,
            status=RefreshStatus.FAILED,
            started=utc_now(),
            failures=(failure,),
        )


def _wait(app: App, futures: Sequence[Future[RefreshResult]]) -> None:
    pending = set(futures)
    while pending:
        _, pending = wait_for(pending, timeout=_KEEP)
        if pending:
            app.keep_leases()


def _show(results: Sequence[RefreshResult]) -> None:
    rows = [
        (
            result.source,
            str(result.links),
            str(result.new),
            str(result.changed),
            str(result.unchanged),
            str(len(result.failures)),
            _why(result),
            f"{result.seconds:.1f}",
        )
        for result in results
    ]
    headings = ("source", "links", "new", "changed", "unchanged", "failed", "why", "seconds")
    output.table(headings, rows, numbers=("links", *headings[2:6], "seconds"))


def _why(result: RefreshResult) -> str:
    """What went wrong, or else why nothing happened; the most frequent failure stands for all."""
    from feeds import wording
    from feeds.model import RefreshStatus

    if result.failures:
        kinds = Counter(failure.kind for failure in result.failures)
        kind = kinds.most_common(1)[0][0]
        first = next(failure for failure in result.failures if failure.kind == kind)
        others = len(result.failures) - 1
        more = f" (and {wording.count(others, 'other')})" if others else ""
        return f"{wording.words(first).what}{more}"
    if result.status is RefreshStatus.BUSY:
        return "It is being refreshed by another process already."
    return "not modified" if result.status is RefreshStatus.UNCHANGED else ""


def _went_wrong(result: RefreshResult) -> bool:
    """Whether the source failed as a whole, or its feed could not be written."""
    from feeds.model import RefreshStatus, Stage

    return result.status is RefreshStatus.FAILED or any(
        failure.stage is Stage.PUBLISH for failure in result.failures
    )
