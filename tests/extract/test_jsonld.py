"""schema.org data, whole and broken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.extract.jsonld import addresses, parse, read_structured, texts

ARTICLE = {"@type": "NewsArticle", "headline": "Tide", "author": {"name": "Jane Doe"}}


def headlines(*sources: str) -> list[Any]:
    """The headlines of the articles in ``sources``."""
    return [article.get("headline") for article in read_structured(sources).articles]


@pytest.mark.parametrize(
    "wrapped",
    [
        ARTICLE,
        [{"@type": "WebSite", "name": "Courier"}, ARTICLE],
        {"@graph": [{"@type": "Organization", "name": "Courier"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {"@type": ["Thing", "http://schema.org/NewsArticle"], "headline": "Tide"},
    ],
)
def test_the_article_is_found_wherever_it_is_nested(wrapped: Any) -> None:
    assert headlines(json.dumps(wrapped)) == ["Tide"]


def test_articles_of_a_list_of_links_are_not_the_pages_own() -> None:
    listing = {"@type": "ItemList", "itemListElement": [{"item": ARTICLE}]}
    found = read_structured([json.dumps(listing)])
    assert found.articles == ()
    assert found.listing


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "Article", "headline": "Tide",}',
        '{"@type": "Article", "headline": "Tide"};',
        '<!-- {"@type": "Article", "headline": "Tide"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Tide"}\n//]]>',
        '{"@type": "Article"\n"headline": "Tide"}',
        '{"@type": "Article", "headline": "Tide", "text": "It\\\'s"}',
        '{"@type": "Article", "headline": "Tide", "text": "two\nlines"}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Tide&quot;}",
        '\ufeff{"@type": "Article", "headline": "Tide"}',
        '{"@type": "Article", "headline": "Tide", "text": "a "quoted" word"}',
        '{"@type": "Article", "headline": "Tide", "text": "cut off',
    ],
)
def test_obvious_breakage_is_repaired(broken: str) -> None:
    assert headlines(broken) == ["Tide"]


def test_several_values_in_one_script_are_all_read() -> None:
    assert headlines(
        '{"@type": "Article", "headline": "A"}\n{"@type": "Article", "headline": "B"}'
    ) == [
        "A",
        "B",
    ]


def test_names_are_found_behind_references_lists_and_objects() -> None:
    people = {"#jane": {"name": "Jane Doe"}}
    value = ["John Roe", {"@id": "#jane"}, {"name": ["Ann &amp; Bob"]}, 7, None, {"@id": "#gone"}]
    assert list(texts(value, people)) == ["John Roe", "Jane Doe", "Ann & Bob"]


def test_addresses_are_found_in_strings_and_objects() -> None:
    value = ["/a.jpg", {"url": "/b.jpg"}, {"@type": "ImageObject", "contentUrl": "/c.jpg"}]
    assert list(addresses(value, {})) == ["/a.jpg", "/b.jpg", "/c.jpg"]


def test_depth_does_not_matter() -> None:
    assert parse("[" * 100_000) == []
    assert headlines('{"mainEntity": ' * 500 + "{}" + "}" * 500) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "name", "headline", "author", "url", "publisher"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read(value: Any) -> None:
    found = read_structured([json.dumps(value)])
    for article in found.articles:
        assert all(isinstance(name, str) for name in texts(article.get("author"), found.by_id))


@given(st.text(max_size=200) | st.text(alphabet='{}[]",:\\@type headline&;', max_size=200))
def test_any_text_is_survived(source: str) -> None:
    assert isinstance(parse(source), list)
