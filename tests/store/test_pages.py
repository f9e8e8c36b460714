"""Raw pages: one for each entry, whole when read back, gone when old or too much."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import ColumnElement, Integer, Table, func, select, true, update
from zstandard import ZstdError

from feeds.config import RetentionSettings
from feeds.errors import DamagedPage
from feeds.model import Article, Find, Page, SiteProfile
from feeds.store import Store, recleaned, schema
from feeds.store.engine import open_engine, writing
from tests.store.building import DAY, HOUR, MINUTE, NOW, find, link, outcome, url, words
from tests.store.test_packing import noise

Open = Callable[..., Store]


@pytest.fixture
def open_store(address: str) -> Iterator[Open]:
    """Opens the same store again and again, each time with other limits."""
    stores: list[Store] = []

    def build(pages: str = "30d", pages_size: str = "2GB") -> Store:
        keep = RetentionSettings.model_validate({"pages": pages, "pages_size": pages_size})
        stores.append(Store.open(address, patience=5, keep=keep))
        return stores[-1]

    yield build
    for store in stores:
        store.close()


def page(slug: str, *, at: datetime = NOW, template: str = "one", own: int = 500) -> Page:
    """A page of 10 kB of template and ``own`` characters that no other page has."""
    body = f"<html>{noise(template, 10_000)}<p>{noise(slug, own)}</p></html>"
    return Page(
        url=url(slug),
        requested=url(f"{slug}?from=feed"),
        body=body.encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=at,
    )


def read(slug: str, page: Page) -> Find:
    return replace(find(slug), page=page)


def save(store: Store, *slugs: str, at: datetime = NOW, template: str = "one") -> list[Page]:
    """Save articles with their pages, fetched at that moment and after; the pages."""
    pages = [
        page(slug, at=at + timedelta(seconds=i), template=template) for i, slug in enumerate(slugs)
    ]
    finds = [read(slug, page) for slug, page in zip(slugs, pages, strict=True)]
    store.save(outcome(*finds, at=at))
    return pages


def slugs(count: int, prefix: str = "s") -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


def kept(store: Store) -> list[str]:
    """The slugs of the articles whose page is kept, the latest first."""
    found = store.pages(store.kept("news"))
    return [_slug(each.page) for each in found]


def _slug(page: Page) -> str:
    return page.url.rpartition("/")[2]


def dictionaries_in(address: str) -> int:
    engine = open_engine(address, 5)
    with engine.connect() as connection:
        count = connection.execute(
            select(func.count()).select_from(schema.dictionaries)
        ).scalar_one()
    engine.dispose()
    return int(count)


def cut_short(address: str, table: Table, where: ColumnElement[bool] | None = None) -> None:
    """Cut bodies in the middle, as a failing disk or a bad restore may."""
    engine = open_engine(address, 5)
    with writing(engine).begin() as connection:
        half = func.substr(table.c.body, 1, func.length(table.c.body, type_=Integer) // 2)
        connection.execute(
            update(table).where(true() if where is None else where).values(body=half)
        )
    engine.dispose()


# -- keeping -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 30])
def test_pages_come_back_whole_with_their_entries(open_store: Open, count: int) -> None:
    store = open_store()
    pages = save(store, *slugs(count))
    found = store.pages(store.kept("news"))
    assert [each.page for each in found] == pages[::-1]
    assert [each.entry for each in found] == [
        entry
        for each in found
        for entry in store.latest(["news"], 50)
        if entry.article.url == each.page.url
    ]


def test_pages_that_came_a_few_at_a_time_come_back_whole(open_store: Open) -> None:
    store = open_store()
    pages = [
        page
        for number in range(12)
        for page in save(store, f"a{number}", f"b{number}", at=NOW + number * MINUTE)
    ]
    assert [each.page for each in store.pages(store.kept("news"))] == pages[::-1]


def test_an_article_read_again_has_its_latest_page(open_store: Open) -> None:
    store = open_store()
    save(store, "s1", "s2")
    later = replace(page("s1", at=NOW + DAY), body=b"<p>edited</p>")
    store.save(outcome(read("s1", later), at=NOW + DAY))
    found = store.pages(store.kept("news"))
    assert [each.page.body for each in found] == [later.body, page("s2").body]


def test_an_article_met_under_two_addresses_has_one_page(open_store: Open) -> None:
    store = open_store()
    twice = replace(
        find("s1", at=link("other"), url=url("other"), text=words("s1")), page=page("other")
    )
    store.save(outcome(read("s1", page("s1")), twice))
    assert kept(store) == ["other"]


def test_pages_are_asked_for_in_any_order_and_unknown_ones_are_left_out(open_store: Open) -> None:
    store = open_store()
    save(store, *slugs(5))
    some = [*store.kept("news")[3:], "urn:uuid:unknown", store.kept("news")[0]]
    assert [each.entry.id for each in store.pages(some)] == [*some[:2], some[3]]
    assert store.kept("other") == []


def test_a_page_is_kept_beside_articles_that_have_none(open_store: Open) -> None:
    store = open_store()
    store.save(outcome(find("s1"), read("s2", page("s2")), find("s3")))
    assert kept(store) == ["s2"]


# -- dictionaries ------------------------------------------------------------------------------


def test_pages_of_one_template_take_little_beside_the_first(open_store: Open) -> None:
    store = open_store()
    save(store, *slugs(40))
    alone = open_store().bytes_kept()
    save(store, *slugs(40, "later"), at=NOW + DAY)
    assert store.bytes_kept() - alone < 40 * 700
    assert alone < 40 * 700 + 2 * 10_000


def test_a_redesign_gets_a_dictionary_of_its_own_and_the_old_pages_keep_theirs(
    open_store: Open, address: str
) -> None:
    store = open_store()
    old = save(store, *slugs(20, "old"))
    for day in range(1, 4):
        save(store, *slugs(10, f"day{day}-"), at=NOW + day * DAY, template="two")
    before = store.bytes_kept()
    save(store, *slugs(10, "last"), at=NOW + 4 * DAY, template="two")
    assert store.bytes_kept() - before < 10 * 700
    assert [each.page for each in store.pages(store.kept("news")[-20:])] == old[::-1]
    assert dictionaries_in(address) == 2


def test_a_dictionary_goes_with_the_last_page_that_needs_it(open_store: Open, address: str) -> None:
    store = open_store(pages="3d")
    save(store, *slugs(20, "old"))
    for day in range(1, 4):
        save(store, *slugs(10, f"day{day}-"), at=NOW + day * DAY, template="two")
    assert dictionaries_in(address) == 2
    save(store, "last", at=NOW + 4.5 * DAY, template="two")
    assert len(kept(store)) == 21
    assert dictionaries_in(address) == 1


def test_a_dictionary_goes_when_its_last_page_is_replaced(open_store: Open, address: str) -> None:
    store = open_store()
    save(store, "again")
    save(store, "again", *slugs(20), at=NOW + DAY)
    assert len(kept(store)) == 21
    assert dictionaries_in(address) == 1


# -- retention ---------------------------------------------------------------------------------


def test_pages_go_when_they_are_too_old_and_their_articles_stay(open_store: Open) -> None:
    store = open_store(pages="2d")
    save(store, "s1", "s2")
    save(store, "s3", at=NOW + DAY)
    store.save(outcome(at=NOW + 2 * DAY + MINUTE))
    assert kept(store) == ["s3"]
    store.save(outcome(at=NOW + 9 * DAY))
    assert kept(store) == []
    assert store.bytes_kept() == 0
    assert len(store.latest(["news"], 10)) == 3


def test_the_oldest_go_when_all_are_too_much(open_store: Open) -> None:
    store = open_store(pages_size="40KB")
    for number in range(60):
        save(store, f"s{number}", at=NOW + number * MINUTE)
        assert store.bytes_kept() <= 40_000
    left = kept(store)
    assert left == [f"s{number}" for number in range(59, 59 - len(left), -1)]
    assert len(left) > 20


def test_a_lowered_limit_is_reached_over_some_refreshes(open_store: Open) -> None:
    save(open_store(), *slugs(600))
    store = open_store(pages="1d")
    counts = []
    for number in range(4):
        store.save(outcome(at=NOW + 2 * DAY + number * MINUTE))
        counts.append(len(kept(store)))
    assert counts == [344, 88, 0, 0]


def test_without_retention_no_page_is_kept_and_those_there_go(open_store: Open) -> None:
    save(open_store(), "s1", "s2")
    store = open_store(pages="0s")
    save(store, "s3", at=NOW + DAY)
    assert kept(store) == []
    assert len(store.latest(["news"], 10)) == 3


def test_however_long_pages_are_to_stay_a_date_is_found_for_it(open_store: Open) -> None:
    store = open_store(pages="99999999d")
    save(store, "s1")
    assert kept(store) == ["s1"]


def test_saves_and_sweeps_of_many_threads_do_not_meet(open_store: Open) -> None:
    stores = [open_store(pages_size="60KB") for _ in range(2)]

    def fill(thread: int) -> None:
        for number in range(15):
            finds = [
                read(f"t{thread}-{n}", page(f"t{thread}-{n}", at=NOW + number * MINUTE))
                for n in (number, number // 2, number + 100)
            ]
            stores[thread % 2].save(outcome(*finds, source=f"news-{thread}", at=NOW))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(fill, range(4)))
    left = [found for n in range(4) for found in stores[0].pages(stores[0].kept(f"news-{n}"))]
    assert left
    assert all(each.page.body == page(_slug(each.page)).body for each in left)
    stores[0].save(outcome(at=NOW + 2 * HOUR))
    assert 0 < stores[0].bytes_kept() <= 60_000


# -- damaged -----------------------------------------------------------------------------------


def test_a_damaged_page_is_named_and_the_others_can_still_be_read(
    open_store: Open, address: str
) -> None:
    store = open_store()
    save(store, *slugs(6))
    cut_short(address, schema.pages, schema.pages.c.url == url("s2"))
    with pytest.raises(DamagedPage) as caught:
        store.pages(store.kept("news"))
    assert caught.value.url == url("s2")
    assert isinstance(caught.value.__cause__, ZstdError)
    others = [each.id for each in store.latest(["news"], 9) if each.article.url != url("s2")]
    assert len(store.pages(others)) == 5


def test_with_a_damaged_dictionary_new_pages_are_kept_all_the_same(
    open_store: Open, address: str
) -> None:
    store = open_store()
    save(store, *slugs(8))
    cut_short(address, schema.dictionaries)
    with pytest.raises(DamagedPage):
        store.pages(store.kept("news"))
    fresh = save(store, *slugs(6, "t"), at=NOW + DAY)
    assert [each.page for each in store.pages(store.kept("news")[:6])] == fresh[::-1]


# -- cleaned again -----------------------------------------------------------------------------


def shorter(article: Article) -> Article:
    return replace(article, text=words("rest"), html=f"<p>{words('rest')}</p>")


def test_a_recleaned_entry_keeps_its_id_addresses_and_dates(open_store: Open) -> None:
    store = open_store()
    save(store, "s1")
    (before,) = store.latest(["news"], 1)
    article = replace(shorter(before.article), url=url("elsewhere"), published=NOW - 9 * DAY)
    after = recleaned(before, article)
    store.revise("news", [after], [SiteProfile(host="news.example", pages=3)])
    (found,) = store.latest(["news"], 1)
    assert found == after
    assert found.article.text == words("rest")
    assert (found.id, found.first_seen) == (before.id, before.first_seen)
    assert (found.published, found.updated) == (before.published, before.updated)
    assert found.article.url == before.article.url
    assert store.profile("news.example").pages == 3


def test_a_recleaned_entry_has_its_feed_published_again(open_store: Open) -> None:
    store = open_store()
    save(store, "s1")
    store.published("news")
    (before,) = store.latest(["news"], 1)
    store.revise("news", [])
    assert not store.state("news").unpublished
    store.revise("news", [recleaned(before, shorter(before.article))])
    assert store.state("news").unpublished


def test_a_recleaned_article_is_known_by_its_new_text(open_store: Open) -> None:
    store = open_store()
    save(store, "s1")
    (before,) = store.latest(["news"], 1)
    store.revise("news", [recleaned(before, shorter(before.article))])
    store.save(outcome(find("copy", text=words("rest")), at=NOW + DAY))
    assert len(store.latest(["news"], 10)) == 1


def test_what_a_refresh_recleaned_is_committed_with_it(open_store: Open) -> None:
    store = open_store()
    save(store, "s1")
    (before,) = store.latest(["news"], 1)
    after = recleaned(before, shorter(before.article))
    result = store.save(outcome(find("s2"), at=NOW + DAY, recleaned=(after,)))
    assert (result.new, result.changed) == (1, 0)
    assert store.entry(before.id) == after
