"""Which article is which, and when it has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Article, Block, Entry, Find
from feeds.store import identity
from feeds.store.identity import Merged, Name
from tests.store.building import DAY, HOUR, NOW, article, find, link, prose, url, words

LATER = NOW + HOUR


class Shelf:
    """What a source has, kept as the store keeps it."""

    def __init__(self, *finds: Find) -> None:
        self.known: dict[Name, Entry] = {}
        self.add(*finds)

    def add(self, *finds: Find) -> Merged:
        named = map(identity.named, finds)
        merged = identity.merge("news", named, self.known, LATER if self.known else NOW)
        entries = {
            entry.id: entry for entry in (*self.known.values(), *merged.new, *merged.changed)
        }
        owners = {name: entry.id for name, entry in self.known.items()} | dict(merged.names)
        self.known = {name: entries[id_] for name, id_ in owners.items()}
        return merged


def kinds(merged: Merged) -> tuple[int, int, int]:
    return len(merged.new), len(merged.changed), merged.unchanged


def entry_of(found: Find) -> Entry:
    return identity.first("news", found, NOW)


# -- the same or another ---------------------------------------------------------------------


def test_an_article_met_again_is_the_same() -> None:
    shelf = Shelf(find())
    assert kinds(shelf.add(find())) == (0, 0, 1)


def test_an_article_met_twice_in_one_batch_is_one() -> None:
    again = find("a", at=link("other"), url=url("other"))
    assert kinds(Shelf().add(find("a"), again)) == (1, 0, 1)


def test_an_article_keeps_its_identity_when_the_site_changes_its_ids() -> None:
    shelf = Shelf(find(at=link(upstream_id="old")))
    assert kinds(shelf.add(find(at=link(upstream_id="new")))) == (0, 0, 1)


def test_an_edited_article_at_a_new_address_is_known_by_its_upstream_id() -> None:
    shelf = Shelf(find("a", at=link("a", upstream_id="guid")))
    edited = find("b", at=link("b", upstream_id="guid"))
    assert kinds(shelf.add(edited)) == (0, 1, 0)


def test_every_address_of_an_article_leads_to_it() -> None:
    first = replace(find("a"), addresses=(url("a?utm_source=x"), url("a-final")))
    shelf = Shelf(first)
    edited = find("a", at=link("a-final"), text=words("edited"))
    assert kinds(shelf.add(edited)) == (0, 1, 0)


def test_an_address_is_believed_in_any_spelling() -> None:
    shelf = Shelf(
        replace(find("a"), addresses=("HTTPS://News.Example:443/2026/b?utm_medium=x#top",))
    )
    assert kinds(shelf.add(find("b"))) == (0, 1, 0)


def test_an_edited_article_of_a_site_that_moves_to_https_is_the_same() -> None:
    plain = url("a").replace("https", "http")
    shelf = Shelf(find("a", at=link(url=plain), url=plain))
    assert kinds(shelf.add(find("a", text=words("edited")))) == (0, 1, 0)


def test_a_declared_address_leads_to_the_article_if_the_title_agrees() -> None:
    shelf = Shelf(find("long-story-1"))
    amp = find("long-story-1-amp", title="About  LONG story 1!", canonical_url=url("long-story-1"))
    assert kinds(shelf.add(amp)) == (0, 1, 0)


def test_articles_that_all_declare_one_address_stay_apart() -> None:
    broken = url("the-template-of-2019")
    merged = Shelf().add(*(find(slug, canonical_url=broken) for slug in ("a", "b", "c")))
    assert kinds(merged) == (3, 0, 0)
    assert len({entry.id for entry in merged.new}) == 3


def test_a_declared_front_page_is_nobodys_address() -> None:
    shelf = Shelf(find("a", title="Same", canonical_url="https://news.example/"))
    assert kinds(shelf.add(find("b", title="Same", canonical_url="https://news.example/")))[0] == 1


@pytest.mark.parametrize("text", ["", "Only subscribers can read this article. Subscribe now!"])
def test_a_short_text_alone_does_not_make_two_articles_one(text: str) -> None:
    assert kinds(Shelf(find("a", text=text)).add(find("b", text=text))) == (1, 0, 0)


def test_a_short_text_with_title_and_date_does() -> None:
    same: dict[str, Any] = {"title": "Crossword", "text": "Play it here.", "published": NOW}
    shelf = Shelf(find("a", **same))
    assert kinds(shelf.add(find("b", **same)))[0] == 0
    tomorrow = same | {"published": NOW + DAY}
    assert kinds(shelf.add(find("c", **tomorrow)))[0] == 1


def test_a_text_is_the_same_whatever_its_spacing_case_and_quotes() -> None:
    text = words("said") + " “It’s done.”"
    other = words("SAID").replace(" ", "\n") + '  "It\'s done"'
    assert kinds(Shelf(find("a", text=text)).add(find("b", text=other)))[0] == 0


def test_an_edited_article_at_a_new_address_is_known_by_its_sentences() -> None:
    shelf = Shelf(find("a", title="Ferry", text=prose()))
    edited = find("b", title="Ferry", text=prose("It came at noon."))
    assert kinds(shelf.add(edited)) == (0, 1, 0)
    assert kinds(shelf.add(edited)) == (0, 0, 1)
    other = find("c", title="Ferry", text=prose("It came at noon.", "Then it left.", "So it goes."))
    assert kinds(shelf.add(other)) == (1, 0, 0)


def test_an_edition_met_later_that_is_earlier_changes_nothing() -> None:
    later = find("a", title="Ferry", text=prose("It came at noon."), published=NOW)
    earlier = find("b", title="Ferry", text=prose(), published=NOW - HOUR)
    assert kinds(Shelf(later).add(earlier)) == (0, 0, 1)
    assert kinds(Shelf(earlier).add(later)) == (0, 1, 0)
    undated = (
        find("a", title="Ferry", text=prose("At noon.")),
        find("b", title="Ferry", text=prose()),
    )
    (entry,) = Shelf().add(*undated).new
    assert entry.article.text == prose("At noon.")


def test_the_new_come_in_the_listings_order() -> None:
    merged = Shelf().add(*map(find, ["c", "a", "b"]))
    assert [entry.article.url for entry in merged.new] == [url("c"), url("a"), url("b")]


@given(st.lists(st.sampled_from("abcdef"), max_size=12), st.integers(0, 12))
def test_however_they_are_batched_each_article_is_stored_once(slugs: list[str], cut: int) -> None:
    shelf = Shelf()
    new = [*shelf.add(*map(find, slugs[:cut])).new, *shelf.add(*map(find, slugs[cut:])).new]
    assert sorted(entry.article.url for entry in new) == sorted(set(map(url, slugs)))


# -- links -----------------------------------------------------------------------------------


def test_an_id_repeated_on_several_addresses_is_no_id() -> None:
    links = identity.believable([link("a", upstream_id="x"), link("b", upstream_id="x")])
    assert [one.upstream_id for one in links] == [None, None]


def test_an_address_listed_twice_keeps_its_id_and_its_first_place() -> None:
    links = [link("a", upstream_id="x"), link("b"), link("a", upstream_id="x")]
    assert identity.believable(links) == (link("a", upstream_id="x"), link("b"))


def test_an_id_and_an_address_that_read_alike_are_two_names() -> None:
    shelf = Shelf(find("a", at=link("a", upstream_id=url("b"))))
    assert kinds(shelf.add(find("b")))[0] == 1


# -- changes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "About story 2"},
        {"text": words("story-1") + " Correction: it was 12, not 15."},
        {"text": words("story-1").replace("story-11 ", "")},
    ],
)
def test_other_words_are_an_edit(changes: dict[str, str]) -> None:
    before = entry_of(find())
    after = identity.revised(before, article(**changes), LATER)
    assert (after.id, after.first_seen, after.updated) == (before.id, NOW, LATER)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "ABOUT story-1."},
        {"text": words("story-1").replace(" ", "\n")},
        {"html": "<p>other markup</p>"},
        {"image": "https://news.example/other.jpg"},
        {"tags": ("new",)},
        {"summary": "Another summary."},
    ],
)
def test_other_clothes_are_stored_and_no_edit(changes: dict[str, Any]) -> None:
    before = entry_of(find())
    after = identity.revised(before, article(**changes), LATER)
    assert after != before
    assert after.updated == before.updated


BOX = Block(text="Jane Doe is a reporter.\nFollow her.", position="p", rule="biography")
JUNK = "Jane Doe is a reporter.\nFollow her."


def test_a_box_that_is_only_now_known_and_removed_is_no_edit() -> None:
    before = entry_of(find(text=f"{words('story-1')}\n{JUNK}"))
    cleaner = identity.revised(before, article(removed=(BOX,)), LATER)
    assert cleaner.article.text == words("story-1")
    assert cleaner.updated == before.updated


def test_a_paragraph_that_was_removed_as_a_box_and_comes_back_is_no_edit() -> None:
    before = entry_of(find(removed=(BOX,)))
    whole = identity.revised(before, article(text=f"{words('story-1')}\n{JUNK}"), LATER)
    assert whole.article.text.endswith(JUNK)
    assert whole.updated == before.updated


@pytest.mark.parametrize(
    "text",
    [
        words("story-1") + "\nCorrection: it was 12, not 15.",
        words("story-1").replace("story-11 ", ""),
        "Follow her.",
    ],
)
def test_an_edit_beside_a_removed_box_is_one(text: str) -> None:
    before = entry_of(find(text=f"{words('story-1')}\n{JUNK}"))
    assert identity.revised(before, article(text=text, removed=(BOX,)), LATER).updated == LATER


def test_an_article_met_under_a_second_address_when_its_site_is_known_is_not_edited() -> None:
    shelf = Shelf(find("a", text=f"{words('a')}\n{JUNK}", canonical_url=url("a")))
    again = find("a", at=link("print"), removed=(BOX,), canonical_url=url("a"))
    (changed,) = shelf.add(again).changed
    assert changed.article.text == words("a")
    assert changed.updated == NOW


def test_an_edit_keeps_the_address_and_date_first_published() -> None:
    before = entry_of(find(published=NOW - DAY, canonical_url=url("story-1")))
    given_now = article(url=url("x"), canonical_url=url("y"), published=NOW, title="New")
    kept = identity.revised(before, given_now, LATER).article
    assert (kept.url, kept.canonical_url, kept.published) == (
        url("story-1"),
        url("story-1"),
        NOW - DAY,
    )


def test_a_date_that_disappears_stays_and_one_that_comes_is_taken() -> None:
    dated = entry_of(find(published=NOW - DAY))
    assert identity.revised(dated, article(title="New"), LATER).published == NOW - DAY
    undated = entry_of(find())
    assert identity.revised(undated, article(published=NOW - DAY), LATER).published == NOW - DAY


def test_a_clock_put_back_does_not_take_updated_back() -> None:
    before = identity.revised(entry_of(find()), article(title="New"), LATER)
    assert identity.revised(before, article(title="Newer"), NOW - DAY).updated == LATER


def test_an_article_is_published_without_what_a_redirect_put_into_its_address() -> None:
    found = find()
    sent = replace(found.article, url=url("story-1") + ";jsessionid=0AF3?utm_source=front&page=2")
    assert entry_of(replace(found, article=sent)).article.url == url("story-1") + "?page=2"


# -- dates -----------------------------------------------------------------------------------


def test_updated_begins_at_the_pages_own_dates_and_not_after_now() -> None:
    def begins(**dates: Any) -> timedelta:
        return entry_of(find(**dates)).updated - NOW

    assert begins() == timedelta()
    assert begins(published=NOW - DAY) == -DAY
    assert begins(published=NOW - DAY, modified=NOW - HOUR) == -HOUR
    assert begins(published=NOW + DAY) == timedelta()


def test_a_page_without_a_date_has_that_of_its_feed_or_listing() -> None:
    def published(told: datetime, **dates: Any) -> datetime | None:
        found = find(**dates)
        dated = replace(found, link=replace(found.link, published=told))
        return entry_of(dated).article.published

    assert published(NOW - DAY) == NOW - DAY
    assert published(NOW - DAY, published=NOW - 2 * DAY) == NOW - 2 * DAY
    assert published(NOW + DAY) == NOW
    assert published(datetime(1, 1, 1, tzinfo=UTC)) is None
    assert published(datetime(1970, 1, 1, tzinfo=UTC)) is None


def test_a_date_far_in_the_future_does_not_hold_the_top_of_the_feed() -> None:
    assert identity.ordering_date(entry_of(find(published=NOW + 2 * DAY))) == NOW
    assert identity.ordering_date(entry_of(find(published=NOW + HOUR))) == NOW + HOUR
    assert identity.ordering_date(entry_of(find(published=NOW - HOUR))) == NOW - HOUR
    assert identity.ordering_date(entry_of(find())) == NOW


def test_an_article_is_published_when_it_was_first_seen_at_the_latest() -> None:
    assert entry_of(find(published=NOW - HOUR)).published == NOW - HOUR
    assert entry_of(find(published=NOW + HOUR)).published == NOW
    assert entry_of(find()).published == NOW


def test_merging_is_a_function_of_its_arguments() -> None:
    finds = [identity.named(f) for f in (find("a"), find("b"), find("a", title="Edited"))]
    assert identity.merge("news", finds, {}, NOW) == identity.merge("news", finds, {}, NOW)


def test_an_article_of_the_repeated_hour_is_the_same_when_met_again() -> None:
    repeated = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin"))
    shelf = Shelf(find(published=repeated, modified=repeated))
    assert kinds(shelf.add(find(published=repeated, modified=repeated))) == (0, 0, 1)


def test_another_source_gives_another_id() -> None:
    assert entry_of(find()).id != identity.first("other", find(), NOW).id


def test_a_shelf_of_untouched_articles_is_left_alone() -> None:
    kept: Article = article(authors=("A",), published=NOW)
    shelf = Shelf(replace(find(), article=kept))
    before = dict(shelf.known)
    shelf.add(replace(find(), article=kept))
    assert shelf.known == before
