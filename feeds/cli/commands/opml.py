"""``feeds import`` and ``feeds export``."""

from __future__ import annotations

from pathlib import Path

import click

from feeds.cli.opening import opened, settings_or_default


@click.command("export")
@click.pass_obj
def export_command(config: Path) -> int:
    """Print the published feeds as OPML, which any feed reader imports."""
    from feeds.publish.opml import opml as listed

    with opened(config) as app:
        document = listed(app.feeds(), "Feeds", app.settings.publish.formats[0])
    click.echo(document, nl=False)
    return 0


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_obj
def import_command(config: Path, file: Path) -> int:
    """Follow the subscriptions of an OPML file: each becomes a source of the configuration.

    Those that are followed already are left as they are.
    """
    from feeds.cli.adding import Addition, add_sources
    from feeds.collect.subscriptions import subscriptions
    from feeds.errors import BadFeed

    try:
        found = subscriptions(file.read_bytes(), str(file))
    except BadFeed as error:
        raise click.UsageError(f"{file} cannot be read: {error.reason}") from error
    if not found.usable:
        raise click.UsageError(f"{file} holds no subscription.")
    wished = [Addition(url=each.url, title=each.title) for each in found.usable]
    added = add_sources(config, settings_or_default(config), wished)
    for source in added:
        click.echo(f"{source.name}: {source.url}")
    for address in found.unusable:
        click.echo(f"Skipped, for it has no address on the web: {address}")
    of_all = len(found.usable) + len(found.unusable)
    click.echo(f"Added {len(added)} of {of_all} subscriptions to {config}.")
    return 0
