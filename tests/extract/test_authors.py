"""Who wrote an article."""

from __future__ import annotations

from feeds.extract.authors import authors
from feeds.extract.blocks import read
from feeds.extract.bylines import Surroundings, title_block
from feeds.extract.head import main_article, read_head


def named(body: str = "", *, head: str = "") -> list[str]:
    """The authors of a page of The Courier whose title is "Tide rises"."""
    page = f"<html lang=en><head>{head}</head><body><h1>Tide rises</h1>{body}</body></html>"
    document = read(page)
    declared = read_head(document)
    article = main_article(declared, "https://e.example/story")
    around = Surroundings(document, title_block(document, "Tide rises"), declared)
    return list(authors(around, declared, article, ["The Courier"]))


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
    assert named("<p>December 2, 2024, 4:20 pm by Jane Doe</p>") == ["Jane Doe"]
    assert named('<p><a rel="author" href="/jane">View all posts by Jane Doe</a></p>') == [
        "Jane Doe"
    ]
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


def test_people_are_preferred_to_agencies_and_accounts() -> None:
    assert named("<p>By Jane Doe</p>", head=ld('"Reuters"')) == ["Jane Doe"]
    assert named("<p>By Jane Doe</p>", head=ld('"webeditor7"')) == ["Jane Doe"]
    assert named("<p>By The Courier and Reuters</p>") == ["The Courier", "Reuters"]


def test_an_account_may_sign() -> None:
    assert named("<p>by jdoe</p>") == ["jdoe"]
    assert named(head=ld('"jdoe"')) == ["jdoe"]


def test_the_byline_next_to_the_title_is_believed_rather_than_who_filed_the_article() -> None:
    head = ld('"John Roe"') + '<meta name="author" content="John Roe">'
    assert named("<p>By Jane Doe</p>", head=head) == ["Jane Doe"]
    far = "".join(f"<p>Paragraph {n}.</p>" for n in range(8))
    assert named(f"{far}<p>By Jane Doe</p>", head=head) == ["John Roe"]


def test_what_a_byline_adds_to_a_name_is_left_out() -> None:
    assert named("<p>By Jane Doe, Oslo</p>") == ["Jane Doe"]
    assert named("<p>By Jane Doe in Oslo</p>") == ["Jane Doe"]
    assert named("<p>By Jane Doe IN Tides</p>") == ["Jane Doe"]
    assert named("<p>By Jane Doe<br>Senior Weather Editor</p>") == ["Jane Doe"]
    linked = '<a href="/authors/jane">Jane Doe<span>Tide &amp; Weather</span></a>'
    assert named(f"<p>{linked}</p>") == ["Jane Doe"]


def test_a_name_on_one_line_with_a_date_is_read() -> None:
    assert named("<p>May 2, 2024 • Jane Doe in Tides</p>") == ["Jane Doe"]
    assert named("<p>Jane Doe | Senior Writer | May 2, 2024</p>") == ["Jane Doe"]


def test_labels_next_to_a_date_and_credits_of_pictures_are_no_names() -> None:
    assert named("<p>Last</p><p>December 2, 2024</p>") == []
    assert named("<p>Key takeaways</p><p>December 2, 2024</p>") == []
    assert named("<figure><img src=t.jpg><figcaption>by John Roe</figcaption></figure>") == []


def test_what_calls_a_date_or_leads_to_it_is_no_name() -> None:
    assert named("<p>Publié le 2 décembre 2024</p>") == []
    assert named("<p>Date of Last Revision: December 2, 2024</p>") == []
    assert named("<p>by on December 2, 2024</p>") == []
    assert named('<span itemprop="author">jdoe on</span>') == ["jdoe"]


def test_firms_and_accounts_that_nobody_has_named_are_no_authors() -> None:
    assert named(head=ld('"Tidewater Media Ltd."')) == []
    assert named(head=ld('"Fala Sp. z o.o."')) == []
    assert named(head=ld('"Super User"')) == []
    assert named(head=ld('"WHO"')) == ["WHO"]


def test_a_signature_away_from_the_title_is_read_where_nobody_else_is_named() -> None:
    far = "".join(f"<p>Paragraph {n}.</p>" for n in range(40))
    assert named(f"{far}<p>Written by Jane Doe and John Roe</p>") == ["Jane Doe", "John Roe"]
    assert named(f"{far}<p>Posted by Jane Doe on May 2, 2024</p>") == ["Jane Doe"]
    assert named(f"{far}<p>Written by Jane Doe</p>", head=ld('"John Roe"')) == ["John Roe"]


def test_signatures_of_several_in_several_places_are_those_of_other_articles() -> None:
    far = "".join(f"<p>Paragraph {n}.</p>" for n in range(40))
    assert named(f"{far}<p>Written by Jane Doe</p><p>Written by John Roe</p>") == []


