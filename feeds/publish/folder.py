"""The published folder: which files stand in it."""

from __future__ import annotations

import logging
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

log = logging.getLogger(__name__)

Writer = Callable[[Feed, Sequence[Entry]], bytes]

_WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {"rss": rss, "atom": atom, "json": json_feed}
)


def publish(
    feed: Feed, entries: Sequence[Entry], folder: Path, formats: Sequence[str]
) -> list[Path]:
    """Write ``feed`` into ``folder`` as ``<name>.<format>`` for each format; the files changed.

    ``formats`` are of "rss", "atom" and "json". A file that would stay the same is not touched.
    Raises PublishError; files not yet written then stay as they were.
    """
    files = {
        folder / f"{feed.name}.{form}": _document(_WRITERS[form], feed, entries) for form in formats
    }
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


def _document(writer: Writer, feed: Feed, entries: Sequence[Entry]) -> bytes:
    """What ``writer`` makes of ``entries``, each once; one that it cannot write harms no other."""
    unique = list({entry.id: entry for entry in entries}.values())
    try:
        return writer(feed, unique)
    except (ValueError, TypeError):
        return writer(feed, [entry for entry in unique if _is_writable(writer, feed, entry)])


def _is_writable(writer: Writer, feed: Feed, entry: Entry) -> bool:
    try:
        writer(feed, [entry])
    except (ValueError, TypeError):
        log.exception("entry %s cannot be written, and is left out of feed %s", entry.id, feed.name)
        return False
    return True
