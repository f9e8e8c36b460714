"""Collects a source: finds out how to follow it, or follows the trail found before.

Fetches, but decides nothing: what a page offers, and whether a feed or sitemap may stand in for it,
is said by pure modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bs4 import BeautifulSoup

from feeds import urls
from feeds.collect import listing, pointers, sitemap, syndication
from feeds.collect.anchors import links_of
from feeds.collect.collected import Collected, Tried
from feeds.collect.coverage import Shown, articles_of, objection_to_feed, objection_to_sitemap
from feeds.collect.documents import kind_of
from feeds.collect.fetch import Fetcher
from feeds.collect.listing import Listing
from feeds.collect.media import Accept
from feeds.errors import (
    BadFeed,
    BadStatus,
    CollectError,
    FetchError,
    Interrupted,
    NothingFound,
    SchemeRefused,
    TooManyRedirects,
    UnexpectedType,
)
from feeds.model import Failure, Header, Page, Source, SourceKind, Stage, Trail, Validators

T = TypeVar("T")

_MOST_FEEDS_TRIED = 3
_MOST_SITEMAPS_TRIED = 3
_MOST_FORWARDS = 2  # by pages that do nothing else; redirects are the fetcher's
_MOST_CHILDREN = 3  # of a sitemap index, at each refresh
_USUAL_SITEMAP = "/sitemap.xml"
_GONE = frozenset((404, 410))
_TRAIL_LOST = (BadFeed, NothingFound, UnexpectedType, TooManyRedirects, SchemeRefused)


def collect(source: Source, trail: Trail | None, fetcher: Fetcher) -> Collected:
    """The articles that ``source`` offers now.

    With a ``trail``, what it leads to is asked for, conditionally; if it has vanished or cannot be
    read any more, or without one, the source's address is looked at afresh. Under ``kind: auto``
    that is, in this order: what the address itself is, if a feed or a sitemap; a feed the page
    names; the site's sitemap; the page's article links; each only if it brings what the page shows
    (see ``coverage``). The operator's ``links`` go before all of these; another ``kind`` leaves no
    choice, and asks no questions.

    Raises CollectError: NothingFound when there is no article, so that none is taken for gone.
    """
    visit = _Visit(source, fetcher)
    if trail is not None:
        try:
            return visit.follow(trail)
        except _TRAIL_LOST as error:
            visit.note(f"the earlier {trail.kind}", trail.url, error)
        except BadStatus as error:
            if error.status not in _GONE:
                raise
            visit.note(f"the earlier {trail.kind}", trail.url, error)
    return visit.discover(first=trail is None)


def private_headers(source: Source, url: str) -> tuple[Header, ...]:
    """The operator's headers for ``source`` that may go to ``url``: all to its host, or none."""
    return source.headers if urls.host(url) == urls.host(source.url) else ()


