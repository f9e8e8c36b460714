"""``feeds check``."""

from __future__ import annotations

from pathlib import Path

import click

from feeds.cli import output
from feeds.cli.opening import json_option, settings_of
from feeds.errors import ConfigError


@click.command("check")
@json_option
@click.pass_obj
def check_command(config: Path, as_json: bool) -> int:
    """Validate the configuration: every problem with its file, line and key.

    Touches neither the network nor the store. Ends with status 2 when something is wrong.
    """
    try:
        settings = settings_of(config)
    except ConfigError as error:
        if not as_json:
            raise
        output.as_json(error.problems)
        return 2
    if as_json:
        output.as_json([])
        return 0
    merged = f" and {_count(len(settings.feeds), 'merged feed')}" if settings.feeds else ""
    click.echo(f"{config} is fine: {_count(len(settings.sources), 'source')}{merged}.")
    return 0


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
