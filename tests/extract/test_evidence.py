"""A host's record: what fades of it, how large it is, and how it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from feeds.extract.batch import extract_batch
from feeds.extract.blocks import read
from feeds.extract.evidence import WINDOW, Evidence
from feeds.extract.measures import measure
from feeds.extract.sighting import Feature, see
from feeds.model import Page, Rules, SiteProfile
from tests.extract.sites.furniture import INVENTED, KNOWN
from tests.extract.sites.measuring import MadePage, site
from tests.extract.sites.pages import EMPTY, clean, prose, written
from tests.extract.sites.prose import ENGLISH
from tests.extract.sites.templates import blog, hashed

PLACES = {
    *(Feature.PLACE, Feature.BODY_AT, Feature.PLAIN_AT, Feature.MANY_AT, Feature.LINK_AT),
    Feature.TEMPLATE,
}


# -- what fades ----------------------------------------------------------------------------------


def places(pages: Sequence[MadePage]) -> set[int]:
    """All that these pages show of their places."""
    seen = (see(measure(read(each.html)), each.url, each.story.title, ()) for each in pages)
    return {each for one in seen for each in one.features if each >> 32 in PLACES}


def remembered(profile: SiteProfile) -> set[int]:
    return set(Evidence.decode(profile.evidence).features)


def test_thirty_pages_after_a_redesign_the_old_places_are_forgotten() -> None:
    old = site(blog, ENGLISH, KNOWN, 40, seed=5)
    new = site(hashed, ENGLISH, INVENTED, 30, seed=6)
    gone = places(old) - places(new)
    profile = clean(old).profile
    for each in new:
        assert remembered(profile) & gone
        profile = clean([each], profile).profile
    assert not remembered(profile) & gone
    assert remembered(profile) > places(new)


def test_thirty_pages_after_a_small_redesign_a_box_s_place_is_the_article_s() -> None:
    def page_of(number: int, notes: str) -> Page:
        link = f"<p class='notes'><a href='/tag/{number}'>{ENGLISH.heading(Random(number))}</a></p>"
        return written(number, *prose(number), around="{}" + notes.format(link))

    before = [page_of(number, "<div class='end'>{}</div>") for number in range(20)]
    profile = extract_batch(before, Rules(), EMPTY).profile
    place = Feature.LINK_AT << 32 | end_of(before[0])
    assert place in remembered(profile)
    after = [page_of(number, "") for number in range(20, 50)]
    for each in after:
        profile = extract_batch([each], Rules(), profile).profile
    assert place not in remembered(profile)


def end_of(page: Page) -> int:
    """The place of a page's last block."""
    return see(measure(read(page.body)), page.url, "", ()).fine[-1]


def test_two_templates_that_live_side_by_side_both_keep_their_places() -> None:
    news = site(blog, ENGLISH, KNOWN, 40, seed=7)
    live = site(hashed, ENGLISH, KNOWN, 10, seed=8)
    profile = EMPTY
    for at, each in enumerate(live):
        profile = clean([*news[4 * at : 4 * at + 4], each], profile).profile
    assert remembered(profile) >= places(news[-9:]) | places(live)


# -- the record ----------------------------------------------------------------------------------


def test_a_profile_is_bounded_and_quick_however_much_it_saw() -> None:
    profile = EMPTY
    for start in range(0, 192, WINDOW):
        chance = Random(start)
        pages = [
            written(
                start + at,
                *prose(start + at, 25),
                *(f"<div>{chance.random()} one of many</div>" for _ in range(400)),
            )
            for at in range(WINDOW)
        ]
        profile = extract_batch(pages, Rules(), profile).profile
    assert profile.pages == 192
    assert len(profile.evidence) <= 100_000


def test_a_record_survives_storage() -> None:
    evidence = Evidence.decode(clean(site(blog, ENGLISH, KNOWN, 20)).profile.evidence)
    assert Evidence.decode(evidence.encode()) == evidence
    assert evidence.encode() == Evidence.decode(evidence.encode()).encode()


@pytest.mark.parametrize(
    "damage", [b"", b"feeds-profile\x7f123", b"feeds-profile\x01not zlib", b"\x00"]
)
def test_an_unknown_record_is_an_empty_one(damage: bytes) -> None:
    assert Evidence.decode(damage) == Evidence()


def test_a_record_cut_short_is_an_empty_one() -> None:
    whole = clean(site(blog, ENGLISH, KNOWN, 5)).profile.evidence
    assert Evidence.decode(whole[: len(whole) // 2]) == Evidence()
