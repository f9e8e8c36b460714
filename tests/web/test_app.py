import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
from bs4 import BeautifulSoup, Tag

from feeds.config import Settings
from feeds.model import Block, Trouble
from feeds.store import Store
from tests.web.building import (
    DAY,
    HOUR,
    NOW,
    TWO_SOURCES,
    configured,
    failure,
    find,
    site,
    went_quiet,
    went_well,
    went_wrong,
)

REMOVED = Block(
    text="No time to read? <b>Get</b> a summary",
    position="article > div.box",
    rule="site profile",
    evidence="on 14 of 15 pages",
)


@pytest.fixture
def address(settings: Settings, store: Store) -> Iterator[str]:
    with site(settings, store) as base:
        yield base


def page(url: str) -> BeautifulSoup:
    response = requests.get(url, timeout=5)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


# -- the dashboard ---------------------------------------------------------------------------


def test_the_dashboard_names_every_feed_with_its_newest_articles(
    address: str, store: Store
) -> None:
    went_well(store, "news", *(find(f"story-{n}") for n in range(5)), title="The News")
    found = page(f"{address}/")
    feed = found.select("article.feed")[0]

    assert [h.get_text() for h in found.select("article.feed h2")] == [
        "The News",
        "The Quiet <One>",
    ]
    assert [a.get_text() for a in feed.select(".headlines a")] == [
        "About story-0",
        "About story-1",
        "About story-2",
    ]
    assert "5 articles" in words(found)
    assert "next check in 15 minutes" in words(found)
    assert "Waiting for its first check" in words(found)


def test_it_says_that_all_is_well(address: str, store: Store) -> None:
    for name in ("news", "quiet"):
        went_well(store, name)

    assert "All is well" in words(page(f"{address}/"))


def test_a_source_that_fails_comes_first_and_says_why_and_what_to_do(
    address: str, store: Store
) -> None:
    went_well(store, "news", find("one"))
    went_wrong(store, "quiet", failure("bad-status", "403"), times=4)
    found = page(f"{address}/")
    first = words(found.select("article.feed")[0])

    assert "1 feed needs a look" in words(found)
    assert found.title is not None
    assert found.title.get_text() == "(1) Feedwright"
    assert "The Quiet <One>" in first
    assert "Failing · 4 checks in a row · last good one 3 hours ago · next check in 1 hour" in first
    assert "refused us (403 Forbidden)" in first
    assert "headers:" in first


def test_an_article_that_could_not_be_had_is_told_beside_a_source_that_is_well(
    address: str, store: Store
) -> None:
    went_well(store, "news", find("one"), failures=(failure("too-large", "10000000"),))

    said = words(page(f"{address}/"))
    assert "1 article could not be had: https://news.example/ is larger than 10 MB" in said


def test_a_source_of_concern_comes_before_those_that_are_well(address: str, store: Store) -> None:
    went_well(store, "news", find("one"))
    went_quiet(store, "quiet")
    found = page(f"{address}/")
    first = words(found.select("article.feed")[0])

    assert "1 feed needs a look" in words(found)
    assert "Ailing · checked just now" in first
    assert "Nothing new came since 12 November 2026" in first
    only = page(f"{address}/?show=ailing").select("article.feed h2")
    assert [h.get_text() for h in only] == ["The Quiet <One>"]


def test_a_source_that_fails_for_long_says_why_once(address: str, store: Store) -> None:
    for days in (2, 1, 0):
        went_wrong(
            store, "quiet", failure("bad-status", "403"), times=9 - days, at=NOW - days * DAY
        )
    assert [each.kind for each in store.concerns("quiet")] == [Trouble.BLOCKED]
    said = words(page(f"{address}/").select("article.feed")[0])
    assert said.count("refused us") == 1


def test_concerns_that_are_over_are_told_on_the_page_of_their_source(
    address: str, store: Store
) -> None:
    went_quiet(store, "quiet")
    went_well(store, "quiet", find("again"), at=NOW + HOUR)

    assert "All is well" in words(page(f"{address}/"))
    assert "Well ·" in words(page(f"{address}/").select("article.feed")[1])
    said = words(page(f"{address}/sources/quiet"))
    assert "What was of concern" in said
    assert "That was over on 22 November 2026." in said


def test_the_operator_finds_the_health_feed(address: str, settings: Settings) -> None:
    found = page(f"{address}/")
    links = [a["href"] for a in found.select(".hint a[href*=health]")]

    forms = ("rss", "atom", "json")
    assert links == [f"http://localhost:8000/feeds/health.{form}" for form in forms]
    settings.publish.to.mkdir(parents=True)
    (settings.publish.to / "health.rss").write_bytes(b"<rss/>")
    assert requests.get(f"{address}/feeds/health.rss", timeout=5).status_code == 200


