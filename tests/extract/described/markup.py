"""How the made pages are put together: the article amid what every page of its site has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

PARAGRAPHS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A page and what is true of it. Days are ISO 8601; an empty one is not given."""

    name: str
    page: str
    url: str
    title: str
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all pages of a site have: its name, language, address and a sentence for its texts.

    ``other`` is what it says of another article under its own: a title, a name and a date.
    """

    name: str
    language: str
    host: str
    prose: str
    other: str

    def page(self, head: str, article: str) -> str:
        """``article`` between the site's header and footer."""
        text = "".join(f"<p>{self.prose} {self.prose}</p>" for _ in range(PARAGRAPHS))
        return (
            f'<!DOCTYPE html><html lang="{self.language}"><head><meta charset="utf-8">{head}</head>'
            f'<body><header><a class="logo" href="/">{self.name}</a><nav><ul><li><a href="/a">A</a>'
            f'<li><a href="/b">B</a></ul></nav></header>'
            f"<main>{article.replace('TEXT', text)}</main>"
            f'<div class="related"><a href="/other">{self.other}</a></div>'
            f"<footer>© 2026 {self.name}</footer></body></html>"
        )


def meta(**properties: str) -> str:
    """``meta`` elements; ``__`` in a name stands for its colon: ``og__title``."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in properties.items()
    )


def ld(kind: str, **properties: Any) -> str:
    """A JSON-LD script."""
    node = {"@context": "https://schema.org", "@type": kind, **properties}
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'
