"""robots.txt, as RFC 9309 has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feeds.collect.robots import Robots, RobotsCache, RobotsFile, product_token, robots_url
from feeds.errors import BadStatus, DeadlineExceeded, FetchError, TooLarge, TooManyRedirects

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = "https://paper.example"


def robots(answer: str | bytes | FetchError, agent: str = "Feedwright/1.0") -> Robots:
    body = answer.encode() if isinstance(answer, str) else answer
    return RobotsCache(agent).put(SITE, RobotsFile.of(body, NOW))


def test_it_lies_at_the_root_of_each_origin() -> None:
    assert robots_url("https://paper.example:444/a/b?c") == "https://paper.example:444/robots.txt"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
        ("User-agent: *\nDisallow: /*.php$", "/a.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a.php?x", True),
        ("User-agent: *\nDisallow: /\nUser-agent: feedwright\nDisallow:", "/a", True),
        ("User-agent: Feedwright\nDisallow: /", "/a", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<html><body>Not found</body></html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_the_longest_rule_for_our_agent_counts(rules: str, path: str, allowed: bool) -> None:
    assert robots(rules).allows(SITE + path) is allowed


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("Feedwright/1.0 (+https://github.com/x)", "Feedwright"),
        ("Mozilla/5.0 (compatible; MyBot/2.1; +https://x.example)", "MyBot"),
        ("MyBot", "MyBot"),
    ],
)
def test_our_name_is_the_product_not_the_commentary(agent: str, token: str) -> None:
    assert product_token(agent) == token
    assert robots(f"User-agent: {token}\nDisallow: /", agent).allows(SITE) is False
    assert robots("User-agent: github\nDisallow: /", agent).allows(SITE) is True


@pytest.mark.parametrize(
    "failure", [BadStatus(SITE, 404), BadStatus(SITE, 403), TooManyRedirects(SITE, 5)]
)
def test_an_unavailable_file_allows_everything(failure: FetchError) -> None:
    assert robots(failure).allows(SITE + "/a")


@pytest.mark.parametrize(
    "failure", [BadStatus(SITE, 500), DeadlineExceeded(SITE, 30), TooLarge(SITE, 9)]
)
def test_an_unreachable_file_forbids_everything_for_a_while(failure: FetchError) -> None:
    found = robots(failure)
    assert not found.allows(SITE + "/a")
    assert found.unreachable == str(failure)


@pytest.mark.parametrize(
    ("asked", "seconds"), [(None, 600), (5.0, 600), (7200.0, 7200), (1e300, 86_400)]
)
def test_a_file_to_be_asked_for_later_is_asked_for_then(asked: float | None, seconds: int) -> None:
    file = RobotsFile.of(BadStatus(SITE, 503, asked), NOW)
    assert file.expires == NOW + timedelta(seconds=seconds)


def test_what_lies_past_the_first_500_kib_is_not_read() -> None:
    filler = "# " + "x" * 98 + "\n"
    rules = "User-agent: *\nDisallow: /a\n" + filler * 10_000 + "Disallow: /b\n"
    assert len(rules) > 1_000_000
    assert not robots(rules).allows(SITE + "/a")
    assert robots(rules).allows(SITE + "/b")


@pytest.mark.parametrize(
    ("said", "seconds"), [("2", 2.0), ("0.5", 0.5), ("3600", 30.0), ("-1", 0.0), ("soon", 0.0)]
)
def test_the_crawl_delay_is_kept_within_reason(said: str, seconds: float) -> None:
    assert robots(f"User-agent: *\nCrawl-delay: {said}\nDisallow:").crawl_delay == seconds


def test_sitemaps_are_told_whoever_asks() -> None:
    assert robots("User-agent: x\nDisallow: /\nSitemap: /map.xml").sitemaps == ("/map.xml",)


def test_a_file_is_remembered_for_a_day_and_a_failure_for_minutes() -> None:
    cache = RobotsCache("Feedwright")
    cache.put(f"{SITE}/a", RobotsFile.of(b"", NOW))
    cache.put("https://down.example/", RobotsFile.of(BadStatus(SITE, 503), NOW))
    assert cache.get(f"{SITE}/b", NOW + timedelta(hours=23)) is not None
    assert cache.get(f"{SITE}/b", NOW + timedelta(hours=25)) is None
    assert cache.get("https://down.example/", NOW + timedelta(minutes=9)) is not None
    assert cache.get("https://down.example/", NOW + timedelta(minutes=11)) is None
    assert cache.get("https://unknown.example/", NOW) is None
