"""``feeds add``."""

from __future__ import annotations

from pathlib import Path

import click

from feeds.cli.opening import settings_or_default, web_address
from feeds.errors import CollectError

# Articles fetched to show that the site is followed right; each takes a second of politeness.
_SHOWN = 3


@click.command("add")
@click.argument("url", callback=web_address)
@click.option("--name", help="The source's name: small letters, digits, hyphens.")
@click.option("--dry-run", is_flag=True, help="Show what would be added, and change nothing.")
@click.pass_obj
def add_command(config: Path, url: str, name: str | None, dry_run: bool) -> int:
    """Find out how to follow the site at URL, show it, and append it to the configuration.

    Every line of the file stays as it is, comments included. A running daemon takes the new
    source up by itself.
    """
    from feeds import wording
    from feeds.app import tools_for
    from feeds.cli.adding import Addition, add_sources, refuse_known
    from feeds.cli.commands.preview import show_findings
    from feeds.cli.progress import Bars
    from feeds.cli.sampling import sample_site
    from feeds.model import Source
    from feeds.pipeline import look

    settings = settings_or_default(config)
    refuse_known(settings, url, name)
    tools = tools_for(settings)
    try:
        with sample_site(settings, url), Bars(1, quiet=False) as bars:
            found = look(Source(name="new", url=url), tools, _SHOWN, bars.watch)
    except CollectError as error:
        click.echo(f"feeds: {wording.words(error)}", err=True)
        return 1
    finally:
        tools.close()
    show_findings(found)
    if dry_run:
        return 0
    addition = Addition(url=url, title=found.collected.title, name=name)
    added = add_sources(config, settings, [addition])[0]
    click.echo(f"\nAdded to {config} as {added.name}. Fetch it now: feeds refresh {added.name}")
    return 0
