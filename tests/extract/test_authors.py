"""Who wrote an article."""

from __future__ import annotations

from feeds.extract.authors import authors
from feeds.extract.blocks import read
from feeds.extract.bylines import title_block
from feeds.extract.head import main_article, read_head


def named(body: str = "", *, head: str = "") -> list[str]:
    """The authors of a page of The Courier whose title is "Tide rises"."""
    page = f"<html lang=en><head>{head}</head><body><h1>Tide rises</h1>{body}</body></html>"
    document = read(page)
    declared = read_head(document.tree)
    article = main_article(declared, "https://e.example/story")
    anchor = title_block(document, "Tide rises")
    return list(authors(document, declared, article, anchor, ["The Courier"]))


def ld(author: str) -> str:
    """JSON-LD with this author."""
    kind = '"@type": "NewsArticle"'
    return f'<script type="application/ld+json">{{{kind}, "author": {author}}}</script>'


def test_declared_authors_are_read() -> None:
    assert named(head=ld('[{"name": "Jane Doe"}, {"name": "John Roe"}]')) == [
        "Jane Doe",
        "John Roe",
    ]
    assert named(head=ld('"By Jane Doe and John Roe"')) == ["Jane Doe", "John Roe"]
    assert named(head='<meta name="author" content="Jane Doe">') == ["Jane Doe"]
    assert named(head='<meta name="citation_author" content="Doe, Jane">') == ["Jane Doe"]


def test_labelled_card_data_is_read() -> None:
    label = '<meta name="twitter:label1" content="Written by">'
    assert named(head=f'{label}<meta name="twitter:data1" content="Jane Doe">') == ["Jane Doe"]
    other = '<meta name="twitter:label1" content="Est. reading time">'
    assert named(head=f'{other}<meta name="twitter:data1" content="7 minutes">') == []


def test_marked_up_authors_are_read() -> None:
    assert named('<span itemprop="author"><b itemprop="name">Jane Doe</b>, Oslo</span>') == [
        "Jane Doe"
    ]
    assert named('<p><a rel="author" href="/jane">Jane Doe</a> Senior Editor</p>') == ["Jane Doe"]


def test_seen_bylines_are_read() -> None:
    assert named("<p>By Jane Doe</p>") == ["Jane Doe"]
    assert named("<p>Written by</p><p>Jane Doe</p>") == ["Jane Doe"]
    assert named("<p>December 2, 2024 | By Jane Doe</p>") == ["Jane Doe"]
    assert named('<div class="byline">Jane Doe</div>') == ["Jane Doe"]
    assert named('<p><a href="/authors/jane-doe">Jane Doe</a>, Staff Writer</p>') == ["Jane Doe"]
    assert named("<p>Jane Doe</p><p>December 2, 2024</p>") == ["Jane Doe"]


def test_sentences_and_links_to_share_are_no_bylines() -> None:
    assert named("<p>By the time the tide rose, it was late</p>") == []
    assert named('<div class="share"><a href="/users/share">Share This</a></div>') == []
    assert named("<p>Photos by John Roe</p>") == []


def test_people_are_preferred_to_their_newsroom() -> None:
    head = ld('{"@type": "Organization", "name": "The Courier"}')
    assert named("<p>By Jane Doe</p>", head=head) == ["Jane Doe"]
    assert named(head=head) == ["The Courier"]


def test_sources_that_agree_win() -> None:
    head = '<meta name="author" content="webeditor7">' + ld('"Jane Doe"')
    assert named("<p>By Jane Doe</p>", head=head) == ["Jane Doe"]


def test_all_authors_of_several_lines_are_named() -> None:
    body = '<a href="/author/jane">Jane Doe</a><br><br><a href="/author/john">John Roe</a>'
    assert named(f"<div>{body}</div>", head=ld('["Jane Doe", "John Roe"]')) == [
        "Jane Doe",
        "John Roe",
    ]


def test_a_page_without_authors_has_none() -> None:
    assert named("<p>Text.</p>") == []
