"""What is read off a page's blocks one by one."""

from __future__ import annotations

from feeds.extract.blocks import read
from feeds.extract.traits import MOST_COPIES, TAG_NUMBERS, Traits, traits

DESCRIPTION = "The rain returned to the valley, which had waited for it since the spring."


def seen(html: str, title: str = "", described: str = "") -> Traits:
    return traits(read(html), title, [described] if described else [])


def test_tags_have_numbers_and_headings_their_levels() -> None:
    found = seen("<h2>One</h2><p>Two</p><pre>Three</pre><li>Four</li>")
    assert [*found.tag] == [2, TAG_NUMBERS["p"], TAG_NUMBERS["pre"], 0]


def test_equal_texts_are_counted_up_to_a_bound() -> None:
    found = seen("<p>Share</p>" * 2 + "<p>Rain</p>" + "<p>More</p>" * 300)
    assert [*found.copies[:4]] == [2, 2, 1, MOST_COPIES]


def test_blocks_of_one_tag_and_class_in_one_are_alike() -> None:
    found = seen("<main><p>a</p><p>b</p><p class=x>c</p></main><div><p>d</p></div>")
    first, second, named, elsewhere = found.alike
    assert first == second
    assert len({first, named, elsewhere}) == 3


def test_the_title_is_recognised_in_whole_and_in_part_whatever_its_case() -> None:
    title = "Rain returns to the valley | The Valley Paper"
    found = seen("<h1>RAIN RETURNS to the valley</h1><p>Rain</p><p>Snow falls elsewhere</p>", title)
    assert found.titled == [0]


def test_a_block_that_begins_like_the_description_is_a_lead() -> None:
    page = f"<p>Home</p><p>{DESCRIPTION} Farmers rejoiced.</p>"
    assert seen(page, described=DESCRIPTION).leads == [1]
    assert seen(page, described="Short").leads == []
