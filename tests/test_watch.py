"""Quality is watched, end to end: from a site that goes wrong to what its operator is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests

from feeds.model import RefreshStatus
from feeds.web import create
from tests.following import START, Bench, Follow
from tests.news import Story, listing, story
from tests.site import Reply, page, status
from tests.web.serving import served

DAY = timedelta(days=1)


def printed(each: Story, when: datetime) -> Reply:
    """The story's page, dated."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in each.paragraphs)
    date = f"<meta property='article:published_time' content='{when.isoformat()}'>"
    return page(f"<article><h1>{each.title}</h1>{body}</article>", title=each.title, head=date)


def teaser(each: Story) -> Reply:
    """The page of a site that shows no more than how the story begins, and no date."""
    beginning = f"{each.paragraphs[0][:120]} …"
    offer = "The whole story is for those who support the work of our newsroom every month."
    return page(
        f"<article><h1>{each.title}</h1><p>{beginning}</p><p>{offer}</p></article>",
        title=each.title,
    )


def archive(days: int) -> dict[str, Reply]:
    """A daily site with a story for each of the last ``days`` days before START."""
    stories = [story(number) for number in range(days)]
    pages = {each.path: printed(each, START - (each.number + 1) * DAY) for each in stories}
    return {"/": listing(stories), **pages}


def add(bench: Bench, numbers: Sequence[int], reply: Reply | None = None) -> None:
    """Put stories above older ones on the front page; theirs answer ``reply``, or say it all."""
    for number in numbers:
        bench.site.pages[story(number).path] = reply or printed(story(number), bench.now)
    bench.site.pages["/"] = listing(story(number) for number in (*numbers, 0, 1))


def told(bench: Bench) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(bench.file("health.json"))["items"]
    return items


def headlines(bench: Bench) -> list[str]:
    return [item["title"] for item in told(bench)]


def test_a_site_that_is_well_is_told_nothing_of(follow: Follow) -> None:
    bench = follow(archive(12))
    bench.refresh()
    bench.refresh()
    assert told(bench) == []


def test_a_site_that_goes_quiet_is_told_once_and_again_when_it_is_heard(follow: Follow) -> None:
    bench = follow(archive(12))
    bench.refresh(hours=6 * 24 + 12)
    bench.refresh(hours=12)
    assert told(bench) == []
    bench.refresh(hours=24)
    (first,) = told(bench)
    assert first["title"] == "The Test Times: quiet"
    assert "Nothing new came since 22 November 2026" in first["content_html"]
    assert first["date_published"] == (START + 7 * DAY).isoformat()
    before = bench.files()
    bench.refresh(hours=24)
    assert bench.files() == before
    add(bench, [100])
    bench.refresh()
    (last,) = told(bench)
    assert (last["id"], last["date_published"]) == (first["id"], first["date_published"])
    assert last["title"] == "The Test Times: quiet, and over"
    assert last["date_modified"] == (START + 9 * DAY).isoformat()


def test_a_site_that_refuses_us_is_told_without_what_only_we_know(follow: Follow) -> None:
    bench = follow(archive(3), headers={"Cookie": "crumb=secret1"})
    bench.options["url"] = bench.site.url("/?key=secret2").replace("//", "//me:secret3@")
    bench.site.pages["/?key=secret2"] = bench.site.pages["/"]
    assert bench.refresh().new == 3
    bench.site.pages["/?key=secret2"] = status(403)
    assert [bench.refresh(hours=8).status for _ in range(4)] == [RefreshStatus.FAILED] * 4
    (item,) = told(bench)
    assert item["title"] == "The Test Times: blocked"
    assert "refused us (403 Forbidden)" in item["content_html"]
    health = {name: body for name, body in bench.files().items() if name.startswith("health.")}
    assert len(health) == 3
    assert not any(b"secret" in body for body in health.values())
    assert not any("refused" in title for title in bench.titles)


def test_a_site_that_shows_its_list_and_refuses_its_articles_is_told(follow: Follow) -> None:
    bench = follow(archive(3))
    bench.refresh()
    for day in range(3):
        add(bench, range(100, 105 + day), status(403))
        assert bench.refresh(hours=24).new == 0
    assert headlines(bench) == ["The Test Times: walled"]
    add(bench, [200])
    bench.refresh()
    assert headlines(bench) == ["The Test Times: walled, and over"]


@pytest.fixture
def gone_bad(follow: Follow) -> Bench:
    """A site that has shown nothing but teasers for two weeks."""
    bench = follow(archive(40))
    bench.refresh()
    for number in range(100, 116):
        add(bench, [number], teaser(story(number)))
        assert bench.refresh(hours=24).new == 1
    return bench


def test_articles_that_suddenly_become_teasers_are_told(gone_bad: Bench) -> None:
    assert sorted(headlines(gone_bad)) == ["The Test Times: short", "The Test Times: undated"]
    assert "The Test Times: short" not in gone_bad.titles


def test_the_operator_sees_it_wherever_he_looks(gone_bad: Bench) -> None:
    with gone_bad.program() as app, served(create(app, lambda: 0.0)) as address:
        dashboard = requests.get(f"{address}/", timeout=5).text
        metrics = requests.get(f"{address}/metrics", timeout=5).text
        feed = requests.get(f"{address}/feeds/health.atom", timeout=5)
        index = requests.get(f"{address}/feeds/", timeout=5).text
    assert "its articles have been much shorter" in dashboard
    assert 'feedwright_concerns{kind="short"} 1\n' in metrics
    assert (feed.status_code, "The Test Times: short" in feed.text) == (200, True)
    assert "health.atom" not in index
