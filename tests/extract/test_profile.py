"""What is learned of a site, and what must not be taken for boilerplate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.extract.batch import Batch, extract_batch
from feeds.extract.blocks import read
from feeds.extract.evidence import WINDOW, Evidence
from feeds.extract.measures import measure
from feeds.extract.sighting import Feature, see
from feeds.model import Article, Page, Rules, SiteProfile
from tests.extract.sites.furniture import FRENCH_WORDS, INVENTED, KNOWN
from tests.extract.sites.measuring import MadePage, score, site
from tests.extract.sites.prose import ENGLISH, FRENCH
from tests.extract.sites.templates import TEMPLATES, bare, blog, hashed, inside, semantic, tables

EMPTY = SiteProfile(host="news.example")
PLACES = {
    *(Feature.PLACE, Feature.BODY_AT, Feature.PLAIN_AT, Feature.MANY_AT, Feature.LINK_AT),
    Feature.TEMPLATE,
}
BOX = (
    "<div class='box'><h4>Lamplighters</h4>"
    "<p>Every dusk a gull brings seven pieces, free.</p></div>"
)


def page(url: str, html: str) -> Page:
    return Page(
        url=url,
        requested=url,
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def clean(pages: Sequence[MadePage], profile: SiteProfile = EMPTY) -> Batch:
    return extract_batch([page(each.url, each.html) for each in pages], Rules(), profile)


def articles(batch: Batch) -> list[Article]:
    found = [result for result in batch.results if isinstance(result, Article)]
    assert len(found) == len(batch.results)
    return found


def texts(batch: Batch) -> list[str]:
    return [article.text for article in articles(batch)]


def prose(number: int, count: int = 5) -> list[str]:
    """Paragraphs of article ``number``, unlike those of any other."""
    chance = Random(f"paragraphs/{number}")
    return [ENGLISH.paragraph(chance) + " " + ENGLISH.sentence(chance) for _ in range(count)]


def written(number: int, *parts: str, around: str = "{}") -> Page:
    """A page of article ``number``; ``parts`` are its body's HTML, or bare text for a paragraph."""
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    title = f"Article number {number} tells of {ENGLISH.title(Random(number))}"
    inner = around.format(f"<h1>{title}</h1><div class='text'>{body}</div>")
    return page(
        f"https://news.example/{number}/",
        f"<html><head><title>{title}</title></head>"
        f"<body><div class='wrap'>{inner}</div></body></html>",
    )


def cleaned(pages: Sequence[Page], profile: SiteProfile = EMPTY) -> list[Article]:
    return articles(extract_batch(pages, Rules(), profile))


# -- what it says --------------------------------------------------------------------------------


def test_a_removed_block_says_on_how_many_pages_it_stands() -> None:
    pages = [written(number, *prose(number)[:3], BOX, *prose(number)[3:]) for number in range(15)]
    article = cleaned(pages)[0]
    removed = {block.text: block for block in article.removed}
    assert removed["Lamplighters"].reason == "site profile: on 15 of 15 pages"
    assert removed["Lamplighters"].position.endswith("div.text > div.box > h4")


def test_a_link_to_another_article_says_so() -> None:
    pages = []
    for number in range(6):
        other = (number + 1) % 6
        title = f"Article number {other} tells of {ENGLISH.title(Random(other))}"
        link = f"<p><a href='/{other}/'>{title}</a></p>"
        pages.append(written(number, *prose(number)[:2], link, *prose(number)[2:]))
    for article in cleaned(pages):
        assert "Article number" not in article.text
        assert "links to another article of this site" in {block.rule for block in article.removed}


def test_a_text_that_differs_in_its_numbers_only_recurs() -> None:
    pages = [
        written(number, f"Last trimmed at {number + 9}:4{number}", *prose(number))
        for number in range(8)
    ]
    for article in cleaned(pages):
        assert "trimmed" not in article.text
        assert any("but for numbers or names" in block.evidence for block in article.removed)


