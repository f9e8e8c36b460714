"""What a page declares about itself: meta elements, links, title, language, JSON-LD and microdata.

The walk over the page has noted nearly all of it on its way: to look through the tree once more
takes as long as all that is done with what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds import urls
from feeds.extract.document import Document
from feeds.extract.jsonld import Node, Structured, addresses, clean, read_structured
from feeds.extract.tags import Tags

_DECLARING: Final = ("base", "link", "meta", "script", "time", "title")  # what the walk notes
# The attributes in which a meta element names its property; Open Graph uses ``property`` (ogp.me),
# HTML ``name``, microdata ``itemprop``; some pages swap them.
_NAMING: Final = ("property", "name", "itemprop", "http-equiv")


# Elements beyond the head that tell what the page is about, and the names they are kept under.
_PROPERTIES: Final = ("author", "datePublished", "dateModified")
_NOT_MARKED: Final = frozenset(["meta", "link", "title", "base", "script", "h1", "h2", "h3"])
_LINKS: Final = frozenset(["canonical", "image_src"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Declarations in the order in which they stand. Names of metas are in lower case."""

    title: str
    metas: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]  # canonical, image_src → addresses as written
    language: str | None
    base: str | None  # as written
    structured: Structured
    times: tuple[LexborNode, ...]
    marked: Mapping[str, LexborNode]  # itemprop, or "rel=author" → the first element so marked

    def all(self, *names: str) -> list[str]:
        """The contents of the metas of these names, in the order of ``names``."""
        return [value for name in names if name in self.metas for value in self.metas[name]]

    def first(self, *names: str) -> str | None:
        """The first content that is not empty."""
        return next(iter(self.all(*names)), None)

    def without_nodes(self) -> Head:
        """What is declared, without hold on the parsed page."""
        return replace(self, times=(), marked={})

    def base_of(self, url: str) -> str:
        """What relative addresses on the page at ``url`` are relative to."""
        return (urls.join(url, self.base) if self.base else None) or url


def read_head(document: Document) -> Head:
    """The declarations of a page, wherever in it they stand: parsers move them into the body."""
    tree = document.tree
    found = _by_tag(document.declaring)
    bases = [node.attributes.get("href") for node in found["base"]]
    data = [node.text_lexbor() for node in found["script"] if _is_data(node)]
    return Head(
        title=_title(found["title"]),
        metas=_metas(found["meta"]),
        links=_links(found["link"]),
        language=_language(tree),
        base=next(filter(None, bases), None),
        structured=read_structured(data),
        times=tuple(found["time"]),
        marked=_marked(document),
    )


def _by_tag(nodes: Iterable[LexborNode]) -> dict[str, list[LexborNode]]:
    tags = Tags()
    found: dict[str, list[LexborNode]] = {name: [] for name in _DECLARING}
    for node in nodes:
        found[tags.of(node).name].append(node)
    return found


def _is_data(script: LexborNode) -> bool:
    return "ld" in (script.attributes.get("type") or "").lower()


def _title(titles: list[LexborNode]) -> str:
    texts = (clean(node.text_lexbor()) for node in titles if not _is_drawing(node))
    return next(filter(None, texts), "")


def _metas(nodes: list[LexborNode]) -> dict[str, tuple[str, ...]]:
    metas: dict[str, list[str]] = {}
    for node in nodes:
        attributes = node.attributes
        content = clean(attributes.get("content") or attributes.get("datetime") or "")
        if not content:
            continue
        for naming in _NAMING:
            if named := attributes.get(naming):
                for name in named.lower().split():
                    values = metas.setdefault(name, [])
                    if content not in values:
                        values.append(content)
    return {name: tuple(values) for name, values in metas.items()}


def _links(nodes: list[LexborNode]) -> dict[str, tuple[str, ...]]:
    links: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        rel = (node.attrs.get("rel") or "").lower()
        if rel in _LINKS and (address := (node.attrs.get("href") or "").strip()):
            links[rel] = (*links.get(rel, ()), address)
    return links


def _marked(document: Document) -> dict[str, LexborNode]:
    """The first element of each property, and the first that signs."""
    marked: dict[str, LexborNode] = {}
    for node in document.marked:
        for name in (node.attributes.get("itemprop") or "").split():
            if name in _PROPERTIES and node.tag not in _NOT_MARKED:
                marked.setdefault(name, node)
    if document.signing is not None:
        marked["rel=author"] = document.signing
    return marked


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
    return tuple(name for name in names if name and ("//" not in name or not urls.is_web(name)))


def _is_drawing(title: LexborNode) -> bool:
    """Whether a title element names an SVG picture rather than the page."""
    return title.parent is not None and title.parent.tag not in ("head", "html", "body")


def _language(tree: LexborHTMLParser) -> str | None:
    root = tree.root
    attributes = root.attributes if root is not None else {}
    return attributes.get("lang") or attributes.get("xml:lang")
