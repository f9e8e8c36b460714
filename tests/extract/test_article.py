"""Which blocks of a page are the article, and whose word counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds import extract
from feeds.errors import ExtractError
from feeds.extract.batch import extract_batch
from feeds.model import Article, Page, Rules, SiteProfile

URL = "https://paper.example/2024/ferry"
PARAGRAPHS = [
    f"The ferry company reported on day {i} that the crossing would stay open, although the storm, "
    f"which had reached the coast, was expected to grow during night {i} and the day after it."
    for i in range(6)
]


def page(body: str, title: str = "Ferry stays open in the storm") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>© The Paper</footer></body></html>"
    )


def prose(*extra: str) -> str:
    paragraphs = [f"<p>{text}</p>" for text in PARAGRAPHS]
    return "".join([*paragraphs[:3], *extra, *paragraphs[3:]])


def cleaned(html: str, **rules: object) -> Article:
    result = extract_batch([_fetched(html)], Rules(**rules), SiteProfile(host="")).results[0]  # type: ignore[arg-type]
    if isinstance(result, ExtractError):
        raise result
    return result


def _fetched(html: str) -> Page:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    return Page(url=URL, requested=URL, body=html.encode(), fetched_at=now)


def lines(article: Article) -> list[str]:
    return article.text.split("\n")


def test_the_article_is_its_paragraphs_without_title_menu_and_footer() -> None:
    article = extract(page(prose()), URL)
    assert article.title == "Ferry stays open in the storm"
    assert lines(article) == PARAGRAPHS


@pytest.mark.parametrize(
    "box",
    [
        "<p>Advertisement</p>",
        "<div>Share this article</div>",
        "<p>Sign up for our newsletter</p>",
        "<h3>Related articles</h3><ul><li><a href=/a>Bridge closed again</a></ul>",
        "<p><a href=/b>Read also: Bridge closed again</a></p>",
        '<div class="newsletter-signup"><p>Get the best stories in your inbox every day.</p>'
        "<form><input type=email><button>Subscribe</button></form></div>",
    ],
)
def test_a_box_between_two_paragraphs_goes(box: str) -> None:
    assert lines(extract(page(prose(box)), URL)) == PARAGRAPHS


def test_a_paragraph_that_is_shown_again_in_another_dress_is_kept_once() -> None:
    again = f'<p class="drawn-out">{PARAGRAPHS[0]}</p>'
    assert lines(extract(page(prose(again)), URL)) == PARAGRAPHS


@pytest.mark.parametrize("data", ['{"buttonAlign": "Center", "layout": 4}', '[{"product": 1}]'])
def test_what_a_script_wrote_down_for_itself_goes_and_code_stays(data: str) -> None:
    note = f'<div class="product-box">{data}</div>'
    assert lines(extract(page(prose(note)), URL)) == PARAGRAPHS
    code = f"<pre>{data}</pre>"
    assert data in lines(extract(page(prose(code)), URL))


def test_a_heading_that_nothing_follows_goes() -> None:
    article = extract(page(prose() + "<h2>What happens now</h2>"), URL)
    assert lines(article) == PARAGRAPHS


def test_the_operators_container_holds_the_whole_article() -> None:
    odd = "<section class=entry><p>Open.</p><p>It rained all day.</p></section>"
    assert lines(cleaned(page(prose() + odd), content="section.entry")) == [
        "Open.",
        "It rained all day.",
    ]


@pytest.mark.parametrize(
    "rule", ["p.extra", "text:A LINE, apart from the rest!", "/apart from \\w+ rest/"]
)
def test_the_operator_removes_by_selector_words_or_pattern(rule: str) -> None:
    extra = '<p class="extra">A line, apart from the rest.</p>'
    article = cleaned(page(prose(extra)), remove=(rule,))
    assert lines(article) == PARAGRAPHS
    (removed,) = [block for block in article.removed if block.text.startswith("A line")]
    assert removed.reason == f"operator: remove: {rule}"


def test_what_the_operator_keeps_no_rule_removes() -> None:
    article = cleaned(
        page(prose("<p>Advertisement</p>")), remove=("p",), keep=("text:Advertisement", "article p")
    )
    assert lines(article) == [*PARAGRAPHS[:3], "Advertisement", *PARAGRAPHS[3:]]


def test_a_selector_may_name_an_inline_element() -> None:
    linked = "<p><a class=promo href=/x>Ten boats that changed the coast</a></p>"
    assert lines(cleaned(page(prose(linked)), remove=("a.promo",))) == PARAGRAPHS


@pytest.mark.parametrize("rule", ["p[", "/(/"])
def test_a_rule_that_cannot_be_read_is_an_error_of_the_page(rule: str) -> None:
    with pytest.raises(ExtractError) as error:
        cleaned(page(prose()), remove=(rule,))
    assert rule in error.value.reason


def test_pages_come_back_in_order_with_their_errors() -> None:
    good, empty = _fetched(page(prose())), _fetched("<html></html>")
    results = extract_batch([good, empty, good], Rules(), SiteProfile(host="")).results
    assert [isinstance(result, Article) for result in results] == [True, False, True]


def test_the_same_page_gives_the_same_article() -> None:
    html = page(prose("<p>Advertisement</p>"))
    assert extract(html, URL) == extract(html, URL)


def test_a_first_paragraph_is_not_taken_for_a_missing_title() -> None:
    article = extract("".join(f"<p>{text}</p>" for text in PARAGRAPHS), URL)
    assert article.title == ""
    assert lines(article) == PARAGRAPHS
