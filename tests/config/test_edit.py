"""feeds add: a source is appended, and nothing else is touched."""

from __future__ import annotations

import pytest

from feeds.config import parse, with_source
from feeds.model import Source, SourceKind

NEW = Source(name="new", url="https://new.example/a?b=c#d", title="Yes: it's new")

COMMENTED = """\
# My feeds
fetch: {delay: 2s}   # be kind

sources:
    # the old one
    old:
        url: https://old.example/   # since 1999
        remove:
          - div.promo
          - "text:Buy now"
    # nothing below the old one

# and merged ones
feeds:
  all: {title: All}
"""


@pytest.mark.parametrize(
    "text",
    [
        COMMENTED,
        "sources:\n  old:\n    url: https://old.example/",
        "sources:\n  old: {url: https://old.example/}\nfetch: {delay: 1s}\n",
        "sources:\n  old:\n    url: https://old.example/\n    title: |\n      A\n      B\nserve:\n",
    ],
)
def test_the_new_source_is_read_back_and_every_old_line_stays(text: str) -> None:
    changed = with_source(text, NEW)
    before, after = parse(text, "c", {}), parse(changed, "c", {})
    assert after.source_list == (*before.source_list, NEW)
    assert after.fetch == before.fetch
    kept = iter(changed.splitlines())
    assert all(line in kept for line in text.splitlines())


def test_lines_end_as_they_do_in_the_file() -> None:
    text = "sources:\r\n  old:\r\n    url: https://old.example/\r\n# end\r\n"
    changed = with_source(text, NEW)
    assert parse(changed, "c", {}).source_list[1] == NEW
    assert changed.count("\n") == changed.count("\r\n") == 7
    assert changed.startswith(text.removesuffix("# end\r\n"))


def test_a_file_without_sources_gets_them() -> None:
    changed = with_source("# only a comment\nfetch: {delay: 2s}\n", NEW)
    assert parse(changed, "c", {}).source_list == (NEW,)
    assert changed.startswith("# only a comment\n")


def test_what_was_found_out_is_written_down() -> None:
    found = Source(name="x", url="https://x.example/", kind=SourceKind.LISTING, links="h2 > a")
    assert parse(with_source("sources:\n", found), "c", {}).source_list == (found,)


def test_sources_in_braces_are_left_to_their_author() -> None:
    with pytest.raises(ValueError, match="by hand"):
        with_source("sources: {old: {url: https://old.example/}}\n", NEW)
