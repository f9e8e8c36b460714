"""A host's record: for each feature, on which of the host's latest pages it was seen.

Not counts but sets: bit *n* of a feature's mask is the page in slot *n* of a sliding window. So a
page seen again adds nothing, pages teach the same in whatever order they come, "on 14 of 15 pages"
is exact, and what has not been seen for a window's length is forgotten. A duplicate (another
address, a print view) shares the slot of the page whose text it has.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from feeds.extract.sighting import Feature, Sighting

#: Distinct pages whose texts are remembered.
WINDOW: Final = 64
#: Distinct pages after which those of a template that is no longer used have no places any more,
#: and pages of a template after which its earlier ones have none: a redesign may be a small one.
FADING: Final = 30
#: Share of places from which two pages are of one template.
LIKE: Final = 0.5

# 6,000 features take 78 kB before compression, the known addresses another 13 kB. A page of 100 kB
# has some 100 features of its own, so that a full window fits.
_MAX_FEATURES: Final = 6_000
_MAX_KNOWN: Final = 1_500

_SAME: Final = 0.75  # share of the weighed text from which two pages are one article
_COMMON: Final = 16  # pages; a text on more than these tells no article from another

_PLACES: Final = frozenset(
    [
        *(Feature.PLACE, Feature.BODY_AT, Feature.PLAIN_AT, Feature.MANY_AT, Feature.LINK_AT),
        Feature.TEMPLATE,
    ]
)

_FORMAT: Final = b"feeds-profile\x01"
_FADED: Final = -1


@dataclass(frozen=True, slots=True)
class Known:
    """A page of the host that was seen: its slot in the window, or that it left it."""

    title: int
    slot: int


@dataclass(frozen=True)
class Evidence:
    """What is known of a host. ``known`` is by address, oldest first."""

    pages: int = 0  # distinct, ever
    slots: int = 0  # distinct, in the window; the oldest is slot 0
    features: Mapping[int, int] = field(default_factory=dict)
    known: Mapping[int, Known] = field(default_factory=dict)

    def slot(self, sighting: Sighting) -> int:
        """The slot of a page, -1 when it is not in the window."""
        known = self.known.get(sighting.address)
        return known.slot if known else _FADED

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """How many places the template of each page in the window has."""
        masks = [mask for key, mask in self.features.items() if key >> 32 == Feature.TEMPLATE]
        return pages_having(masks)[: self.slots]

    @cached_property
    def titles(self) -> frozenset[int]:
        """The titles of all pages known."""
        return frozenset(page.title for page in self.known.values()) - {0}

    @cached_property
    def notes(self) -> Mapping[int, Sequence[int]]:
        """On which pages what may be notes on authors stand, by the anchors they stand by."""
        found: dict[int, list[int]] = defaultdict(list)
        for key, mask in self.features.items():
            if key >> 32 == Feature.NOTE:
                found[key >> 16 & 0xFFFF].append(mask)
        return dict(found)

    # -- learning ------------------------------------------------------------------------------

    def learned(self, sightings: Sequence[Sighting]) -> Evidence:
        """This record with the pages of a batch in it; of those that left the window, nothing."""
        fresh = [each for each in sightings if self._teaches(each)]
        return self._with(fresh)._bounded() if fresh else self

    def beside(self, sightings: Sequence[Sighting]) -> Evidence:
        """This record for judging the pages of a batch: what has faded of them is in it again.

        Pages of a former template, or of years ago, are like one another, not like today's.
        """
        faded = [each for each in sightings if self._has_faded(each)]
        return self._with(faded, fading=False) if faded else self

    def _with(self, sightings: Sequence[Sighting], *, fading: bool = True) -> Evidence:
        fresh = sorted(sightings, key=lambda each: (sorted(each.body), each.address))
        slots = self._assigned(fresh)
        features = dict(self.features)
        known = dict(self.known)
        for sighting, slot in zip(fresh, slots, strict=True):
            bit = 1 << slot
            for feature in sighting.features:
                features[feature] = features.get(feature, 0) | bit
            if self.slot(sighting) == _FADED:
                known[sighting.address] = Known(sighting.title, slot)
        total = max(self.slots, max(slots) + 1)
        grown = Evidence(self.pages + total - self.slots, total, features, known)
        return grown._slid()._without_old_places() if fading else grown._slid()

    def _teaches(self, sighting: Sighting) -> bool:
        known = self.known.get(sighting.address)
        return known is None or known.slot != _FADED

    def _has_faded(self, sighting: Sighting) -> bool:
        slot = self.slot(sighting)
        return slot == _FADED or not self.places[slot]

    def _assigned(self, fresh: list[Sighting]) -> list[int]:
        """A slot for each page: that of its address, of the page it duplicates, or the next."""
        bodies = [*self._bodies(), *(sighting.body for sighting in fresh)]
        same = _Groups(len(bodies))
        seen: dict[int, int] = {}
        for at, sighting in enumerate(fresh, self.slots):
            slot = self.slot(sighting)
            same.join(seen.setdefault(sighting.address, slot if slot != _FADED else at), at)
        for one, other in _duplicates(bodies, self.slots):
            same.join(one, other)
        slots: dict[int, int] = {at: at for at in range(self.slots)}
        for at in range(self.slots, len(bodies)):
            slots.setdefault(same.first(at), len(slots))
        return [slots[same.first(at)] for at in range(self.slots, len(bodies))]

    def _bodies(self) -> list[frozenset[int]]:
        """The text of each page in the window."""
        bodies: list[set[int]] = [set() for _ in range(self.slots)]
        for feature, mask in self.features.items():
            if feature >> 32 == Feature.BODY_TEXT:
                for slot in _bits(mask):
                    bodies[slot].add(feature)
        return [frozenset(body) for body in bodies]

    def _slid(self) -> Evidence:
        """This record without the oldest pages beyond the window."""
        gone = self.slots - WINDOW
        if gone <= 0:
            return self
        features = {key: mask >> gone for key, mask in self.features.items() if mask >> gone}
        known = {
            address: Known(page.title, max(page.slot - gone, _FADED))
            for address, page in self.known.items()
        }
        return Evidence(self.pages, WINDOW, features, known)

    def _without_old_places(self) -> Evidence:
        """This record without the places of pages whose template has changed since."""
        if self.slots <= FADING:
            return self
        masks = [mask for key, mask in self.features.items() if key >> 32 == Feature.TEMPLATE]
        pages = slots_of(masks)[:, : self.slots].astype(np.float32)
        shared, places = pages.T @ pages, pages.sum(axis=0)
        like = (shared > 0) & (shared >= LIKE * np.maximum.outer(places, places))
        later = np.triu(like, 1).sum(axis=1)
        gone = (places > 0) & ((later >= FADING) | ~like[:, -FADING:].any(axis=1))
        if not gone.any():
            return self
        stay = sum(1 << int(slot) for slot in np.flatnonzero(~gone))
        features = {
            key: kept
            for key, mask in self.features.items()
            if (kept := mask & stay if key >> 32 in _PLACES else mask)
        }
        return replace(self, features=features)

    def _bounded(self) -> Evidence:
        """This record within its size: what was met once and long ago goes first."""
        features, known = self.features, self.known
        if len(features) > _MAX_FEATURES:
            worth = sorted(
                features, key=lambda f: (features[f].bit_count() > 1, features[f], f), reverse=True
            )
            features = {key: features[key] for key in worth[:_MAX_FEATURES]}
        if len(known) > _MAX_KNOWN:
            known = dict(list(known.items())[-_MAX_KNOWN:])
        return replace(self, features=features, known=known)

    # -- keeping -------------------------------------------------------------------------------

    def encode(self) -> bytes:
        """The record as bytes: the same record gives the same bytes."""
        keys = np.fromiter(self.features.keys(), "<u8", len(self.features))
        masks = np.fromiter(self.features.values(), "<u8", len(self.features))
        order = np.argsort(keys)
        keys, masks = keys[order], masks[order]
        addresses = np.array(list(self.known), dtype="<u4")
        titles = np.array([page.title for page in self.known.values()], dtype="<u4")
        slots = np.array([page.slot for page in self.known.values()], dtype="<i1")
        counts = np.array([self.pages, self.slots, len(keys), len(addresses)], dtype="<u4")
        columns = (
            *(counts, keys.astype("<u4"), (keys >> np.uint64(32)).astype("<u1"), masks),
            *(addresses, titles, slots),
        )
        # The hashes do not compress at all and the masks at any level: the fastest will do.
        return _FORMAT + zlib.compress(b"".join(column.tobytes() for column in columns), 1)

    @classmethod
    def decode(cls, stored: bytes) -> Evidence:
        """The record that :meth:`encode` wrote; of another version, or damaged, an empty one."""
        if not stored.startswith(_FORMAT):
            return cls()
        try:
            reader = _Columns(zlib.decompress(stored[len(_FORMAT) :]))
            pages, slots, features, known = reader.take("<u4", 4)
            hashes, kinds = reader.take("<u4", features), reader.take("<u1", features)
            masks = reader.take("<u8", features)
            addresses, titles = reader.take("<u4", known), reader.take("<u4", known)
            where = reader.take("<i1", known)
        except (zlib.error, ValueError):
            return cls()
        keys = (kind << 32 | number for kind, number in zip(kinds, hashes, strict=True))
        seen = map(Known, titles, where)
        return cls(
            pages,
            slots,
            dict(zip(keys, masks, strict=True)),
            dict(zip(addresses, seen, strict=True)),
        )


class _Columns:
    """Bytes, read column by column."""

    def __init__(self, stored: bytes) -> None:
        self._stored = stored
        self._at = 0

    def take(self, kind: str, count: int) -> list[int]:
        column: NDArray[np.integer] = np.frombuffer(self._stored, kind, count, self._at)
        self._at += column.nbytes
        return list(column.tolist())


class _Groups:
    """Which of the numbers below ``count`` belong together."""

    def __init__(self, count: int) -> None:
        self._first = list(range(count))

    def first(self, at: int) -> int:
        """The least number of the group that ``at`` is in."""
        while self._first[at] != at:
            at = self._first[at]
        return at

    def join(self, one: int, other: int) -> None:
        one, other = self.first(one), self.first(other)
        self._first[max(one, other)] = min(one, other)


def _duplicates(bodies: Sequence[frozenset[int]], old: int) -> Iterator[tuple[int, int]]:
    """The pairs of pages that are one article; not those among the first ``old``.

    A text counts the less the more pages have it, so that what only the template says does not
    make two short articles one.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for at, body in enumerate(bodies):
        for text in body:
            pages[text].append(at)
    weight = [sum(1 / len(pages[text]) for text in sorted(body)) for body in bodies]
    alike: dict[frozenset[int], int] = {}
    for at, body in enumerate(bodies):
        if body and alike.setdefault(body, at) != at:
            yield alike[body], at
    for at in range(old, len(bodies)):
        for other in _sharing(at, bodies, pages, old):
            common = sum(1 / len(pages[text]) for text in sorted(bodies[at] & bodies[other]))
            if common >= _SAME * max(weight[at], weight[other]):
                yield other, at


def _sharing(
    at: int, bodies: Sequence[frozenset[int]], pages: Mapping[int, list[int]], old: int
) -> Iterable[int]:
    """The pages before ``at``, or old ones, that share a text with it that few others have."""
    found: set[int] = set()
    for text in bodies[at]:
        having = pages[text]
        if len(having) <= _COMMON:
            found.update(other for other in having if other < at or other < old)
    return sorted(found)


def pages_having(masks: Sequence[int]) -> NDArray[np.int64]:
    """For each slot of the window, how many of ``masks`` have it."""
    return np.asarray(slots_of(masks).sum(axis=0, dtype=np.int64))


def slots_of(masks: Sequence[int]) -> NDArray[np.uint8]:
    """One row for each mask, with a 1 for each slot that it has."""
    words = np.array(masks, dtype="<u8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(words, axis=1, bitorder="little")


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
