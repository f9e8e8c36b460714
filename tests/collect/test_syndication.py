"""Feeds of every kind become links; what is none, or is dangerous, is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.collect.syndication import Syndicated, read
from feeds.errors import BadFeed
from feeds.model import Page

HERE = "https://paper.example/feed"


def page(body: str | bytes, content_type: str | None = "application/xml") -> Page:
    return Page(
        url=HERE,
        requested=HERE,
        body=body.encode() if isinstance(body, str) else body,
        content_type=content_type,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def rss(items: str, extra: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{extra}<rss version="2.0"><channel><title>The Paper</title>'
        f"<link>https://paper.example/</link><description>d</description>{items}</channel></rss>"
    )


def item(link: str = "/a", **parts: str) -> str:
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in parts.items())
    return f"<item><link>{link}</link>{inner}</item>"


def test_rss_becomes_links() -> None:
    when = "Sun, 22 Nov 2026 08:30:00 +0200"
    feed = read(page(rss(item("https://paper.example/a?utm_source=rss", title="A &amp;amp; B",
                              guid="urn:1", pubDate=when) + item("/b"))))  # fmt: skip
    assert feed.title == "The Paper"
    assert feed.home == "https://paper.example/"
    first, second = feed.links
    assert first.url == "https://paper.example/a"
    assert first.title == "A & B"
    assert first.upstream_id == "urn:1"
    assert first.published == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert second.url == "https://paper.example/b"
    assert (second.title, second.published, second.upstream_id) == (None, None, None)


def test_a_title_that_opens_tags_without_end_holds_nothing_up() -> None:
    (link,) = read(page(rss(item(title=f"<![CDATA[{'<' * 500_000} B]]>")))).links
    assert link.title is not None
    assert link.title.endswith("B")


def test_atom_becomes_links() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Paper</title><id>urn:p</id>'
        '<entry><id>urn:1</id><title type="html">A &lt;b>bold&lt;/b> one</title>'
        '<link rel="self" href="/self"/><link rel="alternate" type="text/html" href="a"/>'
        "<updated>2026-11-22T08:30:00Z</updated></entry></feed>"
    )
    (link,) = read(page(atom)).links
    assert link.url == "https://paper.example/a"
    assert link.title == "A bold one"
    assert link.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_rdf_becomes_links() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="/"><title>The Paper</title></channel><item rdf:about="/a">'
        "<title>A</title><link>/a</link><dc:date>2026-11-22T08:30:00+02:00</dc:date></item>"
        "</rdf:RDF>"
    )
    (link,) = read(page(rdf)).links
    assert link.url == "https://paper.example/a"
    assert link.published == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def test_json_feed_becomes_links() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Paper",
        "home_page_url": "https://paper.example/",
        "items": [
            {"id": 7, "url": "/a", "title": "A", "date_published": "2026-11-22T08:30:00+02:00"},
            {"id": "https://paper.example/b", "content_text": "no url"},
            {"id": "opaque:1"},
            "nonsense",
        ],
    }
    read_feed = read(page("\ufeff" + json.dumps(feed), "application/feed+json"))
    assert read_feed.title == "The Paper"
    first, second = read_feed.links
    assert (first.url, first.upstream_id) == ("https://paper.example/a", "7")
    assert first.published == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
    assert second.url == "https://paper.example/b"


def test_entries_without_an_address_are_left_out_and_repeated_ones_once() -> None:
    items = (
        item("https://paper.example/a", title="First")
        + item("https://paper.example/a#top", title="Again")
        + "<item><title>No link</title><guid isPermaLink='false'>tag:x,1:2</guid></item>"
        + "<item><guid>https://paper.example/b</guid></item>"
    )
    links = read(page(rss(items))).links
    assert [link.url for link in links] == ["https://paper.example/a", "https://paper.example/b"]
    assert links[0].title == "First"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16", "utf-8-sig"])
def test_titles_survive_their_encoding(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    xml = rss(item(title="Буря на побережье")).replace("?>", f' encoding="{name}"?>', 1)
    (link,) = read(page(xml.encode(encoding), None)).links
    assert link.title == "Буря на побережье"


def test_a_feed_with_faults_still_gives_its_entries() -> None:
    broken = rss(item("/a", title="A & B <br> C")).removesuffix("</channel></rss>")
    assert [link.url for link in read(page(broken)).links] == ["https://paper.example/a"]


@pytest.mark.parametrize("when", ["yesterday", "Thu, 99 Foo 2026", "0000-00-00", ""])
def test_an_impossible_date_is_none(when: str) -> None:
    assert read(page(rss(item(pubDate=when)))).links[0].published is None


@pytest.mark.parametrize("control", ["&#1;", "&#11;", "&#xFFFE;", "\x0b", "]]>"])
def test_control_characters_harm_nothing_else(control: str) -> None:
    links = read(page(rss(item("/a", title=f"A{control}B") + item("/b", title="B")))).links
    assert links[-1].url.startswith("https://paper.example/")


def test_an_empty_feed_is_a_feed() -> None:
    assert read(page(rss(""))) == Syndicated(
        title="The Paper", home="https://paper.example/", links=()
    )


@pytest.mark.parametrize(
    "body",
    [
        *("", "<html><body>Hello</body></html>", "Hello", "<rss", "{", '{"items": []}', "[]", "{}"),
        '{"version": "https://jsonfeed.org/version/1", "items": 5}',
        '{"a":' * 5000,
    ],
)
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises(BadFeed):
        read(page(body))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>',
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>',
        '<!-- <rss> -->\n<?x <rss> ?><!DOCTYPE rss [<!-- > --><!ELEMENT a ANY><!ENTITY b "c">]>',
        '<!DOCTYPE rss SYSTEM "a>b[c" [ <!ENTITY b "c">]>',
        "<!DOCTYPE rss [<!ENTITY",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_declared_entities_are_refused_unread(doctype: str, encoding: str) -> None:
    body = rss(item(title="&l9;&a;&x;&b;"), doctype).encode(encoding)
    with pytest.raises(BadFeed) as caught:
        read(page(body))
    assert caught.value.reason == "it declares entities"


def test_a_doctype_without_entities_is_harmless() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
    body = rss(item(title="<![CDATA[How to write <!ENTITY in XML]]>"), doctype)
    assert read(page(body)).links[0].title is not None


@settings(deadline=None)  # nothing is timed: other work may hold the machine
@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_are_refused(body: bytes) -> None:
    for start in (b"", b"<rss><channel>", b"<?xml version='1.0'?><feed>", b"{"):
        with suppress(BadFeed):
            assert isinstance(read(page(start + body)), Syndicated)


def test_an_emoji_in_two_halves_is_whole_and_costs_no_feed() -> None:
    (link,) = read(page(rss(item(title="Fine &#55357;&#56842;, not fine &#55357;")))).links
    assert link.title == "Fine 😊, not fine �"


def test_what_the_parser_fails_on_is_no_feed() -> None:
    broken = b"<?xml version='1.0' encoding='\xff'?><rss><channel/></rss>"
    with pytest.raises(BadFeed):
        read(page(broken))
