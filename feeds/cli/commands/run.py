"""``feeds run``."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from feeds.cli.opening import settings_of


@click.command("run")
@click.pass_obj
def run_command(config: Path) -> int:
    """Run the daemon until it is told to stop (Ctrl-C, SIGTERM).

    It refreshes what is due, publishes what is new, and serves the feeds at /feeds/ and its own
    pages at /. Restarting it costs nothing: what is due when is in the store.
    """
    from feeds.cli.server import PortTaken, serve

    logging.getLogger("feeds").setLevel(logging.INFO)
    settings = settings_of(config)
    try:
        return serve(settings, announce=click.echo)
    except PortTaken as error:
        raise click.ClickException(
            f"{error.host} port {error.port} is taken ({error.reason}).\n"
            "Is Feedwright running already? Otherwise choose another port in the "
            "configuration:\n  serve: {port: 8001}"
        ) from error
