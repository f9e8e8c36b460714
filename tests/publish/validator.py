"""The errors that the W3C feed validator (github.com/w3c/feedvalidator) raises on such documents.

Its rules written anew for RSS 2.0, Atom and OPML as far as this program's documents can break them:
required and repeated elements, unique ids, dates, addresses, media types, languages, links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(:\d\d)? [+-]\d\d[03]0"
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_FULL_URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+\-.]*:(//)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
_DOTTED_URL = re.compile(r"https?://([A-Za-z0-9-]+\.)+[A-Za-z0-9][A-Za-z0-9-]*(:\d+)?(/.*)?")
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MIME = re.compile(r'[^\s()<>,;:\\"/[\]?=]+/[^\s()<>,;:\\"/[\]?=]+')
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z0-9]+)*", re.IGNORECASE)
_BAD_CHARACTER = re.compile("[\x80-\x9f]")

_ONCE_IN_CHANNEL = (
    "title",
    "link",
    "description",
    "language",
    "lastBuildDate",
    "docs",
    "generator",
)
_ONCE_IN_ITEM = (
    "title",
    "link",
    "description",
    CONTENT + "encoded",
    "pubDate",
    "guid",
    "enclosure",
)
_ONCE_IN_ENTRY = ("id", "title", "updated", "published", "content", "summary")


def parse(document: bytes) -> Any:
    """The document's root. Raises XMLSyntaxError if it is not well-formed."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def rss_errors(document: bytes) -> list[str]:
    """What is wrong with an RSS 2.0 document."""
    return list(_rss(parse(document)))


def atom_errors(document: bytes) -> list[str]:
    """What is wrong with an Atom document."""
    return list(_atom(parse(document)))


def opml_errors(document: bytes) -> list[str]:
    """What is wrong with an OPML document."""
    return list(_opml(parse(document)))


def _rss(root: Any) -> Iterator[str]:
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "InvalidRSSVersion"
    (channel,) = root
    yield from _characters(root)
    yield from _repeated(channel, _ONCE_IN_CHANNEL)
    yield from _missing(channel, ("title", "link", "description"))
    yield from _uri(channel.findtext("link"))
    if not any(link.get("rel") == "self" for link in channel.iter(ATOM + "link")):
        yield "MissingAtomSelfLink"
    for link in channel.iter(ATOM + "link"):
        yield from _uri(link.get("href"))
    for date in root.iter("pubDate", "lastBuildDate"):
        yield from _rfc_822(date.text)
    for language in root.iter("language", DC + "language"):
        yield from _language(language.text)
    tags = [child.tag for child in channel]
    if "item" in tags and set(tags[tags.index("item") :]) != {"item"}:
        yield "MisplacedItem"
    yield from _twice([guid.text for guid in channel.iter("guid")])
    for item in channel.iter("item"):
        yield from _item(item)


def _item(item: Any) -> Iterator[str]:
    yield from _repeated(item, _ONCE_IN_ITEM)
    yield from _missing(item, ("title", "description", "guid", CONTENT + "encoded"))
    if item.findtext("link") is not None:
        yield from _uri(item.findtext("link"))
    guid = item.find("guid")
    if guid.get("isPermaLink") != "false" or not _UUID.fullmatch(guid.text):
        yield f"InvalidPermalink: {guid.text}"
    tags = [child.tag for child in item]
    if tags.index("description") > tags.index(CONTENT + "encoded"):
        yield "NeedDescriptionBeforeContent"
    if "author" in tags:
        yield "InvalidContact: an author must be an email address"
    for enclosure in item.iter("enclosure"):
        if not enclosure.get("length", "").isdigit():
            yield "InvalidIntegerAttribute"
        yield from _mime(enclosure.get("type"))
        yield from _uri(enclosure.get("url"))
        if not _DOTTED_URL.fullmatch(enclosure.get("url")):
            yield f"InvalidURLAttribute: {enclosure.get('url')}"
    for category in item.iter("category"):
        if not (category.text or "").strip():
            yield "NotBlank: category"
    yield from _media(item)


