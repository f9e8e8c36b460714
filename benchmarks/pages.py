"""What raw pages take when kept, and how long it takes to clean them again.

    python benchmarks/pages.py [--pages 1000] [--site FOLDER] [--news FOLDER]

Pages come to the store as refreshes bring them: fifty at first, then a few at a time. Their size,
dictionaries included, stands beside gzip and zstd page by page. ``--site`` measures the ``*.html``
files of one real site, and ``--news`` those sites of the news pages that are there three times;
for so few, the dictionary is a third of all, so the pages that it does not hold are counted alone.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from zstandard import ZstdCompressor

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import corpus
from benchmarks.refresh import tree
from feeds.collect import Fetcher
from feeds.config import FetchSettings, RetentionSettings
from feeds.errors import ExtractError
from feeds.extract.batch import extract_batch
from feeds.extract.pool import CleaningPool
from feeds.model import (
    Find,
    Link,
    Outcome,
    Page,
    RefreshResult,
    RefreshStatus,
    Rules,
    SiteProfile,
    Source,
    SourceState,
)
from feeds.replay import reclean
from feeds.stages import Stages, Tools
from feeds.store import Store
from feeds.store.packing import Dictionary, chosen

_HOST = "news.example"
_SOURCE = Source(name="news", url=f"https://{_HOST}/")
_START = datetime(2026, 11, 1, tzinfo=UTC)
_FIRST, _LATER = 50, 10  # pages of the first refresh, and of each one after it
_FOREVER = RetentionSettings.model_validate({"pages": "10000d", "pages_size": "1TB"})


# -- a site ----------------------------------------------------------------------------------


def generated(count: int) -> list[bytes]:
    """Pages of about 100 kB: 55 kB on all of them alike, 35 kB of teasers of the articles before,
    which go and come, 6 kB of article, and the numbers that make every page's markup its own."""
    chance = random.Random(1)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(3000)]

    def said(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize()

    code = "".join(
        f".{chance.choice(words)}-{chance.randrange(9999)}{{{chance.choice(words)}:"
        f"{chance.randrange(999)}px;background:#{chance.randrange(16**6):06x}}}\n"
        for _ in range(1200)
    )
    links = "".join(f"<li><a href=/section/{i}/>{said(2)}</a></li>" for i in range(60))
    footer = f"<footer><p>{said(60)}.</p><ul>{links}</ul></footer>"
    stories = [(f"/2026/story-{i}", said(8), chance.randrange(16**12)) for i in range(-60, count)]
    teasers = [
        f'<li class="card css-{picture % 8192:x}" data-id="{picture:012x}"><a href="{path}">'
        f'<img src="https://img.{_HOST}/{picture:012x}-480x270.webp" loading=lazy alt="{title}">'
        f"<h3>{title}</h3></a><p>{said(24)}.</p><time>{i % 24:02}:{i % 60:02}</time></li>"
        for i, (path, title, picture) in enumerate(stories)
    ]
    pages = []
    for at, (path, title, picture) in enumerate(stories[60:]):
        body = "".join(f"<p>{said(14)}. {said(18)}. {said(11)}.</p>" for _ in range(22))
        latest = chance.sample(teasers[at : at + 60], 50)
        pages.append(
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | News</title>"
            f"<meta property=og:image content=https://img.{_HOST}/{picture:012x}-1200x630.webp>"
            f"<link rel=canonical href=https://{_HOST}{path}><style>{code}</style></head>"
            f"<body class=post-{picture % 99991}><nav><ul>{links}</ul></nav><main><article>"
            f"<h1>{title}</h1>{body}<div class=share data-nonce={chance.randrange(16**16):x}>"
            f"<a href=/share?u={path}>Share</a></div></article><aside><h2>Latest</h2><ul>"
            f"{''.join(latest)}</ul></aside></main>{footer}</body></html>".encode()
        )
    return pages


def pages_of(bodies: Sequence[bytes]) -> list[Page]:
    """The pages of one site."""
    return [
        Page(
            url=f"https://{_HOST}/2026/story-{at}",
            requested=f"https://{_HOST}/2026/story-{at}",
            body=body,
            content_type="text/html; charset=utf-8",
            fetched_at=_START + timedelta(minutes=at),
        )
        for at, body in enumerate(bodies)
    ]


def refreshes(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    """The pages as refreshes bring them."""
    yield pages[:_FIRST]
    for at in range(_FIRST, len(pages), _LATER):
        yield pages[at : at + _LATER]


def fill(store: Store, pages: Sequence[Page]) -> None:
    """Clean and save ``pages`` as refreshes do."""
    profile = SiteProfile(host=_HOST)
    for some in refreshes(pages):
        batch = extract_batch(some, Rules(), profile)
        profile = batch.profile
        finds = tuple(
            Find(link=Link(url=page.url), article=result, addresses=(page.url,), page=page)
            for page, result in zip(some, batch.results, strict=True)
            if not isinstance(result, ExtractError)
        )
        started = some[-1].fetched_at
        result = RefreshResult(source=_SOURCE.name, status=RefreshStatus.OK, started=started)
        state = SourceState(source=_SOURCE.name, last_check=started)
        store.save(Outcome(state=state, result=result, finds=finds, profiles=(profile,)))


@contextmanager
def filled(pages: Sequence[Page]) -> Iterator[Store]:
    """A store that holds ``pages``."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{folder}/feeds.db", keep=_FOREVER) as store,
    ):
        fill(store, pages)
        yield store


# -- size ------------------------------------------------------------------------------------


def sizes(name: str, store: Store, bodies: Sequence[bytes]) -> None:
    """Print what the pages take, each way."""
    packed = store.bytes_kept()
    by_gzip = sum(len(gzip.compress(body)) for body in bodies)
    by_zstd = sum(len(ZstdCompressor().compress(body)) for body in bodies)
    print(f"\n{name}: {len(bodies)} pages of {sum(map(len, bodies)) / len(bodies) / 1000:.0f} kB")
    for way, size in (("gzip", by_gzip), ("zstd", by_zstd), ("as kept", packed)):
        print(f"  {way:8}{size / len(bodies) / 1000:8.1f} kB a page{size / by_gzip:8.2f} of gzip")


def packing_speed(bodies: Sequence[bytes]) -> None:
    """Print what choosing a dictionary and packing with it cost."""
    begun = time.process_time()
    dictionary = chosen(_HOST, bodies[:16])
    selected = time.process_time()
    dictionary.pack(bodies)
    took = time.process_time() - selected
    per_100_kb = took / sum(map(len, bodies)) * 100_000
    print(f"  choosing a dictionary {(selected - begun) * 1e3:.0f} ms,", end=" ")
    print(f"packing {per_100_kb * 1e3:.2f} ms for 100 kB")


def real_sites(folder: Path) -> None:
    """Print what a dictionary does for the real sites that have three pages or more."""
    sites: dict[str, list[bytes]] = defaultdict(list)
    for sample in corpus.news(folder):
        sites[urlsplit(sample.url).hostname or ""].append(sample.html)
    print("\nthe last page of a real site, with the others as dictionary, to gzip")
    for name, pages in sorted(sites.items()):
        if len(pages) >= 3:
            dictionary = Dictionary.of(name, b"".join(pages[:-1])[-1_000_000:])
            packed = len(dictionary.pack(pages[-1:])[0])
            print(f"  {name:32}{packed / len(gzip.compress(pages[-1])):8.2f}")


# -- recleaning ------------------------------------------------------------------------------


def recleaning(store: Store, pages: Sequence[Page]) -> None:
    """Print how long cleaning again takes, beside extracting the same pages."""
    begun, cpu = time.perf_counter(), cpu_seconds()
    profile = store.profile(_HOST)
    for at in range(0, len(pages), _FIRST):
        extract_batch(pages[at : at + _FIRST], Rules(), profile)
    wall, cpu = time.perf_counter() - begun, cpu_seconds() - cpu
    print(f"\n{len(pages)} pages: extracting takes {wall:.1f} s ({cpu:.1f} s of CPU)")
    for workers in (1, 2):
        begun, before = time.perf_counter(), cpu_seconds()
        with stages_over(store, workers) as stages:
            done = reclean(_SOURCE, stages)
            took, used = time.perf_counter() - begun, cpu_seconds() - before
        print(
            f"  recleaning {done.pages} with {workers} worker processes: {took:.1f} s "
            f"({used:.1f} s), {took / wall:.2f} of extracting ({used / cpu:.2f}); "
            f"{len(done.changes)} changed"
        )


@contextmanager
def stages_over(store: Store, workers: int) -> Iterator[Stages]:
    """The stages of a program that cleans in so many processes, and publishes nowhere."""
    tools = Tools(fetcher=Fetcher(FetchSettings()), cleaning=CleaningPool(workers))
    yield Stages(
        tools=tools,
        store=store,
        publish=lambda source: None,
        is_published=lambda source: True,
        items=50,
        clock=lambda: datetime.now(UTC),
        zone=UTC,
        holder="benchmark",
    )
    tools.close()


def cpu_seconds() -> float:
    """CPU seconds of this process and of all below it that run."""
    ticks = 0
    for process in tree(os.getpid()):
        stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(stat[11]) + int(stat[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure, print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--site", type=Path, metavar="FOLDER")
    options.add_argument("--news", type=Path, metavar="FOLDER")
    given = options.parse_args()
    bodies = generated(given.pages)
    with filled(pages := pages_of(bodies)) as store:
        sizes("generated", store, bodies)
        packing_speed(bodies)
        recleaning(store, pages)
    if given.site:
        bodies = [path.read_bytes() for path in sorted(given.site.glob("*.html"))]
        with filled(pages_of(bodies)) as store:
            sizes(str(given.site), store, bodies)
            packing_speed(bodies)
    if given.news:
        real_sites(given.news)


if __name__ == "__main__":
    main()