def test_what_is_collected_and_not_published_is_told(address: str, store: Store) -> None:
    went_well(store, "news", find("one"))
    assert "Its feed files are older than what was collected." in words(page(f"{address}/"))
    store.published("news")
    assert "Its feed files" not in words(page(f"{address}/"))


def test_readers_discover_every_format_of_every_feed(address: str) -> None:
    found = page(f"{address}/")
    alternates = {(link["type"], link["href"]) for link in found.select("link[rel=alternate]")}

    assert alternates == {
        (media_type, f"http://localhost:8000/feeds/{name}.{form}")
        for name in ("news", "quiet")
        for form, media_type in (
            ("rss", "application/rss+xml"),
            ("atom", "application/atom+xml"),
            ("json", "application/feed+json"),
        )
    }
    subscribed = {a["href"] for a in found.select(".subscribe a")}
    assert subscribed == {href for _, href in alternates}
    assert found.select("a[href='http://localhost:8000/feeds/feeds.opml']")


def test_merged_feeds_show_what_they_choose(tmp_path: Path) -> None:
    text = f"{TWO_SOURCES}\nfeeds:\n  boats: {{title: All about boats, include: [boat]}}\n"
    settings = configured(tmp_path, text)
    with Store.open(settings.store) as store:
        went_well(store, "news", find("one"), find("two", title="A boat comes in"))
        with site(settings, store) as base:
            merged = page(f"{base}/").select(".merged article.feed")

    assert len(merged) == 1
    assert [a.get_text() for a in merged[0].select(".headlines a")] == ["A boat comes in"]
    assert merged[0].select("a[href$='/feeds/boats.rss']")


def test_many_feeds_are_leafed_through_and_filtered(tmp_path: Path) -> None:
    rows = "".join(f'  s{n:03}: {{url: "https://s{n}.example/"}}\n' for n in range(120))
    settings = configured(tmp_path, f"sources:\n{rows}")
    with Store.open(settings.store) as store:
        went_wrong(store, "s110", failure())
        with site(settings, store) as base:
            first, last, failing = (
                [h.get_text() for h in page(f"{base}/{query}").select("article.feed h2")]
                for query in ("", "?page=3", "?show=failing")
            )
            beyond = page(f"{base}/?page=99999999999999&show=nonsense")

    assert (len(first), len(last)) == (50, 20)
    assert first[0] == "s110"
    assert failing == ["s110"]
    assert "Page 1 of 3" in words(beyond)


# -- a source, an article --------------------------------------------------------------------


def test_a_source_has_a_page_of_its_own(address: str, store: Store) -> None:
    went_well(store, "news", *(find(f"story-{n}") for n in range(5)), title="The News")
    went_wrong(store, "news", failure())
    found = page(f"{address}/sources/news")

    assert len(found.select(".headlines li")) == 5
    assert [row.select("td")[1].get_text() for row in found.select("tbody tr")] == ["failed", "ok"]
    assert "http://localhost:8000/feeds/news.atom" in words(found)


def test_an_article_is_shown_with_what_was_stripped_and_why(address: str, store: Store) -> None:
    went_well(
        store,
        "news",
        find(
            "one",
            title="Rain <again>",
            authors=("Ann One", "Bob Two"),
            published=NOW,
            html="<p>It <em>rained</em>.</p>",
            removed=(REMOVED,),
        ),
        title="The News",
    )
    entry = store.latest(["news"], 1)[0]
    found = page(f"{address}/articles/{quote(entry.id)}")
    stripped = words(found.select(".stripped")[0])

    assert found.select(".story h1")[0].get_text() == "Rain <again>"
    assert "Ann One, Bob Two · 22 November 2026" in words(found)
    assert found.select(".text em")[0].get_text() == "rained"
    assert "No time to read? <b>Get</b> a summary" in stripped
    assert "site profile on 14 of 15 pages article > div.box" in stripped


def test_an_article_of_a_source_no_longer_followed_is_still_shown(
    address: str, store: Store
) -> None:
    went_well(store, "gone", find("one"))
    entry = store.latest(["gone"], 1)[0]

    assert "About one" in words(page(f"{address}/articles/{entry.id}"))


# -- safety ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/sources/news", "/healthz", "/robots.txt", "/sample/", "/x"]
)
def test_every_answer_is_hardened(address: str, path: str) -> None:
    headers = requests.get(address + path, timeout=5).headers
    policy = headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_no_page_needs_a_script_or_a_style_in_line(address: str, store: Store) -> None:
    went_well(store, "news", find("one"))
    entry = store.latest(["news"], 1)[0]

    for path in ("/", "/sources/news", f"/articles/{entry.id}"):
        found = page(address + path)
        assert not found.select("script, style, [style], [onclick]")


