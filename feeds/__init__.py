"""Feedwright: gives any news site the feed it should have had."""

# The function takes the package's name in this namespace; ``from feeds.extract.… import`` still
# finds the package.
from feeds.errors import ExtractError, NotAnArticle
from feeds.extract import extract, extract_site
from feeds.model import Article

__all__ = ["Article", "ExtractError", "NotAnArticle", "extract", "extract_site"]
