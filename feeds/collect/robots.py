"""robots.txt (RFC 9309): what each origin allows, remembered for a day.

Does not fetch: ``fetch`` brings the file and says what came of it.
"""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from protego import Protego

from feeds import urls
from feeds.errors import BadStatus, FetchError, TooManyRedirects

MAX_REDIRECTS = 5  # RFC 9309 section 2.3.1.2
MAX_CRAWL_DELAY = 30.0  # seconds; more would hold up fifty articles for longer than news lasts

_MAX_BYTES = 500 * 1024  # RFC 9309 section 2.5
_LIFETIME = timedelta(hours=24)  # RFC 9309 section 2.4
_LIFETIME_UNREACHABLE = timedelta(minutes=10)
_KEPT_FILES = 50_000  # compressed, mostly under 1 kB each
_KEPT_PARSED = 512  # parsed, mostly 10 to 200 kB each


def robots_url(url: str) -> str:
    """Where the robots.txt that speaks for ``url`` is found."""
    return f"{urls.origin(url)}/robots.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """What came of asking for a robots.txt: its text, compressed, or why there is none.

    ``unreachable`` names the failure that forbids everything until it is over; ``retry_at`` is when
    the site asked to be asked again.
    """

    text: bytes = b""
    unreachable: str = ""
    retry_at: datetime | None = None
    expires: datetime

    @classmethod
    def of(cls, answer: bytes | FetchError, now: datetime) -> RobotsFile:
        """RFC 9309 section 2.3.1: a file counts, "unavailable" allows, "unreachable" forbids."""
        if isinstance(answer, bytes):
            return cls(text=zlib.compress(_cut(answer)), expires=now + _LIFETIME)
        if _is_unavailable(answer):
            return cls(expires=now + _LIFETIME)
        soonest = now + _LIFETIME_UNREACHABLE
        asked = answer.retry_after if isinstance(answer, BadStatus) else None
        if asked is None:
            return cls(unreachable=str(answer), expires=soonest)
        retry_at = now + timedelta(seconds=min(asked, _LIFETIME.total_seconds()))
        return cls(unreachable=str(answer), retry_at=retry_at, expires=max(soonest, retry_at))


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt says to one user agent."""

    rules: Protego
    agent: str
    unreachable: str = ""
    retry_at: datetime | None = None

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""
        return not self.unreachable and bool(self.rules.can_fetch(url, self.agent))

    def wait(self, now: datetime) -> float | None:
        """The seconds that a site which could not show its robots.txt asked for; None if none."""
        return max(0.0, (self.retry_at - now).total_seconds()) if self.retry_at else None

    @property
    def crawl_delay(self) -> float:
        """Seconds between requests that the file asks for, capped; 0 if it asks for nothing."""
        return min(max(self.rules.crawl_delay(self.agent) or 0.0, 0.0), MAX_CRAWL_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps it names, as written."""
        return tuple(self.rules.sitemaps)


class RobotsCache:
    """The robots files that are still fresh, by origin. Safe for use from many threads."""

    def __init__(self, user_agent: str) -> None:
        self._agent = product_token(user_agent)
        self._files: OrderedDict[str, RobotsFile] = OrderedDict()
        self._lock = threading.Lock()
        self._parsed = lru_cache(maxsize=_KEPT_PARSED)(_parse)

    def get(self, url: str, now: datetime) -> Robots | None:
        """What is known to hold for ``url``; None if nothing fresh is."""
        with self._lock:
            file = self._files.get(urls.origin(url))
        if file is None or file.expires <= now:
            return None
        return self._read(file)

    def put(self, url: str, file: RobotsFile) -> Robots:
        """Remember the file that speaks for ``url``."""
        with self._lock:
            origin = urls.origin(url)
            self._files[origin] = file
            self._files.move_to_end(origin)
            if len(self._files) > _KEPT_FILES:
                self._files.popitem(last=False)
        return self._read(file)

    def _read(self, file: RobotsFile) -> Robots:
        return Robots(self._parsed(file.text), self._agent, file.unreachable, file.retry_at)


def product_token(user_agent: str) -> str:
    """The name that robots.txt knows a crawler by (RFC 9309 section 2.2.1).

    The first product of the User-Agent, or the one named as compatible: the rest is commentary,
    and an address in it must not be taken for a name.
    """
    _, _, compatible = user_agent.partition("compatible;")
    return (compatible or user_agent).strip().partition("/")[0].partition(" ")[0].strip(";)")


def _is_unavailable(error: FetchError) -> bool:
    if isinstance(error, BadStatus):
        return 400 <= error.status < 500
    return isinstance(error, TooManyRedirects)


def _cut(body: bytes) -> bytes:
    """The lines that lie wholly in the part that must be read."""
    return body if len(body) <= _MAX_BYTES else body[: body.rfind(b"\n", 0, _MAX_BYTES) + 1]


def _parse(text: bytes) -> Protego:
    return Protego.parse(zlib.decompress(text).decode("utf-8-sig", "replace") if text else "")
