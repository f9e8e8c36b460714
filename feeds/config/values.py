"""The value types of ``config.yaml``: from the words an operator writes to what the program counts.

Each parser takes the text of one value and raises :class:`ValueError` with a sentence that says
what was expected; pydantic adds where.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any
from urllib.parse import urlsplit

import soupsieve
from cronsim import CronSim, CronSimError
from pydantic import BeforeValidator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from feeds import urls
from feeds.model import Cron, Every

_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0, "w": 604_800.0}
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w)\s*)+")
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d|w)")
_BYTES = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|TB)", re.IGNORECASE)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t -~\x80-\xff]*")  # RFC 9110 section 5.5, sent as Latin-1
# Checking a source more often than this is a load test, not a subscription.
_SHORTEST_INTERVAL = 1.0
_CRON_FIELDS = 5
_CRON_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # any moment does: only the line is being read


def duration(value: Any) -> float:
    """Seconds from ``90s``, ``15m``, ``1h30m`` or a bare ``0``."""
    text = str(value).strip()
    if text == "0":
        return 0.0
    if not _DURATION.fullmatch(text):
        raise ValueError("is no duration; write it like 90s, 15m, 2h or 1d")
    return sum(float(count) * _SECONDS[unit] for count, unit in _DURATION_PART.findall(text))


def size(value: Any) -> int:
    """Bytes from ``10MB`` (decimal units)."""
    match = _SIZE.fullmatch(str(value).strip())
    if match is None:
        raise ValueError("is no size; write it like 500KB, 10MB or 2GB")
    return int(float(match[1]) * _BYTES[match[2].upper()])


def schedule(value: Any) -> Every | Cron | None:
    """When to check a source: ``auto``, a duration, or a cron line of five fields."""
    text = " ".join(str(value).split())
    if text == "auto":
        return None
    if len(text.split()) == _CRON_FIELDS:
        try:
            CronSim(text, _CRON_EPOCH)
        except CronSimError as error:
            raise ValueError(f"is no cron line ({error}); for example 0 7 * * mon-fri") from error
        return Cron(text)
    try:
        seconds = duration(text)
    except ValueError as error:
        raise ValueError('is neither "auto", a duration like 15m, nor a cron line') from error
    if seconds < _SHORTEST_INTERVAL:
        raise ValueError("is too short; a source is checked every second at most")
    return Every(seconds)


def network(value: Any) -> IPv4Network | IPv6Network:
    """A network in CIDR notation, or a single address."""
    try:
        return ip_network(str(value).strip())
    except ValueError as error:
        raise ValueError("is no network; write it like 127.0.0.0/8 or ::1") from error


def web_address(value: Any) -> str:
    """An absolute http or https address."""
    text = str(value).strip()
    if not urls.is_web(text):
        raise ValueError("is no web address; write it in full, like https://example.com/news")
    return text


def public_address(value: Any) -> str:
    """A web address that feeds repeat, so that every reader's program must understand it."""
    text = web_address(value)
    authority = urlsplit(text).netloc
    if len(text.split()) > 1:
        raise ValueError("holds white space; write a blank as %20")
    if "[" in authority:
        raise ValueError("is an IPv6 number, which feeds cannot hold; write the host's name")
    if "@" in authority:
        raise ValueError("names a user, which feeds would show to everyone; leave that out")
    return text


def folder_address(value: Any) -> str:
    """A public address that names of files can be put behind."""
    text = public_address(value)
    if "?" in text or "#" in text:
        raise ValueError("is no folder's address; write it without ? and #")
    return text


def header_name(value: Any) -> str:
    """The name of a request header: a token (RFC 9110 section 5.1)."""
    text = str(value).strip()
    if not _TOKEN.fullmatch(text):
        raise ValueError("is no name of a header; write it like Cookie or X-Api-Key")
    return text


def header_value(value: Any) -> str:
    """What a request header may hold: one line of characters that HTTP can send.

    Refused here, where a line number is told: an error of the request would tell the value, which
    may be a secret, to all who see the dashboard.
    """
    text = str(value).strip()
    if not _HEADER_VALUE.fullmatch(text):
        raise ValueError("cannot be sent in a header; write one line of Latin letters")
    return text


def listing_selector(value: Any) -> str:
    """CSS for the links of a listing, in the dialect that reads listings (Soup Sieve)."""
    text = str(value).strip()
    try:
        soupsieve.compile(text)
    except (soupsieve.SelectorSyntaxError, ValueError, NotImplementedError) as error:
        raise ValueError(f"is no CSS selector ({str(error).splitlines()[0]})") from error
    return text


def article_selector(value: Any) -> str:
    """CSS for a part of an article page, in the dialect that reads articles (lexbor)."""
    text = str(value).strip()
    try:
        LexborHTMLParser("").css(text)
    except SelectolaxError as error:
        raise ValueError("is no CSS selector that can be read") from error
    if not text:
        raise ValueError("is empty; write a CSS selector")
    return text


def rule(value: Any) -> str:
    """A removal rule: CSS, ``text:WORDS`` or ``/REGEX/``."""
    text = str(value).strip()
    if text.startswith("text:"):
        if not text.removeprefix("text:").strip():
            raise ValueError("names no words; write it like text:Get a summary")
        return text
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        return pattern(text)
    return article_selector(text)


def pattern(value: Any) -> str:
    """Words, or a regular expression between slashes."""
    text = str(value).strip()
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        try:
            re.compile(text[1:-1])
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"is no regular expression ({error})") from error
    elif not text:
        raise ValueError("is empty; write words or a /regular expression/")
    return text


Duration = Annotated[float, BeforeValidator(duration)]
Size = Annotated[int, BeforeValidator(size)]
Schedule = Annotated[Every | Cron | None, BeforeValidator(schedule)]
Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(network)]
WebAddress = Annotated[str, BeforeValidator(web_address)]
PublicAddress = Annotated[str, BeforeValidator(public_address)]
FolderAddress = Annotated[str, BeforeValidator(folder_address)]
ListingSelector = Annotated[str, BeforeValidator(listing_selector)]
ArticleSelector = Annotated[str, BeforeValidator(article_selector)]
RemovalRule = Annotated[str, BeforeValidator(rule)]
HeaderName = Annotated[str, BeforeValidator(header_name)]
HeaderValue = Annotated[str, BeforeValidator(header_value)]
Pattern = Annotated[str, BeforeValidator(pattern)]
