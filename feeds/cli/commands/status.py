"""``feeds status``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli import output
from feeds.cli.opening import SourceName, chosen, json_option, opened

if TYPE_CHECKING:
    from feeds.app import App
    from feeds.model import Concern, Entry, RefreshResult, SourceState

_REFRESHES = 20

# Characters of a removed block that its row shows; the JSON has it whole.
_EXCERPT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Concern:
    """What is or was wrong with a source, beside a check that failed."""

    kind: str
    since: datetime
    began: datetime | None
    ended: datetime | None
    what: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A source, as the table and the JSON show it."""

    source: str
    health: str
    articles: int
    last_check: datetime | None
    last_new: datetime | None
    next_check: datetime | None
    failures_in_a_row: int
    failure: str
    advice: str
    concerns: tuple[_Concern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Removed:
    """A block that was taken out of articles of a source, and why: evidence as of the latest."""

    text: str
    rule: str
    evidence: str
    articles: int


@click.command("status")
@click.argument("name", required=False, type=SourceName(), metavar="[NAME]")
@click.option(
    "--removed",
    is_flag=True,
    help="What was stripped from the latest articles of NAME, and why.",
)
@json_option
@click.pass_obj
def status_command(config: Path, name: str | None, removed: bool, as_json: bool) -> int:
    """How the sources are doing; with a NAME, that one's recent history.

    A source is ailing when it can be read, but has gone quiet, or its articles refuse us, or have
    suddenly become short, undated or alike. Ends with status 1 when a source is failing.
    """
    if removed:
        if name is None:
            raise click.UsageError("--removed needs the NAME of a source.")
        return _status_removed(config, name, as_json=as_json)
    with opened(config) as app:
        names = [source.name for source in chosen(app.settings, [name] if name else [])]
        rows = _rows(app, names)
        history = app.store.history(name, _REFRESHES) if name else []
        concerns = [_concern(each) for each in app.store.concerns(name)] if name else []
        now = app.clock()
    if as_json:
        detail = {"sources": rows, "history": history, "concerns": concerns}
        output.as_json(detail if name else rows)
    else:
        _show(rows, now)
        if concerns:
            click.echo()
            _show_concerns(concerns, now)
        if history:
            click.echo()
            _show_history(history, now)
    return int(any(row.failures_in_a_row for row in rows))


def _status_removed(config: Path, name: str, *, as_json: bool) -> int:
    with opened(config) as app:
        chosen(app.settings, [name])
        blocks = _removed(app.store.latest([name], app.settings.publish.items))
    if as_json:
        output.as_json(blocks)
    else:
        headings = ("articles", "rule", "evidence", "text")
        shown = [
            (str(block.articles), block.rule, block.evidence, _excerpt(block.text))
            for block in blocks
        ]
        output.table(headings, shown, numbers=("articles",))
    return 0


def _removed(entries: Iterable[Entry]) -> list[_Removed]:
    """The blocks taken out of ``entries``, the latest first, by text and rule; the most frequent
    first."""
    grouped: dict[tuple[str, str], _Removed] = {}
    for entry in entries:
        for key, block in {(b.text, b.rule): b for b in entry.article.removed}.items():
            before = grouped.get(key)
            grouped[key] = _Removed(
                text=block.text,
                rule=block.rule,
                evidence=before.evidence if before else block.evidence,
                articles=before.articles + 1 if before else 1,
            )
    return sorted(grouped.values(), key=lambda one: -one.articles)


def _excerpt(text: str) -> str:
    line = output.plain(text)
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"


def _rows(app: App, names: Sequence[str]) -> list[_Row]:
    from feeds.model import SourceState

    states = {state.source: state for state in app.store.states()}
    counts = app.store.counts()
    concerns = app.store.open_concerns()
    return [
        _row(
            states.get(name) or SourceState(source=name),
            counts.get(name, 0),
            concerns.get(name, ()),
        )
        for name in names
    ]


def _row(state: SourceState, articles: int, concerns: Sequence[Concern]) -> _Row:
    from feeds import wording
    from feeds.web.view import health

    failure = wording.words(state.last_failure) if state.last_failure else None
    if failure is None and state.unpublished:
        failure = wording.UNPUBLISHED
    return _Row(
        source=state.source,
        health=health(state, concerns).value,
        articles=articles,
        last_check=state.last_check,
        last_new=state.last_new,
        next_check=state.next_due,
        failures_in_a_row=state.failures,
        failure=failure.what if failure else "",
        advice=failure.advice if failure else "",
        concerns=tuple(map(_concern, concerns)),
    )


def _concern(concern: Concern) -> _Concern:
    from feeds import wording

    told = wording.concern(concern)
    return _Concern(
        kind=concern.kind.value,
        since=concern.since,
        began=concern.began,
        ended=concern.ended,
        what=told.what,
        advice=told.advice,
    )


def _show(rows: Sequence[_Row], now: datetime) -> None:
    headings = ("source", "health", "articles", "last check", "last new", "next check", "why")
    shown = [
        (
            row.source,
            row.health,
            str(row.articles),
            _when(row.last_check, now),
            _when(row.last_new, now),
            _when(row.next_check, now, past="now"),
            _why(row),
        )
        for row in rows
    ]
    output.table(headings, shown, numbers=("articles",))


def _why(row: _Row) -> str:
    """What is wrong: the failure of the last check, and what that does not say by itself."""
    from feeds.model import Trouble

    told = [f"{row.failure} {row.advice}".strip()] if row.failure else []
    told += [
        f"{each.what} {each.advice}"
        for each in row.concerns
        if not (row.failures_in_a_row and each.kind == Trouble.BLOCKED)
    ]
    return " ".join(told)


def _show_concerns(concerns: Sequence[_Concern], now: datetime) -> None:
    headings = ("concern", "began", "ended", "what")
    shown = [
        (
            each.kind,
            _when(each.began, now),
            _when(each.ended, now) if each.ended else "",
            each.what,
        )
        for each in concerns
    ]
    output.table(headings, shown, numbers=())


def _show_history(history: Sequence[RefreshResult], now: datetime) -> None:
    from feeds import wording

    headings = ("refreshed", "status", "links", "new", "changed", "unchanged", "failed", "why")
    shown = [
        (
            _when(result.started, now),
            result.status.value,
            str(result.links),
            str(result.new),
            str(result.changed),
            str(result.unchanged),
            str(len(result.failures)),
            wording.words(result.failures[0]).what if result.failures else "",
        )
        for result in history
    ]
    output.table(headings, shown, numbers=headings[2:7])


def _when(moment: datetime | None, now: datetime, *, past: str | None = None) -> str:
    from feeds import wording

    if moment is None:
        return past or "never"
    if past is not None and moment <= now:
        return past
    return wording.relative(moment, now)
