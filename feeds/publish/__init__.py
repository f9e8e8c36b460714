"""Publishes entries: as RSS, Atom and JSON Feed, with an index page and a list of subscriptions."""

from feeds.publish.folder import publish, publish_index
from feeds.publish.select import select

__all__ = ["publish", "publish_index", "select"]
