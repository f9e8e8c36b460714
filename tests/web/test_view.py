from feeds.config import Settings
from feeds.model import Concern, SourceState, Trouble
from feeds.store import Store
from feeds.web.view import Health, Pulse, View, beside, health
from tests.web.building import HOUR, NOW, failure, find, went_well, went_wrong


def view(settings: Settings, store: Store, silence: float = 0.0) -> View:
    return View(settings, store, lambda: NOW, lambda: silence)


def test_health_is_read_from_what_the_store_remembers() -> None:
    assert health(SourceState(source="a")) is Health.WAITING
    assert health(SourceState(source="a", last_check=NOW)) is Health.WELL
    assert health(SourceState(source="a", last_check=NOW, failures=1)) is Health.FAILING
    quiet = Concern(source="a", kind=Trouble.QUIET, since=NOW, began=NOW)
    assert health(SourceState(source="a", last_check=NOW), [quiet]) is Health.AILING
    assert health(SourceState(source="a", last_check=NOW, failures=1), [quiet]) is Health.FAILING


def test_a_failure_and_that_it_lasts_are_told_once() -> None:
    concerns = [
        Concern(source="a", kind=kind, since=NOW, began=NOW)
        for kind in (Trouble.BLOCKED, Trouble.SHORT)
    ]
    assert beside(SourceState(source="a", failures=1), concerns) == tuple(concerns[1:])
    assert beside(SourceState(source="a"), concerns) == tuple(concerns)


def test_the_dashboard_counts_all_sources_whatever_it_shows(
    settings: Settings, store: Store
) -> None:
    went_well(store, "news", find("one"), find("two"))
    went_wrong(store, "quiet", failure())
    shown = view(settings, store).dashboard(show=Health.WELL)

    assert [source.feed.name for source in shown.sources] == ["news"]
    assert shown.counts == {**dict.fromkeys(Health, 0), Health.FAILING: 1, Health.WELL: 1}
    assert shown.articles == 2
    assert shown.last_check == NOW
    assert (shown.page, shown.pages) == (1, 1)


def test_what_is_stored_of_sources_no_longer_followed_is_not_counted(
    settings: Settings, store: Store
) -> None:
    went_well(store, "gone", find("one"))
    shown = view(settings, store).dashboard()

    assert shown.articles == 0
    assert shown.last_check is None
    assert [source.health for source in shown.sources] == [Health.WAITING, Health.WAITING]


def test_checks_are_told_oldest_first(settings: Settings, store: Store) -> None:
    went_well(store, "news", at=NOW - HOUR)
    went_well(store, "news", find("one"), at=NOW)
    page = view(settings, store).source("news")

    assert page is not None
    assert [check.new for check in page.source.checks] == [0, 1]


def test_what_is_not_followed_has_no_page(settings: Settings, store: Store) -> None:
    went_well(store, "gone", find("one"))

    assert view(settings, store).source("gone") is None
    assert view(settings, store).article("urn:uuid:none") is None


def test_the_pulse_is_good_while_the_scheduler_ticks_and_the_store_answers(
    settings: Settings, store: Store
) -> None:
    assert view(settings, store, silence=1.0).pulse().ok
    assert not view(settings, store, silence=3600.0).pulse().ok
    assert not Pulse(silence=0.0, store=False).ok
