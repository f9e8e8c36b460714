"""Title, author and date rates on pages with truth, side by side with trafilatura.

    python benchmarks/metadata.py --wcxb PATH --news PATH [--peers] [--misses title|author|date]

PATH are the folders of WCXB (``dev/html``, ``dev/ground-truth``) and of the news pages (``html``,
``truth.json``). A title is right when its letters and digits are; authors when the sets of names
are; a date when the day is, in the page's zone or in UTC. Rates are over pages whose truth has the
field; "false" counts those where it has none and one was given.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from feeds.extract.blocks import read
from feeds.extract.head import read_head
from feeds.extract.metadata import metadata
from feeds.extract.names import fold, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A page with what is true of it."""

    key: str
    url: str
    html: str
    title: str
    authors: tuple[str, ...]
    days: frozenset[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an extractor says of a page."""

    title: str
    authors: tuple[str, ...]
    days: frozenset[date]


Extractor = Callable[[Truth], Answer]


def wcxb(folder: Path) -> Iterator[Truth]:
    """The pages of the WCXB development split."""
    for path in sorted((folder / "dev" / "ground-truth").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        truth = record["ground_truth"]
        published = truth["publish_date"] or ""
        yield Truth(
            key=path.stem,
            url=record.get("url", ""),
            html=_html(folder / "dev" / "html" / f"{path.stem}.html.gz"),
            title=truth["title"] or "",
            authors=people([truth["author"] or ""]),
            days=frozenset([date.fromisoformat(published)] if len(published) == 10 else []),
        )


def news(folder: Path) -> Iterator[Truth]:
    """The news pages; what has no author may well have one: their parsers gave none."""
    for key, truth in json.loads((folder / "truth.json").read_text(encoding="utf-8")).items():
        yield Truth(
            key=key,
            url=truth["url"],
            html=_html(folder / "html" / f"{key}.html.gz"),
            title=truth["title"] or "",
            authors=people(truth["authors"]),
            days=_days(datetime.fromisoformat(truth["published"]) if truth["published"] else None),
        )


def ours(page: Truth) -> Answer:
    """This project's metadata."""
    document = read(page.html)
    found = metadata(document, read_head(document.tree), page.url)
    return Answer(title=found.title, authors=found.authors, days=_days(found.published))


def peer(page: Truth) -> Answer:
    """trafilatura's metadata."""
    import trafilatura

    found = trafilatura.extract_metadata(page.html, default_url=page.url)
    day = found.date if found else None
    return Answer(
        title=(found and found.title) or "",
        authors=people([(found and found.author) or ""]),
        days=frozenset([date.fromisoformat(day)] if day else []),
    )


_FIELDS: dict[str, Callable[[Truth | Answer], object]] = {
    "title": lambda record: fold(record.title),
    "author": lambda record: frozenset(map(fold, record.authors)),
    "date": lambda record: record.days,
}


def right(field: str, truth: Truth, answer: Answer) -> bool:
    """Whether ``answer`` has the field as ``truth`` has it; of days, one must be common."""
    if field == "date":
        return bool(truth.days & answer.days)
    return _FIELDS[field](truth) == _FIELDS[field](answer)


def report(name: str, pages: Sequence[Truth], extractor: Extractor, misses: str | None) -> None:
    """Print one line of rates, and before it each miss of the field ``misses``."""
    started = time.process_time()
    answers = [extractor(page) for page in pages]
    spent = (time.process_time() - started) / max(len(pages), 1) * 1000
    cells = []
    for field, value in _FIELDS.items():
        pairs = list(zip(pages, answers, strict=True))
        has = [(t, a) for t, a in pairs if value(t)]
        lacks = [a for t, a in pairs if not value(t)]
        good = sum(right(field, t, a) for t, a in has) / max(len(has), 1)
        cells.append(f"{field} {good:.3f} (false {sum(map(bool, map(value, lacks)))}/{len(lacks)})")
        if field == misses:
            _print_misses(field, pairs)
    print(f"{name:24} {'  '.join(cells)}  {spent:.1f} ms with parsing and blocks")


def _print_misses(field: str, pairs: Iterable[tuple[Truth, Answer]]) -> None:
    shown = {"title": "title", "author": "authors", "date": "days"}[field]
    for truth, answer in pairs:
        wanted, got = getattr(truth, shown), getattr(answer, shown)
        if not right(field, truth, answer) and (wanted or got):
            print(
                f"{truth.key} {truth.url[:90]}\n    want {_words(wanted)}\n    got  {_words(got)}"
            )


def _words(value: object) -> object:
    return [str(v) for v in value] if isinstance(value, frozenset) else value


def _html(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def _days(when: datetime | None) -> frozenset[date]:
    return frozenset({when.date(), when.astimezone(UTC).date()} if when else ())


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wcxb", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--misses", choices=tuple(_FIELDS))
    options = parser.parse_args()
    sets = {"wcxb": (options.wcxb, wcxb), "news": (options.news, news)}
    for name, (folder, load) in sets.items():
        if folder:
            pages = list(load(folder))
            report(f"{name} feedwright", pages, ours, options.misses)
            if options.peers:
                report(f"{name} trafilatura", pages, peer, None)


if __name__ == "__main__":
    main()
