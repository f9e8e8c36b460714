"""Small values for the tests of publishing."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from feeds.model import Article, Entry, Feed

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

FEED = Feed(
    name="news",
    title="The News",
    home="https://news.example/",
    url="https://feeds.example/feeds",
    hubs=("https://hub.example/", "https://other.example/hub"),
)


def entry(slug: str = "story", **changes: Any) -> Entry:
    """An entry of everyday shape; ``changes`` are its article's, or ``updated``."""
    updated = changes.pop("updated", NOW)
    usual: dict[str, Any] = {
        "url": f"https://news.example/{slug}",
        "title": f"About {slug}",
        "authors": ("Ana Núñez", "Bob Stone"),
        "published": NOW - HOUR,
        "language": "en",
        "image": f"https://news.example/{slug}.jpg",
        "tags": ("moon", "tides"),
        "summary": f"What is {slug}?",
        "text": f"First {slug}.\nThen more.",
        "html": f"<p>First <em>{slug}</em>.</p><p>Then more.</p>",
    }
    return Entry(
        id=uuid.uuid5(uuid.NAMESPACE_URL, slug).urn,
        source="news",
        article=Article(**(usual | changes)),
        first_seen=NOW,
        updated=updated,
    )


# What pages have smuggled into feeds, or might.
HOSTILE = (
    "a\x00b\x01c\x0bd",
    "\ud800 lone \udfff",
    "\ufffe\uffff\ufdd0\U0001fffe",
    "]]> ]]&gt; <![CDATA[",
    "<script>alert(1)</script>",
    "&amp; &lt;b&gt; &#0; &nbsp; &nosuch;",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "\u202eright to left\u202c",
    "日本語 עברית हिन्दी 🗞️",
    " \t\r\n ",
    "x" * 2_000,
    "",
)
