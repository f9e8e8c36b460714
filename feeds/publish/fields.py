"""What a feed says of an entry, in the form that every format can carry. Pure.

Readers and validators are strict where web pages are not: addresses are plain RFC 3986, languages
real ones, dates in zones that RFC 822 can write, and no character is outside XML 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, urlsplit

from feeds import urls
from feeds.characters import clean
from feeds.model import Entry, Feed

# The media types of lead images, by the ending of their address; the system's own table differs
# from machine to machine.
_IMAGE_TYPES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}

# ISO 639-1. Pages declare languages that do not exist, and an unknown one makes a feed invalid.
_ISO_639_1: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGES: Final = frozenset(_ISO_639_1.split())
_LANGUAGE_TAG: Final = re.compile(r"([A-Za-z]{2})(-[A-Za-z0-9]{2,8})*")  # RFC 5646, the usual forms

# The hosts that the validator knows for an enclosure: names with a dot, of letters, digits and "-".
_DOTTED_HOST: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9][a-z0-9-]*")

# A title stands in one line of a reader's list, a summary in a few.
_TITLE_LENGTH: Final = 80
_SUMMARY_LENGTH: Final = 300

_HALF_HOUR: Final = timedelta(minutes=30)


def title(entry: Entry) -> str:
    """The title, never empty: Atom demands one, and readers show nothing else in their lists."""
    return (
        _line(entry.article.title)
        or shortened(entry.article.text, _TITLE_LENGTH)
        or link(entry)
        or entry.id
    )


def feed_title(feed: Feed) -> str:
    """The feed's title, never empty."""
    return _line(feed.title) or feed.name


def own_address(feed: Feed, ending: str) -> str:
    """Where the feed's file with this ``ending`` is found."""
    url = f"{feed.url}/{feed.name}.{ending}"
    return address(url) or url


def hubs(feed: Feed) -> tuple[str, ...]:
    """The addresses of the feed's WebSub hubs."""
    return tuple(url for hub in feed.hubs if (url := address(hub)))


def summary(entry: Entry) -> str:
    """What the article is about, as plain text, never empty."""
    text = _line(entry.article.summary) or shortened(entry.article.text, _SUMMARY_LENGTH)
    return text or title(entry)


def link(entry: Entry) -> str | None:
    """The article's address; None if it is none that a feed can carry."""
    return address(entry.article.url)


def image(entry: Entry) -> str | None:
    """The lead image's address."""
    return named_address(entry.article.image) if entry.article.image else None


def enclosure(entry: Entry) -> tuple[str, str] | None:
    """The lead image's address and media type; None where the address does not tell the type.

    Nor where validators know no such host: one without a dot, as on one's own machine, or with an
    underscore.
    """
    url = image(entry)
    parts = urlsplit(url or "")
    if url is None or not _DOTTED_HOST.fullmatch(parts.hostname or ""):
        return None
    type_ = _IMAGE_TYPES.get(PurePosixPath(parts.path).suffix.lower())
    return (url, type_) if type_ else None


def authors(entry: Entry) -> tuple[str, ...]:
    """The people who wrote the article."""
    return _lines(entry.article.authors)


def tags(entry: Entry) -> tuple[str, ...]:
    """The article's keywords."""
    return _lines(entry.article.tags)


def html(entry: Entry) -> str:
    """The article itself, never empty; sanitised before it was stored."""
    markup = clean(entry.article.html)
    if markup.strip():
        return markup
    paragraphs = _lines(entry.article.text.splitlines()) or (title(entry),)
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def language(entry: Entry) -> str | None:
    """The article's language as BCP 47, if there is such a language."""
    match = _LANGUAGE_TAG.fullmatch((entry.article.language or "").replace("_", "-"))
    return match[0] if match and match[1].lower() in _LANGUAGES else None


def feed_language(entries: Sequence[Entry]) -> str | None:
    """The language of all ``entries``; None if there are several, or none is known."""
    found = {tag for entry in entries if (tag := language(entry))}
    bare = {tag.partition("-")[0].lower() for tag in found}
    if len(bare) != 1:
        return None
    return found.pop() if len(found) == 1 else bare.pop()


def published(entry: Entry) -> datetime:
    """The date of the article, in a zone that RFC 822 can write."""
    return moment(entry.published)


def updated(entry: Entry) -> datetime:
    """When the article last changed for its readers."""
    return moment(entry.updated)


def last_updated(entries: Sequence[Entry]) -> datetime | None:
    """When any of ``entries`` last changed: the feed's own date. None if there are none."""
    return max(map(updated, entries), default=None)


def moment(date: datetime) -> datetime:
    """``date`` in whole seconds, its zone's offset in whole half hours; else in UTC.

    Local mean time has offsets of odd seconds, and the validator knows no others than half hours.
    Raises ValueError for a date without a zone.
    """
    offset = date.utcoffset()
    if offset is None:
        raise ValueError(f"{date} has no zone")
    date = date.replace(microsecond=0)
    return date.astimezone(UTC) if offset % _HALF_HOUR else date


def address(url: str) -> str | None:
    """``url`` with nothing in it but what RFC 3986 allows; None if it is no web address.

    Its host is in IDNA and lower case, without the names of users and the scheme's own port.
    """
    url = clean(url).strip()
    if not urls.is_web(url):
        return None
    parts = urlsplit(url)
    return parts._replace(
        netloc=urls.host(url),
        path=quote(parts.path, safe="/%:@!$&'()*+,;=~"),
        query=quote(parts.query, safe="/%:@!$&'()*+,;=~?"),
        fragment=quote(parts.fragment, safe="/%:@!$&'()*+,;=~?"),
    ).geturl()


def named_address(url: str) -> str | None:
    """:func:`address`, but None for hosts that are IPv6 numbers.

    RSS, Media RSS and Atom ids are checked by RFC 2396, which knows no brackets.
    """
    plain = address(url)
    return None if plain is None or "[" in plain else plain


def shortened(text: str, length: int) -> str:
    """The beginning of ``text`` in one line, cut between words where there are any."""
    line = _line(text)
    if len(line) <= length:
        return line
    return re.sub(r"\s+\S*$", "", line[: length - 1]) + "…"


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := _line(text))))
