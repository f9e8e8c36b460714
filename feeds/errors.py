"""The error tree: what can go wrong, as data.

Every expected failure is a :class:`FeedsError`. An error carries attributes, not sentences;
``feeds.wording`` turns it into words for ``cli`` and ``web``. ``kind`` is the stable name under
which a failure is stored, counted and reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class FeedsError(Exception):
    """Root of every failure this program expects."""

    kind: ClassVar[str] = "error"

    @property
    def detail(self) -> str:
        """The one datum that tells this failure from others of its kind; empty if there is none."""
        return ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}" if self.detail else self.kind


# -- configuration ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a configuration file. ``line`` counts from 1; 0 is the file as a whole."""

    file: str
    line: int
    key: str
    message: str
    hint: str = ""


class ConfigError(FeedsError):
    """The configuration cannot be used; ``problems`` holds all that was found, in file order."""

    kind = "config"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    @property
    def detail(self) -> str:
        return "; ".join(f"{p.file}:{p.line}: {p.key}: {p.message}" for p in self.problems)


# -- collecting ------------------------------------------------------------------------------


class CollectError(FeedsError):
    """Something at ``url`` could not be collected."""

    kind = "collect"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class FetchError(CollectError):
    """A response could not be had, or must not be used."""

    kind = "fetch"


class RobotsDenied(FetchError):
    """robots.txt (RFC 9309) forbids this address to our user agent.

    ``reason`` is empty when a rule says so; otherwise it is why robots.txt itself could not be had,
    which the RFC takes as forbidding everything for now. ``retry_after`` is in seconds, when the
    server asked for them in place of its robots.txt.
    """

    kind = "robots-denied"

    def __init__(self, url: str, reason: str = "", retry_after: float | None = None) -> None:
        super().__init__(url)
        self.reason = reason
        self.retry_after = retry_after

    @property
    def detail(self) -> str:
        return self.reason


class AddressBlocked(FetchError):
    """The host resolves to an address that is not public, nor named in ``fetch.allow_private``."""

    kind = "address-blocked"

    def __init__(self, url: str, address: str) -> None:
        super().__init__(url)
        self.address = address

    @property
    def detail(self) -> str:
        return self.address


class SchemeRefused(FetchError):
    """The address is not http or https."""

    kind = "scheme-refused"


class TooLarge(FetchError):
    """The response went on past ``limit`` bytes (after decompression)."""

    kind = "too-large"

    def __init__(self, url: str, limit: int) -> None:
        super().__init__(url)
        self.limit = limit

    @property
    def detail(self) -> str:
        return str(self.limit)


class DeadlineExceeded(FetchError):
    """The whole response was not there after ``seconds``."""

    kind = "deadline-exceeded"

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__(url)
        self.seconds = seconds

    @property
    def detail(self) -> str:
        return f"{self.seconds:g}"


class TooManyRedirects(FetchError):
    """The redirects did not end within ``limit`` hops."""

    kind = "too-many-redirects"

    def __init__(self, url: str, limit: int) -> None:
        super().__init__(url)
        self.limit = limit

    @property
    def detail(self) -> str:
        return str(self.limit)


class BadStatus(FetchError):
    """The server answered with an error. ``retry_after`` is in seconds, when it said so."""

    kind = "bad-status"

    def __init__(self, url: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(url)
        self.status = status
        self.retry_after = retry_after

    @property
    def detail(self) -> str:
        return str(self.status)


class UnexpectedType(FetchError):
    """The response is of a media type that holds no article and no feed (an image, a PDF)."""

    kind = "unexpected-type"

    def __init__(self, url: str, media_type: str) -> None:
        super().__init__(url)
        self.media_type = media_type

    @property
    def detail(self) -> str:
        return self.media_type


class TruncatedBody(FetchError):
    """The body ended before its Content-Length, or in the middle of its compression."""

    kind = "truncated-body"


class NetworkError(FetchError):
    """No usable connection: name not found, refused, reset, TLS failure. ``reason`` says which."""

    kind = "network"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url)
        self.reason = reason

    @property
    def detail(self) -> str:
        return self.reason


class Interrupted(FetchError):
    """The fetcher was closed before the response was there."""

    kind = "interrupted"


class NothingFound(CollectError):
    """A source's page was read, and it offers no feed, no sitemap and no article link."""

    kind = "nothing-found"


class BadFeed(CollectError):
    """A feed or sitemap that cannot be read as one. ``reason`` says why."""

    kind = "bad-feed"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url)
        self.reason = reason

    @property
    def detail(self) -> str:
        return self.reason


# -- extracting ------------------------------------------------------------------------------


class ExtractError(FeedsError):
    """No article could be made of the page at ``url``."""

    kind = "extract"

    def __init__(self, url: str, reason: str = "") -> None:
        super().__init__(url, reason)
        self.url = url
        self.reason = reason

    @property
    def detail(self) -> str:
        return self.reason


class NotAnArticle(ExtractError):
    """The page was read, and is something else; ``reason`` names what (``listing``, ``login``…)."""

    kind = "not-an-article"


class ExtractionAborted(ExtractError):
    """Reading the page took too long or too much memory, and its worker process was ended."""

    kind = "extraction-aborted"


class ExtractionFailed(ExtractError):
    """A bug of ours kept the page from being read; ``reason`` names the exception."""

    kind = "extraction-failed"


# -- storing and publishing ------------------------------------------------------------------


class StoreError(FeedsError):
    """The store at ``address`` cannot be used."""

    kind = "store"

    def __init__(self, address: str, reason: str = "") -> None:
        super().__init__(address, reason)
        self.address = address
        self.reason = reason

    @property
    def detail(self) -> str:
        return f"{self.address}: {self.reason}" if self.reason else self.address


class StoreTooNew(StoreError):
    """A later version wrote the store: its schema is ``found``, this one knows ``known``."""

    kind = "store-too-new"

    def __init__(self, address: str, *, found: int, known: int) -> None:
        super().__init__(address, f"schema {found}, known up to {known}")
        self.found = found
        self.known = known


class DamagedPage(StoreError):
    """The raw page that the store at ``address`` keeps of ``url`` cannot be read back."""

    kind = "damaged-page"

    def __init__(self, address: str, url: str) -> None:
        super().__init__(address, f"the page kept of {url} is damaged")
        self.url = url


class PublishError(FeedsError):
    """A published file could not be written; the one that stood at ``path`` still does."""

    kind = "publish"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    @property
    def detail(self) -> str:
        return f"{self.path}: {self.reason}"


class PatternTooSlow(PublishError):
    """One of the operator's patterns did not come to an end on one article; see ``pattern``."""

    kind = "pattern-too-slow"

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern, "")
        self.pattern = pattern

    @property
    def detail(self) -> str:
        return self.pattern
