"""``feeds run``."""

from __future__ import annotations

import logging
from pathlib import Path

import click


@click.command("run")
@click.pass_obj
def run_command(config: Path) -> int:
    """Run the daemon until it is told to stop (Ctrl-C, SIGTERM).

    It refreshes what is due, publishes what is new, and serves the feeds at /feeds/ and its own
    pages at /. Restarting it costs nothing: what is due when is in the store. A configuration that
    changes is taken up by itself; one that is invalid is told of in the log, and leaves the old
    one in force.
    """
    from feeds.cli.server import PortTaken, serve

    logging.getLogger("feeds").setLevel(logging.INFO)
    try:
        return serve(config, announce=click.echo)
    except PortTaken as error:
        raise click.ClickException(
            f"{error.host} port {error.port} is taken ({error.reason}).\n"
            "Is Feedwright running already? Otherwise choose another port in the "
            "configuration:\n  serve: {port: 8001}"
        ) from error