@dataclass(slots=True)
class _Visit:
    """One look at one source, remembering what was tried in vain."""

    source: Source
    fetcher: Fetcher
    seen: list[Tried] = field(default_factory=list)

    def note(self, what: str, url: str, why: str | CollectError) -> None:
        """Remember why something was not taken."""
        if isinstance(why, CollectError):
            failure = Failure.of(Stage.COLLECT, why)
            self.seen.append(Tried(what=what, url=url, failure=failure))
        else:
            self.seen.append(Tried(what=what, url=url, objection=why))

    # -- an earlier trail --------------------------------------------------------------------

    def follow(self, trail: Trail) -> Collected:
        """What ``trail`` leads to now. Raises CollectError."""
        page = self._fetch(trail.url, _ACCEPTED[trail.kind], trail.validators)
        if page is None:
            return Collected(trail=trail, not_modified=True, found="the earlier trail")
        read = {
            SourceKind.FEED: self._as_feed,
            SourceKind.SITEMAP: self._as_sitemap,
            SourceKind.LISTING: self._as_listing,
        }[trail.kind]
        return replace(read(page), found="the earlier trail")

    # -- a first look ------------------------------------------------------------------------

    def discover(self, *, first: bool) -> Collected:
        """The best of what the source's address offers; ``first`` if it never was known to.

        Raises CollectError.
        """
        return self._look(self.source.url, first=first, forwards=_MOST_FORWARDS)

    def _look(self, url: str, *, first: bool, forwards: int) -> Collected:
        page = self._fetch(url, Accept.LISTING, Validators())
        if page is None:
            raise NothingFound(url)
        kind = kind_of(page)
        if kind is SourceKind.FEED:
            return self._told(self._as_feed(page), "the address is a feed")
        if kind is SourceKind.SITEMAP:
            return self._told(self._as_sitemap(page), "the address is a sitemap")
        soup = pointers.parse(page)
        if forwards and (target := pointers.forwarding(soup, page.url)) is not None:
            return self._look(target, first=first, forwards=forwards - 1)
        return self._best_of(page, soup, first=first)

    def _best_of(self, page: Page, soup: BeautifulSoup, *, first: bool) -> Collected:
        found = listing.read(soup, page.url, self.source.links)
        articles = found.links if found.is_sure else ()
        shown = Shown(url=page.url, articles=articles, addresses=links_of(soup, page.url))
        wanted = self.source.kind
        if self.source.links is not None and wanted is SourceKind.AUTO:
            wanted = SourceKind.LISTING
        options: dict[SourceKind, Callable[[], Collected | None]] = {
            SourceKind.FEED: lambda: self._named_feed(soup, page, shown),
            SourceKind.SITEMAP: lambda: self._site_map(page, shown, first=first),
            SourceKind.LISTING: lambda: self._listed(page, soup, found),
        }
        for kind, option in options.items():
            if wanted in (SourceKind.AUTO, kind) and (best := option()) is not None:
                return self._told(replace(best, title=best.title or pointers.site_name(soup)))
        raise NothingFound(self.source.url)

    def _named_feed(self, soup: BeautifulSoup, page: Page, shown: Shown) -> Collected | None:
        for feed in pointers.feeds_of(soup, page.url)[:_MOST_FEEDS_TRIED]:
            with_it = self._attempt("feed", feed.url, Accept.FEED, self._as_feed)
            if with_it is None:
                continue
            objection = objection_to_feed(with_it.links, feed.url, shown, page.fetched_at)
            if not objection or self.source.kind is SourceKind.FEED:
                return replace(with_it, found="a feed that the page names")
            self.note("feed", feed.url, objection)
        return None

    def _site_map(self, page: Page, shown: Shown, *, first: bool) -> Collected | None:
        """The site's sitemap, if it can stand in for the page.

        A page that never showed an article (a script draws it, mostly) leaves nothing better than
        any sitemap; one that no longer does is broken, and old articles must not come in its stead.
        """
        spare: Collected | None = None
        for url in self._sitemap_addresses(page.url):
            read = self._attempt("sitemap", url, Accept.SITEMAP, self._places)
            if read is None:
                continue
            places, trail = read
            links = articles_of(places, self.source.url, page.fetched_at)
            objection = objection_to_sitemap(places, links, shown, page.fetched_at)
            found = Collected(links=links, trail=trail, found="the site's sitemap")
            if not objection or (links and self.source.kind is SourceKind.SITEMAP):
                return found
            self.note("sitemap", url, objection)
            if links and first and not shown.articles:
                spare = spare or found
        return spare

    def _sitemap_addresses(self, url: str) -> list[str]:
        try:
            named = self.fetcher.sitemaps(url)
        except Interrupted:
            raise
        except FetchError:
            named = ()
        usual = urls.origin(url) + _USUAL_SITEMAP
        found = sorted(dict.fromkeys((*named, usual)), key=lambda u: "news" not in u.lower())
        return found[:_MOST_SITEMAPS_TRIED]

    # -- reading -----------------------------------------------------------------------------

    def _as_feed(self, page: Page) -> Collected:
        feed = syndication.read(page)
        if not feed.links:
            raise NothingFound(page.requested)
        return Collected(links=feed.links, trail=_trail(SourceKind.FEED, page), title=feed.title)

    def _as_sitemap(self, page: Page) -> Collected:
        places, trail = self._places(page)
        is_address = page.requested == self.source.url  # then it speaks for its whole site
        shown = urls.origin(page.url) if is_address else self.source.url
        links = articles_of(places, shown, page.fetched_at)
        if not links:
            raise NothingFound(page.requested)
        return Collected(links=links, trail=trail)

    def _places(self, page: Page) -> tuple[list[sitemap.Place], Trail]:
        """All that a sitemap lists, or the likeliest parts of an index; and the way back to it.

        An index that does not date its parts answers "not modified" although a part was: its
        trail has no validators.
        """
        read = sitemap.read(page)
        trail = _trail(SourceKind.SITEMAP, page)
        if not read.children:
            return list(read.pages), trail
        if any(child.modified is None for child in read.children):
            trail = replace(trail, validators=Validators())
        places = list(read.pages)
        for child in sitemap.promising(read.children, _MOST_CHILDREN):
            part = self._attempt("sitemap", child.url, Accept.SITEMAP, sitemap.read)
            places += part.pages if part else ()
        return places, trail

    def _as_listing(self, page: Page) -> Collected:
        soup = pointers.parse(page)
        return self._listed(page, soup, listing.read(soup, page.url, self.source.links))

    def _listed(self, page: Page, soup: BeautifulSoup, first: Listing) -> Collected:
        """The articles of the listing and, if the source says so, of its further pages."""
        whole = listing.merged([first, *self._further_pages(page, soup)])
        if not whole.links:
            raise NothingFound(page.requested)
        selector = self.source.links
        return Collected(
            links=whole.links,
            trail=_trail(SourceKind.LISTING, page),
            title=pointers.site_name(soup),
            found=f"links: {selector}" if selector else "the page's article links",
            candidates=whole.candidates,
        )

    def _further_pages(self, page: Page, soup: BeautifulSoup) -> Iterator[Listing]:
        """The listing's next pages, as many as the source wants and there are."""
        url, passed = page.url, {urls.canonical(page.url)}
        for _ in range(self.source.pages - 1):
            following = pointers.next_page(soup, url)
            if following is None or urls.canonical(following) in passed:
                return
            passed.add(urls.canonical(following))
            further = self._attempt("page", following, Accept.LISTING, pointers.parse)
            if further is None:
                return
            url, soup = following, further
            yield listing.read(soup, url, self.source.links)

    # -- fetching ----------------------------------------------------------------------------

    def _fetch(self, url: str, accept: Accept, validators: Validators) -> Page | None:
        headers = private_headers(self.source, url)
        return self.fetcher.fetch(url, accept=accept, validators=validators, headers=headers)

    def _attempt(self, what: str, url: str, accept: Accept, read: Callable[[Page], T]) -> T | None:
        """What is read at ``url``; None, with a note, if it cannot be had or read."""
        try:
            page = self._fetch(url, accept, Validators())
            return read(page) if page is not None else None
        except Interrupted:
            raise
        except CollectError as error:
            self.note(what, url, error)
            return None

    def _told(self, found: Collected, how: str = "") -> Collected:
        return replace(found, found=how or found.found, seen=tuple(self.seen))


_ACCEPTED = {
    SourceKind.FEED: Accept.FEED,
    SourceKind.SITEMAP: Accept.SITEMAP,
    SourceKind.LISTING: Accept.LISTING,
}


def _trail(kind: SourceKind, page: Page) -> Trail:
    return Trail(kind=kind, url=page.requested, validators=page.validators)
