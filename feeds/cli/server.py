"""The whole daemon in one process tree: scheduler and web server, from start to signal.

A configuration that changes is taken up without a restart: a new program is opened over it and put
in the old one's place. What does not change is where the server listens.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Self

import uvicorn

from feeds import web, wording
from feeds.app import App
from feeds.cli.watching import Watched
from feeds.config import Settings, load
from feeds.errors import ConfigError, StoreError
from feeds.schedule.daemon import Daemon

log = logging.getLogger(__name__)

# SIGTERM to the end: systemd and Docker kill after 10 s at the earliest, so we end ourselves
# sooner. Requests of readers get a second, refreshes under way the rest.
_FOR_REQUESTS = 1
_FOR_REFRESHES = 5.0
_LOOK = 1.0  # seconds between looks at the configuration
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class PortTaken(Exception):
    """The address to serve on cannot be had."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason


def serve(config: Path, announce: Callable[[str], None]) -> int:
    """Run by the file at ``config`` until SIGTERM or Ctrl-C; the exit status.

    The file is read again when it has changed, and on SIGHUP. Raises ConfigError, PortTaken and
    StoreError, where it cannot even begin.
    """
    file = Watched(config)
    settings = load(config)
    listening = _listen(settings.serve.host, settings.serve.port)
    signals = _Signals.heeded()
    running = _Running.opened(settings)
    switch = web.Switch(running.page)
    server = _server(switch)
    serving = Thread(target=server.run, args=([listening],), name="serve")
    serving.start()
    _announce(settings, announce)
    running.daemon.start()
    while not signals.stop.wait(_LOOK) and serving.is_alive():
        if signals.reload.is_set():
            signals.reload.clear()
            file.take_note()  # lest what is read now be read, and complained of, once more
            running = _reloaded(config, running, switch)
        elif file.has_changed():
            running = _reloaded(config, running, switch)
    announce("Stopping…")
    server.should_exit = True
    ended = running.close()
    serving.join(_FOR_REQUESTS + 1)
    if not ended:
        # A thread is stuck in a system call; the store rolls back what it had begun.
        log.warning("a refresh did not end in time and is abandoned")
        logging.shutdown()
        os._exit(0)
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """A program at work, and the pages that show it."""

    app: App
    daemon: Daemon
    page: web.ASGI

    @classmethod
    def opened(cls, settings: Settings) -> Self:
        """One that has still to be started. Raises StoreError."""
        app = App.open(settings, wording.concern)
        daemon = Daemon(app)
        return cls(app=app, daemon=daemon, page=web.create(app, lambda: daemon.silence))

    def close(self) -> bool:
        """End what is under way, which may take some seconds; whether all of it ended."""
        ended = self.daemon.stop(_FOR_REFRESHES)
        self.app.close()
        return ended


def _reloaded(config: Path, running: _Running, switch: web.Switch) -> _Running:
    """The program by what ``config`` says now, in the place of ``running``; that, if it is bad."""
    before = running.app.settings
    try:
        settings = load(config)
        if settings == before:
            return running
        replacement = _Running.opened(settings)
    except ConfigError as error:
        for problem in error.problems:
            log.error("%s", wording.problem(problem))
        log.error("the configuration is invalid, and stays as it was")
        return running
    except StoreError as error:
        log.error("%s The configuration stays as it was.", wording.words(error))
        return running
    switch.current = replacement.page
    if not running.close():
        log.warning("a refresh did not end in time and is abandoned")
    replacement.daemon.start()
    log.info("took up the new configuration: %s", wording.count(len(settings.sources), "source"))
    if (settings.serve.host, settings.serve.port) != (before.serve.host, before.serve.port):
        log.warning("serve.host and serve.port are taken up at the next start")
    return replacement


@dataclass(frozen=True, slots=True)
class _Signals:
    """What the operating system asked for."""

    stop: Event = field(default_factory=Event)
    reload: Event = field(default_factory=Event)

    @classmethod
    def heeded(cls) -> Self:
        """SIGTERM and SIGINT stop, a second one at once; SIGHUP reloads.

        From a terminal SIGHUP comes when that is closed, and ends the process as it does any other.
        """
        signals = cls()

        def stop(number: int, _: object) -> None:
            if signals.stop.is_set():
                os._exit(128 + number)
            signals.stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        if not sys.stdin.isatty():
            signal.signal(signal.SIGHUP, lambda *_: signals.reload.set())
        return signals


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(host, port, os.strerror(error.errno or 0)) from error
    listening.set_inheritable(False)
    return listening


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
