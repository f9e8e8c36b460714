"""The command ``feeds``: its options, its commands, and how it ends.

Commands are imported when they are called for, so that ``feeds --help`` and tab completion answer
at once.
"""

from __future__ import annotations

import difflib
import importlib
import logging
import os
import sys
from pathlib import Path

import click

from feeds.cli.memory import return_large_blocks
from feeds.errors import ConfigError, FeedsError

# Exit status, as the README promises it; a command returns 1 itself when a source failed.
BAD_USAGE = 2

# Each command's module in feeds.cli.commands, and what it does.
_COMMANDS = {
    "run": ("run", "run the daemon: refresh what is due, publish, serve feeds and pages"),
    "refresh": ("refresh", "refresh now: all sources, or those named"),
    "preview": ("preview", "show what a site offers, or how one article is cleaned"),
    "add": ("add", "find out how to follow a site, and add it to the configuration"),
    "status": ("status", "how the sources are doing, or the history of one"),
    "check": ("check", "say what is wrong in the configuration"),
    "reclean": ("reclean", "clean the stored pages again, or show what that would change"),
    "publish": ("publish", "write every feed file again from the store"),
    "import": ("opml", "follow the subscriptions of an OPML file"),
    "export": ("opml", "print the published feeds as OPML"),
}


class _Commands(click.Group):
    """The commands, each imported when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"feeds.cli.commands.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but with the nearest command in the refusal."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            if not close or error.message.rstrip().endswith("?"):
                raise
            raise click.UsageError(f"{error.message} Did you mean {close[0]!r}?", ctx) from error


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""
\b
Begin with:
  feeds preview https://example.com/news     see what would be in the feed
  feeds add https://example.com/news         follow it
  feeds run                                  and keep it fresh

\b
Tab completion, for bash (zsh, fish: put their name in its place):
  eval "$(_FEEDS_COMPLETE=bash_source feeds)"

\b
Exit status: 0 all went well, 1 some source failed, 2 bad usage or configuration.
""",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="FEEDS_CONFIG",
    default="config.yaml",
    show_default=True,
    show_envvar=True,
    help="The configuration file.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error while working.")
@click.version_option(package_name="feedwright", prog_name="feeds")
@click.pass_context
def cli(ctx: click.Context, config: Path, verbose: bool) -> None:
    """Give any news site the feed it should have had.

    Feedwright collects a site's articles, strips what is not the article, and publishes
    RSS, Atom and JSON feeds with the full text.
    """
    ctx.obj = config
    return_large_blocks()
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(message)s" if _journal() else "%(asctime)s %(levelname)-7s %(message)s",
        stream=sys.stderr,
    )
    # A connection that is tried again is no news; what comes of it is told where it matters.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    # Two lines for each tick of the clock would bury what --verbose is asked for.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


def main() -> None:
    """Run the command line, and end the process with its exit status."""
    try:
        status = cli.main(standalone_mode=False, prog_name="feeds")
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(BAD_USAGE)
    except FeedsError as error:
        _complain(error)
        sys.exit(BAD_USAGE)
    except BrokenPipeError:
        # Whoever read our output (`feeds status | head`) has seen enough.
        _drop_output()
        sys.exit(0)
    except OSError as error:
        # A full disk, a folder that may not be written to: the operator's to mend.
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"feeds: {where}{error.strerror or error}", err=True)
        _drop_output()
        sys.exit(BAD_USAGE)
    sys.exit(status if isinstance(status, int) else 0)


def _drop_output() -> None:
    """Send what is still to be written to nowhere, lest the interpreter fail over it at exit."""
    if sys.stdout is None:  # closed by whoever started us
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: FeedsError) -> None:
    from feeds import wording

    if isinstance(error, ConfigError):
        for problem in error.problems:
            click.echo(wording.problem(problem), err=True)
    else:
        click.echo(f"feeds: {wording.words(error)}", err=True)


def _journal() -> bool:
    """Whether systemd's journal reads us, which puts the time to every line itself."""
    return "JOURNAL_STREAM" in os.environ
