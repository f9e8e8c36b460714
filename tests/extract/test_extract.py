"""The two functions everything here is for: one page to its article, a site's pages to theirs."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from feeds import extract, extract_site
from feeds.errors import ExtractError, NotAnArticle
from feeds.model import Article

URL = "https://paper.example/2024/05/ferry"
TITLE = "Ferry stays open in the storm"
PARAGRAPHS = [
    "The ferry company reported on Wednesday that the crossing to the islands would stay open, "
    "although the storm, which had reached the coast, was expected to grow during the night.",
    "“We have sailed in worse weather than this,” said the captain, who has been on the route for "
    "thirty years, and pointed to the new engines that were fitted in the spring of last year.",
    "The council had asked for the service to be stopped at noon, as the pier at the southern end "
    "was damaged in October and has since been propped up with nothing but timber and chains.",
    "Passengers who do not want to travel may use their tickets until the end of the month; those "
    "with cars are asked to call the office first, where somebody answers until ten at night.",
]
HEAD = f"""
    <title>{TITLE} | The Paper</title>
    <link rel=canonical href=/2024/05/ferry>
    <meta property=og:site_name content="The Paper">
    <meta property=og:image content=/pictures/ferry.jpg>
    <meta property=article:tag content=Ferries><meta property=article:tag content=Storms>
    <meta name=description content="The crossing to the islands stays open in spite of a storm.">
    <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}",
        "author": [{{"@type": "Person", "name": "Jane Doe"}}, {{"name": "John Roe"}}],
        "datePublished": "2024-05-01T08:30:00+02:00", "dateModified": "2024-05-01T09:00:00+02:00",
        "isAccessibleForFree": true}}</script>
