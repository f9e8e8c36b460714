"""The command line, as an operator meets it: each command in a process of its own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from feeds.store import Store
from tests.news import news_site, story
from tests.site import Site, content, page, status
from tests.web.building import HOUR, NOW, find, went_quiet, went_well


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Shell:
    """A folder with a configuration, and the command ``feeds`` in it."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.yaml"

    def configure(self, sources: str, more: str = "") -> None:
        self.config.write_text(
            "# how to fetch\nfetch: {delay: 0, allow_private: [127.0.0.0/8]}  # kindly\n"
            f"{more}\nsources:\n{sources}"
        )

    def feeds(self, *arguments: str, **environ: str) -> Ended:
        process = subprocess.run(
            [sys.executable, "-m", "feeds", *arguments],
            cwd=self.folder,
            env={**os.environ, "FEEDS_CONFIG": str(self.config), **environ},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in process.stderr, process.stderr
        return Ended(process.returncode, process.stdout, process.stderr)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(news_site(1, 2, 3, 4, 5)) as served:
        yield served


# -- help and usage ----------------------------------------------------------------------------


def test_help_teaches_and_needs_no_configuration(shell: Shell) -> None:
    ended = shell.feeds("--help")
    assert ended.status == 0
    for word in ("run", "refresh", "preview", "add", "status", "check", "publish", "Exit status"):
        assert word in ended.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["refersh"], "Did you mean 'refresh'"),
        (["refresh", "newz"], "Did you mean 'news'"),
        (["preview"], "Missing argument"),
        (["refresh", "--fast"], "No such option"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_suggestion(
    shell: Shell, arguments: list[str], words: str
) -> None:
    shell.configure("  news: {url: https://news.example/}\n")
    ended = shell.feeds(*arguments)
    assert ended.status == 2
    assert words in ended.err


def test_a_missing_configuration_is_named(shell: Shell) -> None:
    ended = shell.feeds("status")
    assert ended.status == 2
    assert "config.yaml" in ended.err
    assert "no such file" in ended.err


def test_check_reports_every_problem_with_line_and_key(shell: Shell) -> None:
    shell.config.write_text("sources:\n  news:\n    url: nowhere\n    evry: 5m\n")
    ended = shell.feeds("check")
    assert ended.status == 2
    assert "line 3: sources.news.url" in ended.err
    assert "line 4: sources.news.evry unknown key (did you mean 'every'?)" in ended.err
    assert [problem["line"] for problem in shell.feeds("check", "--json").json] == [3, 4]
    shell.configure("  news: {url: https://news.example/}\n")
    assert shell.feeds("check").out.endswith("is fine: 1 source.\n")


# -- refresh, status, publish, export ------------------------------------------------------------


def test_refresh_fetches_publishes_and_ends_with_a_table(shell: Shell, site: Site) -> None:
    shell.configure(f"  news: {{url: '{site.url('/')}'}}\n")
    ended = shell.feeds("refresh")
    assert ended.status == 0, ended.err
    heading, row = ended.out.splitlines()
    assert heading.split() == [
        "source",
        "links",
        "new",
        "changed",
        "unchanged",
        "failed",
        "why",
        "seconds",
    ]
    assert row.split()[:6] == ["news", "5", "5", "0", "0", "0"]
    assert "\x1b" not in ended.out
    assert ended.err == ""
    published = sorted(path.name for path in (shell.folder / "var/public").iterdir())
    feeds = [f"{name}.{form}" for name in ("health", "news") for form in ("atom", "json", "rss")]
    assert published == sorted(["feeds.opml", "index.html", *feeds])


def test_a_source_that_fails_ends_refresh_and_status_with_1_and_hurts_no_other(
    shell: Shell, site: Site
) -> None:
    with Site({"/": status(500)}) as broken:
        shell.configure(
            f"  good: {{url: '{site.url('/')}'}}\n  bad: {{url: '{broken.url('/')}'}}\n"
        )
        ended = shell.feeds("refresh", "--json")
    assert ended.status == 1
    good, bad = ended.json
    assert (good["status"], good["new"]) == ("ok", 5)
    assert (bad["status"], bad["failures"][0]["kind"]) == ("failed", "bad-status")
    told = shell.feeds("status")
    assert told.status == 1
    assert "500 Internal Server Error" in told.out
    rows = {row["source"]: row for row in shell.feeds("status", "--json").json}
    assert rows["good"]["health"] == "well"
    assert rows["bad"]["failures_in_a_row"] == 1
    history = shell.feeds("status", "bad", "--json").json["history"]
    assert [refresh["status"] for refresh in history] == ["failed"]


def test_status_tells_what_is_wrong_with_a_source_that_can_be_read(shell: Shell) -> None:
    shell.configure("  news: {url: https://news.example/}\n")
    with Store.open(f"sqlite:///{shell.folder}/var/feeds.db") as store:
        went_quiet(store, "news")
    told = shell.feeds("status")
    assert told.status == 0
    assert "ailing" in told.out
    assert "Nothing new came since 12 November 2026" in told.out
    (row,) = shell.feeds("status", "--json").json
    assert row["health"] == "ailing"
    (concern,) = row["concerns"]
    assert concern["kind"] == "quiet"
    assert concern["since"] == "2026-11-12T12:00:00+00:00"
    assert concern["ended"] is None
    assert "feeds preview" in concern["advice"]


def test_status_of_one_source_remembers_what_is_over(shell: Shell) -> None:
    shell.configure("  news: {url: https://news.example/}\n")
    with Store.open(f"sqlite:///{shell.folder}/var/feeds.db") as store:
        went_quiet(store, "news")
        went_well(store, "news", find("again"), at=NOW + HOUR)
    assert "Nothing new" not in shell.feeds("status").out
    told = shell.feeds("status", "news")
    assert "That was over on 22 November 2026." in told.out
    detail = shell.feeds("status", "news", "--json").json
    assert detail["sources"][0]["health"] == "well"
    assert [each["ended"] for each in detail["concerns"]] == ["2026-11-22T13:00:00+00:00"]


def test_a_source_added_by_its_title_leaves_the_health_feed_its_name(shell: Shell) -> None:
    subscriptions = shell.folder / "subscriptions.opml"
    subscriptions.write_text(
        '<opml version="2.0"><body><outline text="Health" xmlUrl="https://news.example/h.rss"/>'
        "</body></opml>"
    )
    shell.configure("  news: {url: https://news.example/}\n")
    assert shell.feeds("import", str(subscriptions)).out.startswith("health-2: ")


def test_only_the_named_sources_are_refreshed(shell: Shell, site: Site) -> None:
    shell.configure(f"  one: {{url: '{site.url('/')}'}}\n  two: {{url: '{site.url('/2')}'}}\n")
    results = shell.feeds("refresh", "one", "--json").json
    assert [result["source"] for result in results] == ["one"]


def test_publish_writes_lost_files_again_and_export_lists_the_feeds(
    shell: Shell, site: Site
) -> None:
    shell.configure(f"  news: {{url: '{site.url('/')}'}}\n", "feeds: {all: {title: Everything}}")
    shell.feeds("refresh")
    folder = shell.folder / "var/public"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "all.rss" in before
    for path in folder.iterdir():
        path.unlink()
    assert shell.feeds("publish").status == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    exported = shell.feeds("export").out
    assert 'xmlUrl="http://localhost:8000/feeds/news.rss"' in exported
    assert 'text="Everything"' in exported


def test_feeds_that_cannot_be_written_show_in_status_until_they_can(
    shell: Shell, site: Site
) -> None:
    shell.configure(f"  news: {{url: {site.url('/')}}}\n", "publish: {to: occupied/public}")
    (shell.folder / "occupied").touch()
    assert shell.feeds("refresh").status == 1
    assert "Its feed files are older" in shell.feeds("status").out
    (shell.folder / "occupied").unlink()
    assert shell.feeds("publish").status == 0
    assert "Its feed files" not in shell.feeds("status").out


def test_a_store_that_cannot_be_used_is_a_clear_error(shell: Shell) -> None:
    shell.configure("  news: {url: https://news.example/}\n", "store: sqlite:///broken.db")
    (shell.folder / "broken.db").write_bytes(b"this is no database, whatever its name" * 100)
    ended = shell.feeds("refresh")
    assert ended.status == 2
    assert "broken.db" in ended.err


# -- reclean, status --removed -------------------------------------------------------------------


def with_rules(shell: Shell, site: Site, rules: str = "") -> None:
    shell.configure(f"  news: {{url: '{site.url('/')}'{rules}}}\n")


def test_a_dry_run_of_reclean_prints_a_diff_for_each_article_and_a_total(
    shell: Shell, site: Site
) -> None:
    with_rules(shell, site)
    shell.feeds("refresh")
    with_rules(shell, site, ", remove: ['article p:nth-of-type(2)']")
    feed = (shell.folder / "var/public/news.rss").read_bytes()
    ended = shell.feeds("reclean", "--dry-run")
    assert ended.status == 0, ended.err
    first, second, third, _ = story(3).paragraphs
    lines = ended.out.splitlines()
    at = lines.index(f"-{second}")
    assert lines[at - 1 : at + 2] == [f" {first}", f"-{second}", f" {third}"]
    assert f"--- {site.url(story(3).path)} as stored" in lines
    assert f"+++ {site.url(story(3).path)} under today's rules" in lines
    assert lines[-1] == "5 articles changed, 5 paragraphs removed, 0 paragraphs restored"
    assert "\x1b" not in ended.out
    assert (shell.folder / "var/public/news.rss").read_bytes() == feed


def test_the_diff_has_colours_on_a_terminal(shell: Shell, site: Site) -> None:
    with_rules(shell, site)
    shell.feeds("refresh")
    with_rules(shell, site, ", remove: ['article p:nth-of-type(2)']")
    reader, writer = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "feeds", "reclean", "--dry-run"],
        cwd=shell.folder,
        env={**os.environ, "TERM": "xterm-256color", "FEEDS_CONFIG": str(shell.config)},
        stdout=writer,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    shown = b""
    with suppress(OSError):  # how Linux says that the other side of a terminal is closed
        while piece := os.read(reader, 65536):
            shown += piece
    os.close(reader)
    assert process.wait() == 0
    assert f"\x1b[31m-{story(3).paragraphs[1][:30]}".encode() in shown


