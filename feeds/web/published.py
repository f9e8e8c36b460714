"""The published files over HTTP: ``/feeds/…``, made to be polled.

A file is read, hashed and compressed once for each version of it; until it changes on disk, a
reader costs one stat(2) and, mostly, a 304.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import re
import stat
from collections import OrderedDict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from feeds.web.conditional import Version, accepts_gzip, respond
from feeds.web.view import MEDIA_TYPES

# What the publisher writes, and nothing beside it: no temporary file, no folder above.
_NAME = re.compile(r"index\.html|feeds\.opml|[a-z0-9-]+\.(?:rss|atom|json)")
_SHARED = frozenset(("index.html", "feeds.opml"))
_MEDIA_TYPES = {
    **{form: f"{media_type}; charset=utf-8" for form, media_type in MEDIA_TYPES.items()},
    "html": "text/html; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
}
# Readers that mind it ask every five minutes at the most; news is as old as a check anyhow.
MAX_AGE = 300
# For all files kept in memory, plain and compressed: some thousand small feeds.
MEMORY = 64_000_000
_GZIP_LEVEL = 6
# Its index page brings its style along.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class _Mark:
    """What tells one state of a file on disk from another; its replacement is a new inode."""

    inode: int
    size: int
    changed: int  # nanoseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """The bytes of one content coding, with the headers that go with them."""

    version: Version
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    mark: _Mark
    plain: _Coded
    packed: _Coded

    @property
    def size(self) -> int:
        return len(self.plain.body) + len(self.packed.body)


class Published:
    """Serves the files of one folder from memory, reading each again when it changed."""

    def __init__(
        self, folder: Path, feeds: Container[str] | None = None, memory: int = MEMORY
    ) -> None:
        """``feeds`` are the files of the feeds there are, all in the folder if that is None.

        ``memory`` bounds the bytes kept; the files unused for longest go first.
        """
        self._folder = folder
        self._feeds = feeds
        self._memory = memory
        self._files: OrderedDict[str, _File] = OrderedDict()
        self.held = 0  # bytes kept
        self._reading = asyncio.Lock()

    async def respond(self, request: Request) -> Response:
        """The file that the path parameter ``name`` names, or 404.

        One left of a feed that there was is 410, which tells readers to ask no more.
        """
        name = request.path_params["name"] or "index.html"
        if self._is_retired(name):
            self._drop(name)
            raise HTTPException(404 if self._mark(name) is None else 410)
        file = await self._file(name)
        if file is None:
            raise HTTPException(404)
        coded = file.packed if accepts_gzip(request.headers) else file.plain
        return respond(request.headers, coded.body, coded.version, coded.headers)

    def _is_retired(self, name: str) -> bool:
        return self._feeds is not None and name not in _SHARED and name not in self._feeds

    async def _file(self, name: str) -> _File | None:
        mark = self._mark(name)
        if mark is None:
            self._drop(name)
            return None
        file = self._files.get(name)
        if file is None or file.mark != mark:
            async with self._reading:  # one reads, the others find it read
                file = self._files.get(name)
                if file is None or file.mark != mark:
                    file = await run_in_threadpool(_read, self._folder / name, mark)
                    self._keep(name, file)
        if file is not None:
            self._files.move_to_end(name)
        return file

    def _mark(self, name: str) -> _Mark | None:
        if not _NAME.fullmatch(name):
            return None
        try:
            found = os.stat(self._folder / name, follow_symlinks=False)
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return _Mark(found.st_ino, found.st_size, found.st_mtime_ns)

    def _keep(self, name: str, file: _File | None) -> None:
        self._drop(name)
        if file is None:
            return
        self._files[name] = file
        self.held += file.size
        while self.held > self._memory and len(self._files) > 1:
            self._drop(next(iter(self._files)))

    def _drop(self, name: str) -> None:
        file = self._files.pop(name, None)
        if file is not None:
            self.held -= file.size


def _read(path: Path, mark: _Mark) -> _File | None:
    """The file, whole: it is only ever replaced, never written to. None if it went meanwhile."""
    try:
        body = path.read_bytes()
    except OSError:
        return None
    modified = datetime.fromtimestamp(mark.changed / 1e9, UTC)
    headers = _headers(path.suffix.removeprefix("."))
    packed = gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return _File(
        mark=mark,
        plain=_coded(body, headers, modified),
        packed=_coded(packed, {**headers, "content-encoding": "gzip"}, modified),
    )


def _headers(form: str) -> dict[str, str]:
    headers = {
        "content-type": _MEDIA_TYPES[form],
        "cache-control": f"public, max-age={MAX_AGE}",
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
        "content-security-policy": _POLICY,
    }
    if form in MEDIA_TYPES:
        headers["access-control-allow-origin"] = "*"  # for readers that are web pages themselves
    return headers


def _coded(body: bytes, headers: Mapping[str, str], modified: datetime) -> _Coded:
    version = Version.of(body, modified, coding=headers.get("content-encoding", ""))
    return _Coded(version=version, body=body, headers=headers)
