"""Errors, durations and amounts in words: the only place that does so, for ``cli`` and ``web``.

Every ``kind`` of the error tree has a sentence that says what happened and one that says what to
do; both start with a capital letter and end with a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from feeds.errors import (
    BadStatus,
    FeedsError,
    NotAnArticle,
    Problem,
    SchemeRefused,
    TooLarge,
    TruncatedBody,
)
from feeds.model import Concern, Failure, Stage, Trouble

_NOTHING_TO_DO = "Nothing to do: it is tried again at the next check."
_HEADERS = (
    "If you can read it in a browser, give the source the cookie you have there (headers:); "
    "otherwise the site does not want to be read this way."
)
_LATER = "There is nothing to do but wait, or ask the site."


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A failure in two sentences: what happened, and what to do about it."""

    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.what} {self.advice}".rstrip()


#: Of a source whose published files lack what its last refresh brought.
UNPUBLISHED = Words(
    what="Its feed files are older than what was collected.",
    advice="If it stays so, see that their folder can be written to and has space left; "
    "feeds publish tells more.",
)


def words(failure: Failure | FeedsError) -> Words:
    """``failure`` in words.

    A kind without a sentence, as a later version's store may hold, is named as it is.
    """
    if isinstance(failure, FeedsError):
        failure = Failure.of(Stage.COLLECT, failure)  # the words do not depend on the stage
    tell = _TELLERS.get(failure.kind)
    if tell is not None:
        return tell(failure)
    what, advice = _SENTENCES.get(failure.kind, (f"It failed: {failure.kind}{{: detail}}.", ""))
    return Words(what=_filled(what, failure), advice=advice)


def concern(told: Concern) -> Words:
    """A concern that began, and when it ended, in words that no later day makes wrong."""
    what, advice = _CONCERNS[told.kind]
    usual = duration(told.usual * _DAY) if told.kind is Trouble.QUIET else f"{told.usual:,.0f}"
    what = what.format(since=day(told.since), usual=usual)
    if told.cause is not None:
        cause = _instead(told.cause)
        what, advice = f"{what} {cause.what}", cause.advice
    if told.ended is not None:
        what, advice = f"{what} That was over on {day(told.ended)}.", ""
    return Words(what=what, advice=advice)


def problem(wrong: Problem) -> str:
    """One thing wrong in a configuration file: file, line and key, what, and a hint."""
    where = f"{wrong.file}, line {wrong.line}" if wrong.line else wrong.file
    key = f"{wrong.key} " if wrong.key else ""
    hint = f" ({wrong.hint})" if wrong.hint else ""
    return f"{where}: {key}{wrong.message}{hint}"


# -- times and amounts -----------------------------------------------------------------------

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
# Each unit is used for amounts that round to fewer than ``until`` of it.
_UNITS = (
    (1.0, "second", 60),
    (_MINUTE, "minute", 60),
    (_HOUR, "hour", 24),
    (_DAY, "day", 14),
    (7 * _DAY, "week", 9),
    (30.44 * _DAY, "month", 24),
)
_YEAR = 365.25 * _DAY
_NOW = 5.0  # seconds within which it is "just now"


def duration(seconds: float) -> str:
    """About how long: ``45 seconds``, ``12 minutes``, ``3 hours``. A minus sign is dropped."""
    seconds = abs(seconds)
    for size, unit, until in _UNITS:
        amount = round(seconds / size)
        if amount < until:
            return count(amount, unit)
    return count(round(seconds / _YEAR), "year")


def relative(moment: datetime, now: datetime) -> str:
    """``moment`` as seen from ``now``: ``in 12 minutes``, ``3 hours ago``, ``just now``."""
    seconds = (moment - now).total_seconds()
    if abs(seconds) < _NOW:
        return "just now"
    return f"in {duration(seconds)}" if seconds > 0 else f"{duration(seconds)} ago"


def day(moment: datetime) -> str:
    """The date: ``2 May 2026``."""
    return f"{moment.day} {moment:%B %Y}"


