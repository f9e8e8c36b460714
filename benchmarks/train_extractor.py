"""Train the block classifier, cross-validate it, and write the file that ships.

    python benchmarks/train_extractor.py --wcxb PATH --news PATH [--write] [--gains N]

Folds are made of whole domains, so that no page is scored by a model that saw its site. Prints
word F1, precision and recall of the article text through the whole selection, and the features'
gains. ``--write`` trains on everything and writes ``feeds/extract/data/classifier.json``: the same
bytes for the same data and the same versions of LightGBM and numpy.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import lightgbm
import numpy as np
from librt.vecs import vec
from numpy.typing import NDArray

from benchmarks.corpus import FOLDS, Sample, Score, news, wcxb, word_score
from benchmarks.truth import article_blocks
from feeds.errors import ExtractError
from feeds.extract.article import select
from feeds.extract.blocks import read
from feeds.extract.classifier import LEAF_UNIT, UNASKED, decided
from feeds.extract.features import NAMES, Features
from feeds.extract.head import read_head
from feeds.extract.measures import measure
from feeds.extract.metadata import metadata
from feeds.extract.render import render
from feeds.model import Rules

MODEL: Final = Path(__file__).parents[1] / "feeds/extract/data/classifier.json"

DEPTH: Final = 4
ROUNDS: Final = 200
_PARAMETERS: Final = {
    "objective": "binary",
    "learning_rate": 0.12,
    "num_leaves": 1 << DEPTH,
    "max_depth": DEPTH,
    "extra_trees": True,  # random thresholds: +.001 F1 on either set, for there are few pages
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 15,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
_NEVER: Final = 1e30  # a threshold that nothing exceeds
# Of pages that call themselves news, of which there is one for five others: for the trees that are
# asked of such pages, and for those that are asked of the others.
_NEWS_TO_NEWS, _NEWS_TO_OTHERS = 6.0, 0.5
_WORD: Final = 6  # characters
_PER_BLOCK: Final = 3  # words that any block weighs more than its own: short ones matter too
_SHORTEST: Final = 150  # words; an article weighs as if it had as many
_HEAVIEST: Final = 4.0  # of a page's blocks together, in articles


@dataclass(frozen=True, slots=True)
class Example:
    """The blocks of one page, as the classifier learns from them."""

    fold: int
    news: bool  # whether it calls itself a news article
    table: NDArray[np.float32]  # a row for each feature
    asked: NDArray[np.intp]  # the blocks that the classifier is asked of
    article: NDArray[np.bool_]
    weight: NDArray[np.float64]


def example(sample: Sample) -> Example | None:
    """What a page teaches; None for one without text."""
    document = read(sample.html)
    if not document.blocks:
        return None
    features = Features(measure(document), read_head(document))
    sizes = np.array([len(block.text) / _WORD + _PER_BLOCK for block in document.blocks])
    article = article_blocks(document, sample.text)
    return Example(
        fold=sample.fold,
        news=features.news,
        table=table(features),
        asked=np.array(features.asked()),
        article=article,
        weight=_shares(sizes, article),
    )


def table(features: Features) -> NDArray[np.float32]:
    """The features of all blocks, as (feature, block)."""
    rows = np.frombuffer(memoryview(features.rows(range(features.count))))
    return np.ascontiguousarray(rows.reshape(-1, len(NAMES)).T, dtype=np.float32)


def _shares(sizes: NDArray[np.float64], article: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Blocks as shares of their page's article: F1 loses by a block what share of it that is.

    So the blocks around a short article weigh more than those around a long one.
    """
    if not article.any():
        return np.asarray(sizes / sizes.sum())
    shares = sizes / max(_SHORTEST, sizes[article].sum())
    return np.asarray(shares * min(1.0, _HEAVIEST / shares.sum()))


class Trained(NamedTuple):
    """LightGBM's models for pages that call themselves news, and for all others."""

    news: Any
    others: Any

    def probabilities(self, page: Example) -> NDArray[np.float64]:
        """For each block of a page, by the model for such pages."""
        model = self.news if page.news else self.others
        found = np.full(len(page.article), UNASKED)
        found[page.asked] = model.predict(page.table.T[page.asked])
        return found


def train(examples: Sequence[Example]) -> Trained:
    """Both models, of all ``examples``."""
    return Trained(_train(examples, _NEWS_TO_NEWS), _train(examples, _NEWS_TO_OTHERS))


def _train(examples: Sequence[Example], news_weight: float) -> Any:
    weight = np.concatenate(
        [each.weight * (news_weight if each.news else 1.0) for each in examples]
    )
    data = lightgbm.Dataset(
        np.concatenate([each.table.T for each in examples]),
        np.concatenate([each.article for each in examples]),
        weight=weight * len(weight) / weight.sum(),
        feature_name=[name.replace(" ", "_") for name in NAMES],
        free_raw_data=True,
    )
    return lightgbm.train(_PARAMETERS, data, ROUNDS)


