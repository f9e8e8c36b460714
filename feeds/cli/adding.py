"""Writing new sources into ``config.yaml``, whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from feeds.config import HEALTH, NAME, Settings, parse, with_source
from feeds.model import Source
from feeds.urls import canonical

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A source to be added; without a ``name`` one is made from its title or address."""

    url: str
    title: str | None = None
    name: str | None = None


def add_sources(
    config: Path, settings: Settings | None, wished: Sequence[Addition]
) -> list[Source]:
    """Append those of ``wished`` not followed yet to the file at ``config``; what was appended.

    The file is replaced in one step, after its new text was read back as good. Raises
    click.UsageError when it cannot be edited, ConfigError when the result would not be valid.
    """
    # Not as text, which would make every end of line the same.
    text = config.read_bytes().decode() if config.exists() else ""
    followed = {canonical(source.url) for source in settings.source_list} if settings else set()
    taken = {*settings.sources, *settings.feeds} if settings else set()
    taken.add(HEALTH)  # lest the health feed move
    added: list[Source] = []
    for addition in wished:
        if canonical(addition.url) in followed:
            continue
        name = addition.name or _name(addition, taken)
        source = Source(name=name, url=addition.url, title=addition.title)
        try:
            text = with_source(text, source)
        except ValueError as error:
            raise click.UsageError(f"{config}: {error}") from error
        followed.add(canonical(source.url))
        taken.add(name)
        added.append(source)
    if added:
        parse(text, str(config), os.environ)
        _replace(config, text)
    return added


def refuse_known(settings: Settings, url: str, name: str | None) -> None:
    """Raises click.UsageError when ``url`` is followed already, or ``name`` is taken or none."""
    for source in settings.source_list:
        if canonical(source.url) == canonical(url):
            raise click.UsageError(f"{url} is followed already, as {source.name}.")
    if name is None:
        return
    if name in settings.sources or name in settings.feeds:
        raise click.UsageError(f"The name {name} is taken. Choose another: --name NAME")
    if not NAME.fullmatch(name):
        raise click.UsageError(f"{name!r} is no name: use small letters, digits and hyphens.")


def _name(addition: Addition, taken: Collection[str]) -> str:
    """A name for feed files: from the title, else from the host, with a number if it is taken."""
    host = (urlsplit(addition.url).hostname or "").removeprefix("www.")
    stem = _slug(addition.title or "") or _slug(host.rpartition(".")[0]) or _slug(host) or "source"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-")


def _replace(path: Path, text: str) -> None:
    path = path.resolve()  # a link keeps pointing where it does
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, path.stat().st_mode if path.exists() else 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
