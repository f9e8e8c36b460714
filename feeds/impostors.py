"""Pages that stand in the place of articles, told by the links that led to them. Pure.

"We will be back soon" reads like an article. Taken for one, it would keep the address of what it
stands in the place of, and that would never be fetched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from typing import Final

from feeds.errors import NotAnArticle
from feeds.model import Failure, Find, Link, Miss, Stage

# Headlines over one and the same page that make it a notice: two may be a headline and its edit.
_NOTICED: Final = 3
# Characters of text from which a page hardly is a notice, and has a word of any headline anyway.
_BRIEF: Final = 600
# Letters that a headline's word and the page's have in common, whichever forms the language gives
# them; and words of a headline, so long at least, that make it more than "Read on here".
_STEM: Final = 4
_TELLING: Final = 4


def without_impostors(finds: Sequence[Find]) -> tuple[tuple[Find, ...], tuple[Miss, ...]]:
    """Those of ``finds`` that are what their links promise, and the others, as missed."""
    notices = _notices(finds)
    true: list[Find] = []
    misses: list[Miss] = []
    for find in finds:
        if _said(find) in notices:
            misses.append(_miss(find.link, "the same as behind other headlines"))
        elif _is_unlike(find):
            misses.append(_miss(find.link, "nothing of what its headline says"))
        else:
            true.append(find)
    return tuple(true), tuple(misses)


def _notices(finds: Sequence[Find]) -> frozenset[tuple[str, str]]:
    """What pages say that are one page under the headlines of several articles."""
    headlines: dict[tuple[str, str], set[str]] = {}
    for find in finds:
        if find.link.title:
            headlines.setdefault(_said(find), set()).add(find.link.title.casefold())
    return frozenset(said for said, over in headlines.items() if len(over) >= _NOTICED)


def _is_unlike(find: Find) -> bool:
    """Whether a short page without author and time has no word of the headline that led to it.

    A day may be one that the address has. Headlines in scripts without spaces have no words to
    look for.
    """
    article = find.article
    is_timed = article.published is not None and article.published.time() != time.min
    if is_timed or article.authors or len(article.text) >= _BRIEF:
        return False
    stems = {word[:_STEM] for word in re.findall(rf"\w{{{_STEM},}}", _folded(find.link.title))}
    said = _folded(f"{article.title}\n{article.text}")
    return len(stems) >= _TELLING and not any(stem in said for stem in stems)


def _said(find: Find) -> tuple[str, str]:
    return find.article.title, find.article.text


def _folded(text: str | None) -> str:
    return (text or "").casefold()


def _miss(link: Link, reason: str) -> Miss:
    return Miss(link=link, failure=Failure.of(Stage.EXTRACT, NotAnArticle(link.url, reason)))
