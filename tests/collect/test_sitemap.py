"""Sitemaps, news sitemaps and indexes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds.collect.sitemap import Place, promising, read
from feeds.errors import BadFeed
from feeds.model import Page

HERE = "https://paper.example/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def page(body: str) -> Page:
    return Page(
        url=HERE,
        requested=HERE,
        body=body.encode(),
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def urlset(entries: str, namespace: str = NAMESPACE) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {namespace}>{entries}</urlset>'


def test_pages_come_with_their_dates() -> None:
    body = urlset(
        "<url><loc> https://paper.example/a?utm_source=x </loc><lastmod>2026-11-22</lastmod></url>"
        "<url><loc>/b</loc><lastmod>2026-11-22T08:30:00+02:00</lastmod></url>"
        "<url><loc>/c</loc><lastmod>2026-11</lastmod></url><url><loc>/d</loc></url>"
        "<url><loc>/e</loc><lastmod>last week</lastmod></url><url><loc>mailto:a@b.c</loc></url>"
    )
    places = read(page(body)).pages
    assert [p.url.removeprefix("https://paper.example") for p in places] == list(
        ("/a", "/b", "/c", "/d", "/e")
    )
    assert [p.modified for p in places] == [
        datetime(2026, 11, 22, tzinfo=UTC),
        datetime(2026, 11, 22, 6, 30, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
        None,
        None,
    ]


def test_news_and_pictures_are_told_apart() -> None:
    body = urlset(
        "<url><loc>https://paper.example/a</loc><i:image><i:loc>/a.jpg</i:loc><i:title>Picture"
        "</i:title></i:image><n:news><n:publication><n:name>Paper</n:name></n:publication>"
        "<n:publication_date>2026-11-22T08:30:00Z</n:publication_date><n:title>Storm</n:title>"
        "</n:news></url>",
        f'{NAMESPACE} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"',
    )
    (place,) = read(page(body)).pages
    assert place.url == "https://paper.example/a"
    assert place.title == "Storm"
    assert place.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("namespace", ["", 'xmlns="http://example.org/wrong"'])
def test_the_namespace_may_be_wrong(namespace: str) -> None:
    assert len(read(page(urlset("<url><loc>/a</loc></url>", namespace))).pages) == 1


def test_an_index_names_its_parts() -> None:
    body = f"<sitemapindex {NAMESPACE}><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>"
    found = read(page(body))
    assert [c.url for c in found.children] == ["https://paper.example/one.xml"]
    assert found.pages == ()


def test_a_cut_sitemap_gives_what_it_has() -> None:
    body = urlset("<url><loc>/a</loc></url><url><loc>/b</loc></url>")[:-30]
    assert read(page(body)).pages[0].url == "https://paper.example/a"


@pytest.mark.parametrize("body", ["", "<urlset/>", "Hello", "<html><body>404</body></html>"])
def test_what_lists_nothing_is_refused(body: str) -> None:
    with pytest.raises(BadFeed):
        read(page(body))


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>/&a;</loc></url></urlset>'
    with pytest.raises(BadFeed):
        read(page(bomb))


def test_the_promising_parts_of_an_index_are_those_with_new_articles() -> None:
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in range(1, 6)]
    children = [
        Place(url="https://paper.example/tag-sitemap.xml", modified=days[4]),
        Place(url="https://paper.example/other.xml", modified=days[3]),
        Place(url="https://paper.example/post-sitemap1.xml", modified=days[0]),
        Place(url="https://paper.example/post-sitemap2.xml", modified=days[2]),
        Place(url="https://paper.example/news-sitemap.xml"),
    ]
    names = [p.url.removeprefix("https://paper.example/") for p in promising(children, 4)]
    assert names == ["news-sitemap.xml", "post-sitemap2.xml", "post-sitemap1.xml", "other.xml"]


def test_of_undated_parts_the_last_are_the_newest() -> None:
    children = [Place(url=f"https://paper.example/{n}.xml") for n in range(5)]
    assert promising(children, 2) == [children[4], children[3]]


def test_a_sitemap_may_be_a_text_of_one_address_a_line() -> None:
    lines = "https://paper.example/a?utm_source=x\r\n\r\nhttps://paper.example/b\n"
    assert [place.url for place in read(page("\ufeff" + lines)).pages] == [
        "https://paper.example/a",
        "https://paper.example/b",
    ]


@pytest.mark.parametrize("text", ["", "Not found", "https://paper.example/a\nand so on"])
def test_any_other_text_is_no_sitemap(text: str) -> None:
    with pytest.raises(BadFeed):
        read(page(text))


def test_tags_that_are_no_names_are_passed_over() -> None:
    body = urlset("<url><loc>/a</loc><last:mod:>x</last:mod:><9mod/></url>")
    assert [place.url for place in read(page(body)).pages] == ["https://paper.example/a"]


def test_half_a_character_costs_no_sitemap() -> None:
    news = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    body = urlset(f"<url><loc>/a</loc><n:news {news}><n:title>Up &#xD83D;</n:title></n:news></url>")
    (place,) = read(page(body)).pages
    assert place.title == "Up �"
