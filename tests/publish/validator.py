"""The errors that the W3C feed validator (github.com/w3c/feedvalidator) raises on such documents.

Its rules written anew for RSS 2.0, Atom and OPML as far as this program's documents can break them:
which elements and attributes may stand where and how often, unique ids, dates, addresses, media
types, languages, links, size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from lxml import etree

from tests.publish import validator_values as values

ATOM: Final = "{http://www.w3.org/2005/Atom}"
CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
MEDIA: Final = "{http://search.yahoo.com/mrss/}"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_LARGEST: Final = 5_000_000  # bytes
_DECLARATION: Final = re.compile(rb"<\?xml version='1\.0' encoding='UTF-8'\?>\s*<")
_BAD_CHARACTER: Final = re.compile("[\x80-\x9f\ufdd0-\ufdef\U0001fffe\U0001ffff]")


class _Shape(NamedTuple):
    """What may stand in an element: other elements, or text if none are named."""

    children: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    is_empty: bool = False


_MEDIA_CONTENT: Final = {MEDIA + "content": _Shape((), ("url", "medium"), is_empty=True)}
_ATOM_LINK: Final = {ATOM + "link": _Shape((), ("href", "rel", "type"), is_empty=True)}
_CHANNEL: Final = ("title", "link", "description", "language", "lastBuildDate", "docs", "generator")
_ITEM: Final = ("title", "link", "description", CONTENT + "encoded", "pubDate", "guid", "enclosure")
_RSS: Final[Mapping[str, _Shape]] = {
    "rss": _Shape(("channel",), ("version",)),
    "channel": _Shape((*_CHANNEL, ATOM + "link", "item")),
    "item": _Shape(
        (*_ITEM, "category", DC + "creator", DC + "language", MEDIA + "content"),
    ),
    "guid": _Shape((), ("isPermaLink",)),
    "enclosure": _Shape((), ("url", "length", "type"), is_empty=True),
    **_ATOM_LINK,
    **_MEDIA_CONTENT,
}
_FEED: Final = ("id", "title", "updated", "generator")
_ENTRY: Final = ("id", "title", "updated", "published", "content", "summary")
_ATOM: Final[Mapping[str, _Shape]] = {
    ATOM + "feed": _Shape(
        tuple(ATOM + name for name in (*_FEED, "author", "link", "entry")), (LANG,)
    ),
    ATOM + "entry": _Shape(
        (*(ATOM + name for name in (*_ENTRY, "author", "link", "category")), MEDIA + "content"),
        (LANG,),
    ),
    ATOM + "author": _Shape((ATOM + "name",)),
    ATOM + "content": _Shape((), ("type",)),
    ATOM + "summary": _Shape((), ("type",)),
    ATOM + "category": _Shape((), ("term",), is_empty=True),
    **_ATOM_LINK,
    **_MEDIA_CONTENT,
}
_OPML: Final[Mapping[str, _Shape]] = {
    "opml": _Shape(("head", "body"), ("version",)),
    "head": _Shape(("title",)),
    "body": _Shape(("outline",)),
    "outline": _Shape((), ("type", "text", "title", "xmlUrl", "htmlUrl"), is_empty=True),
}


def parse(document: bytes) -> Any:
    """The document's root. Raises XMLSyntaxError if it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(document, parser)


def rss_errors(document: bytes) -> list[str]:
    """What is wrong with an RSS 2.0 document."""
    return [*_document(document), *_rss(parse(document))]


def atom_errors(document: bytes) -> list[str]:
    """What is wrong with an Atom document."""
    return [*_document(document), *_atom(parse(document))]


def opml_errors(document: bytes) -> list[str]:
    """What is wrong with an OPML document."""
    return [*_document(document), *_opml(parse(document))]


def _document(document: bytes) -> Iterator[str]:
    if len(document) > _LARGEST:
        yield f"ValidatorLimit: {len(document)} bytes"
    if not _DECLARATION.match(document):
        yield "MissingEncoding"


def _rss(root: Any) -> Iterator[str]:
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "InvalidRSSVersion"
    (channel,) = root
    yield from _shaped(root, _RSS)
    yield from _repeated(channel, _CHANNEL)
    yield from _missing(channel, ("title", "link", "description"))
    yield from values.uri(channel.findtext("link"))
    if not any(link.get("rel") == "self" for link in channel.iter(ATOM + "link")):
        yield "MissingAtomSelfLink"
    for link in channel.iter(ATOM + "link"):
        yield from values.link(link.get("href"))
    for date in root.iter("pubDate", "lastBuildDate"):
        yield from values.rfc_822(date.text)
    for language in root.iter("language", DC + "language"):
        yield from values.language(language.text)
    tags = [child.tag for child in channel]
    if "item" in tags and set(tags[tags.index("item") :]) != {"item"}:
        yield "MisplacedItem"
    yield from _twice([guid.text for guid in channel.iter("guid")])
    for item in channel.iter("item"):
        yield from _item(item)


