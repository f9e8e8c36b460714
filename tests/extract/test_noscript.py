"""Where noscript elements end."""

from __future__ import annotations

import pytest

from feeds.extract.noscript import closed


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<noscript><p>One</noscript>Two", "<noscript><p>One</p></noscript>Two"),
        ("<noscript><DIV><P>One</noscript>", "<noscript><DIV><P>One</p></div></noscript>"),
        ("<noscript><b><b>One</b></noscript>", "<noscript><b><b>One</b></b></noscript>"),
    ],
)
def test_what_is_open_in_one_is_closed_with_it(html: str, expected: str) -> None:
    assert closed(html.encode()).decode() == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>One",
        "<noscript><p>One</p><img src=a.jpg><br></noscript><p>Two",
        "<noscript>One</div></noscript>",
        "<noscript><p>One",
        "</noscript><p></noscript>",
        f"<script>'<noscript>'</script><div>{'word ' * 500}<noscript></noscript></div>",
        f"<script>'<noscript>'</script><div>{'word ' * 500}</noscript>",
    ],
)
def test_anything_else_is_left_as_it_is(html: str) -> None:
    assert closed(html.encode()).decode() == html
