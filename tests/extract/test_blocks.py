"""What one walk over a page finds."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborNode

from feeds.extract import vocabulary as voc
from feeds.extract.blocks import read
from feeds.extract.document import Document

LONG = "This sentence is long enough to be a paragraph of its own, as anyone can see at once. " * 2


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks]


def test_elements_that_break_lines_end_a_block_and_inline_ones_do_not() -> None:
    html = "<div>One <b>bold</b> and <i>two</i><p>three</p>four</div><ul><li>five<li>six</ul>"
    assert texts(html) == ["One bold and two", "three", "four", "five", "six"]


def test_white_space_collapses_but_not_in_preformatted_text() -> None:
    assert texts("<p> a \n\t b&nbsp;c </p><pre>  x = 1\n    y\n</pre>") == [
        "a b c",
        "  x = 1\n    y",
    ]


def test_a_single_line_break_is_a_newline_and_a_double_one_ends_the_block() -> None:
    assert texts("<p>roses<br>violets<br><br>sugar</p>") == ["roses\nviolets", "sugar"]


def test_a_line_break_between_two_long_lines_parts_paragraphs() -> None:
    assert texts(f"<div>{LONG}<br>{LONG}</div>") == [LONG.strip()] * 2


def test_a_line_break_beside_a_label_parts_it_from_the_text() -> None:
    assert texts("<div>Get a summary<br>It rained.<br>Next Article</div>") == [
        "Get a summary",
        "It rained.",
        "Next Article",
    ]


def test_the_cells_of_a_row_join_unless_they_are_prose() -> None:
    html = f"<table><tr><td>Goals<td>3</tr><tr><td>Menu<td>{LONG}</tr></table>"
    assert texts(html) == ["Goals 3", "Menu", LONG.strip()]


def test_two_links_side_by_side_are_two_words() -> None:
    assert texts("<p><a href=/a>Privacy</a><a href=/b>Terms</a></p>") == ["Privacy Terms"]


def test_a_span_that_is_shown_as_a_block_is_one() -> None:
    html = '<div><span style="display: block">one</span><span style="display:block">two</span>'
    assert texts(html) == ["one", "two"]


@pytest.mark.parametrize(
    "unread",
    [
        "<script>var a;</script>",
        "<style>p{}</style>",
        "<noscript>enable it</noscript>",
        "<template><p>later</p></template>",
        "<select><option>English</select>",
        "<textarea>write</textarea>",
        "<svg><title>icon</title><text>x</text></svg>",
        "<!-- remark -->",
    ],
)
def test_what_nobody_reads_leaves_no_block(unread: str) -> None:
    assert texts(f"<p>before</p>{unread}<p>after</p>") == ["before", "after"]


def test_a_declarative_shadow_root_is_read() -> None:
    html = "<x-story><template shadowrootmode=open><p>inside</p></template></x-story>"
    assert texts(html) == ["inside"]


def test_readings_beside_characters_are_left_out() -> None:
    assert texts("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の話</p>") == ["漢字の話"]
    assert texts("<p><ruby><rb>漢<rb>字<rt>かん<rt>じ</ruby>の話</p>") == ["漢字の話"]


def test_links_and_emphasis_are_counted_in_characters() -> None:
    (block,) = read("<p>see <a href=/x>this</a> <b>now</b> <em>or never</em></p>").blocks
    assert (block.link_chars, block.italic_chars) == (4, 8)
    assert [link.attributes["href"] for link in block.links] == ["/x"]
    assert block.link_density == pytest.approx(4 / 21)


def test_a_link_around_a_card_is_a_link_of_all_its_blocks() -> None:
    blocks = read("<a href=/x><h3>Title</h3><p>Teaser</p></a>").blocks
    assert [block.link_density for block in blocks] == [1.0, 1.0]


def test_an_anchor_without_an_address_is_no_link() -> None:
    (block,) = read("<p><a name=top>here</a></p>").blocks
    assert block.link_chars == 0


def test_class_names_are_understood_word_by_word_and_inherited() -> None:
    document = read('<div class="td-relatedPosts"><div id="x"><p>one</p></div></div><p>two</p>')
    related, other = document.blocks
    assert related.flags & voc.RELATED
    assert not other.flags & voc.RELATED


@pytest.mark.parametrize(
    ("markup", "flag"),
    [
        ('<div class="share_bar">', voc.SHARE),
        ('<section id="comments">', voc.COMMENT),
        ('<div class="entry-content">', voc.BODY),
        ('<div class="newsletter2">', voc.NEWSLETTER),
        ('<div role="navigation">', voc.NAV),
        ('<div itemprop="articleBody">', voc.BODY),
        ('<div style="display:none">', voc.HIDDEN),
        ("<div hidden>", voc.HIDDEN),
        ("<aside>", voc.ASIDE),
    ],
)
def test_names_roles_and_properties_speak(markup: str, flag: int) -> None:
    (block,) = read(f"{markup}text").blocks
    assert block.flags & flag


def test_what_a_wrapper_of_the_page_is_called_says_nothing_of_the_body() -> None:
    (block,) = read('<body class="has-sidebar newsletter-popup"><p>text</p>').blocks
    assert block.flags == 0


def structure(document: Document) -> None:
    """Elements nest, and hold the blocks they say they hold."""
    for at, element in enumerate(document.elements):
        assert element.parent < at
        assert 0 <= element.first <= element.end <= len(document.blocks)
        if element.parent >= 0:
            around = document.elements[element.parent]
            assert around.first <= element.first
            assert element.end <= around.end
            assert element.flags & around.flags == around.flags
            assert element.wrapped == (not directly(element.node, around.node))
    for at, block in enumerate(document.blocks):
        element = document.elements[block.element]
        assert element.first <= at < element.end
        assert element.tag == block.tag
        assert block.wrapped == (not directly(block.start, element.node))


def directly(node: LexborNode, parent: LexborNode) -> bool:
    return node.parent is not None and node.parent.mem_id == parent.mem_id


@pytest.mark.parametrize(
    "html",
    [
        "<main><article><h1>T</h1><p>one<p>two</article></main><footer>end</footer>",
        f"<table><tr><td>a<td><div>b</div>c<td>{LONG}</tr></table>",
        "<a href=/><div>x<span>y<p>z</a>w",
        "<my-card><b>x</b></my-card><span><my-card>y</my-card></span>",
        "<p>unclosed <b>everything <div><ul><li>x",
        "text only",
        "<frameset><frame src=/x></frameset>",
    ],
)
def test_blocks_and_elements_agree(html: str) -> None:
    structure(read(html))


def test_made_up_elements_are_known_by_their_names_on_every_page() -> None:
    for name in ("my-card", "your-card", "my-card"):
        elements = read(f"<{name}>One</{name}><their-card>Two</their-card>").elements
        assert [element.tag for element in elements] == ["body", name, "their-card"]


def test_positions_read_from_the_outside_in() -> None:
    document = read("<article class='post x'><div class=share><p>Tweet</p></div></article>")
    assert document.position(0) == "article.post > div.share > p"


def test_media_know_where_they_stand() -> None:
    document = read("<p>one</p><figure><img src=a.jpg></figure><p>two <img src=b.png> three</p>")
    assert [(medium.tag, medium.block) for medium in document.media] == [("img", 1), ("img", 2)]


def test_media_after_what_is_no_text_stand_before_the_next_block() -> None:
    document = read("<p>one</p><p>\u200b<img src=a.jpg></p><p>two</p>\u200b<img src=b.jpg>")
    assert [medium.block for medium in document.media] == [1, 2]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 3000 + "deep" + "</div>" * 3000,
        "<div>" * 30_000 + "deep",
        "<b>" * 30_000 + "deep",
        "<font color=red><p>" * 5_000 + "deep",
        "<ul><li>" * 10_000 + "deep",
        "<div></div>" * 50_000 + "deep",
        f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>deep",
        "<table><tr><td>" * 2_000 + "deep",
        "<span>" * 20_000 + "deep",
    ],
    ids=["nested", "unclosed", "bold", "font", "lists", "empty", "attributes", "tables", "spans"],
)
def test_text_survives_markup_beyond_reason(html: str) -> None:
    assert "deep" in [block.text for block in read(html).blocks]


def test_a_paragraph_of_five_megabytes_is_one_block() -> None:
    (block,) = read("<p>" + "word " * 1_000_000).blocks
    assert len(block.text) == 4_999_999


def test_control_characters_and_invisible_ones_are_no_text() -> None:
    assert texts("<p>a&#1;b\u200bc\u00add&#x7f;</p><p>\u200b</p>") == ["abcd"]
    assert texts("<p>a\ufdd9b\U0003fffe</p><pre>c\ufdd9\nd\uffff</pre>") == ["ab", "c\nd"]


def test_what_declares_is_noted_wherever_it_stands() -> None:
    document = read(
        "<head><title>Rain</title><meta name=a><link rel=b><script>c</script></head>"
        "<p>On <time>Monday</time><meta name=d><select><option>x</select><time datetime=e></time>"
    )
    assert [node.tag for node in document.declaring] == [
        *("title", "meta", "link", "script", "time", "meta", "time")
    ]


def test_the_first_that_signs_is_noted() -> None:
    document = read(
        "<p><a rel=nofollow>x</a><span rel='me author'>Jane</span><a rel=author>Joe</a>"
    )
    assert document.signing is not None
    assert document.signing.text() == "Jane"
    assert read("<p><a rel=authority>x</a>").signing is None
