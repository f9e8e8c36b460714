"""The dashboard's pages, rendered: views in, responses out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse, Response

from feeds import wording
from feeds.model import RefreshResult, RefreshStatus
from feeds.web.view import ArticlePage, Dashboard, Health, SourcePage

_PRIVATE = {"cache-control": "private, no-cache", "x-robots-tag": "noindex"}

# The chart of checks, in its own units: a bar grows by a step for each new article.
_CHART_WIDTH, _CHART_HEIGHT = 180, 24
_BAR, _GAP, _STEP = 4, 2, 4
_QUIET = 3  # height of a check that brought nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A check in the chart. ``sort`` names its style: ``failed``, ``new`` or ``quiet``."""

    sort: str
    x: int
    height: int


class Pages:
    """Renders the pages. Thread-safe."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("feeds.web"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            bars=bars, count=wording.count, day=wording.day, host=_host, relative=wording.relative
        )
        self._environment.filters.update(
            concern=wording.concern, duration=wording.duration, words=wording.words
        )
        self._environment.globals.update(
            Health=Health,
            unpublished=wording.UNPUBLISHED,
            chart_width=_CHART_WIDTH,
            chart_height=_CHART_HEIGHT,
            bar=_BAR,
        )

    def dashboard(self, view: Dashboard) -> Response:
        """Every feed, and how it is."""
        return self._page("dashboard.html", view=view)

    def source(self, view: SourcePage) -> Response:
        """One source: its addresses, articles and checks."""
        return self._page("source.html", view=view)

    def article(self, view: ArticlePage) -> Response:
        """One article, and what was stripped from its page."""
        return self._page("article.html", view=view)

    def sign_in(self, *, refused: bool) -> Response:
        """The page that asks for the token."""
        response = self._page("sign_in.html", status=401, refused=refused)
        response.headers["www-authenticate"] = 'Bearer realm="Feedwright"'
        return response

    def welcome(self) -> Response:
        """The page that goes on to the dashboard by itself."""
        return self._page("welcome.html")

    def message(self, status: int, heading: str, text: str) -> Response:
        """A page that says why there is nothing else to show."""
        return self._page("message.html", status=status, heading=heading, text=text)

    def _page(self, template: str, *, status: int = 200, **context: Any) -> Response:
        text = self._environment.get_template(template).render(**context)
        return HTMLResponse(text, status, headers=_PRIVATE)


def bars(checks: Sequence[RefreshResult]) -> list[Bar]:
    """The chart of ``checks``, oldest first: ending at the right edge, as many as fit."""
    fitting = checks[-(_CHART_WIDTH // (_BAR + _GAP)) :]
    start = _CHART_WIDTH - len(fitting) * (_BAR + _GAP) + _GAP
    return [
        Bar(sort=_sort(check), x=start + at * (_BAR + _GAP), height=_height(check))
        for at, check in enumerate(fitting)
    ]


def _sort(check: RefreshResult) -> str:
    if check.status is RefreshStatus.FAILED:
        return "failed"
    return "new" if check.new else "quiet"


def _height(check: RefreshResult) -> int:
    if check.status is RefreshStatus.FAILED:
        return _CHART_HEIGHT // 2
    return min(_QUIET + check.new * _STEP, _CHART_HEIGHT)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
