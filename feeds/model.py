"""Every type that crosses a boundary, in the order in which data flows.

``Source → Link → Page → Article → Entry → bytes``. All are frozen; all times are aware and in
UTC unless a field says otherwise; all addresses are absolute.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from feeds.errors import CollectError, DamagedPage, ExtractError, FeedsError

# -- what to follow --------------------------------------------------------------------------


class SourceKind(StrEnum):
    """How a source's articles are found; ``AUTO`` tries feed, sitemap and listing in that order."""

    AUTO = "auto"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Every:
    """A fixed time between two checks, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron line (crontab(5)), in the machine's time zone."""

    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """One request header the operator adds, such as a cookie."""

    name: str
    value: str = field(repr=False)  # may be a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the operator says about a source's articles.

    ``content`` is a CSS selector; ``remove`` and ``keep`` hold CSS selectors, ``text:WORDS`` or
    ``/REGEX/``. A rule overrules whatever was found or learned; ``keep`` overrules ``remove``.
    """

    content: str | None = None
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One site, or part of one, to follow. ``name`` names its feed too."""

    name: str
    url: str
    every: Every | Cron | None = None  # None: as often as its articles come
    title: str | None = None
    kind: SourceKind = SourceKind.AUTO
    links: str | None = None  # CSS
    rules: Rules = Rules()
    pages: int = 1
    limit: int = 50
    headers: tuple[Header, ...] = ()


# -- collected -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article a site offers. ``reason`` says how it was recognised, for ``preview``.

    ``carried`` is what the feed that named it holds of its text, as a page, if that is enough to
    stand in for the article's own. ``updated`` is when the site says that it last changed.
    """

    url: str  # canonical
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    upstream_id: str | None = None  # guid or atom:id of the feed that named it
    reason: str = ""
    carried: Page | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a conditional request echoes, verbatim (RFC 9110 section 13)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A response, whole: ``body`` is decompressed, not decoded."""

    url: str  # after redirects
    requested: str
    body: bytes = field(repr=False)
    content_type: str | None = None  # the header's value, parameters included
    validators: Validators = Validators()
    fetched_at: datetime


# -- extracted -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a page that was taken out of its article, and why."""

    text: str
    position: str  # structural path, such as "article > div.share"
    rule: str  # "phrase list", "site profile", "operator: remove", …
    evidence: str = ""  # "on 14 of 15 pages", "fr: lire aussi", …

    @property
    def reason(self) -> str:
        """Rule and evidence as one line."""
        return f"{self.rule}: {self.evidence}" if self.evidence else self.rule

    def __reduce__(self) -> tuple[Callable[..., Block], tuple[str, ...]]:
        """For worker processes: a page has hundreds, and the usual way takes twice as long."""
        return _block, (self.text, self.position, self.rule, self.evidence)


