"""Tables for people and JSON for programs, from the same rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from feeds.characters import clean

# Wide enough that nothing wraps where no terminal says how wide it is (a pipe, cron, a log).
_UNBOUNDED = 10_000


def console(*, err: bool = False) -> Console:
    """Where to print: coloured and fitted on a terminal, plain and unwrapped elsewhere."""
    stream = sys.stderr if err else sys.stdout
    return Console(
        stderr=err,
        width=None if stream.isatty() else _UNBOUNDED,
        highlight=False,
        soft_wrap=not stream.isatty(),
    )


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str]) -> None:
    """Print ``rows`` under ``headings``; the columns named in ``numbers`` are set to the right."""
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        right = heading in numbers
        shown.add_column(heading, justify="right" if right else "left", no_wrap=right)
    for row in rows:
        shown.add_row(*(escape(plain(cell)) for cell in row))
    target = console()
    target.print(shown, soft_wrap=False)


def plain(text: str) -> str:
    """``text`` of a stranger's on one line, without characters that command a terminal."""
    kept = (c for c in clean(" ".join(text.split())) if c.isprintable() or c == "\u200d")
    return "".join(kept)


def as_json(value: Any) -> None:
    """Print ``value`` (dataclasses, sequences of them, plain values) as JSON."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in the output")
