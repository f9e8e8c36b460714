"""``feeds publish``."""

from __future__ import annotations

from pathlib import Path

import click

from feeds.cli.opening import opened


@click.command("publish")
@click.pass_obj
def publish_command(config: Path) -> int:
    """Write every feed file again from the store, without fetching anything.

    Files that would not differ are left alone.
    """
    from feeds import wording
    from feeds.errors import PublishError

    with opened(config) as app:
        try:
            app.publish_all()
        except PublishError as error:
            click.echo(f"feeds: {wording.words(error)}", err=True)
            return 1
        folder = app.settings.publish.to
        count = len(app.feeds())
    click.echo(f"Published {count} feed{'' if count == 1 else 's'} in {folder}")
    return 0
