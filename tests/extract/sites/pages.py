"""Pages of articles made for one test, and batches of them cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from feeds.extract.batch import extract_batch
from feeds.model import Article, Batch, Page, Rules, SiteProfile
from tests.extract.sites.measuring import MadePage
from tests.extract.sites.prose import ENGLISH

EMPTY = SiteProfile(host="news.example")
BOX = (
    "<div class='box'><h4>Lamplighters</h4>"
    "<p>Every dusk a gull brings seven pieces, free.</p></div>"
)


def page(url: str, html: str) -> Page:
    return Page(
        url=url,
        requested=url,
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def clean(pages: Sequence[MadePage], profile: SiteProfile = EMPTY) -> Batch:
    return extract_batch([page(each.url, each.html) for each in pages], Rules(), profile)


def articles(batch: Batch) -> list[Article]:
    found = [result for result in batch.results if isinstance(result, Article)]
    assert len(found) == len(batch.results)
    return found


def texts(batch: Batch) -> list[str]:
    return [article.text for article in articles(batch)]


def prose(number: int, count: int = 5) -> list[str]:
    """Paragraphs of article ``number``, unlike those of any other."""
    chance = Random(f"paragraphs/{number}")
    return [ENGLISH.paragraph(chance) + " " + ENGLISH.sentence(chance) for _ in range(count)]


def written(number: int, *parts: str, around: str = "{}") -> Page:
    """A page of article ``number``; ``parts`` are its body's HTML, or bare text for a paragraph."""
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    title = f"Article number {number} tells of {ENGLISH.title(Random(number))}"
    inner = around.format(f"<h1>{title}</h1><div class='text'>{body}</div>")
    return page(
        f"https://news.example/{number}/",
        f"<html><head><title>{title}</title></head>"
        f"<body><div class='wrap'>{inner}</div></body></html>",
    )


def cleaned(pages: Sequence[Page], profile: SiteProfile = EMPTY) -> list[Article]:
    return articles(extract_batch(pages, Rules(), profile))
