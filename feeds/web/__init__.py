"""The web pages: published feed files, the dashboard, and the sample news site."""

from starlette.types import ASGIApp

from feeds.web.app import application, create
from feeds.web.switch import Switch

ASGI = ASGIApp

__all__ = ["ASGI", "Switch", "application", "create"]
