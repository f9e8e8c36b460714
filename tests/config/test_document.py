"""config.yaml: what it accepts, and how it refuses."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from feeds.config import Settings, load, parse
from feeds.errors import ConfigError, Problem
from feeds.model import Cron, Every, Header, Rules, Source, SourceKind

MINIMAL = "sources:\n  news:\n    url: https://example.com/news\n"


def read(text: str, **environ: str) -> Settings:
    return parse(text, "config.yaml", environ)


def refusal(text: str, **environ: str) -> Problem:
    """The first problem found in ``text``."""
    with pytest.raises(ConfigError) as caught:
        read(text, **environ)
    return caught.value.problems[0]


def with_source(line: str) -> str:
    return f"{MINIMAL}    {line}\n"


def test_only_sources_is_required() -> None:
    settings = read(MINIMAL)
    assert settings.source_list == (Source(name="news", url="https://example.com/news"),)
    assert settings.fetch.delay == 1.0
    assert settings.publish.formats == ("rss", "atom", "json")


def test_every_key_of_a_source_reaches_the_model() -> None:
    settings = read(
        """
sources:
  news:
    url: https://example.com/news
    every: 15m
    title: 2024
    kind: listing
    links: "h3 a"
    content: div.entry
    remove: [div.promo, "text:Get a summary", "/^Ad \\\\d+$/"]
    keep: [div.box]
    pages: 3
    limit: 7
    headers: {Cookie: "session=${COOKIE}"}
