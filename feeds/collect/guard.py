"""Keeps requests out of private networks, at the one moment that counts: the connection.

A name is resolved once; each of its addresses is checked, and the very address that was checked is
connected to, so neither an odd spelling (``0x7f.1``) nor a name that answers differently the
second time gets past. The connected socket is given to the exchange's watch, so that a deadline
cuts it. Host header, TLS server name and certificate check are left to urllib3.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from functools import partial
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, PoolManager, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from feeds.collect.deadline import Watch
from feeds.errors import AddressBlocked

Network = IPv4Network | IPv6Network
Resolved = tuple[Any, ...]  # one row of socket.getaddrinfo

# Not public, or a way of writing an IPv4 address that may not be, although
# ``ipaddress.is_global`` of some Python that is supported says otherwise.
_NEVER_PUBLIC: tuple[Network, ...] = tuple(
    ip_network(block)
    for block in (
        "100.64.0.0/10",  # shared address space (RFC 6598); Alibaba's metadata service
        "168.63.129.16/32",  # Azure's metadata service, on a public address
        "192.0.0.0/24",  # IETF protocol assignments; Oracle's metadata service
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "::/96",  # IPv4-compatible (RFC 4291 section 2.5.5.1)
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # NAT64, local use (RFC 8215)
        "2001::/32",  # Teredo (RFC 4380)
        "2002::/16",  # 6to4 (RFC 3056)
        "fec0::/10",  # site-local (RFC 3879)
    )
)
_KEPT_CONNECTIONS_PER_HOST = 1  # a lane sends one request at a time


def is_permitted(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether ``address`` (numeric, a zone is ignored) is public or lies in an ``allowed`` network.

    An IPv4-mapped address counts as the IPv4 address it holds.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if any(ip in network for network in allowed):
        return True
    return ip.is_global and not ip.is_multicast and not any(ip in block for block in _NEVER_PUBLIC)


class GuardedAdapter(HTTPAdapter):
    """A requests transport that connects only to permitted addresses, within a watch.

    Safe for use from many threads: urllib3's pools are, and nothing else is kept but the watch of
    each thread's current exchange. A read that fails on a connection kept from an earlier exchange
    is tried once more, since the server may have closed it in the meantime.
    """

    def __init__(self, allowed: Sequence[Network], kept_hosts: int) -> None:
        self._dialer = _Dialer(allowed)
        super().__init__(
            pool_connections=kept_hosts,
            pool_maxsize=_KEPT_CONNECTIONS_PER_HOST,
            max_retries=Retry(
                total=1, connect=0, read=1, status=0, redirect=0, respect_retry_after_header=False
            ),
        )

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **options: Any
    ) -> None:
        self.poolmanager = _GuardedPools(
            self._dialer, num_pools=connections, maxsize=maxsize, block=block, **options
        )

    def open(self, request: PreparedRequest, watch: Watch, verify: bool | str) -> Response:
        """Send ``request``; the response's body is unread, and ``watch`` must outlast its reading.

        Raises AddressBlocked, and what requests and urllib3 raise.
        """
        self._dialer.begin(watch)
        try:
            return self.send(request, stream=True, timeout=watch.remaining, verify=verify)
        except _Refused as refused:
            raise AddressBlocked(request.url or "", refused.address) from refused
        finally:
            self._dialer.finish()


class _Refused(Exception):
    """Every address that ``host`` resolves to is forbidden; ``address`` is one of them."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class _Dialer:
    """Resolves, checks and connects, for whichever exchange the calling thread is at."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = tuple(allowed)
        self._current = threading.local()

    def begin(self, watch: Watch) -> None:
        self._current.watch = watch

    def finish(self) -> None:
        self._current.watch = None

    def watches(self, sock: socket.socket) -> None:
        """Have the current watch cut the connection of ``sock``.

        It gets a handle of its own: TLS and http.client each take the socket object over at some
        moment, and leave an empty one behind.
        """
        handle = socket.socket(fileno=os.dup(sock.fileno()))
        self._watch.cuts(partial(_shut_down, handle), release=handle.close)

    def dial(self, connection: HTTPConnection) -> socket.socket:
        """A socket connected to the first permitted address of the host that answers.

        Raises _Refused, and urllib3's connection errors, which requests knows.
        """
        watch = self._watch
        if watch.was_cut:
            raise NewConnectionError(connection, "out of time")
        try:
            found = _resolve(connection.host, connection.port, watch)
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, "name lookup") from error
        except (OSError, UnicodeError) as error:
            reason = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
            raise NameResolutionError(connection.host, connection, reason) from error
        permitted = [row for row in found if is_permitted(row[4][0], self._allowed)]
        if not permitted:
            raise _Refused(found[0][4][0])
        try:
            return _connect(permitted, watch)
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, "connecting") from error
        except OSError as error:
            raise NewConnectionError(connection, str(error)) from error

    @property
    def _watch(self) -> Watch:
        watch: Watch = self._current.watch
        return watch


class _Guarded(HTTPConnection):
    """What both kinds of connection add: the dialer in place of urllib3's own connecting."""

    def __init__(self, *args: Any, dialer: _Dialer, **options: Any) -> None:
        super().__init__(*args, **options)
        self._dialer = dialer

    def _new_conn(self) -> socket.socket:
        sock = self._dialer.dial(self)
        self._dialer.watches(sock)
        return sock

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock is not None:  # a kept connection, and another watch
            self._dialer.watches(self.sock)
        super().request(*args, **options)


