"""The public data the extractor is trained and measured on, and the measure.

WCXB's development split (Murrough-Foley/web-content-extraction-benchmark, CC-BY-4.0) and the news
pages of flairNLP/fundus's tests (MIT), each in a folder as its README says. Word F1 is WCXB's:
the overlap of the two bags of lower-cased words.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

FOLDS = 5

_WORDS = re.compile(r"\w+")
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "ac", "edu", "or", "go"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page with its truth."""

    key: str
    url: str
    html: bytes = field(repr=False)
    text: str = field(repr=False)
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""  # ISO 8601, date at least; empty when unknown
    present: tuple[str, ...] = ()  # snippets that belong to the article
    absent: tuple[str, ...] = ()  # snippets that do not

    @property
    def domain(self) -> str:
        """The registrable part of the host, nearly: what folds are made of."""
        parts = (urlsplit(self.url).hostname or self.key).split(".")
        keep = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else 2
        return ".".join(parts[-keep:])

    @property
    def fold(self) -> int:
        """The fold this page is scored in: the same for all pages of a domain."""
        return zlib.crc32(self.domain.encode()) % FOLDS


class Score(NamedTuple):
    """Word F1 with its precision and recall, each 0 to 1."""

    f1: float
    precision: float
    recall: float


def word_score(found: str, truth: str) -> Score:
    """Overlap of the bags of words of two texts. Two texts without words agree."""
    ours, theirs = Counter(_WORDS.findall(found.lower())), Counter(_WORDS.findall(truth.lower()))
    if not ours or not theirs:
        same = float(not ours and not theirs)
        return Score(same, same, same)
    common = (ours & theirs).total()
    precision, recall = common / ours.total(), common / theirs.total()
    return Score(2 * common / (ours.total() + theirs.total()), precision, recall)


def wcxb(folder: Path) -> list[Sample]:
    """The pages of WCXB's development split, in the order of their numbers."""
    samples = []
    for path in sorted((folder / "dev" / "ground-truth").glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        truth = record["ground_truth"]
        samples.append(
            Sample(
                key=path.stem,
                url=record.get("url") or "",
                html=gzip.decompress((folder / "dev/html" / f"{path.stem}.html.gz").read_bytes()),
                text=truth.get("main_content") or "",
                title=truth.get("title") or "",
                authors=tuple(filter(None, [truth.get("author")])),
                published=truth.get("publish_date") or "",
                present=tuple(truth.get("with") or ()),
                absent=tuple(truth.get("without") or ()),
            )
        )
    return samples


def news(folder: Path) -> list[Sample]:
    """The news pages, in the order of their keys."""
    records = json.loads((folder / "truth.json").read_text("utf-8"))
    return [
        Sample(
            key=key,
            url=record["url"],
            html=gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()),
            text=record["main_content"],
            title=record.get("title") or "",
            authors=tuple(record.get("authors") or ()),
            published=record.get("published") or "",
        )
        for key, record in sorted(records.items())
    ]
