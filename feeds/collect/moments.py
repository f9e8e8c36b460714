"""Moments as programs write them, in ISO 8601. Pure."""

from __future__ import annotations

from datetime import UTC, datetime


def zoned_moment(text: object) -> datetime | None:
    """The moment that ``text`` names, in UTC; None if it gives no zone, and so says too little."""
    named = _read(text)
    try:
        return named.astimezone(UTC) if named and named.tzinfo else None
    except OverflowError:
        return None


def moment(text: object) -> datetime | None:
    """The moment that ``text`` names, in UTC; where it gives no zone, that one is meant."""
    named = _read(text)
    return named.replace(tzinfo=UTC) if named and not named.tzinfo else zoned_moment(text)


def _read(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text).strip())
    except ValueError:
        return None
