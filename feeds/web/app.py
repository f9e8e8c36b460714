"""The web server's application: which address is answered by what."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.resources import files
from typing import TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from feeds import wording
from feeds.app import App
from feeds.config import Settings
from feeds.errors import StoreError
from feeds.web import sample
from feeds.web.access import Gate, offered_token, signed_in
from feeds.web.conditional import Version, respond
from feeds.web.headers import SecurityHeaders
from feeds.web.metrics import MEDIA_TYPE, exposition
from feeds.web.pages import Pages
from feeds.web.published import Published
from feeds.web.view import ArticlePage, Health, SourcePage, View

_ROBOTS = "User-agent: *\nDisallow: /articles/\nDisallow: /sources/\nDisallow: /metrics\n"
_MESSAGES = {
    404: ("There is nothing here", "The feed, article or page may have been renamed or removed."),
    410: (
        "This feed has ended",
        "It is published no longer. The feeds that are stand at /feeds/.",
    ),
    405: ("This cannot be done here", "The address is there to be read."),
}
_MEDIA_TYPES = {"css": "text/css", "svg": "image/svg+xml"}
_DIGITS = 7  # of a page number anybody could mean

Handler = Callable[[Request, Exception], Response]
Page = TypeVar("Page", SourcePage, ArticlePage)

log = logging.getLogger(__name__)


def create(app: App, silence: Callable[[], float]) -> ASGIApp:
    """The application over an open program; ``silence`` is seconds since the scheduler's tick."""
    return application(View(app.settings, app.store, app.clock, silence))


def application(view: View) -> ASGIApp:
    """The application that shows ``view``, the published folder and the sample site."""
    secret = view.settings.serve.token
    token = secret.get_secret_value() if secret else None
    pages = Pages()
    return Starlette(
        routes=[
            *_public(Published(view.settings.publish.to, _feed_files(view.settings)), view),
            *_private(view, pages, token),
            *sample.routes(),
        ],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={HTTPException: _told(pages), StoreError: _store_failed(pages)},
    )


def _feed_files(settings: Settings) -> frozenset[str]:
    names = (*settings.sources, *settings.feeds, settings.health_name)
    return frozenset(f"{name}.{form}" for name in names for form in settings.publish.formats)


def _public(published: Published, view: View) -> list[BaseRoute]:
    """What anybody may read: the feeds, the pulse, robots.txt, the style sheet."""
    statics = {
        file.name: file.read_bytes() for file in files("feeds.web").joinpath("static").iterdir()
    }

    def pulse(request: Request) -> Response:
        felt = view.pulse()
        body = {"ok": felt.ok, "heartbeat_seconds": round(felt.silence, 1), "store": felt.store}
        return JSONResponse(body, 200 if felt.ok else 503, headers={"cache-control": "no-store"})

    def robots(request: Request) -> Response:
        return PlainTextResponse(_ROBOTS)

    def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in statics:
            raise HTTPException(404)
        headers = {"content-type": _MEDIA_TYPES[name.rpartition(".")[2]]}
        return respond(request.headers, statics[name], Version.of(statics[name]), headers)

    return [
        Route("/feeds/{name:path}", published.respond),
        Route("/healthz", pulse),
        Route("/robots.txt", robots),
        Route("/static/{name}", static),
    ]


def _private(view: View, pages: Pages, token: str | None) -> list[BaseRoute]:
    """What is behind the token, if there is one, and the way in."""

    def dashboard(request: Request) -> Response:
        asked = request.query_params
        show = Health(asked["show"]) if asked.get("show") in set(Health) else None
        number = asked.get("page", "")
        page = int(number) if number.isdecimal() and len(number) < _DIGITS else 1
        return pages.dashboard(view.dashboard(show, page))

    def source(request: Request) -> Response:
        return pages.source(_found(view.source(request.path_params["name"])))

    def article(request: Request) -> Response:
        return pages.article(_found(view.article(request.path_params["id"])))

    def metrics(request: Request) -> Response:
        headers = {"content-type": MEDIA_TYPE, "cache-control": "no-store"}
        return Response(exposition(view.metrics()), headers=headers)

    async def sign_in(request: Request) -> Response:
        if token is None:
            return RedirectResponse("/", 303)
        return signed_in(request, await offered_token(request), token, pages)

    gate = [Middleware(Gate, token=token, pages=pages)]
    return [
        Route("/", dashboard, middleware=gate),
        Route("/sources/{name}", source, middleware=gate),
        Route("/articles/{id:path}", article, middleware=gate),
        Route("/metrics", metrics, middleware=gate),
        Route("/sign-in", sign_in, methods=["POST"]),
    ]


def _found(page: Page | None) -> Page:
    if page is None:
        raise HTTPException(404)
    return page


def _told(pages: Pages) -> Handler:
    """A page for what is not there, or not to be asked so."""

    def tell(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        heading, text = _MESSAGES.get(status, ("That did not work", f"The answer is {status}."))
        response = pages.message(status, heading, text)
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    return tell


def _store_failed(pages: Pages) -> Handler:
    def tell(request: Request, error: Exception) -> Response:
        log.error("a page could not be shown: %s", error)
        if not isinstance(error, StoreError):
            raise error
        return pages.message(503, "The store cannot be read", str(wording.words(error)))

    return tell
