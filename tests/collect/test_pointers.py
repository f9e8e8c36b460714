"""What a page points to besides articles, in whatever encoding and shape it comes."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from feeds.collect import listing
from feeds.collect.pointers import feeds_of, next_page, parse, site_name
from tests.collect.conftest import received

HERE = "https://paper.example/news"


def soup(html: str) -> BeautifulSoup:
    return parse(received(HERE, html.encode()))


def alternate(href: str, kind: str = "application/rss+xml", title: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("windows-1251", "text/html; charset=windows-1251", ""),
        ("windows-1251", None, '<meta charset="windows-1251">'),
        ("windows-1251", None, ""),
        ("utf-16", None, ""),
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
        ("utf-8", "text/html; charset=nonsense", ""),
        ("koi8-r", None, '<?xml version="1.0" encoding="koi8-r"?>'),
    ],
)
def test_the_text_is_read_in_its_encoding(
    encoding: str, content_type: str | None, head: str
) -> None:
    html = f"{head}<title>Буря закрыла прибрежную дорогу на третий день</title><p>Шторм</p>"
    read = parse(received(HERE, html.encode(encoding), content_type))
    assert site_name(read) == "Буря закрыла прибрежную дорогу на третий день"


def test_control_characters_are_left_out() -> None:
    html = "<title>The&#1; Pa&#11;per\ufffe \x02</title>".encode()
    assert site_name(parse(received(HERE, html, "text/html; charset=utf-8"))) == "The Paper"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page(body: bytes) -> None:
    for start in (b"", b"<?xml version='1.0'?>", b"<a href='/a'>", b"\xff\xfe"):
        read = parse(received(HERE, start + body))
        assert isinstance(feeds_of(read, HERE), tuple)
        assert isinstance(listing.read(read, HERE).links, tuple)
        next_page(read, HERE)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + b'<a href="/a-story-of-the-day">A story of the day</a>',
        b'<a href="/a-story-of-the-day">A story' * 50_000,
        b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">",
    ],
    ids=["nested", "unclosed", "attributes"],
)
def test_a_monstrous_page_is_read_as_far_as_bearable(body: bytes) -> None:
    listing.read(parse(received(HERE, body)), HERE)


def test_a_deeply_nested_page_keeps_its_articles() -> None:
    body = b"<div>" * 3_000 + b'<h2><a href="/a-story-of-the-day">A story of the day</a></h2>'
    assert len(listing.read(parse(received(HERE, body)), HERE).links) == 1


def test_feeds_are_named_in_the_head_of_a_page() -> None:
    html = (
        alternate("/all.rss")
        + alternate("/news/feed", "application/atom+xml; charset=utf-8", "News")
        + alternate("/news/feed#x")
        + alternate("/de/", "text/html")
        + alternate("/comments/feed")
        + alternate("/k", title="Kommentare-Feed")
        + '<link rel="stylesheet" href="/a.css"><link rel="alternate" hreflang="de" href="/de/">'
    )
    found = feeds_of(soup(html), HERE)
    assert [feed.url.removeprefix("https://paper.example") for feed in found] == [
        "/news/feed",
        "/all.rss",
    ]
    assert found[0].title == "News"


def test_feeds_that_a_page_merely_links_to_come_after_those_in_its_head() -> None:
    html = (
        '<a href="/feed.xml">RSS</a> <a href="/abo" type="application/rss+xml">Abo</a>'
        '<a href="/?feed=rss2">Entries</a> <a href="/comments/feed/">Comments</a>'
        '<a href="/news/why-birds-come-to-the-feed">Why birds come to the feed</a>'
        '<a href="https://elsewhere.example/rss">Theirs</a>' + alternate("/head.rss")
    )
    found = [feed.url.removeprefix("https://paper.example") for feed in feeds_of(soup(html), HERE)]
    assert found == ["/head.rss", "/feed.xml", "/abo", "/?feed=rss2"]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<meta property="og:site_name" content=" The  Paper "><title>News</title>', "The Paper"),
        ("<title>News | The Paper</title>", "News | The Paper"),
        ("<svg><title></title></svg>", None),
        ("", None),
    ],
)
def test_a_site_is_called_what_it_calls_itself(html: str, name: str | None) -> None:
    assert site_name(soup(html)) == name


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        ('<link rel="next" href="/news/p2">', "/news", "/news/p2"),
        ('<a rel="next" href="?page=2">Older</a>', "/news", "/news?page=2"),
        ('<a href="/news/page/2">2</a><a href="/news/page/3">3</a>', "/news", "/news/page/2"),
        (
            '<a href="/news?page=1">1</a><a href="/news?page=3">3</a>',
            "/news?page=2",
            "/news?page=3",
        ),
        ('<a href="/list_2.html">2</a>', "/list.html", "/list_2.html"),
        ('<a href="/page/2/">Older posts</a>', "/", "/page/2/"),
        ('<a href="/news/?page=3">»</a>', "/news/?page=2", "/news/?page=3"),
        ('<a href="/sport/page/2">More sport</a>', "/news", None),
        ('<a href="/?p=2">Sample page</a>', "/", None),
        ('<a href="/some/story-2026">2</a>', "/news", None),
        ('<a rel="next" href="/news#top">Next</a>', "/news", None),
        ('<a rel="next" href="https://elsewhere.example/">Next</a>', "/news", None),
        ('<a href="/news">Next</a>', "/news", None),
        (f'<a href="/news?page={"9" * 5000}">Next</a>', "/news", None),
    ],
)
def test_the_next_page_of_a_listing(html: str, url: str, expected: str | None) -> None:
    site = "https://paper.example"
    found = next_page(soup(html), site + url)
    assert (found.removeprefix(site) if found else None) == expected
