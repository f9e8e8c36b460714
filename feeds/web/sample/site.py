"""The Gazette over HTTP: its pages, pictures and style sheet, with validators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from feeds.web.conditional import Version, respond
from feeds.web.sample.newsroom import Story, stories
from feeds.web.sample.pages import about_page, anchor, article_page, listing_page, path

_PREFIX = "/sample"
_MEDIA_TYPES = {"css": "text/css", "png": "image/png", "svg": "image/svg+xml"}


def routes() -> list[BaseRoute]:
    """The site, mounted under ``/sample``."""
    return [
        Mount(
            _PREFIX,
            routes=[
                Route("/", _front),
                Route("/about/", _about),
                Route("/section/{name}/", _section),
                Route("/tag/{name}/", _tag),
                Route("/static/{name}", _static),
                Route("/{rest:path}", _article),
            ],
        )
    ]


def app() -> Starlette:
    """The site alone, for when no daemon serves it."""
    return Starlette(routes=[*routes(), Route("/robots.txt", _robots)])


def _robots(request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nAllow: /\n")


def _front(request: Request) -> Response:
    paper = stories()
    return _page(request, listing_page(paper, paper, _home(request), ""), paper[0].modified)


def _about(request: Request) -> Response:
    paper = stories()
    return _page(request, about_page(paper, _home(request)), paper[-1].modified)


def _section(request: Request) -> Response:
    return _listing(request, {anchor(story.section): story.section for story in stories()})


def _tag(request: Request) -> Response:
    return _listing(request, {anchor(tag): tag for story in stories() for tag in story.tags})


def _listing(request: Request, headings: Mapping[str, str]) -> Response:
    heading = headings.get(request.path_params["name"])
    if heading is None:
        raise HTTPException(404)
    paper = stories()
    chosen = [story for story in paper if heading in (story.section, *story.tags)]
    page = listing_page(chosen, paper, _home(request), heading)
    return _page(request, page, chosen[0].modified)


def _article(request: Request) -> Response:
    story = _by_path().get(f"/{request.path_params['rest']}")
    if story is None:
        raise HTTPException(404)
    return _page(request, article_page(story, stories(), _home(request)), story.modified)


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    body = _statics().get(name)
    if body is None:
        raise HTTPException(404)
    media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
    return _answer(request, body, stories()[0].modified, media_type)


@cache
def _by_path() -> Mapping[str, Story]:
    return {path(story, stories()): story for story in stories()}


@cache
def _statics() -> Mapping[str, bytes]:
    folder = files("feeds.web.sample").joinpath("static")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _home(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{_PREFIX}"


def _page(request: Request, page: str, modified: datetime) -> Response:
    return _answer(request, page.encode(), modified, "text/html; charset=utf-8")


def _answer(request: Request, body: bytes, modified: datetime, media_type: str) -> Response:
    headers = {"content-type": media_type}
    return respond(request.headers, body, Version.of(body, modified), headers)
