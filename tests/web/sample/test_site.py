from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import pytest
import requests
from bs4 import BeautifulSoup

from feeds.web.sample import app, stories
from feeds.web.sample.pages import path
from tests.web.serving import served


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served(app()) as address:
        yield address


def test_every_link_and_picture_of_the_site_leads_somewhere(site: str) -> None:
    seen, waiting = set[str](), [f"{site}/sample/"]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        response = requests.get(url, timeout=5)
        assert response.status_code == 200, url
        if "html" not in response.headers["content-type"]:
            continue
        page = BeautifulSoup(response.content, "lxml")
        for element in page.select("a[href], link[href], img[src]"):
            target = str(element.get("href") or element.get("src"))
            waiting.append(urljoin(url, target).partition("#")[0].partition("?")[0])
    paper = stories()
    assert {f"{site}/sample{path(story, paper)}" for story in paper} <= seen


def test_pictures_are_real(site: str) -> None:
    response = requests.get(f"{site}/sample/static/night-ferry.png", timeout=5)

    assert response.headers["content-type"] == "image/png"
    assert response.content.startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("where", ["/sample/", "/sample/2026/11/21/night-ferry-returns/"])
def test_what_did_not_change_is_not_sent_again(site: str, where: str) -> None:
    first = requests.get(site + where, timeout=5)
    by_tag = requests.get(site + where, headers={"if-none-match": first.headers["etag"]}, timeout=5)
    since = {"if-modified-since": first.headers["last-modified"]}
    by_date = requests.get(site + where, headers=since, timeout=5)

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")
    assert by_tag.headers["etag"] == first.headers["etag"]


def test_an_edited_article_was_last_modified_when_it_was_edited(site: str) -> None:
    story = stories()[0]
    response = requests.get(f"{site}/sample{path(story, stories())}", timeout=5)

    assert story.modified > story.published
    assert parsedate_to_datetime(response.headers["last-modified"]) == story.modified


def test_canonical_addresses_name_the_server_that_was_asked(site: str) -> None:
    where = f"{site}/sample/2026/11/18/cod-notebooks/"
    page = BeautifulSoup(requests.get(where, timeout=5).content, "lxml")
    link = page.select_one("link[rel=canonical]")

    assert link is not None
    assert link["href"] == where


@pytest.mark.parametrize(
    "where",
    ["/sample/nothing", "/sample/section/nothing/", "/sample/static/..%2fsite.py", "/sitemap.xml"],
)
def test_what_is_not_there_is_not_found(site: str, where: str) -> None:
    assert requests.get(site + where, timeout=5).status_code == 404


def test_robots_are_welcome(site: str) -> None:
    assert "Allow: /" in requests.get(f"{site}/robots.txt", timeout=5).text
