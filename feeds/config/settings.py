"""The shape of ``config.yaml``: every key, its type, its default and what it is for.

The field descriptions are the reference that ``README.md`` repeats and a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

from feeds import urls
from feeds.config.values import (
    ArticleSelector,
    Duration,
    FolderAddress,
    HeaderName,
    HeaderValue,
    ListingSelector,
    Network,
    Pattern,
    PublicAddress,
    RemovalRule,
    Schedule,
    Size,
    WebAddress,
)
from feeds.model import Feed, Header, Rules, Source, SourceKind

HOMEPAGE = "https://github.com/feedwright/feedwright"
NAME = re.compile(r"[a-z0-9-]+")
HEALTH = "health"  # what the health feed is called, where nothing of the operator's is
_SERVED_AT = "/feeds"  # where the daemon serves the published folder

Format = Literal["rss", "atom", "json"]
Name = Annotated[str, StringConstraints(pattern=f"^{NAME.pattern}$", max_length=100)]


def _default_user_agent() -> str:
    return f"Feedwright/{version('feedwright')} (+{HOMEPAGE})"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishSettings(_Section):
    """Where the feed files go, and where readers find them."""

    to: Path = Field(Path("var/public"), description="folder the feed files are written to")
    url: FolderAddress = Field(
        "http://localhost:8000/feeds", description="where readers find that folder"
    )
    formats: tuple[Format, ...] = Field(("rss", "atom", "json"), min_length=1)
    items: int = Field(50, ge=1, le=5000, description="entries per feed")
    hubs: tuple[PublicAddress, ...] = Field((), description="WebSub hubs that the feeds name")


class ServeSettings(_Section):
    """The daemon's web server."""

    host: str = Field("127.0.0.1", min_length=1, description="address to listen on")
    port: int = Field(8000, ge=1, le=65_535)
    token: SecretStr | None = Field(
        None, min_length=1, description="needed for everything but reading feeds"
    )


class FetchSettings(_Section):
    """How pages are fetched. Times are in seconds, sizes in bytes."""

    user_agent: HeaderValue = Field(
        default_factory=_default_user_agent, min_length=1, description="who we say we are"
    )
    concurrency: int = Field(16, ge=1, le=256, description="hosts fetched at the same time")
    delay: Duration = Field(1.0, description="between two requests to one host")
    timeout: Duration = Field(30.0, gt=0, description="for a whole response")
    max_size: Size = Field(10_000_000, gt=0, description="after decompression")
    robots: bool = Field(True, description="obey robots.txt")
    allow_private: tuple[Network, ...] = Field(
        (), description="networks that may be fetched although private"
    )


class RetentionSettings(_Section):
    """How long raw pages are kept, to replay rules over them."""

    pages: Duration = Field(2_592_000.0, description="raw pages, compressed")
    pages_size: Size = Field(2_000_000_000, description="all of them together")


class SourceSettings(_Section):
    """One site, or part of one, to follow."""

    url: WebAddress
    every: Schedule = Field(None, description='"auto", a duration, or a cron line')
    title: str | None = Field(None, min_length=1, description="of the feed; default: the site's")
    kind: SourceKind = Field(SourceKind.AUTO, description="auto, listing, feed or sitemap")
    links: ListingSelector | None = Field(None, description="CSS of the article links")
    content: ArticleSelector | None = Field(None, description="CSS of the article's container")
    remove: tuple[RemovalRule, ...] = Field((), description="what to strip always")
    keep: tuple[RemovalRule, ...] = Field((), description="what to strip never")
    pages: int = Field(1, ge=1, le=100, description="listing pages to follow")
    limit: int = Field(50, ge=1, le=5000, description="new articles per refresh, and of the past")
    headers: Mapping[HeaderName, HeaderValue] = Field(
        {}, description="request headers, such as a cookie"
    )

    def source(self, name: str) -> Source:
        """These settings as the model's source."""
        return Source(
            name=name,
            url=self.url,
            every=self.every,
            title=self.title,
            kind=self.kind,
            links=self.links,
            rules=Rules(content=self.content, remove=self.remove, keep=self.keep),
            pages=self.pages,
            limit=self.limit,
            headers=tuple(Header(name=key, value=value) for key, value in self.headers.items()),
        )


