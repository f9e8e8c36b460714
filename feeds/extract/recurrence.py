"""How much it says that a text stands on *n* of *m* other pages of its site.

Two explanations are weighed, each a beta-binomial (a share drawn from a beta distribution, pages
drawn with that share): the template repeats it, or the articles happen to. The template's share is
a mixture: on nearly all pages, on some (a tag, a promotion), or now and then (a biography). How
often articles repeat each other by chance depends on what the block is and where it stands; so a
label outside the article is boilerplate on three pages of three, a heading amid the article is not.
"""

from __future__ import annotations

from enum import IntEnum
from math import exp, lgamma, log
from typing import Final, NamedTuple


class Beta(NamedTuple):
    """A beta distribution of shares; its mean is ``often / (often + seldom)``."""

    often: float
    seldom: float


_EVERYWHERE: Final = (Beta(16.0, 0.5),)
_ANYHOW: Final = (Beta(4.0, 0.5), Beta(1.0, 1.0), Beta(0.5, 4.0))


class Chance(IntEnum):
    """How often articles repeat a block by chance, and templates by design: what it is and where.

    What stands as a line in the article's own container is boilerplate only if nearly all pages
    have it.
    """

    HEADING = 0  # right above a paragraph: "What happened next"
    LINE = 1  # a short line or sentence in the article's container
    PROSE = 2  # a paragraph there: an explainer, a quotation
    LAST_LINE = 3  # in that container, but after the last paragraph
    LAST_PROSE = 4
    BOXED = 5  # between paragraphs, but in a container of its own
    OUTSIDE = 6  # anywhere else
    LINKED = 7  # a link there


# By chance. Set on the made sites of ``benchmarks/boilerplate.py`` so that shared explainers,
# headings, datelines and quotations stay; only the orders of magnitude matter.
_PRIORS: Final = (
    (Beta(1.0, 4.0), _EVERYWHERE),
    (Beta(1.0, 12.0), _EVERYWHERE),
    (Beta(1.0, 30.0), _ANYHOW),
    (Beta(1.0, 22.0), _ANYHOW),
    (Beta(0.1, 60.0), _ANYHOW),
    (Beta(0.5, 32.0), _ANYHOW),
    (Beta(0.01, 60.0), _ANYHOW),
    (Beta(0.005, 60.0), _ANYHOW),
)


def log_odds(seen: int, pages: int, chance: Chance) -> float:
    """The log-odds for the article of a block that is on ``seen`` of ``pages`` other pages.

    Never positive: that a text is on no other page says nothing for it.
    """
    if not seen:
        return 0.0
    article, templates = _PRIORS[chance]
    template = sum(exp(_log_share(seen, pages, beta)) for beta in templates) / len(templates)
    return min(0.0, _log_share(seen, pages, article) - log(template))


def _log_share(seen: int, pages: int, beta: Beta) -> float:
    """Log probability of these very pages having it, under a beta distribution of shares."""
    a, b = beta
    return _log_beta(a + seen, b + pages - seen) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
