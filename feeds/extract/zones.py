"""Time zones by name: ``CEST``, ``ET``, ``GMT+7``, ``Europe/Berlin``.

Abbreviations are ambiguous (RFC 5322 section 4.3 gives up on all but the American ones); here
each has the meaning it has on most news pages, unless the page's language says otherwise. The
table is ``data/zones.json``: offsets in minutes, and names whose offset depends on the date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−])\s?(\d{1,2}):?(\d{2})?$")
_MAX_HOURS = 14  # Line Islands: UTC+14


@lru_cache(maxsize=256)  # pages name few, each several times
def zone(name: str, language: str | None = None) -> tzinfo | None:
    """The zone that ``name`` stands for, or None if it stands for none."""
    if match := _OFFSET.match(name):
        return _offset(*match.groups())
    key = name.upper()
    table = _table()
    local = table["local"].get(f"{(language or '').partition('-')[0]}:{key}")
    if local:
        return _place(local)
    if (minutes := table["offsets"].get(key)) is not None:
        return timezone(timedelta(minutes=minutes)) if minutes else UTC
    if key in table["places"]:
        return _place(table["places"][key])
    return _place(name) if "/" in name else None


def _offset(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    delta = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if delta > timedelta(hours=_MAX_HOURS):
        return None
    if not delta:
        return UTC
    return timezone(delta if sign == "+" else -delta)


def _place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no such zone, or a system without a zone database
        return None


@cache
def _table() -> Mapping[str, Any]:
    text = files("feeds.extract").joinpath("data/zones.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded
