"""The block classifier can be had again from its data, bit for bit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("lightgbm")

from benchmarks.corpus import Sample
from benchmarks.train_extractor import MODEL, Example, example, stored, train
from feeds.extract.features import NAMES
from tests.extract.sites.furniture import KNOWN
from tests.extract.sites.measuring import site
from tests.extract.sites.prose import ENGLISH
from tests.extract.sites.templates import TEMPLATES

LARGEST = 100_000  # bytes of the file that ships
ROOT = Path(__file__).parents[2]
# Sets and hashes come out in another order in another process, if anything depends on one.
ANEW = "from tests.extract.test_training import model; print(model(), end='')"


def examples(seed: int) -> list[Example]:
    pages = [page for template in TEMPLATES for page in site(template, ENGLISH, KNOWN, 3, seed)]
    samples = [
        Sample(
            key=page.url,
            url=page.url,
            html=page.html.encode(),
            text="\n".join(part.text for part in page.story.parts),
        )
        for page in pages
    ]
    return [each for each in map(example, samples) if each is not None]


def model(seed: int = 1) -> str:
    """The file that training on a few made sites writes."""
    learned = examples(seed)
    return json.dumps(stored(train(learned)))


@pytest.fixture(scope="module")
def trained() -> str:
    return model()


def test_the_same_pages_give_the_same_bytes_in_any_process(trained: str) -> None:
    for hashes in ("1", "2"):
        again = subprocess.run(
            [sys.executable, "-c", ANEW],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hashes},
            check=True,
            capture_output=True,
            text=True,
        )
        assert again.stdout == trained


def test_other_pages_give_another_model(trained: str) -> None:
    assert model(seed=2) != trained


def test_the_model_that_ships_is_small_and_reads_the_features_there_are() -> None:
    assert MODEL.stat().st_size < LARGEST
    assert json.loads(MODEL.read_text("utf-8"))["names"] == list(NAMES)
