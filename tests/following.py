"""A program that follows one site, for tests of the whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from feeds import wording
from feeds.app import App
from feeds.config import Settings
from feeds.model import Entry, RefreshResult
from feeds.replay import Recleaned
from tests.site import Site

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass
class Bench:
    """A program that follows one site as ``news``, with a clock of its own.

    ``options`` are the source's settings, ``more`` others of the configuration's sections.
    """

    site: Site
    folder: Path
    options: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    now: datetime = START

    @contextmanager
    def program(self) -> Iterator[App]:
        settings = Settings.model_validate(
            {
                "store": f"sqlite:///{self.folder}/feeds.db",
                "publish": {"to": self.folder / "public", "url": "http://feeds.example/f"},
                "fetch": {
                    "delay": 0,
                    "timeout": "2s",
                    "max_size": "1MB",
                    "allow_private": ["127.0.0.0/8"],
                },
                "sources": {"news": {"url": self.site.url("/"), **self.options}},
                **self.more,
            }
        )
        with App.open(settings, wording.concern, clock=lambda: self.now) as app:
            yield app

    def refresh(self, hours: float = 1) -> RefreshResult:
        """Refresh in a process of its own, as it were, and let ``hours`` pass."""
        with self.program() as app:
            result = app.refresh(app.settings.source_list[0])
            app.publish_shared()
        self.now += timedelta(hours=hours)
        return result

    def reclean(self, *, dry_run: bool = False) -> Recleaned:
        """Clean the kept pages again, in a process of its own, as it were."""
        with self.program() as app:
            return app.reclean(app.settings.source_list[0], dry_run=dry_run)

    def entries(self) -> list[Entry]:
        """All stored entries, by title."""
        with self.program() as app:
            return sorted(app.store.latest(["news"], 1000), key=lambda each: each.article.title)

    @property
    def items(self) -> list[dict[str, Any]]:
        """The published feed's items."""
        items: list[dict[str, Any]] = json.loads(self.file("news.json"))["items"]
        return items

    @property
    def titles(self) -> list[str]:
        return sorted(item["title"] for item in self.items)

    def file(self, name: str) -> bytes:
        return (self.folder / "public" / name).read_bytes()

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "public").iterdir()}


Follow = Callable[..., Bench]