def test_a_name_as_a_paragraph_of_its_own_signs_the_text() -> None:
    prose = "<p>The tide rose again last night, and the harbour was under water by the morning.</p>"
    text = prose.replace("morning", "morning, as the harbour master had said it would be") * 5
    assert named(f"<div><p>JANE DOE/JOHN ROE</p>{text}</div>") == ["JANE DOE", "JOHN ROE"]
    assert named(f"<div>{text}<p>Jane Doe</p></div>") == ["Jane Doe"]
    assert named(f"<div><p>Worth knowing.</p>{text}<p>Even so.</p></div>") == []


def test_who_signs_the_text_is_preferred_to_what_an_administrators_account_is_called() -> None:
    prose = (
        "The tide rose again last night, and the harbour was under water by the morning, as the "
    )
    text = f"<p>{prose} harbour master had said it would be.</p>" * 5
    filed = ld('{"name": "Coast D", "url": "https://e.example/author/ACCOUNT/"}')
    by = "<p>By Coast D | April 28, 2024</p>"
    signed, unsigned = f"<div><p>JANE DOE</p>{text}</div>", f"<div>{text}</div>"
    assert named(by + signed, head=filed.replace("ACCOUNT", "admin")) == ["JANE DOE"]
    assert named(by + unsigned, head=filed.replace("ACCOUNT", "admin")) == ["Coast D"]
    assert named(by + signed, head=filed.replace("ACCOUNT", "coast-d")) == ["Coast D"]


def test_the_one_whose_life_is_sketched_below_is_the_author() -> None:
    life = "<p>Jane Doe is a writer who has sailed both coasts for the better part of her life</p>"
    far = "".join(f"<p>Paragraph {n}.</p>" for n in range(40))
    told = life.replace("</p>", ", and who now keeps the lighthouse.</p>")
    assert named(f"{far}<div>Jane Doe</div><p>Keeper</p>{told}") == ["Jane Doe"]


def test_sources_that_agree_win() -> None:
    head = '<meta name="author" content="webeditor7">' + ld('"Jane Doe"')
    assert named("<p>By Jane Doe</p>", head=head) == ["Jane Doe"]


def test_all_authors_of_several_lines_are_named() -> None:
    body = '<a href="/author/jane">Jane Doe</a><br><br><a href="/author/john">John Roe</a>'
    assert named(f"<div>{body}</div>", head=ld('["Jane Doe", "John Roe"]')) == [
        "Jane Doe",
        "John Roe",
    ]


def test_a_byline_that_names_more_than_the_page_declares_is_believed() -> None:
    declared = ld('{"name": "Jane Doe"}')
    assert named("<p>By Dr. Jane Doe and John Roe</p>", head=declared) == [
        "Dr. Jane Doe",
        "John Roe",
    ]
    linked = '<p><a href="/author/jane">Jane Doe</a>, <a href="/author/john">John Roe</a></p>'
    assert named(linked, head=declared) == ["Jane Doe", "John Roe"]
    assert named("<p>By Jane Doe</p>", head=ld('["Jane Doe", "John Roe"]')) == [
        "Jane Doe",
        "John Roe",
    ]


def test_links_to_those_who_reviewed_are_no_authors() -> None:
    line = (
        '<p>By <a href="/author/a">Jane Doe</a>. Reviewed by <a href="/author/b">John Roe</a></p>'
    )
    assert named(line) == ["Jane Doe"]


def test_a_list_of_authors_in_a_menu_names_nobody() -> None:
    assert named("<p>著者一覧</p><p>書籍</p>") == []


def test_an_agency_may_sign_alone_beside_the_date() -> None:
    assert named("<p>Reuters</p><p>April 28, 2024</p>") == ["Reuters"]


def test_an_agency_on_a_line_beside_the_date_is_preferred_to_the_newsroom_that_is_declared() -> (
    None
):
    head = ld('{"@type": "Organization", "name": "The Courier"}')
    line = '<p><a href="/">News</a> - Anadolu Agency</p>'
    assert named(f"<p>April 28, 2024</p>{line}", head=head) == ["Anadolu Agency"]
    assert named(f'<div class="share"><p>April 28, 2024</p>{line}</div>') == ["Anadolu Agency"]
    assert named(f"{line}<p>Coast</p>", head=head) == ["The Courier"]
    assert named("<p>Jane Doe | Reuters</p><p>April 28, 2024</p>") == ["Jane Doe", "Reuters"]
    assert named(f"<p>April 28, 2024</p>{line}", head=ld('"Jane Doe"')) == ["Jane Doe"]


def test_a_name_of_an_authors_class_in_a_bar_of_sharing_links_is_read() -> None:
    assert named('<div class="social-bar"><p class="author">Jane Doe</p></div>') == ["Jane Doe"]


def test_a_page_without_authors_has_none() -> None:
    assert named("<p>Text.</p>") == []
