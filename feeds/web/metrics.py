"""What Prometheus scrapes: the counts of the dashboard, and each concern that stands. Pure.

The text format (prometheus.io/docs/instrumenting/exposition_formats) is lines of a name, labels and
a number. prometheus_client would bring a registry of what one process has counted since it began;
these are read from the store at each scrape, whichever process did the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from feeds.model import Concern, Trouble

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

_Sample = tuple[Mapping[str, str], float]  # labels, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """What is measured: ``sources`` by health, ``silence`` of the scheduler in seconds."""

    sources: Mapping[str, int]
    articles: int
    concerns: Sequence[Concern]
    silence: float


def exposition(metrics: Metrics) -> str:
    """``metrics`` as Prometheus reads them."""
    kinds = [concern.kind for concern in metrics.concerns]
    families: list[tuple[str, str, Iterable[_Sample]]] = [
        (
            "feedwright_sources",
            "Sources followed, by how they are.",
            [({"health": health}, number) for health, number in metrics.sources.items()],
        ),
        ("feedwright_articles", "Articles stored of them.", [({}, metrics.articles)]),
        (
            "feedwright_concerns",
            "Concerns that stand, by kind.",
            [({"kind": kind}, kinds.count(kind)) for kind in Trouble],
        ),
        (
            "feedwright_concern_began_timestamp_seconds",
            "When a concern began; there is no such line where there is no concern.",
            [
                ({"source": each.source, "kind": each.kind}, (each.began or each.since).timestamp())
                for each in metrics.concerns
            ],
        ),
        (
            "feedwright_heartbeat_age_seconds",
            "Time since the scheduler's last tick; a few seconds where it is well.",
            [({}, round(metrics.silence, 1))],
        ),
    ]
    lines = (line for name, told, samples in families for line in _family(name, told, samples))
    return "".join(f"{line}\n" for line in lines)


def _family(name: str, told: str, samples: Iterable[_Sample]) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} gauge"
    for labels, value in samples:
        named = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        yield f"{name}{{{named}}} {value}" if named else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