def count(number: int, noun: str) -> str:
    """``1 article``, ``1,204 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(amount: float) -> str:
    """Bytes in decimal units: ``10 MB``, ``1.5 GB``."""
    for unit in ("bytes", "KB", "MB", "GB"):
        if amount < 1000:  # decimal, as config.yaml counts them
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:.3g} TB"


# -- concerns --------------------------------------------------------------------------------

_AS_READ = "feeds preview --explain with an article's address shows how it is read."
_CONCERNS: Mapping[Trouble, tuple[str, str]] = {
    Trouble.BLOCKED: ("It could not be read since {since}.", "feeds status tells more."),
    Trouble.WALLED: (
        "Its list can be read, but no new article since {since}.",
        "feeds status tells more.",
    ),
    Trouble.QUIET: (
        "Nothing new came since {since}; before, it hardly ever took longer than {usual}.",
        "If the site has news, see with feeds preview what is found there now.",
    ),
    Trouble.SHORT: (
        "Since {since} its articles have been much shorter than before (some {usual} characters).",
        f"The site may show only their beginning now, or be built anew; {_AS_READ}",
    ),
    Trouble.UNDATED: (
        "Since {since} its articles have had no date, as those before did.",
        f"They are dated by when they were first seen; {_AS_READ}",
    ),
    Trouble.ALIKE: (
        "Since {since} its articles have said nearly the same, each as the others.",
        f"Something may stand in their place, such as a wish to subscribe; {_AS_READ}",
    ),
}


def _instead(cause: Failure) -> Words:
    """Why a site cannot be read: in the case of a wall, what it shows in place of articles."""
    if cause.kind == NotAnArticle.kind and cause.detail:
        what = f"{_site(cause)} shows something else instead: {cause.detail}."
        return Words(what=what, advice=_HEADERS)
    return words(cause)


# -- one sentence for each kind --------------------------------------------------------------

# {site} is the host of the failure's address, {url} the address; "{: detail}" is the detail after
# a colon, where there is one.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "error": ("Something went wrong{: detail}.", "The log says more."),
    "config": (
        "The configuration cannot be used{: detail}.",
        "Correct it; feeds check tells when it is right.",
    ),
    "collect": ("{site} could not be collected{: detail}.", _NOTHING_TO_DO),
    "fetch": ("{url} could not be fetched{: detail}.", _NOTHING_TO_DO),
    "address-blocked": (
        "{site} leads to an address inside a private network{: detail}.",
        "If that is meant, name the network in fetch.allow_private.",
    ),
    "scheme-refused": (
        "{url} is neither http nor https.",
        "Only web pages can be followed; give the source an http or https address.",
    ),
    "unexpected-type": (
        "{url} is no page{: detail}.",
        "Give the source the address of a page, a feed or a sitemap.",
    ),
    "truncated-body": ("{site} broke off in the middle of its answer.", _NOTHING_TO_DO),
    "too-many-redirects": (
        "{url} sends us from one address to the next without end.",
        "Open it in a browser and give the source the address where it ends.",
    ),
    "interrupted": ("The refresh was stopped before {site} had answered.", _NOTHING_TO_DO),
    "nothing-found": (
        "{url} was read, but no feed, sitemap or article link was found there.",
        "Try the page that lists the news, or say where the links are (links: with CSS); "
        "feeds preview shows what is seen.",
    ),
    "bad-feed": (
        "The feed or sitemap of {site} cannot be read{: detail}.",
        "If it stays so, follow the page instead (kind: listing).",
    ),
    "extract": (
        "No article could be made of {url}{: detail}.",
        "To see how the page is read, run feeds preview --explain with its address.",
    ),
    "not-an-article": (
        "{url} is no article{: detail}.",
        "If it is one, name its container (content: with CSS) for the source.",
    ),
    "extraction-aborted": (
        "Reading {url} took too long or too much memory, and was given up.",
        "The other articles are not affected.",
    ),
    "extraction-failed": (
        "A bug in Feedwright kept {url} from being read{: detail}.",
        "The log has the particulars; please report them.",
    ),
    "store-too-new": (
        "The store was written by a later version of Feedwright{: detail}.",
        "Install that version or a later one.",
    ),
    "damaged-page": (
        "The page that was kept of {url} is damaged.",
        "Its article stays as it is, but cannot be cleaned again.",
    ),
    "publish": (
        "A feed file could not be written{: detail}.",
        "The one written before is still served; see that the folder can be written to.",
    ),
    "pattern-too-slow": (
        "A pattern of a merged feed takes too long on an article{: detail}.",
        "The feed stays as it was written before; repeat nothing that repeats, as (a+)+ does.",
    ),
}

_GAP = re.compile(r"\{(?:: detail|site|url)\}")


def _filled(sentence: str, failure: Failure) -> str:
    fillings = {
        "{: detail}": f": {failure.detail.rstrip('.')}" if failure.detail else "",
        "{site}": _site(failure),
        "{url}": failure.url or "the page",
    }
    return _GAP.sub(lambda gap: fillings[gap[0]], sentence)


def _site(failure: Failure) -> str:
    try:
        return urlsplit(failure.url).hostname or "the site"
    except ValueError:  # an address that is none
        return failure.url


def _robots_denied(failure: Failure) -> Words:
    if failure.detail:
        return Words(
            what=f"{_site(failure)} did not show its robots.txt ({_unshown(failure.detail)}), "
            "which counts as a no for now.",
            advice=_NOTHING_TO_DO,
        )
    return Words(
        what=f"{_site(failure)} asks robots not to read {failure.url} (robots.txt).",
        advice="Follow another page of the site. With fetch.robots: false the wish is ignored; "
        "be sure that you may.",
    )


def _unshown(reason: str) -> str:
    """Why a robots.txt could not be had; ``reason`` is the error as it tells itself."""
    kind, _, detail = reason.partition(": ")
    if kind == BadStatus.kind:
        return _status(detail)
    return _UNSHOWN.get(kind, detail or "it could not be had")


_UNSHOWN = {
    TooLarge.kind: "it is too large",
    TruncatedBody.kind: "it broke off",
    SchemeRefused.kind: "it is not on the web",
}


def _too_large(failure: Failure) -> Words:
    limit = f" than {size(float(failure.detail))}" if failure.detail.isdigit() else ""
    return Words(
        what=f"{failure.url} is larger{limit}, and was given up.",
        advice="Raise fetch.max_size if the site is worth it.",
    )


def _deadline_exceeded(failure: Failure) -> Words:
    try:
        limit = f" within {duration(float(failure.detail))}"
    except ValueError:
        limit = " in time"
    return Words(what=f"{_site(failure)} did not answer in full{limit}.", advice=_NOTHING_TO_DO)


_DAMAGED = ("malformed", "not a database")  # as SQLite calls it


def _store(failure: Failure) -> Words:
    if any(word in failure.detail for word in _DAMAGED):
        advice = (
            "Put a backup in its place, or move it away to begin anew; articles keep their ids."
        )
    elif "not installed" in failure.detail:
        advice = "Install what it needs: pip install 'feedwright[postgresql]'"
    else:
        advice = "See that its folder exists, can be written to and has space left."
    return Words(what=_filled("The store cannot be used{: detail}.", failure), advice=advice)


_NETWORK = {
    "name not found": (
        "There is no host named {site}.",
        "See that the address is spelled right and this machine is online.",
    ),
    "connection refused": ("{site} refuses connections; its server may be down.", _NOTHING_TO_DO),
    "connection reset": ("{site} hung up on us.", _NOTHING_TO_DO),
}


def _network(failure: Failure) -> Words:
    if failure.detail.startswith("TLS"):
        what, advice = "No safe connection to {site} could be made{: detail}.", _LATER
    else:
        fallback = ("{site} could not be reached{: detail}.", _NOTHING_TO_DO)
        what, advice = _NETWORK.get(failure.detail, fallback)
    return Words(what=_filled(what, failure), advice=advice)


def _bad_status(failure: Failure) -> Words:
    status = _status(failure.detail)
    match failure.detail:
        case "401" | "402" | "403" | "407" | "451":
            what, advice = f"{{site}} refused us ({status}).", _HEADERS
        case "404" | "410":
            what = f"There is nothing at {{url}} ({status})."
            advice = "See whether the page has moved; feeds add finds how to follow it."
        case "429":
            what = f"{{site}} asked us to come less often ({status})."
            advice = "The next check waits as long as it asked; every: sets a longer time for good."
        case detail if detail.startswith("5"):
            what, advice = f"{{site}} has trouble of its own ({status}).", _NOTHING_TO_DO
        case _:
            what, advice = f"{{site}} answered with an error ({status}).", _NOTHING_TO_DO
    return Words(what=_filled(what, failure), advice=advice)


def _status(code: str) -> str:
    try:
        return f"{code} {HTTPStatus(int(code)).phrase}"
    except ValueError:
        return code or "no status"


_TELLERS: Mapping[str, Callable[[Failure], Words]] = {
    "robots-denied": _robots_denied,
    "store": _store,
    "too-large": _too_large,
    "deadline-exceeded": _deadline_exceeded,
    "network": _network,
    "bad-status": _bad_status,
}

#: Every kind that has words.
KINDS = frozenset(_SENTENCES) | frozenset(_TELLERS)
