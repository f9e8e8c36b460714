"""Noticing that a file has changed."""

from __future__ import annotations

from pathlib import Path

from feeds.cli.watching import Watched


def test_a_change_is_told_once_and_only_when_it_has_come_to_rest(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("one")
    watched = Watched(file)
    assert not watched.has_changed()
    file.write_text("half of")
    assert not watched.has_changed()
    file.write_text("half of it")
    assert not watched.has_changed()
    assert watched.has_changed()
    assert not watched.has_changed()


def test_a_change_that_was_taken_note_of_is_not_told(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("one")
    watched = Watched(file)
    file.write_text("another")
    watched.take_note()
    assert [watched.has_changed() for _ in range(3)] == [False] * 3
    file.write_text("a third")
    assert [watched.has_changed() for _ in range(3)] == [False, True, False]


def test_a_file_that_is_gone_is_awaited(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("one")
    watched = Watched(file)
    file.unlink()
    assert [watched.has_changed() for _ in range(3)] == [False] * 3
    file.write_text("another")
    assert [watched.has_changed() for _ in range(3)] == [False, True, False]
