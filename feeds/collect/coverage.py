"""Whether a feed or sitemap may stand in for the page that an operator named. Pure.

It may when it brings what the page shows: the site's articles for a front page, the section's for a
section. A feed that was given up, one of comments, or one for the whole site named by a section's
page must not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds import urls
from feeds.collect.addresses import Sign, examine
from feeds.collect.sitemap import Place
from feeds.model import Link

_LATEST = 20  # links at the top of a feed that are compared with the page
_OWN_SHARE = 0.5  # of a feed's links that lead to the page's site or the feed's
_SECTION_SHARE = 0.3  # of a feed's links that a section's page shows, or has below it
_STALE = timedelta(days=60)  # a feed whose newest entry is older may have been given up
_RECENT = timedelta(days=14)
_LISTED_SHARE = 0.5  # of the page's articles that a sitemap must know
_ENOUGH_LISTED = 3  # articles on a page that make it worth comparing with
_DATED_SHARE = 0.5  # of a sitemap's articles; without dates it cannot tell the new ones
_TODAY = timedelta(days=1)
_NEWEST = 200  # articles of a sitemap that are offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page at ``url`` shows: its articles, and every address it links to."""

    url: str
    articles: tuple[Link, ...]
    addresses: frozenset[str]

    @property
    def is_front(self) -> bool:
        """Whether everything on the site belongs to it."""
        return urls.is_home(self.url)

    def is_below(self, url: str) -> bool:
        """Whether ``url`` lies under the page's own path, on its host."""
        own = urls.segments(self.url)
        return urls.host(url) == urls.host(self.url) and urls.segments(url)[: len(own)] == own


def objection_to_feed(links: Sequence[Link], feed_url: str, shown: Shown, now: datetime) -> str:
    """Why the feed cannot stand in for the page; "" if it can."""
    latest = links[:_LATEST]
    if not latest:
        return "it has no entry"
    own = [link for link in latest if _is_own(link.url, feed_url, shown.url)]
    if len(own) < len(latest) * _OWN_SHARE:
        return "its entries lead to other sites"
    titles = {link.title.casefold() for link in shown.articles if link.title}
    on_page = [
        link
        for link in latest
        if link.url in shown.addresses or (link.title or "").casefold() in titles
    ]
    if shown.is_front:
        dates = [link.published for link in latest if link.published is not None]
        stale = bool(dates) and max(dates) < now - _STALE
        return "it is out of date" if stale and not on_page and shown.articles else ""
    if not shown.articles:
        return ""
    related = {link.url for link in on_page} | {x.url for x in latest if shown.is_below(x.url)}
    return "it is not this page's" if len(related) < len(latest) * _SECTION_SHARE else ""


def _is_own(url: str, feed_url: str, page_url: str) -> bool:
    return urls.same_site(url, page_url) or urls.same_site(url, feed_url)


def articles_of(places: Collection[Place], shown_url: str, now: datetime) -> tuple[Link, ...]:
    """A sitemap's articles, newest first: those below the page, unless that is a front page.

    Their addresses must show what they are; news sitemaps list nothing else anyway.
    """
    page = Shown(url=shown_url, articles=(), addresses=frozenset())
    chosen = [p for p in places if _is_article(p, page)]
    chosen.sort(key=lambda p: p.moment, reverse=True)
    return tuple(
        Link(
            url=p.url,
            title=p.title,
            published=p.published or _long_ago(p.modified, now),
            updated=p.modified,
            reason="entry of the sitemap",
        )
        for p in chosen[:_NEWEST]
    )


def _long_ago(modified: datetime | None, now: datetime) -> datetime | None:
    """``modified`` if that is no moment of late, the latest at which an article was published.

    Without it, undated articles of years ago would be today's. For one of today the moment it is
    first seen tells more: many sitemaps give days only.
    """
    return modified if modified is not None and modified < now - _TODAY else None


def _is_article(place: Place, page: Shown) -> bool:
    address = examine(place.url, page.url)
    if address.refusal or not (page.is_front or page.is_below(place.url)):
        return False
    if Sign.SERVICE in address.signs:
        return False
    return urls.names_one_page(place.url) or address.is_specific or place.published is not None


def objection_to_sitemap(
    places: Collection[Place], links: Sequence[Link], shown: Shown, now: datetime
) -> str:
    """Why the sitemap, whose newest articles are ``links``, cannot stand in for the page; or "".

    One whose dates are all of today's making has other articles for its newest than the page.
    """
    if not links:
        return "it lists no article of this page"
    moments = {p.url: p.moment for p in places if p.modified or p.published}
    dated = [link for link in links if link.url in moments]
    if len(dated) < len(links) * _DATED_SHARE:
        return "it does not date its articles"
    if max(moments[link.url] for link in dated) < now - _RECENT:
        return "it has nothing recent"
    if len(shown.articles) >= _ENOUGH_LISTED:
        newest = {link.url for link in links}
        common = [link for link in shown.articles if link.url in newest]
        if len(common) < len(shown.articles) * _LISTED_SHARE:
            return "it lacks what the page shows"
    return ""
