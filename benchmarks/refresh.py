"""How fast, and at what cost, a refresh goes: pages per second, CPU seconds, peak memory.

    python benchmarks/refresh.py [--hosts 8] [--pages 60] [--unchanged 1000]

Serves its own sites on loopback from a process of its own, so that what is measured is `feeds
refresh` alone, started as anyone starts it: first over sites never seen, then where nothing has
changed. Two figures for the unchanged: the wall clock of the whole command, and sources per CPU
second beyond what starting it costs.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path

# Whole pages as found on the web average 90 to 170 kB.
_PAGE_BYTES = 100_000
_SMALL_PAGE_BYTES = 3000
_PROSE = (
    "harbour council river bridge market school winter library station doctor festival ferry "
    "budget garden theatre engine signal village morning evening question answer report season "
    "company worker minister teacher neighbour weather forecast library record market printer"
)
_WORDS = _PROSE.split()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command cost: seconds, seconds of CPU, bytes of memory at the peak."""

    wall: float
    cpu: float
    memory: int


# -- the sites -------------------------------------------------------------------------------


def article(site: str, number: int, size: int) -> str:
    """A page of about ``size`` bytes: an article amid the markup that news pages carry."""
    words = random.Random(f"{site}/{number}")

    def sentence() -> str:
        return " ".join(words.choices(_WORDS, k=14)).capitalize() + "."

    title = " ".join(words.choices(_WORDS, k=7)).capitalize()
    body = "".join(f"<p>{' '.join(sentence() for _ in range(4))}</p>" for _ in range(9))
    html = (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | {site}"
        f"</title><meta property=og:title content='{title}'><meta property='article:published_time'"
        f" content='2026-11-{1 + number % 21:02}T10:00:00Z'></head><body><header><nav><ul>"
        + "".join(f"<li><a href=/section/{i}/>Section {i}</a></li>" for i in range(40))
        + f"</ul></nav></header><main><article class=post><h1>{title}</h1>{body}"
        "<div class=share-bar><a href=#>Share</a><a href=#>Post</a></div></article>"
        "<aside class=related><h2>Read also</h2><ul>"
    )
    tail = "</ul></aside></main><footer><p>All rights reserved.</p></footer></body></html>"
    rows = islice(cycle(_cards()), words.randrange(len(_cards())), None)
    pieces = [html]
    length = len(html) + len(tail)
    while length < size:
        pieces.append(next(rows))
        length += len(pieces[-1])
    return "".join([*pieces, tail])


@cache
def _cards() -> list[str]:
    """Teasers with the attributes, hashed classes and drawings of their kind."""
    words = random.Random(0)
    return [
        f'<li class="card card--teaser css-{words.randrange(16**6):06x}" data-id="{target}">'
        f'<a class="card__link" href="/2026/11/story-{target}"><span class="card__title">'
        f"{' '.join(words.choices(_WORDS, k=8))}</span></a><div class='card__meta'><svg "
        f'viewBox="0 0 24 24"><path d="M{words.random():.6f} 12L4 6z"/></svg></div></li>'
        for target in range(2000)
    ]