"""
SHARE = "<div class=share-bar><a href=/share>Share this article</a></div>"


def page(paragraphs: list[str] = PARAGRAPHS, title: str = TITLE, head: str = HEAD) -> str:
    first, *others = [f"<p>{text}</p>" for text in paragraphs]
    return (
        f"<!doctype html><html lang=en-GB><head>{head}</head><body>"
        "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
        f"<article><h1>{title}</h1>{first}{SHARE}{''.join(others)}</article>"
        "<footer>© The Paper. All rights reserved.</footer></body></html>"
    )


def listing() -> str:
    cards = (
        f"<article><h2><a href=/2024/05/{i}>What happened on the island on day {i}</a></h2>"
        f"<p>In short: nothing much, on day {i}.</p></article>"
        for i in range(30)
    )
    return f"<html><head><title>The Paper</title></head><body><main>{''.join(cards)}</main></html>"


# -- one page ----------------------------------------------------------------------------------


def test_every_field_says_what_the_page_says() -> None:
    article = extract(page(), URL)
    summer = timezone(timedelta(hours=2))
    assert article.url == URL
    assert article.title == TITLE
    assert article.authors == ("Jane Doe", "John Roe")
    assert article.published == datetime(2024, 5, 1, 8, 30, tzinfo=summer)
    assert article.modified == datetime(2024, 5, 1, 9, 0, tzinfo=summer)
    assert article.language == "en-GB"
    assert article.image == "https://paper.example/pictures/ferry.jpg"
    assert article.site_name == "The Paper"
    assert article.tags == ("Ferries", "Storms")
    assert article.summary == "The crossing to the islands stays open in spite of a storm."
    assert article.canonical_url == URL
    assert article.free is True


def test_text_has_a_paragraph_a_line_and_no_title() -> None:
    assert extract(page(), URL).text.split("\n") == PARAGRAPHS


def test_html_says_the_same_as_text() -> None:
    assert extract(page(), URL).html == "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def test_what_was_taken_out_is_told_with_its_reason() -> None:
    (share,) = [block for block in extract(page(), URL).removed if "Share" in block.text]
    assert share.text == "Share this article"
    assert share.reason
    assert share.position.endswith("div.share-bar")


def test_a_page_that_declares_nothing_has_its_heading_for_a_title_and_no_more() -> None:
    article = extract(page(head=""), URL)
    assert article.title == TITLE
    assert article.text.split("\n") == PARAGRAPHS
    assert article.authors == article.tags == ()
    assert (article.published, article.modified, article.image, article.free) == (None,) * 4
    assert article.summary == " ".join(PARAGRAPHS[:2])


@pytest.mark.parametrize("separator", [" | ", " - ", " – ", " :: ", " » "])
def test_the_title_is_without_the_sites_name(separator: str) -> None:
    head = f"<title>{TITLE}{separator}The Paper</title>"
    assert extract(page(head=head), URL).title == TITLE


def test_html_is_sanitised_and_its_addresses_are_absolute() -> None:
    first = (
        "<b onclick=x()>The ferry</b> <script>x()</script>company <a href=../04/pier>reported</a> "
        "on <a href='javascript:x()'>Wednesday</a> that the crossing would <i style='color:red'>"
        "stay</i> open, <img src=/pixel.gif width=1>although the storm had reached the coast."
    )
    opening, _, _ = extract(page([first, *PARAGRAPHS[1:]]), URL).html.partition("</p>")
    assert opening == (
        '<p><b>The ferry</b> company <a href="https://paper.example/2024/04/pier">reported</a> on '
        "Wednesday that the crossing would <i>stay</i> open, although the storm had reached the "
        "coast."
    )


def test_text_and_bytes_of_a_page_give_the_same() -> None:
    assert extract(page(), URL) == extract(page().encode(), URL)
    assert extract(page(), URL) == extract(page().encode("utf-16"), URL)


def test_what_a_page_in_text_declares_of_its_encoding_is_void() -> None:
    head = HEAD + "<meta charset=shift_jis>"
    assert extract(page(head=head), URL).text.split("\n") == PARAGRAPHS


def test_the_encoding_in_the_content_type_counts() -> None:
    sentence = "Паром будет ходить, несмотря на бурю, которая усилится к ночи, сообщила компания. "
    body = page([sentence * 3], "Паром", "").encode("cp1251")
    article = extract(body, URL, content_type="text/html; charset=windows-1251")
    assert article.title == "Паром"
    assert article.text == (sentence * 3).strip()


def test_plain_text_is_an_article_with_its_first_line_as_title() -> None:
    text = "\n\n".join([TITLE, *PARAGRAPHS])
    article = extract(text, URL, content_type="text/plain")
    assert article.title == TITLE
    assert article.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "html",
    [listing(), "", "<html><body><div id=app></div><script>app()</script></body></html>"],
    ids=["listing", "nothing", "application"],
)
def test_a_page_that_is_no_article_is_refused_with_a_reason(html: str) -> None:
    with pytest.raises(NotAnArticle) as refused:
        extract(html, URL)
    assert isinstance(refused.value, ExtractError)
    assert refused.value.url == URL
    assert refused.value.reason


def test_a_page_of_nothing_but_its_title_is_no_article() -> None:
    title = "The council has decided after a long night that the ferry will sail again in spring"
    with pytest.raises(NotAnArticle):
        extract(f"<title>{title}</title><p>{title}</p>", URL)


# -- a site ------------------------------------------------------------------------------------

APPEAL = (
    "This reporting is free for everybody, and somebody has to pay for the diesel of our little "
    "boat: whoever can spare the price of a coffee is asked to leave it in the tin at the pier."
)


def site(count: int) -> list[tuple[str, str]]:
    """Pages alike in nothing but an appeal, which no rule or list of phrases knows."""
    return [
        (
            f"{URL}-{day}",
            page(
                [f"On day {day}, as this paper has learned: {text}" for text in PARAGRAPHS]
                + [APPEAL],
                f"Ferry sails on day {day}",
                "",
            ),
        )
        for day in range(1, count + 1)
    ]


def articles(results: list[Article | NotAnArticle]) -> list[Article]:
    return [result for result in results if isinstance(result, Article)]


def test_what_recurs_on_a_sites_pages_is_taken_out_of_the_first_of_them_too() -> None:
    pages = site(8)
    assert APPEAL in extract(pages[0][1], URL).text
    found = articles(extract_site(pages))
    assert len(found) == 8
    for article in found:
        assert APPEAL not in article.text
        assert len(article.text.split("\n")) == len(PARAGRAPHS)
    (removed,) = [block for block in found[0].removed if block.text == APPEAL]
    assert "8" in removed.reason


@pytest.mark.parametrize(
    "background",
    [
        "The Office for Budget Responsibility watches over the plans and publishes two forecasts a "
        "year, which ministers and the press await with some impatience.",
        "In February 2018, after a season in the second league, Fischer moved to the coast, where "
        "the team has its workshop and its tracks.",
    ],
)
def test_a_paragraph_of_background_in_two_articles_stays_in_both(background: str) -> None:
    pages = [
        (
            f"{URL}-{day}",
            page(
                [f"{text} So it was on the {day}th day of a long month." for text in PARAGRAPHS]
                + ([background] if day < 3 else []),
                f"Ferry sails on day {day}",
                "",
            ),
        )
        for day in range(1, 9)
    ]
    for article in articles(extract_site(pages))[:2]:
        assert background in article.text


def test_every_page_of_a_site_has_its_place() -> None:
    first, second, third = site(3)
    home = ("https://paper.example/", listing())
    results = extract_site(iter([first, home, second, third]))
    assert [type(result) for result in results] == [Article, NotAnArticle, Article, Article]
    assert [result.url for result in results] == [first[0], home[0], second[0], third[0]]


def test_a_site_without_pages_has_no_articles() -> None:
    assert extract_site([]) == []


def test_a_page_is_cleaned_alike_in_text_and_bytes_of_a_site() -> None:
    pages = site(4)
    assert extract_site(pages) == extract_site((url, html.encode()) for url, html in pages)


# -- what is not done --------------------------------------------------------------------------

LAZY = """
import sys, feeds
heavy = {"numpy", "selectolax", "nh3", "bs4", "requests", "sqlalchemy"} & set(sys.modules)
assert not heavy, heavy
"""
LIGHT = """
import sys, feeds
feeds.extract(sys.stdin.read(), "https://paper.example/a")
assert "numpy" not in sys.modules
"""
SEALED = """
import sys, feeds
page = sys.stdin.read()
site = [(f"https://paper.example/{i}", page) for i in range(3)]
feeds.extract(page, "https://paper.example/a")  # what ships with the package is read once …
feeds.extract_site(site)  # … and what a site takes

