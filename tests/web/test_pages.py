import re
from importlib.resources import files
from itertools import product

import pytest
from bs4 import BeautifulSoup

from feeds.config import Settings
from feeds.model import RefreshResult, RefreshStatus
from feeds.store import Store
from feeds.web.pages import Pages, bars
from feeds.web.view import View
from tests.web.building import NOW, failure, find, went_well, went_wrong


def check(status: RefreshStatus = RefreshStatus.OK, new: int = 0) -> RefreshResult:
    return RefreshResult(source="news", status=status, started=NOW, new=new)


def test_the_chart_ends_at_its_right_edge_and_shows_the_latest() -> None:
    chart = bars([check()] * 99 + [check(new=2)])

    assert chart[-1].x + 4 == 180
    assert chart[0].x >= 0
    assert [bar.sort for bar in chart[-2:]] == ["quiet", "new"]
    assert bars([]) == []


def test_bars_grow_with_what_came_and_stay_in_the_chart() -> None:
    quiet, one, five, many = bars([check(), check(new=1), check(new=5), check(new=500)])

    assert quiet.height < one.height < five.height <= many.height == 24


def test_a_failed_check_is_seen() -> None:
    assert bars([check(RefreshStatus.FAILED)])[0].sort == "failed"


def test_pages_can_be_read_by_everybody(settings: Settings, store: Store) -> None:
    went_well(
        store, "news", find("one", html='<p>Text</p><img src="https://a.example/b.png" alt="">')
    )
    went_wrong(store, "quiet", failure())
    view, pages = View(settings, store, lambda: NOW, lambda: 0.0), Pages()
    entry = store.latest(["news"], 1)[0]
    source, article = view.source("news"), view.article(entry.id)
    assert source is not None
    assert article is not None

    for response in (
        pages.dashboard(view.dashboard()),
        pages.source(source),
        pages.article(article),
        pages.sign_in(refused=True),
        pages.welcome(),
        pages.message(404, "Nothing", "here"),
    ):
        page = BeautifulSoup(bytes(response.body), "lxml")
        labelled = {label["for"] for label in page.select("label")}
        assert page.html is not None
        assert page.html["lang"] == "en"
        assert len(page.select("h1")) == len(page.select("main")) == 1
        assert page.select("a.skip[href='#main']")
        assert all(image.has_attr("alt") for image in page.select("img"))
        assert all(field["id"] in labelled for field in page.select("input"))
        assert all(nav.has_attr("aria-label") for nav in page.select("nav"))
        assert all(chart["aria-label"] for chart in page.select("svg"))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def palettes() -> list[dict[str, str]]:
    """The custom properties that are colours: by day, and by night."""
    sheet = files("feeds.web").joinpath("static", "style.css").read_text()
    roots = re.findall(r":root \{([^}]*)\}", sheet)
    return [dict(re.findall(r"--(\w+): #(\w+)", root)) for root in roots]


@pytest.mark.parametrize("palette", palettes(), ids=["day", "night"])
def test_every_colour_of_text_stands_out_from_every_ground(palette: dict[str, str]) -> None:
    texts = ("ink", "soft", "accent", "well", "failing", "waiting")
    pairs = [*product(texts, ("ground", "card")), ("accent", "tint"), ("ink", "blush")]

    for text, ground in pairs:
        low, high = sorted((luminance(palette[text]), luminance(palette[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)
