"""Stores each article once: what it was known by, what it said, when it was first seen."""

from feeds.store.identity import recleaned
from feeds.store.store import Store

__all__ = ["Store", "recleaned"]
