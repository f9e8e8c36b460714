"""Reads what a site syndicates: RSS, RDF and Atom (by feedparser) and JSON Feed. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from feeds import urls
from feeds.characters import clean
from feeds.collect.carried import carried_page, is_html, without_markup
from feeds.collect.documents import is_json, safe_xml
from feeds.collect.moments import moment
from feeds.errors import BadFeed
from feeds.model import Link, Page

_REASON_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndicated:
    """A feed as its site publishes it, each article once, in its order."""

    title: str | None
    home: str | None  # the page it says it belongs to
    links: tuple[Link, ...]


def read(page: Page) -> Syndicated:
    """The feed that ``page`` holds. Raises BadFeed."""
    return _read_json(page) if is_json(page.body) else _read_xml(page)


def _read_xml(page: Page) -> Syndicated:
    xml = BytesIO(safe_xml(page))
    headers = {"content-type": page.content_type or "application/xml", "content-location": page.url}
    try:
        feed = feedparser.parse(
            xml, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except ValueError as error:  # feedparser means to bear anything
        raise BadFeed(page.url, str(error)[:_REASON_LENGTH]) from error
    if not feed.get("version") and not feed.entries:
        trouble = str(feed.get("bozo_exception", "")).strip()[:_REASON_LENGTH]
        raise BadFeed(page.url, trouble or "it is no feed")
    return Syndicated(
        title=_text(feed.feed.get("title")),
        home=urls.join(page.url, feed.feed.get("link") or ""),
        links=_distinct(_entry_links(page, feed.entries)),
    )


def _entry_links(page: Page, entries: Iterable[Mapping[str, Any]]) -> Iterator[Link]:
    for entry in entries:
        url = _entry_url(page.url, entry)
        if url is not None:
            title = _text(entry.get("title"))
            yield Link(
                url=url,
                title=title,
                published=_published(entry),
                updated=_moment(entry["updated_parsed"]) if "updated_parsed" in entry else None,
                upstream_id=entry.get("id") or None,
                reason="entry of the feed",
                carried=carried_page(page, url, title, _content(entry)),
            )


def _content(entry: Mapping[str, Any]) -> str | None:
    """The entry's ``content:encoded``, or ``content`` of Atom; a mere description is none."""
    parts = (part for part in entry.get("content") or () if is_html(part.get("type")))
    return next((part.get("value") for part in parts), None)


def _published(entry: Mapping[str, Any]) -> datetime | None:
    """When the entry was published, or else updated."""
    for key in ("published_parsed", "updated_parsed"):
        if key in entry and (told := _moment(entry[key])) is not None:
            return told
    return None


def _entry_url(base: str, entry: Mapping[str, Any]) -> str | None:
    """Where the entry's article is: past a redirecting service, its link, or a guid that is one."""
    for address in (entry.get("feedburner_origlink"), entry.get("link"), entry.get("id")):
        url = urls.join(base, address) if address and not _is_opaque(address) else None
        if url is not None:
            return urls.canonical(url)
    return None


def _is_opaque(address: str) -> bool:
    """Whether ``address`` is an identifier that joining would turn into a made-up address."""
    return ":" in address and not urls.is_web(address) and not address.startswith("//")


def _read_json(page: Page) -> Syndicated:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""
    try:
        feed = json.loads(page.body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise BadFeed(page.url, str(error)[:_REASON_LENGTH]) from error
    items = feed.get("items")
    if "jsonfeed.org/version" not in str(feed.get("version")) or not isinstance(items, list):
        raise BadFeed(page.url, "it is no JSON Feed")
    return Syndicated(
        title=_text(feed.get("title")),
        home=urls.join(page.url, str(feed.get("home_page_url") or "")),
        links=_distinct(_item_links(page, items)),
    )


def _item_links(page: Page, items: Iterable[object]) -> Iterator[Link]:
    for item in items:
        if not isinstance(item, dict):
            continue
        address = item.get("url") or item.get("external_url") or item.get("id") or ""
        url = urls.join(page.url, str(address)) if not _is_opaque(str(address)) else None
        if url is not None:
            url, title = urls.canonical(url), _text(item.get("title"))
            identity = item.get("id")
            yield Link(
                url=url,
                title=title,
                published=moment(item.get("date_published")),
                updated=moment(item.get("date_modified")),
                upstream_id=None if identity in (None, "") else str(identity),
                reason="item of the feed",
                carried=carried_page(page, url, title, item.get("content_html")),
            )


def _distinct(links: Iterable[Link]) -> tuple[Link, ...]:
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return tuple(first.values())


def _text(value: object) -> str | None:
    """A title without markup and forbidden characters, its white space collapsed."""
    if not isinstance(value, str):
        return None
    return " ".join(clean(unescape(without_markup(value))).split()) or None


def _moment(parsed: tuple[int, ...] | None) -> datetime | None:
    """feedparser's broken-down UTC time as a moment; None for an impossible one."""
    if parsed is None:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
