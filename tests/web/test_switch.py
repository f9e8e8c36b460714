"""One application in the place of another."""

from __future__ import annotations

import requests
from starlette.responses import PlainTextResponse

from feeds.web import Switch
from tests.web.serving import served


def test_what_is_current_answers() -> None:
    switch = Switch(PlainTextResponse("before"))
    with served(switch) as address:
        assert requests.get(address, timeout=5).text == "before"
        switch.current = PlainTextResponse("after")
        assert requests.get(address, timeout=5).text == "after"
