"""RSS and Atom that validators accept and readers like."""

from __future__ import annotations

import locale
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Entry, Feed
from feeds.publish.render import atom, rss
from tests.publish.building import FEED, HOSTILE, HOUR, NOW, entry
from tests.publish.validator import ATOM, CONTENT, LANG, atom_errors, parse, rss_errors

Write = Callable[[Feed, Sequence[Entry]], bytes]
FORMATS = [(rss, rss_errors), (atom, atom_errors)]
formats = pytest.mark.parametrize(("write", "errors"), FORMATS, ids=["rss", "atom"])
writers = pytest.mark.parametrize("write", [rss, atom], ids=["rss", "atom"])
Errors = Callable[[bytes], list[str]]


def read(document: bytes) -> Any:
    """The document as a feed reader reads it."""
    parsed = feedparser.parse(document)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def test_rss_says_all_that_is_known_of_an_article() -> None:
    parsed = read(rss(FEED, [entry()]))
    (item,) = parsed.entries
    assert parsed.version == "rss20"
    assert item.title == "About story"
    assert item.link == "https://news.example/story"
    assert item.id == entry().id
    assert not item.guidislink
    assert item.summary == "What is story?"
    assert item.content[0].value == entry().article.html
    assert [author.name for author in item.authors] == ["Ana Núñez", "Bob Stone"]
    assert item.published == "Sun, 22 Nov 2026 11:00:00 +0000"
    assert [tag.term for tag in item.tags] == ["moon", "tides"]
    assert item.enclosures == [
        {"href": "https://news.example/story.jpg", "length": "0", "type": "image/jpeg"}
    ]
    assert item.media_content == [{"url": "https://news.example/story.jpg", "medium": "image"}]
    assert parsed.feed.title == "The News"
    assert parsed.feed.link == "https://news.example/"
    assert parsed.feed.language == "en"
    assert parsed.feed.updated == "Sun, 22 Nov 2026 12:00:00 +0000"


def test_atom_says_all_that_is_known_of_an_article() -> None:
    parsed = read(atom(FEED, [entry()]))
    (item,) = parsed.entries
    assert parsed.version == "atom10"
    assert item.title == "About story"
    assert item.link == "https://news.example/story"
    assert item.id == entry().id
    assert item.summary == "What is story?"
    assert (item.content[0].type, item.content[0].value) == ("text/html", entry().article.html)
    assert [author.name for author in item.authors] == ["Ana Núñez", "Bob Stone"]
    assert item.published == "2026-11-22T11:00:00+00:00"
    assert item.updated == "2026-11-22T12:00:00+00:00"
    assert [tag.term for tag in item.tags] == ["moon", "tides"]
    assert [(link.href, link.type) for link in item.enclosures] == [
        ("https://news.example/story.jpg", "image/jpeg")
    ]
    assert parsed.feed.title == "The News"
    assert parsed.feed.link == "https://news.example/"
    assert parsed.feed.updated == "2026-11-22T12:00:00+00:00"
    assert parse(atom(FEED, [entry()])).get(LANG) == "en"


@pytest.mark.parametrize(("write", "ending"), [(rss, "rss"), (atom, "atom")])
def test_a_feed_names_its_own_address_and_its_hubs(write: Write, ending: str) -> None:
    links = [(link.rel, link.href) for link in read(write(FEED, [entry()])).feed.links]
    assert ("self", f"https://feeds.example/feeds/news.{ending}") in links
    assert [href for rel, href in links if rel == "hub"] == list(FEED.hubs)


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("http://localhost:8000/feeds", "http://localhost:8000/feeds/news.atom"),
        ("https://Feeds.Example:443/%7Ea/%c3%bc", "https://feeds.example/~a/%C3%BC/news.atom"),
        ("https://bücher.example/a b", "https://xn--bcher-kva.example/a%20b/news.atom"),
    ],
)
def test_an_atom_feed_is_known_by_the_one_spelling_of_its_address(url: str, id_: str) -> None:
    document = atom(replace(FEED, url=url), [entry()])
    assert parse(document).findtext(ATOM + "id") == id_
    assert atom_errors(document) == []


# -- validity --------------------------------------------------------------------------------


@formats
def test_an_everyday_feed_is_valid(write: Write, errors: Errors) -> None:
    assert errors(write(FEED, [entry("a"), entry("b", language="pt-BR"), entry("c")])) == []


@formats
def test_a_feed_without_entries_is_valid(write: Write, errors: Errors) -> None:
    assert errors(write(FEED, [])) == []
    assert read(write(FEED, [])).entries == []


def test_the_date_of_an_atom_feed_without_entries_is_one_that_readers_believe() -> None:
    assert read(atom(FEED, [])).feed.updated_parsed.tm_year == 2000


@formats
def test_an_article_of_which_only_the_address_is_known_is_valid(
    write: Write, errors: Errors
) -> None:
    bare = entry(
        title="", authors=(), published=None, language=None, image=None, tags=(), summary=""
    )
    bare = replace(bare, article=replace(bare.article, text="", html=""))
    document = write(FEED, [bare])
    assert errors(document) == []
    assert read(document).entries[0].title == "https://news.example/story"


@formats
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_feed_invalid(write: Write, errors: Errors, text: str) -> None:
    bad = entry(title=text, authors=(text,), tags=(text, "x"), summary=text, text=text, html=text)
    feed = replace(FEED, title=text)
    document = write(feed, [entry("good"), bad])
    assert errors(document) == []
    assert len(read(document).entries) == 2