def test_reclean_stores_publishes_and_says_what_it_did(shell: Shell, site: Site) -> None:
    with_rules(shell, site)
    shell.feeds("refresh")
    with_rules(shell, site, ", remove: ['article p:nth-of-type(2)']")
    ended = shell.feeds("reclean", "news")
    assert ended.status == 0, ended.err
    assert ended.out.splitlines()[1].split() == ["news", "5", "5", "5", "0", "0"]
    assert story(3).paragraphs[1] not in (shell.folder / "var/public/news.rss").read_text()
    (again,) = shell.feeds("reclean", "--json").json
    assert (again["pages"], again["changed"], again["changes"]) == (5, 0, [])


def test_reclean_as_json_holds_every_change(shell: Shell, site: Site) -> None:
    with_rules(shell, site)
    shell.feeds("refresh")
    with_rules(shell, site, ", remove: ['article p:nth-of-type(2)']")
    (result,) = shell.feeds("reclean", "--dry-run", "--json").json
    assert (result["changed"], result["removed"], result["restored"]) == (5, 5, 0)
    changes = {change["title"]: change for change in result["changes"]}
    assert changes[story(3).title]["removed"] == [story(3).paragraphs[1]]
    assert f"\n-{story(3).paragraphs[1]}\n" in changes[story(3).title]["diff"]