def test_a_sentence_below_the_article_that_differs_in_its_dates_and_names_recurs() -> None:
    months = ("March", "May", "June", "July")
    pages = [
        written(
            number,
            *prose(number),
            f"First printed on {number + 2} {months[number % 4]} 2026 under another heading, "
            f"and trimmed for these pages by {ENGLISH.authors[number % 3]} in the week after.",
        )
        for number in range(8)
    ]
    for number, article in enumerate(cleaned(pages)):
        assert article.text.split("\n") == prose(number)


def test_a_sentence_of_the_article_that_is_worded_as_others_stays() -> None:
    pages = [
        written(
            number,
            *prose(number),
            f"Shares in {ENGLISH.authors[number % 4]} fell by {number} per cent in early trading."
            if number % 3 == 0
            else prose(number, 6)[5],
        )
        for number in range(12)
    ]
    for article in cleaned(pages):
        assert len(article.text.split("\n")) == 6


def test_a_label_below_the_article_recurs_by_what_stands_before_its_colon() -> None:
    pages = [
        written(number, *prose(number), f"Kept under: {ENGLISH.heading(Random(number))}")
        for number in range(8)
    ]
    for article in cleaned(pages):
        assert "Kept under" not in article.text


def test_a_heading_goes_with_the_list_it_headed() -> None:
    pages = []
    for number in range(8):
        links = "".join(
            f"<li><a href='/old/{number}{k}'>Older story {k}{number}</a></li>" for k in "abc"
        )
        box = f"<h3>Seen {'abcdefgh'[number]} from the quay</h3><ul>{links}</ul>"
        pages.append(written(number, *prose(number)[:3], box, *prose(number)[3:]))
    for article in cleaned(pages):
        assert "quay" not in article.text
        assert "Older story" not in article.text
        assert "<ul>" not in article.html


def test_a_caption_stays_with_its_picture() -> None:
    figure = (
        "<figure><img src='/pier.jpg' width=800 height=500 alt='Pier'>"
        "<figcaption>The pier at dawn</figcaption></figure>"
    )
    pages = [written(number, *prose(number)[:2], figure, *prose(number)[2:]) for number in range(6)]
    for article in cleaned(pages):
        assert "<figcaption>" in article.html
        assert all(block.rule != "site profile" for block in article.removed)


# -- what it must not take -----------------------------------------------------------------------


def kept(pages: Sequence[Page], *wanted: str) -> None:
    for each, article in zip(pages, cleaned(pages), strict=True):
        for text in wanted:
            if f">{text}<" in each.body.decode():
                assert text in article.text.split("\n"), (text, article.removed)


@pytest.mark.parametrize("count", [2, 3, 5, 12])
def test_a_paragraph_that_two_articles_share_is_body_in_both(count: int) -> None:
    shared = prose(99, 3)
    pages = [written(number, *prose(number)) for number in range(count)]
    pages[0] = written(0, shared[0], *prose(0)[:2], shared[1], *prose(0)[2:], shared[2])
    pages[1] = written(1, *prose(1)[:2], *shared[:2], *prose(1)[2:], shared[2])
    kept(pages, *shared)


@pytest.mark.parametrize("count", [3, 4, 8, 20])
def test_headings_common_by_chance_stay(count: int) -> None:
    pages = []
    for number in range(count):
        body = prose(number)
        if number % 2 == 0:
            body.insert(2, "<h2>What happened next</h2>")
        if number % 3 == 0:
            body.insert(1, "<h3>The background</h3>")
        pages.append(written(number, *body))
    kept(pages, "What happened next", "The background")


@pytest.mark.parametrize("count", [3, 6, 12, 24])
def test_a_dateline_that_half_of_the_articles_have_stays(count: int) -> None:
    places = ("LONDON, Monday", "PARIS, Monday")
    pages = [written(number, places[number % 2], *prose(number)) for number in range(count)]
    kept(pages, *places)


