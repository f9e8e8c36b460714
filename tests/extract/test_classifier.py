"""The shipped trees, evaluated without the library that grew them."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import numpy as np
import pytest
from librt.vecs import vec
from numpy.typing import NDArray

from feeds.extract.blocks import read
from feeds.extract.classifier import CUT, Forest, Model, by_trees, decided, probabilities
from feeds.extract.features import Features
from feeds.extract.head import read_head
from feeds.extract.measures import measure

MODEL = resources.files("feeds.extract").joinpath("data/classifier.json")
PAGE = (
    "<title>Rain returns</title><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>"
    "<main><h1>Rain returns</h1>"
    + "".join(
        f"<p>The rain returned to valley {i}, which had waited for it since the spring, and the "
        f"farmers, who had long feared for their fields, went out to look at the river.</p>"
        for i in range(5)
    )
    + "</main><footer>© The Valley Paper</footer>"
)


def judged(html: str) -> dict[str, float]:
    document = read(html)
    found = probabilities(measure(document), read_head(document))
    return {b.text[:15]: p for b, p in zip(document.blocks, found, strict=True)}


def test_paragraphs_are_probable_and_menus_are_not() -> None:
    found = judged(PAGE)
    assert found["The rain return"] > 0.9
    assert found["Home"] < 0.1
    assert found["© The Valley Pa"] < 0.2


def test_where_the_trees_are_sure_of_nothing_the_most_probable_blocks_are_the_article() -> None:
    page = read("<p>Menu<p>Rain.<p>Sun.<p>Share<p>Imprint")
    found = decided(vec[float]([0.01, 0.44, 0.3, 0.1, 0.02]), page)
    assert [share > CUT for share in found] == [False, True, True, False, False]
    assert judged("<p>Rain.</p>")["Rain."] > CUT


def test_where_the_trees_are_sure_of_a_block_what_they_say_of_the_others_stands() -> None:
    probability = vec[float]([0.01, 0.95, 0.49, 0.3])
    page = read("<p>Menu<p>Rain.<p>Sun.<p>Share")
    assert [*decided(probability, page)] == [0.01, 0.95, 0.49, 0.3]


def test_being_sure_of_a_heading_is_being_sure_of_no_text() -> None:
    page = read("<h1>Rain</h1><p>Rain.<p>Sun.<p>Share")
    found = decided(vec[float]([0.97, 0.44, 0.3, 0.05]), page)
    assert [share > CUT for share in found] == [True, True, True, False]
    headings = read("<h1>Rain</h1><h2>Sun</h2>")
    assert [*decided(vec[float]([0.97, 0.44]), headings)] == [0.97, 0.44]


def test_many_blocks_are_judged_like_few() -> None:
    document = read(PAGE + "<p>x</p>" * 3000)
    features = Features(measure(document), read_head(document))
    forest = Model(json.loads(MODEL.read_text("utf-8"))).others
    few = [forest.log_odds(features.rows([block]), 0) for block in range(1500, 1700)]
    found = [*by_trees(features)][1500:1700]
    assert np.allclose(found, 1 / (1 + np.exp(-np.array(few))))


def test_the_model_file_is_small() -> None:
    assert len(MODEL.read_bytes()) < 100_000


def log_odds(forest: Forest, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the forest says of each row."""
    given, width = vec[float](rows.ravel().tolist()), rows.shape[1]
    return np.array([forest.log_odds(given, width * at) for at in range(len(rows))])


def grown(random: np.random.Generator, rounds: int) -> tuple[Any, NDArray[np.float32]]:
    """A model of LightGBM's, and rows to ask it of."""
    lightgbm = pytest.importorskip("lightgbm")
    from benchmarks.train_extractor import DEPTH

    rows = random.normal(size=(2000, 5)).astype(np.float32)
    target = rows[:, 0] * rows[:, 1] + rows[:, 2] > 0.3
    settings = {"max_depth": DEPTH, "num_leaves": 11, "verbose": -1, "seed": 1, "num_threads": 1}
    return lightgbm.train(
        {"objective": "binary", **settings}, lightgbm.Dataset(rows, target), rounds
    ), rows


def test_the_trees_say_what_lightgbm_says() -> None:
    model, rows = grown(np.random.default_rng(1), 20)
    from benchmarks.train_extractor import stored_forest

    forest = Forest(stored_forest(model, tuple("abcde")))
    expected = model.predict(rows, raw_score=True)
    assert np.abs(log_odds(forest, rows) - expected).max() < 20 * 0.0006


def test_blocks_that_the_first_trees_are_sure_of_come_out_on_the_same_side_as_by_all() -> None:
    model, rows = grown(np.random.default_rng(2), 200)
    from benchmarks.train_extractor import stored_forest

    found = log_odds(Forest(stored_forest(model, tuple("abcde"))), rows)
    expected = model.predict(rows, raw_score=True)
    spared = np.abs(found - expected) > 200 * 0.0006
    assert spared.any()
    assert np.array_equal(found > 0, expected > 0)