def refuse(event, arguments):
    if event.startswith(("socket.", "open", "os.", "subprocess.", "shutil.", "sqlite3.")):
        raise PermissionError(event)

sys.addaudithook(refuse)
feeds.extract(page, "https://paper.example/b")
feeds.extract_site(site)
"""


FRUGAL = """
import re, sys, feeds
page = sys.stdin.buffer.read()
feeds.extract(page, "https://paper.example/a")
peak = int(re.search("VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
assert peak <= 12 * len(page) + 60_000_000, f"{peak:,} bytes"
"""


def run(program: str, page: str = "") -> None:
    subprocess.run([sys.executable, "-c", program], input=page.encode(), check=True)


def test_importing_the_package_loads_nothing_heavy() -> None:
    run(LAZY)


def test_a_page_by_itself_is_cleaned_without_numpy_which_takes_18_mb() -> None:
    run(LIGHT, page())


def test_neither_network_nor_disk_is_touched() -> None:
    run(SEALED, page())


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is Linux's to tell")
def test_a_long_page_takes_at_most_twelve_times_its_size_of_memory() -> None:
    line = "The crossing stayed open on day {}, although the storm, which had reached the coast on "
    line += (
        "Monday, grew during the night, and all who had tickets for the boat were told to wait. "
    )
    run(FRUGAL, page([2 * line.format(day) for day in range(14_000)]))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is Linux's to tell")
def test_so_does_one_of_short_paragraphs_of_which_each_takes_as_much_as_a_long_one() -> None:
    line = "On day {} the boat left at noon, and came back late in the evening, as before."
    run(FRUGAL, page([line.format(day) for day in range(60_000)]))
