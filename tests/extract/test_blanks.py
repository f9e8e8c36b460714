"""White space between blocks, which large pages lose before they are parsed."""

from __future__ import annotations

import pytest

from feeds.extract.blanks import tightened
from feeds.extract.blocks import read

LARGE = 1_000_000  # bytes


def large(body: str) -> bytes:
    return body.encode() * (LARGE // len(body) + 1)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One</p>\n <p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<ul>\n<li>One</li>\r\n\t</ul>", "<ul><li>One</li></ul>"),
        ("<b>One</b> <div>Two</div>", "<b>One</b><div>Two</div>"),
    ],
)
def test_a_large_page_has_none_before_a_block(body: str, expected: str) -> None:
    html = large(body)
    assert tightened(html) == expected.encode() * html.count(body.encode())


@pytest.mark.parametrize(
    "body",
    [
        "<p><a>One</a> <a>Two</a>\n<b>three</b></p>",
        "<p>One</p> two <p>three</p>",
        "<p>a <i>b</i> <picture>c</picture></p>",
    ],
)
def test_white_space_that_parts_words_stays(body: str) -> None:
    html = large(body)
    assert tightened(html) == html


def test_a_page_of_ordinary_size_is_left_as_it_is() -> None:
    html = b"<p>One</p>\n<p>Two</p>"
    assert tightened(html) is html


def test_what_is_read_off_a_large_page_is_what_is_read_off_a_small_one() -> None:
    body = """
      <h2>Harbour</h2>
      <div> <p>The <b>first</b> <i>boat</i> left.</p> <p>The next <br> did not.</p>
        <ul> <li> Rope </li> <li><p>Tar</p> </li> </ul> and more
        <table> <tr> <td> One </td> <td>Two</td> </tr> </table>
        <pre>  let x
  <div>let y</div>
  z</pre> <figure> <img src=a.jpg> <figcaption> At noon </figcaption> </figure>
      </div>"""
    once = [(block.text, block.tag, block.links) for block in read(body).blocks]
    html = large(body)
    found = [(block.text, block.tag, block.links) for block in read(html).blocks]
    assert found == once * (len(found) // len(once))
    assert len(found) > LARGE / len(body)
