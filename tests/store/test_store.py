"""The store's contract, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from feeds.extract.verdict import Refusal
from feeds.model import (
    Block,
    Failure,
    Page,
    RefreshResult,
    RefreshStatus,
    SiteProfile,
    SourceKind,
    SourceState,
    Stage,
    Trail,
    Validators,
    Visit,
)
from feeds.store import Store
from tests.store.building import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    article,
    find,
    link,
    miss,
    outcome,
    prose,
    url,
    words,
)


def titles(store: Store, *sources: str, limit: int = 50) -> list[str]:
    return [entry.article.title for entry in store.latest(sources or ("news",), limit)]


def counts(result: RefreshResult) -> tuple[int, int, int]:
    return result.new, result.changed, result.unchanged


# -- what was saved comes back ---------------------------------------------------------------


def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    whole = article(
        authors=("Ana Núñez", "李雷"),
        published=datetime(2026, 11, 21, 8, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        modified=datetime(1969, 7, 20, 20, 17, 40, 123456, tzinfo=UTC),
        language="es-MX",
        image="https://news.example/i.jpg",
        site_name="News",
        tags=("moon", "λ"),
        summary="A summary.",
        canonical_url=url("story-1"),
        free=False,
        removed=(Block(text="Share", position="div.share", rule="phrase list", evidence="en"),),
    )
    store.save(outcome(replace(find(), article=whole)))
    (entry,) = store.latest(["news"], 10)
    assert entry.article == whole
    assert entry.article.published is not None
    assert entry.article.published.utcoffset() == timedelta(hours=5, minutes=45)
    assert (entry.source, entry.first_seen, entry.published) == ("news", NOW, whole.published)
    assert store.entry(entry.id) == entry


def test_an_unknown_id_has_no_entry(store: Store) -> None:
    assert store.entry("urn:uuid:00000000-0000-0000-0000-000000000000") is None


def test_a_source_never_refreshed_has_an_empty_state(store: Store) -> None:
    assert store.state("news") == SourceState(source="news")
    assert store.states() == []
    assert store.history("news") == []


def test_a_state_comes_back_as_it_was_saved(store: Store) -> None:
    state = SourceState(
        source="news",
        title="The News",
        trail=Trail(
            kind=SourceKind.SITEMAP,
            url="https://news.example/sitemap.xml",
            validators=Validators(etag='W/"x"', last_modified="Sat, 21 Nov 2026 00:00:00 GMT"),
        ),
        recipe="abc",
        interval=900.5,
        next_due=NOW + HOUR,
        last_check=NOW,
        last_success=NOW - DAY,
        failures=3,
        last_failure=Failure(stage=Stage.COLLECT, kind="network", url=url("x"), detail="refused"),
    )
    store.save(outcome(state=state))
    assert store.state("news") == state
    assert store.states() == [state]


def test_a_state_without_a_trail_forgets_the_one_before(store: Store) -> None:
    trail = Trail(kind=SourceKind.FEED, url="https://news.example/feed")
    store.save(outcome(state=SourceState(source="news", trail=trail)))
    store.save(outcome(state=SourceState(source="news")))
    assert store.state("news").trail is None


def test_a_profile_comes_back_and_the_last_one_counts(store: Store) -> None:
    assert store.profile("news.example") == SiteProfile(host="news.example")
    first = SiteProfile(host="news.example", pages=1, evidence=b"\x00\xff")
    last = replace(first, pages=2, evidence=b"")
    store.save(outcome(profiles=(first,)))
    store.save(outcome(profiles=(last,)))
    assert store.profile("news.example") == last


def test_history_is_kept_latest_first_and_bounded(store: Store) -> None:
    for number in range(105):
        store.save(outcome(at=NOW + number * MINUTE, misses=(miss(),)))
    history = store.history("news", 1000)
    assert [result.started for result in history[:2]] == [NOW + 104 * MINUTE, NOW + 103 * MINUTE]
    assert len(history) == 100
    assert history[0].failures == (miss().failure,)
    assert len(store.history("news", 3)) == 3


def test_two_refreshes_at_one_moment_are_both_remembered(store: Store) -> None:
    store.save(outcome(find()))
    store.save(outcome(find()))
    assert [result.new for result in store.history("news")] == [0, 1]


# -- identity --------------------------------------------------------------------------------


def test_a_second_refresh_adds_nothing_and_changes_nothing(store: Store) -> None:
    assert counts(store.save(outcome(find("a"), find("b")))) == (2, 0, 0)
    before = store.latest(["news"], 10)
    assert counts(store.save(outcome(find("a"), find("b"), at=NOW + HOUR))) == (0, 0, 2)
    assert store.latest(["news"], 10) == before


def test_an_edit_keeps_id_and_first_seen_and_moves_updated(store: Store) -> None:
    store.save(outcome(find()))
    (before,) = store.latest(["news"], 10)
    result = store.save(outcome(find(text=words("edited")), at=NOW + HOUR))
    (after,) = store.latest(["news"], 10)
    assert counts(result) == (0, 1, 0)
    assert (after.id, after.first_seen) == (before.id, before.first_seen)
    assert after.updated == NOW + HOUR
    assert after.article.text == words("edited")


def test_the_same_text_under_a_second_address_is_the_same_entry(store: Store) -> None:
    store.save(outcome(find("a")))
    (before,) = store.latest(["news"], 10)
    again = find("a", at=link("elsewhere"), url=url("elsewhere"))
    assert counts(store.save(outcome(again))) == (0, 0, 1)
    assert store.latest(["news"], 10) == [before]
    assert store.wanted("news", [link("elsewhere")], NOW).links == ()


def test_an_edition_under_a_second_address_is_the_same_entry(store: Store) -> None:
    store.save(outcome(find("a", title="Ferry", text=prose())))
    (before,) = store.latest(["news"], 10)
    edited = find("b", title="Ferry", text=prose("It came at noon."))
    assert counts(store.save(outcome(edited, at=NOW + HOUR))) == (0, 1, 0)
    (after,) = store.latest(["news"], 10)
    assert (after.id, after.article.text) == (before.id, edited.article.text)
    assert store.wanted("news", [link("a"), link("b")], NOW).known == 2
    assert counts(store.save(outcome(edited, source="other"))) == (1, 0, 0)


def test_an_edition_of_what_was_cleaned_again_is_the_same_entry(store: Store) -> None:
    store.save(outcome(find("a", title="Ferry", text="Cookies? " + words("x"))))
    (entry,) = store.latest(["news"], 10)
    cleaner = replace(entry.article, text=prose())
    store.revise("news", [replace(entry, article=cleaner)])
    edited = find("b", title="Ferry", text=prose("It came at noon."))
    assert counts(store.save(outcome(edited, at=NOW + HOUR))) == (0, 1, 0)


def test_two_sources_may_have_the_same_article_each(store: Store) -> None:
    store.save(outcome(find(), source="news"))
    store.save(outcome(find(), source="other"))
    ids = {entry.id for entry in store.latest(["news", "other"], 10)}
    assert len(ids) == 2
    assert store.counts() == {"news": 1, "other": 1}


def test_an_id_is_a_uuid_urn_and_survives_the_loss_of_the_store(store: Store) -> None:
    store.save(outcome(find()))
    (entry,) = store.latest(["news"], 10)
    assert entry.id == "urn:uuid:843de151-4571-58e2-9f73-736e5a53287d"


def test_characters_that_no_feed_may_contain_are_not_stored(store: Store) -> None:
    bad = "a\x00b\x0b\ud800\ufffe\x85c"
    block = Block(text=bad, position=bad, rule=bad, evidence=bad)
    store.save(outcome(find(title=bad, text=bad, html=bad, tags=(bad,), removed=(block,))))
    (entry,) = store.latest(["news"], 10)
    assert {entry.article.title, entry.article.text, entry.article.html} == {"abc"}
    assert entry.article.tags == ("abc",)
    assert entry.article.removed == (Block(text="abc", position="abc", rule="abc", evidence="abc"),)
    assert counts(store.save(outcome(find(title=bad, text=bad, html=bad, tags=(bad,))))) == (
        0,
        1,
        0,
    )


def test_an_address_of_any_length_is_stored(store: Store) -> None:
    long = link(url=url("x" * 8000))
    store.save(outcome(find(at=long)))
    assert store.wanted("news", [long], NOW).known == 1


def test_a_batch_larger_than_a_statement_may_be_is_saved(store: Store) -> None:
    many = [find(f"story-{number}", at=link(f"story-{number}")) for number in range(1200)]
    assert store.save(outcome(*many)).new == 1200
    assert store.wanted("news", [f.link for f in many], NOW).known == 1200


# -- order -----------------------------------------------------------------------------------


def test_entries_come_newest_first(store: Store) -> None:
    store.save(
        outcome(
            find("old", published=NOW - 2 * DAY),
            find("new", published=NOW - HOUR),
            find("middle", published=NOW - DAY),
        )
    )
    assert titles(store) == ["About new", "About middle", "About old"]
    assert titles(store, limit=2) == ["About new", "About middle"]


def test_entries_without_a_date_keep_their_listings_order(store: Store) -> None:
    slugs = ["zulu", "alpha", "mike", "bravo"]
    store.save(outcome(*map(find, slugs)))
    assert titles(store) == [f"About {slug}" for slug in slugs]


def test_what_was_seen_later_comes_first_among_equal_dates(store: Store) -> None:
    store.save(outcome(find("earlier", published=NOW)))
    store.save(outcome(find("later", published=NOW), at=NOW + MINUTE))
    assert titles(store) == ["About later", "About earlier"]


def test_an_entry_without_a_date_has_the_moment_it_was_first_seen_for_ever(store: Store) -> None:
    store.save(outcome(find()))
    store.save(outcome(find(text=words("edited")), at=NOW + DAY))
    (entry,) = store.latest(["news"], 10)
    assert entry.published == NOW


def test_latest_looks_at_the_sources_asked_for(store: Store) -> None:
    store.save(outcome(find("a"), source="one"))
    store.save(outcome(find("b"), source="two", at=NOW + MINUTE))
    store.save(outcome(find("c"), source="three"))
    assert titles(store, "one", "two") == ["About b", "About a"]
    assert store.latest([], 10) == []


def test_dates_tell_a_sources_rhythm(store: Store) -> None:
    store.save(outcome(find("a", published=NOW - DAY), find("b")))
    assert store.dates("news", 10) == [NOW, NOW - DAY]
    assert store.dates("news", 1) == [NOW]


# -- which links to fetch --------------------------------------------------------------------


def test_only_links_of_unknown_articles_are_wanted_in_their_order(store: Store) -> None:
    store.save(outcome(find("b")))
    wanted = store.wanted("news", [link("c"), link("b"), link("a")], NOW)
    assert wanted.links == (link("c"), link("a"))
    assert wanted.known == 1


def test_an_article_is_known_by_its_upstream_id_under_a_new_address(store: Store) -> None:
    store.save(outcome(find("a", at=link("a", upstream_id="guid-1"))))
    assert store.wanted("news", [link("moved", upstream_id="guid-1")], NOW).known == 1


def test_an_article_is_known_by_the_address_it_redirected_to(store: Store) -> None:
    short = find("a", at=link(url="https://go.example/1"))
    store.save(outcome(replace(short, addresses=("https://go.example/1", url("a")))))
    assert store.wanted("news", [link("a")], NOW).known == 1


def test_a_link_listed_twice_is_fetched_once(store: Store) -> None:
    assert store.wanted("news", [link("a", title="A"), link("a")], NOW).links == (
        link("a", title="A"),
    )


def test_an_id_that_several_links_share_is_none(store: Store) -> None:
    store.save(outcome(find("a", at=link("a", upstream_id="same"))))
    wanted = store.wanted("news", [link(s, upstream_id="same") for s in "abc"], NOW)
    assert wanted.links == (link("b"), link("c"))


def test_a_failed_link_waits_longer_each_time_and_is_given_up(store: Store) -> None:
    now, waits = NOW, []
    for _ in range(5):
        store.save(outcome(at=now, misses=(miss(),)))
        assert store.wanted("news", [link()], now).pending == 1
        tried = now
        while not store.wanted("news", [link()], now).links:
            now += 15 * MINUTE
        waits.append(now - tried)
    assert waits == [15 * MINUTE, HOUR, 4 * HOUR, 16 * HOUR, 64 * HOUR]
    store.save(outcome(at=now, misses=(miss(),)))
    wanted = store.wanted("news", [link()], now + 30 * DAY)
    assert (wanted.links, wanted.waiting, wanted.pending) == ((), (link(),), 0)


def test_a_server_that_asks_for_more_time_gets_it(store: Store) -> None:
    store.save(outcome(misses=(miss(retry_after=7200.0),)))
    assert not store.wanted("news", [link()], NOW + HOUR).links
    assert store.wanted("news", [link()], NOW + 2 * HOUR).links


@pytest.mark.parametrize("reason", [reason for reason in Refusal if reason != Refusal.LISTING])
def test_what_stands_in_an_articles_place_may_be_gone_soon(store: Store, reason: str) -> None:
    store.save(outcome(misses=(miss(kind="not-an-article", detail=reason),)))
    assert store.wanted("news", [link()], NOW).pending == 1
    assert store.wanted("news", [link()], NOW + 15 * MINUTE).links


def test_a_list_of_articles_is_left_alone_for_a_month(store: Store) -> None:
    store.save(outcome(misses=(miss(kind="not-an-article", detail=Refusal.LISTING),)))
    wanted = store.wanted("news", [link()], NOW + 29 * DAY - HOUR)
    assert (wanted.links, wanted.waiting) == ((), (link(),))
    assert store.wanted("news", [link()], NOW).pending == 0
    assert store.wanted("news", [link()], NOW + 30 * DAY).links


def test_a_link_that_worked_at_last_starts_afresh(store: Store) -> None:
    store.save(outcome(misses=(miss("a"),)))
    store.save(outcome(find("a"), at=NOW + HOUR))
    wanted = store.wanted("news", [link("a")], NOW + HOUR)
    assert (wanted.known, wanted.waiting) == (1, ())


def test_an_article_had_from_its_feed_is_known_and_its_page_still_owed(store: Store) -> None:
    page = Page(url=url("a"), requested=url("a"), body=b"", fetched_at=NOW)
    carrying = link("a", carried=page)
    refused = replace(miss("a", detail="403"), link=carrying)
    store.save(outcome(find("a", at=carrying), misses=(refused,)))
    wanted = store.wanted("news", [carrying], NOW)
    assert (wanted.links, wanted.known, wanted.pending) == ((), 1, 1)
    wanted = store.wanted("news", [carrying], NOW + HOUR)
    assert (wanted.links, wanted.known, wanted.waiting) == ((carrying,), 0, ())
    store.save(outcome(find("a", at=carrying), at=NOW + HOUR))
    assert store.wanted("news", [carrying], NOW + DAY).known == 1


def test_misses_are_forgotten_when_their_links_are_long_gone(store: Store) -> None:
    for _ in range(6):
        store.save(outcome(misses=(miss("gone"),)))
    store.save(outcome(at=NOW + 121 * DAY, misses=(miss("other"),)))
    assert store.wanted("news", [link("gone")], NOW + 121 * DAY).links


def test_what_was_passed_over_is_not_wanted(store: Store) -> None:
    past = (link("a"), link("b", upstream_id="guid-b"))
    store.save(outcome(passed=past))
    moved = link("b-moved", upstream_id="guid-b")
    wanted = store.wanted("news", [link("a"), moved, link("c")], NOW)
    assert (wanted.links, wanted.passed, wanted.known) == ((link("c"),), (link("a"), moved), 0)
    assert store.wanted("other", past, NOW).links == past
    store.save(outcome(find("a")))
    assert store.wanted("news", past, NOW).known == 1


def test_what_was_passed_over_stays_so_until_it_is_parted_anew(store: Store) -> None:
    store.save(outcome(passed=(link("a"), link("b"))))
    store.save(outcome(find("c")))
    assert store.wanted("news", [link("a"), link("b")], NOW).links == ()
    store.save(outcome(passed=(link("b"),)))
    assert store.wanted("news", [link("a"), link("b")], NOW).links == (link("a"),)
    store.save(outcome(passed=()))
    assert store.wanted("news", [link("a"), link("b")], NOW).passed == ()


# -- which articles to look at again ---------------------------------------------------------


def page_of(slug: str, **validators: str) -> Page:
    return Page(
        url=url(slug),
        requested=url(slug),
        body=b"",
        validators=Validators(**validators),
        fetched_at=NOW,
    )


def test_a_visit_is_remembered_with_what_the_page_came_with(store: Store) -> None:
    met = replace(find("a"), page=page_of("a", etag='"1"', last_modified="then"))
    store.save(outcome(met, find("b")))
    (entry,) = (e for e in store.latest(["news"], 9) if e.article.url == url("a"))
    (visit,) = store.visits("news", [link("a"), link("c")], 9, NOW)
    assert visit == Visit(
        link=link("a", title="About a"),
        entry=entry.id,
        at=NOW,
        validators=Validators(etag='"1"', last_modified="then"),
    )
    store.save(outcome(at=NOW + HOUR, confirmed=(visit,)))
    assert store.visits("news", [link("a")], 9, NOW) == (replace(visit, at=NOW + HOUR),)
    assert store.visits("other", [link("a")], 9, NOW) == ()


def test_an_entry_without_a_visit_was_looked_at_when_it_was_first_seen(store: Store) -> None:
    store.save(outcome(find("a", published=NOW - DAY)))
    assert [visit.at for visit in store.visits("news", [link("a")], 9, NOW + DAY)] == [NOW]


def test_only_the_latest_entries_are_looked_at_again(store: Store) -> None:
    store.save(outcome(find("a", published=NOW - DAY), find("b")))
    (visit,) = store.visits("news", [link("a"), link("b")], 1, NOW)
    assert visit.link.url == url("b")


def test_a_look_that_failed_is_tried_again_as_any_other(store: Store) -> None:
    store.save(outcome(find("a")))
    now = NOW
    for wait in [15 * MINUTE, HOUR, 4 * HOUR, 16 * HOUR, 64 * HOUR]:
        store.save(outcome(at=now, misses=(miss("a"),)))
        (visit,) = store.visits("news", [link("a")], 9, now)
        assert visit.retry_at == now + wait
        now += wait
    store.save(outcome(at=now, confirmed=(visit,)))
    assert [v.retry_at for v in store.visits("news", [link("a")], 9, now)] == [None]
    for _ in range(6):
        store.save(outcome(at=now, misses=(miss("a"),)))
    assert store.visits("news", [link("a")], 9, now) == ()


# -- when a source is due --------------------------------------------------------------------


def test_the_never_seen_are_due_first_then_the_longest_overdue(store: Store) -> None:
    for name, due in [("late", NOW - DAY), ("later", NOW - 2 * DAY), ("soon", NOW + MINUTE)]:
        state = SourceState(source=name, next_due=due, last_check=NOW - 3 * DAY)
        store.save(outcome(source=name, state=state, at=NOW - 3 * DAY))
    names = ["soon", "late", "never", "later"]
    assert store.due(names, NOW) == ["never", "later", "late"]
    assert store.due(names, NOW + MINUTE) == ["never", "later", "late", "soon"]


def test_a_source_being_refreshed_is_not_due(store: Store) -> None:
    assert store.lease("news", "me", NOW, 60)
    assert store.due(["news"], NOW) == []
    assert store.due(["news"], NOW + MINUTE) == ["news"]


def test_a_source_checked_in_the_future_is_due_for_the_clock_was_wrong(store: Store) -> None:
    then = NOW + 365 * DAY
    state = SourceState(source="news", last_check=then, next_due=then + HOUR)
    store.save(outcome(state=state))
    assert store.due(["news"], NOW) == ["news"]


# -- what is published -----------------------------------------------------------------------


def test_a_source_is_unpublished_from_the_save_until_it_is_said_to_be_published(
    store: Store,
) -> None:
    store.save(outcome(find()))
    assert store.state("news").unpublished
    store.published("news")
    assert not store.state("news").unpublished
    store.save(outcome(find()))
    assert not store.state("news").unpublished
    store.save(outcome(find(title="Another title")))
    assert store.state("news").unpublished


def test_only_new_articles_move_the_moment_of_the_last_one(store: Store) -> None:
    store.save(outcome(find("a")))
    store.save(outcome(find("a", title="Edited"), at=NOW + HOUR))
    assert store.state("news").last_new == NOW
    store.save(outcome(find("b"), at=NOW + 2 * HOUR))
    assert store.state("news").last_new == NOW + 2 * HOUR


# -- all or nothing --------------------------------------------------------------------------


def test_a_save_that_fails_leaves_nothing_of_itself(store: Store) -> None:
    store.save(outcome(find("a")))
    broken = replace(find("b"), article=article("b", published=datetime(2026, 1, 1)))  # noqa: DTZ001
    with pytest.raises(TypeError):
        store.save(outcome(find("c"), broken, at=NOW + HOUR))
    assert titles(store) == ["About a"]
    assert len(store.history("news")) == 1


def test_the_result_counts_what_became_of_the_refresh(store: Store) -> None:
    store.save(outcome(find("a"), find("b")))
    before = RefreshResult(
        source="news", status=RefreshStatus.OK, started=NOW, links=9, unchanged=4, seconds=1.5
    )
    given = replace(outcome(find("a"), find("b", title="New"), find("c")), result=before)
    result = store.save(given)
    assert result == replace(before, new=1, changed=1, unchanged=5)
    assert store.history("news", 1) == [result]
