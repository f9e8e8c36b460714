"""Quality and cost of extraction on pages with truth, side by side with its peers.

    python benchmarks/extraction.py --wcxb PATH --news PATH [--peers] [--limit N]

For each extractor: word F1, precision and recall of the text; the rates of snippets that must and
must not be in it; the rates of right titles, authors and dates; milliseconds of CPU per page
(median, mean, 99th percentile); peak memory of its process. Below stand the floors: what parsing
alone costs. Every extractor runs in a process of its own, one after another, over the same pages.

The shipped model was trained on these pages, so that our text scores here are no measure of pages
unseen: those, cross-validated by domain, are printed by ``benchmarks/train_extractor.py``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.boilerplate import site_cost
from benchmarks.corpus import Sample, news, wcxb, word_score
from benchmarks.metadata import FIELDS, Description, ours, peer, right, truth
from feeds import extract
from feeds.errors import ExtractError

_WARM_UP: Final = 3  # pages extracted before the clock is looked at


@dataclass(frozen=True, slots=True)
class Extractor:
    """A way to get a page's text, and its metadata if it gives any."""

    text: Callable[[Sample], str]
    describe: Callable[[Sample], Description] | None = None


def _ours(page: Sample) -> str:
    try:
        return extract(page.html, page.url or "https://unknown.example/").text
    except ExtractError:
        return ""


def _trafilatura(page: Sample) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(page.html, url=page.url or None, with_metadata=True)
    return getattr(found, "text", None) or ""


def _trafilatura_text(page: Sample) -> str:
    import trafilatura

    return trafilatura.extract(page.html) or ""


def _readability(page: Sample) -> str:
    import lxml.html
    import readability

    summary = readability.Document(page.html).summary()
    return str(lxml.html.fromstring(summary).text_content()) if summary else ""


def _newspaper(page: Sample) -> str:
    import newspaper

    article = newspaper.Article(page.url or "https://unknown.example/", fetch_images=False)
    article.download(input_html=page.html.decode("utf-8", "replace"))
    article.parse()
    return str(article.text)


def _lexbor(page: Sample) -> str:
    from selectolax.lexbor import LexborHTMLParser

    LexborHTMLParser(page.html)
    return ""


def _lxml(page: Sample) -> str:
    import lxml.html

    lxml.html.fromstring(page.html)
    return ""


def _soup(page: Sample) -> str:
    import bs4

    bs4.BeautifulSoup(page.html, "lxml")
    return ""


OURS: Final = {"feedwright": Extractor(_ours, ours)}
PEERS: Final = {
    "trafilatura+metadata": Extractor(_trafilatura, peer),
    "trafilatura": Extractor(_trafilatura_text),
    "readability-lxml": Extractor(_readability),
    "newspaper4k": Extractor(_newspaper),
}
FLOORS: Final = {
    "parse: lexbor": Extractor(_lexbor),
    "parse: lxml": Extractor(_lxml),
    "parse: BeautifulSoup": Extractor(_soup),
}


def report(name: str, extractor: Extractor, pages: Sequence[Sample], quality: bool) -> str:
    """One line of the table."""
    for page in pages[:_WARM_UP]:
        _guarded(extractor.text, page)
    texts, spent = [], []
    for page in pages:
        started = time.process_time()
        texts.append(_guarded(extractor.text, page))
        spent.append((time.process_time() - started) * 1000)
    median, late = np.percentile(spent, [50, 99])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = f"{median:8.1f}{np.mean(spent):8.1f}{late:8.1f}{peak:8.0f}"
    if not quality:
        return f"{name:21}{'':>46}{cost}"
    scores = np.mean([word_score(t, p.text) for t, p in zip(texts, pages, strict=True)], axis=0)
    present = _share(texts, [page.present for page in pages])
    absent = _share(texts, [page.absent for page in pages])
    figures = "".join(f"{score:8.4f}" for score in scores)
    snippets = f"{present:8.3f}{absent:8.3f}      "
    return f"{name:21}{figures}{snippets}{cost}  {_rates(extractor, pages)}"


def _guarded(text: Callable[[Sample], str], page: Sample) -> str:
    """The peers raise whatever they like; a page on which they do counts as empty."""
    try:
        return text(page)
    except Exception:  # noqa: BLE001
        return ""


def _share(texts: Sequence[str], snippets: Sequence[Sequence[str]]) -> float:
    """Mean share of a page's snippets that its text has, over the pages that have any."""
    shares = [
        sum(snippet.lower() in text.lower() for snippet in wanted) / len(wanted)
        for text, wanted in zip(texts, snippets, strict=True)
        if wanted
    ]
    return float(np.mean(shares)) if shares else float("nan")


def _rates(extractor: Extractor, pages: Sequence[Sample]) -> str:
    if extractor.describe is None:
        return ""
    pairs = [(truth(page), extractor.describe(page)) for page in pages]
    cells = []
    for field, value in FIELDS.items():
        known = [right(field, true, said) for true, said in pairs if value(true)]
        cells.append(f"{field} {np.mean(known) if known else float('nan'):.3f}")
    return "  ".join(cells)


def main() -> None:
    """Print a table for each set of pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--wcxb", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--peers", action="store_true", help="compare with other extractors")
    parser.add_argument("--limit", type=int, help="pages of each set")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    for title, pages in (("WCXB", wcxb(options.wcxb)), ("news", news(options.news))):
        chosen = pages[: options.limit]
        size = np.mean([len(page.html) for page in chosen]) / 1000
        print(f"\n{title}: {len(chosen)} pages of {size:.0f} kB at the mean")
        print(f"{'':21}{'F1':>8}{'P':>8}{'R':>8}{'with':>8}{'without':>8}", end="      ")
        print(f"{'median':>8}{'mean':>8}{'p99 ms':>8}{'MB':>8}")
        for name, extractor in {**OURS, **(PEERS if options.peers else {}), **FLOORS}.items():
            with spawn.Pool(1) as alone:
                quality = name not in FLOORS
                print(alone.apply(report, (name, extractor, chosen, quality)), flush=True)
        texts = [
            page.html.decode("utf-8", "replace") for page in chosen[:: max(1, len(chosen) // 40)]
        ]
        cost = site_cost(texts, count=5)
        print(
            f"a site's profile adds {cost.added:.1f} ms per 100 kB, {cost.share:.0%} of extraction"
        )


if __name__ == "__main__":
    main()
