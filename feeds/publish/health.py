"""The health feed: what its operator should know of the sources, as entries of its own feed. Pure.

Anybody may read what is published. So an entry holds the source's name and title, dates, and what
``tell`` says of the concern; no address but that of the operator's own page of the source.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final, Protocol

from feeds.model import Article, Concern, Entry

# RFC 9562 section 5.5. The namespace is this feed's own, drawn once at random.
_NAMESPACE: Final = uuid.UUID("1f3c7c0a-6f0e-4a35-9d55-3f9c0b1d7a64")


class Told(Protocol):
    """A concern in words: sentences that say what it is, and what to do about it, or nothing."""

    @property
    def what(self) -> str:
        """What happened."""

    @property
    def advice(self) -> str:
        """What to do about it."""


Tell = Callable[[Concern], Told]


def health_entries(
    concerns: Sequence[Concern], titles: Mapping[str, str], pages: str | None, tell: Tell
) -> list[Entry]:
    """An entry for each of ``concerns``, all of them begun, in their order.

    ``titles`` are those of the sources' feeds, by name; ``pages`` is the address of the operator's
    own pages, where that is known. An entry is dated when its concern began; that it ended is an
    update of it. It keeps its id through that, and through the loss of everything but the store.
    """
    return [_entry(concern, titles[concern.source], pages, tell(concern)) for concern in concerns]


def _entry(concern: Concern, title: str, pages: str | None, told: Told) -> Entry:
    began = concern.began or concern.since
    paragraphs = [told.what, told.advice] if told.advice else [told.what]
    over = ", and over" if concern.ended else ""
    return Entry(
        id=uuid.uuid5(_NAMESPACE, _key(concern)).urn,
        source=concern.source,
        article=Article(
            url=f"{pages}/sources/{concern.source}" if pages else "",
            title=f"{title}: {concern.kind}{over}",
            published=began,
            language="en",
            tags=(concern.kind.value, concern.source),
            summary=told.what,
            text="\n".join(paragraphs),
            html="".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs),
        ),
        first_seen=began,
        updated=concern.ended or began,
    )


def _key(concern: Concern) -> str:
    return f"{concern.source} {concern.kind} {concern.since.isoformat()}"
