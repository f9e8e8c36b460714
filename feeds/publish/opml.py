"""A list of subscriptions as OPML 2.0 (opml.org/spec2.opml). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from feeds.model import Feed
from feeds.publish import fields


def opml(feeds: Sequence[Feed], title: str, ending: str) -> bytes:
    """The document that subscribes a reader to ``feeds``, each by its file with this ``ending``.

    It has no date, so that the same feeds give the same bytes.
    """
    document = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(document, "head"), "title").text = title
    body = etree.SubElement(document, "body")
    for feed in feeds:
        name = fields.feed_title(feed)
        outline = etree.SubElement(body, "outline", type="rss", text=name, title=name)
        outline.set("xmlUrl", fields.own_address(feed, ending))
        if home := fields.address(feed.home):
            outline.set("htmlUrl", home)
    text: bytes = etree.tostring(
        document, encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return text
