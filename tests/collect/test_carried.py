"""What a feed carries of its articles, and when that may stand in for their pages."""

from __future__ import annotations

import json

import pytest

from feeds.collect.carried import is_refusal
from feeds.collect.syndication import read
from feeds.errors import (
    BadStatus,
    CollectError,
    ExtractError,
    ExtractionFailed,
    NetworkError,
    NotAnArticle,
    RobotsDenied,
    TruncatedBody,
)
from feeds.model import Failure, Link, Stage
from tests.collect.conftest import received

HERE = "https://paper.example/feed"
TEXT = "A sentence of an article, and &amp; another. " * 12


def first(document: str) -> Link:
    return read(received(HERE, document.encode())).links[0]


def rss(inner: str, title: str = "A &lt;b&gt; c") -> Link:
    return first(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>t</title><item><title>{title}</title><link>/a</link>{inner}</item>"
        "</channel></rss>"
    )


def encoded(html: str) -> str:
    return f"<content:encoded><![CDATA[{html}]]></content:encoded>"


def atom(content: str) -> Link:
    return first(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><title>A</title>"
        f"<link href='/a'/>{content}</entry></feed>"
    )


def test_every_kind_of_feed_carries_its_articles() -> None:
    item = {"id": "1", "url": "/a", "title": "A", "content_html": f"<p>{TEXT}</p>"}
    json_feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    xhtml = f"<div xmlns='http://www.w3.org/1999/xhtml'><p>{TEXT}</p></div>"
    for link in (
        rss(encoded(f"<p>{TEXT}</p>")),
        atom(f"<content type='html'>&lt;p>{TEXT}</content>"),
        atom(f"<content type='xhtml'>{xhtml}</content>"),
        first(json.dumps(json_feed)),
    ):
        assert link.carried is not None
        assert (link.carried.url, link.carried.requested) == (link.url, link.url)
        assert TEXT.strip()[:25] in link.carried.body.decode()


def test_a_title_brings_no_markup_into_the_page() -> None:
    link = rss(encoded(f"<p>{TEXT}</p>"), title="A &amp;lt; B")
    assert link.carried is not None
    assert b"<h1>A &lt; B</h1>" in link.carried.body


@pytest.mark.parametrize(
    "inner",
    [
        "",
        f"<description>{TEXT}</description>",
        encoded("<p>A teaser of it.</p>" + "<img src=x>" * 99),
        encoded(TEXT * 1000),
    ],
)
def test_teasers_and_monsters_are_not_carried(inner: str) -> None:
    assert rss(inner).carried is None


def test_nothing_is_carried_without_a_title_or_as_something_else_than_markup() -> None:
    assert rss(encoded(f"<p>{TEXT}</p>"), title="").carried is None
    assert atom(f"<content type='text'>{TEXT}</content>").carried is None


def test_a_text_that_opens_tags_without_end_holds_nothing_up() -> None:
    assert rss(encoded("<" * 190_000)).carried is not None


@pytest.mark.parametrize(
    ("error", "refuses"),
    [
        (BadStatus(HERE, 403), True),
        (BadStatus(HERE, 402), True),
        (NotAnArticle(HERE, "challenge page"), True),
        (ExtractError(HERE, "no text"), True),
        (ExtractionFailed(HERE, "ValueError"), False),
        (RobotsDenied(HERE), True),
        (RobotsDenied(HERE, "bad-status: 503"), False),
        (BadStatus(HERE, 404), False),
        (BadStatus(HERE, 429), False),
        (BadStatus(HERE, 503), False),
        (NetworkError(HERE, "connection reset"), False),
        (TruncatedBody(HERE), False),
    ],
)
def test_only_refusals_let_a_feed_stand_in(
    error: CollectError | ExtractError, refuses: bool
) -> None:
    assert is_refusal(Failure.of(Stage.COLLECT, error)) is refuses