""",
        COOKIE="abc",
    )
    assert settings.source_list == (
        Source(
            name="news",
            url="https://example.com/news",
            every=Every(900.0),
            title="2024",
            kind=SourceKind.LISTING,
            links="h3 a",
            rules=Rules(
                content="div.entry",
                remove=("div.promo", "text:Get a summary", "/^Ad \\d+$/"),
                keep=("div.box",),
            ),
            pages=3,
            limit=7,
            headers=(Header(name="Cookie", value="session=abc"),),
        ),
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("auto", None),
        ("90s", Every(90.0)),
        ("1h30m", Every(5400.0)),
        ("2d", Every(172_800.0)),
        ('"0 7 * * mon-fri"', Cron("0 7 * * mon-fri")),
    ],
)
def test_every_is_auto_a_duration_or_a_cron_line(written: str, meant: Every | Cron | None) -> None:
    assert read(with_source(f"every: {written}")).source_list[0].every == meant


def test_sizes_networks_and_durations_are_parsed_once() -> None:
    fetch = read(
        MINIMAL + "fetch: {delay: 0, timeout: 500ms, max_size: 1.5MB, allow_private: [127.0.0.0/8]}"
    ).fetch
    assert (fetch.delay, fetch.timeout, fetch.max_size) == (0.0, 0.5, 1_500_000)
    assert fetch.allow_private == (ip_network("127.0.0.0/8"),)


def test_feeds_are_found_at_the_port_they_are_served_on_unless_said_otherwise() -> None:
    assert read(MINIMAL).publish.url == "http://localhost:8000/feeds"
    moved = MINIMAL + "serve: {port: 8123}\n"
    assert read(moved).publish.url == "http://localhost:8123/feeds"
    assert read(moved + "publish: {url: https://x.org/f}").publish.url == "https://x.org/f"


def test_yaml_does_not_guess_types() -> None:
    feeds = read(MINIMAL + "feeds:\n  nordic: {title: yes, languages: [no, sv]}").feeds
    assert feeds["nordic"].title == "yes"
    assert feeds["nordic"].languages == ("no", "sv")


def test_a_key_without_a_value_means_its_default() -> None:
    assert read(MINIMAL + "fetch:\nfeeds:\n").fetch.concurrency == 16


def test_a_variable_may_have_a_default_and_a_dollar_can_be_literal() -> None:
    settings = read(with_source('title: "${NOWHERE:-Plan B} costs $${5}"'))
    assert settings.source_list[0].title == "Plan B costs ${5}"


@pytest.mark.parametrize(
    ("text", "line", "key", "words", "hint"),
    [
        (MINIMAL + "fetch:\n  dealy: 1s\n", 5, "fetch.dealy", "unknown key", "'delay'"),
        (with_source("conten: p"), 4, "sources.news.conten", "unknown key", "'content'"),
        (with_source("every: 15x"), 4, "sources.news.every", "neither", ""),
        (with_source('every: "99 7 * * *"'), 4, "sources.news.every", "no cron line", ""),
        (with_source("every: 10ms"), 4, "sources.news.every", "too short", ""),
        (with_source('links: "p["'), 4, "sources.news.links", "no CSS selector", ""),
        (with_source('links: "a::after"'), 4, "sources.news.links", "no CSS selector", ""),
        (with_source('content: "div..x"'), 4, "sources.news.content", "no CSS selector", ""),
        (with_source('remove: ["/(/"]'), 4, "sources.news.remove.0", "regular expression", ""),
        (with_source('remove: ["/a{9999999999}/"]'), 4, "sources.news.remove.0", "expression", ""),
        (with_source('remove: ["text: "]'), 4, "sources.news.remove.0", "no words", ""),
        (with_source("remove: div.promo"), 4, "sources.news.remove", "needs a list", "[div.promo]"),
        (with_source("pages: 0"), 4, "sources.news.pages", "greater than", ""),
        (
            MINIMAL + "fetch: {max_size: 10}",
            4,
            "fetch.max_size",
            "no size",
            "",
        ),
        (MINIMAL + "fetch: {allow_private: [home]}", 4, "fetch.allow_private.0", "no network", ""),
        (MINIMAL + "publish: {url: https://x.org/a b}", 4, "publish.url", "white space", ""),
        (MINIMAL + 'publish: {url: "http://[::1]:8000/f"}', 4, "publish.url", "IPv6", ""),
        (MINIMAL + "publish: {url: https://a:b@x.org/f}", 4, "publish.url", "a user", ""),
        (MINIMAL + "publish: {url: https://x.org/f?a}", 4, "publish.url", "no folder", ""),
        (MINIMAL + "publish: {hubs: [https://x.org/a b]}", 4, "publish.hubs.0", "white space", ""),
        (MINIMAL + "publish: {hubs: [hub.org]}", 4, "publish.hubs.0", "no web address", ""),
        (MINIMAL + "fetch: fast", 4, "fetch", "keys of its own", ""),
        ("sources:\n  a: {url: example.com}", 2, "sources.a.url", "no web address", ""),
        ("sources:\n  a: {url: 'http://a b/'}", 2, "sources.a.url", "no web address", ""),
        ("sources:\n  a: {title: x}", 2, "sources.a.url", "missing", ""),
        ("sources:\n  My News: {url: http://x.org}", 2, "sources.My News", "no name", "small"),
        (MINIMAL + "  news:\n    url: http://x.org\n", 4, "sources.news", "twice", "line 2"),
        (MINIMAL + "store: mysql://x\n", 4, "store", "no store address", "sqlite"),
        (MINIMAL + "feeds:\n  news: {title: x}", 5, "feeds.news", "a source has this name", ""),
        (MINIMAL + "feeds:\n  a: {title: x, from: [nwes]}", 5, "feeds.a.from", "no source", ""),
        (with_source("title: ${NOWHERE}"), 4, "sources.news.title", "NOWHERE is not set", "export"),
        (with_source('headers: {"X Y": a}'), 4, "sources.news.headers.X Y", "no name of a", ""),
        (with_source('headers: {A: "b\\nc"}'), 4, "sources.news.headers.A", "one line", ""),
        (with_source("headers: {A: ☃}"), 4, "sources.news.headers.A", "Latin", ""),
        (MINIMAL + 'fetch: {user_agent: "a\\nb"}', 4, "fetch.user_agent", "one line", ""),
        (MINIMAL + 'serve: {token: ""}', 4, "serve.token", "at least 1", ""),
        ("sources:\n\ta: 1\n", 2, "", "not valid YAML", "tab"),
        ("sources: [", 2, "", "not valid YAML", ""),
        ("", 0, "", "is empty", "sources"),
        ("- a\n- b\n", 1, "", "no mapping", "sources"),
        ("fetch: {delay: 2s}\n", 1, "sources", "names no source", "feeds add"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_key(
    text: str, line: int, key: str, words: str, hint: str
) -> None:
    problem = refusal(text)
    assert (problem.file, problem.line, problem.key) == ("config.yaml", line, key)
    assert words in problem.message
    assert hint in problem.hint


def test_all_problems_are_reported_at_once_in_file_order() -> None:
    with pytest.raises(ConfigError) as caught:
        read(MINIMAL + "    every: never\nfetch:\n  delay: slow\n  robot: true\n")
    assert [problem.line for problem in caught.value.problems] == [4, 6, 7]


def test_a_bad_port_is_one_problem() -> None:
    with pytest.raises(ConfigError) as caught:
        read(MINIMAL + "serve: {port: 99999}")
    assert [problem.key for problem in caught.value.problems] == ["serve.port"]


def test_a_secret_from_a_file_may_end_its_line() -> None:
    settings = read(with_source('headers: {Cookie: "${CRUMB}"}'), CRUMB="a=b\n")
    assert settings.source_list[0].headers[0].value == "a=b"


def test_an_alias_bomb_is_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    assert "too many values" in refusal("\n".join(rows)).message


def test_what_holds_itself_is_refused() -> None:
    assert "nests too deep" in refusal(with_source("remove: &all [div, *all]")).message


def test_relative_paths_count_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(MINIMAL)
    settings = load(tmp_path / "config.yaml", {})
    assert settings.store == f"sqlite:///{tmp_path}/var/feeds.db"
    assert settings.publish.to == tmp_path / "var/public"


def test_a_missing_unreadable_or_binary_file_is_refused_kindly(tmp_path: Path) -> None:
    missing, folder, binary = tmp_path / "none.yaml", tmp_path, tmp_path / "b.yaml"
    binary.write_bytes(b"sources: \xff\xfe")
    for path, words in [(missing, "no such file"), (folder, "cannot be read"), (binary, "UTF-8")]:
        with pytest.raises(ConfigError) as caught:
            load(path, {})
        assert words in caught.value.problems[0].message


def test_the_token_and_cookies_do_not_show_in_reprs() -> None:
    settings = read(with_source("headers: {Cookie: secret1}") + "serve: {token: secret2}")
    assert "secret1" not in repr(settings.source_list)
    assert "secret2" not in repr(settings.serve)


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("", "health"),
        ("  health: {url: http://x.org}\n", "feeds-health"),
        ("feeds:\n  health: {title: Health}\n", "feeds-health"),
        (
            "  health: {url: http://x.org}\nfeeds:\n  feeds-health: {title: x}\n",
            "feeds-feeds-health",
        ),
    ],
)
def test_the_health_feed_steps_aside_for_the_operators_own(more: str, name: str) -> None:
    settings = read(MINIMAL + more)
    assert (settings.health_name, settings.health_feed.name) == (name, name)
    assert settings.health_feed.hubs == ()


@pytest.mark.parametrize(
    ("url", "pages"),
    [
        ("http://localhost:8000/feeds", "http://localhost:8000"),
        ("https://news.example.org/own/feeds/", "https://news.example.org/own"),
        ("https://static.example.org/rss", None),
    ],
)
def test_the_pages_are_found_where_the_daemon_serves_the_feeds(url: str, pages: str | None) -> None:
    assert read(MINIMAL + f"publish: {{url: '{url}'}}").pages == pages
