"""``feeds preview``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from feeds.cli import output
from feeds.cli.opening import json_option, settings_or_default, web_address
from feeds.errors import CollectError, ExtractError

if TYPE_CHECKING:
    from feeds.collect.collected import Tried
    from feeds.config import Settings
    from feeds.model import Article, SiteProfile, Source
    from feeds.pipeline import Look
    from feeds.stages import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the operator wants to see."""

    articles: int
    kind: str | None
    explain: bool
    as_json: bool


@click.command("preview")
@click.argument("url", callback=web_address)
@click.option("--explain", is_flag=True, help="Say why: links passed over, blocks stripped.")
@click.option(
    "--articles",
    type=click.IntRange(0, 500),
    default=5,
    show_default=True,
    help="How many articles of a site to fetch and clean.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["site", "article"]),
    help="What the address is, where that is not seen by itself.",
)
@json_option
@click.pass_obj
def preview_command(
    config: Path, url: str, explain: bool, articles: int, kind: str | None, as_json: bool
) -> int:
    """Show what would be collected from the site at URL, or how the article there is cleaned.

    Stores nothing. The rules of a source that is configured for this site are applied, and what
    was learned of it; without a configuration file the defaults are.
    """
    from feeds.app import profile_for, tools_for
    from feeds.cli.sampling import sample_site

    settings = settings_or_default(config)
    source = _source(settings, url)
    asked = _Asked(articles=articles, kind=kind, explain=explain, as_json=as_json)
    tools = tools_for(settings)
    try:
        with sample_site(settings, url):
            return _preview(source, tools, profile_for(settings, url), asked)
    finally:
        tools.close()


def _preview(source: Source, tools: Tools, profile: SiteProfile, asked: _Asked) -> int:
    from feeds import wording
    from feeds.pipeline import read

    # A front page may look like one long article; an article is never at the root.
    at_root = urlsplit(source.url).path in {"", "/"} and asked.kind is None
    try:
        if asked.kind != "site" and not at_root:
            try:
                _show_article(read(source, tools, profile), asked)
            except ExtractError:
                if asked.kind == "article":
                    raise
            except CollectError as error:
                if error.kind != "unexpected-type":
                    raise
            else:
                return 0
        _show_look(_looked(source, tools, asked), asked)
    except (CollectError, ExtractError) as error:
        click.echo(f"feeds: {wording.words(error)}", err=True)
        return 1
    return 0


def _looked(source: Source, tools: Tools, asked: _Asked) -> Look:
    from feeds.cli.progress import Bars
    from feeds.pipeline import look

    with Bars(1, quiet=asked.as_json) as bars:
        return look(source, tools, asked.articles, bars.watch)


def _source(settings: Settings, url: str) -> Source:
    """What to look at: ``url``, with the rules of the nearest source configured for its host."""
    from feeds.model import Source

    def nearness(source: Source) -> int:
        return len(source.url) if url.startswith(source.url) else 0

    same_host = [s for s in settings.source_list if urlsplit(s.url).netloc == urlsplit(url).netloc]
    if not same_host:
        return Source(name="preview", url=url)
    return replace(max(same_host, key=nearness), url=url)


# -- a site ----------------------------------------------------------------------------------


def _show_look(look: Look, asked: _Asked) -> None:
    if asked.as_json:
        output.as_json(
            {
                "found": look.collected.found,
                "kind": look.collected.trail.kind,
                "url": look.collected.trail.url,
                "title": look.collected.title,
                "links": [replace(link, carried=None) for link in look.collected.links],
                "articles": [find.article for find in look.finds],
                "failures": [miss.failure for miss in look.misses],
                "seen": [_in_words(tried) for tried in look.collected.seen],
                "candidates": look.collected.candidates if asked.explain else [],
            }
        )
        return
    show_findings(look)
    if asked.explain:
        _explain_look(look)


def show_findings(look: Look) -> None:
    """Print how a site is followed, and what its feed would hold."""
    from feeds import wording

    collected = look.collected
    click.secho(collected.title or collected.trail.url, bold=True)
    click.echo(f"Followed by its {collected.trail.kind}: {collected.trail.url} ({collected.found})")
    click.echo()
    cleaned = {find.link.url: find.article for find in look.finds}
    missed = {miss.link.url: miss.failure for miss in look.misses}
    rows = []
    for number, link in enumerate(collected.links, start=1):
        article = cleaned.get(link.url)
        failure = missed.get(link.url)
        published = article.published if article and article.published else link.published
        told = wording.words(failure).what if failure else ""
        if article:
            words = wording.count(len(article.text.split()), "word")
            told = f"{words}, of the feed. {told}" if told else words
        rows.append(
            (
                str(number),
                article.title if article else link.title or "",
                f"{published.astimezone():%Y-%m-%d %H:%M}" if published else "",
                told,
                link.url,
            )
        )
    output.table(("", "title", "published", "text", "address"), rows, numbers=("",))


def _explain_look(look: Look) -> None:
    collected = look.collected
    for tried in collected.seen:
        click.echo(f"Tried {_in_words(tried)}")
    if collected.candidates:
        click.echo("\nEvery link of the page, and what speaks for and against it:")
        rows = [
            (
                "yes" if candidate.accepted else "no",
                f"{candidate.score:.1f}",
                candidate.title or "",
                candidate.url,
                "; ".join(candidate.reasons),
            )
            for candidate in collected.candidates
        ]
        headings = ("article", "score", "title", "address", "why")
        output.table(headings, rows, numbers=("score",))


def _in_words(tried: Tried) -> str:
    from feeds import wording

    why = wording.words(tried.failure).what if tried.failure else tried.objection
    return f"{tried.what} {tried.url}: {why}"


# -- an article ------------------------------------------------------------------------------


def _show_article(article: Article, asked: _Asked) -> None:
    if asked.as_json:
        output.as_json({"article": article})
        return
    facts = {
        "authors": ", ".join(article.authors),
        "published": article.published.isoformat() if article.published else "",
        "modified": article.modified.isoformat() if article.modified else "",
        "language": article.language or "",
        "image": article.image or "",
        "tags": ", ".join(article.tags),
        "summary": article.summary,
    }
    click.secho(output.plain(article.title), bold=True)
    for name, fact in facts.items():
        if fact:
            click.echo(f"{name + ':':11}{output.plain(fact)}")
    click.echo()
    for paragraph in article.text.splitlines():
        click.echo(output.plain(paragraph) + "\n")
    if asked.explain:
        click.secho("Stripped from the page:", bold=True)
        rows = [(block.text, block.position, block.reason) for block in article.removed]
        output.table(("text", "where", "why"), rows, numbers=())
    elif article.removed:
        click.echo(f"{len(article.removed)} other blocks were stripped; --explain shows them.")
