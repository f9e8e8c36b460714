"""Compressed bodies: whole, bounded, and of codings that were asked for."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest

from feeds.collect.body import decoded, gunzipped
from feeds.errors import TooLarge, TruncatedBody, UnexpectedType

HERE = "https://paper.example/"
TEXT = b"<p>Hello</p>" * 100


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": bare_deflate,
    "br": brotli.compress,
}


@pytest.mark.parametrize("coding", CODINGS)
def test_each_coding_is_undone(coding: str) -> None:
    assert decoded(CODINGS[coding](TEXT), coding, HERE, 10_000) == TEXT


@pytest.mark.parametrize("coding", CODINGS)
def test_each_coding_is_bounded(coding: str) -> None:
    bomb = CODINGS[coding](b" " * 50_000_000)
    with pytest.raises(TooLarge):
        decoded(bomb, coding, HERE, 100_000)


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("cut", [1, 4, 20])
def test_each_coding_must_be_whole(coding: str, cut: int) -> None:
    with pytest.raises(TruncatedBody):
        decoded(CODINGS[coding](TEXT)[:-cut], coding, HERE, 10_000)


def test_codings_are_undone_in_reverse() -> None:
    both = brotli.compress(gzip.compress(TEXT))
    assert decoded(both, "gzip, br", HERE, 10_000) == TEXT


@pytest.mark.parametrize("codings", ["", "identity", " , "])
def test_no_coding_is_none(codings: str) -> None:
    assert decoded(TEXT, codings, HERE, 10_000) == TEXT


@pytest.mark.parametrize("codings", ["zstd", "compress", "gzip, gzip, gzip", "gzip, nonsense"])
def test_codings_nobody_asked_for_are_refused(codings: str) -> None:
    with pytest.raises(UnexpectedType):
        decoded(TEXT, codings, HERE, 10_000)


def test_an_empty_body_is_empty_under_any_coding() -> None:
    assert decoded(b"", "gzip", HERE, 10_000) == b""


def test_all_members_of_a_gzip_file_are_read_and_what_follows_is_not() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two") + b"garbage"
    assert gunzipped(body, HERE, 100) == b"one two"
    with pytest.raises(TooLarge):
        gunzipped(body, HERE, 5)


def test_what_is_no_gzip_file_stays() -> None:
    assert gunzipped(TEXT, HERE, 10) == TEXT
