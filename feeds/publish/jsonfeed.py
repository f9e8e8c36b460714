"""JSON Feed 1.1 (jsonfeed.org/version/1.1). Pure: the same entries give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from feeds.model import Entry, Feed
from feeds.publish import fields

_VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The JSON Feed of ``entries``, in their order. Raises ValueError for a naive date."""
    document = {
        "version": _VERSION,
        "title": fields.feed_title(feed),
        "home_page_url": fields.address(feed.home),
        "feed_url": fields.own_address(feed, "json"),
        "language": fields.feed_language(entries),
        "hubs": [{"type": "WebSub", "url": hub} for hub in fields.hubs(feed)],
    }
    document = {**_said(document), "items": [_item(entry) for entry in entries]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    return _said(
        {
            "id": entry.id,
            "url": fields.link(entry),
            "title": fields.title(entry),
            "summary": fields.summary(entry),
            "content_html": fields.html(entry),
            "image": fields.image(entry),
            "date_published": fields.published(entry).isoformat(),
            "date_modified": fields.updated(entry).isoformat(),
            "authors": [{"name": name} for name in fields.authors(entry)],
            "tags": list(fields.tags(entry)),
            "language": fields.language(entry),
        }
    )


def _said(members: dict[str, Any]) -> dict[str, Any]:
    """``members`` without those that have nothing to say."""
    return {name: value for name, value in members.items() if value}
