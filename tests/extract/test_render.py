"""The article's HTML and text, from the blocks that were kept."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.extract.blocks import read
from feeds.extract.render import Rendered, render
from feeds.extract.sanitize import sanitize

URL = "https://e.example/news/story"


def rendered(body: str, *, without: str = "", title: str = "") -> Rendered:
    """``body`` rendered with all blocks kept but those that contain the word ``without``."""
    document = read(f"<html><body><article>{body}</article></body></html>")
    kept = [i for i, b in enumerate(document.blocks) if not without or without not in b.text]
    return render(document, kept, URL, title)


def html(body: str, *, without: str = "") -> str:
    """The HTML of ``body``."""
    return rendered(body, without=without).html


@pytest.mark.parametrize(
    "kept",
    [
        "<p>One <em>two</em> <strong>three</strong>.</p><p>Four.</p>",
        "<h2>Heading</h2><p>Text.</p>",
        "<ul><li>One</li><li>Two<ul><li>Nested</li></ul></li></ul>",
        "<ol><li><p>One</p><p>More</p></li></ol>",
        "<blockquote><p>Quoted</p><p>More</p></blockquote>",
        "<dl><dt>Term</dt><dd>Meaning</dd></dl>",
        "<pre><code>def f():\n    return 1\n\nx = 2</code></pre>",
        "<p>E = mc<sup>2</sup>, H<sub>2</sub>O, <code>x &lt; y</code></p>",
        "<p>One line<br>another</p>",
        '<ol start="3"><li>One</li><li value="7">Two</li></ol>',
        '<blockquote cite="https://e.example/source"><p>Quoted</p></blockquote>',
        '<p><abbr title="High water">HW</abbr> <bdi dir="rtl">abc</bdi></p>',
        "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>の話</p>",
        '<p><a href="tel:+4712345">Call</a></p>',
    ],
)
def test_what_the_author_wrote_comes_back_as_it_is(kept: str) -> None:
    assert html(kept) == kept


def test_the_reading_of_a_word_stands_beside_it_in_html_and_not_in_text() -> None:
    both = rendered(
        "<p><ruby><rb>漢字</rb><rt>かん<b>じ</b></rt></ruby>と"
        '<a href="/k"><ruby>仮名<rt> かな\n</rt></ruby></a></p>'
    )
    assert both.text == "漢字と仮名"
    assert both.html == (
        "<p><ruby>漢字<rt>かんじ</rt></ruby>と"
        '<a href="https://e.example/k"><ruby>仮名<rt>かな</rt></ruby></a></p>'
    )


def test_a_reading_of_nothing_is_not_written() -> None:
    assert html("<p>One<rt>two</rt><ruby><rt>three</rt></ruby> four.</p>") == "<p>One four.</p>"
    assert html("<p><ruby>Five<rt> </rt></ruby>.</p>") == "<p><ruby>Five</ruby>.</p>"


def test_an_overridden_direction_is_written_as_an_isolated_one() -> None:
    assert html('<p>One <bdo dir="rtl">abc</bdo></p>') == '<p>One <bdi dir="rtl">abc</bdi></p>'


def test_a_table_keeps_its_rows_and_spans() -> None:
    table = '<table><tr><th colspan="2">Tide</th></tr><tr><td>Low</td><td>1 m</td></tr></table>'
    expected = table.replace("<table>", "<table><tbody>").replace("</table>", "</tbody></table>")
    assert html(table) == expected
    assert rendered(table).text == "Tide\nLow 1 m"


def test_empty_cells_keep_the_others_in_their_columns() -> None:
    rows = "<tr><td></td><th>Low</th></tr><tr><th>Oslo</th><td></td></tr>"
    assert html(f"<table>{rows}</table>") == f"<table><tbody>{rows}</tbody></table>"


def test_a_list_in_a_table_stays_in_its_cell() -> None:
    rows = (
        "<tr><td>Pros</td><td><ul><li>a</li><li>b</li></ul></td></tr><tr><td>x</td><td>y</td></tr>"
    )
    assert html(f"<table>{rows}</table>") == f"<table><tbody>{rows}</tbody></table>"


def test_the_numbers_of_lines_are_no_code() -> None:
    code = "<td class='gutter'><pre>1\n2</pre></td><td><pre>a = 1\nb = 2</pre></td>"
    assert rendered(f"<table><tr>{code}</tr></table>") == Rendered(
        text="a = 1\nb = 2", html="<pre>a = 1\nb = 2</pre>"
    )


def test_a_table_that_only_places_things_is_none() -> None:
    assert (
        html("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>") == "<p>One.</p><p>Two.</p>"
    )


def test_text_without_paragraphs_gets_them() -> None:
    assert html("<div>One.<br><br>Two.</div>") == "<p>One.</p><p>Two.</p>"


def test_only_kept_blocks_appear() -> None:
    assert html("<p>One.</p><div class='x'>Share this</div><p>Two.</p>", without="Share") == (
        "<p>One.</p><p>Two.</p>"
    )


def test_links_are_absolute_and_not_tracked() -> None:
    assert html('<p><a href="/a?id=1&utm_source=x#top">A</a></p>') == (
        '<p><a href="https://e.example/a?id=1#top">A</a></p>'
    )
    assert html('<p><a href="mailto:a@e.example">A</a></p>') == (
        '<p><a href="mailto:a@e.example">A</a></p>'
    )


@pytest.mark.parametrize(
    "reference", ["javascript:alert(1)", " JaVaScRiPt:x", "data:text/html,x", "#top"]
)
def test_links_that_lead_nowhere_are_text(reference: str) -> None:
    assert html(f'<p><a href="{reference}">A</a> b</p>') == "<p>A b</p>"


def test_a_link_around_a_block_is_kept_inside_it() -> None:
    assert (
        html('<a href="/a"><div>Block</div></a>')
        == '<p><a href="https://e.example/a">Block</a></p>'
    )


def test_what_stands_around_blocks_within_blocks_is_kept_too() -> None:
    assert html('<a href="/a"><div><div><p>Deep</p></div></div></a>') == (
        '<p><a href="https://e.example/a">Deep</a></p>'
    )
    assert html("<b><div><p>One</p><p>Two</p></div></b>") == "<p><b>One</b></p><p><b>Two</b></p>"


def test_an_address_alone_is_a_link() -> None:
    video = "https://www.youtube.com/watch?v=abcdefghijk"
    assert html(f"<p>{video}</p>") == f'<p><a href="{video}">{video}</a></p>'
    assert html(f"<p>{video} shows it</p>") == f"<p>{video} shows it</p>"


def test_text_from_right_to_left_says_so() -> None:
    document = read("<html dir='rtl'><body><p>مد وجزر</p></body></html>")
    assert render(document, [0], URL).html == '<div dir="rtl"><p>مد وجزر</p></div>'
    document = read("<html dir='rtl'><body dir='ltr'><p>Tide</p></body></html>")
    assert render(document, [0], URL).html == "<p>Tide</p>"


def test_styles_scripts_and_handlers_are_gone() -> None:
    body = (
        '<p style="color:red" onclick="x()" class="c">One<script>x()</script><style>p{}</style></p>'
        "<form><input value=q></form><p>Two</p>"
    )
    assert html(body) == "<p>One</p><p>Two</p>"


def test_the_title_is_not_repeated() -> None:
    body = "<h1>Tide rises again</h1><p>One.</p>"
    assert rendered(body, title="Tide rises again!") == Rendered(text="One.", html="<p>One.</p>")
    assert rendered(body, title="Other").html == "<h2>Tide rises again</h2><p>One.</p>"


def test_pictures_stand_where_they_stood_with_their_captions() -> None:
    body = (
        "<p>One.</p><figure><img src='/a.jpg' alt='Sea'>"
        "<figcaption>The <i>sea</i></figcaption></figure>"
        "<p>Two.</p>"
    )
    document = read(f"<article>{body}</article>")
    written = render(document, [0, 2], URL)
    assert written.html == (
        '<p>One.</p><figure><img src="https://e.example/a.jpg" alt="Sea">'
        "<figcaption>The <i>sea</i></figcaption></figure><p>Two.</p>"
    )
    assert written.text == "One.\nTwo."


def test_a_caption_beside_a_picture_becomes_its_own() -> None:
    body = (
        "<p>One.</p><div class='wp-caption'><img src='/a.jpg'>"
        "<p class='wp-caption-text'>The sea.</p><p class='credit'>J. Doe</p></div><p>Two.</p>"
    )
    document = read(f"<article>{body}</article>")
    assert render(document, [0, 3], URL).html == (
        '<p>One.</p><figure><img src="https://e.example/a.jpg" alt="">'
        "<figcaption>The sea.<br>J. Doe</figcaption></figure><p>Two.</p>"
    )


@pytest.mark.parametrize(
    "sign",
    [
        '<img src="https://s.example/1f600.png" alt="😀" class="emoji">',
        '<img src="https://s.example/latex.php?latex=x" alt="x">',
        '<img src="https://s.example/smile.gif" alt=":-)" class="wp-smiley" width="16">',
    ],
)
def test_pictures_that_stand_for_signs_stay_in_their_sentence(sign: str) -> None:
    shown = sign.partition(" class")[0].removesuffix(">")
    assert html(f"<p>Let {sign} be.</p>") == f"<p>Let {shown}> be.</p>"


def test_a_post_whose_words_are_none_of_the_article_s_is_a_link() -> None:
    body = (
        '<p>One.</p><div class="embed"><blockquote class="twitter-tweet"><p>Post</p>'
        '<a href="https://x.com/u/status/1">Post</a></blockquote></div><p>Two.</p>'
    )
    assert html(body, without="Post") == (
        '<p>One.</p><figure><a href="https://x.com/u/status/1">x.com</a></figure><p>Two.</p>'
    )
    assert "<a" not in html(body.replace("embed", "related"), without="Post")


def test_the_same_picture_appears_once() -> None:
    body = (
        "<img src='/lead-story.jpg'><p>One.</p><img src='/lead-story-800x600.jpg?w=8'><p>Two.</p>"
    )
    assert html(body).count("<img") == 1


def test_pictures_of_teasers_and_after_the_article_are_left_out() -> None:
    body = (
        "<p>One.</p><div><img src='/t.jpg'><h3><a href='/o'>Other story</a></h3></div><p>Two.</p>"
        "<div><a href='/p'>Other too</a><img src='/u.jpg'></div>"
    )
    assert html(body, without="Other") == "<p>One.</p><p>Two.</p>"


@pytest.mark.parametrize(
    "around",
    [
        '<div class="elementor-widget">{}</div>',
        '<div class="image-box">{}</div>',
        '<div class="image2-inset">{}</div>',
        '<div class="overflow-hidden">{}</div>',
        "<button>{}</button>",
        '<figure class="right-rail__offset wp-lightbox-container">{}</figure>',
    ],
)
def test_a_picture_may_stand_in_what_boxes_and_widgets_are_called_too(around: str) -> None:
    assert "<img" in html(f"<p>One.</p>{around.format('<img src=/sea.jpg>')}<p>Two.</p>")


@pytest.mark.parametrize(
    "around",
    [
        '<div class="related"><figure>{}</figure></div>',
        '<div class="author-bio">{}</div>',
        "<aside>{}</aside>",
        '<div class="ad-slot">{}</div>',
        '<div class="newsletter">{}</div>',
        '<div style="display:none">{}</div>',
        '<div class="widget"><a href="/shop">{}</a></div>',
        '<div class="widget"><img src="/logo.svg"></div>',
    ],
)
def test_a_picture_of_what_is_no_article_is_left_out(around: str) -> None:
    assert "<img" not in html(f"<p>One.</p>{around.format('<img src=/sea.jpg>')}<p>Two.</p>")


def test_what_the_whole_article_stands_in_may_be_called_anything() -> None:
    assert "<img" in html(
        "<div class='sidebar ad'><p>One.</p><img src='/sea.jpg'><p>Two.</p></div>"
    )


@pytest.mark.parametrize(
    "lazy",
    [
        "<noscript><img src='/sea-big.jpg'></noscript>",
        "<img src='data:image/gif;base64,R0'><noscript><img src='/sea-big.jpg'></noscript>",
        "<span><img class='lazy'></span><noscript><img src='/sea-big.jpg'></noscript>",
        "<img src='/sea-big.jpg'><noscript><img src='/other-name.jpg'></noscript>",
        "<picture><img src='/sea-big.jpg'></picture><noscript><img src='/b.jpg'></noscript>",
    ],
)
def test_a_picture_for_browsers_without_scripts_takes_the_place_of_a_missing_one(lazy: str) -> None:
    shown = '<figure><img src="https://e.example/sea-big.jpg" alt=""></figure>'
    assert html(f"<p>One.</p><div>{lazy}</div><p>Two.</p>") == f"<p>One.</p>{shown}<p>Two.</p>"


def test_a_picture_that_is_a_video_s_still_leads_to_the_video() -> None:
    still = "https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg"
    assert html(f"<p>One.</p><img src='{still}' alt='Tide'><p>Two.</p>") == (
        '<p>One.</p><figure><a href="https://www.youtube.com/watch?v=abcdefghijk">'
        f'<img src="{still}" alt="Tide"></a></figure><p>Two.</p>'
    )


def test_a_formula_is_part_of_its_sentence() -> None:
    fraction = "<mfrac><mi>a</mi><mi>b</mi></mfrac><annotation>a/b</annotation>"
    formula = f"<math><semantics>{fraction}</semantics></math>"
    assert rendered(f"<p>Let {formula} be.</p>") == Rendered(
        text="Let ab be.", html="<p>Let ab be.</p>"
    )


def test_a_video_becomes_a_link_with_its_still() -> None:
    frame = '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" title="Tide"></iframe>'
    assert html(f"<p>One.</p>{frame}<p>Two.</p>") == (
        '<p>One.</p><figure><a href="https://www.youtube.com/watch?v=abcdefghijk">'
        '<img src="https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg" alt="Tide"></a></figure>'
        "<p>Two.</p>"
    )


def test_frames_of_advertisers_are_left_out() -> None:
    assert html('<p>One.</p><iframe src="https://ads.example/x"></iframe><p>Two.</p>') == (
        "<p>One.</p><p>Two.</p>"
    )


def test_list_items_without_a_list_are_paragraphs() -> None:
    assert html("<li>One</li><li>Two</li>") == "<p>One</p><p>Two</p>"


def test_what_nests_without_end_keeps_its_text() -> None:
    written = rendered("<blockquote>deep " * 2_000)
    assert written.text.count("deep") == written.html.count("deep") == 2_000
    assert written.html.count("<blockquote>") <= 50


def test_html_says_what_the_text_says() -> None:
    body = "<h2>A &amp; B</h2><ul><li>One</li></ul><p>x &lt; y</p><pre>a\nb</pre>"
    written = rendered(body)
    words = re.sub(r"<[^>]+>", " ", written.html).replace("&lt;", "<").replace("&amp;", "&").split()
    assert words == written.text.split()


def test_pictures_amid_much_text_that_was_left_out_are_left_out() -> None:
    assert "<img" not in html(
        f"<p>One.</p><div>{'<p>Out</p><img src=/sea.jpg>' * 40}</div><p>Two.</p>", without="Out"
    )


def test_nothing_kept_is_nothing_written() -> None:
    assert render(read("<p>One.</p>"), [], URL) == Rendered(text="", html="")


MARKUP = """<p> </p> <div> </div> <ul> <ol> </ul> <li> </li> <table> <tr> <td> </td> </tr> </table>
    <a_href="/x"> </a> <b> </b> <pre> </pre> <br> <img_src="/i.jpg"> <figure> </figure> <dl> <dt>
    <dd> <blockquote> </blockquote> <h1> </h1> <code> </code> <figcaption> one two. &lt; &amp;"""
PIECES = st.sampled_from([piece.replace("_", " ") for piece in MARKUP.split()])


def test_a_long_article_is_sanitised_in_pieces_that_make_a_whole() -> None:
    entries = "".join(f"<li>Entry {n}</li>" for n in range(1500))
    picture = '<figure><img src="/{0}.jpg"><figcaption>Caption {0}</figcaption></figure>'
    body = "".join(
        f"<p>Paragraph <b>{n}</b></p>{picture.format(n) if n % 500 == 0 else ''}"
        for n in range(3000)
    )
    written = rendered(f"{body}<ul>{entries}</ul><p>The end</p>", without="Caption")
    assert written.html == sanitize(written.html)
    assert written.html.count("<p>") == 3001
    assert written.html.count("</figcaption></figure>") == 6
    assert written.html.endswith("<li>Entry 1499</li></ul><p>The end</p>")
    assert written.text.count("\n") == 3000 + 1500


@given(st.lists(PIECES, max_size=40), st.sets(st.integers(0, 12)))
def test_any_choice_of_blocks_of_any_markup_is_written_well(
    pieces: list[str], chosen: set[int]
) -> None:
    document = read("".join(pieces))
    kept = [i for i in range(len(document.blocks)) if i in chosen]
    written = render(document, kept, URL)
    assert written.html == sanitize(written.html)
    assert written.text == "\n".join(document.blocks[i].text for i in kept)
    if "<img" not in written.html:  # captions are in the HTML only
        plain = unescape(re.sub(r"<[^>]+>", "", written.html))
        assert "".join(plain.split()) == "".join(written.text.split())