class _GuardedHTTP(_Guarded):
    pass


class _GuardedHTTPS(_Guarded, HTTPSConnection):
    pass


class _GuardedPools(PoolManager):
    """Pools whose connections go through the dialer."""

    def __init__(self, dialer: _Dialer, **options: Any) -> None:
        super().__init__(**options)
        self._connection_classes = {
            "http": partial(_GuardedHTTP, dialer=dialer),
            "https": partial(_GuardedHTTPS, dialer=dialer),
        }

    def _new_pool(
        self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None
    ) -> HTTPConnectionPool:
        pool = super()._new_pool(scheme, host, port, request_context)
        pool.ConnectionCls = self._connection_classes[scheme]  # type: ignore[assignment]
        return pool


def _resolve(host: str, port: int, watch: Watch) -> list[Resolved]:
    """The addresses of ``host``. The system's lookup knows no time limit, so a thread waits for it.

    Raises socket.gaierror, UnicodeError, and TimeoutError when the watch ends first.
    """
    name = host.strip("[]")
    answer: Future[list[Resolved]] = Future()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            _settle(answer, error)
        else:
            _settle(answer, found or socket.gaierror(socket.EAI_NONAME, "no address"))

    watch.cuts(partial(_settle, answer, TimeoutError()))
    threading.Thread(target=look_up, name=f"lookup {name}", daemon=True).start()
    return answer.result()


def _settle(answer: Future[list[Resolved]], outcome: list[Resolved] | Exception) -> None:
    """Give the first outcome; a later one (lookup and deadline racing) is dropped."""
    with suppress(InvalidStateError):
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)


def _connect(addresses: Sequence[Resolved], watch: Watch) -> socket.socket:
    """A connection to the first address that takes one, each getting its share of the time left."""
    for position, (family, kind, protocol, _, target) in enumerate(addresses):
        left = len(addresses) - position
        sock = socket.socket(family, kind, protocol)
        watch.cuts(partial(_shut_down, sock))
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(watch.remaining / left)
            sock.connect(target)
        except OSError:
            sock.close()
            if left == 1:
                raise
        else:
            return sock
    raise AssertionError("no address to connect to")


def _shut_down(handle: socket.socket) -> None:
    with suppress(OSError):  # already closed by the other side, or by us
        handle.shutdown(socket.SHUT_RDWR)