def listing(host: int, name: str, numbers: range) -> str:
    """A section's page with a card for each of its articles."""
    cards = "".join(
        f"<article class=card><h3><a href=/2026/11/{name}-story-{i}>Story {i} of {name} and the "
        f"harbour council</a></h3><time datetime=2026-11-{1 + i % 21:02}>day</time></article>"
        for i in numbers
    )
    return f"<!doctype html><title>Site {host}</title><main>{cards}</main>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    pages = 60

    def do_GET(self) -> None:
        host = int(str(self.connection.getsockname()[0]).rpartition(".")[2])
        body = self._body(host)
        if body is None:
            self._send(404, b"", "")
            return
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", etag)
        else:
            self._send(200, body, etag)

    def _body(self, host: int) -> bytes | None:
        parts = self.path.strip("/").split("/")
        if parts[0] == "front":
            return listing(host, "front", range(self.pages)).encode()
        if parts[0] == "small":
            return listing(host, f"small{parts[1]}", range(3)).encode()
        if parts[0] == "2026":
            name, _, number = parts[2].rpartition("-")
            size = _PAGE_BYTES if name.startswith("front") else _SMALL_PAGE_BYTES
            return article(f"{host} {name}", int(number), size).encode()
        return None

    def _send(self, status: int, body: bytes, etag: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def serve(hosts: int, pages: int, port: int) -> None:
    """Serve until killed: the same sites under 127.0.0.2, 127.0.0.3 and so on."""
    _Handler.pages = pages
    servers = [ThreadingHTTPServer((f"127.0.0.{2 + i}", port), _Handler) for i in range(hosts)]
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Event().wait()


@contextmanager
def sites(hosts: int, pages: int) -> Iterator[int]:
    """The sites, served by another process; the port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(hosts, pages, port))
    process.start()
    try:
        _until_up(f"127.0.0.{1 + hosts}", port)
        yield port
    finally:
        process.terminate()
        process.join()


def _until_up(host: str, port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the benchmark's own server did not start")


# -- measuring -------------------------------------------------------------------------------


def measured(arguments: list[str]) -> Cost:
    """Run a command to its end. CPU counts its children; memory is the sum over the tree (PSS)."""
    before = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    peak = 0
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, sum(_pss(pid) for pid in tree(process.pid)))

    sampler = threading.Thread(target=sample)
    sampler.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    done.set()
    sampler.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with status {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak)


def tree(root: int) -> list[int]:
    """The process ``root`` and all below it."""
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except OSError:
        return []
    threads = Path(f"/proc/{root}/task")
    try:
        for task in threads.iterdir():
            children += (task / "children").read_text().split()
    except OSError:
        pass
    return [root, *(pid for child in set(children) for pid in tree(int(child)))]


def _pss(pid: int) -> int:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))


def configure(folder: Path, port: int, urls: list[str]) -> list[str]:
    """Write a configuration following ``urls``; the command that refreshes it."""
    sources = "".join(f"  s{i}: {{url: {url!r}, limit: 500}}\n" for i, url in enumerate(urls))
    (folder / "config.yaml").write_text(
        f"fetch: {{delay: 0, allow_private: [127.0.0.0/8]}}\nsources:\n{sources}"
    )
    return [sys.executable, "-m", "feeds", "--config", str(folder / "config.yaml")]


def compare(title: str, command: list[str], count: int, thing: str) -> None:
    """Print the cost of a first refresh and of one where nothing changed."""
    first = measured([*command, "refresh"])
    second = measured([*command, "refresh"])
    start = measured([*command, "export"])
    print(f"\n{title}")
    print(f"{'':22}{'wall s':>9}{'CPU s':>9}{'MB':>7}")
    for name, cost in (("start (feeds export)", start), ("first", first), ("unchanged", second)):
        print(f"{name:22}{cost.wall:9.2f}{cost.cpu:9.2f}{cost.memory / 1e6:7.0f}")
    for name, cost in (("first", first), ("unchanged", second)):
        own = max(cost.cpu - start.cpu, 1e-9)
        print(
            f"{name}: {count / cost.wall:.0f} {thing}/s, {count / own:.0f} {thing} per CPU second"
        )


def main() -> None:
    """Serve, measure, print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--hosts", type=int, default=8)
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--unchanged", type=int, default=1000, metavar="SOURCES")
    chosen = options.parse_args()
    with sites(chosen.hosts, chosen.pages) as port, tempfile.TemporaryDirectory() as folder:
        hosts = [f"http://127.0.0.{2 + i}:{port}" for i in range(chosen.hosts)]
        large, small = Path(folder, "large"), Path(folder, "small")
        large.mkdir()
        small.mkdir()
        command = configure(large, port, [f"{host}/front/" for host in hosts])
        count = chosen.hosts * chosen.pages
        compare(
            f"{chosen.hosts} hosts of {chosen.pages} pages of {_PAGE_BYTES // 1000} kB",
            command,
            count,
            "pages",
        )
        urls = [f"{hosts[i % len(hosts)]}/small/{i}/" for i in range(chosen.unchanged)]
        command = configure(small, port, urls)
        compare(
            f"{chosen.unchanged} sources of 3 small articles",
            command,
            chosen.unchanged,
            "sources",
        )


if __name__ == "__main__":
    main()
