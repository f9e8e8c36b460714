"""Where pictures really are."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from feeds.extract.images import Picture, is_picture, picture

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
        ('<img src="/s.jpg" srcset="/s.jpg .w, /m.jpg 2.x, /t.jpg 1.2.3w">', "/m.jpg"),
        (
            '<img srcset="/c_fill,w_400/a.jpg 400w, /c_fill,w_800/a.jpg 800w">',
            "/c_fill,w_800/a.jpg",
        ),
        ('<picture><source srcset="/p.webp 900w"><img src="/small.jpg"></picture>', "/p.webp"),
        ('<img src="/loader.gif" nitro-lazy-src="/a.jpg">', "/a.jpg"),
        ('<img src="" data-delayed-url="https://e.example/media/D4E1/0">', "/media/D4E1/0"),
        (f'<a href="/full.jpg"><img src="{PLACEHOLDER}"></a>', "/full.jpg"),
        ('<img src="/a.jpg" width="16" height="9">', "/a.jpg"),
        (
            '<picture><source media="(max-width: 600px)" srcset="/crop.jpg">'
            '<source type="image/avif" srcset="/p.avif"><source srcset="/p.jpg"><img></picture>',
            "/p.jpg",
        ),
        ('<noscript><img src="/n.jpg"></noscript>', "/n.jpg"),
        ('<amp-img src="/amp.jpg" width=800 height=600></amp-img>', "/amp.jpg"),
    ],
)
def test_the_real_picture_is_found(markup: str, path: str) -> None:
    assert source(markup) == path


@pytest.mark.parametrize(
    "path",
    [
        *("/Grey-Sweater-3.jpg", "/transport-minister.jpg", "/blank-check.jpg", "/clearwater.jpg"),
        *("/pixel/phone.jpg", "/track/relay.jpg", "/pixel-9-review.png", "/loading"),
    ],
)
def test_a_picture_may_be_of_what_placeholders_and_counters_are_called(path: str) -> None:
    assert source(f'<img src="{path}">') == path


@pytest.mark.parametrize(
    "markup",
    [
        f'<img src="{PLACEHOLDER}">',
        '<img src="/spacer.gif">',
        '<img src="/img/lazy-placeholder_16x9.png">',
        '<img src="/1x1.png">',
        '<img src="/dot.gif" style="width:1px; height:1px">',
        '<img src="/dot.gif" style="display: none">',
        '<img src="https://stats.example/track/1.gif">',
        f'<a href="/story"><img src="{PLACEHOLDER}"></a>',
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


def identity(address: str) -> str:
    """What tells the picture at ``address`` from others."""
    return Picture(address, "").identity


@pytest.mark.parametrize(
    "sized",
    [
        *("/harbour-300x200.jpg?x=1", "/harbour-1024.jpg", "/small/harbour-640w.webp"),
        *(
            "/harbour-scaled.jpg",
            "/harbour__medium.jpg",
            "/fetch/w_800/https%3A%2F%2Fe.example%2Fharbour.jpg",
        ),
    ],
)
def test_one_picture_in_two_sizes_is_the_same(sized: str) -> None:
    assert identity(f"https://e.example{sized}") == identity("https://e.example/harbour.jpg")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/harbour.jpg", "/village.jpg"),
        ("/harbour-10.jpg", "/harbour-11.jpg"),
        ("/harbour-116.jpg", "/harbour-2251.jpg"),
        ("/a/original.jpg", "/b/original.jpg"),
        ("/vi/abcdefghijk/hqdefault.jpg", "/vi/lmnopqrstuv/hqdefault.jpg"),
        ("/convert?url=harbour.jpg", "/convert?url=village.jpg"),
    ],
)
def test_pictures_of_alike_names_are_two(one: str, other: str) -> None:
    assert identity(f"https://e.example{one}") != identity(f"https://e.example{other}")


def test_a_declared_picture_may_be_none() -> None:
    assert is_picture("https://e.example/a.jpg")
    assert not is_picture("https://e.example/blank.gif")
