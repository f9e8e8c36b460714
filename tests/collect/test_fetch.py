"""Fetching: whole or not at all, in time, within bounds, and politely."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from feeds.collect.fetch import MAX_REDIRECTS, Fetcher
from feeds.collect.media import Accept
from feeds.errors import (
    BadStatus,
    DeadlineExceeded,
    FeedsError,
    Interrupted,
    NetworkError,
    RobotsDenied,
    SchemeRefused,
    TooLarge,
    TooManyRedirects,
    TruncatedBody,
    UnexpectedType,
)
from feeds.model import Header, Validators
from tests.collect.conftest import MakeFetcher
from tests.site import (
    Reply,
    Site,
    content,
    cut_gzip,
    dripping,
    dripping_headers,
    endless,
    gzip_bomb,
    gzipped,
    page,
    redirect,
    robots,
    status,
    truncated,
    with_headers,
)

SECRET = (Header(name="Cookie", value="session=1"), Header(name="X-Api-Key", value="k"))


def fails(fetcher: Fetcher, reply: Reply) -> FeedsError:
    """The error that fetching ``reply`` ends in."""
    with Site({"/": reply}) as site, pytest.raises(FeedsError) as caught:
        fetcher.fetch(site.url("/"))
    return caught.value


# -- what comes back ---------------------------------------------------------------------------


def test_a_page_comes_back_with_its_type_and_validators(make_fetcher: MakeFetcher) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    with Site({"/a": page("Hello", etag='W/"1"', last_modified="yesterday")}) as site:
        found = make_fetcher(now=lambda: noon).fetch(site.url("/a"))
        assert found is not None
        assert found.url == found.requested == site.url("/a")
    assert b"Hello" in found.body
    assert found.content_type == "text/html; charset=utf-8"
    assert found.validators == Validators(etag='W/"1"', last_modified="yesterday")
    assert found.fetched_at == noon


def test_validators_are_echoed_verbatim_and_an_unchanged_page_is_none(fetcher: Fetcher) -> None:
    validators = Validators(etag='W/"ü', last_modified="some day")
    with Site({"/": page("Hello", etag='W/"ü', last_modified="some day")}) as site:
        first = fetcher.fetch(site.url("/"))
        assert first is not None
        assert fetcher.fetch(site.url("/"), validators=first.validators) is None
        sent = site.headers("/")
        assert sent["If-None-Match"] == first.validators.etag
        assert sent["If-Modified-Since"] == validators.last_modified


def test_not_modified_without_being_asked_is_an_error(fetcher: Fetcher) -> None:
    assert fails(fetcher, status(304)).detail == "304"


def test_a_request_says_who_asks_and_what_for(fetcher: Fetcher) -> None:
    with Site({"/": page()}) as site:
        fetcher.fetch(site.url("/"), accept=Accept.FEED, headers=SECRET)
        sent = site.headers("/")
    assert sent["User-Agent"] == "Feedwright/1.0 (+https://example.org/feedwright)"
    assert "application/atom+xml" in sent["Accept"]
    assert sent["Cookie"] == "session=1"


def test_no_cookie_is_kept(fetcher: Fetcher) -> None:
    with Site({"/": with_headers(page(), set_cookie="id=1")}) as site:
        fetcher.fetch(site.url("/"))
        fetcher.fetch(site.url("/"))
        assert site.headers("/")["Cookie"] is None


def test_connections_are_kept_between_requests(fetcher: Fetcher) -> None:
    with Site({"/": page(etag='"1"')}) as site:
        for _ in range(5):
            fetcher.fetch(site.url("/"), validators=Validators(etag='"1"'))
        assert site.connections == 1


def test_a_compressed_page_is_unpacked(fetcher: Fetcher) -> None:
    with Site({"/": gzipped(page("Hello"))}) as site:
        found = fetcher.fetch(site.url("/"))
    assert found is not None
    assert b"Hello" in found.body


# -- redirects ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(code: int, fetcher: Fetcher) -> None:
    with Site({"/old": redirect("/new#part", code), "/new": page("Hello")}) as site:
        found = fetcher.fetch(site.url("/old"))
        assert found is not None
        assert found.url == site.url("/new")
        assert found.requested == site.url("/old")


def test_an_operators_headers_stay_with_their_host(fetcher: Fetcher) -> None:
    with Site({"/": page()}) as other, Site() as site:
        site.pages = {"/": redirect("/b"), "/b": redirect(other.url("/"))}
        fetcher.fetch(site.url("/"), headers=SECRET)
        assert site.headers("/b")["Cookie"] == "session=1"
        assert other.headers("/")["Cookie"] is None
        assert other.headers("/")["X-Api-Key"] is None


def test_a_redirect_to_itself_ends_at_once(fetcher: Fetcher) -> None:
    with Site({"/": redirect("/")}) as site:
        with pytest.raises(TooManyRedirects):
            fetcher.fetch(site.url("/"))
        assert site.requests("/") == 1


def test_redirects_without_end_end(fetcher: Fetcher) -> None:
    hops = {f"/{n}": redirect(f"/{n + 1}") for n in range(50)}
    with Site(hops) as site:
        with pytest.raises(TooManyRedirects):
            fetcher.fetch(site.url("/0"))
        assert site.requests() <= MAX_REDIRECTS + 2


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:1", "data:,x"]
)
def test_a_redirect_away_from_the_web_is_refused(target: str, fetcher: Fetcher) -> None:
    assert isinstance(fails(fetcher, redirect(target)), SchemeRefused)


def test_a_redirects_body_is_not_read(fetcher: Fetcher) -> None:
    huge = Reply(status=302, headers={"Location": "/new"}, body=endless().body)
    with Site({"/": huge, "/new": page("Hello")}) as site:
        assert fetcher.fetch(site.url("/")) is not None


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.com/", "/a", "http://", ""])
def test_only_web_addresses_are_fetched(url: str, fetcher: Fetcher) -> None:
    with pytest.raises(SchemeRefused):
        fetcher.fetch(url)


# -- time --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply",
    [dripping(page("x" * 500)), dripping_headers(page("x" * 500)), Reply(header_pause=60.0)],
    ids=["body", "headers", "silence"],
)
def test_the_deadline_holds_for_the_whole_response(reply: Reply, make_fetcher: MakeFetcher) -> None:
    started = time.monotonic()
    error = fails(make_fetcher(timeout="0.5s", robots=False), reply)
    assert isinstance(error, DeadlineExceeded)
    assert error.seconds == 0.5
    assert time.monotonic() - started < 3


def test_the_deadline_holds_for_an_endless_trickle(make_fetcher: MakeFetcher) -> None:
    trickle = Reply(headers={"Content-Type": "text/html"}, body=endless(b"x").body, pause=0.02)
    assert isinstance(fails(make_fetcher(timeout="0.5s"), trickle), DeadlineExceeded)


def test_the_deadline_holds_over_tls(make_fetcher: MakeFetcher, https: Https) -> None:
    for reply in (dripping(page("x" * 500)), dripping_headers(page("x" * 500))):
        with https.site({"/": reply}) as site:
            fetcher = make_fetcher(timeout="0.5s", robots=False, certificates=https.authority)
            with pytest.raises(DeadlineExceeded):
                fetcher.fetch(site.url("/"))


def test_the_deadline_holds_for_a_handshake_that_never_comes(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(timeout="0.5s")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(DeadlineExceeded):
            fetcher.fetch(f"https://127.0.0.1:{port}/")


def test_the_deadline_holds_for_a_connection_that_is_never_taken(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as waiting:
        port = full.getsockname()[1]
        for _ in range(4):
            sock = waiting.enter_context(socket.socket())
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", port))
        fetcher = make_fetcher(timeout="60s")
        with ThreadPoolExecutor(1) as pool:
            fetching = pool.submit(fetcher.fetch, f"http://127.0.0.1:{port}/")
            threading.Event().wait(0.2)
            fetcher.close()
            assert isinstance(fetching.exception(timeout=5), Interrupted)


def test_the_deadline_holds_for_a_name_lookup(
    make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(30) and [])
    try:
        with pytest.raises(DeadlineExceeded):
            make_fetcher(timeout="0.3s").fetch("http://slow.example/")
    finally:
        over.set()


def test_closing_interrupts_what_is_going_on(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(timeout="60.0s", delay="60.0s", robots=False)
    with Site({"/": dripping(page("x" * 5000))}) as site, ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(fetcher.fetch, site.url("/")) for _ in range(3)]
        until(lambda: site.requests() == 1)
        fetcher.close()
        for one in waiting:
            assert isinstance(one.exception(timeout=5), Interrupted)
        with pytest.raises(Interrupted):
            fetcher.fetch(site.url("/"))


# -- size --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply",
    [
        page("x" * 200_000),
        Reply(headers={"Content-Type": "text/html"}, body=b"", length=50_000_000, close=True),
        endless(),
        gzip_bomb(200),
        gzip_bomb(50, layers=2),
    ],
    ids=["long", "declared", "endless", "bomb", "bomb in a bomb"],
)
def test_a_body_past_the_limit_is_refused(reply: Reply, make_fetcher: MakeFetcher) -> None:
    error = fails(make_fetcher(max_size="100KB"), reply)
    assert isinstance(error, TooLarge)
    assert error.limit == 100_000


def test_a_length_beyond_all_numbers_is_none(fetcher: Fetcher) -> None:
    reply = with_headers(replace(page("Hello"), close=True), content_length="9" * 5000)
    with Site({"/": reply}) as site:
        found = fetcher.fetch(site.url("/"))
    assert found is not None
    assert b"Hello" in found.body


@pytest.mark.parametrize(
    "reply",
    [
        truncated(page("x" * 5000)),
        cut_gzip(page("Hello " * 500)),
        truncated(gzipped(page("Hello " * 500))),
        content(b"not gzip", "text/html", content_encoding="gzip"),
    ],
    ids=["short", "cut gzip", "short gzip", "no gzip"],
)
def test_a_part_is_never_taken_for_the_whole(reply: Reply, fetcher: Fetcher) -> None:
    assert isinstance(fails(fetcher, reply), TruncatedBody)


# -- types -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        (content(b"\x89PNG", "image/png"), "image/png"),
        (content(b"%PDF-1.7", "application/pdf"), "application/pdf"),
        (content(b"%PDF-1.7", "text/html"), "application/pdf"),
        (content(b"\xff\xd8\xff\xe0", None), "image/jpeg"),
        (content(bytes(range(256)), "application/octet-stream"), "application/octet-stream"),
        (content(b"body{}", "text/css"), "text/css"),
        (content(b"x", "text/html", content_encoding="compress"), "content-encoding compress"),
    ],
)
def test_what_holds_no_text_is_refused(reply: Reply, found: str, fetcher: Fetcher) -> None:
    error = fails(fetcher, reply)
    assert isinstance(error, UnexpectedType)
    assert error.media_type == found


@pytest.mark.parametrize(
    "content_type",
    [
        *("text/html", "TEXT/HTML; charset=x", "application/xhtml+xml", "text/plain", None, ""),
        *("application/rss+xml", "text/xml", "application/feed+json", "application/octet-stream"),
        *("html", "text/markdown", "application/json"),
    ],
)
def test_what_may_hold_text_is_taken(content_type: str | None, fetcher: Fetcher) -> None:
    with Site({"/": content("<p>Hello", content_type)}) as site:
        assert fetcher.fetch(site.url("/")) is not None


def test_wide_encodings_are_text(fetcher: Fetcher) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        with Site({"/": content("<p>Hello".encode(encoding), None)}) as site:
            assert fetcher.fetch(site.url("/")) is not None


def test_a_gzip_file_is_a_sitemap_only_where_one_is_asked_for(fetcher: Fetcher) -> None:
    packed = gzipped(content("<urlset/>", None)).body
    assert isinstance(packed, bytes)
    with Site({"/a.gz": content(packed, "application/x-gzip")}) as site:
        found = fetcher.fetch(site.url("/a.gz"), accept=Accept.SITEMAP)
        assert found is not None
        assert found.body == b"<urlset/>"
        with pytest.raises(UnexpectedType):
            fetcher.fetch(site.url("/a.gz"))


# -- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("3600", 3600.0),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", None),
        ("-5", None),
        ("0", None),
        ("soon", None),
        ("9" * 400, None),
        ("Sun, 22 Nov 99999999999999999999 12:01:00 GMT", None),
        (None, None),
    ],
)
def test_an_error_status_carries_the_servers_wish(
    said: str | None, seconds: float | None, make_fetcher: MakeFetcher
) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    error = fails(make_fetcher(now=lambda: noon), status(503, retry_after=said))
    assert isinstance(error, BadStatus)
    assert (error.status, error.retry_after) == (503, seconds)


def test_a_host_that_asked_for_time_is_not_asked_again(fetcher: Fetcher) -> None:
    with Site({"/a": status(429, retry_after="600"), "/b": page()}) as site:
        for path in ("/a", "/b"):
            with pytest.raises(BadStatus) as caught:
                fetcher.fetch(site.url(path))
            assert caught.value.status == 429
            assert 590 < (caught.value.retry_after or 0) <= 600
        assert site.requests("/b") == 0


def test_a_list_is_asked_for_all_the_same_and_its_answer_ends_the_wait(fetcher: Fetcher) -> None:
    with Site({"/a": status(429, retry_after="600"), "/b": page(), "/c": page()}) as site:
        for _ in range(2):
            with pytest.raises(BadStatus):
                fetcher.fetch(site.url("/a"), accept=Accept.LISTING)
        with pytest.raises(BadStatus):
            fetcher.fetch(site.url("/c"))
        assert (site.requests("/a"), site.requests("/c")) == (1, 0)
        assert fetcher.fetch(site.url("/b"), accept=Accept.LISTING) is not None
        assert fetcher.fetch(site.url("/c")) is not None


@pytest.mark.parametrize("code", [201, 202, 204, 206, 300, 400, 401, 403, 404, 410, 500, 599])
def test_only_a_whole_answer_is_taken(code: int, fetcher: Fetcher) -> None:
    assert fails(fetcher, status(code)).detail == str(code)


def test_connection_failures_say_what_they_are(fetcher: Fetcher) -> None:
    with Site() as site:
        closed = site.url("/")
    with pytest.raises(NetworkError) as caught:
        fetcher.fetch(closed)
    assert caught.value.reason == "connection refused"
    with pytest.raises(NetworkError) as caught:
        fetcher.fetch("http://no-such-host.invalid/")
    assert caught.value.reason == "name not found"


def test_certificates_are_verified(make_fetcher: MakeFetcher, https: Https) -> None:
    with https.site({"/": page("Hello")}) as site:
        with pytest.raises(NetworkError) as caught:
            make_fetcher().fetch(site.url("/"))
        assert "certificate" in caught.value.reason
        assert make_fetcher(certificates=https.authority).fetch(site.url("/")) is not None


# -- politeness --------------------------------------------------------------------------------


def test_a_host_gets_one_request_at_a_time_with_the_delay_between(
    make_fetcher: MakeFetcher,
) -> None:
    fetcher = make_fetcher(delay="0.1s", robots=False)
    with Site({f"/{n}": page() for n in range(4)}) as site, ThreadPoolExecutor(4) as pool:
        list(pool.map(fetcher.fetch, [site.url(f"/{n}") for n in range(4)]))
        assert site.most_at_once == 1
        assert min(site.gaps) >= 0.1


def test_hosts_do_not_wait_for_each_other(make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(delay="60.0s", robots=False)
    with Site({"/": page()}) as one, Site({"/": page()}) as other:
        assert fetcher.fetch(one.url("/")) is not None
        assert fetcher.fetch(other.url("/")) is not None


def test_a_longer_crawl_delay_is_kept(make_fetcher: MakeFetcher) -> None:
    rules = robots("User-agent: feedwright\nCrawl-delay: 0.2")
    with Site({"/robots.txt": rules, "/a": page(), "/b": page()}) as site:
        fetcher = make_fetcher(delay="0.0s")
        fetcher.fetch(site.url("/a"))
        fetcher.fetch(site.url("/b"))
        assert site.paths == ["/robots.txt", "/a", "/b"]
        assert site.gaps[1] >= 0.2


def test_robots_txt_is_obeyed_and_asked_for_once(fetcher: Fetcher) -> None:
    rules = robots("User-agent: *\nDisallow: /private\nAllow: /private/news")
    with Site({"/robots.txt": rules, "/private/news": page()}) as site:
        with pytest.raises(RobotsDenied):
            fetcher.fetch(site.url("/private/a"))
        assert fetcher.fetch(site.url("/private/news")) is not None
        assert site.paths == ["/robots.txt", "/private/news"]


def test_robots_txt_is_asked_again_at_each_redirect(fetcher: Fetcher) -> None:
    rules = robots("User-agent: *\nDisallow: /")
    with Site({"/robots.txt": rules, "/": page()}) as closed:
        with Site({"/": redirect(closed.url("/"))}) as site, pytest.raises(RobotsDenied):
            fetcher.fetch(site.url("/"))
        assert closed.requests("/") == 0


def test_robots_txt_can_be_left_out(make_fetcher: MakeFetcher) -> None:
    rules = robots("User-agent: *\nDisallow: /")
    with Site({"/robots.txt": rules, "/": page()}) as site:
        assert make_fetcher(robots=False).fetch(site.url("/")) is not None


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_allows(code: int, fetcher: Fetcher) -> None:
    with Site({"/robots.txt": status(code), "/": page()}) as site:
        assert fetcher.fetch(site.url("/")) is not None


@pytest.mark.parametrize(
    "reply", [status(500), status(503), truncated(robots("User-agent: *\nDisallow:\n"))]
)
def test_a_robots_txt_that_fails_forbids_and_says_why(reply: Reply, fetcher: Fetcher) -> None:
    with Site({"/robots.txt": reply, "/": page()}) as site:
        with pytest.raises(RobotsDenied) as caught:
            fetcher.fetch(site.url("/"))
        assert caught.value.reason
        assert site.requests("/") == 0


def test_a_robots_txt_is_asked_for_again_when_the_site_said(make_fetcher: MakeFetcher) -> None:
    moment = [datetime(2026, 11, 22, 12, tzinfo=UTC)]
    fetcher = make_fetcher(now=lambda: moment[0])
    with Site({"/robots.txt": status(503, retry_after="7200"), "/": page()}) as site:
        for waits in (7200.0, 3600.0):
            with pytest.raises(RobotsDenied) as caught:
                fetcher.fetch(site.url("/"))
            assert caught.value.retry_after == waits
            moment[0] += timedelta(hours=1)
        assert site.requests("/robots.txt") == 1
        site.pages["/robots.txt"] = status(404)
        assert fetcher.fetch(site.url("/")) is not None


def test_a_robots_txt_that_takes_for_ever_forbids(make_fetcher: MakeFetcher) -> None:
    slow = dripping(robots("User-agent: *\nDisallow:\n" + "#" * 500))
    with Site({"/robots.txt": slow, "/": page()}) as site:
        fetcher = make_fetcher(timeout="0.4s")
        with pytest.raises(DeadlineExceeded) as caught:
            fetcher.fetch(site.url("/"))
        assert caught.value.url == site.url("/robots.txt")
        assert site.requests("/") == 0


def test_a_robots_txt_may_be_elsewhere(fetcher: Fetcher) -> None:
    rules = robots("User-agent: *\nDisallow: /a")
    with Site({"/r": rules}) as other:
        with Site({"/robots.txt": redirect(other.url("/r"))}) as site, pytest.raises(RobotsDenied):
            fetcher.fetch(site.url("/a"))
        assert other.requests("/r") == 1


def test_a_robots_txt_lost_in_redirects_allows(fetcher: Fetcher) -> None:
    with Site({"/robots.txt": redirect("/robots.txt"), "/": page()}) as site:
        assert fetcher.fetch(site.url("/")) is not None
        assert site.requests("/robots.txt") == 6


def test_the_sitemaps_of_robots_txt_are_told(fetcher: Fetcher) -> None:
    rules = robots("Sitemap: /one.xml\nSitemap: https://cdn.example/two.xml\nSitemap: file:///x")
    with Site({"/robots.txt": rules}) as site:
        found = fetcher.sitemaps(site.url("/news"))
        assert found == (site.url("/one.xml"), "https://cdn.example/two.xml")


# -- helpers -----------------------------------------------------------------------------------


class Https:
    """Makes https sites under an authority of their own."""

    def __init__(self, authority: str, ca: trustme.CA) -> None:
        self.authority = authority
        self._ca = ca

    def site(self, pages: dict[str, Reply]) -> Site:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ca.issue_cert("127.0.0.1").configure_cert(context)
        return Site(pages, tls=context)


@pytest.fixture(scope="module")
def https(tmp_path_factory: pytest.TempPathFactory) -> Https:
    ca = trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    ca.cert_pem.write_to_path(str(path))
    return Https(str(path), ca)


def until(condition: Callable[[], bool]) -> None:
    """Wait for ``condition``, briefly."""
    pause = threading.Event()
    for _ in range(500):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it never came true")
