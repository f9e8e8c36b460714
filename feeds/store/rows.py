"""Between the model's values and the tables' rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Row

from feeds.characters import clean
from feeds.model import (
    Article,
    Block,
    Concern,
    Entry,
    Failure,
    RefreshResult,
    RefreshStatus,
    SiteProfile,
    SourceKind,
    SourceState,
    Stage,
    Trail,
    Trouble,
    Validators,
)
from feeds.quality import Reading
from feeds.store.identity import ordering_date

Values = dict[str, Any]  # a row's columns, as a statement takes them

_PLAIN = tuple(
    f.name for f in fields(Article) if f.name not in ("authors", "tags", "removed")
)  # kept as they are


def of_entry(entry: Entry) -> Values:
    """An entry's row, but for its ``place``."""
    article = entry.article
    return {
        "id": entry.id,
        "source": entry.source,
        "ordered_at": ordering_date(entry),
        "first_seen": entry.first_seen,
        "updated": entry.updated,
        **{name: getattr(article, name) for name in _PLAIN},
        "authors": _packed(article.authors),
        "tags": _packed(article.tags),
        "removed": _packed([[b.text, b.position, b.rule, b.evidence] for b in article.removed]),
    }


def to_entry(row: Row[Any]) -> Entry:
    """The entry a row of ``entries`` holds."""
    values = row._mapping
    article = Article(
        **{name: values[name] for name in _PLAIN},
        authors=tuple(json.loads(row.authors)),
        tags=tuple(json.loads(row.tags)),
        removed=tuple(
            Block(text=text, position=position, rule=rule, evidence=evidence)
            for text, position, rule, evidence in json.loads(row.removed)
        ),
    )
    return Entry(
        id=row.id,
        source=row.source,
        article=article,
        first_seen=row.first_seen,
        updated=row.updated,
    )


def of_state(state: SourceState) -> Values:
    """A source's row, but for what the store itself moves: lease, count, last_new, unpublished."""
    trail = state.trail
    return {
        "name": state.source,
        "title": state.title and clean(state.title),
        "trail_kind": trail and trail.kind.value,
        "trail_url": trail and trail.url,
        "trail_etag": trail and trail.validators.etag,
        "trail_last_modified": trail and trail.validators.last_modified,
        "recipe": state.recipe,
        "interval": state.interval,
        "next_due": state.next_due,
        "last_check": state.last_check,
        "last_success": state.last_success,
        "failures": state.failures,
        "last_failure": _of_failures([state.last_failure]) if state.last_failure else None,
    }


def to_state(row: Row[Any]) -> SourceState:
    """The state a row of ``sources`` holds."""
    trail = row.trail_kind and Trail(
        kind=SourceKind(row.trail_kind),
        url=row.trail_url,
        validators=Validators(etag=row.trail_etag, last_modified=row.trail_last_modified),
    )
    return SourceState(
        source=row.name,
        title=row.title,
        trail=trail,
        recipe=row.recipe,
        interval=row.interval,
        next_due=row.next_due,
        last_check=row.last_check,
        last_success=row.last_success,
        last_new=row.last_new,
        unpublished=row.unpublished,
        failures=row.failures,
        last_failure=_to_failures(row.last_failure)[0] if row.last_failure else None,
    )


def of_result(result: RefreshResult) -> Values:
    """A row of ``refreshes``, but for its number."""
    return {
        "source": result.source,
        "status": result.status.value,
        "started": result.started,
        "seconds": result.seconds,
        "links": result.links,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "failures": _of_failures(result.failures),
        "next_due": result.next_due,
    }


def to_result(row: Row[Any]) -> RefreshResult:
    """The result a row of ``refreshes`` holds."""
    return RefreshResult(
        source=row.source,
        status=RefreshStatus(row.status),
        started=row.started,
        seconds=row.seconds,
        links=row.links,
        new=row.new,
        changed=row.changed,
        unchanged=row.unchanged,
        failures=_to_failures(row.failures),
        next_due=row.next_due,
    )


def of_profile(profile: SiteProfile) -> Values:
    """A row of ``profiles``."""
    return {"host": profile.host, "pages": profile.pages, "evidence": profile.evidence}


def to_profile(row: Row[Any]) -> SiteProfile:
    """The profile a row of ``profiles`` holds."""
    return SiteProfile(host=row.host, pages=row.pages, evidence=row.evidence)


def of_concern(concern: Concern) -> Values:
    """A row of ``concerns``."""
    return {
        "source": concern.source,
        "kind": concern.kind.value,
        "since": concern.since,
        "began": concern.began,
        "ended": concern.ended,
        "usual": concern.usual,
        "cause": _of_failures([concern.cause]) if concern.cause else None,
    }


def to_concern(row: Row[Any]) -> Concern:
    """The concern a row of ``concerns`` holds."""
    return Concern(
        source=row.source,
        kind=Trouble(row.kind),
        since=row.since,
        began=row.began,
        ended=row.ended,
        usual=row.usual,
        cause=_to_failures(row.cause)[0] if row.cause else None,
    )


def to_reading(row: Row[Any]) -> Reading:
    """What a row of an entry's text and dates says of how it was read."""
    return Reading(seen=row.first_seen, is_dated=row.is_dated, text=row.text)


def _of_failures(failures: Iterable[Failure]) -> str:
    return _packed([asdict(failure) for failure in failures])


def _to_failures(packed: str) -> tuple[Failure, ...]:
    return tuple(Failure(**{**f, "stage": Stage(f["stage"])}) for f in json.loads(packed))


def _packed(value: object) -> str:
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
