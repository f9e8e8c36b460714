"""``feeds reclean``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli import output
from feeds.cli.opening import SourceName, chosen, json_option, opened

if TYPE_CHECKING:
    from feeds.app import App
    from feeds.model import Source
    from feeds.replay import Change, Recleaned

# A paragraph is a line: one on each side is context enough.
_CONTEXT = 1
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command("reclean")
@click.argument("names", nargs=-1, type=SourceName(), metavar="[NAME]…")
@click.option("--dry-run", is_flag=True, help="Show what would change; store nothing.")
@json_option
@click.pass_obj
def reclean_command(config: Path, names: Sequence[str], dry_run: bool, as_json: bool) -> int:
    """Clean the stored pages of all sources, or of those named, under today's rules.

    Nothing is fetched, and articles keep their ids and dates. It may be interrupted, and run again.
    Ends with status 1 when a source was busy or its feed could not be written.
    """
    from feeds import wording
    from feeds.errors import PublishError

    with opened(config) as app:
        results = _recleaned(app, chosen(app.settings, names), dry_run=dry_run, quiet=as_json)
        if not dry_run:
            try:
                app.publish_shared()
            except PublishError as error:
                click.echo(f"feeds: {wording.words(error)}", err=True)
                return 1
    if as_json:
        output.as_json([_plain(result) for result in results])
    else:
        if dry_run:
            for result in results:
                _show_changes(result)
        _show(results)
    return int(any(result.busy or result.failure for result in results))


def _recleaned(
    app: App, sources: Sequence[Source], *, dry_run: bool, quiet: bool
) -> list[Recleaned]:
    from feeds.cli.progress import Bars

    results = []
    with Bars(len(sources), quiet=quiet) as bars:
        for source in sources:
            results.append(app.reclean(source, bars.watch, dry_run=dry_run))
            bars.advance()
    return results


def _show(results: Sequence[Recleaned]) -> None:
    from feeds.wording import count

    headings = ("source", "pages", "changed", "removed", "restored", "no article", "why")
    rows = [
        (
            result.source,
            str(result.pages),
            str(len(result.changes)),
            *map(str, _paragraphs(result.changes)),
            str(len(result.refused)),
            _why(result),
        )
        for result in results
    ]
    output.table(headings, rows, numbers=headings[1:6])
    changes = [change for result in results for change in result.changes]
    removed, restored = _paragraphs(changes)
    click.echo(
        f"\n{count(len(changes), 'article')} changed, {count(removed, 'paragraph')} removed, "
        f"{count(restored, 'paragraph')} restored"
    )


def _paragraphs(changes: Sequence[Change]) -> tuple[int, int]:
    removed = sum(len(change.removed) for change in changes)
    return removed, sum(len(change.restored) for change in changes)


def _why(result: Recleaned) -> str:
    from feeds import wording

    if result.busy:
        return "It is being refreshed by another process; run this again later."
    if result.failure:
        return wording.words(result.failure).what
    if result.refused:
        return "Pages that give no article any more leave their entries as they were."
    return ""


# -- differences -------------------------------------------------------------------------------


def _show_changes(result: Recleaned) -> None:
    target = output.console()
    for change in result.changes:
        for line in _difference(change):
            style = "bold" if line.startswith(("+++", "---")) else _COLOURS.get(line[:1], "")
            shown = line[:1] + output.plain(line[1:])
            target.print(shown, style=style, markup=False, soft_wrap=True)
    for failure in result.refused:
        target.print(output.plain(f"no article: {failure.url} ({failure.detail})"), markup=False)


def _difference(change: Change) -> Iterator[str]:
    """A unified diff of title and text; of what else differs, only that it does."""
    yield from difflib.unified_diff(
        [change.old_title, "", *change.old_text.splitlines()],
        [change.title, "", *change.text.splitlines()],
        f"{change.url} as stored",
        f"{change.url} under today's rules",
        n=_CONTEXT,
        lineterm="",
    )
    if others := [part for part in change.parts if part not in ("title", "text", "html")]:
        yield f"# {change.url}: also other {', '.join(others)}"
    elif change.parts == ("html",):
        yield f"# {change.url}: other markup only"


def _plain(result: Recleaned) -> dict[str, object]:
    """A result as JSON shows it."""
    removed, restored = _paragraphs(result.changes)
    return {
        "source": result.source,
        "pages": result.pages,
        "changed": len(result.changes),
        "removed": removed,
        "restored": restored,
        "busy": result.busy,
        "failure": result.failure,
        "refused": result.refused,
        "changes": [
            {
                "id": change.id,
                "url": change.url,
                "title": change.title,
                "parts": change.parts,
                "removed": change.removed,
                "restored": change.restored,
                "diff": "\n".join(_difference(change)),
            }
            for change in result.changes
        ],
    }
