"""When an article was published and changed."""

from __future__ import annotations

import pytest

from feeds.extract.blocks import read
from feeds.extract.bylines import Surroundings, title_block
from feeds.extract.chronology import Chronology, chronology
from feeds.extract.head import main_article, read_head

URL = "https://e.example/story"


def dated(body: str = "", *, head: str = "", url: str = URL) -> Chronology:
    """The dates of a page whose title is "Tide rises"."""
    page = f"<html lang=en><head>{head}</head><body><h1>Tide rises</h1>{body}</body></html>"
    document = read(page)
    declared = read_head(document)
    around = Surroundings(document, title_block(document, "Tide rises"), declared)
    return chronology(around, declared, main_article(declared, url), url)


def published(body: str = "", *, head: str = "", url: str = URL) -> str | None:
    """The publication date as ISO 8601; None if none was found."""
    when = dated(body, head=head, url=url).published
    return when.isoformat(timespec="minutes") if when else None


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def ld(properties: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", {properties}}}</script>'


def test_declared_dates_are_read() -> None:
    assert published(head=ld('"datePublished": "2024-04-28T09:36:00+02:00"')) == (
        "2024-04-28T09:36+02:00"
    )
    assert published(head=meta("article:published_time", "2024-04-28T09:36:00Z")) == (
        "2024-04-28T09:36+00:00"
    )
    assert published(head=meta("parsely-pub-date", "2024-04-28")) == "2024-04-28T00:00+00:00"
    assert published('<span itemprop="datePublished" content="2024-04-28"></span>') == (
        "2024-04-28T00:00+00:00"
    )


def test_seen_dates_are_read_near_the_title_only() -> None:
    assert published("<p>April 28, 2024 at 9:36 am</p>") == "2024-04-28T09:36+00:00"
    far = "".join(f"<p>Paragraph {n}.</p>" for n in range(40))
    assert published(f"{far}<p>April 28, 2024</p>") is None


def test_dates_within_a_sentence_are_not_the_articles() -> None:
    assert (
        published(
            "<p>The council, which on April 28, 2024 had met for the first time, met again.</p>"
        )
        is None
    )


def test_what_a_short_sentence_tells_of_is_not_its_publication() -> None:
    assert published("<li>The Act was passed by the council on August 14, 2010</li>") is None
    assert published("<p>August 14, 1935</p>") is None
    assert published("<p>By Jane Doe on August 14, 2010</p>") == "2010-08-14T00:00+00:00"


def test_a_paragraph_without_blanks_is_no_line_however_few_characters_it_has() -> None:
    told = "2020年1月1日出版的杂志发表了长文，" + "说的是海港的渡轮和等船的人们如何过夜，" * 6
    assert published(f"<p>{told}</p>") is None


def test_dates_of_comments_and_related_articles_are_not_the_articles() -> None:
    assert published('<div class="comments"><p>April 28, 2024</p></div>') is None
    assert published('<div class="related-posts"><p>April 28, 2024</p></div>') is None


def test_a_clock_in_the_page_header_is_not_the_articles_date() -> None:
    clock = '<div class="clock">Sunday, November 22, 2026 05:12</div>'
    filler = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12))
    document = read(
        f"<html><body>{clock}<ul>{filler}</ul><h1>Tide rises</h1><p>Text.</p></body></html>"
    )
    head = read_head(document)
    around = Surroundings(document, title_block(document, "Tide rises"), head)
    assert chronology(around, head, {}, URL).published is None


def test_the_day_of_the_address_is_better_than_none() -> None:
    assert published(url="https://e.example/2024/04/28/story") == "2024-04-28T00:00+00:00"


def test_agreement_wins_and_the_fullest_moment_is_kept() -> None:
    head = meta("article:published_time", "2019-01-01T00:00:00Z") + ld(
        '"datePublished": "2024-04-28"'
    )
    body = '<p>Published <time datetime="2024-04-28T09:36:00+02:00">April 28</time></p>'
    assert published(body, head=head) == "2024-04-28T09:36+02:00"


def test_the_date_of_the_page_alone_is_not_the_articles() -> None:
    head = ld('"datePublished": "2019-01-01"', "WebPage")
    assert published(head=head) is None
    assert published("<p>January 1, 2019</p>", head=head) == "2019-01-01T00:00+00:00"