def test_pages_that_are_no_article_any_more_are_named(shell: Shell, site: Site) -> None:
    with_rules(shell, site)
    shell.feeds("refresh")
    with_rules(shell, site, ", remove: [body]")
    ended = shell.feeds("reclean", "--dry-run")
    assert ended.status == 0
    assert f"no article: {site.url(story(3).path)}" in ended.out
    assert "leave their entries as they were" in ended.out


def test_what_was_removed_is_grouped_with_rule_and_evidence(shell: Shell, site: Site) -> None:
    with_rules(shell, site, ", remove: ['article p:nth-of-type(2)']")
    shell.feeds("refresh")
    blocks = shell.feeds("status", "news", "--removed", "--json").json
    footer = next(block for block in blocks if block["text"] == "All rights reserved.")
    assert footer["articles"] == 5
    assert footer["rule"]
    cut = [block for block in blocks if block["text"] == story(3).paragraphs[1]]
    assert [(block["rule"], block["articles"]) for block in cut] == [("operator: remove", 1)]
    assert [b["articles"] for b in blocks] == sorted((b["articles"] for b in blocks), reverse=True)
    told = shell.feeds("status", "news", "--removed")
    assert told.status == 0
    assert told.out.splitlines()[0].split() == ["articles", "rule", "evidence", "text"]
    assert "All rights reserved." in told.out
    assert shell.feeds("status", "--removed").status == 2


