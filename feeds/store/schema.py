"""The tables, as queries see them; :mod:`feeds.store.migrations` makes them.

Moments that are compared are whole microseconds since 1970 in UTC, which order alike on every
database and lose nothing; dates that a page gave keep their zone and are text.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, LargeBinary, MetaData, Table, Text, false
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept as microseconds since the epoch; read back in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Microseconds since the epoch. Raises TypeError for a naive datetime."""
        return None if value is None else (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """The moment, in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Zoned(TypeDecorator[datetime]):
    """A moment in the zone its page gave, kept as ISO 8601 text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """ISO 8601, with the offset."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """The moment, its zone as a fixed offset."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

# One row for each source ever refreshed: its state, its lease, how many refreshes it has had.
sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("title", Text),
    Column("trail_kind", Text),
    Column("trail_url", Text),
    Column("trail_etag", Text),
    Column("trail_last_modified", Text),
    Column("recipe", Text, nullable=False, server_default=""),
    Column("interval", Float),
    Column("next_due", Instant),
    Column("last_check", Instant),
    Column("last_success", Instant),
    Column("last_new", Instant),
    Column("unpublished", Boolean, nullable=False, server_default=false()),
    Column("failures", BigInteger, nullable=False, server_default="0"),
    Column("last_failure", Text),  # JSON
    Column("refreshes", BigInteger, nullable=False, server_default="0"),
    Column("lease_holder", Text),
    Column("lease_expires", Instant),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("ordered_at", Instant, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("place", BigInteger, nullable=False),  # in the listing that first showed it
    Column("updated", Instant, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("authors", Text, nullable=False),  # JSON
    Column("published", Zoned),
    Column("modified", Zoned),
    Column("language", Text),
    Column("image", Text),
    Column("site_name", Text),
    Column("tags", Text, nullable=False),  # JSON
    Column("summary", Text, nullable=False),
    Column("canonical_url", Text),
    Column("free", Boolean),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("removed", Text, nullable=False),  # JSON
)

# Everything an entry is known by within its source: addresses, upstream id, text, each as a digest.
names = Table(
    "names",
    metadata,
    Column("source", Text, primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("entry", Text, nullable=False),
)

# Links that gave no article, and when to try them again; never, where retry_at is null.
misses = Table(
    "misses",
    metadata,
    Column("source", Text, primary_key=True),
    Column("name", LargeBinary, primary_key=True),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("tries", BigInteger, nullable=False),
    Column("last_try", Instant, nullable=False),
    Column("retry_at", Instant),
)

# What links are known by that were passed over at the first look at their source: its past, which
# is never fetched.
backlog = Table(
    "backlog",
    metadata,
    Column("source", Text, primary_key=True),
    Column("name", LargeBinary, primary_key=True),
)

# When each entry's page was last looked at, and what the page came with.
visits = Table(
    "visits",
    metadata,
    Column("entry", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
)

# What is wrong with sources: only suspected where ``began`` is null, over where ``ended`` is not.
concerns = Table(
    "concerns",
    metadata,
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("began", Instant),
    Column("ended", Instant),
    Column("usual", Float, nullable=False),
    Column("cause", Text),  # JSON
)

# The page each entry was read from last, packed with a dictionary of its host's pages.
pages = Table(
    "pages",
    metadata,
    Column("entry", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("dictionary", LargeBinary, nullable=False),
    Column("url", Text, nullable=False),
    Column("requested", Text, nullable=False),
    Column("content_type", Text),
    Column("fetched_at", Instant, nullable=False),
    Column("size", BigInteger, nullable=False),  # of the body, in bytes
    Column("whole", BigInteger, nullable=False),  # the same, unpacked
    Column("body", LargeBinary, nullable=False),
)

dictionaries = Table(
    "dictionaries",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("host", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("samples", BigInteger, nullable=False),
    Column("ratio", Float, nullable=False),
    Column("size", BigInteger, nullable=False),  # of the body, in bytes
    Column("body", LargeBinary, nullable=False),
)

profiles = Table(
    "profiles",
    metadata,
    Column("host", Text, primary_key=True),
    Column("pages", BigInteger, nullable=False),
    Column("evidence", LargeBinary, nullable=False),
)

refreshes = Table(
    "refreshes",
    metadata,
    Column("source", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("status", Text, nullable=False),
    Column("started", Instant, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("links", BigInteger, nullable=False),
    Column("new", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("unchanged", BigInteger, nullable=False),
    Column("failures", Text, nullable=False),  # JSON
    Column("next_due", Instant),
)
