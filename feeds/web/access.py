"""Who may see the dashboard: anybody, or those who know ``serve.token``."""

from __future__ import annotations

import hmac
from hashlib import sha256
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from feeds.web.pages import Pages

_COOKIE = "feedwright"
_COOKIE_SECONDS = 90 * 86_400
_MOST_FORM_BYTES = 4096


class Gate:
    """Lets requests through that carry the token (RFC 6750 section 2.1) or the cookie it gives.

    ``?token=…`` in an address signs in too, for links that the operator keeps. Without a token
    configured, everybody passes.
    """

    def __init__(self, app: ASGIApp, *, token: str | None, pages: Pages) -> None:
        self._app = app
        self._token = token
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await self._respond(request)(scope, receive, send)

    def _respond(self, request: Request) -> ASGIApp:
        if self._token is None:
            return self._app
        offered = request.query_params.get("token")
        if offered is not None:
            return signed_in(request, offered, self._token, self._pages)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        # Starlette decodes header fields as Latin-1; clients send the token in UTF-8.
        sent = bearer.strip().encode("latin-1")
        if scheme.lower() == "bearer" and hmac.compare_digest(sent, self._token.encode()):
            return self._app
        if _same(request.cookies.get(_COOKIE, ""), _pass(self._token)):
            return self._app
        return self._pages.sign_in(refused=False)


async def offered_token(request: Request) -> str:
    """The token that the sign-in form sent; empty where it sent none."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_FORM_BYTES:
            return ""
    return parse_qs(body.decode(errors="replace")).get("token", [""])[0]


def signed_in(request: Request, offered: str, token: str, pages: Pages) -> Response:
    """A page that sets the cookie and goes on to the dashboard, or asks again.

    It is no redirect: a browser that followed a link from elsewhere sends no ``SameSite=Strict``
    cookie on the redirects it leads to, but does when a page of ours sends it on.
    """
    if not _same(offered, token):
        return pages.sign_in(refused=True)
    response = pages.welcome()
    response.set_cookie(
        _COOKIE,
        _pass(token),
        max_age=_COOKIE_SECONDS,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return response


def _pass(token: str) -> str:
    """What the cookie holds: it proves the token was known, and does not tell it."""
    return hmac.new(token.encode(), b"feedwright dashboard", sha256).hexdigest()


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
