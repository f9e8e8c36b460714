from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.config import Settings
from feeds.store import Store
from tests.web.building import configured


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return configured(tmp_path)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings.store) as opened:
        yield opened
