"""The program: one refresh of one source, and the only place where the stages meet.

``Source → Link → Page → Article → Entry → bytes``: collect what the source offers, fetch what is
not had yet, clean it as one batch, save all of it in one transaction, publish what changed.
:func:`look` stops before saving, so that a preview shows what a refresh would store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from feeds.collect import (
    Collected,
    article_page,
    changed_page,
    collect,
    due,
    is_refusal,
    latest,
    private_headers,
)
from feeds.collect.documents import kind_of
from feeds.errors import CollectError, ExtractError, Interrupted, NotAnArticle, NothingFound
from feeds.impostors import without_impostors
from feeds.model import (
    Article,
    Batch,
    Failure,
    Find,
    Link,
    Miss,
    Outcome,
    Page,
    RefreshResult,
    RefreshStatus,
    SiteProfile,
    Source,
    SourceKind,
    SourceState,
    Stage,
    Validators,
    Visit,
)
from feeds.planning import planned
from feeds.replay import relearned
from feeds.stages import LEASE_SECONDS, Progress, Stages, Tools, Watch, unwatched
from feeds.store.retry import passes
from feeds.urls import host

# Entries whose dates tell a source's rhythm: two weeks of a site with four articles a day.
_RHYTHM = 60
# What is known of a site that was never seen.
_NEWCOMER = SiteProfile(host="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The pages of a source's links, each with its link, and the links that gave none.

    ``confirmed`` are the visits since which the page has not changed; ``left`` is how many links
    were not come to, because the program is being stopped.
    """

    links: tuple[Link, ...] = ()
    pages: tuple[Page, ...] = ()
    misses: tuple[Miss, ...] = ()
    confirmed: tuple[Visit, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What the pages of a source's links came to; ``misses`` holds those not fetched, too.

    ``profile`` is the site's, with what they taught.
    """

    finds: tuple[Find, ...]
    misses: tuple[Miss, ...]
    profile: SiteProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at a source brought, for those who want to see before they follow."""

    collected: Collected
    finds: tuple[Find, ...]
    misses: tuple[Miss, ...]


def refresh(source: Source, stages: Stages, watch: Watch = unwatched) -> RefreshResult:
    """Bring ``source`` and its feed up to date.

    What goes wrong at the site or in publishing is in the result. Raises StoreError when nothing
    can be remembered, Interrupted when the program is stopped before anything was had.
    """
    started = stages.clock()
    if not stages.store.lease(source.name, stages.holder, started, LEASE_SECONDS):
        return RefreshResult(source=source.name, status=RefreshStatus.BUSY, started=started)
    with ExitStack() as lease:
        lease.callback(stages.store.release, source.name, stages.holder)
        state = stages.store.state(source.name)
        outcome = _outcome(source, state, stages, started, watch)
        published = not state.unpublished and stages.is_published(source)
        if published and not outcome.finds and not outcome.recleaned:
            result = stages.store.save(outcome, releasing=stages.holder)
            lease.pop_all()
            return result
        result = stages.store.save(outcome)
        if not published or result.new or result.changed or outcome.recleaned:
            result = _published(source, stages, result)
    return result


def look(source: Source, tools: Tools, most: int, watch: Watch = unwatched) -> Look:
    """What a first refresh of ``source`` would bring, of ``most`` articles at most; stores nothing.

    Raises CollectError when the source offers nothing.
    """
    collected = collect(source, None, tools.fetcher)
    links = latest(collected.links, most)
    fetched = _fetch(source, links, {}, tools, watch)
    cleaned = _clean(source, links, fetched, _NEWCOMER, tools)
    return Look(collected=collected, finds=cleaned.finds, misses=cleaned.misses)


def read(source: Source, tools: Tools, profile: SiteProfile) -> Article:
    """The article at the very address of ``source``, cleaned by what ``profile`` knows of its site.

    Raises CollectError, ExtractError.
    """
    page = article_page(source.url, tools.fetcher, source.headers)
    if (kind := kind_of(page)) is not SourceKind.LISTING:
        raise NotAnArticle(source.url, kind)
    result = tools.cleaning.clean([page], source.rules, profile).results[0]
    if isinstance(result, ExtractError):
        raise result
    return result


def _outcome(
    source: Source, state: SourceState, stages: Stages, started: datetime, watch: Watch
) -> Outcome:
    """Everything between the store and the store: what this refresh brings."""
    recipe = _recipe(source)
    trail = state.trail if state.recipe == recipe else None
    state = replace(state, recipe=recipe, trail=trail, last_check=started)
    try:
        collected = collect(source, trail, stages.tools.fetcher)
    except Interrupted:
        raise
    except CollectError as error:
        return _failed(state, Failure.of(Stage.COLLECT, error), started, stages)
    state = replace(state, title=collected.title or state.title)
    if collected.not_modified:
        return _unchanged(source, _recovered(state), started, stages)
    return _read(source, state, collected, stages, watch)


def _read(
    source: Source, state: SourceState, collected: Collected, stages: Stages, watch: Watch
) -> Outcome:
    """Fetch and clean what a listing offers and the store has not."""
    started = state.last_check or stages.clock()
    plan = planned(source, state.trail, collected, stages, started)
    stages.tools.cleaning.expect(len(plan.links))
    fetched = _fetch(source, plan.links, plan.visits, stages.tools, watch)
    profile = stages.store.profile(host(source.url))
    cleaned = _clean(source, plan.links, fetched, profile, stages.tools)
    is_barren = not (plan.is_known or cleaned.finds or fetched.left)
    passed = plan.passed(cleaned.misses)
    owed = len(passed) < len(plan.wanted.passed) or any(passes(m.failure) for m in cleaned.misses)
    # A way that never led to an article is no way: it is looked for again.
    state = state if is_barren else replace(state, trail=collected.trail)
    if plan.more or fetched.left or owed or is_barren:
        state = _unfinished(state)
    news = [find for find in cleaned.finds if find.link.url not in plan.visits]
    outcome = Outcome(
        state=state,
        result=RefreshResult(
            source=source.name,
            status=RefreshStatus.OK,
            started=started,
            seconds=_since(started, stages),
            links=len(collected.links),
            unchanged=plan.wanted.known - (len(cleaned.finds) - len(news)),
            failures=tuple(miss.failure for miss in cleaned.misses),
        ),
        finds=cleaned.finds,
        misses=cleaned.misses,
        passed=passed if plan.first and not is_barren else None,
        confirmed=fetched.confirmed,
        profiles=(cleaned.profile,) if cleaned.profile != profile else (),
        recleaned=relearned(source, profile, cleaned.profile, stages),
    )
    if is_barren:
        return _barren(outcome, stages)
    outcome = _scheduled(source, outcome, news, stages)
    return _due_at(started, outcome) if fetched.left else outcome


def _fetch(
    source: Source,
    links: Sequence[Link],
    visits: Mapping[str, Visit],
    tools: Tools,
    watch: Watch,
) -> Fetched:
    """Fetch ``links`` in order; one that fails is a miss and hurts no other."""
    had: list[tuple[Link, Page]] = []
    misses: list[Miss] = []
    confirmed: list[Visit] = []
    for done, link in enumerate(links):
        watch(Progress(source=source.name, done=done, total=len(links)))
        visit = visits.get(link.url)
        validators = visit.validators if visit else Validators()
        headers = private_headers(source, link.url)
        try:
            page = changed_page(link.url, tools.fetcher, headers, validators)
        except Interrupted:
            break
        except CollectError as error:
            misses.append(Miss(link=link, failure=Failure.of(Stage.COLLECT, error)))
        else:
            if page:
                had.append((link, page))
            elif visit:
                confirmed.append(visit)
    watch(Progress(source=source.name, done=len(links), total=len(links)))
    return Fetched(
        links=tuple(link for link, _ in had),
        pages=tuple(page for _, page in had),
        misses=tuple(misses),
        confirmed=tuple(confirmed),
        left=len(links) - len(had) - len(misses) - len(confirmed),
    )


def _clean(
    source: Source, links: Sequence[Link], fetched: Fetched, profile: SiteProfile, tools: Tools
) -> Cleaned:
    """What was ``fetched`` of ``links`` comes to, in their order, by what is known of the site."""
    batch = tools.cleaning.clean(fetched.pages, source.rules, profile)
    finds, no_articles = _sorted(fetched, batch)
    misses = (*fetched.misses, *no_articles)
    if carried := _carried(source, misses, batch.profile, tools):
        places = {link.url: place for place, link in enumerate(links)}
        finds = tuple(sorted((*finds, *carried), key=lambda find: places[find.link.url]))
    return Cleaned(finds=finds, misses=misses, profile=batch.profile)


def _carried(
    source: Source, misses: Sequence[Miss], profile: SiteProfile, tools: Tools
) -> tuple[Find, ...]:
    """What their feed carries of the articles among ``misses`` whose pages refuse us.

    It comes without the furniture of the site's pages: it teaches the profile nothing, and has no
    container that the operator could have named.
    """
    links = [miss.link for miss in misses if is_refusal(miss.failure)]
    pages = [(link, link.carried) for link in links if link.carried is not None]
    if not pages:
        return ()
    told = Fetched(links=tuple(link for link, _ in pages), pages=tuple(page for _, page in pages))
    rules = replace(source.rules, content=None)
    return _sorted(told, tools.cleaning.reclean(told.pages, rules, profile))[0]


def _sorted(fetched: Fetched, batch: Batch) -> tuple[tuple[Find, ...], tuple[Miss, ...]]:
    """The articles of a cleaned batch, and the pages that gave none."""
    finds: list[Find] = []
    misses: list[Miss] = []
    for link, page, result in zip(fetched.links, fetched.pages, batch.results, strict=True):
        if isinstance(result, ExtractError):
            misses.append(Miss(link=link, failure=Failure.of(Stage.EXTRACT, result)))
        else:
            addresses = (page.requested, page.url)
            finds.append(Find(link=link, article=result, addresses=addresses, page=page))
    true, impostors = without_impostors(finds)
    return true, (*misses, *impostors)


def _unfinished(state: SourceState) -> SourceState:
    """``state`` of a source whose listing must be read again in full.

    So the site may not answer "not modified", which would hide the links that are still owed.
    """
    if state.trail is None:
        return state
    return replace(state, trail=replace(state.trail, validators=Validators()))


def _recovered(state: SourceState) -> SourceState:
    """``state`` of a source that could be read at its last check."""
    return replace(state, failures=0, last_failure=None, last_success=state.last_check)


def _barren(outcome: Outcome, stages: Stages) -> Outcome:
    """``outcome`` as the failure of its source, which offers links and no article behind any.

    That is a wall, a consent page in the listing's place, or a site that needs other settings.
    Where all links still wait for another try, what they failed of stands.
    """
    state, told = outcome.state, outcome.result.failures
    kinds = Counter(failure.kind for failure in told)
    chief = max(told, key=lambda failure: kinds[failure.kind], default=state.last_failure)
    if chief is None:
        where = state.trail.url if state.trail else ""
        chief = Failure.of(Stage.COLLECT, NothingFound(where))
    failed = _failed(state, chief, outcome.result.started, stages)
    result = replace(failed.result, links=outcome.result.links, failures=told or (chief,))
    return replace(outcome, state=failed.state, result=result)


def _scheduled(source: Source, outcome: Outcome, news: Sequence[Find], stages: Stages) -> Outcome:
    """``outcome`` with the next check, by the rhythm of the source's articles and its ``news``."""
    now = stages.clock()
    dates = stages.store.dates(source.name, _RHYTHM)
    dates += [find.article.published or now for find in news]
    interval = due.interval(source, dates, now)
    state = replace(_recovered(outcome.state), interval=interval)
    next_due = due.after_success(source, interval, now, stages.zone)
    return _due_at(next_due, replace(outcome, state=state))


def _due_at(moment: datetime, outcome: Outcome) -> Outcome:
    """``outcome`` with ``moment`` for the next check."""
    state = replace(outcome.state, next_due=moment)
    return replace(outcome, state=state, result=replace(outcome.result, next_due=moment))


def _unchanged(source: Source, state: SourceState, started: datetime, stages: Stages) -> Outcome:
    interval = state.interval or due.LONGEST
    next_due = due.after_success(source, interval, stages.clock(), stages.zone)
    result = RefreshResult(
        source=source.name,
        status=RefreshStatus.UNCHANGED,
        started=started,
        seconds=_since(started, stages),
        next_due=next_due,
    )
    return Outcome(state=replace(state, next_due=next_due), result=result)


def _failed(state: SourceState, failure: Failure, started: datetime, stages: Stages) -> Outcome:
    """The source itself could not be read: nothing is lost, and it is asked again later."""
    failures = state.failures + 1
    next_due = due.after_failure(failures, failure.retry_after, stages.clock())
    result = RefreshResult(
        source=state.source,
        status=RefreshStatus.FAILED,
        started=started,
        seconds=_since(started, stages),
        failures=(failure,),
        next_due=next_due,
    )
    state = replace(state, failures=failures, last_failure=failure, next_due=next_due)
    return Outcome(state=state, result=result)


def _published(source: Source, stages: Stages, result: RefreshResult) -> RefreshResult:
    """``result``, once what was saved is published."""
    failure = stages.publish_saved(source)
    return replace(result, failures=(*result.failures, failure)) if failure else result


def _recipe(source: Source) -> str:
    """Fingerprint of the settings that decide how a source is followed; a new one starts afresh."""
    headers = [(header.name, header.value) for header in source.headers]
    parts = (source.url, source.kind, source.links, source.pages, headers)
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _since(started: datetime, stages: Stages) -> float:
    return max(0.0, (stages.clock() - started).total_seconds())
