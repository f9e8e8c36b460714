"""What the classifier knows of a block."""

from __future__ import annotations

import math

import pytest

from feeds.extract.blocks import read
from feeds.extract.features import NAMES, Features
from feeds.extract.head import read_head
from feeds.extract.measures import measure

PROSE = "The rain came back to the valley, which had waited for it since the early spring."
PAGE = f"""<title>The rain returns to the valley</title>
    <meta name=description content="{PROSE}">
    <nav class=menu><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>
    <main><h1>The rain returns to the valley</h1><p>{PROSE}</p><p>{PROSE.upper()}</p>
    <h2>Read also</h2><p class=promo><i>Snow</i> elsewhere</p></main><footer><p>Home</p></footer>"""
HOME, WORLD, TITLE, FIRST, SECOND, LABEL, SNOW, FOOTER = range(8)


@pytest.fixture(scope="module")
def found() -> list[dict[str, float]]:
    return of(PAGE)


def of(html: str) -> list[dict[str, float]]:
    document = read(html)
    features = Features(measure(document), read_head(document))
    rows = [*features.rows(range(features.count))]
    starts = range(0, len(rows), len(NAMES))
    return [dict(zip(NAMES, rows[at : at + len(NAMES)], strict=True)) for at in starts]


def column(found: list[dict[str, float]], name: str) -> list[float]:
    return [row[name] for row in found]


def test_each_feature_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_the_text_itself(found: list[dict[str, float]]) -> None:
    assert column(found, "heading") == [0, 0, 1, 0, 0, 2, 0, 0]
    assert column(found, "tag p") == [0, 0, 0, 1, 1, 0, 1, 1]
    assert column(found, "copies") == [2, 1, 1, 1, 1, 1, 1, 2]
    assert column(found, "links") == [1, 1, 0, 0, 0, 0, 0, 0]
    assert column(found, "good") == column(found, "stop") == [0, 0, 0, 1, 1, 0, 0, 0]
    assert found[SNOW]["italic"] == 4 / len("Snow elsewhere")
    assert found[FIRST]["size"] == pytest.approx(math.log1p(len(PROSE)))


def test_what_class_names_say(found: list[dict[str, float]]) -> None:
    assert found[HOME]["negative wide"] == 1
    assert (found[SNOW]["negative own"], found[FIRST]["negative own"]) == (1, 0)
    assert column(found, "inside main") == [0, 0, 1, 1, 1, 1, 1, 0]
    assert column(found, "named footer") == [0, 0, 0, 0, 0, 0, 0, 1]


def test_the_place_on_the_page(found: list[dict[str, float]]) -> None:
    assert column(found, "prose before") == [0, 0, 0, 0, 0.5, 1, 1, 1]
    assert column(found, "prose after") == [1, 1, 1, 0.5, 0, 0, 0, 0]
    assert column(found, "from first") == [-3, -2, -1, 0, 1, 2, 3, 4]
    assert column(found, "from last") == [-4, -3, -2, -1, 0, 1, 2, 3]
    assert column(found, "in main") == column(found, "in best") == [0, 0, 1, 1, 1, 1, 1, 0]
    assert column(found, "apart main") == [3, 3, 1, 1, 1, 1, 1, 2]


def test_what_stands_around(found: list[dict[str, float]]) -> None:
    assert column(found, "next links") == [1, 0, 0, 0, 0, 0, 0, 0]
    assert column(found, "until good") == [2, 1, 0, 0, 60, 60, 60, 60]
    near = [len(row) for row in ("Home", "World", "The rain returns to the valley", PROSE)]
    assert found[HOME]["window links 3"] == pytest.approx(sum(near[:2]) / sum(near))
    assert found[HOME]["window size 3"] == pytest.approx(math.log1p(sum(near)))


def test_what_is_in_the_elements_around(found: list[dict[str, float]]) -> None:
    assert [found[HOME][f"links {level}"] for level in range(4)] == [
        1,
        1,
        1,
        found[FIRST]["links 2"],
    ]
    assert found[FIRST]["good 0"] == 1
    assert found[FIRST]["count 1"] == pytest.approx(math.log1p(5))
    assert found[FIRST]["share 2"] == 1


def test_blocks_of_the_same_kind(found: list[dict[str, float]]) -> None:
    assert found[FIRST]["alike count"] == pytest.approx(math.log1p(2))
    assert (found[FIRST]["alike prose"], found[SNOW]["alike prose"]) == (1, 0)


def test_distances_to_landmarks(found: list[dict[str, float]]) -> None:
    assert column(found, "since h1") == [60, 60, 0, 1, 2, 3, 4, 5]
    assert column(found, "since title") == [60, 60, 0, 1, 2, 3, 4, 5]
    assert column(found, "since heading") == [60, 60, 0, 1, 2, 0, 1, 2]
    assert column(found, "since lead") == [60, 60, 60, 0, 0, 1, 2, 3]
    assert column(found, "since related") == [60, 60, 60, 60, 60, 0, 1, 2]


def test_what_all_blocks_have_in_common(found: list[dict[str, float]]) -> None:
    assert column(found, "page blocks") == [pytest.approx(math.log1p(8))] * 8
    assert column(found, "main share") == [1] * 8


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        ('<script type=application/ld+json>{"@type": "NewsArticle"}</script>', 2),
        ('<script type=application/ld+json>{"@type": "BlogPosting"}</script>', 1),
        ("<meta property=og:type content=article>", 1),
        ("", 0),
    ],
)
def test_what_the_page_calls_itself(declared: str, kind: int) -> None:
    assert of(f"{declared}<p>Rain.")[0]["news"] == kind


def test_menus_far_from_the_article_are_not_asked_of() -> None:
    document = read(PAGE)
    features = Features(measure(document), read_head(document))
    assert features.asked() == [TITLE, FIRST, SECOND, LABEL, SNOW, FOOTER]


def test_where_there_is_no_prose_all_is_asked_of() -> None:
    document = read("<nav><a href=/>Home</a></nav><p><a href=/rain>Rain</a>")
    assert Features(measure(document), read_head(document)).asked() == [0, 1]
