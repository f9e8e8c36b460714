"""The daemon, as an operator runs it: a process of its own, stopped and killed for real."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.news import news_site, story
from tests.site import Site, dripping, page

# Generous, because CI machines stall; nothing below is a measurement.
_PATIENCE = 60.0


@dataclass
class Home:
    """A folder with a configuration that follows ``site``, and a port of its own."""

    folder: Path
    site: Site
    port: int
    every: str = "1s"

    def configure(self, more: str = "") -> None:
        (self.folder / "config.yaml").write_text(
            f"serve: {{port: {self.port}}}\n"
            f"publish: {{url: 'http://127.0.0.1:{self.port}/feeds'}}\n"
            "fetch: {delay: 0, allow_private: [127.0.0.0/8]}\n"
            f"sources:\n  news: {{url: '{self.site.url('/')}', every: {self.every}}}\n{more}"
        )

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "feeds", *(command or ("run",))],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[str]]:
        process = self.start()
        try:
            self.until(lambda: self.answers("/healthz"))
            yield process
        finally:
            process.kill()
            process.communicate()

    def answers(self, path: str) -> bool:
        try:
            return requests.get(self.url(path), timeout=5).ok
        except requests.ConnectionError:
            return False

    def titles(self) -> list[str]:
        """The titles in the feed as served; none while there is no feed."""
        answer = requests.get(self.url("/feeds/news.json"), timeout=5)
        return sorted(item["title"] for item in answer.json()["items"]) if answer.ok else []

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not true():
            assert time.monotonic() < end, "it did not come about"
            time.sleep(0.05)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    with Site(news_site(1, 2, 3)) as site:
        made = Home(tmp_path, site, port)
        made.configure()
        yield made


def titles_of(*numbers: int) -> list[str]:
    return sorted(story(number).title for number in numbers)


def test_the_daemon_refreshes_what_is_due_and_serves_it(home: Home) -> None:
    with home.running():
        home.until(lambda: home.titles() == titles_of(1, 2, 3))
        home.site.pages.update(news_site(4, 1, 2, 3))
        home.until(lambda: home.titles() == titles_of(1, 2, 3, 4))
        front = requests.get(home.url("/"), timeout=5)
        assert "/feeds/news.rss" in front.text
        assert 'type="application/atom+xml"' in front.text
        assert requests.get(home.url("/healthz"), timeout=5).json()["ok"] is True


def test_it_says_which_page_to_open_and_what_to_subscribe_to(home: Home) -> None:
    process = home.start()
    home.until(lambda: home.answers("/healthz"))
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0
    assert home.url("/") in out
    assert home.url("/feeds/news.rss") in out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_time_amid_a_refresh_and_a_restart_goes_on(
    home: Home, number: signal.Signals
) -> None:
    slow = dripping(page("x" * 100_000), pause=0.5)
    home.site.pages[story(2).path] = slow
    with home.running() as process:
        home.until(lambda: home.site.requests(story(2).path) > 0)
        sent = time.monotonic()
        process.send_signal(number)
        process.wait(timeout=_PATIENCE)
        assert time.monotonic() - sent < 10  # the contract, not a measurement
        assert process.returncode == 0
    home.site.pages.update(news_site(1, 2, 3))
    with home.running():
        home.until(lambda: home.titles() == titles_of(1, 2, 3))


def test_a_port_that_is_taken_is_a_clear_sentence(home: Home) -> None:
    with socket.create_server(("127.0.0.1", home.port)):
        process = home.start()
        out, _ = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 2
    assert f"port {home.port} is taken" in out
    assert "Traceback" not in out


def test_a_configuration_that_changes_is_taken_up(home: Home) -> None:
    with home.running():
        home.until(lambda: home.titles() == titles_of(1, 2, 3))
        home.configure(f"  second: {{url: '{home.site.url('/')}', title: The second}}\n")
        home.until(lambda: home.answers("/feeds/second.json"))
        assert "The second" in requests.get(home.url("/"), timeout=5).text
        home.site.pages.update(news_site(4, 1, 2, 3))
        home.until(lambda: home.titles() == titles_of(1, 2, 3, 4))


def test_an_invalid_configuration_is_told_of_and_leaves_the_old_one_in_force(home: Home) -> None:
    with home.running() as process:
        home.until(lambda: home.titles() == titles_of(1, 2, 3))
        home.configure("nonsense: 1\n")
        process.send_signal(signal.SIGHUP)
        home.site.pages.update(news_site(4, 1, 2, 3))
        home.until(lambda: home.titles() == titles_of(1, 2, 3, 4))
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0
    assert out.count("nonsense unknown key") == 1
    assert "invalid, and stays as it was" in out


def test_refresh_works_beside_a_running_daemon_and_no_article_comes_twice(home: Home) -> None:
    with home.running():
        for number in range(4, 9):
            home.site.pages.update(news_site(*range(number, 0, -1)))
            beside = home.start("refresh")
            out, _ = beside.communicate(timeout=_PATIENCE)
            assert beside.returncode == 0, out
        home.until(lambda: home.titles() == titles_of(*range(1, 9)))
        assert [home.site.requests(story(number).path) for number in range(1, 9)] == [1] * 8


def test_feed_files_damaged_or_deleted_while_it_was_down_are_mended_at_the_start(
    home: Home,
) -> None:
    with home.running():
        home.until(lambda: home.titles() == titles_of(1, 2, 3))
    folder = home.folder / "var/public"
    before = (folder / "news.rss").read_bytes()
    (folder / "news.rss").write_bytes(before[:100])
    (folder / "news.json").unlink()
    with home.running():
        home.until(lambda: (folder / "news.rss").read_bytes() == before)
        home.until(lambda: home.titles() == titles_of(1, 2, 3))


def test_killed_at_any_moment_it_loses_and_doubles_nothing(
    home: Home, request: pytest.FixtureRequest
) -> None:
    """Eight times here, 200 times with --soak."""
    times = 200 if request.config.getoption("--soak") else 8
    moments = random.Random(20261122)
    published: dict[str, str] = {}
    for round_ in range(1, times + 1):
        home.site.pages.update(news_site(*range(min(round_, 40), 0, -1)))
        process = home.start("refresh")
        time.sleep(moments.uniform(0.3, 2.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        feed = home.folder / "var/public/news.json"
        if feed.exists():  # whole, whatever happened
            items = json.loads(feed.read_bytes())["items"]
            for item in items:
                assert published.setdefault(item["title"], item["id"]) == item["id"]
            assert len({item["title"] for item in items}) == len(items)
    final = home.start("refresh")
    assert final.wait(_PATIENCE) == 0, final.communicate()[0]
    final.communicate()
    items = json.loads((home.folder / "var/public/news.json").read_bytes())["items"]
    assert sorted(i["title"] for i in items) == titles_of(*range(1, min(times, 40) + 1))
    with sqlite3.connect(home.folder / "var/feeds.db") as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()
    assert not list((home.folder / "var/public").glob(".*"))


def test_no_process_outlives_the_daemon(home: Home) -> None:
    home.site.pages.update(news_site(*range(45, 0, -1)))  # enough for worker processes
    with home.running() as process:
        home.until(lambda: len(home.titles()) == 45)
        group = _descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE)
        home.until(lambda: not any(_alive(pid) for pid in group))


def _descendants(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(c) for t in tasks for c in (t / "children").read_text().split()]
    except OSError:
        return []
    return [*children, *(found for child in children for found in _descendants(child))]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