@pytest.mark.parametrize("count", [3, 6, 12])
def test_a_link_between_paragraphs_wherever_it_leads_goes(count: int) -> None:
    pages = []
    for number in range(count):
        link = f"<p><a href='/old-{number}'>An older story of number {number}</a></p>"
        pages.append(written(number, *prose(number)[:2], link, *prose(number)[2:]))
    for article in cleaned(pages):
        assert "older story" not in article.text


def test_a_standfirst_stays() -> None:
    leads = [ENGLISH.sentence(Random(number + 900)).rstrip(".") for number in range(8)]
    pages = [
        written(number, f"<p class='lead'>{leads[number]}</p>", *prose(number))
        for number in range(8)
    ]
    for lead, article in zip(leads, cleaned(pages), strict=True):
        assert lead in article.text


def test_a_short_sentence_common_by_chance_stays() -> None:
    pages = []
    for number in range(12):
        body = prose(number)
        if number % 3 == 0:
            body.insert(2, "He declined to comment.")
        pages.append(written(number, *body))
    kept(pages, "He declined to comment.")


def test_a_quotation_that_several_articles_have_stays() -> None:
    quotation = (
        "We shall rebuild the pier, plank by plank, and nobody shall pay for it but ourselves."
    )
    pages = []
    for number in range(12):
        body = prose(number)
        if number % 4 == 0:
            body.insert(2, f"<blockquote><p>{quotation}</p></blockquote>")
        pages.append(written(number, *body))
    kept(pages, quotation)


def test_lists_and_tables_of_articles_stay() -> None:
    pages, wanted = [], []
    for number in range(10):
        chance = Random(number)
        items = [ENGLISH.heading(chance) for _ in range(4)]
        wanted += items
        entries = "".join(f"<li>{item}</li>" for item in items)
        pages.append(written(number, *prose(number)[:3], f"<ul>{entries}</ul>", *prose(number)[3:]))
    kept(pages, *wanted)


def test_the_only_content_of_a_short_article_stays() -> None:
    pages = [written(number, *prose(number, 4), BOX) for number in range(8)]
    pages.append(written(8, "The pier is closed today.", BOX))
    assert "The pier is closed today." in cleaned(pages)[8].text


def test_one_page_alone_is_judged_alone() -> None:
    text = cleaned([written(0, *prose(0)[:3], BOX, *prose(0)[3:])])[0]
    assert all(block.rule != "site profile" for block in text.removed)


def test_a_page_under_two_addresses_is_one_page_of_evidence() -> None:
    one = written(1, *prose(1, 6))
    again = page("https://news.example/1/?view=print", one.body.decode())
    batch = extract_batch([one, again], Rules(), EMPTY)
    assert batch.profile.pages == 1
    for article in articles(batch):
        assert set(prose(1, 6)) == set(article.text.split("\n"))


def test_short_articles_around_the_same_boxes_are_not_duplicates() -> None:
    boxes = "".join(f"<p>{text}</p>" for text in prose(50, 4))
    pages = [
        written(number, *prose(number, 1), around="{}" + f"<div>{boxes}</div>")
        for number in range(5)
    ]
    assert extract_batch(pages, Rules(), EMPTY).profile.pages == 5


# -- properties ----------------------------------------------------------------------------------


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(9)), template=st.sampled_from(TEMPLATES))
def test_the_order_of_pages_does_not_matter(order: list[int], template: object) -> None:
    pages = site(template, ENGLISH, INVENTED, 9)  # type: ignore[arg-type]
    straight = clean(pages)
    shuffled = clean([pages[at] for at in order])
    assert shuffled.profile == straight.profile
    assert [shuffled.results[order.index(at)] for at in range(9)] == list(straight.results)


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(7)), template=st.sampled_from(TEMPLATES))
def test_pages_that_came_one_by_one_teach_the_same(order: list[int], template: object) -> None:
    pages = site(template, ENGLISH, INVENTED, 7)  # type: ignore[arg-type]
    profile = EMPTY
    for at in order:
        profile = clean([pages[at]], profile).profile
    assert texts(clean(pages, profile)) == texts(clean(pages))


