"""An article that its site gives another address, with or without an edit, stays one entry."""

from __future__ import annotations

from dataclasses import replace

from tests.following import Follow
from tests.news import Story, article_page, listing, news_site, story
from tests.site import Reply

ADDRESS = "/2026/12/the-same-story-once-more"


def edited(number: int) -> Story:
    """The story with another sentence in one place."""
    first, *others = story(number).paragraphs
    told, _, rest = first.partition(". ")
    return replace(
        story(number),
        paragraphs=(f"{told}. Nobody was available for comment at the weekend. {rest}", *others),
    )


def republished(article: Story, *numbers: int) -> dict[str, Reply]:
    """The listing with ``article`` at another address, above the stories of these numbers."""
    shown = listing(map(story, numbers)).body
    assert isinstance(shown, bytes)
    card = f"<article><h2><a href='{ADDRESS}'>{article.title}</a></h2></article>"
    front = Reply(
        headers={"Content-Type": "text/html"},
        body=shown.replace(b"<main>", f"<main>{card}".encode()),
    )
    return {"/": front, ADDRESS: article_page(article)}


def test_an_edited_article_under_another_address_is_a_revision(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    ids = {item["title"]: item["id"] for item in bench.items}
    bench.site.pages.update(republished(edited(1), 1, 2, 3))
    result = bench.refresh()
    assert (result.new, result.changed, result.failures) == (0, 1, ())
    assert {item["title"]: item["id"] for item in bench.items} == ids
    assert "Nobody was available for comment" in bench.file("news.json").decode()
    assert bench.refresh().new == 0
    assert bench.site.requests(ADDRESS) == 1


def test_an_article_that_stands_there_twice_at_first_comes_once(follow: Follow) -> None:
    bench = follow({**news_site(1, 2, 3), **republished(edited(1), 1, 2, 3)})
    assert bench.refresh().new == 3
    files = bench.files()
    assert b"Nobody was available for comment" in files["news.json"]
    bench.reclean()
    assert bench.files() == files


def test_stories_made_of_the_same_sentences_stay_apart(follow: Follow) -> None:
    numbers = range(1, 49)
    bench = follow(news_site(*numbers))
    assert bench.refresh().new == len(numbers)


def test_the_same_report_with_other_numbers_is_another_one(follow: Follow) -> None:
    bench = follow(news_site(1, 2, 3))
    bench.refresh()
    first, *others = story(1).paragraphs
    report = replace(story(1), paragraphs=(first.replace("file 1", "file 4711"), *others))
    bench.site.pages.update(republished(report, 1, 2, 3))
    assert bench.refresh().new == 1
