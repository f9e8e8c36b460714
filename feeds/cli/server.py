"""The whole daemon in one process tree: scheduler and web server, from start to signal."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Callable
from threading import Event, Thread

import uvicorn

from feeds import web
from feeds.app import App
from feeds.config import Settings
from feeds.schedule.daemon import Daemon

log = logging.getLogger(__name__)

# SIGTERM to the end: systemd and Docker kill after 10 s at the earliest, so we end ourselves
# sooner. Requests of readers get a second, refreshes under way the rest.
_FOR_REQUESTS = 1
_FOR_REFRESHES = 5.0
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class PortTaken(Exception):
    """The address to serve on cannot be had."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason


def serve(settings: Settings, announce: Callable[[str], None]) -> int:
    """Run until SIGTERM or Ctrl-C; the exit status. Raises PortTaken, StoreError."""
    listening = _listen(settings.serve.host, settings.serve.port)
    stop = _on_signal()
    with App.open(settings) as app:
        daemon = Daemon(app)
        server = _server(web.create(app, lambda: daemon.silence))
        serving = Thread(target=server.run, args=([listening],), name="serve")
        serving.start()
        _announce(settings, announce)
        daemon.start()
        while not stop.wait(1.0) and serving.is_alive():
            pass
        announce("Stopping…")
        server.should_exit = True
        ended = daemon.stop(_FOR_REFRESHES)
        serving.join(_FOR_REQUESTS + 1)
    if not ended:
        # A thread is stuck in a system call; the store rolls back what it had begun.
        log.warning("a refresh did not end in time and is abandoned")
        logging.shutdown()
        os._exit(0)
    return 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(host, port, os.strerror(error.errno or 0)) from error
    listening.set_inheritable(False)
    return listening


def _on_signal() -> Event:
    """Set by the first SIGTERM or SIGINT; a second one ends the process at once."""
    stop = Event()

    def handle(number: int, _: object) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)
    return stop


def _server(app: web.ASGI) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=_FOR_REQUESTS,
            server_header=False,
        )
    )


def _announce(settings: Settings, announce: Callable[[str], None]) -> None:
    name = next(iter(settings.sources))
    announce(f"Feedwright is running. Open {settings.home}/")
    announce(f"and subscribe, in any feed reader, to {settings.home}/feeds/{name}.rss")
    announce("Stop it with Ctrl-C.")
    if settings.serve.host not in _LOOPBACK and settings.serve.token is None:
        log.warning(
            "anybody who reaches port %d sees the dashboard: set serve.token", settings.serve.port
        )
