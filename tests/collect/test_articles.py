"""The page of an article: where its address leads, and how far."""

from __future__ import annotations

import pytest

from feeds.collect.articles import article_page, changed_page
from feeds.collect.fetch import Fetcher
from feeds.errors import AddressBlocked, RobotsDenied
from feeds.model import Header, Validators
from tests.site import Reply, Site, page, robots

SECRET = (Header(name="X-Key", value="secret"),)
STORY = page("<article><h1>A story</h1><p>Its text.</p></article>")


def sending_on(to: str, words: str = "Please wait.") -> Reply:
    """A page that leads to ``to`` by itself."""
    return page(f"<p>{words}</p>", head=f'<meta http-equiv="Refresh" content="0; URL={to}">')


def test_a_page_that_only_sends_on_is_followed(fetcher: Fetcher) -> None:
    with Site({"/here": sending_on("/there"), "/there": STORY}) as site:
        found = article_page(site.url("/here"), fetcher, SECRET)
        assert (found.requested, found.url) == (site.url("/here"), site.url("/there"))
        assert found.body == STORY.body
        assert site.headers("/there")["X-Key"] == "secret"


def test_one_is_followed_and_no_second(fetcher: Fetcher) -> None:
    pages = {"/here": sending_on("/there"), "/there": sending_on("/here")}
    with Site(pages) as site:
        assert article_page(site.url("/here"), fetcher, ()).url == site.url("/there")
        assert site.paths.count("/here") == site.paths.count("/there") == 1


@pytest.mark.parametrize(
    "stays",
    [
        sending_on("/there", "A live report that loads itself anew. " * 20),
        sending_on("/here"),
        page("<noscript><meta http-equiv=refresh content='0; url=/there'></noscript>"),
        page("Refresh your memory."),
    ],
)
def test_any_other_page_is_read_where_it_is(fetcher: Fetcher, stays: Reply) -> None:
    with Site({"/here": stays, "/there": STORY}) as site:
        assert article_page(site.url("/here"), fetcher, ()).body == stays.body


def test_what_robots_may_not_read_nor_a_guest_reach_is_not_followed(fetcher: Fetcher) -> None:
    pages = {
        "/robots.txt": robots("User-agent: *\nDisallow: /closed"),
        "/here": sending_on("/closed"),
        "/inside": sending_on("http://10.0.0.1/"),
    }
    with Site(pages) as site:
        with pytest.raises(RobotsDenied):
            article_page(site.url("/here"), fetcher, ())
        with pytest.raises(AddressBlocked):
            article_page(site.url("/inside"), fetcher, ())
        assert site.requests("/closed") == 0


def test_what_the_operator_sends_goes_to_no_other_host(fetcher: Fetcher) -> None:
    with Site({"/there": STORY}, address="127.0.0.2") as other:
        with Site({"/here": sending_on(other.url("/there"))}) as site:
            assert article_page(site.url("/here"), fetcher, SECRET).body == STORY.body
            assert site.headers("/here")["X-Key"] == "secret"
        assert "X-Key" not in other.headers("/there")


def test_a_page_that_has_not_changed_is_not_sent_again(fetcher: Fetcher) -> None:
    with Site({"/here": page("<p>First.</p>", etag='"1"')}) as site:
        first = article_page(site.url("/here"), fetcher, ())
        assert changed_page(site.url("/here"), fetcher, (), first.validators) is None
        site.pages["/here"] = page("<p>Second.</p>", etag='"2"')
        second = changed_page(site.url("/here"), fetcher, (), first.validators)
        assert second is not None
        assert second.validators == Validators(etag='"2"')


def test_validators_of_the_page_behind_one_that_sends_on_are_not_for_the_latter(
    fetcher: Fetcher,
) -> None:
    there = page("<article><h1>A story</h1></article>", etag='"1"')
    with Site({"/here": sending_on("/there"), "/there": there}) as site:
        assert article_page(site.url("/here"), fetcher, ()).validators == Validators()
