"""What must hold of any article, whatever page it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from feeds import extract
from feeds.characters import clean
from feeds.errors import ExtractError
from feeds.model import Article

URL: Final = "https://paper.example/2024/05/ferry"

_VOID: Final = frozenset(["br", "hr", "img", "wbr"])
_FORBIDDEN_TAGS: Final = """
    script style iframe object embed form input button select textarea svg math link meta base
    template noscript frame frameset title html head body"""
_FORBIDDEN: Final = frozenset(_FORBIDDEN_TAGS.split())


class _Strict(HTMLParser):
    """Refuses HTML whose tags do not match, or that a reader must not be given."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in _FORBIDDEN
        for name, value in attrs:
            assert name != "style"
            assert not name.startswith("on")
            if name in ("href", "src", "cite"):
                assert urlsplit(value or "").scheme in ("http", "https", "mailto", "tel")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def check(article: Article) -> None:
    """What every article is, whatever page it was made of."""
    assert article.text.strip()
    reader = _Strict()
    reader.feed(article.html)
    reader.close()
    assert not reader.open
    for words in _words(article):
        words.encode()
        assert clean(words) == words
    for line in (article.title, *article.authors, *article.tags, article.summary):
        assert "\n" not in line
        assert line == line.strip()
    for moment in (article.published, article.modified):
        assert moment is None or moment.utcoffset() is not None
    for address in (article.image, article.canonical_url):
        assert address is None or urlsplit(address).scheme in ("http", "https")


def _words(article: Article) -> Iterator[str]:
    yield from (article.title, article.text, article.html, article.summary, *article.authors)
    yield from (article.language or "", article.site_name or "", *article.tags)
    yield from (article.image or "", article.canonical_url or "")
    for block in article.removed:
        yield from (block.text, block.position, block.evidence)


def survives(page: bytes | str, content_type: str | None = None) -> Article | None:
    """The article of ``page``, checked; None when there is none to be had."""
    try:
        article = extract(page, URL, content_type=content_type)
    except ExtractError:
        return None
    check(article)
    return article
