"""How clean sites come out, how whole their articles stay, and what learning costs.

    python -m benchmarks.boilerplate [--sizes 3 8 15 30] [--seeds 2] [--cost FOLDER]

Without options: the share of known boilerplate strings left and of article parts kept, for every
made site of the tests: templates, those after well-known systems in languages of their own, and
articles that are no plain stories. With ``--cost``, which names a folder of ``*.html.gz`` pages:
milliseconds a page that learning and applying add, per 100 kB, beside parsing alone, and the
profile's size and the time it takes to load and save. Each page stands for a site of ``--pages``
pages, made from it by shuffling the words of its paragraphs.
"""

from __future__ import annotations

import argparse
import gzip
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from selectolax.lexbor import LexborHTMLParser

from feeds import extract
from feeds.errors import ExtractError
from feeds.extract.blocks import read
from feeds.extract.classifier import probabilities
from feeds.extract.evidence import Evidence
from feeds.extract.head import read_head
from feeds.extract.measures import measure
from feeds.extract.profile import learned, opinions
from feeds.extract.sighting import see
from feeds.model import SiteProfile
from tests.extract.sites.formats import FORMATS, Format, samples
from tests.extract.sites.furniture import ARABIC_WORDS, FRENCH_WORDS, INVENTED, KNOWN, Words
from tests.extract.sites.idioms import HELD_OUT
from tests.extract.sites.measuring import Truth, cleaned, score, site
from tests.extract.sites.prose import ARABIC, ENGLISH, FRENCH, Language
from tests.extract.sites.systems import SYSTEMS
from tests.extract.sites.templates import TEMPLATES, Template

_LANGUAGES = (
    *((ENGLISH, KNOWN), (ENGLISH, INVENTED), (FRENCH, FRENCH_WORDS), (ARABIC, ARABIC_WORDS)),
)
_STEPS = ("parse", "extract", "see", "learn", "apply")
_PARAGRAPH = re.compile(r"(<p[^>]*>)([^<]{60,})")


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("--sizes", type=int, nargs="+", default=[3, 8, 15, 30])
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--cost", type=Path)
    arguments.add_argument("--pages", type=int, default=20)
    chosen = arguments.parse_args()
    if chosen.cost:
        _print_cost(sorted(chosen.cost.glob("*.html.gz")), chosen.pages)
    else:
        _print_quality(chosen.sizes, range(1, chosen.seeds + 1))


def _print_quality(sizes: Sequence[int], seeds: Sequence[int]) -> None:
    """One row for each kind of site, one column for each size."""
    print("leaked / kept, per cent".ljust(24), *(f"{size} pages".rjust(16) for size in sizes))
    for name, sites in _kinds():
        row = []
        for size in sizes:
            made = (pages for seed in seeds for pages in sites(size, seed))
            scores = [score(pages, cleaned(pages)) for pages in made]
            leaked = sum(each.leaked for each in scores) / len(scores)
            whole = sum(each.kept for each in scores) / len(scores)
            row.append(f"{leaked:8.2%}/{whole:7.2%}")
        print(name.ljust(24), *row, flush=True)


def _kinds() -> Iterator[tuple[str, Callable[[int, int], Iterable[Sequence[Truth]]]]]:
    """The kinds of sites by name, and how to make those of a size and a seed."""
    for template in TEMPLATES:
        yield template.__name__, partial(_of_template, template, _LANGUAGES)
    for name, template in SYSTEMS.items():
        yield name, partial(_of_template, template, HELD_OUT)
    for made, language in FORMATS:
        yield made.__name__, partial(_of_format, made, language)


def _of_template(
    template: Template, languages: Sequence[tuple[Language, Words]], size: int, seed: int
) -> Iterable[Sequence[Truth]]:
    return (site(template, language, words, size, seed) for language, words in languages)


def _of_format(made: Format, language: Language, size: int, seed: int) -> Iterable[Sequence[Truth]]:
    return [samples(made, language, size, seed)]


@dataclass(slots=True)
class Cost:
    """CPU seconds by step, over ``size`` bytes of HTML; what extraction costs is among them."""

    size: int = 0
    steps: dict[str, float] = field(default_factory=lambda: dict.fromkeys(_STEPS, 0.0))
    largest: bytes = b""

    def add(self, step: str, since: float) -> None:
        self.steps[step] += time.process_time() - since

    @property
    def added(self) -> float:
        """Milliseconds that a site's profile adds to a page of 100 kB."""
        return sum(self.steps[step] for step in ("see", "learn", "apply")) * 1e8 / self.size

    @property
    def share(self) -> float:
        """The same as a share of extraction without it."""
        return self.added * self.size / 1e8 / self.steps["extract"]


def site_cost(pages: Iterable[str], count: int) -> Cost:
    """What learning costs where each of ``pages`` stands for a site of ``count`` pages."""
    cost = Cost()
    for html in pages:
        _measure_site([_variant(html, number) for number in range(count)], cost)
    return cost


def _print_cost(paths: Sequence[Path], count: int) -> None:
    texts = (gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in paths)
    cost = site_cost(texts, count)
    for step, seconds in cost.steps.items():
        print(f"{step:8} {seconds * 1e8 / cost.size:6.2f} ms per 100 kB")
    print(f"profile  {len(cost.largest)} bytes at most")
    evidence = Evidence.decode(cost.largest)
    print(f"load     {_milliseconds(lambda: Evidence.decode(cost.largest)):6.2f} ms")
    print(f"save     {_milliseconds(evidence.encode):6.2f} ms")


def _measure_site(pages: Sequence[str], cost: Cost) -> None:
    seen = []
    for number, html in enumerate(pages):
        cost.size += len(html.encode())
        start = time.process_time()
        LexborHTMLParser(html)
        cost.add("parse", start)
        start = time.process_time()
        with suppress(ExtractError):
            extract(html, f"https://site.example/{number}")
        cost.add("extract", start)
        document = read(html)
        if not document.blocks:
            continue
        measures = measure(document)
        probability = probabilities(measures, read_head(document))
        start = time.process_time()
        sighting = see(measures, f"https://site.example/{number}", f"Article {number}", ())
        cost.add("see", start)
        seen.append((sighting, document, probability))
    start = time.process_time()
    profile, evidence = learned(SiteProfile(host="site.example"), [each for each, _, _ in seen])
    cost.add("learn", start)
    start = time.process_time()
    for sighting, document, probability in seen:
        opinions(evidence, sighting, document, probability)
    cost.add("apply", start)
    cost.largest = max(cost.largest, profile.evidence, key=len)


def _variant(html: str, number: int) -> str:
    """The page with other paragraphs of the same length."""
    chance = Random(number)

    def shuffled(match: re.Match[str]) -> str:
        words = match[2].split()
        return f"{match[1]}{' '.join(chance.sample(words, len(words)))} {number}."

    return _PARAGRAPH.sub(shuffled, html)


def _milliseconds(act: Callable[[], object], times: int = 20) -> float:
    """The quickest of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - start)
    return best * 1000


if __name__ == "__main__":
    main()
