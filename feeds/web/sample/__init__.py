"""The Harbour Gazette: a news site brought along, to show Feedwright without the internet.

It has what such sites have around their articles, and no feed.
"""

from feeds.web.sample.newsroom import Story, stories
from feeds.web.sample.pages import article_page, listing_page
from feeds.web.sample.site import app, routes

__all__ = ["Story", "app", "article_page", "listing_page", "routes", "stories"]
