"""Raw pages: kept packed, one for each entry, and read back.

Packing is done before the transaction that saves (:func:`packing`), which then only writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row
from zstandard import ZstdError

from feeds.characters import clean
from feeds.errors import DamagedPage
from feeds.model import Find, Kept, Page
from feeds.store import rows, statements
from feeds.store.engine import shown
from feeds.store.packing import RECENT, SAMPLES, Dictionary, Use, chosen, is_outgrown
from feeds.store.statements import Upserts
from feeds.urls import host


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """The pages of a batch of articles, in its order and packed; None for one without a page."""

    pages: tuple[rows.Values | None, ...] = ()
    dictionaries: tuple[Dictionary, ...] = ()

    @property
    def size(self) -> int:
        """Bytes that come to the store, at most."""
        pages = sum(len(page["body"]) for page in self.pages if page)
        return pages + sum(len(one.packed) for one in self.dictionaries)


# -- packing ---------------------------------------------------------------------------------


def packing(connection: Connection, finds: Sequence[Find]) -> Packing:
    """The pages of ``finds``, packed with their hosts' dictionaries, which may be new ones."""
    hosts: dict[str, list[int]] = defaultdict(list)
    for at, find in enumerate(finds):
        if find.page is not None:
            hosts[host(find.page.url)].append(at)
    packed: list[rows.Values | None] = [None] * len(finds)
    dictionaries: list[Dictionary] = []
    for name, places in hosts.items():
        pages = [page for at in places if (page := finds[at].page)]
        bodies = [page.body for page in pages]
        dictionary = _dictionary(connection, name, bodies)
        try:
            packed_bodies = dictionary.pack(bodies)
        except ZstdError:  # it is damaged: without one, until another is chosen
            dictionary = Dictionary.of(name, b"")
            packed_bodies = dictionary.pack(bodies)
        dictionaries.append(dictionary)
        for at, page, body in zip(places, pages, packed_bodies, strict=True):
            packed[at] = _of_page(page, dictionary, body)
    return Packing(pages=tuple(packed), dictionaries=tuple(dictionaries))


def _dictionary(connection: Connection, name: str, fresh: Sequence[bytes]) -> Dictionary:
    """What to pack the ``fresh`` pages of host ``name`` with."""
    row = connection.execute(statements.DICTIONARY, {"host": name}).one_or_none()
    dictionary = _to_dictionary(row) if row else Dictionary.of(name, b"")
    uses = connection.execute(statements.USES, {"host": name, "most": RECENT})
    recent = [Use(dictionary=use.dictionary, size=use.size, whole=use.whole) for use in uses]
    if not is_outgrown(dictionary, recent, len(fresh)):
        return dictionary
    samples = list(reversed(fresh[-SAMPLES:]))
    if missing := SAMPLES - len(samples):
        samples += _latest_bodies(connection, name, missing)
    return chosen(name, samples)


def _latest_bodies(connection: Connection, name: str, most: int) -> list[bytes]:
    found = connection.execute(statements.LATEST_PAGES, {"host": name, "most": most})
    entries = list(found.scalars())
    try:
        pages = _pages(connection, entries)
    except DamagedPage:
        return []
    return [pages[entry].body for entry in entries if entry in pages]


def _of_page(page: Page, dictionary: Dictionary, body: bytes) -> rows.Values:
    """A row of ``pages``, but for its entry and source."""
    return {
        "host": dictionary.host,
        "dictionary": dictionary.id,
        "url": clean(page.url),
        "requested": clean(page.requested),
        "content_type": page.content_type and clean(page.content_type),
        "fetched_at": page.fetched_at,
        "size": len(body),
        "whole": len(page.body),
        "body": body,
    }


def _to_dictionary(row: Row[tuple[object, ...]]) -> Dictionary:
    return Dictionary(host=row.host, packed=row.body, samples=row.samples, ratio=row.ratio)


# -- writing and reading -----------------------------------------------------------------------


def save(
    connection: Connection,
    upserts: Upserts,
    source: str,
    packing: Packing,
    entries: Sequence[str | None],
    now: datetime,
) -> None:
    """Keep the pages of a batch in place of those its ``entries`` had before; none where None."""
    if not packing.dictionaries:
        return
    values = {
        entry: {**page, "entry": entry, "source": source}
        for entry, page in zip(entries, packing.pages, strict=True)
        if page is not None and entry is not None
    }
    if not values:
        return
    among = {"entries": list(values)}
    before = list(connection.execute(statements.DICTIONARIES_OF, among).scalars())
    made = [
        {
            "id": one.id,
            "host": one.host,
            "made_at": now,
            "samples": one.samples,
            "ratio": one.ratio,
            "size": len(one.packed),
            "body": one.packed,
        }
        for one in sorted(packing.dictionaries, key=lambda one: one.id)  # one order for all
    ]
    connection.execute(upserts.add_dictionary, made)
    connection.execute(upserts.save_page, list(values.values()))
    if before:
        connection.execute(statements.FORGET_DICTIONARIES, {"ids": before})


def kept(connection: Connection, entries: Sequence[str]) -> list[Kept]:
    """Those of ``entries`` whose page is kept, in this order. Raises DamagedPage."""
    pages = _pages(connection, entries)
    found = {
        row.id: rows.to_entry(row)
        for row in connection.execute(statements.ENTRIES, {"entries": list(pages)})
    }
    return [Kept(entry=found[id], page=pages[id]) for id in entries if id in found]  # noqa: A001


def _pages(connection: Connection, entries: Sequence[str]) -> dict[str, Page]:
    """The pages of ``entries`` that are kept, unpacked. Raises DamagedPage."""
    of_dictionary: dict[bytes, list[Row[tuple[object, ...]]]] = defaultdict(list)
    for row in connection.execute(statements.PAGES, {"entries": list(entries)}):
        of_dictionary[row.dictionary].append(row)
    found = connection.execute(statements.DICTIONARIES, {"ids": list(of_dictionary)})
    pages: dict[str, Page] = {}
    for dictionary in found:
        some = of_dictionary[dictionary.id]
        packing = _to_dictionary(dictionary)
        for row in some:
            try:
                pages[row.entry] = _to_page(row, packing.unpack(row.body))
            except ZstdError as error:
                raise DamagedPage(shown(connection.engine.url), row.url) from error
    return pages


def _to_page(row: Row[tuple[object, ...]], body: bytes) -> Page:
    return Page(
        url=row.url,
        requested=row.requested,
        body=body,
        content_type=row.content_type,
        fetched_at=row.fetched_at,
    )
