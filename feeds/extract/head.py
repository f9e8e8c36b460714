"""What a page declares about itself: meta elements, links, title, language, JSON-LD and microdata.

All of it is collected by one query over the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds import urls
from feeds.extract.jsonld import Node, Structured, addresses, clean, read_structured

# The attributes in which a meta element names its property; Open Graph uses ``property`` (ogp.me),
# HTML ``name``, microdata ``itemprop``; some pages swap them.
_NAMING = ("property", "name", "itemprop", "http-equiv")


# Elements beyond the head that tell what the page is about, and the names they are kept under.
_PROPERTIES = ("author", "datePublished", "dateModified")
# One ``:is``: of a plain list an element is found once for each selector that it matches.
_DECLARING = (
    ":is(title, meta, link[rel=canonical i], link[rel=image_src i], base[href], script[type*=ld i],"
    "h1, h2, h3, time, [rel~=author], [itemprop]:not(script))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Declarations in the order in which they stand. Names of metas are in lower case."""

    title: str
    metas: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]  # canonical, image_src → addresses as written
    language: str | None
    base: str | None  # as written
    structured: Structured
    headings: tuple[LexborNode, ...]  # h1, h2, h3
    times: tuple[LexborNode, ...]
    marked: Mapping[str, LexborNode]  # itemprop, or "rel=author" → the first element so marked

    def all(self, *names: str) -> Iterator[str]:
        """The contents of the metas of these names, in the order of ``names``."""
        for name in names:
            yield from self.metas.get(name, ())

    def first(self, *names: str) -> str | None:
        """The first content that is not empty."""
        return next(self.all(*names), None)

    def without_nodes(self) -> Head:
        """What is declared, without hold on the parsed page."""
        return replace(self, headings=(), times=(), marked={})

    def base_of(self, url: str) -> str:
        """What relative addresses on the page at ``url`` are relative to."""
        return (urls.join(url, self.base) if self.base else None) or url


def read_head(tree: LexborHTMLParser) -> Head:
    """The declarations of a page, wherever in it they stand: parsers move them into the body."""
    return _Reading().head(tree)


class _Reading:
    """What was collected so far; used once."""

    def __init__(self) -> None:
        self.title = ""
        self.metas: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.base: str | None = None
        self.scripts: list[str] = []
        self.headings: list[LexborNode] = []
        self.times: list[LexborNode] = []
        self.marked: dict[str, LexborNode] = {}

    def head(self, tree: LexborHTMLParser) -> Head:
        for node in tree.css(_DECLARING):
            self._add(node, node.tag or "")
        return Head(
            title=self.title,
            metas={name: tuple(values) for name, values in self.metas.items()},
            links={rel: tuple(filter(None, values)) for rel, values in self.links.items()},
            language=_language(tree),
            base=self.base,
            structured=read_structured(self.scripts),
            headings=tuple(self.headings),
            times=tuple(self.times),
            marked=self.marked,
        )

    def _add(self, node: LexborNode, tag: str) -> None:
        match tag:
            case "meta":
                self._add_meta(node)
            case "link":
                self._add_link(node)
            case "script":
                self.scripts.append(node.text_lexbor())
            case "title":
                if not self.title and not _is_drawing(node):
                    self.title = clean(node.text_lexbor())
            case "base":
                self.base = self.base or node.attributes.get("href")
            case "h1" | "h2" | "h3":
                self.headings.append(node)
            case "time":
                self.times.append(node)
                self._mark(node)
            case _:
                self._mark(node)

    def _add_meta(self, node: LexborNode) -> None:
        attributes = node.attributes
        content = clean(attributes.get("content") or attributes.get("datetime") or "")
        if not content:
            return
        for naming in _NAMING:
            if named := attributes.get(naming):
                for name in named.lower().split():
                    values = self.metas.setdefault(name, [])
                    if content not in values:
                        values.append(content)

    def _add_link(self, node: LexborNode) -> None:
        attributes = node.attributes
        for rel in (attributes.get("rel") or "").lower().split():
            self.links.setdefault(rel, []).append((attributes.get("href") or "").strip())

    def _mark(self, node: LexborNode) -> None:
        attributes = node.attributes
        for name in (attributes.get("itemprop") or "").split():
            if name in _PROPERTIES:
                self.marked.setdefault(name, node)
        if "author" in (attributes.get("rel") or "").split():
            self.marked.setdefault("rel=author", node)


def main_article(head: Head, url: str) -> Node:
    """The JSON-LD node of the article at ``url``, an empty one if there is none.

    Of several the one that gives this address as its own, or the page's canonical one, else the
    first.
    """
    found = head.structured.articles
    if len(found) < 2:
        return found[0] if found else {}
    own = {urls.canonical(address) for address in (url, *head.links.get("canonical", ()))}
    for article in found:
        named = (article.get(key) for key in ("url", "mainEntityOfPage", "@id"))
        for address in addresses(list(named), {}):
            if urls.canonical(address.partition("#")[0]) in own:
                return article
    return found[0]


def site_names(head: Head, url: str) -> tuple[str, ...]:
    """Everything the site is called: names it gives itself, and those in its address."""
    declared = [
        *head.all("og:site_name", "application-name", "apple-mobile-web-app-title"),
        *head.all("al:android:app_name", "al:ios:app_name", "publisher", "dc.publisher"),
        *head.all("citation_journal_title", "article:publisher"),
        *head.structured.sites,
        *head.structured.publishers,
    ]
    host = urls.host(url).removeprefix("www.")
    domain = urls.site(url)
    addressed = [host, host.rpartition(".")[0], domain, domain.partition(".")[0]]
    names = dict.fromkeys([*declared, *addressed])
    return tuple(name for name in names if name and not urls.is_web(name))


def _is_drawing(title: LexborNode) -> bool:
    """Whether a title element names an SVG picture rather than the page."""
    return title.parent is not None and title.parent.tag not in ("head", "html", "body")


def _language(tree: LexborHTMLParser) -> str | None:
    root = tree.root
    attributes = root.attributes if root is not None else {}
    return attributes.get("lang") or attributes.get("xml:lang")