# -- preview, add, import ------------------------------------------------------------------------


def test_preview_shows_what_a_site_offers_and_stores_nothing(shell: Shell, site: Site) -> None:
    shell.configure("  other: {url: https://other.example/}\n")
    ended = shell.feeds("preview", site.url("/"), "--json")
    assert ended.status == 0, ended.err
    assert [each["title"] for each in ended.json["articles"]] == [
        story(number).title for number in (1, 2, 3, 4, 5)
    ]
    assert sorted(path.name for path in shell.folder.iterdir()) == ["config.yaml"]
    shown = shell.feeds("preview", site.url("/"), "--explain").out
    assert story(3).title in shown
    assert "/about" in shown
    assert "sitemap.xml: There is nothing at" in shown


def test_preview_says_of_which_articles_only_the_feed_has_the_text(
    shell: Shell, site: Site
) -> None:
    shell.configure("  other: {url: https://other.example/}\n")
    truth = story(1)
    text = "".join(f"<p>{paragraph}</p>" for paragraph in truth.paragraphs)
    items = [{"id": "1", "url": truth.path, "title": truth.title, "content_html": text}]
    version = "https://jsonfeed.org/version/1.1"
    feed = json.dumps({"version": version, "title": "The Test Times", "items": items})
    site.pages["/feed.json"] = content(feed, "application/feed+json")
    site.pages[truth.path] = status(403)
    assert "words, of the feed." in shell.feeds("preview", site.url("/feed.json")).out
    shown = shell.feeds("preview", site.url("/feed.json"), "--json").json
    assert (len(shown["links"]), len(shown["articles"]), len(shown["failures"])) == (1, 1, 1)


def test_preview_shows_how_one_article_is_cleaned(shell: Shell, site: Site) -> None:
    shell.configure("  other: {url: https://other.example/}\n")
    truth = story(2)
    shown = shell.feeds("preview", site.url(truth.path))
    assert shown.status == 0, shown.err
    assert truth.title in shown.out
    assert all(paragraph in shown.out for paragraph in truth.paragraphs)
    article = shell.feeds("preview", site.url(truth.path), "--explain", "--json").json["article"]
    assert article["text"] == truth.text
    assert all(block["rule"] for block in article["removed"])


def test_preview_knows_what_was_learned_of_a_site_that_is_followed(shell: Shell) -> None:
    pages = news_site(*range(1, 9))
    for number in range(1, 9):
        reply = pages[story(number).path]
        assert isinstance(reply.body, bytes)
        box = b"<p>Our baker recommends the poppy seed rolls of the season to all who read us.</p>"
        pages[story(number).path] = replace(
            reply, body=reply.body.replace(b"</article>", box + b"</article>")
        )
    with Site(pages) as site:
        shell.configure(f"  news: {{url: '{site.url('/')}'}}\n")
        shell.feeds("refresh")
        path = story(2).path
        article = shell.feeds("preview", site.url(path), "--explain", "--json").json["article"]
    assert article["text"] == story(2).text
    reasons = {block["text"]: block["evidence"] for block in article["removed"]}
    assert any("baker" in text and "of 8 pages" in why for text, why in reasons.items()), reasons


