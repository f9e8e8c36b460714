"""The published folder: which files stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from feeds.model import Entry, Feed
from feeds.publish.files import write
from feeds.publish.jsonfeed import json_feed
from feeds.publish.opml import opml
from feeds.publish.page import index_page
from feeds.publish.render import atom, rss

_WRITERS: Final[Mapping[str, Callable[[Feed, Sequence[Entry]], bytes]]] = MappingProxyType(
    {"rss": rss, "atom": atom, "json": json_feed}
)


def publish(
    feed: Feed, entries: Sequence[Entry], folder: Path, formats: Sequence[str]
) -> list[Path]:
    """Write ``feed`` into ``folder`` as ``<name>.<format>`` for each format; the files changed.

    ``formats`` are of "rss", "atom" and "json". A file that would stay the same is not touched.
    Raises PublishError; files not yet written then stay as they were.
    """
    files = {folder / f"{feed.name}.{form}": _WRITERS[form](feed, entries) for form in formats}
    return [path for path, content in files.items() if write(path, content)]


def publish_index(
    feeds: Sequence[Feed], folder: Path, formats: Sequence[str] = tuple(_WRITERS)
) -> list[Path]:
    """Write ``index.html`` and ``feeds.opml`` over all ``feeds``; the files changed.

    Raises PublishError as :func:`publish` does. OPML subscribes to the first of ``formats``, for
    OPML has one address for each feed.
    """
    files = {
        folder / "index.html": index_page(feeds, formats),
        folder / "feeds.opml": opml(feeds, "Feeds", formats[0]),
    }
    return [path for path, content in files.items() if write(path, content)]
