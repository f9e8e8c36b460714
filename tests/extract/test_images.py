"""Where pictures really are."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from feeds.extract.images import is_picture, picture

URL = "https://e.example/news/"
PLACEHOLDER = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def source(markup: str) -> str | None:
    """The path of the picture that the ``img`` in ``markup`` shows; None if it shows none."""
    node = LexborHTMLParser(markup).css_first("img, amp-img")
    assert node is not None
    found = picture(node, URL)
    return found.src.removeprefix("https://e.example") if found else None


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        ('<img src="/a.jpg">', "/a.jpg"),
        ('<img src="a.jpg">', "/news/a.jpg"),
        (f'<img src="{PLACEHOLDER}" data-src="/a.jpg">', "/a.jpg"),
        ('<img src="/placeholder.png" data-original="/a.jpg">', "/a.jpg"),
        ('<img src="/img/lazyload.gif" data-lazy-src="/a.jpg">', "/a.jpg"),
        ('<img data-hi-res="/a.jpg" data-id="7" data-share-url="/story">', "/a.jpg"),
        ('<img src="/s.jpg" srcset="/s.jpg 320w, /m.jpg 1200w, /l.jpg 4000w">', "/m.jpg"),
        ('<img src="/s.jpg" data-srcset="/s.jpg 1x, /m.jpg 2x">', "/m.jpg"),
        (
            '<img srcset="/c_fill,w_400/a.jpg 400w, /c_fill,w_800/a.jpg 800w">',
            "/c_fill,w_800/a.jpg",
        ),
        ('<picture><source srcset="/p.webp 900w"><img src="/small.jpg"></picture>', "/p.webp"),
        ('<noscript><img src="/n.jpg"></noscript>', "/n.jpg"),
        ('<amp-img src="/amp.jpg" width=800 height=600></amp-img>', "/amp.jpg"),
    ],
)
def test_the_real_picture_is_found(markup: str, path: str) -> None:
    assert source(markup) == path


@pytest.mark.parametrize(
    "markup",
    [
        f'<img src="{PLACEHOLDER}">',
        '<img src="/spacer.gif">',
        '<img src="/a.gif" width="1" height="1">',
        '<img src="/icon.png" width="24" height="24">',
        '<img src="https://www.facebook.com/tr?id=1">',
        '<img src="https://stats.example/pixel.gif">',
        '<img src="javascript:x()">',
        "<img>",
    ],
)
def test_placeholders_counters_and_icons_are_no_pictures(markup: str) -> None:
    assert source(markup) is None


def test_alt_text_is_kept_and_escaped() -> None:
    node = LexborHTMLParser('<img src="/a.jpg" alt=\'The "sea" &lt; land\'>').css_first("img")
    assert node is not None
    found = picture(node, URL)
    assert found is not None
    assert found.html() == (
        '<img src="https://e.example/a.jpg" alt="The &quot;sea&quot; &lt; land">'
    )


def test_one_picture_in_two_sizes_is_the_same() -> None:
    tree = LexborHTMLParser(
        '<img src="/harbour-300x200.jpg?x=1"><img src="/harbour.jpg"><img src="/pier.jpg">'
    )
    shown = [found for node in tree.css("img") if (found := picture(node, URL))]
    assert shown[0].identity == shown[1].identity != shown[2].identity


def test_a_declared_picture_may_be_none() -> None:
    assert is_picture("https://e.example/a.jpg")
    assert not is_picture("https://e.example/blank.gif")
