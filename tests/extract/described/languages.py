"""Pages as newsrooms of many tongues make them, from ``languages.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tests.extract.described.markup import Described, Site, meta

_PUBLISHED, _CHANGED = "2024-04-28", "2024-05-02"


def _page(row: dict[str, Any]) -> Described:
    language, title = row["language"], row["title"]
    site = Site(
        name=row["site"],
        language=language,
        host=f"www.{language}.example",
        prose=f"{title}.",
        other=f"{title[::-1]} 2019-01-03",
    )
    window = row.get("window", f"{title} | {site.name}")
    article = f"<article><h1>{title}</h1>{row['byline']}TEXT</article>"
    return Described(
        name=f"{language}: {row['byline']}"[:60],
        page=site.page(f"<title>{window}</title>" + meta(og__site_name=site.name), article),
        url=f"https://{site.host}/news/8812",
        title=title,
        authors=tuple(row["authors"]),
        published=_PUBLISHED,
        modified=_CHANGED if row.get("changed") else "",
    )


LANGUAGES = tuple(
    _page(row)
    for row in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["page"]
)