@pytest.mark.parametrize("template", TEMPLATES)
def test_cleaning_a_page_twice_gives_the_same(template: object) -> None:
    pages = site(template, ENGLISH, KNOWN, 10)  # type: ignore[arg-type]
    first = clean(pages)
    again = clean(pages, first.profile)
    assert again == first
    assert texts(clean(pages[3:4], first.profile)) == texts(first)[3:4]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_duplicate_page_changes_nothing(template: object) -> None:
    pages = site(template, ENGLISH, INVENTED, 6)  # type: ignore[arg-type]
    before = clean(pages)
    double = MadePage(
        url=pages[2].url + "?print=1",
        html=pages[2].html,
        story=pages[2].story,
        around=pages[2].around,
    )
    after = clean([*pages, double])
    assert after.profile.pages == before.profile.pages
    assert texts(after)[:6] == texts(before)


def test_what_is_learned_later_cleans_earlier_pages() -> None:
    pages = site(inside, ENGLISH, INVENTED, 12)
    first = clean(pages[:1])
    assert score(pages[:1], articles(first)).leaked > 0
    later = clean(pages[1:], first.profile)
    again = clean(pages[:1], later.profile)
    assert score(pages[:1], articles(again)).leaked == 0
    assert again.profile == later.profile


def test_verdicts_do_not_flip_back_and_forth() -> None:
    chance = Random(5)
    appeal = "<p>Oil is dear this winter, so leave a coin by the door of the lamplighter.</p>"
    pages = [
        written(
            number,
            *prose(number)[:3],
            appeal if chance.random() < 0.45 else "",
            "<h4>Keep the lamp</h4>" if chance.random() < 0.7 else "",
            *prose(number)[3:],
        )
        for number in range(40)
    ]
    history: dict[tuple[int, str], list[bool]] = {}
    profile = EMPTY
    for start in range(0, len(pages), 4):
        profile = extract_batch(pages[start : start + 4], Rules(), profile).profile
        for number, article in enumerate(cleaned(pages[:4], profile)):
            lines = article.text.split("\n")
            for text in {*lines, *(block.text for block in article.removed)}:
                history.setdefault((number, text), []).append(text in lines)
    for verdicts in history.values():
        assert sum(one != other for one, other in pairwise(verdicts)) <= 1


# -- change --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"), [(semantic, hashed), (blog, bare), (tables, blog), (bare, inside)]
)
def test_articles_stay_whole_through_a_redesign(old: object, new: object) -> None:
    before = clean(site(old, ENGLISH, KNOWN, 30, seed=5))  # type: ignore[arg-type]
    pages = site(new, ENGLISH, INVENTED, 30, seed=6)  # type: ignore[arg-type]
    profile = before.profile
    for at, each in enumerate(pages):
        batch = clean([each], profile)
        profile = batch.profile
        result = score([each], articles(batch))
        assert not [loss for loss in result.losses if loss not in unread(each)]
        if at >= 12:
            assert result.leaked <= 0.1, result.leaks
    assert score(pages, articles(clean(pages, profile))).leaked <= 0.01


def unread(made: MadePage) -> set[str]:
    """Parts that the page alone already loses."""
    return set(score([made], articles(clean([made]))).losses)


def test_two_templates_live_side_by_side() -> None:
    news = site(semantic, ENGLISH, KNOWN, 12, seed=7)
    live = site(hashed, ENGLISH, KNOWN, 6, seed=8)
    pages = [*news, *live]
    result = score(pages, articles(clean(pages)))
    assert result.leaked <= 0.005, result.leaks


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


def test_articles_of_before_a_redesign_stay_clean_when_they_are_cleaned_again() -> None:
    old = site(blog, ENGLISH, INVENTED, 12, seed=5)
    profile = clean(old).profile
    before = texts(clean(old, profile))
    for count in (40, 80):  # first their places are forgotten, then their texts
        profile = clean(site(hashed, FRENCH, FRENCH_WORDS, count, seed=6), profile).profile
        again = clean(old, profile)
        assert texts(again) == before
        assert again.profile == profile


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
