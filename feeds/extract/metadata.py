"""What a page says of its article: title, authors, dates, language, image, tags and the rest.

Sources contradict each other, so each has a trust and those that agree add theirs: JSON-LD, Open
Graph, Dublin Core, microdata, the conventions of parsely, sailthru and others, visible bylines,
``time`` elements, and the address. The trusts were set on the data that docs/metadata.md names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from feeds import urls
from feeds.extract import titles
from feeds.extract.authors import authors
from feeds.extract.bylines import Surroundings, shown_part, title_block
from feeds.extract.chronology import chronology
from feeds.extract.document import TITLING, Document
from feeds.extract.head import Head, main_article, site_names
from feeds.extract.images import is_picture
from feeds.extract.jsonld import Node, addresses, texts, types
from feeds.extract.names import begins_otherwise, fold

# What a declared title is worth; headings are worth up to 5 (feeds.extract.titles). The headline of
# a NewsArticle is the newsroom's own, that of other types is often the search engine's.
_NEWS_HEADLINE, _HEADLINE, _NAME, _OPEN_GRAPH, _TITLE, _OTHER, _TWITTER = (
    *(8.0, 1.0, 0.8, 0.9, 0.7, 0.6, 0.5),
)
_TITLE_METAS: Final = (
    *("parsely-title", "sailthru.title", "dc.title", "dcterms.title", "citation_title"),
    *("headline", "article:title"),
)
_MAX_TAGS: Final = 20
_MAX_TAG: Final = 60  # characters
_BETWEEN_TAGS: Final = re.compile(r"[,;|،、]")
_LANGUAGE: Final = re.compile(
    r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """An article's description. Times are aware, in the zone the page gave, else UTC.

    ``summary`` is the page's own, empty if it has none. ``free`` is False when the page says that
    reading it takes a subscription, None when unsaid.
    """

    title: str
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    image: str | None = None
    site_name: str | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    canonical_url: str | None = None
    free: bool | None = None


def metadata(document: Document, head: Head, url: str) -> Metadata:
    """Everything that the page at ``url``, whose declarations are ``head``, says of its article."""
    article = main_article(head, url)
    sites = site_names(head, url)
    base = head.base_of(url)
    headings = [e.node for e in document.elements if len(e.tag) == 2 and e.tag in TITLING]
    title = titles.vote(_declared_titles(head, article), headings, sites)
    title = shown_part(document, title)
    around = Surroundings(document, title_block(document, title), head)
    when = chronology(around, head, article, url)
    return Metadata(
        title=title,
        authors=authors(around, head, article, sites),
        published=when.published,
        modified=when.modified,
        language=_language(head, article),
        image=_image(head, article, base),
        site_name=_site_name(head),
        tags=_tags(head, article),
        summary=_summary(head, article, title),
        canonical_url=_canonical(head, base),
        free=_free(head, article),
    )


def _declared_titles(head: Head, article: Node) -> list[titles.Candidate]:
    news = any(kind.endswith("newsarticle") for kind in types(article))
    headlines = texts(article.get("headline"), {})
    names = [] if headlines else texts(article.get("name"), {})
    return [
        *[titles.Candidate(text, _NEWS_HEADLINE if news else _HEADLINE) for text in headlines],
        *[titles.Candidate(text, _NAME) for text in names],
        *[titles.Candidate(text, _OPEN_GRAPH) for text in head.all("og:title")],
        *[titles.Candidate(text, _TWITTER) for text in head.all("twitter:title")],
        *[titles.Candidate(text, _OTHER) for text in head.all(*_TITLE_METAS)],
        *([titles.Candidate(head.title, _TITLE)] if head.title else []),
    ]


def _language(head: Head, article: Node) -> str | None:
    """The declared language as BCP 47, the page's own attribute first."""
    declared = [
        head.language or "",
        *texts(article.get("inLanguage"), {}),
        *head.all("og:locale", "content-language", "language", "dc.language", "dcterms.language"),
    ]
    return next((tag for value in declared if (tag := _bcp47(value))), None)


def _bcp47(value: str) -> str | None:
    """RFC 5646 section 2.1.1: language in lower case, script in title case, region in upper."""
    match = _LANGUAGE.fullmatch(value.strip())
    if match is None:
        return None
    language, script, region = match.groups()
    if language.lower() == "utf":  # an encoding, in the wrong place
        return None
    parts = [language.lower(), script and script.title(), region and region.upper()]
    return "-".join(filter(None, parts))


def _image(head: Head, article: Node, base: str) -> str | None:
    declared = [
        *head.all("og:image:secure_url", "og:image", "og:image:url", "twitter:image"),
        *head.all("twitter:image:src", "parsely-image-url", "sailthru.image.full", "thumbnail"),
        *addresses(article.get("image"), head.structured.by_id),
        *addresses(article.get("thumbnailUrl"), {}),
        *head.links.get("image_src", ()),
    ]
    for value in declared:
        if is_picture(value) and (address := urls.join(base, value)):
            return address
    return None


def _site_name(head: Head) -> str | None:
    found = [
        *head.all("og:site_name"),
        *head.structured.sites,
        *head.structured.publishers,
        *head.all("application-name", "apple-mobile-web-app-title", "dc.publisher"),
    ]
    return next((name for name in found if not urls.is_web(name)), None)


def _tags(head: Head, article: Node) -> tuple[str, ...]:
    """Keywords, each once, from the first source that has any; lists in one string are split."""
    for source in (
        head.all("article:tag", "og:article:tag"),
        texts(article.get("keywords"), {}),
        head.all("parsely-tags", "sailthru.tags", "news_keywords"),
        head.all("keywords"),
    ):
        found: dict[str, str] = {}
        for word in [part for value in source for part in _BETWEEN_TAGS.split(value)]:
            tag = word.strip().strip("#\"'")
            found.setdefault(fold(tag), tag)
        if usable := [tag for key, tag in found.items() if key and len(tag) <= _MAX_TAG]:
            return tuple(usable[:_MAX_TAGS])
    return ()


def _summary(head: Head, article: Node, title: str) -> str:
    """The page's own summary: its longest description that is not the title again."""
    described = [
        *head.all("og:description", "description", "twitter:description"),
        *texts(article.get("description"), {}),
        *head.all("dc.description", "sailthru.description"),
    ]
    known = [fold(title), *map(fold, head.structured.site_descriptions)]
    return next((text for text in described if text and not _says_one_of(known, text)), "")


def _says_one_of(known: list[str], text: str) -> bool:
    alike = [key for key in known if not begins_otherwise(text, key)]
    return bool(alike) and fold(text) in alike


def _canonical(head: Head, base: str) -> str | None:
    for declared in (*head.links.get("canonical", ()), *head.all("og:url")):
        if address := urls.join(base, declared):
            return address
    return None


def _free(head: Head, article: Node) -> bool | None:
    """https://schema.org/isAccessibleForFree, or Facebook's article:content_tier."""
    said = article.get("isAccessibleForFree")
    if isinstance(said, bool):
        return said
    if isinstance(said, str) and said.strip():
        return said.strip().rpartition("/")[2].lower() in ("true", "yes", "1")
    tier = (head.first("article:content_tier", "og:article:content_tier") or "").lower()
    return {"free": True, "metered": False, "locked": False}.get(tier)
