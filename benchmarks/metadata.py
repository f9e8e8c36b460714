"""Title, author and date rates on pages with truth, side by side with trafilatura.

    python benchmarks/metadata.py --wcxb PATH --news PATH [--peers] [--misses title|author|date]

A title is right when its letters and digits are; authors when the sets of names are; a date when
the day is, in the page's zone or in UTC. Rates are over pages whose truth has the field; "false"
counts those where it has none and one was given.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.corpus import Sample, news, wcxb
from feeds.extract.blocks import read
from feeds.extract.head import read_head
from feeds.extract.metadata import metadata
from feeds.extract.names import fold, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is true of a page, or what an extractor says of it. ``days``: in either zone."""

    title: str
    authors: tuple[str, ...]
    days: frozenset[date]


FIELDS: dict[str, Callable[[Description], object]] = {
    "title": lambda said: fold(said.title),
    "author": lambda said: frozenset(map(fold, said.authors)),
    "date": lambda said: said.days,
}


def truth(page: Sample) -> Description:
    """What is true of ``page``. A day is only known where the whole date is."""
    known = len(page.published) >= len("2024-04-28")
    return Description(
        title=page.title,
        authors=people(page.authors),
        days=_days(datetime.fromisoformat(page.published) if known else None),
    )


def ours(page: Sample) -> Description:
    """This project's metadata."""
    document = read(page.html)
    found = metadata(document, read_head(document), page.url)
    return Description(title=found.title, authors=found.authors, days=_days(found.published))


def peer(page: Sample) -> Description:
    """trafilatura's metadata."""
    import trafilatura

    found = trafilatura.extract_metadata(page.html, default_url=page.url or None)
    return Description(
        title=(found and found.title) or "",
        authors=people([(found and found.author) or ""]),
        days=_days(datetime.fromisoformat(found.date) if found and found.date else None),
    )


def right(field: str, true: Description, said: Description) -> bool:
    """Whether ``said`` has the field as it is ``true``; of days, one must be common."""
    if field == "date":
        return bool(true.days & said.days)
    return FIELDS[field](true) == FIELDS[field](said)


def _days(when: datetime | None) -> frozenset[date]:
    if when is None:
        return frozenset()
    return frozenset({when.date(), when.astimezone(UTC).date() if when.tzinfo else when.date()})


def _report(
    name: str, pages: Sequence[Sample], extractor: Callable[[Sample], Description], misses: str
) -> None:
    started = time.process_time()
    pairs = [(truth(page), extractor(page)) for page in pages]
    spent = (time.process_time() - started) / max(len(pages), 1) * 1000
    cells = []
    for field, value in FIELDS.items():
        has = [right(field, true, said) for true, said in pairs if value(true)]
        false = [bool(value(said)) for true, said in pairs if not value(true)]
        cells.append(f"{field} {sum(has) / max(len(has), 1):.3f} (false {sum(false)}/{len(false)})")
    if misses:
        _print_misses(misses, zip(pages, pairs, strict=True))
    print(f"{name:18} {'  '.join(cells)}  {spent:.1f} ms")


def _print_misses(
    field: str, results: Iterable[tuple[Sample, tuple[Description, Description]]]
) -> None:
    shown = {"title": "title", "author": "authors", "date": "days"}[field]
    for page, (true, said) in results:
        wanted, got = getattr(true, shown), getattr(said, shown)
        if not right(field, true, said) and (wanted or got):
            print(f"{page.key} {page.url[:90]}\n    want {_words(wanted)}\n    got  {_words(got)}")


def _words(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset) else value


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wcxb", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--peers", action="store_true", help="trafilatura's rates, too")
    parser.add_argument("--misses", choices=tuple(FIELDS), default="", help="list what is wrong")
    options = parser.parse_args()
    for name, folder, load in (("wcxb", options.wcxb, wcxb), ("news", options.news, news)):
        pages = load(folder) if folder else []
        if pages:
            _report(f"{name} feedwright", pages, ours, options.misses)
        if pages and options.peers:
            _report(f"{name} trafilatura", pages, peer, "")


if __name__ == "__main__":
    main()
