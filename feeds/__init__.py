"""Feedwright: gives any news site the feed it should have had."""

# The function takes the package's name in this namespace; ``from feeds.extract.… import`` still
# finds the package.
from feeds.extract import extract, extract_site

__all__ = ["extract", "extract_site"]
