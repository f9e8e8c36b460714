"""Noticing that a file was changed, once whoever writes it has done."""

from __future__ import annotations

import os
from pathlib import Path

_Mark = tuple[
    int, int, int
]  # inode, size, nanoseconds: an editor replaces the file or writes to it


class Watched:
    """A file that is looked at from time to time; what it is at first counts as known."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._seen = _mark(path)

    def take_note(self) -> None:
        """From now on what it is counts as known."""
        self._known = self._seen = _mark(self._path)

    def has_changed(self) -> bool:
        """Whether there is another file than was known, the same as at the last look.

        It is known from then on. One that is gone is awaited.
        """
        mark = _mark(self._path)
        at_rest, self._seen = mark == self._seen, mark
        if mark is None or mark == self._known or not at_rest:
            return False
        self._known = mark
        return True


def _mark(path: Path) -> _Mark | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