def _atom(root: Any) -> Iterator[str]:
    if root.tag != ATOM + "feed":
        yield "InvalidNamespace"
    yield from _characters(root)
    yield from _missing(root, (ATOM + "title", ATOM + "id", ATOM + "updated"))
    yield from _repeated(root, (ATOM + "title", ATOM + "id", ATOM + "updated", ATOM + "generator"))
    yield from _uri(root.findtext(ATOM + "id"))
    yield from _feed_links(root)
    for date in root.iter(ATOM + "updated", ATOM + "published"):
        if not _RFC_3339.fullmatch(date.text or ""):
            yield f"InvalidRFC3339Date: {date.text}"
    for element in root.iter():
        if element.get(LANG) is not None:
            yield from _language(element.get(LANG))
    yield from _twice([entry.findtext(ATOM + "id") for entry in root.iter(ATOM + "entry")])
    has_author = root.find(ATOM + "author") is not None
    for name in root.iter(ATOM + "name"):
        if not (name.text or "").strip():
            yield "NotBlank: name"
    for entry in root.iter(ATOM + "entry"):
        if not has_author and entry.find(ATOM + "author") is None:
            yield "MissingElement: author"
        yield from _entry(entry)


def _feed_links(root: Any) -> Iterator[str]:
    links = Counter(
        (link.get("rel", "alternate"), link.get("type"), link.get("hreflang"))
        for link in root.findall(ATOM + "link")
    )
    yield from (f"DuplicateAtomLink: {link}" for link, count in links.items() if count > 1)
    if not any(rel == "self" for rel, _, _ in links):
        yield "MissingSelf"


def _entry(entry: Any) -> Iterator[str]:
    once = tuple(ATOM + name for name in _ONCE_IN_ENTRY)
    yield from _repeated(entry, once)
    yield from _missing(entry, once)
    if not _UUID.fullmatch(entry.findtext(ATOM + "id")):
        yield "InvalidUUID"
    if entry.find(ATOM + "content").get("type") != "html":
        yield "InvalidMIMEType: content"
    if entry.find(ATOM + "summary").get("type", "text") != "text":
        yield "InvalidMIMEType: summary"
    alternates = Counter(
        link.get("type")
        for link in entry.findall(ATOM + "link")
        if link.get("rel", "alternate") == "alternate"
    )
    yield from (f"DuplicateAtomLink: {type_}" for type_, n in alternates.items() if n > 1)
    for link in entry.findall(ATOM + "link"):
        yield from _uri(link.get("href"))
        if link.get("type") is not None:
            yield from _mime(link.get("type"))
    yield from _media(entry)


def _opml(root: Any) -> Iterator[str]:
    if root.tag != "opml" or root.get("version") != "2.0":
        yield "InvalidOPMLVersion"
    yield from _missing(root, ("head", "body"))
    if root.find("body/outline") is None:
        yield "MissingElement: outline"
    for outline in root.iter("outline"):
        for name in ("text", "title", "type", "xmlUrl"):
            if not outline.get(name):
                yield f"MissingAttribute: {name}"
        yield from _uri(outline.get("xmlUrl"))
        if outline.get("htmlUrl") is not None:
            yield from _uri(outline.get("htmlUrl"))


def _media(parent: Any) -> Iterator[str]:
    if parent.find(MEDIA + "group") is not None:
        yield "MediaGroupWithoutAlternatives"
    for media in parent.iter(MEDIA + "content"):
        if media.get("medium") not in {"image", "audio", "video", "document", "executable"}:
            yield "InvalidMediaMedium"
        yield from _uri(media.get("url"))


def _missing(parent: Any, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        child = parent.find(name)
        if child is None or not (len(child) or (child.text or "").strip()):
            yield f"MissingElement: {name} in {parent.tag}"


def _repeated(parent: Any, names: tuple[str, ...]) -> Iterator[str]:
    counts = Counter(child.tag for child in parent)
    yield from (f"DuplicateElement: {name}" for name in names if counts[name] > 1)


def _twice(ids: list[str | None]) -> Iterator[str]:
    yield from (f"DuplicateValue: {id_}" for id_, count in Counter(ids).items() if count > 1)


def _uri(value: str | None) -> Iterator[str]:
    if not _FULL_URI.fullmatch(value or ""):
        yield f"InvalidFullLink: {value}"


def _mime(value: str | None) -> Iterator[str]:
    if not _MIME.fullmatch(value or ""):
        yield f"InvalidMIMEAttribute: {value}"


def _language(value: str | None) -> Iterator[str]:
    if not _LANGUAGE.fullmatch(value or ""):
        yield f"InvalidLanguage: {value}"


def _rfc_822(value: str | None) -> Iterator[str]:
    if not _RFC_822.fullmatch(value or ""):
        yield f"InvalidRFC2822Date: {value}"
    elif parsedate_to_datetime(value or "").strftime("%a") != (value or "")[:3]:
        yield f"IncorrectDOW: {value}"


def _characters(root: Any) -> Iterator[str]:
    for element in root.iter():
        for text in (element.text or "", *element.attrib.values()):
            if _BAD_CHARACTER.search(text):
                yield f"BadCharacters: {element.tag}"
