"""What the program works with: the stages, assembled, and who watches them work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from feeds.collect import Fetcher
from feeds.errors import PublishError
from feeds.extract.pool import CleaningPool
from feeds.model import Failure, Source, Stage
from feeds.store import Store

# The holder renews its leases while it lives; this is how long a source stays closed after a
# holder died where nobody can see that it did (on another machine).
LEASE_SECONDS = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a refresh has come: ``done`` of ``total`` articles are fetched."""

    source: str
    done: int
    total: int


Watch = Callable[[Progress], None]


def unwatched(_: Progress) -> None:
    """For those who do not look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What pages are fetched and cleaned with."""

    fetcher: Fetcher
    cleaning: CleaningPool

    def close(self) -> None:
        """End what is under way."""
        self.fetcher.close()
        self.cleaning.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What a refresh works with.

    ``publish`` writes a source's feed from the store, raising PublishError; ``is_published`` tells
    whether its files are there; ``items`` is how many entries a feed has. ``clock`` gives aware
    UTC; cron lines are read in ``zone``.
    """

    tools: Tools
    store: Store
    publish: Callable[[Source], None]
    is_published: Callable[[Source], bool]
    items: int
    clock: Callable[[], datetime]
    zone: tzinfo
    holder: str

    def publish_saved(self, source: Source) -> Failure | None:
        """Publish what was saved, and remember that. What fails here the next refresh does."""
        try:
            self.publish(source)
        except PublishError as error:
            return Failure.of(Stage.PUBLISH, error)
        self.store.published(source.name)
        return None
