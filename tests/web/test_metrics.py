"""The text that Prometheus scrapes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from feeds.model import Concern, Trouble
from feeds.web.metrics import Metrics, exposition

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINE = re.compile(
    r'# (?:HELP|TYPE) feedwright_[a-z_]+ .+|feedwright_[a-z_]+(?:\{[a-z]+="[^"\\\n]*"'
    r'(?:,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? [0-9.]+'
)


def metrics(*concerns: Concern) -> Metrics:
    return Metrics(sources={"well": 2}, articles=7, concerns=concerns, silence=0.25)


def test_every_line_is_as_the_format_says_and_ends() -> None:
    text = exposition(metrics(Concern(source="a", kind=Trouble.QUIET, since=NOW, began=NOW)))
    assert text.endswith("\n")
    for line in text.splitlines():
        assert LINE.fullmatch(line), line


def test_a_family_is_typed_once_and_before_its_samples() -> None:
    text = exposition(metrics())
    names = re.findall(r"^# TYPE (\S+) gauge$", text, re.MULTILINE)
    assert len(names) == len(set(names)) == 5
    for name in names[:3]:
        assert text.index(f"# TYPE {name} ") < text.index(f"\n{name}")


def test_kinds_without_a_concern_are_nought_and_sources_without_are_not_named() -> None:
    text = exposition(metrics())
    assert text.count("feedwright_concerns{") == len(Trouble)
    assert "feedwright_concern_began_timestamp_seconds{" not in text


def test_what_means_something_to_the_format_is_escaped() -> None:
    odd = Concern(source='a"b\\c\nd', kind=Trouble.SHORT, since=NOW, began=NOW)
    assert 'source="a\\"b\\\\c\\nd"' in exposition(metrics(odd))
