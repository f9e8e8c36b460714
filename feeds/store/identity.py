"""Which article is which, and when it has changed. Pure.

Within its source an article is known by *names*: its upstream id, its addresses (asked for, after
redirects, as the page declares) and its text, each as a digest. Any name leads to the one entry,
whose id never changes; names are only ever added.

Three of them are believed with reserve. Templates declare one canonical address on every page, so
a declared address leads to an entry only if it carries the same title. A feed may repeat one id on
all its items, so an id on two addresses of one listing is none. Some of an article's sentences are
names, too, for it may be edited and given another address; they lead to its editions only.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections import ChainMap, Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import blake2b
from typing import Final

from feeds.characters import clean
from feeds.model import Article, Block, Entry, Find, Link
from feeds.store.editions import is_edition, is_excerpt, marks
from feeds.urls import canonical, plausible_canonical, schemeless, untracked

Name = bytes

# RFC 9562 section 5.5. The namespace is this project's own, drawn once at random.
_NAMESPACE: Final = uuid.UUID("6c0f7d0e-5d0b-4b6f-9b3e-0d6a3f1c8e52")

# Below this many characters equal texts are no evidence by themselves: paywall teasers and notices
# ("This article is for subscribers") run to 60 or 80 words and stand on many pages.
_TELLING_TEXT: Final = 600

# Sentences that an article is known by, those of the smallest digests, so that two editions choose
# alike: they have one in common for certain unless they differ in as many, and hardly ever then.
_MARKS: Final = 4

# A date later than the moment its article was first read is a mistake; more than this, and it is
# not one of time zones either, and would hold the top of the feed for as long.
_MISTAKEN_ZONE: Final = timedelta(hours=26)

_FIRST_YEAR: Final = 1900  # before it no article is dated; the year 1 is an empty field of .NET's
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # an empty field of most others'


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A read article with its names: those that always lead to it, and those it merely declares.

    ``marks`` are some of its sentences, which lead to its other editions.
    """

    find: Find
    sure: tuple[Name, ...]
    declared: tuple[Name, ...]
    marks: tuple[Name, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        """All of them, the strongest first."""
        return self.sure + self.declared + self.marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a batch of articles makes of the entries known before: the three kinds, and new names.

    ``new`` is in the listing's order. An entry met twice counts once in ``unchanged`` for each
    further meeting. ``met`` holds the id of each article's entry, in the order of the articles, and
    ``told`` the same, but None for articles whose words the entry has not taken.
    """

    new: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    unchanged: int = 0
    names: Mapping[Name, str] = field(default_factory=dict)  # to the entry's id
    met: tuple[str, ...] = ()
    told: tuple[str | None, ...] = ()


def believable(links: Sequence[Link]) -> tuple[Link, ...]:
    """``links``, each address once, without the upstream ids that several of them share."""
    unique: dict[str, Link] = {}
    for link in links:
        unique.setdefault(link.url, link)
    uses = Counter(link.upstream_id for link in unique.values())
    return tuple(
        link if uses[link.upstream_id] == 1 else replace(link, upstream_id=None)
        for link in unique.values()
    )


def address_name(url: str) -> Name:
    """The name that a canonical address is, by http and https alike."""
    return _digest("address", schemeless(url))


def link_names(link: Link) -> tuple[Name, ...]:
    """What a link's article is known by before it is read, the strongest first."""
    address = address_name(link.url)
    return (_digest("id", link.upstream_id), address) if link.upstream_id else (address,)


def named(find: Find) -> Named:
    """``find`` with all that its article may be known by."""
    return Named(
        find=find,
        sure=_sure_names(find),
        declared=_declared_name(find),
        marks=_mark_names(find.article),
    )


def merge(
    source: str, finds: Iterable[Named], known: Mapping[Name, Entry], now: datetime
) -> Merged:
    """What ``finds`` are, given the entries ``known`` by their names: new, changed or same."""
    owners = {name: entry.id for name, entry in known.items()}
    names: dict[Name, str] = {}
    before = {entry.id: entry for entry in known.values()}
    after: dict[str, Entry] = {}
    current = ChainMap(after, before)
    met: list[str] = []
    told: list[str | None] = []
    unchanged = 0
    for named in finds:
        had, is_news = _owner(named, owners, current, now)
        if had is None:
            entry = first(source, named.find, now)
        else:
            entry = revised(had, named.find.article, now) if is_news else had
        if entry == had:
            unchanged += 1
        after[entry.id] = entry
        met.append(entry.id)
        told.append(entry.id if is_news else None)
        for name in named.names:
            if name not in owners:
                owners[name] = names[name] = entry.id
    return Merged(
        new=tuple(e for e in after.values() if e.id not in before),
        changed=tuple(e for e in after.values() if before.get(e.id, e) != e),
        unchanged=unchanged,
        names=names,
        met=tuple(met),
        told=tuple(told),
    )


def first(source: str, find: Find, now: datetime) -> Entry:
    """The entry of an article never seen before.

    Its id follows from the source and the link's address (a UUID of version 5, RFC 9562), so a
    store that was lost and filled again gives readers the ids they know. ``updated`` begins at the
    page's own dates, lest all of a site's past look like today's.
    """
    article = _storable(find.article)
    # A redirect may have put back what was left out of the link.
    article = replace(article, url=untracked(article.url))
    told = find.link.published
    if article.published is None and told is not None and _is_date(told):
        # What the page does not say its feed, sitemap or listing may.
        article = replace(article, published=min(_fixed(told), now))
    dates = [date for date in (article.published, article.modified) if date]
    return Entry(
        id=uuid.uuid5(_NAMESPACE, f"{source} {find.link.url}").urn,
        source=source,
        article=article,
        first_seen=now,
        updated=min(max(dates, default=now), now),
    )


def revised(entry: Entry, article: Article, now: datetime) -> Entry:
    """``entry`` with what ``article`` now says; equal to ``entry`` if that is the same.

    Its addresses and the date it was first given stay; ``updated`` moves if its words changed.
    """
    had = entry.article
    article = _known_as(had, article, published=had.published or article.published)
    updated = max(now, entry.updated) if is_material(had, article) else entry.updated
    return replace(entry, article=article, updated=updated)


def recleaned(entry: Entry, article: Article) -> Entry:
    """``entry`` with what its own page says under other rules; equal to ``entry`` if the same.

    The author changed nothing, so none of the dates it is published under moves.
    """
    had = entry.article
    return replace(entry, article=_known_as(had, article, published=had.published))


def text_names(article: Article) -> tuple[Name, ...]:
    """What an article is known by for what it says."""
    return _text_name(article) + _mark_names(article)


def _text_name(article: Article) -> tuple[Name, ...]:
    """The name that an article's text is; none if it has no text."""
    text = _words(article.text)
    if len(text) >= _TELLING_TEXT:
        return (_digest("text", text),)
    if not text:
        return ()
    date = article.published.isoformat() if article.published else ""
    return (_digest("short text", "\n".join((_words(article.title), date, text))),)


def is_material(before: Article, after: Article) -> bool:
    """Whether a reader would call ``after`` an edit of ``before``: other words in title or text.

    Spacing, case, punctuation, markup, pictures and tags are not; nor are lines that either was
    cleaned of as boilerplate, which the site's template says and no author.
    """
    if _words(before.title) != _words(after.title):
        return True
    if _words(before.text) == _words(after.text):
        return False
    blocks = (*before.removed, *after.removed)
    cleaned = {_words(line) for block in blocks for line in (block.text, *block.text.split("\n"))}
    return _words_without(cleaned, before.text) != _words_without(cleaned, after.text)


def ordering_date(entry: Entry) -> datetime:
    """The moment by which ``entry`` takes its place among others."""
    date = entry.article.published or entry.first_seen
    return entry.published if date > entry.first_seen + _MISTAKEN_ZONE else date


def _is_date(told: datetime) -> bool:
    """Whether ``told`` is meant: the year 1 and the first second of 1970 are empty fields."""
    return told.year >= _FIRST_YEAR and told != _EPOCH


def _known_as(had: Article, article: Article, *, published: datetime | None) -> Article:
    """``article``, storable, under the addresses that ``had`` is known by."""
    return replace(
        _storable(article), url=had.url, canonical_url=had.canonical_url, published=published
    )


def _owner(
    named: Named, owners: Mapping[Name, str], entries: Mapping[str, Entry], now: datetime
) -> tuple[Entry | None, bool]:
    """The entry that the article belongs to, if any, and whether it is to say what this one says.

    It is not where this is a teaser of what was had whole, or an earlier edition.
    """
    article = named.find.article
    if had := _match(named, owners, entries):
        return had, not is_excerpt(had.article, article)
    if had := _edition(named, owners, entries):
        return had, not _is_earlier(article, had, now)
    return None, True


def _match(named: Named, owners: Mapping[Name, str], entries: Mapping[str, Entry]) -> Entry | None:
    for name in named.sure:
        if name in owners:
            return entries[owners[name]]
    title = _words(named.find.article.title)
    for name in named.declared:
        if name in owners and _words(entries[owners[name]].article.title) == title:
            return entries[owners[name]]
    return None


def _edition(
    named: Named, owners: Mapping[Name, str], entries: Mapping[str, Entry]
) -> Entry | None:
    """The entry that the article is another edition of."""
    article = named.find.article
    alike = dict.fromkeys(owners[name] for name in named.marks if name in owners)
    return next((entries[id_] for id_ in alike if is_edition(entries[id_].article, article)), None)


def _is_earlier(article: Article, entry: Entry, now: datetime) -> bool:
    """Whether ``article`` is an edition before the one that ``entry`` has.

    Their dates tell or, where both are met at one refresh, the listing: the later stands above.
    """
    had, met = (each.modified or each.published for each in (entry.article, article))
    return met < had if had and met and met != had else entry.first_seen == now


def _sure_names(find: Find) -> tuple[Name, ...]:
    met = (address_name(canonical(url)) for url in find.addresses)
    return (*link_names(find.link), *met, *_text_name(find.article))


def _declared_name(find: Find) -> tuple[Name, ...]:
    declared = find.article.canonical_url
    if declared and plausible_canonical(declared, (find.link.url, *find.addresses)[-1]):
        return (address_name(canonical(declared)),)
    return ()


def _mark_names(article: Article) -> tuple[Name, ...]:
    return tuple(sorted(_digest("sentence", said) for said in marks(article))[:_MARKS])


def _storable(article: Article) -> Article:
    """``article`` without characters that a database or a feed refuses."""
    changes: dict[str, object] = {
        name: clean(value)
        for name in ("url", "title", "language", "image", "site_name", "summary", "text", "html")
        if (value := getattr(article, name))
    }
    return replace(
        article,
        **changes,  # type: ignore[arg-type]
        canonical_url=article.canonical_url and clean(article.canonical_url),
        published=article.published and _fixed(article.published),
        modified=article.modified and _fixed(article.modified),
        authors=tuple(map(clean, article.authors)),
        tags=tuple(map(clean, article.tags)),
        removed=_storable_blocks(article.removed),
    )


def _fixed(date: datetime) -> datetime:
    """``date`` with its zone's offset at that moment, all that a store keeps of a zone.

    Between zones equality is undefined in the hours that clock changes repeat or skip (PEP 495), so
    an article would differ from itself read back. Raises TypeError for a date without a zone.
    """
    return date.astimezone(timezone(date.utcoffset()))  # type: ignore[arg-type]


def _storable_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A page has hundreds, and hardly any with such a character: they are looked at as one text."""
    text = "".join(f"{b.text}{b.position}{b.rule}{b.evidence}" for b in blocks)
    return blocks if clean(text) == text else tuple(map(_storable_block, blocks))


def _storable_block(block: Block) -> Block:
    return Block(
        text=clean(block.text),
        position=clean(block.position),
        rule=clean(block.rule),
        evidence=clean(block.evidence),
    )


def _words(text: str) -> str:
    """The words of ``text`` alone: no marks, no case, no compatibility forms."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _words_without(lines: Container[str], text: str) -> str:
    """The words of ``text`` but for those of ``lines``, themselves words."""
    return " ".join(words for line in text.split("\n") if (words := _words(line)) not in lines)


def _digest(kind: str, value: str) -> Name:
    """16 bytes: an index holds them whole, where it refuses an address of 3,000 characters."""
    data = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).digest()
