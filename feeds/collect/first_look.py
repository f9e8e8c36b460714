"""A first look at a source: what of its past is taken, and what is passed over for good. Pure.

Readers' programs show every entry that they have not seen as unread, whatever its date. So the past
that a source lists comes all at once, up to the source's limit; were the rest fetched at the next
refreshes, it would come as news.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.model import Link, Trail, Wanted


def is_first_look(before: Trail | None, now: Trail) -> bool:
    """Whether what ``now`` lists was never seen, the source having been followed by ``before``."""
    return before is None or (before.kind, before.url) != (now.kind, now.url)


def latest(links: Sequence[Link], most: int) -> tuple[Link, ...]:
    """The ``most`` latest of ``links`` in their order, the latest being those that stand first.

    Where all are dated, dates tell: there are feeds that begin with their oldest entry.
    """
    chosen = {link.url for link in _ranked(links)[:most]}
    return tuple(link for link in links if link.url in chosen)


def begun(wanted: Wanted, offered: Sequence[Link], limit: int, before: Trail | None) -> Wanted:
    """``wanted`` of a source whose links ``offered`` were never seen, parted at its ``limit``.

    The ``limit`` latest of them are wanted, unless they are had; links that gave no article take no
    article's place. What was passed over under other settings counts as never seen. Where another
    way to the source's articles was followed ``before``, it stays past, and so is what is older
    than all articles that are had.
    """
    past = wanted.passed if before else ()
    places = {link.url: place for place, link in enumerate(offered)}
    unseen = [*wanted.links, *(() if before else wanted.passed)]
    unseen.sort(key=lambda link: places[link.url])
    apart = {link.url for link in (*wanted.waiting, *past)}
    ranked = _ranked([link for link in offered if link.url not in apart])
    unknown = {link.url for link in unseen}
    had = [rank for rank, link in enumerate(ranked, 1) if link.url not in unknown]
    most = min(limit, had[-1]) if before and had else limit
    chosen = {link.url for link in ranked[:most]}
    return replace(
        wanted,
        links=tuple(link for link in unseen if link.url in chosen),
        passed=(*(link for link in unseen if link.url not in chosen), *past),
    )


def _ranked(links: Sequence[Link]) -> list[Link]:
    """``links``, the latest first."""
    dates = {link.url: link.published for link in links if link.published}
    if len(dates) < len(links):
        return list(links)
    return sorted(links, key=lambda link: dates[link.url], reverse=True)