def test_words_from_the_outside_are_escaped(address: str, store: Store) -> None:
    evil = "<script>alert(1)</script>"
    went_well(store, "news", find("one", title=evil), title=evil)
    went_wrong(store, "quiet", failure("network", evil))

    for path in ("/", "/sources/news", "/sources/quiet"):
        assert evil not in requests.get(address + path, timeout=5).text


def test_a_feed_that_is_configured_no_longer_is_gone_though_its_file_is_there(
    address: str, settings: Settings
) -> None:
    settings.publish.to.mkdir(parents=True, exist_ok=True)
    for name in ("news.rss", "removed.rss"):
        (settings.publish.to / name).write_bytes(b"<rss/>")
    assert requests.get(f"{address}/feeds/news.rss", timeout=5).status_code == 200
    gone = requests.get(f"{address}/feeds/removed.rss", timeout=5)
    assert gone.status_code == 410
    assert "This feed has ended" in gone.text


@pytest.mark.parametrize(
    "path", ["/nothing", "/sources/none", "/articles/urn:uuid:0", "/feeds/a.rss"]
)
def test_what_is_not_there_has_a_plain_page(address: str, path: str) -> None:
    response = requests.get(address + path, timeout=5)

    assert response.status_code == 404
    assert "There is nothing here" in response.text


def test_asking_in_another_way_is_refused_plainly(address: str) -> None:
    response = requests.delete(f"{address}/", timeout=5)

    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_a_store_that_fails_is_told_and_its_feeds_are_served(
    address: str, settings: Settings, store: Store
) -> None:
    settings.publish.to.mkdir(parents=True)
    (settings.publish.to / "news.rss").write_bytes(b"<rss/>")
    with closing(sqlite3.connect(settings.store.removeprefix("sqlite:///"))) as connection:
        connection.execute("ALTER TABLE entries RENAME TO lost")
    dashboard = requests.get(f"{address}/", timeout=5)

    assert dashboard.status_code == 503
    assert "The store cannot be used" in dashboard.text
    assert requests.get(f"{address}/feeds/news.rss", timeout=5).status_code == 200


# -- for machines ----------------------------------------------------------------------------


def test_the_pulse_is_felt(address: str) -> None:
    response = requests.get(f"{address}/healthz", timeout=5)

    assert response.status_code == 200
    assert response.json() == {"ok": True, "heartbeat_seconds": 0.5, "store": True}
    assert response.headers["cache-control"] == "no-store"


def test_a_scheduler_that_went_silent_is_unwell(settings: Settings, store: Store) -> None:
    with site(settings, store, silence=lambda: 61.0) as base:
        response = requests.get(f"{base}/healthz", timeout=5)

    assert response.status_code == 503
    assert response.json()["ok"] is False


def test_metrics_are_those_of_the_sources_that_are_followed(address: str, store: Store) -> None:
    went_quiet(store, "quiet")
    went_quiet(store, "gone")
    response = requests.get(f"{address}/metrics", timeout=5)
    lines = response.text.splitlines()

    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'feedwright_sources{health="ailing"} 1' in lines
    assert 'feedwright_sources{health="waiting"} 1' in lines
    assert "feedwright_articles 12" in lines
    assert 'feedwright_concerns{kind="quiet"} 1' in lines
    assert 'feedwright_concerns{kind="short"} 0' in lines
    began = 'feedwright_concern_began_timestamp_seconds{source="quiet",kind="quiet"}'
    assert f"{began} {NOW.timestamp()}" in lines
    assert "gone" not in response.text
    assert "feedwright_heartbeat_age_seconds 0.5" in lines


def test_robots_are_kept_from_the_operators_pages_and_let_to_the_sample(address: str) -> None:
    lines = requests.get(f"{address}/robots.txt", timeout=5).text.splitlines()

    assert "Disallow: /articles/" in lines
    assert not any("/sample" in line or line == "Disallow: /" for line in lines)


def test_the_style_sheet_is_asked_for_once(address: str) -> None:
    first = requests.get(f"{address}/static/style.css", timeout=5)
    tag = {"if-none-match": first.headers["etag"]}

    assert first.headers["content-type"].startswith("text/css")
    assert requests.get(f"{address}/static/style.css", headers=tag, timeout=5).status_code == 304
    assert requests.get(f"{address}/static/app.py", timeout=5).status_code == 404
