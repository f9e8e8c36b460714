"""The daemon outlives what its store and its disk do to it."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds import wording
from feeds.app import App
from feeds.config import Settings
from feeds.schedule import daemon as daemon_module
from feeds.schedule.daemon import Daemon
from tests.news import news_site, story
from tests.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(news_site(1, 2, 3)) as served:
        yield served


@pytest.fixture
def app(tmp_path: Path, site: Site) -> Iterator[App]:
    settings = Settings.model_validate(
        {
            "store": f"sqlite:///{tmp_path}/feeds.db",
            "publish": {"to": tmp_path / "public"},
            "fetch": {"delay": "0", "allow_private": ["127.0.0.0/8"]},
            "sources": {
                "news": {"url": site.url("/"), "every": "1s"},
                "down": {"url": "http://127.0.0.1:9/", "every": "1s"},
            },
            "feeds": {"all": {"title": "All"}},
        }
    )
    with App.open(settings, wording.concern) as opened:
        yield opened


@pytest.fixture
def daemon(app: App, monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    monkeypatch.setattr(daemon_module, "_HOLD_SECONDS", 0.5)
    running = Daemon(app)
    running.start()
    yield running
    running.stop(seconds=10)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def titles(app: App, name: str) -> list[str]:
    path = app.settings.publish.to / f"{name}.json"
    if not path.exists():
        return []
    return sorted(item["title"] for item in json.loads(path.read_bytes())["items"])


def titles_of(*numbers: int) -> list[str]:
    return sorted(story(number).title for number in numbers)


def test_what_is_due_is_refreshed_and_merged_though_a_neighbour_is_down(
    app: App, daemon: Daemon
) -> None:
    until(lambda: titles(app, "all") == titles_of(1, 2, 3))
    until(lambda: app.store.state("down").failures > 0)
    assert daemon.silence < 10


def test_a_store_locked_by_another_program_delays_and_loses_nothing(
    app: App, daemon: Daemon, site: Site, tmp_path: Path
) -> None:
    until(lambda: titles(app, "news") == titles_of(1, 2, 3))
    other = sqlite3.connect(tmp_path / "feeds.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    site.pages.update(news_site(4, 1, 2, 3))
    before = site.requests()
    time.sleep(1.5)  # ticks go by
    other.execute("ROLLBACK")
    other.close()
    until(lambda: titles(app, "news") == titles_of(1, 2, 3, 4))
    assert site.requests() > before
    assert daemon.silence < 10


def test_stopping_ends_what_is_under_way(app: App, site: Site) -> None:
    running = Daemon(app)
    running.start()
    until(lambda: site.requests() > 0)
    assert running.stop(seconds=10)
