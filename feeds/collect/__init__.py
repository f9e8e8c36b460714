"""Collects: from a source's address to the links and pages of its articles."""

from feeds.collect.articles import article_page, changed_page
from feeds.collect.carried import is_refusal
from feeds.collect.collected import Candidate, Collected
from feeds.collect.discover import collect, private_headers
from feeds.collect.edits import revisits, told
from feeds.collect.fetch import Fetcher
from feeds.collect.first_look import begun, is_first_look, latest
from feeds.collect.media import Accept

__all__ = [
    "Accept",
    "Candidate",
    "Collected",
    "Fetcher",
    "article_page",
    "begun",
    "changed_page",
    "collect",
    "is_first_look",
    "is_refusal",
    "latest",
    "private_headers",
    "revisits",
    "told",
]
