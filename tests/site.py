"""A real web site on loopback, well-behaved or not, for every test that needs one.

    with Site({"/": page("<p>Hello</p>"), "/gone": status(410)}) as site:
        fetch(site.url("/"))
        assert site.requests("/") == 1

A site maps paths (with the query, if any) to replies; builders make the usual ones, and any reply
can be made to misbehave. A path that is not mapped answers 404, ``/robots.txt`` included.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from types import TracebackType
from typing import Any

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a path answers with.

    ``body`` may be an endless iterable; it then goes out without a length. ``pause`` is waited
    after each piece. With an ETag or Last-Modified among ``headers``, a matching conditional
    request is answered 304.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Callable[[], Iterable[bytes]] = b""
    length: int | None = None  # as declared; default: the true one
    pause: float = 0.0  # seconds after each piece of the body
    header_pause: float = 0.0  # seconds after each byte of the headers
    close: bool = False  # end the connection afterwards


# -- builders ----------------------------------------------------------------------------------


def page(body: str = "", *, head: str = "", title: str = "A page", **headers: str) -> Reply:
    """An HTML page; keyword arguments are headers (``etag='"1"'``)."""
    html = (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return content(html, "text/html; charset=utf-8", **headers)


def content(body: str | bytes, content_type: str | None, **headers: str) -> Reply:
    """Any body under any type; None sends no Content-Type."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    if content_type is not None:
        named["Content-Type"] = content_type
    return Reply(headers=named, body=body.encode() if isinstance(body, str) else body)


def xml(body: str, **headers: str) -> Reply:
    """An XML document: a feed or a sitemap."""
    return content(body, "application/xml", **headers)


def robots(text: str) -> Reply:
    """A robots.txt."""
    return content(text, "text/plain")


def status(code: int, *, retry_after: str | None = None) -> Reply:
    """A bare status."""
    return Reply(status=code, headers={} if retry_after is None else {"Retry-After": retry_after})


def redirect(to: str, code: int = 302) -> Reply:
    """A redirect to a path or an address."""
    return Reply(status=code, headers={"Location": to})


# -- misbehaviour ------------------------------------------------------------------------------