def test_add_finds_out_appends_and_keeps_the_comments(shell: Shell, site: Site) -> None:
    shell.configure("  other: {url: https://other.example/}  # as before\n")
    before = shell.config.read_text()
    ended = shell.feeds("add", site.url("/"), "--name", "test-times")
    assert ended.status == 0, ended.err
    assert shell.config.read_text().startswith(before)
    assert "test-times:" in shell.config.read_text()
    assert story(1).title in ended.out
    assert shell.feeds("check").status == 0
    again = shell.feeds("add", site.url("/"))
    assert again.status == 2
    assert "test-times" in again.err


@pytest.mark.parametrize("text", [None, "", "fetch: {delay: 0}\n", "sources:\n"])
def test_a_configuration_may_begin_with_an_import_or_an_addition(
    text: str | None, shell: Shell
) -> None:
    if text is not None:
        shell.config.write_text(text)
    (shell.folder / "mine.opml").write_text(
        "<opml version='2.0'><body><outline text='Times' xmlUrl='https://times.example/rss'/>"
        "</body></opml>"
    )
    ended = shell.feeds("import", "mine.opml")
    assert ended.status == 0, ended.err
    assert shell.config.read_text().startswith(text or "sources:")
    assert shell.feeds("check").status == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [("hello", "cannot be read: no OPML"), ("<opml version='2.0'/>", "holds no subscription")],
)
def test_a_file_without_subscriptions_is_told_of(text: str, said: str, shell: Shell) -> None:
    (shell.folder / "mine.opml").write_text(text)
    ended = shell.feeds("import", "mine.opml")
    assert ended.status == 2
    assert f"mine.opml {said}" in ended.err
    assert not shell.config.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_a_clear_sentence(shell: Shell) -> None:
    with open("/dev/full", "w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "feeds", "--help"],
            cwd=shell.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert process.returncode == 2
    assert process.stderr == "feeds: No space left on device\n"


def test_output_that_was_closed_is_no_bug(shell: Shell) -> None:
    shell.configure("  news: {url: http://127.0.0.1:1/}\n")
    closed = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m feeds status >&-"],
        cwd=shell.folder,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    assert (closed.returncode, closed.stderr) == (0, "")


def test_add_refuses_a_site_with_nothing_to_follow_and_changes_nothing(shell: Shell) -> None:
    shell.configure("  other: {url: https://other.example/}\n")
    before = shell.config.read_text()
    with Site({"/": page("<p>Nothing here.</p>")}) as empty:
        ended = shell.feeds("add", empty.url("/"))
    assert ended.status == 1
    assert "no feed, sitemap or article link" in ended.err
    assert shell.config.read_text() == before


def test_add_knows_a_site_in_another_spelling_and_keeps_the_ends_of_lines(
    shell: Shell, site: Site
) -> None:
    shell.configure(f"  news: {{url: {site.url('/')}}}\n")
    again = shell.feeds("add", site.url("/").removesuffix("/") + "#top")
    assert again.status == 2
    assert "is followed already, as news" in again.err
    shell.config.write_bytes(
        b"fetch: {delay: 0, allow_private: [127.0.0.0/8]}\r\nsources:\r\n  a: {url: http://a.org}\r\n"
    )
    assert shell.feeds("add", site.url("/")).status == 0
    assert b"\n" not in shell.config.read_bytes().replace(b"\r\n", b"")


def test_import_follows_the_subscriptions_of_an_opml_file(shell: Shell) -> None:
    shell.configure("  other: {url: https://other.example/}\n")
    (shell.folder / "mine.opml").write_text(
        "<opml version='2.0'><body><outline text='The Times' xmlUrl='https://times.example/rss'/>"
        "<outline text='Known' xmlUrl='https://other.example/'/>"
        "<outline text='Mail' xmlUrl='mailto:news@times.example'/></body></opml>"
    )
    ended = shell.feeds("import", "mine.opml")
    assert ended.status == 0, ended.err
    assert "Skipped, for it has no address on the web: mailto:news@times.example" in ended.out
    assert "Added 1 of 3 subscriptions" in ended.out
    assert "the-times:" in shell.config.read_text()
    assert shell.feeds("check").status == 0