def stored(trained: Trained) -> dict[str, Any]:
    """The file that ships."""
    forests = {kind: stored_forest(model, NAMES) for kind, model in trained._asdict().items()}
    return {"names": list(NAMES), **forests}


def stored_forest(model: Any, names: Sequence[str]) -> dict[str, Any]:
    """A model as the package reads it: every tree a full one of DEPTH levels.

    A feature is parted at few places, so each node names one by its rank, and leaves are whole
    numbers of LEAF_UNIT: a quarter of the bytes.
    """
    trees = [_full(tree["tree_structure"], DEPTH) for tree in model.dump_model()["tree_info"]]
    places: list[set[float]] = [set() for _ in names]
    for inner, _ in trees:
        for feature, threshold in inner:
            places[feature].add(threshold)
    ranked = [sorted(each) for each in places]
    nodes = list(zip(*(inner for inner, _ in trees), strict=True))
    return {
        "depth": DEPTH,
        "thresholds": ranked,
        "feature": [[feature for feature, _ in node] for node in nodes],
        "rank": [[ranked[feature].index(place) for feature, place in node] for node in nodes],
        "leaf": [list(leaf) for leaf in zip(*(leaves for _, leaves in trees), strict=True)],
    }


def _full(root: dict[str, Any], depth: int) -> tuple[list[tuple[int, float]], list[int]]:
    """Feature and threshold of the inner nodes level by level, and the leaves from left to right.

    A leaf higher up becomes a node whose threshold nothing exceeds.
    """
    inner = []
    level = [root]
    for _ in range(depth):
        below = []
        for node in level:
            if "split_feature" in node:
                inner.append((node["split_feature"], _not_above(node["threshold"])))
                below += [node["left_child"], node["right_child"]]
            else:
                inner.append((0, _NEVER))
                below += [node, node]
        level = below
    return inner, [round(node["leaf_value"] / LEAF_UNIT) for node in level]


def _not_above(threshold: float) -> float:
    """The largest 32-bit number that is not above: it parts 32-bit features just the same."""
    near = np.float32(threshold)
    below = near if near <= threshold else np.nextafter(near, np.float32(-np.inf))
    return float(np.format_float_scientific(below))  # as few digits as tell it from its neighbours


# -- cross-validation --------------------------------------------------------------------------


def out_of_fold(
    samples: Sequence[Sample],
    examples: Sequence[Example | None],
    folds: Iterable[int] = range(FOLDS),
) -> Iterator[tuple[Sample, NDArray[np.float64] | None]]:
    """Each page with its blocks' probabilities by the model that saw no page of its domain."""
    for fold in folds:
        trained = train([e for e in examples if e is not None and e.fold != fold])
        for sample, held in zip(samples, examples, strict=True):
            if sample.fold == fold:
                yield sample, None if held is None else trained.probabilities(held)


def score(sample: Sample, probability: NDArray[np.float64] | None) -> Score:
    """How the text that comes of these probabilities compares with the truth."""
    text = ""
    if probability is not None:
        document = read(sample.html)
        try:
            known = decided(vec[float](probability.tolist()), document)
            selection = select(measure(document), known, Rules(), sample.url, {})
        except ExtractError:
            return word_score(text, sample.text)
        head = read_head(document)
        title = metadata(document, head, sample.url).title
        text = render(document, selection.kept, head.base_of(sample.url), title).text
    return word_score(text, sample.text)


def main() -> None:
    """Cross-validate, print, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("--wcxb", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help=f"write {MODEL.name}")
    parser.add_argument("--no-cv", action="store_true", help="train only")
    parser.add_argument("--gains", type=int, default=25, help="features to list")
    options = parser.parse_args()

    sets = {"wcxb": wcxb(options.wcxb), "news": news(options.news)}
    samples = [sample for pages in sets.values() for sample in pages]
    examples = [example(sample) for sample in samples]
    known = [each for each in examples if each is not None]
    if not options.no_cv:
        scores = {s.key: score(s, p) for s, p in out_of_fold(samples, examples)}
        print(f"{'':8}{'pages':>6}{'F1':>9}{'P':>9}{'R':>9}   cross-validated by domain")
        for name, pages in sets.items():
            mean = np.mean([scores[sample.key] for sample in pages], axis=0)
            print(f"{name:8}{len(pages):6}{mean[0]:9.4f}{mean[1]:9.4f}{mean[2]:9.4f}")
    trained = train(known)
    _print_gains(trained, options.gains)
    if options.write:
        text = json.dumps(stored(trained), separators=(",", ":"))
        MODEL.write_text(text + "\n", "utf-8")
        print(f"wrote {MODEL} ({len(text) / 1000:.0f} kB)")


def _print_gains(trained: Trained, most: int) -> None:
    shares = [gains / gains.sum() for gains in (m.feature_importance("gain") for m in trained)]
    print("".join(f"{kind:>8}" for kind in trained._fields), "  by gain")
    for at in np.argsort(-sum(shares), kind="stable")[:most]:
        print("".join(f"{share[at]:8.2%}" for share in shares), f"  {NAMES[at]}")


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    pass


if __name__ == "__main__":
    main()
