"""Fetches one address: politely, safely, and whole or not at all.

requests speaks HTTP; what it leaves open is settled here. Its adapter is used without a Session:
a Session reads each redirect's body to the end, keeps cookies, and is not safe between threads.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urldefrag

from requests import Request, Response
from requests.exceptions import RequestException, Timeout
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from feeds import urls
from feeds.collect import body, media
from feeds.collect.answers import network_reason, retry_after
from feeds.collect.deadline import Fate, Watch, Watchdog
from feeds.collect.guard import GuardedAdapter
from feeds.collect.lanes import Lanes, LanesClosed
from feeds.collect.media import Accept
from feeds.collect.robots import MAX_REDIRECTS as MAX_ROBOTS_REDIRECTS
from feeds.collect.robots import Robots, RobotsCache, RobotsFile, robots_url
from feeds.config import FetchSettings
from feeds.errors import (
    AddressBlocked,
    BadStatus,
    DeadlineExceeded,
    FetchError,
    Interrupted,
    NetworkError,
    RobotsDenied,
    SchemeRefused,
    TooManyRedirects,
    TruncatedBody,
    UnexpectedType,
)
from feeds.model import Header, Page, Validators

MAX_REDIRECTS = 10  # what browsers' 20 come down to for anything that is not a loop

_WHOLE = frozenset((200, 203))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NOT_MODIFIED = 304
_TOO_MANY_REQUESTS = 429
_ROBOTS_BYTES = 2_000_000  # four times what is read of one: room for a compressed or wordy file
_DRAINED_BYTES = 16_384  # a shorter rest is read, to keep the connection; a longer one is cut off
_LONGEST_HOLD = 3600.0  # seconds for which a host's 429 is taken to stand without asking again
_KEPT_CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class _Answer:
    """One exchange's outcome. ``body`` is empty unless the status promises the whole of it."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    seconds: float

    @property
    def target(self) -> str | None:
        """Where a redirect leads, as written; None if this is none."""
        return self.headers.get("Location") if self.status in _REDIRECTS else None


@dataclass(frozen=True, slots=True)
class _Hold:
    """A host that asked us to stay away until ``until`` (monotonic), when ``url`` was asked for.

    RFC 6585 section 4 leaves open whether that is meant for the host or for the address. So its
    articles wait, while another source's list is asked for; an answer to that ends the wait.
    """

    url: str
    status: int
    until: float


