"""Draw one page of the sample site: its blocks from top to bottom, and what became of each.

    python benchmarks/block_scores.py [OUT.svg]

A bar is the classifier's probability that the block is the article's. Green blocks are kept, red
ones were taken out by a rule that is named, grey ones the classifier left out.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Final

from librt.vecs import vec

from feeds.extract.article import Selection, select
from feeds.extract.blocks import read
from feeds.extract.classifier import probabilities
from feeds.extract.document import Document
from feeds.extract.head import read_head
from feeds.extract.measures import measure
from feeds.model import Rules
from feeds.web.sample.newsroom import stories
from feeds.web.sample.pages import article_page

OUT: Final = Path(__file__).parents[1] / "docs/block-scores.svg"

_ROW: Final = 17  # pixels
_BAR: Final = 160
_WIDTH: Final = 940
_TEXT: Final = 78  # characters of a block
_KEPT, _RULED, _LEFT = "#2b8a3e", "#c92a2a", "#868e96"


def drawing(document: Document, probability: vec[float], selection: Selection) -> str:
    """The page as SVG, a row for each block."""
    kept = set(selection.kept)
    reasons = {at: f"{rule}: {evidence}" for at, rule, evidence in selection.removed}
    rows = []
    for at, block in enumerate(document.blocks):
        ruled = at in reasons and not reasons[at].startswith("classifier")
        colour = _KEPT if at in kept else _RULED if ruled else _LEFT
        text = " ".join(block.text.split())
        short = text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"
        reason = f"   [{reasons[at]}]" if ruled else ""
        y = 30 + _ROW * at
        rows.append(
            f'<rect x="62" y="{y - 10}" width="{_BAR * probability[at]:.0f}" height="11" '
            f'fill="{colour}"/>'
            f'<text x="56" y="{y}" text-anchor="end">{probability[at]:.2f}</text>'
            f'<text x="{_BAR + 72}" y="{y}" fill="{colour}">{escape(block.tag)}: '
            f"{escape(short)}{escape(reason)}</text>"
        )
    height = 30 + _ROW * len(document.blocks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="11">'
        f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(rows) + "\n</svg>\n"
    )


def main() -> None:
    """Draw the newest story of the sample site."""
    paper = stories()
    address = "https://sample.example/"
    document = read(article_page(paper[0], paper, address))
    measures = measure(document)
    probability = probabilities(measures, read_head(document))
    selection = select(measures, probability, Rules(), address, {})
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    target.write_text(drawing(document, probability, selection), "utf-8")
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