def test_an_earlier_date_beside_the_title_beats_the_declared_one() -> None:
    head = ld('"datePublished": "2025-11-05"', "BlogPosting")
    assert published("<p>Jan 31, 2024</p>", head=head) == "2024-01-31T00:00+00:00"


def test_a_date_said_to_be_that_of_publication_is_believed_anywhere() -> None:
    far = "".join(f"<p>Paragraph {n}.</p>" for n in range(40))
    assert published(f"{far}<p>Posted on April 28, 2024</p>") == "2024-04-28T00:00+00:00"


def test_a_line_that_calls_the_next_one_the_day_of_publication_is_believed_anywhere() -> None:
    far = "".join(f"<p>Paragraph {n}.</p>" for n in range(40))
    below = f"{far}<h4>Published</h4><p>Feb 2, 2023</p>"
    assert published(below) == "2023-02-02T00:00+00:00"
    assert published(f"{far}<h4>First sold</h4><p>Feb 2, 2023</p>") is None


def test_numbers_that_may_mean_two_days_mean_the_one_that_is_said_elsewhere() -> None:
    said = "<p>Published March 9, 2026</p>"
    assert published(said, head=meta("article:published_time", "03-09-2026")) == (
        "2026-03-09T00:00+00:00"
    )
    found = dated(said, head=meta("article:modified_time", "03-09-2026"))
    assert found.modified is not None
    assert found.modified.isoformat().startswith("2026-03-09")
    assert published(head=meta("article:published_time", "03-09-2026")) == (
        "2026-09-03T00:00+00:00"
    )


def test_an_american_date_beside_the_title_is_the_declared_one() -> None:
    head = ld('"datePublished": "2026-09-03T08:00:00-04:00"')
    assert published("<p>09/03/2026</p>", head=head) == "2026-09-03T08:00-04:00"
    late = ld('"datePublished": "2026-09-04T01:30:00Z"')
    assert published("<p>09/03/2026</p>", head=late) == "2026-09-04T01:30+00:00"


def test_a_longer_line_further_off_is_a_dateline_where_its_date_is_marked_up() -> None:
    line = "Harbour</p><p>{} by Jane Doe, Candidate Representative to the Liaison Committee"
    marked = '<time datetime="2017-03-01T12:00:00Z">03/01/2017</time>'
    assert published(f"<p>{line.format(marked)}</p>") == "2017-03-01T12:00+00:00"
    assert published(f"<p>{line.format('March 1, 2017')}</p>") is None


def test_a_line_by_the_title_that_begins_with_its_date_is_a_dateline() -> None:
    line = "<p>28.04.2024 von Jana Roth, noch ohne Kommentare, unter Gezeiten, Hafen, Wetter</p>"
    listed = "<p>01.02.2024</p><p>14.06.2024</p>"
    assert published(f"{line}<p>Die Flut steigt.</p>{listed}") == "2024-04-28T00:00+00:00"
    story = "<p>28.04.2024 was when the council met again, for the first time in a whole year.</p>"
    assert published(f"<p>Harbour</p>{story}") is None


def test_the_day_of_the_last_change_is_not_that_of_publication_where_it_is_said_again() -> None:
    head = ld('"datePublished": "2024-04-28"')
    body = "<p>Updated May 2, 2024</p><p>May 2, 2024</p>"
    assert published(body, head=head) == "2024-04-28T00:00+00:00"


def test_of_equal_moments_the_one_in_the_places_own_zone_is_kept() -> None:
    head = ld('"datePublished": "2024-04-29T03:05:00Z"')
    body = '<time datetime="2024-04-28T20:05:00-07:00">April 28</time>'
    assert published(body, head=head) == "2024-04-28T20:05-07:00"


def test_the_date_next_to_the_title_beats_one_that_follows() -> None:
    body = "<p>by Jane · May 2, 2024</p><p>A book</p><p>Published: April 28, 2020</p>"
    assert published(body) == "2024-05-02T00:00+00:00"


def test_a_heading_like_the_declared_title_stands_for_it() -> None:
    page = "<h2>How the tide rises again</h2><p>April 28, 2024</p><p>Text.</p>"
    document = read(f"<html><body><h1>Menu</h1>{page}</body></html>")
    assert title_block(document, "The tide rises again") == 1


def test_of_a_list_of_dated_items_no_date_is_the_articles() -> None:
    items = "".join(f"<p>Meeting</p><p>April {day}, 2024</p>" for day in (7, 14, 21, 28))
    assert published(items) is None