class Fetcher:
    """Fetches pages for any number of threads; a context manager.

    ``now`` gives the wall clock, aware. ``certificates`` is a file of authorities to trust in place
    of the usual ones.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        certificates: str | None = None,
    ) -> None:
        self._settings = settings
        self._now = now
        self._verify = certificates or True
        self._adapter = GuardedAdapter(
            settings.allow_private, max(_KEPT_CONNECTIONS, 4 * settings.concurrency)
        )
        self._lanes = Lanes(settings.concurrency)
        self._watchdog = Watchdog()
        self._robots = RobotsCache(settings.user_agent)
        self._holds: dict[str, _Hold] = {}

    def fetch(
        self,
        url: str,
        *,
        accept: Accept = Accept.PAGE,
        validators: Validators | None = None,
        headers: tuple[Header, ...] = (),
    ) -> Page | None:
        """The page at ``url``, or None if it still is what ``validators`` came with.

        ``headers`` are the operator's own, and go to no other host. Raises FetchError.
        """
        own = {h.name: h.value for h in headers}
        answer = self._follow(url, accept, validators or Validators(), own)
        if answer.status == _NOT_MODIFIED:
            return None
        content = answer.body
        if accept is Accept.SITEMAP:
            content = body.gunzipped(content, answer.url, self._settings.max_size)
        content_type = answer.headers.get("Content-Type")
        if refused := media.sniffed_refusal(content, content_type):
            raise UnexpectedType(answer.url, refused)
        return Page(
            url=answer.url,
            requested=url,
            body=content,
            content_type=content_type,
            validators=Validators(
                etag=answer.headers.get("ETag"), last_modified=answer.headers.get("Last-Modified")
            ),
            fetched_at=self._now(),
        )

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of ``url``'s host names. Raises FetchError."""
        found = (urls.join(robots_url(url), s) for s in self._robots_of(url).sitemaps)
        return tuple(s for s in found if s is not None)

    def close(self) -> None:
        """Interrupt what is going on, and everything asked for later."""
        self._lanes.close()
        self._watchdog.close()
        self._adapter.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _follow(
        self, url: str, accept: Accept, validators: Validators, own: Mapping[str, str]
    ) -> _Answer:
        """The answer at the end of the redirects, each of them checked as if asked for itself."""
        here, passed, seconds = url, {url}, self._settings.timeout
        while True:
            self._require_permission(here, accept)
            headers = self._headers(accept, validators)
            if same_audience(url, here):
                headers |= own
            answer = self._exchange(here, headers, accept, seconds=seconds)
            if answer.target is None:
                return self._accepted(answer, conditional=validators != Validators())
            here, seconds = _next_hop(answer), seconds - answer.seconds
            if here in passed or len(passed) > MAX_REDIRECTS:
                raise TooManyRedirects(url, MAX_REDIRECTS)
            passed.add(here)

    def _accepted(self, answer: _Answer, *, conditional: bool) -> _Answer:
        """``answer`` if it can be used. Raises BadStatus, and holds the host if it said 429."""
        if answer.status in _WHOLE or (answer.status == _NOT_MODIFIED and conditional):
            self._holds.pop(urls.host(answer.url), None)
            return answer
        seconds = retry_after(answer.headers.get("Retry-After"), self._now())
        if answer.status == _TOO_MANY_REQUESTS and seconds:
            until = time.monotonic() + min(seconds, _LONGEST_HOLD)
            self._holds[urls.host(answer.url)] = _Hold(answer.url, answer.status, until)
        raise BadStatus(answer.url, answer.status, seconds)

    def _headers(self, accept: Accept, validators: Validators) -> dict[str, str]:
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": accept.value,
            "Accept-Encoding": body.ACCEPT_ENCODING,
        }
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return headers

    def _require_permission(self, url: str, accept: Accept) -> None:
        if not urls.is_web(url):
            raise SchemeRefused(url)
        hold = self._holds.get(urls.host(url))
        if hold is not None and (accept is Accept.PAGE or url == hold.url):
            left = hold.until - time.monotonic()
            if left > 0:
                raise BadStatus(url, hold.status, left)
            self._holds.pop(urls.host(url), None)
        if self._settings.robots:
            robots = self._robots_of(url)
            if not robots.allows(url):
                raise RobotsDenied(url, robots.unreachable, robots.wait(self._now()))

    def _robots_of(self, url: str) -> Robots:
        """What the robots.txt of ``url``'s host says, fetched if need be.

        Raises NetworkError, AddressBlocked, DeadlineExceeded and Interrupted: where robots.txt
        cannot even be asked for, that is what the operator needs to know.
        """
        known = self._robots.get(url, self._now())
        return known or self._robots.put(url, self._fetch_robots(robots_url(url)))

    def _fetch_robots(self, url: str) -> RobotsFile:
        here, headers = url, self._headers(Accept.PAGE, Validators())
        try:
            for _ in range(MAX_ROBOTS_REDIRECTS + 1):
                answer = self._exchange(here, headers, None, seconds=self._settings.timeout)
                if answer.target is None:
                    content = self._accepted(answer, conditional=False).body
                    return RobotsFile.of(content, self._now())
                here = _next_hop(answer)
            raise TooManyRedirects(url, MAX_ROBOTS_REDIRECTS)
        except (NetworkError, AddressBlocked, DeadlineExceeded, Interrupted):
            raise
        except FetchError as error:
            return RobotsFile.of(error, self._now())

    def _exchange(
        self, url: str, headers: Mapping[str, str], accept: Accept | None, *, seconds: float
    ) -> _Answer:
        """One request and its response. ``accept`` is None for robots.txt, of whatever type."""
        try:
            with (
                self._lanes.turn(urls.host(url), lambda: self._pause(url)),
                self._watchdog.watch(seconds) as watch,
                self._failures_of(url, watch),
            ):
                started = time.monotonic()
                request = Request("GET", url, headers=dict(headers)).prepare()
                response = self._adapter.open(request, watch, self._verify)
                try:
                    content = self._content(response, url, accept)
                except BaseException:
                    response.raw.close()
                    raise
                return _Answer(
                    url=url,
                    status=response.status_code,
                    headers=response.headers,
                    body=content,
                    seconds=time.monotonic() - started,
                )
        except LanesClosed as error:
            raise Interrupted(url) from error

    def _content(self, response: Response, url: str, accept: Accept | None) -> bytes:
        if response.status_code not in _WHOLE:
            _dismiss(response)
            return b""
        if accept is None:
            return body.read(response, url, _ROBOTS_BYTES)
        if refused := media.refused_type(response.headers.get("Content-Type"), accept):
            raise UnexpectedType(url, refused)
        return body.read(response, url, self._settings.max_size)

    def _pause(self, url: str) -> float:
        robots = self._robots.get(url, self._now()) if self._settings.robots else None
        return max(self._settings.delay, robots.crawl_delay if robots else 0.0)

    @contextmanager
    def _failures_of(self, url: str, watch: Watch) -> Iterator[None]:
        """The libraries' errors as ours; and whatever was met, the watch's when it cut the line."""
        try:
            yield
        except TruncatedBody:
            self._require_uncut(url, watch)
            raise
        except (RequestException, HTTPError, OSError, UnicodeError) as error:
            self._require_uncut(url, watch)
            raise self._failure(url, error) from error
        self._require_uncut(url, watch)

    def _require_uncut(self, url: str, watch: Watch) -> None:
        if watch.fate is Fate.EXPIRED:
            raise DeadlineExceeded(url, self._settings.timeout)
        if watch.fate is Fate.INTERRUPTED:
            raise Interrupted(url)

    def _failure(self, url: str, error: Exception) -> FetchError:
        if isinstance(error, Timeout | ReadTimeoutError):
            return DeadlineExceeded(url, self._settings.timeout)
        if isinstance(error, ProtocolError):  # requests wraps the ones that precede a body
            return TruncatedBody(url)
        return NetworkError(url, network_reason(error))


def _dismiss(response: Response) -> None:
    """Leave the body, keeping the connection if that costs little to read."""
    declared = body.declared_length(response)
    is_short = declared is not None and declared <= _DRAINED_BYTES
    if is_short or response.status_code == _NOT_MODIFIED:
        response.raw.drain_conn()
    response.raw.close()  # nothing is left of it to close if the connection went back to the pool


def _next_hop(answer: _Answer) -> str:
    """Where the redirect leads. Raises SchemeRefused if that is no web address."""
    target = answer.target or ""
    with suppress(UnicodeError):  # a header is read as Latin-1, and mostly sent as UTF-8
        target = target.encode("latin-1").decode()
    there = urls.join(answer.url, target)
    if there is None:
        raise SchemeRefused(target)
    return urldefrag(there).url


def same_audience(first: str, here: str) -> bool:
    """Whether what the operator sends to ``first`` may go ``here``: same host, no less secret."""
    downgraded = first.startswith("https:") and not here.startswith("https:")
    return urls.host(first) == urls.host(here) and not downgraded
