"""``config.yaml``, parsed once into frozen, typed settings."""

from feeds.config.document import load, parse
from feeds.config.edit import with_source
from feeds.config.settings import (
    HEALTH,
    NAME,
    FeedSettings,
    FetchSettings,
    PublishSettings,
    RetentionSettings,
    ServeSettings,
    Settings,
    SourceSettings,
)

__all__ = [
    "HEALTH",
    "NAME",
    "FeedSettings",
    "FetchSettings",
    "PublishSettings",
    "RetentionSettings",
    "ServeSettings",
    "Settings",
    "SourceSettings",
    "load",
    "parse",
    "with_source",
]
