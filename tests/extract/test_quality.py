"""Floors of text quality on real pages, never scored by a model that saw their site."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import corpus

pytest.importorskip("lightgbm")

from benchmarks.train_extractor import example, out_of_fold, score

# Word F1 of the article text, cross-validated by domain, was 0.961 and 0.972 when these were set;
# training anew moves either by some .002. Never lower them silently.
FLOORS = {"wcxb": 0.960, "news": 0.970}
# One fold is a fifth of the domains, some harder than others.
FOLD_MARGIN = 0.015


@pytest.fixture(scope="module")
def sets(wcxb: Path, news: Path) -> dict[str, list[corpus.Sample]]:
    return {"wcxb": corpus.wcxb(wcxb), "news": corpus.news(news)}


def mean_scores(sets: dict[str, list[corpus.Sample]], folds: range) -> dict[str, float]:
    samples = [sample for pages in sets.values() for sample in pages]
    examples = [example(sample) for sample in samples]
    scores = {
        sample.key: score(sample, probability).f1
        for sample, probability in out_of_fold(samples, examples, folds)
    }
    return {
        name: float(np.mean([scores[page.key] for page in pages if page.key in scores]))
        for name, pages in sets.items()
    }


def test_pages_of_domains_left_out_of_training_are_read_well(
    sets: dict[str, list[corpus.Sample]],
) -> None:
    for name, mean in mean_scores(sets, range(1)).items():
        assert mean >= FLOORS[name] - FOLD_MARGIN, name


@pytest.mark.soak
def test_the_whole_cross_validation_holds_its_floors(sets: dict[str, list[corpus.Sample]]) -> None:
    for name, mean in mean_scores(sets, range(corpus.FOLDS)).items():
        assert mean >= FLOORS[name], name
