"""Serving the sample site for as long as a command needs it, where no daemon does."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from feeds.config import Settings

_PATH = "/sample/"


@contextmanager
def sample_site(settings: Settings, *urls: str) -> Iterator[None]:
    """Serve the sample where the daemon would, if one of ``urls`` lies there and none runs."""
    listening = _listen(settings) if any(_is_sample(settings, url) for url in urls) else None
    if listening is None:
        yield
        return
    import uvicorn

    from feeds.web import sample

    config = uvicorn.Config(sample.app(), log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    serving = Thread(target=server.run, args=([listening],), name="sample", daemon=True)
    serving.start()
    try:
        yield
    finally:
        server.should_exit = True
        serving.join()


def _is_sample(settings: Settings, url: str) -> bool:
    return settings.is_own_address(url) and urlsplit(url).path.startswith(_PATH)


def _listen(settings: Settings) -> socket.socket | None:
    """The daemon's own port, or None when somebody, the daemon most likely, has it."""
    host, port = settings.serve.host, settings.serve.port
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError:
        return None
