"""What concerns are judged by, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from feeds.model import Concern, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an article was read as: when it was first seen, whether anything dates it, its text."""

    seen: datetime
    is_dated: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a source after its check at ``now``.

    ``failure`` is why it could not be read at all, the last of ``failures`` in a row; ``refused``
    are the failures of single articles at this check, ``missed`` counts the links that gave none
    since news last came. ``days`` are those on which its articles came, in any order; ``readings``
    its latest articles, the newest first, or None where this check brought and changed none.
    """

    source: str
    now: datetime
    failure: Failure | None = None
    failures: int = 0
    last_new: datetime | None = None
    refused: tuple[Failure, ...] = ()
    missed: int = 0
    days: tuple[date, ...] = ()
    readings: tuple[Reading, ...] | None = None

    @property
    def silence(self) -> timedelta:
        """How long nothing new has come."""
        return self.now - self.last_new if self.last_new else timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A concern that holds, and how long it must have done so to be told."""

    concern: Concern
    patience: timedelta = timedelta()


#: What a check says of one kind of trouble, given the concern that stands: that it holds, or (None)
#: that it does not. Where a check says nothing of it, what stands goes on standing.
Judge = Callable[[Evidence, Concern | None], Finding | None]