def with_headers(reply: Reply, **headers: str) -> Reply:
    """``reply`` with headers added."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return replace(reply, headers={**reply.headers, **named})


def dripping(reply: Reply, pause: float = 0.05) -> Reply:
    """Its body comes a byte at a time."""
    assert isinstance(reply.body, bytes)
    body = reply.body
    return replace(
        reply,
        body=lambda: (body[i : i + 1] for i in range(len(body))),
        length=len(body),
        pause=pause,
    )


def dripping_headers(reply: Reply, pause: float = 0.05) -> Reply:
    """Its status line and headers come a byte at a time."""
    return replace(reply, header_pause=pause)


def endless(piece: bytes = b"<p>more</p>" * 1000) -> Reply:
    """A page without a length and without an end."""

    def pieces() -> Iterator[bytes]:
        while True:
            yield piece

    return Reply(headers={"Content-Type": "text/html"}, body=pieces)


def gzipped(reply: Reply) -> Reply:
    """As a well-behaved server compresses it."""
    assert isinstance(reply.body, bytes)
    return replace(
        reply, body=gzip.compress(reply.body), headers={**reply.headers, "Content-Encoding": "gzip"}
    )


def gzip_bomb(megabytes: int, layers: int = 1) -> Reply:
    """A small body that unpacks into ``megabytes`` of spaces, compressed ``layers`` times."""
    packer = zlib.compressobj(wbits=31)
    body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body)
    return content(body, "text/html", content_encoding=", ".join(["gzip"] * layers))


def truncated(reply: Reply, keep: float = 0.5) -> Reply:
    """Its length is declared in full, and the connection closed after a part."""
    assert isinstance(reply.body, bytes)
    kept = reply.body[: int(len(reply.body) * keep)]
    return replace(reply, body=kept, length=len(reply.body), close=True)


def cut_gzip(reply: Reply) -> Reply:
    """Half of its compressed body, under the length of that half."""
    packed = gzipped(reply)
    assert isinstance(packed.body, bytes)
    return replace(packed, body=packed.body[: len(packed.body) // 2])


# -- the server --------------------------------------------------------------------------------


class Site:
    """A server of ``pages``, which may be changed while it runs. ``tls`` makes it https."""

    def __init__(
        self,
        pages: Mapping[str, Reply] | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        address: str = LOOPBACK,
    ) -> None:
        self.pages: dict[str, Reply] = dict(pages or {})
        self.paths: list[str] = []  # as asked for, in order
        self.most_at_once = 0
        self.connections = 0
        self._headers: dict[str, list[Message]] = {}
        self._started: list[float] = []
        self._now_at = 0
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._tls = tls
        self._server = _Server((address, 0), self._handler(), tls)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def root(self) -> str:
        """The site's address, without a trailing slash."""
        host, port = self._server.server_address[:2]
        return f"{'https' if self._tls else 'http'}://{host!s}:{port}"

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/") -> str:
        return self.root + path

    def requests(self, path: str | None = None) -> int:
        """How often ``path`` was asked for; without one, all requests."""
        return len(self.paths) if path is None else Counter(self.paths)[path]

    def headers(self, path: str) -> Message:
        """The headers of the last request for ``path``."""
        return self._headers[path][-1]

    @property
    def gaps(self) -> list[float]:
        """Seconds between the starts of successive requests."""
        return [b - a for a, b in zip(self._started, self._started[1:], strict=False)]

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.paths.append(request.path)
            self._headers.setdefault(request.path, []).append(request.headers)
            self._started.append(time.monotonic())
            self._now_at += 1
            self.most_at_once = max(self.most_at_once, self._now_at)
        try:
            reply = self.pages.get(request.path, status(404))
            self._send(request, _conditional(reply, request.headers))
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            request.close_connection = True  # a client that has had enough is nobody's fault
        finally:
            with self._lock:
                self._now_at -= 1

    def _send(self, request: BaseHTTPRequestHandler, reply: Reply) -> None:
        head = self._head(reply)
        pieces = [head[i : i + 1] for i in range(len(head))] if reply.header_pause else [head]
        self._write(request, pieces, reply.header_pause)
        if reply.status != 304:
            body = [reply.body] if isinstance(reply.body, bytes) else reply.body()
            self._write(request, body, reply.pause)
        unbounded = callable(reply.body) and reply.length is None
        request.close_connection = reply.close or unbounded

    def _head(self, reply: Reply) -> bytes:
        length = reply.length
        if length is None and isinstance(reply.body, bytes):
            length = len(reply.body)
        headers = dict(reply.headers)
        if length is not None and reply.status != 304:
            headers.setdefault("Content-Length", str(length))
        if reply.close or length is None:
            headers["Connection"] = "close"
        lines = [f"HTTP/1.1 {reply.status} -", *(f"{n}: {v}" for n, v in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")

    def _write(
        self, request: BaseHTTPRequestHandler, pieces: Iterable[bytes], pause: float
    ) -> None:
        for piece in pieces:
            if self._stopping.is_set():
                raise BrokenPipeError
            request.wfile.write(piece)
            if pause:
                self._stopping.wait(pause)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                site.connections += 1
                super().setup()

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        return Handler


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(
        self,
        address: tuple[str, int],
        handler: type[BaseHTTPRequestHandler],
        tls: ssl.SSLContext | None,
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)
        self._tls = tls
        self._open: set[socket.socket] = set()

    def finish_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        if self._tls is None:
            super().finish_request(request, client_address)
            return
        try:
            secured = self._tls.wrap_socket(request, server_side=True)
        except OSError:
            return  # the client does not like the certificate: what some tests are about
        with secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Quiet: a connection that a test cuts is no error of the site."""

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for request in list(self._open):
            request.close()


def _conditional(reply: Reply, asked: Message) -> Reply:
    """304 in place of ``reply`` where the request's validators are those of the reply."""
    matching = ("If-None-Match", "Etag")
    if matching[0] not in asked:
        matching = ("If-Modified-Since", "Last-Modified")
    echoed, own = asked[matching[0]], reply.headers.get(matching[1])
    if echoed is None or own is None or echoed.encode("latin-1") != own.encode():
        return reply
    return replace(reply, status=304, body=b"", length=None)
