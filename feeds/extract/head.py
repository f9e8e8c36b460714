"""What a page declares about itself: its meta elements, links, title, language and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds import urls
from feeds.extract.jsonld import Node, Structured, addresses, clean, read_structured

# The attributes in which a meta element names its property; Open Graph uses ``property`` (ogp.me),
# HTML ``name``, microdata ``itemprop``; some pages swap them.
_NAMING = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Declarations in the order in which they stand. Names of metas are in lower case."""

    title: str
    metas: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]  # rel in lower case → addresses as written
    language: str | None
    structured: Structured

    def all(self, *names: str) -> Iterator[str]:
        """The contents of the metas of these names, in the order of ``names``."""
        for name in names:
            yield from self.metas.get(name, ())

    def first(self, *names: str) -> str | None:
        """The first content that is not empty."""
        return next(self.all(*names), None)


def read_head(tree: LexborHTMLParser) -> Head:
    """The declarations of a page, wherever in it they stand: parsers move them into the body."""
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    scripts: list[str] = []
    title = ""
    for node in tree.css("title, meta, link[rel], script[type*=ld i]"):
        match node.tag:
            case "meta":
                _add_meta(node, metas)
            case "link":
                attributes = node.attributes
                for rel in (attributes.get("rel") or "").lower().split():
                    links.setdefault(rel, []).append((attributes.get("href") or "").strip())
            case "script":
                scripts.append(node.text_lexbor())
            case _ if not title and not _is_drawing(node):
                title = clean(node.text_lexbor())
    return Head(
        title=title,
        metas={name: tuple(values) for name, values in metas.items()},
        links={rel: tuple(filter(None, values)) for rel, values in links.items()},
        language=_language(tree),
        structured=read_structured(scripts),
    )


def main_article(head: Head, url: str) -> Node:
    """The JSON-LD node of the article at ``url``, an empty one if there is none.

    Of several the one that gives this address as its own, or the page's canonical one, else the
    first.
    """
    found = head.structured.articles
    own = {urls.canonical(address) for address in (url, *head.links.get("canonical", ()))}
    for article in found:
        named = (article.get(key) for key in ("url", "mainEntityOfPage", "@id"))
        for address in addresses(list(named), {}):
            if urls.canonical(address.partition("#")[0]) in own:
                return article
    return found[0] if found else {}


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


def _add_meta(node: LexborNode, metas: dict[str, list[str]]) -> None:
    attributes = node.attributes
    content = clean(attributes.get("content") or attributes.get("datetime") or "")
    if not content:
        return
    for naming in _NAMING:
        for name in (attributes.get(naming) or "").lower().split():
            values = metas.setdefault(name, [])
            if content not in values:
                values.append(content)


def _is_drawing(title: LexborNode) -> bool:
    """Whether a title element names an SVG picture rather than the page."""
    return title.parent is not None and title.parent.tag not in ("head", "html", "body")


def _language(tree: LexborHTMLParser) -> str | None:
    root = tree.root
    attributes = root.attributes if root is not None else {}
    return attributes.get("lang") or attributes.get("xml:lang")