class FeedSettings(_Section):
    """A merged and filtered feed, beside one feed for each source."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    title: str = Field(min_length=1)
    from_: tuple[Name, ...] = Field((), alias="from", description="default: all sources")
    include: tuple[Pattern, ...] = Field((), description="words or /regex/ in title or text")
    exclude: tuple[Pattern, ...] = Field((), description="the same, to leave out")
    languages: tuple[str, ...] = Field((), description="such as en or pt-BR")


class Settings(_Section):
    """All of ``config.yaml``."""

    store: str = Field("sqlite:///var/feeds.db", pattern=r"^(sqlite:///|postgresql(\+\w+)?://).+")
    publish: PublishSettings = PublishSettings()
    serve: ServeSettings = ServeSettings()
    fetch: FetchSettings = Field(default_factory=FetchSettings)
    retention: RetentionSettings = RetentionSettings()
    sources: Mapping[Name, SourceSettings] = {}
    feeds: Mapping[Name, FeedSettings] = {}

    @model_validator(mode="before")
    @classmethod
    def _feeds_are_found_where_they_are_served(cls, written: Any) -> Any:
        """Without ``publish.url``, readers on this machine find the feeds at the daemon's port."""
        if not isinstance(written, Mapping):
            return written
        publish, serve = written.get("publish", {}), written.get("serve", {})
        if not (isinstance(publish, Mapping) and isinstance(serve, Mapping)):
            return written
        url = f"http://localhost:{serve.get('port', '')}/feeds"
        if "url" in publish or not str(serve.get("port", "")).isdigit() or not urls.is_web(url):
            return written
        return {**written, "publish": {**publish, "url": url}}

    @model_validator(mode="after")
    def _names_agree(self) -> Settings:
        for name, feed in self.feeds.items():
            if name in self.sources:
                raise ValueError(f"feeds.{name}: a source has this name, and would share its files")
            for source in feed.from_:
                if source not in self.sources:
                    raise ValueError(f"feeds.{name}.from: there is no source {source!r}")
        return self

    @cached_property
    def source_list(self) -> tuple[Source, ...]:
        """Every source, in the file's order."""
        return tuple(settings.source(name) for name, settings in self.sources.items())

    def feed(self, name: str, title: str) -> Feed:
        """The head of the published feed ``name``; ``title`` is used where none is configured."""
        url = self.publish.url.rstrip("/")
        if name in self.feeds:
            return Feed(
                name=name,
                title=self.feeds[name].title,
                home=f"{url}/",
                url=url,
                hubs=self.publish.hubs,
            )
        source = self.sources[name]
        return Feed(
            name=name,
            title=source.title or title,
            home=source.url,
            url=url,
            hubs=self.publish.hubs,
        )

    @property
    def health_name(self) -> str:
        """The name of the health feed's files.

        It steps aside where a source or merged feed is called so: health is news, too, and an
        address that readers subscribe to must never bring them the operator's concerns.
        """
        name = HEALTH
        while name in self.sources or name in self.feeds:
            name = f"feeds-{name}"
        return name

    @property
    def health_feed(self) -> Feed:
        """The head of the health feed. It names no hubs, which would spread it."""
        url = self.publish.url.rstrip("/")
        return Feed(name=self.health_name, title="Health of the feeds", home=f"{url}/", url=url)

    @property
    def pages(self) -> str | None:
        """Where the daemon's own pages are found by those who find its feeds there, too.

        None where the folder is published by other means.
        """
        url = self.publish.url.rstrip("/")
        return url.removesuffix(_SERVED_AT) if url.endswith(_SERVED_AT) else None

    def anchored(self, folder: Path) -> Settings:
        """The same settings with relative paths counted from ``folder``."""
        store = self.store
        if store.startswith("sqlite:///"):
            store = f"sqlite:///{folder / store.removeprefix('sqlite:///')}"
        publish = self.publish.model_copy(update={"to": folder / self.publish.to})
        return self.model_copy(update={"store": store, "publish": publish})

    @property
    def home(self) -> str:
        """Where the daemon's own pages are found from this machine."""
        host = self.serve.host
        host = "127.0.0.1" if host in {"0.0.0.0", "::", "::0"} else host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.serve.port}"

    def is_own_address(self, url: str) -> bool:
        """Whether ``url`` is served by this daemon itself."""
        parts, own = urlsplit(url), urlsplit(self.home)
        return (parts.hostname, parts.port) == (own.hostname, own.port)
