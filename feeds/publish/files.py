"""Files that are whole at every moment: replaced in one step, or not at all."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from feeds.errors import PublishError


def write(path: Path, content: bytes) -> bool:
    """Make ``path`` hold ``content``; False if it did already, and was left alone.

    A reader sees the old file or the new one, also after a crash or a power cut; several threads
    and processes may write at once. The folder is made. Raises PublishError when it cannot be
    done (disk full, no permission); the file that stood there still does.
    """
    try:
        if _holds(path, content):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(path) as (temporary, descriptor):
            os.ftruncate(descriptor, 0)  # a writer that was killed may have left something
            with open(descriptor, "wb", closefd=False) as file:
                file.write(content)
            os.fsync(descriptor)
            os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise PublishError(str(path), error.strerror or str(error)) from error
    return True


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


@contextmanager
def _temporary(path: Path) -> Iterator[tuple[Path, int]]:
    """A file beside ``path`` that this writer alone has open; taken away if an error ends its use.

    It has one fixed name, so what a killed writer leaves is used again and never piles up. The
    lock is on the file, not on the name: once a writer has it, the name may have moved on.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    while True:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if not _is_same(temporary, descriptor):
                continue
            try:
                yield temporary, descriptor
            except BaseException:
                with suppress(OSError):
                    temporary.unlink()
                raise
            return
        finally:
            os.close(descriptor)


def _is_same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    """Make the replacement last: the name is the folder's content, not the file's."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