def _block(text: str, position: str, rule: str, evidence: str) -> Block:
    return Block(text=text, position=position, rule=rule, evidence=evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article, whole and alone.

    ``text`` has one paragraph a line and no title; ``html`` says the same, sanitised. ``published``
    and ``modified`` are aware, in the zone the page gave. ``image`` is the lead image's address.
    ``free`` is False when the page says that reading it takes a subscription, None when unsaid.
    """

    url: str
    title: str
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None  # BCP 47
    image: str | None = None
    site_name: str | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    text: str = field(repr=False)
    html: str = field(repr=False)
    canonical_url: str | None = None  # as the page declares it
    free: bool | None = None
    removed: tuple[Block, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """What is known of one host's boilerplate, from every page of it that was seen.

    ``evidence`` is the extract stage's own compact record; the other stages carry it unread.
    """

    host: str
    pages: int = 0  # distinct pages it was learned from
    evidence: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What some pages of one site gave: an article or error for each, in their order.

    ``profile`` is the site's, with what they taught.
    """

    results: tuple[Article | ExtractError, ...]
    profile: SiteProfile


# -- stored ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article with the identity it was published under.

    ``id`` and ``first_seen`` never change; ``updated`` moves only when the article's content did.
    """

    id: str  # a URI
    source: str
    article: Article
    first_seen: datetime
    updated: datetime

    @property
    def published(self) -> datetime:
        """The article's own date, or the moment it was first seen, when that is earlier.

        A date later than that is a mistake. Readers' programs hide such an item until it is due, or
        show it above all others for as long.
        """
        return min(self.article.published or self.first_seen, self.first_seen)


class Stage(StrEnum):
    """Where in the flow a failure happened."""

    COLLECT = "collect"
    EXTRACT = "extract"
    STORE = "store"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One expected failure, as a value: what a refresh reports and the store remembers."""

    stage: Stage
    kind: str  # the error's ``kind``
    url: str = ""
    detail: str = ""
    retry_after: float | None = None  # seconds, when the server asked for them

    @classmethod
    def of(cls, stage: Stage, error: FeedsError) -> Failure:
        """The failure that ``error`` is, met in ``stage``."""
        url = error.url if isinstance(error, CollectError | ExtractError | DamagedPage) else ""
        return cls(
            stage=stage,
            kind=error.kind,
            url=url,
            detail=error.detail,
            retry_after=getattr(error, "retry_after", None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The address that was found to list a source's articles, and what it answered with."""

    kind: SourceKind
    url: str
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the store remembers of a source between refreshes."""

    source: str
    title: str | None = None  # as the site calls itself
    trail: Trail | None = None
    recipe: str = ""  # fingerprint of the settings the trail was found under
    interval: float | None = None  # seconds between checks, by the rhythm of its articles
    next_due: datetime | None = None  # None: now
    last_check: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None  # when a new article last came
    unpublished: bool = False  # the store holds what the published files do not
    failures: int = 0  # refreshes failed in a row
    last_failure: Failure | None = None


class RefreshStatus(StrEnum):
    """How a refresh of one source ended."""

    OK = "ok"
    UNCHANGED = "unchanged"  # the server said so (304), nothing was read
    FAILED = "failed"
    BUSY = "busy"  # another process is refreshing it


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshResult:
    """What one refresh of one source did."""

    source: str
    status: RefreshStatus
    started: datetime
    seconds: float = 0.0
    links: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()
    next_due: datetime | None = None

    @property
    def failed(self) -> int:
        """Articles that could not be had; the source's own failure counts as none."""
        return sum(1 for f in self.failures if f.stage is not Stage.PUBLISH)


class Trouble(StrEnum):
    """What can be wrong with a source although this program does all right."""

    BLOCKED = "blocked"  # it refuses us, or could not be read for days
    WALLED = "walled"  # its list can be read, but the pages of its articles refuse us
    QUIET = "quiet"  # nothing new for much longer than its own rhythm explains
    SHORT = "short"  # its articles suddenly have much less text
    UNDATED = "undated"  # or no date
    ALIKE = "alike"  # or say nearly the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A trouble of a source that its operator should know of.

    ``since`` is when the trouble set in, as far as that is known. ``began`` is when it had lasted
    long enough to be told; None while it is no more than suspected. ``ended`` is when it was over.
    """

    source: str
    kind: Trouble
    since: datetime
    began: datetime | None = None
    ended: datetime | None = None
    usual: float = 0.0  # before: days from news to news (QUIET), characters of a text (SHORT)
    cause: Failure | None = None  # of BLOCKED and WALLED; holds nothing secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be fetched of the links a source offers: ``links``, in their listing's order.

    ``known`` counts those whose article is had already. ``waiting`` gave no article before and are
    not tried again now, or ever; ``pending`` counts those of them that are tried again within days.
    ``passed`` are the source's past, which is passed over.
    """

    links: tuple[Link, ...] = ()
    known: int = 0
    waiting: tuple[Link, ...] = ()
    pending: int = 0
    passed: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The last look at an article that is had, by the ``link`` that is offered of it now.

    ``validators`` came with its page then. ``retry_at`` is when it may be tried again, if later
    tries failed.
    """

    link: Link
    entry: str  # the id
    at: datetime
    validators: Validators = Validators()
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """An article that was read, the link that led to it, and the addresses it was met under.

    ``addresses`` holds the one requested and the one after redirects, in any spelling; ``page`` is
    what the article was read from, to be kept.
    """

    link: Link
    article: Article
    addresses: tuple[str, ...] = ()
    page: Page | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A link whose page gave no article, and why.

    There may be a find of it, too, by what its feed carries; then its page is tried again all the
    same, and what that says becomes a revision.
    """

    link: Link
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one refresh brings to the store, in the listing's order.

    ``state`` is the source's next state, but for ``last_new`` and ``unpublished``, which the store
    keeps. ``result`` counts what the store cannot know: the links, the failures, and as
    ``unchanged`` the links known before. ``recleaned`` are entries stored before, as they are
    under what ``profiles`` have learned. ``passed`` are the links of the source's past that are
    never fetched, in the place of those before; None leaves these. ``confirmed`` are visits since
    which the article's page has not changed.
    """

    state: SourceState
    result: RefreshResult
    finds: tuple[Find, ...] = ()
    misses: tuple[Miss, ...] = ()
    passed: tuple[Link, ...] | None = None
    confirmed: tuple[Visit, ...] = ()
    profiles: tuple[SiteProfile, ...] = ()
    recleaned: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry with the page it was read from last."""

    entry: Entry
    page: Page


# -- published -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to publish: what stands above its entries. ``url`` is where its files are found."""

    name: str
    title: str
    home: str  # the page the feed is about
    url: str  # the published folder's address, without a trailing slash
    hubs: tuple[str, ...] = ()
