"""What stands in for players, posts and charts."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.extract.embeds import embed, post

URL = "https://e.example/news/"
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def node(markup: str) -> LexborNode:
    """The element that ``markup`` is."""
    body = LexborHTMLParser(markup).body
    assert body is not None
    assert body.first_child is not None
    return body.first_child


def href(markup: str) -> str | None:
    """The page that the embed in ``markup`` leads to; None if it is not shown."""
    found = embed(node(markup), URL)
    return found.href if found else None


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<iframe src="//www.youtube-nocookie.com/embed/abcdefghijk?rel=0"></iframe>', VIDEO),
        (f'<iframe src="about:blank" data-lazy-src="{VIDEO}"></iframe>', VIDEO),
        (f'<iframe data-consent-src="{VIDEO}"></iframe>', VIDEO),
        (f'<object data="{VIDEO}"></object>', VIDEO),
        ('<lite-youtube videoid="abcdefghijk"></lite-youtube>', VIDEO),
        ('<amp-youtube data-videoid="abcdefghijk"></amp-youtube>', VIDEO),
        ('<amp-twitter data-tweetid="123"></amp-twitter>', "https://x.com/i/status/123"),
        ('<iframe src="https://player.vimeo.com/video/12?h=a"></iframe>', "https://vimeo.com/12"),
        (
            '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww'
            '.facebook.com%2Fx%2Fposts%2F1"></iframe>',
            "https://www.facebook.com/x/posts/1",
        ),
        ('<audio controls src="/tide.mp3"></audio>', "https://e.example/tide.mp3"),
        ('<video><source src="/tide.mp4"></video>', "https://e.example/tide.mp4"),
        (
            '<iframe src="https://datawrapper.dwcdn.net/abcde/1/?utm_source=x"></iframe>',
            "https://datawrapper.dwcdn.net/abcde/1/",
        ),
    ],
)
def test_an_embed_is_a_link_to_its_own_page(markup: str, address: str) -> None:
    assert href(markup) == address


@pytest.mark.parametrize(
    "markup",
    [
        '<iframe src="https://ads.example/x"></iframe>',
        '<iframe src="https://www.google.com/recaptcha/api2"></iframe>',
        '<lite-youtube videoid="&quot;><script>"></lite-youtube>',
        '<video src="blob:https://e.example/1"></video>',
        "<iframe></iframe>",
    ],
)
def test_what_no_author_embedded_is_none(markup: str) -> None:
    assert href(markup) is None


def test_an_embed_is_called_by_its_title_and_shows_its_poster() -> None:
    found = embed(node('<video title="High  tide" data-poster="/t.jpg" src="/t.mp4"></video>'), URL)
    assert found is not None
    assert found.html() == (
        '<a href="https://e.example/t.mp4"><img src="https://e.example/t.jpg" alt="High tide"></a>'
    )


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        (
            '<blockquote class="instagram-media" data-instgrm-permalink='
            '"https://www.instagram.com/p/a/?utm_source=ig_embed"></blockquote>',
            "https://www.instagram.com/p/a/",
        ),
        (
            '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@u/video/7">'
            '<a href="https://www.tiktok.com/@u">u</a></blockquote>',
            "https://www.tiktok.com/@u/video/7",
        ),
        (
            '<blockquote class="twitter-tweet"><p>High <a href="https://t.co/x">tide</a></p>'
            '<a href="https://twitter.com/u/status/1?ref_src=twsrc">May 1</a></blockquote>',
            "https://twitter.com/u/status/1",
        ),
    ],
)
def test_a_post_is_a_link_to_it(markup: str, address: str) -> None:
    found = post(node(markup), URL)
    assert found is not None
    assert found.href == address


def test_other_quotations_are_no_posts() -> None:
    markup = '<blockquote cite="https://x.com/u/status/1">High <a href="/x">tide</a></blockquote>'
    assert post(node(markup), URL) is None