def test_changes_are_told_from_publication() -> None:
    found = dated("<p>Published: April 28, 2024</p><p>Updated: May 2, 2024</p>")
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.day, found.modified.day) == (28, 2)


@pytest.mark.parametrize(
    "line",
    [
        "Published: April 28, 2024 | Updated: May 2, 2024",
        "April 28, 2024 (last updated May 2, 2024)",
        "By Jane Doe Published 28 Apr 2024 Updated 2 May 2024 at 10:15",
        "Posted on April 28, 2024May 2, 2024",
        "Updated 2 May 2024, first published 28 April 2024",
        "28.04.2024, 09:36 Uhr · Aktualisiert am 02.05.2024, 10:15 Uhr",
        "2024-04-28 发布 2024-05-02 更新",
        "公開日 2024年4月28日 更新日 2024年5月2日",
        "입력 2024.04.28 09:36 수정 2024.05.02 10:15",
    ],
)
def test_two_dates_in_one_line_are_told_apart(line: str) -> None:
    found = dated(f"<p>{line}</p>")
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.day, found.modified.day) == (28, 2)


def test_each_of_two_dates_in_a_line_has_its_own_time_of_day() -> None:
    found = dated("<p>Published 28 April 2024 Updated 2 May 2024 10:15</p>")
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.hour, found.modified.hour) == (0, 10)


def test_a_word_that_has_a_label_within_it_is_no_label() -> None:
    assert dated("<p>The Standard, April 28, 2024</p>").modified is None


def test_the_entries_of_a_live_blog_do_not_outvote_its_declared_day() -> None:
    head = ld('"datePublished": "2024-04-28T06:00:00Z"', "LiveBlogPosting")
    entries = "".join(
        f"<p><time datetime='2024-05-02T0{hour}:00Z'>0{hour}:00</time></p><p>Sea.</p>"
        for hour in range(4)
    )
    assert published(entries, head=head) == "2024-04-28T06:00+00:00"


def test_a_copyright_is_no_date() -> None:
    assert published("<p>© 12 March 2019 The Courier</p>") is None


def test_a_period_is_an_events() -> None:
    assert published("<p>May 2, 2024 - May 7, 2024</p>") is None


def test_a_date_before_a_colon_introduces_what_somebody_else_published() -> None:
    assert published("<p>Posted in the harbour's forum on April 28, 2024:</p>") is None


def test_a_front_page_is_not_dated_by_its_content_system() -> None:
    head = meta("article:published_time", "2019-01-01T00:00:00Z")
    assert published(head=head, url="https://e.example/") is None
    assert published(head=head, url="https://e.example") is None
    assert published(head=head, url="https://e.example/?p=7") is not None
    story = ld('"datePublished": "2024-04-28"')
    assert published(head=story, url="https://e.example/") is not None


def test_a_page_that_is_changed_while_others_are_published_is_a_topics() -> None:
    others = "".join(f"<p>Story {day}</p><p>Text.</p><p>April {day}, 2024</p>" for day in (7, 14))
    assert published(f"<p>Updated May 2, 2024</p><p>Tides.</p>{others}") is None
    assert published("<p>Updated May 2, 2024</p><p>Tides.</p>") == "2024-05-02T00:00+00:00"


def test_a_story_above_the_title_does_not_date_it_where_its_own_day_is_shown() -> None:
    head = ld('"datePublished": "2024-04-28T18:01:00Z"')
    page = "<div>January 16, 2024</div><h1>Tide rises</h1><p>By Jane</p><p>April 28, 2024</p>"
    document = read(f"<html lang=en><head>{head}</head><body>{page}</body></html>")
    declared = read_head(document)
    around = Surroundings(document, title_block(document, "Tide rises"), declared)
    when = chronology(around, declared, main_article(declared, URL), URL).published
    assert when is not None
    assert when.month == 4


def test_the_day_before_in_the_readers_zone_is_the_same_moment() -> None:
    head = ld('"datePublished": "2024-04-28T02:17:00Z"')
    assert published("<p>April 27, 2024</p>", head=head) == "2024-04-28T02:17+00:00"


def test_a_change_before_publication_is_none() -> None:
    head = ld('"datePublished": "2024-04-28", "dateModified": "2020-01-01"')
    assert dated(head=head).modified is None


def test_a_page_without_dates_has_none() -> None:
    assert dated("<p>Text.</p>") == Chronology(published=None, modified=None)
