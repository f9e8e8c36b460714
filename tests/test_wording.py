import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds import errors
from feeds.errors import FeedsError, Problem
from feeds.model import Concern, Failure, Stage, Trouble
from feeds.wording import KINDS, concern, count, day, duration, problem, relative, size, words

URL = "https://news.example/world/flood"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def tree(root: type[FeedsError] = FeedsError) -> Iterator[type[FeedsError]]:
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


def failure(kind: str, detail: str = "") -> Failure:
    return Failure(stage=Stage.COLLECT, kind=kind, url=URL, detail=detail)


def test_every_kind_of_error_has_words_and_no_words_are_left_over() -> None:
    assert {error.kind for error in tree()} == KINDS


def test_every_kind_of_error_is_told_from_every_other() -> None:
    kinds = [error.kind for error in tree()]

    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize("detail", ["", "a reason", "{site}", "404"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_words_are_two_whole_sentences(kind: str, detail: str) -> None:
    said = words(failure(kind, detail))

    for sentence in (said.what, said.advice):
        assert re.fullmatch(r"[A-Zhn].*\.", sentence), sentence  # may begin with an address
        assert not re.search(r"\{(?!site\})|None|  |\.\.|:\.|\(\)", sentence), sentence
    assert str(said) == f"{said.what} {said.advice}"


def test_a_kind_that_is_not_known_is_named() -> None:
    assert str(words(failure("teapot", "short"))) == "It failed: teapot: short."


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.BadStatus(URL, 403), "news.example refused us (403 Forbidden)."),
        (errors.BadStatus(URL, 404), f"There is nothing at {URL} (404 Not Found)."),
        (errors.BadStatus(URL, 503), "trouble of its own (503 Service Unavailable)."),
        (errors.BadStatus(URL, 599), "trouble of its own (599)."),
        (errors.BadStatus(URL, 429, 60.0), "asked us to come less often"),
        (errors.TooLarge(URL, 10_000_000), "larger than 10 MB"),
        (errors.DeadlineExceeded(URL, 30.0), "within 30 seconds"),
        (errors.NetworkError(URL, "name not found"), "no host named news.example"),
        (errors.NetworkError(URL, "TLS certificate: expired"), "safe connection to news.example"),
        (errors.RobotsDenied(URL), "asks robots not to read"),
        (errors.RobotsDenied(URL, "network: refused"), "did not show its robots.txt (refused)"),
        (
            errors.RobotsDenied(URL, "bad-status: 503"),
            "robots.txt (503 Service Unavailable), which",
        ),
        (errors.RobotsDenied(URL, "too-large: 2000000"), "robots.txt (it is too large), which"),
        (errors.RobotsDenied(URL, "truncated-body"), "robots.txt (it broke off), which"),
        (errors.AddressBlocked(URL, "10.0.0.1"), "private network: 10.0.0.1."),
        (errors.PatternTooSlow("/(a+)+$/"), "too long on an article: /(a+)+$/."),
        (errors.StoreTooNew("sqlite:///x.db", found=9, known=3), "schema 9, known up to 3."),
    ],
)
def test_words_say_what_the_error_knows(error: FeedsError, expected: str) -> None:
    assert expected in words(error).what


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        ("database or disk is full", "space left"),
        ("database disk image is malformed", "a backup"),
        ("file is not a database", "a backup"),
        ("psycopg is not installed", "pip install 'feedwright[postgresql]'"),
    ],
)
def test_what_to_do_about_a_store_depends_on_what_it_says(reason: str, advice: str) -> None:
    assert advice in words(errors.StoreError("sqlite:///x.db", reason)).advice


def test_an_error_and_the_failure_kept_of_it_read_alike() -> None:
    error = errors.BadStatus(URL, 410)

    assert words(error) == words(Failure.of(Stage.COLLECT, error))


def test_an_address_that_is_none_does_not_break_the_words() -> None:
    odd = Failure(stage=Stage.COLLECT, kind="truncated-body", url="http://[::1/")

    assert "http://[::1/" in words(odd).what


def trouble(kind: Trouble, cause: Failure | None = None, usual: float = 0.0) -> Concern:
    return Concern(source="news", kind=kind, since=NOW, began=NOW, cause=cause, usual=usual)


@pytest.mark.parametrize("kind", list(Trouble))
@pytest.mark.parametrize("cause", [None, failure("bad-status", "403")])
def test_every_concern_has_words_without_a_clock(kind: Trouble, cause: Failure | None) -> None:
    said = concern(trouble(kind, cause, usual=3.0))

    for sentences in (said.what, said.advice):
        assert re.fullmatch(r"[A-Zf].*\.", sentences), sentences  # may begin with a command
        assert not re.search(r"[{}]|None|  |\.\.", sentences), sentences
    assert "22 November 2026" in said.what
    assert " ago" not in said.what


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (trouble(Trouble.QUIET, usual=1.0), "hardly ever took longer than 1 day."),
        (trouble(Trouble.QUIET, usual=14.0), "hardly ever took longer than 2 weeks."),
        (trouble(Trouble.SHORT, usual=3204.5), "shorter than before (some 3,204 characters)."),
        (trouble(Trouble.BLOCKED, failure("bad-status", "429")), "asked us to come less often"),
        (
            trouble(Trouble.WALLED, failure("not-an-article", "login wall")),
            "news.example shows something else instead: login wall.",
        ),
        (trouble(Trouble.WALLED, failure("not-an-article")), "is no article."),
    ],
)
def test_a_concern_says_what_it_was_told_by(told: Concern, expected: str) -> None:
    assert expected in concern(told).what


def test_a_concern_that_is_over_says_since_when_and_asks_for_nothing() -> None:
    over = replace(trouble(Trouble.ALIKE), ended=NOW + timedelta(days=10))

    assert concern(over).what.endswith(" That was over on 2 December 2026.")
    assert concern(over).advice == ""


def test_dates_are_written_out() -> None:
    assert day(NOW.replace(day=2)) == "2 November 2026"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59.4, "59 seconds"),
        (59.6, "1 minute"),
        (720, "12 minutes"),
        (3599, "1 hour"),
        (86_399, "1 day"),
        (13 * 86_400, "13 days"),
        (14 * 86_400, "2 weeks"),
        (70 * 86_400, "2 months"),
        (800 * 86_400, "2 years"),
        (-120, "2 minutes"),
    ],
)
def test_durations_are_rounded_to_one_unit(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(720, "in 12 minutes"), (-10_800, "3 hours ago"), (-2, "just now"), (3, "just now")],
)
def test_moments_are_told_from_now(seconds: float, expected: str) -> None:
    assert relative(NOW + timedelta(seconds=seconds), NOW) == expected


def test_amounts_agree_with_their_noun() -> None:
    assert (count(0, "article"), count(1, "article")) == ("0 articles", "1 article")
    assert count(1204, "article") == "1,204 articles"


def test_sizes_are_decimal_as_in_the_configuration() -> None:
    assert [size(n) for n in (5, 999, 1500, 10_000_000, 2 * 10**9, 5 * 10**13)] == [
        "5 bytes",
        "999 bytes",
        "1.5 KB",
        "10 MB",
        "2 GB",
        "50 TB",
    ]


def test_a_problem_in_a_file_names_file_line_key_and_hint() -> None:
    wrong = Problem(
        file="config.yaml", line=12, key="sources.a.evry", message="unknown key", hint="every?"
    )
    whole = Problem(file="config.yaml", line=0, key="", message="is empty")

    assert problem(wrong) == "config.yaml, line 12: sources.a.evry unknown key (every?)"
    assert problem(whole) == "config.yaml: is empty"
