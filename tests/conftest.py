"""Options of the test run, and the data it can be given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.following import Bench, Follow
from tests.site import Reply, Site


def pytest_addoption(parser: pytest.Parser) -> None:
    """Long runs are asked for; real article pages are not part of the project."""
    parser.addoption("--soak", action="store_true", help="run the long runs in full")
    parser.addoption("--wcxb", type=Path, help="folder of the WCXB article pages")
    parser.addoption("--news", type=Path, help="folder of the news pages with truth")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked ``soak`` are left out unless they are asked for."""
    if config.getoption("--soak"):
        return
    for item in items:
        if "soak" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a long run: --soak"))


def _folder(request: pytest.FixtureRequest, option: str) -> Path:
    folder = request.config.getoption(option)
    if folder is None:
        pytest.skip(f"needs real article pages: {option} FOLDER")
    assert isinstance(folder, Path)
    return folder


@pytest.fixture(scope="session")
def wcxb(request: pytest.FixtureRequest) -> Path:
    """The WCXB development split's folder; the test is skipped without it."""
    return _folder(request, "--wcxb")


@pytest.fixture(scope="session")
def news(request: pytest.FixtureRequest) -> Path:
    """The news pages' folder; the test is skipped without it."""
    return _folder(request, "--news")


@pytest.fixture
def follow(tmp_path: Path) -> Iterator[Follow]:
    """Serve these pages and follow the site they make."""
    sites: list[Site] = []

    def build(pages: dict[str, Reply], **options: Any) -> Bench:
        site = Site(pages).__enter__()
        sites.append(site)
        return Bench(site, tmp_path, options)

    yield build
    for site in sites:
        site.__exit__(None, None, None)
