"""RSS 2.0 and Atom, written by feedgen. Pure: the same entries give the same bytes.

feedgen is used here and nowhere else, for its writer has edges that this module keeps covered:
its RSS dates switch the locale of the whole process, it stamps feeds with the present moment, and
its Atom entries lose the attributes of links. Extensions, which feedgen offers for the purpose,
write those parts instead. RSS 2.0 after rssboard.org/rss-specification and its profile, Atom
after RFC 4287.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Any, Final

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.model import Entry, Feed
from feeds.publish import fields
from feeds.urls import canonical

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_GENERATOR: Final = "Feedwright"

# Atom demands a date of every feed (RFC 4287 section 4.2.15). One without entries has none, and the
# validator believes none before 1990.
_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)


# -- the parts that feedgen cannot write -----------------------------------------------------


class _Unsaid(datetime):
    """A date that feedgen takes for none, so that it writes none."""

    def __bool__(self) -> bool:
        return False


class _Channel(BaseExtension):  # type: ignore[misc]
    """A channel's date and hubs."""

    updated: datetime | None = None
    hubs: Sequence[str] = ()

    def extend_rss(self, feed: Any) -> Any:
        channel = feed[0]
        if self.updated:
            etree.SubElement(channel, "lastBuildDate").text = format_datetime(self.updated)
        for hub in self.hubs:
            etree.SubElement(channel, _ATOM + "link", rel="hub", href=hub)
        return feed


class _Details(BaseEntryExtension):  # type: ignore[misc]
    """An RSS item's date; an Atom entry's language and enclosure."""

    published: datetime
    language: str | None = None
    enclosure: tuple[str, str] | None = None  # address, media type

    def extend_rss(self, item: Any) -> Any:
        etree.SubElement(item, "pubDate").text = format_datetime(self.published)
        return item

    def extend_atom(self, entry: Any) -> Any:
        if self.language:
            entry.set(_LANG, self.language)
        if self.enclosure:
            url, type_ = self.enclosure
            etree.SubElement(entry, "link", rel="enclosure", href=url, type=type_)
        return entry


# -- documents -------------------------------------------------------------------------------


def rss(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The RSS 2.0 document of ``entries``, in their order. Raises ValueError for a naive date."""
    generator = _generator(feed, "rss", "application/rss+xml")
    home = fields.address(feed.home) or fields.feed_title(feed)
    generator.description(f"The articles of {home}, in full")
    generator.language(fields.feed_language(entries))
    generator.lastBuildDate(_Unsaid.fromtimestamp(0, UTC))
    generator.channel.updated = fields.last_updated(entries)
    generator.channel.hubs = fields.hubs(feed)
    for entry in entries:
        _add_item(generator, entry)
    return bytes(generator.rss_str(pretty=True))


def _add_item(generator: Any, entry: Entry) -> None:
    item = _added(generator, entry)
    if link := fields.named_address(entry.article.url):
        item.link(href=link)
    item.description(escape(fields.summary(entry), quote=False))  # readers take it for HTML
    item.content(fields.html(entry), type="CDATA")
    item.guid(entry.id, permalink=False)
    item.dc.dc_creator(list(fields.authors(entry)) or None)
    if language := fields.language(entry):
        item.dc.dc_language(language)
    if enclosure := item.details.enclosure:
        url, type_ = enclosure
        item.enclosure(url, "0", type_)  # the profile's word for an unknown length


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The Atom document of ``entries``, in their order. Raises ValueError for a naive date."""
    generator = _generator(feed, "atom", "application/atom+xml")
    generator.id(canonical(fields.own_address(feed, "atom")))
    generator.author(name=fields.feed_title(feed))
    generator.updated(fields.last_updated(entries) or _NO_DATE)
    generator.link([{"rel": "hub", "href": hub} for hub in fields.hubs(feed)])
    if language := fields.feed_language(entries):
        generator.language(language)
    for entry in entries:
        _add_entry(generator, entry)
    return bytes(generator.atom_str(pretty=True))


def _add_entry(generator: Any, entry: Entry) -> None:
    item = _added(generator, entry)
    if link := fields.link(entry):
        item.link(href=link)
    item.id(entry.id)
    item.published(fields.published(entry))
    item.updated(fields.updated(entry))
    item.summary(fields.summary(entry))
    item.content(fields.html(entry), type="html")
    item.author([{"name": name} for name in fields.authors(entry)])
    item.details.language = fields.language(entry)


def _generator(feed: Feed, ending: str, type_: str) -> Any:
    """A generator with what RSS and Atom have in common. Its last link becomes the channel's."""
    generator = FeedGenerator()
    for name in ("dc", "media"):
        generator.load_extension(name, atom=name == "media", rss=True)
    generator.register_extension("channel", _Channel)
    generator.register_extension("details", BaseExtension, _Details)
    generator.title(fields.feed_title(feed))
    generator.generator(_GENERATOR)
    own = fields.own_address(feed, ending)
    generator.link(rel="self", href=own, type=type_)
    generator.link(rel="alternate", href=fields.named_address(feed.home) or own)
    return generator


def _added(generator: Any, entry: Entry) -> FeedEntry:
    """A new item at the end of the feed, with what RSS and Atom have in common."""
    item = generator.add_entry(order="append")
    item.title(fields.title(entry))
    item.category([{"term": tag} for tag in fields.tags(entry)])
    item.details.published = fields.published(entry)
    if image := fields.image(entry):
        item.media.content(url=image, medium="image", group=None)
    item.details.enclosure = fields.enclosure(entry)
    return item
