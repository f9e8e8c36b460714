"""From the command line's options to the assembled program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from feeds.app import App
    from feeds.config import Settings
    from feeds.model import Source


class SourceName(click.ParamType[str]):
    """A configured source's name, completed by the tab key."""

    name = "NAME"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The configured names that begin so; none when the configuration cannot be read."""
        from feeds.errors import ConfigError

        root = ctx.find_root()
        path = root.params.get("config") or root.obj or Path("config.yaml")
        try:
            names = settings_of(Path(path)).sources
        except ConfigError:
            return []
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def settings_of(path: Path) -> Settings:
    """The settings in the file at ``path``. Raises ConfigError."""
    from feeds.config import load

    return load(path)


def settings_or_default(path: Path) -> Settings:
    """The settings in the file at ``path``, with sources or without; the defaults if there is none.

    Raises ConfigError.
    """
    from feeds.config import Settings, load

    return load(path, complete=False) if path.exists() else Settings()


def web_address(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """An address as people type it; https where they left the scheme out."""
    from feeds.config.values import web_address as parsed

    try:
        return parsed(value if "://" in value else f"https://{value}")
    except ValueError as error:
        raise click.BadParameter(f"{value!r} {error}") from error


@contextmanager
def opened(path: Path) -> Iterator[App]:
    """The program over the settings at ``path``. Raises ConfigError, StoreError."""
    from feeds import wording
    from feeds.app import App

    with App.open(settings_of(path), wording.concern) as app:
        yield app


def chosen(settings: Settings, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these names, all when there is none. Raises click.UsageError."""
    import difflib

    for name in names:
        if name not in settings.sources:
            close = difflib.get_close_matches(name, settings.sources, n=1)
            known = ", ".join(sorted(settings.sources)[:10])
            hint = f"Did you mean {close[0]!r}?" if close else f"There are: {known}"
            raise click.UsageError(f"There is no source {name!r} in the configuration. {hint}")
    if not names:
        return settings.source_list
    return tuple(settings.sources[name].source(name) for name in dict.fromkeys(names))


def json_option(command: Any) -> Any:
    """``--json``, for every command that prints a table."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(
        command
    )
