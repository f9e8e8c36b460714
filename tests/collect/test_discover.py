"""From a source's address to its articles: how it is found out, and how it is followed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.collect import Collected, Fetcher, collect, private_headers
from feeds.collect.collected import Tried
from feeds.errors import BadFeed, BadStatus, NothingFound
from feeds.model import Header, Source, SourceKind, Trail, Validators
from tests.collect.conftest import MakeFetcher
from tests.site import Reply, Site, content, gzipped, page, redirect, robots, status, xml

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STORIES = tuple(f"story-number-{n}-of-the-day" for n in range(1, 7))


@pytest.fixture
def fetcher(make_fetcher: MakeFetcher) -> Fetcher:
    return make_fetcher(now=lambda: NOW)


def source(site: Site, path: str = "/", **parts: Any) -> Source:
    return Source(name="paper", url=site.url(path), **parts)


def listing(*slugs: str, head: str = "", below: str = "/", **headers: str) -> Reply:
    cards = "".join(f'<h2><a href="{below}{s}">{s.replace("-", " ")}</a></h2>' for s in slugs)
    return page(f"<main>{cards}</main>", head=head, title="The Paper", **headers)


def rss(
    *slugs: str, below: str = "/", day: int = 22, title: str = "Its feed", **headers: str
) -> Reply:
    items = "".join(
        f"<item><title>{s}</title><link>{below}{s}</link><guid>urn:{s}</guid>"
        f"<pubDate>22 Nov 2026 08:00:00 GMT</pubDate></item>"
        for s in slugs
    )
    body = f'<rss version="2.0"><channel><title>Its feed</title>{items}</channel></rss>'
    return content(body, "application/rss+xml", **headers)


def urlset(site: Site, *slugs: str, day: int = 22, below: str = "/") -> Reply:
    entries = "".join(
        f"<url><loc>{site.url(below + s)}</loc><lastmod>2026-11-{day:02}</lastmod></url>"
        for s in slugs
    )
    return xml(f"<urlset>{entries}</urlset>", etag='"map"')


def named(*paths: str, kind: str = "application/rss+xml") -> str:
    return "".join(f'<link rel="alternate" type="{kind}" href="{p}" title="Feed">' for p in paths)


def slugs(collected: Collected) -> list[str]:
    return [link.url.rpartition("/")[2] for link in collected.links]


# -- finding out -------------------------------------------------------------------------------


def test_a_feed_that_the_page_names_is_taken(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES, head=named("/feed")), "/feed": rss(*STORIES)}) as site:
        found = collect(source(site), None, fetcher)
        assert found.trail == Trail(kind=SourceKind.FEED, url=site.url("/feed"))
    assert slugs(found) == list(STORIES)
    assert found.links[0].upstream_id == f"urn:{STORIES[0]}"
    assert found.title == "Its feed"
    assert found.found == "a feed that the page names"


@pytest.mark.parametrize("wish", ["0; url=/en/", "0;URL='/en/'", "3, url=en/?utm_source=x"])
def test_a_page_that_only_sends_on_is_followed(wish: str, fetcher: Fetcher) -> None:
    stub = page(head=f'<meta http-equiv="Refresh" content="{wish}">')
    with Site({"/": stub, "/en/": listing(*STORIES)}) as site:
        site.pages["/en/?utm_source=x"] = site.pages["/en/"]
        found = collect(source(site), None, fetcher)
        assert found.trail.url.startswith(site.url("/en/"))
        assert slugs(collect(source(site), found.trail, fetcher)) == list(STORIES)


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="refresh" content="300">',
        '<meta http-equiv="refresh" content="0; url=/">',
        '<meta http-equiv="refresh" content="600; url=/en/">',
        '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
        '<noscript><meta http-equiv="refresh" content="0; url=/no-script"></noscript>',
    ],
)
def test_a_page_that_is_merely_renewed_is_the_page(head: str, fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES, head=head)}) as site:
        found = collect(source(site), None, fetcher)
        assert (found.trail.url, slugs(found)) == (site.url("/"), list(STORIES))


def test_pages_that_send_on_to_each_other_come_to_an_end(fetcher: Fetcher) -> None:
    one, other = (page(head=f'<meta http-equiv="refresh" content="0; url={to}">') for to in "ab")
    with Site({"/b": one, "/a": other}) as site, pytest.raises(NothingFound):
        collect(source(site, "/a"), None, fetcher)


def test_a_feed_that_the_page_merely_links_to_is_taken(fetcher: Fetcher) -> None:
    front = page('<div id="app"></div><a href="/feed.xml">RSS</a>')
    with Site({"/": front, "/feed.xml": rss(*STORIES)}) as site:
        found = collect(source(site), None, fetcher)
    assert (found.trail.kind, slugs(found)) == (SourceKind.FEED, list(STORIES))


def test_any_sitemap_is_better_than_a_page_that_shows_no_article(fetcher: Fetcher) -> None:
    with Site({"/": page('<div id="app"></div>')}) as site:
        site.pages["/sitemap.xml"] = xml(
            "<urlset>" + "".join(f"<url><loc>/{s}</loc></url>" for s in STORIES) + "</urlset>"
        )
        found = collect(source(site), None, fetcher)
        assert (found.trail.kind, slugs(found)) == (SourceKind.SITEMAP, list(STORIES))
        assert found.seen[-1].objection == "it does not date its articles"


def test_a_listing_that_has_lost_its_articles_brings_no_old_ones_from_the_sitemap(
    fetcher: Fetcher,
) -> None:
    with Site({"/": listing(*STORIES)}) as site:
        trail = collect(source(site), None, fetcher).trail
        site.pages["/"] = page("<h1>Before you continue</h1>")
        site.pages["/sitemap.xml"] = xml(
            "<urlset><url><loc>/an-old-story-of-2019</loc></url></urlset>"
        )
        with pytest.raises(NothingFound):
            collect(source(site), trail, fetcher)


def test_an_address_that_is_a_feed_is_taken_as_one(fetcher: Fetcher) -> None:
    with Site({"/": content(rss(*STORIES).body, "text/html")}) as site:  # type: ignore[arg-type]
        found = collect(source(site), None, fetcher)
    assert (found.trail.kind, slugs(found)) == (SourceKind.FEED, list(STORIES))


def test_an_address_that_is_a_sitemap_is_taken_as_one(fetcher: Fetcher) -> None:
    with Site() as site:
        site.pages["/news.xml"] = urlset(site, *STORIES)
        found = collect(source(site, "/news.xml"), None, fetcher)
    assert (found.trail.kind, len(found.links)) == (SourceKind.SITEMAP, len(STORIES))


@pytest.mark.parametrize(
    "feed",
    [
        status(404),
        status(500),
        content("<rss", "application/rss+xml"),
        page("not a feed"),
        rss(),
        rss(*STORIES, below="https://elsewhere.example/"),
    ],
    ids=["gone", "failing", "broken", "a page", "empty", "of another site"],
)
def test_a_named_feed_that_is_no_good_is_passed_over_with_a_reason(
    feed: Reply, fetcher: Fetcher
) -> None:
    with Site({"/": listing(*STORIES, head=named("/feed")), "/feed": feed}) as site:
        found = collect(source(site), None, fetcher)
        assert found.trail == Trail(kind=SourceKind.LISTING, url=site.url("/"))
        tried = found.seen[0]
        assert (tried.what, tried.url) == ("feed", site.url("/feed"))
        assert tried.objection or tried.failure
    assert slugs(found) == list(STORIES)


def test_a_feed_given_up_long_ago_is_passed_over(make_fetcher: MakeFetcher) -> None:
    later = make_fetcher(now=lambda: datetime(2027, 11, 22, tzinfo=UTC))
    pages = {"/": listing(*STORIES, head=named("/feed")), "/feed": rss("an-old-story-of-then")}
    with Site(pages) as site:
        found = collect(source(site), None, later)
        assert found.seen[0].objection == "it is out of date"
    assert slugs(found) == list(STORIES)


def test_a_slow_blogs_old_feed_is_its_feed(make_fetcher: MakeFetcher) -> None:
    later = make_fetcher(now=lambda: datetime(2027, 11, 22, tzinfo=UTC))
    with Site({"/": listing(*STORIES, head=named("/feed")), "/feed": rss(*STORIES)}) as site:
        assert collect(source(site), None, later).trail.kind is SourceKind.FEED


def test_comment_feeds_are_skipped(fetcher: Fetcher) -> None:
    pages = {
        "/": listing(*STORIES, head=named("/comments/feed/", "/feed/")),
        "/comments/feed/": rss(*STORIES[:2]),
        "/feed/": rss(*STORIES),
    }
    with Site(pages) as site:
        assert collect(source(site), None, fetcher).trail.url == site.url("/feed/")
        assert site.requests("/comments/feed/") == 0


def test_of_several_feeds_the_sections_own_is_taken(fetcher: Fetcher) -> None:
    pages = {
        "/sport/": listing(*STORIES, head=named("/feed/", "/sport/feed/"), below="/sport/"),
        "/feed/": rss("something-else-entirely"),
        "/sport/feed/": rss(*STORIES, below="/sport/"),
    }
    with Site(pages) as site:
        found = collect(source(site, "/sport/"), None, fetcher)
        assert found.trail.url == site.url("/sport/feed/")


def test_a_section_is_not_followed_by_the_whole_sites_feed(fetcher: Fetcher) -> None:
    everything = tuple(f"another-thing-number-{n}" for n in range(10))
    pages = {
        "/sport/": listing(*STORIES, head=named("/feed/"), below="/sport/"),
        "/feed/": rss(*everything, STORIES[0]),
    }
    with Site(pages) as site:
        found = collect(source(site, "/sport/"), None, fetcher)
    assert found.trail.kind is SourceKind.LISTING
    assert slugs(found) == list(STORIES)


def test_a_json_feed_is_taken_too(fetcher: Fetcher) -> None:
    feed = '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"/a-b-c-d"}]}'
    head = named("/feed.json", kind="application/feed+json")
    with Site({"/": page(head=head), "/feed.json": content(feed, "application/json")}) as site:
        assert slugs(collect(source(site), None, fetcher)) == ["a-b-c-d"]


@pytest.mark.parametrize("where", ["/sitemap.xml", "/elsewhere.xml"])
def test_without_a_feed_the_sitemap_is_taken(where: str, fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES)}) as site:
        site.pages[where] = urlset(site, *STORIES, "about", "tag/news")
        site.pages["/robots.txt"] = robots(f"Sitemap: {site.url('/elsewhere.xml')}")
        found = collect(source(site), None, fetcher)
        assert found.trail.kind is SourceKind.SITEMAP
        assert found.trail.url == site.url(where)
    assert slugs(found) == list(STORIES)
    assert found.title == "The Paper"


def test_a_sitemap_index_leads_to_its_promising_part(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES)}) as site:
        parts = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in ("tags", "posts"))
        site.pages["/sitemap.xml"] = xml(f"<sitemapindex>{parts}</sitemapindex>", etag='"i"')
        site.pages["/posts.xml"] = urlset(site, *STORIES)
        found = collect(source(site), None, fetcher)
        assert found.trail == Trail(kind=SourceKind.SITEMAP, url=site.url("/sitemap.xml"))
    assert slugs(found) == list(STORIES)


def test_a_gzip_sitemap_is_read(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES)}) as site:
        packed = gzipped(urlset(site, *STORIES)).body
        assert isinstance(packed, bytes)
        site.pages["/map.xml.gz"] = content(packed, "application/x-gzip")
        site.pages["/robots.txt"] = robots(f"Sitemap: {site.url('/map.xml.gz')}")
        assert collect(source(site), None, fetcher).trail.kind is SourceKind.SITEMAP


@pytest.mark.parametrize(
    ("listed", "day", "why"),
    [
        (("quite-another-story-here",), 22, "it lacks what the page shows"),
        (STORIES, 1, "it has nothing recent"),
        (("about", "contact"), 22, "it lists no article of this page"),
    ],
)
def test_a_sitemap_that_does_not_cover_the_page_is_passed_over(
    listed: tuple[str, ...], day: int, why: str, fetcher: Fetcher
) -> None:
    with Site({"/": listing(*STORIES)}) as site:
        site.pages["/sitemap.xml"] = urlset(site, *listed, day=day)
        found = collect(source(site), None, fetcher)
        tried = Tried(what="sitemap", url=site.url("/sitemap.xml"), objection=why)
        assert found.seen == (tried,)
    assert found.trail.kind is SourceKind.LISTING


def test_a_section_takes_only_its_own_part_of_the_sitemap(fetcher: Fetcher) -> None:
    with Site({"/sport/": listing(*STORIES, below="/sport/")}) as site:
        own = urlset(site, *STORIES, below="/sport/").body
        other = urlset(site, "a-story-of-another-section", below="/politics/").body
        assert isinstance(own, bytes)
        assert isinstance(other, bytes)
        both = own.replace(b"</urlset>", b"") + other.replace(b"<urlset>", b"")
        site.pages["/sitemap.xml"] = xml(both.decode())
        found = collect(source(site, "/sport/"), None, fetcher)
    assert (found.trail.kind, slugs(found)) == (SourceKind.SITEMAP, list(STORIES))


def test_without_feed_and_sitemap_the_pages_links_are_taken(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES, etag='"1"')}) as site:
        found = collect(source(site), None, fetcher)
        assert found.trail == Trail(
            kind=SourceKind.LISTING, url=site.url("/"), validators=Validators(etag='"1"')
        )
    assert slugs(found) == list(STORIES)
    assert found.title == "The Paper"
    assert {c.url for c in found.candidates if c.accepted} == {link.url for link in found.links}


def test_the_operators_selector_goes_before_feed_and_sitemap(fetcher: Fetcher) -> None:
    pages = {"/": listing(*STORIES, head=named("/feed")), "/feed": rss(*STORIES)}
    with Site(pages) as site:
        found = collect(source(site, links="h2:first-of-type a"), None, fetcher)
        assert site.requests("/feed") == 0
    assert slugs(found) == [STORIES[0]]


@pytest.mark.parametrize("kind", [SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LISTING])
def test_the_operators_kind_is_the_only_one_tried(kind: SourceKind, fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES, head=named("/feed")), "/feed": rss(*STORIES)}) as site:
        site.pages["/sitemap.xml"] = urlset(site, *STORIES)
        found = collect(source(site, kind=kind), None, fetcher)
    assert found.trail.kind is kind


def test_further_pages_of_a_listing_are_followed_as_far_as_wanted(fetcher: Fetcher) -> None:
    pages = {
        "/": page(listing(*STORIES[:2]).body.decode() + '<a href="/page/2">2</a>'),  # type: ignore[union-attr]
        "/page/2": listing(*STORIES[1:4], head='<link rel="next" href="/page/3">'),
        "/page/3": listing(*STORIES[4:]),
    }
    with Site(pages) as site:
        assert slugs(collect(source(site, pages=2), None, fetcher)) == list(STORIES[:4])
        assert slugs(collect(source(site, pages=9), None, fetcher)) == list(STORIES)


def test_a_further_page_that_fails_costs_only_itself(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES, head='<link rel="next" href="/page/2">')}) as site:
        assert slugs(collect(source(site, pages=3), None, fetcher)) == list(STORIES)


@pytest.mark.parametrize("body", ["", "<p>We use cookies. Accept?</p>", '<div id="app"></div>'])
def test_a_page_with_no_article_is_nothing_found(body: str, fetcher: Fetcher) -> None:
    with Site({"/": page(body)}) as site, pytest.raises(NothingFound):
        collect(source(site), None, fetcher)


def test_the_sources_own_failure_is_told_as_it_is(fetcher: Fetcher) -> None:
    with Site({"/": status(503, retry_after="60")}) as site:
        with pytest.raises(BadStatus) as caught:
            collect(source(site), None, fetcher)
        assert caught.value.retry_after == 60.0


def test_a_broken_feed_at_the_address_itself_is_a_bad_feed(fetcher: Fetcher) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>'
    with Site({"/": xml(bomb)}) as site, pytest.raises(BadFeed):
        collect(source(site), None, fetcher)


def test_addresses_count_from_where_a_redirect_leads(fetcher: Fetcher) -> None:
    with Site({"/": redirect("/news/"), "/news/": listing(*STORIES, below="")}) as site:
        found = collect(source(site), None, fetcher)
        assert found.links[0].url == site.url(f"/news/{STORIES[0]}")


# -- following ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "path"),
    [
        ({"/": listing(*STORIES, etag='"1"')}, "/"),
        (
            {
                "/": listing(*STORIES, head=named("/feed")),
                "/feed": rss(*STORIES, last_modified="Sun, 22 Nov 2026 08:00:00 GMT"),
            },
            "/feed",
        ),
    ],
)
def test_a_trail_is_followed_directly_and_conditionally(
    pages: dict[str, Reply], path: str, fetcher: Fetcher
) -> None:
    with Site(pages) as site:
        first = collect(source(site), None, fetcher)
        site.paths.clear()
        second = collect(source(site), first.trail, fetcher)
        assert site.paths == [path]
    assert second.not_modified
    assert second.links == ()
    assert second.trail == first.trail


def test_a_changed_listing_brings_new_links_and_new_validators(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES[:3], etag='"1"')}) as site:
        first = collect(source(site), None, fetcher)
        site.pages["/"] = listing(*STORIES, etag='"2"')
        second = collect(source(site), first.trail, fetcher)
    assert not second.not_modified
    assert slugs(second) == list(STORIES)
    assert second.trail.validators.etag == '"2"'


@pytest.mark.parametrize(
    "now", [status(404), status(410), page("Moved"), content("<rss", "text/xml"), rss()]
)
def test_a_trail_that_is_lost_is_looked_for_again(now: Reply, fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES, head=named("/feed")), "/feed": rss(*STORIES)}) as site:
        first = collect(source(site), None, fetcher)
        site.pages["/feed"] = now
        site.pages["/"] = listing(*STORIES, head=named("/new"))
        site.pages["/new"] = rss(*STORIES)
        second = collect(source(site), first.trail, fetcher)
        assert second.trail.url == site.url("/new")
        assert (second.seen[0].what, second.seen[0].url) == ("the earlier feed", site.url("/feed"))


def test_a_trail_that_fails_for_now_is_kept(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES, head=named("/feed")), "/feed": rss(*STORIES)}) as site:
        first = collect(source(site), None, fetcher)
        site.pages["/feed"] = status(503)
        with pytest.raises(BadStatus):
            collect(source(site), first.trail, fetcher)


def test_a_listing_that_turned_into_a_consent_page_wipes_nothing(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES)}) as site:
        first = collect(source(site), None, fetcher)
        site.pages["/"] = page("<h1>Before you continue</h1><p>We value your privacy.</p>")
        with pytest.raises(NothingFound):
            collect(source(site), first.trail, fetcher)


def test_an_index_of_undated_parts_is_never_not_modified(fetcher: Fetcher) -> None:
    with Site({"/": listing(*STORIES)}) as site:
        index = "<sitemapindex><sitemap><loc>/posts.xml</loc></sitemap></sitemapindex>"
        site.pages["/sitemap.xml"] = xml(index, etag='"i"')
        site.pages["/posts.xml"] = urlset(site, *STORIES[:4])
        first = collect(source(site), None, fetcher)
        site.pages["/posts.xml"] = urlset(site, *STORIES)
        second = collect(source(site), first.trail, fetcher)
    assert len(second.links) == len(STORIES)


def test_private_headers_go_to_the_sources_host_only(fetcher: Fetcher) -> None:
    cookie = (Header(name="Cookie", value="session=1"),)
    with Site() as other, Site() as site:
        other.pages["/feed"] = rss(*STORIES, below=site.url("/"))
        site.pages["/"] = listing(*STORIES, head=named(other.url("/feed")))
        paper = source(site, headers=cookie)
        assert collect(paper, None, fetcher).trail.url == other.url("/feed")
        assert site.headers("/")["Cookie"] == "session=1"
        assert other.headers("/feed")["Cookie"] is None
        assert private_headers(paper, site.url("/a")) == cookie
        assert private_headers(paper, other.url("/a")) == ()
