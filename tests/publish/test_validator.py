"""The validator the other tests rely on: what is wrong does not pass."""

from __future__ import annotations

import pytest

from feeds.publish.opml import opml
from feeds.publish.render import atom, rss
from tests.publish.building import FEED, entry
from tests.publish.validator import atom_errors, opml_errors, rss_errors

ENTRY_ID = entry().id.encode()


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        (b"<item>", b"<item><story/>", "UndefinedElement"),
        (b"<title>About", b"<title><b/>About", "UndefinedElement"),
        (b"<item>", b"<item>stray", "UnexpectedText"),
        (b"<guid ", b'<guid rel="x" ', "UnexpectedAttribute"),
        (b"</link>", b"</link><link>https://news.example/</link>", "DuplicateElement"),
        (b"https://news.example/story</link>", b"http://[::1]/story</link>", "InvalidFullLink"),
        (b"https://news.example/story</link>", "https://ü/</link>".encode(), "FullLink"),
        (b'enclosure url="https://news.', b'enclosure url="https://news_', "URLAttribute"),
        (b'href="https://hub.example/', b'href="https://hub.example/a b', "InvalidUriChar"),
        (b"Sun, 22 Nov 2026 11", b"Mon, 22 Nov 2026 11", "IncorrectDOW"),
        (b"Sun, 22 Nov 2026 11", b"Sun, 31 Nov 2026 11", "InvalidRFC2822Date"),
        (b"Sun, 22 Nov 2026 11", b"Thu, 22 Nov 0080 11", "IncorrectDOW"),
        (b"+0000</pubDate>", b"GMT</pubDate>", "InvalidRFC2822Date"),
        (b"About", b"About \xc2\x85", "BadCharacters"),
        (b"About", b"About" + b" it" * 2_000_000, "ValidatorLimit"),
        (b"<?xml version='1.0' encoding='UTF-8'?>", b"", "MissingEncoding"),
    ],
)
def test_what_is_wrong_with_rss_is_told(right: bytes, wrong: bytes, error: str) -> None:
    document = rss(FEED, [entry()])
    assert right in document
    assert error in "".join(rss_errors(document.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        (b"</entry>", b"</entry><generator>x</generator>", "MisplacedMetadata"),
        (b"<summary>", b"<summary><b/>", "UndefinedElement"),
        (b"<entry ", b'<entry class="x" ', "UnexpectedAttribute"),
        (b"<author>", b"<author>stray", "UnexpectedText"),
        (ENTRY_ID, b" " + ENTRY_ID, "InvalidUUID"),
        (b"<updated>2026", b"<updated> 2026", "InvalidRFC3339Date"),
        (b"<updated>2026-11-22", b"<updated>2026-11-31", "InvalidRFC3339Date"),
        (b"<id>https://feeds.", b"<id>https://Feeds.", "NonCanonicalURI"),
        (b"<id>https://feeds.example/", b"<id>https://feeds.example/%7E/", "NonCanonicalURI"),
        (b"<id>https://feeds.example/", b"<id>https://feeds.example/../", "NonCanonicalURI"),
        (b"<id>https://feeds.example/", b"<id>https://feeds.example:443/", "NonCanonicalURI"),
        (b"<id>https://feeds.example/", b"<id>https://feeds.example/%c3%bc", "NonCanonicalURI"),
        (b"<id>https://feeds.example/", b"<id>http://[::1]/", "InvalidFullLink"),
        (b'<link href="', b'<link href="https://x.example/"/><link href="', "DuplicateAtomLink"),
        (b'rel="self"', b'rel="related"', "MissingSelf"),
        (b'xml:lang="en"', b'xml:lang="english"', "InvalidLanguage"),
    ],
)
def test_what_is_wrong_with_atom_is_told(right: bytes, wrong: bytes, error: str) -> None:
    document = atom(FEED, [entry()])
    assert right in document
    assert error in "".join(atom_errors(document.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        (b"<outline ", b'<outline class="x" ', "UnexpectedAttribute"),
        (b' text="The News"', b"", "MissingAttribute"),
        (b'xmlUrl="', b'xmlUrl=" ', "InvalidUriChar"),
    ],
)
def test_what_is_wrong_with_opml_is_told(right: bytes, wrong: bytes, error: str) -> None:
    document = opml([FEED], "Feeds", "rss")
    assert right in document
    assert error in "".join(opml_errors(document.replace(right, wrong, 1)))