@formats
@pytest.mark.parametrize(
    "url",
    [
        'https://news.example/a b|c"<>\\^`{}[1]?q=é[2]&r=%zz#frag|ment',
        "https://news.example/日本語",
        "https://news.example/\x00\ud800",
        "http://localhost:8000/pictures/a.png",
        "http://[2001:db8::1]:8000/a.png",
        "https://user:secret@bücher.example:/a.png",
        "https://us er@cdn_1.example./a.png",
        "https://a..b'c.example/a.png",
        "/relative.jpg",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "",
    ],
)
def test_addresses_are_plain_and_absolute_or_left_out(
    write: Write, errors: Errors, url: str
) -> None:
    document = write(replace(FEED, home=url), [entry(url=url, image=url)])
    assert errors(document) == []
    assert b"javascript:" not in document.replace(b"<title>javascript:", b"")
    assert b"secret" not in document


@formats
@pytest.mark.parametrize("language", ["english", "xx", "e", "en_GB", "zh-Hant-TW", "x-klingon", ""])
def test_only_real_languages_are_named(write: Write, errors: Errors, language: str) -> None:
    document = write(FEED, [entry(language=language)])
    assert errors(document) == []
    assert (b"en-GB" in document, b"zh-Hant-TW" in document) == (
        language == "en_GB",
        language == "zh-Hant-TW",
    )
    assert b"klingon" not in document


@formats
@given(text=st.text(st.characters(codec=None)), url=st.text())
@settings(max_examples=60, deadline=None)
def test_whatever_a_page_said_the_feed_is_valid(
    write: Write, errors: Errors, text: str, url: str
) -> None:
    said = entry(title=text, summary=text, html=text, text=text, authors=(text,), tags=(text,))
    said = replace(said, article=replace(said.article, url=url, image=url, language=text))
    assert errors(write(replace(FEED, title=text), [said])) == []


def test_a_summary_is_text_also_to_readers_that_take_it_for_html() -> None:
    said = entry(summary="The <script> element & you")
    (item,) = parse(rss(FEED, [said])).iter("item")
    assert item.findtext("description") == "The &lt;script&gt; element &amp; you"
    assert read(atom(FEED, [said])).entries[0].summary == "The <script> element & you"


def test_the_end_of_character_data_in_an_article_survives() -> None:
    said = entry(html="<p>a ]]&gt; b ]]> c</p>")
    (item,) = parse(rss(FEED, [said])).iter("item")
    assert item.findtext(CONTENT + "encoded") == said.article.html


def test_an_article_without_markup_is_published_as_paragraphs() -> None:
    said = entry(html="", text="One < two.\nThree.")
    assert read(atom(FEED, [said])).entries[0].content[0].value == (
        "<p>One &lt; two.</p><p>Three.</p>"
    )


# -- order and dates -------------------------------------------------------------------------


@writers
def test_entries_keep_the_order_they_are_given_in(write: Write) -> None:
    entries = [entry(slug) for slug in ("c", "a", "b")]
    assert [e.id for e in read(write(FEED, entries)).entries] == [e.id for e in entries]


@writers
def test_the_same_entries_give_the_same_bytes(write: Write) -> None:
    assert write(FEED, [entry("a"), entry("b")]) == write(FEED, [entry("a"), entry("b")])


@writers
def test_a_feed_is_as_new_as_its_newest_entry(write: Write) -> None:
    entries = [entry("a", updated=NOW - HOUR), entry("b", updated=NOW), entry("c", updated=NOW)]
    assert read(write(FEED, entries)).feed.updated_parsed[:5] == (2026, 11, 22, 12, 0)


BERLIN = ZoneInfo("Europe/Berlin")
DATES = [
    datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
    datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),
    datetime(1890, 5, 1, 12, 0, tzinfo=BERLIN),  # local mean time: +00:53:28
    datetime(1969, 7, 20, 20, 17, 40, 999999, tzinfo=UTC),
    datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    datetime(2026, 11, 21, 12, 0, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
    datetime(999, 12, 31, 23, 59, tzinfo=UTC),
]


@formats
@pytest.mark.parametrize("date", DATES, ids=str)
def test_every_date_is_written_as_the_formats_demand(
    write: Write, errors: Errors, date: datetime
) -> None:
    assert errors(write(FEED, [entry(published=date, updated=date)])) == []


@pytest.mark.parametrize("date", DATES, ids=str)
def test_a_date_means_the_same_moment_in_the_feed(date: datetime) -> None:
    (found,) = parse(atom(FEED, [entry(published=date)])).iter(ATOM + "published")
    # In UTC: equality between zones is undefined in the hour that a clock change repeats (PEP 495).
    assert datetime.fromisoformat(found.text).astimezone(UTC) == date.replace(
        microsecond=0
    ).astimezone(UTC)


def test_an_article_without_a_date_has_the_moment_it_was_first_seen() -> None:
    (item,) = read(rss(FEED, [entry(published=None)])).entries
    assert item.published == "Sun, 22 Nov 2026 12:00:00 +0000"


def test_writing_in_many_threads_leaves_the_locale_of_the_process_alone() -> None:
    before = locale.setlocale(locale.LC_ALL)
    seen: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.add(locale.setlocale(locale.LC_ALL))

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(4) as threads:
        documents = set(threads.map(lambda _: rss(FEED, [entry(s) for s in "abc"]), range(40)))
    done.set()
    watcher.join()
    assert seen == {before}
    assert len(documents) == 1
