"""What a site sends that is in no order: any bytes give links or a FeedsError, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

import pytest

from feeds.characters import clean
from feeds.collect import documents, listing, pointers, sitemap, subscriptions, syndication
from feeds.errors import FeedsError
from feeds.model import Page
from tests.collect.conftest import received
from tests.mishaps import content_type, mutated

HERE = "https://paper.example/news/"
SHORT_RUN = 300
LONG_RUN = 20_000

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
    <title>The Paper</title><link>https://paper.example/</link>
    <atom:link rel="self" href="https://paper.example/feed"/>{}</channel></rss>"""
ITEM = """<item><title>Tide &amp;amp; storm {0} &#8217;</title><guid isPermaLink="false">p{0}</guid>
    <link>https://paper.example/2026/tide-{0}</link><dc:creator>Jane Doe</dc:creator>
    <pubDate>Sun, 22 Nov 2026 08:3{0}:00 +0200</pubDate><enclosure url="/{0}.mp3" length="5"/>
    <description><![CDATA[<p>The tide rose.</p>]]></description></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/">
    <title type="html">The &amp;lt;i>Paper</title><link href="/"/>{}</feed>"""
ENTRY = """<entry><id>tag:paper.example,2026:{0}</id><title>Tide {0}</title><link href="/{0}"/>
    <published>2026-11-22T08:3{0}:00+02:00</published></entry>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>"""
PLACE = """<url><loc>https://paper.example/tide-{0}</loc><lastmod>2026-11-22</lastmod><news:news>
    <news:publication_date>2026-11-22T08:3{0}:00Z</news:publication_date>
    <news:title>Tide {0}</news:title></news:news></url>"""
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
CHILD = "<sitemap><loc>/news-{0}.xml</loc><lastmod>2026-11-22T08:30:00+00:00</lastmod></sitemap>"
OPML = '<opml version="2.0"><body><outline text="All">{}</outline></body></opml>'
OUTLINE = '<outline text="Paper {0}" type="rss" xmlUrl="https://paper{0}.example/feed"/>'
LISTING = """<html lang="en"><head><title>News</title><base href="/news/">
    <link rel="alternate" type="application/rss+xml" href="/feed" title="The Paper">
    <script type="application/ld+json">{{"@type": "ItemList", "itemListElement":
    [{{"@type": "ListItem", "url": "/2026/tide-1", "name": "Tide"}}]}}</script></head><body>{}
    <a rel="next" href="?page=2">Next</a></body></html>"""
CARD = """<article><h2><a href="/2026/11/22/tide-{0}-rises-again">The tide rises again, day {0}</a>
    </h2><time datetime="2026-11-22">22 November 2026</time><p>It rose.</p></article>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Paper",
        "home_page_url": "https://paper.example/",
        "items": [
            {"id": f"{n}", "url": f"/tide-{n}", "title": "Tide", "date_published": "2026-11-22"}
            for n in range(4)
        ],
    }
)


def filled(whole: str, part: str) -> bytes:
    return whole.format("".join(part.format(n) for n in range(4))).encode()


DOCUMENTS = [
    *(filled(RSS, ITEM), filled(ATOM, ENTRY), filled(SITEMAP, PLACE), filled(INDEX, CHILD)),
    *(filled(OPML, OUTLINE), filled(LISTING, CARD), JSON_FEED.encode()),
]


def of_feed(page: Page) -> Iterator[str]:
    found = syndication.read(page)
    yield from (found.title or "", found.home or "")
    for link in found.links:
        yield from (link.url, link.title or "")


def of_sitemap(page: Page) -> Iterator[str]:
    found = sitemap.read(page)
    for place in (*found.pages, *found.children):
        yield from (place.url, place.title or "")


def of_listing(page: Page) -> Iterator[str]:
    soup = pointers.parse(page)
    for feed in pointers.feeds_of(soup, page.url):
        yield from (feed.url, feed.title)
    yield pointers.forwarding(soup, page.url) or ""
    yield pointers.sent_on(page) or ""
    yield pointers.next_page(soup, page.url) or ""
    yield pointers.site_name(soup) or ""
    for link in listing.read(soup, page.url).links:
        yield from (link.url, link.title or "")


def of_subscriptions(page: Page) -> Iterator[str]:
    found = subscriptions.subscriptions(page.body, page.url)
    yield from found.unusable
    for each in found.usable:
        yield from (each.url, each.title or "")


READERS: list[Callable[[Page], Iterator[str]]] = [of_feed, of_sitemap, of_listing, of_subscriptions]


def survived(seed: int) -> None:
    """Every reader reads one broken document, whatever it takes it for."""
    chance = Random(seed)
    page = received(HERE, mutated(chance.choice(DOCUMENTS), chance), content_type(chance))
    try:
        documents.kind_of(page)
        for read in READERS:
            with suppress(FeedsError):
                assert all(words == clean(words) for words in read(page))
    except Exception as error:
        error.add_note(f"seed {seed}, declared as {page.content_type!r}")
        raise


def test_each_document_is_read_where_it_is_in_order() -> None:
    kinds = (of_feed, of_feed, of_sitemap, of_sitemap, of_subscriptions, of_listing, of_feed)
    for body, read in zip(DOCUMENTS, kinds, strict=True):
        words = [*read(received(HERE, body))]
        assert sum("paper" in each for each in words) >= 4


def test_documents_that_broke_on_their_way_are_survived() -> None:
    for seed in range(SHORT_RUN):
        survived(seed)


@pytest.mark.soak
def test_documents_that_broke_on_their_way_are_survived_for_long() -> None:
    for seed in range(SHORT_RUN, LONG_RUN):
        survived(seed)
