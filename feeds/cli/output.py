"""Tables for people and JSON for programs, from the same rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any, TextIO

import click
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.table import Table

from feeds.characters import clean

# Wide enough that nothing wraps where no terminal says how wide it is (a pipe, cron, a log).
_UNBOUNDED = 10_000


def console(*, err: bool = False) -> Console:
    """Where to print: coloured and fitted on a terminal, plain and unwrapped elsewhere."""
    watched = _is_terminal(sys.stderr if err else sys.stdout)
    return Console(
        stderr=err,
        width=None if watched else _UNBOUNDED,
        highlight=False,
        soft_wrap=not watched,
    )


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks on; there is no stream where it was closed (``feeds status >&-``)."""
    return stream is not None and stream.isatty()


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str]) -> None:
    """Print ``rows`` under ``headings``; the columns named in ``numbers`` are set to the right."""
    cells = [[plain(cell) for cell in row] for row in rows]
    if not _is_terminal(sys.stdout):
        _print_columns([list(headings), *cells], [heading in numbers for heading in headings])
        return
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        right = heading in numbers
        justify: JustifyMethod = "right" if right else "left"
        # An address that is cut off cannot be copied: it goes on in the next line.
        shown.add_column(heading, justify=justify, no_wrap=right, overflow="fold")
    for row in cells:
        shown.add_row(*map(escape, row))
    console().print(shown)


def _print_columns(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
    """For pipes and logs: unwrapped, and at a hundredth of the cost where sources are thousands."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = []
        for cell, width, is_right in zip(row, widths, right, strict=True):
            space = " " * (width - cell_len(cell))
            padded.append(space + cell if is_right else cell + space)
        click.echo("  ".join(padded).rstrip())


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
