"""Publishes entries: as RSS, Atom and JSON Feed, with an index page and a list of subscriptions."""

from feeds.publish.folder import publish, publish_index
from feeds.publish.health import Tell, health_entries
from feeds.publish.select import select

__all__ = ["Tell", "health_entries", "publish", "publish_index", "select"]
