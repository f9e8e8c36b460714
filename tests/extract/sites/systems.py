"""Templates after the markup that well-known publishing systems write, none of them tuned on.

Each is an HTML file in ``html/``, with the article in three parts between which boxes stand; a
comment at its head says what it is, and how its paragraphs are wrapped. What stands in braces is
filled in: ``${hash}`` and ``${classes}`` with what changes from page to page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from string import Template as Pattern

from tests.extract.sites.furniture import Furniture, Teaser
from tests.extract.sites.story import Story, markup
from tests.extract.sites.templates import Template

_FOLDER = Path(__file__).with_name("html")
_HEAD = re.compile(r"<!--.*?paragraph: (.*?)\n-->\n", re.DOTALL)


def system(name: str) -> Template:
    """The template that is the file ``name``."""
    source = (_FOLDER / f"{name}.html").read_text("utf-8")
    head = _HEAD.match(source)
    assert head
    return partial(_page, Pattern(source[head.end() :]), Pattern(head[1]))


def _page(pattern: Pattern, paragraph: Pattern, story: Story, around: Furniture) -> str:
    chance = Random(f"system/{story.slug}")
    changing = {
        "hash": f"{chance.randrange(16**4):04x}",
        "classes": " ".join("".join(chance.sample("abcdefgh", 2)) for _ in range(9)),
    }
    pieces = markup(story.parts, paragraph.substitute(changing))
    first, last = max(1, len(pieces) // 3), max(2, len(pieces) * 2 // 3)
    text = {
        "beginning": "".join(pieces[:first]),
        "middle": "".join(pieces[first:last]),
        "end": "".join(pieces[last:]),
    }
    about = {"title": story.title, "author": story.author, "number": str(story.number)}
    return pattern.substitute({**about, **changing, **text, **dict(_furniture(around))})


def _furniture(around: Furniture) -> Iterator[tuple[str, str]]:
    """What the boxes say, by the name it has in the files."""
    w = around.words
    for name, (label, text) in (
        ("newsletter", w.newsletter),
        ("promo", w.promo),
        ("summary", w.summary),
    ):
        yield name, label
        yield f"{name}_text", text
    for name in ("biography", "comments", "updated"):
        yield name, getattr(around, name)
    for name in ("previous", "following", "related", "read"):
        yield f"{name}_label", getattr(w, name)
    yield "disclaimer", w.disclaimer
    yield from _numbered("share", w.share)
    yield from _numbered("footer", w.footer)
    yield from _numbered("section", w.topics)
    yield from _numbered("topic", around.topics)
    yield from _teaser("previous", around.previous)
    yield from _teaser("following", around.following)
    for name, teasers in (("related", around.related), ("read", around.read)):
        for number, teaser in enumerate(teasers, start=1):
            yield from _teaser(f"{name}_{number}", teaser)


def _numbered(name: str, texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((f"{name}_{number}", text) for number, text in enumerate(texts, start=1))


def _teaser(name: str, teaser: Teaser) -> Iterator[tuple[str, str]]:
    yield name, teaser.title
    yield f"{name}_href", teaser.href


#: By name, in alphabetical order.
SYSTEMS: dict[str, Template] = {
    path.stem: system(path.stem) for path in sorted(_FOLDER.glob("*.html"))
}