def _item(item: Any) -> Iterator[str]:
    yield from _repeated(item, _ITEM)
    yield from _missing(item, ("title", "description", "guid", CONTENT + "encoded"))
    if item.findtext("link") is not None:
        yield from values.uri(item.findtext("link"))
    guid = item.find("guid")
    if guid.get("isPermaLink") != "false":
        yield f"InvalidPermalink: {guid.text}"
    yield from values.uuid(guid.text)
    tags = [child.tag for child in item]
    if tags.index("description") > tags.index(CONTENT + "encoded"):
        yield "NeedDescriptionBeforeContent"
    for enclosure in item.iter("enclosure"):
        if not enclosure.get("length", "").isdigit():
            yield "InvalidIntegerAttribute"
        yield from values.mime(enclosure.get("type"))
        yield from values.enclosed(enclosure.get("url"))
    for named in item.iter("category", DC + "creator"):
        if not (named.text or "").strip():
            yield f"NotBlank: {named.tag}"
    yield from _media(item)


def _atom(root: Any) -> Iterator[str]:
    if root.tag != ATOM + "feed":
        yield "InvalidNamespace"
    yield from _shaped(root, _ATOM)
    yield from _missing(root, (ATOM + "title", ATOM + "id", ATOM + "updated"))
    yield from _repeated(root, tuple(ATOM + name for name in _FEED))
    yield from values.canonical(root.findtext(ATOM + "id"))
    yield from _feed_links(root)
    tags = [child.tag for child in root]
    if ATOM + "entry" in tags and set(tags[tags.index(ATOM + "entry") :]) != {ATOM + "entry"}:
        yield "MisplacedMetadata"
    for date in root.iter(ATOM + "updated", ATOM + "published"):
        yield from values.rfc_3339(date.text)
    for element in root.iter():
        if element.get(LANG) is not None:
            yield from values.language(element.get(LANG))
    yield from _twice([entry.findtext(ATOM + "id") for entry in root.iter(ATOM + "entry")])
    for name in root.iter(ATOM + "name"):
        if not (name.text or "").strip():
            yield "NotBlank: name"
    for entry in root.iter(ATOM + "entry"):
        if root.find(ATOM + "author") is None and entry.find(ATOM + "author") is None:
            yield "MissingElement: author"
        yield from _entry(entry)


def _feed_links(root: Any) -> Iterator[str]:
    links = root.findall(ATOM + "link")
    yield from _two_alternates(links)
    if not any(link.get("rel") == "self" for link in links):
        yield "MissingSelf"
    for link in links:
        yield from values.link(link.get("href"))


def _entry(entry: Any) -> Iterator[str]:
    once = tuple(ATOM + name for name in _ENTRY)
    yield from _repeated(entry, once)
    yield from _missing(entry, once)
    yield from values.uuid(entry.findtext(ATOM + "id"))
    if entry.find(ATOM + "content").get("type") != "html":
        yield "InvalidMIMEType: content"
    if entry.find(ATOM + "summary").get("type", "text") != "text":
        yield "InvalidMIMEType: summary"
    links = entry.findall(ATOM + "link")
    yield from _two_alternates(links)
    for link in links:
        yield from values.link(link.get("href"))
        if link.get("type") is not None:
            yield from values.mime(link.get("type"))
    yield from _media(entry)


def _two_alternates(links: list[Any]) -> Iterator[str]:
    types = Counter(
        link.get("type") for link in links if link.get("rel", "alternate") == "alternate"
    )
    yield from (f"DuplicateAtomLink: {type_}" for type_, count in types.items() if count > 1)


def _opml(root: Any) -> Iterator[str]:
    if root.tag != "opml" or root.get("version") != "2.0":
        yield "InvalidOPMLVersion"
    yield from _shaped(root, _OPML)
    yield from _missing(root, ("head", "body"))
    if root.find("body/outline") is None:
        yield "MissingElement: outline"
    for outline in root.iter("outline"):
        for name in ("text", "title", "type", "xmlUrl"):
            if not outline.get(name):
                yield f"MissingAttribute: {name}"
        yield from values.link(outline.get("xmlUrl"))
        if outline.get("htmlUrl") is not None:
            yield from values.link(outline.get("htmlUrl"))


def _media(parent: Any) -> Iterator[str]:
    for media in parent.iter(MEDIA + "content"):
        if media.get("medium") not in {"image", "audio", "video", "document", "executable"}:
            yield "InvalidMediaMedium"
        yield from values.uri(media.get("url"))


def _shaped(root: Any, shapes: Mapping[str, _Shape]) -> Iterator[str]:
    """That each element holds only what may stand in it; one without a shape only text."""
    for element in root.iter():
        shape = shapes.get(element.tag, _Shape())
        for child in element:
            if child.tag not in shape.children:
                yield f"UndefinedElement: {child.tag} in {element.tag}"
        for name in element.attrib:
            if name not in shape.attributes:
                yield f"UnexpectedAttribute: {name} of {element.tag}"
        between = [element.text, *(child.tail for child in element)]
        if (shape.children or shape.is_empty) and any(text and text.strip() for text in between):
            yield f"UnexpectedText: in {element.tag}"
        if any(_BAD_CHARACTER.search(text or "") for text in (*between, *element.attrib.values())):
            yield f"BadCharacters: {element.tag}"


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
