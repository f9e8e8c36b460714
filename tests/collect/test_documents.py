"""What a document is, by its type and its first bytes. What is dangerous: see test_syndication."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds.collect.documents import kind_of
from feeds.model import Page, SourceKind

FEED, SITEMAP, LISTING = SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LISTING


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        ("<rss version='2.0'>", "text/html", FEED),
        ("\ufeff \n<?xml version='1.0'?><!-- <urlset> --><feed xmlns='a'>", None, FEED),
        ("<?xml-stylesheet href='x'?><rdf:RDF xmlns:rdf='x'>", "text/xml", FEED),
        ("<!DOCTYPE rss PUBLIC 'a' 'b'><rss>", "text/xml", FEED),
        ('{"items": [], "version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}', None, FEED),
        ("whatever", "application/atom+xml; charset=utf-8", FEED),
        ("<urlset>", "application/xml", SITEMAP),
        ("<sm:sitemapindex xmlns:sm='x'>", "application/xml", SITEMAP),
        ("<!doctype html><html>", "application/xml", LISTING),
        ("<html><body><rss>", None, LISTING),
        ('{"version": 5}', "application/json", LISTING),
        ("", None, LISTING),
        ("<!-- never closed", "text/xml", LISTING),
    ],
)
def test_a_document_is_told_by_its_root(
    body: str, content_type: str | None, kind: SourceKind
) -> None:
    assert kind_of(page(body.encode(), content_type)) is kind


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_hide_no_root(encoding: str) -> None:
    xml = "<?xml version='1.0' encoding='utf-16'?><rss version='2.0'>"
    assert kind_of(page(xml.encode(encoding), "text/xml")) is FEED


def page(body: bytes, content_type: str | None) -> Page:
    return Page(
        url="https://paper.example/",
        requested="https://paper.example/",
        body=body,
        content_type=content_type,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
