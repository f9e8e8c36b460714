"""The shipped trees, evaluated without the library that grew them."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from feeds.extract.blocks import read
from feeds.extract.classifier import by_trees, probabilities
from feeds.extract.features import features
from feeds.extract.head import read_head
from feeds.extract.measures import measure

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
    found = probabilities(measure(document), read_head(document.tree))
    return {b.text[:15]: p for b, p in zip(document.blocks, found.tolist(), strict=True)}


def test_paragraphs_are_probable_and_menus_are_not() -> None:
    found = judged(PAGE)
    assert found["The rain return"] > 0.9
    assert found["Home"] < 0.1
    assert found["© The Valley Pa"] < 0.2


def test_where_the_trees_find_nothing_the_simple_rule_has_the_word() -> None:
    found = judged("<p>Rain.</p>")
    assert found["Rain."] > 0.5


def test_many_blocks_are_judged_like_few() -> None:
    document = read(PAGE + "<p>x</p>" * 3000)
    columns = features(measure(document), read_head(document.tree))
    whole = by_trees(columns)
    half = by_trees({name: column[1500:1700] for name, column in columns.items()})
    assert np.array_equal(whole[1500:1700], half)


def test_the_model_file_is_small() -> None:
    path = resources.files("feeds.extract").joinpath("data/classifier.json")
    assert len(path.read_bytes()) < 100_000


def test_the_trees_say_what_lightgbm_says() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    from benchmarks.train_extractor import DEPTH, stored
    from feeds.extract.classifier import Trees

    random = np.random.default_rng(1)
    rows = random.normal(size=(2000, 5)).astype(np.float32)
    target = rows[:, 0] * rows[:, 1] + rows[:, 2] > 0.3
    model = lightgbm.train(
        {"objective": "binary", "max_depth": DEPTH, "num_leaves": 11, "verbose": -1, "seed": 1},
        lightgbm.Dataset(rows, target),
        20,
    )
    trees = Trees.of(stored(model, tuple("abcde")))
    expected = model.predict(rows, raw_score=True)
    assert np.abs(trees.log_odds(rows) - expected).max() < 20 * 0.0006
