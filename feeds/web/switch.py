"""One application in the place of another, while the server goes on."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Switch:
    """Answers by ``current``, which may be set at any time.

    Requests under way end with what they began with.
    """

    def __init__(self, current: ASGIApp) -> None:
        self.current = current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.current(scope, receive, send)
