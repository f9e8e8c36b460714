"""Pages of one site are packed with pages of that site, and come back whole."""

from __future__ import annotations

import gzip
import random
from collections.abc import Sequence

import pytest

from feeds.store.packing import FEWEST, SAMPLES, Dictionary, Use, chosen, is_outgrown


def noise(seed: object, length: int) -> str:
    """Text that no compressor finds much in."""
    return "".join(random.Random(str(seed)).choices("abcdefghijklmnopqrstuvwxyz /.", k=length))


def site(count: int, template: str = "one") -> list[bytes]:
    """Pages that share 20 kB of template and have 2 kB of their own, the latest first."""
    shared = noise(template, 20_000)
    return [f"{shared}<p>{noise((template, i), 2000)}</p>".encode() for i in range(count)]


def uses(dictionary: Dictionary, pages: Sequence[bytes]) -> list[Use]:
    return [
        Use(dictionary=dictionary.id, size=len(packed), whole=len(page))
        for packed, page in zip(dictionary.pack(pages), pages, strict=True)
    ]


@pytest.mark.parametrize("body", [b"", b"<p>a page</p>" * 50])
def test_what_was_packed_comes_back(body: bytes) -> None:
    dictionary = Dictionary.of("news.example", body)
    pages = [b"", b"\x00\xff", b"<p>a page</p>", *site(2)]
    assert [dictionary.unpack(one) for one in dictionary.pack(pages)] == pages


def test_pages_of_one_template_take_less_than_a_third_of_gzip_dictionary_included() -> None:
    pages = site(40)
    dictionary = chosen("news.example", pages[:SAMPLES])
    packed = sum(map(len, dictionary.pack(pages))) + len(dictionary.packed)
    assert packed < sum(len(gzip.compress(page)) for page in pages) / 3


def test_what_comes_and_goes_asks_for_a_dictionary_of_more_pages() -> None:
    teasers = [noise(i, 3000) for i in range(12)]
    pages = [
        "".join(random.Random(i).sample(teasers, 4)).encode() + noise(("own", i), 500).encode()
        for i in range(SAMPLES)
    ]
    dictionary = chosen("news.example", pages)
    single = Dictionary.of("news.example", pages[0])
    assert len(dictionary.packed) > 2 * len(single.packed)
    others = pages[8:]
    assert sum(map(len, dictionary.pack(others))) < sum(map(len, single.pack(others))) / 2


def test_pages_that_have_nothing_in_common_get_no_dictionary() -> None:
    pages = [noise(i, 5000).encode() for i in range(SAMPLES)]
    bare = Dictionary.of("news.example", b"")
    assert chosen("news.example", pages).packed == bare.packed


def test_a_dictionary_is_chosen_as_soon_as_a_few_pages_are_there() -> None:
    none = Dictionary.of("news.example", b"")
    assert not is_outgrown(none, [], FEWEST - 1)
    assert is_outgrown(none, uses(none, site(2)), FEWEST - 2)


def test_one_chosen_from_few_pages_is_chosen_again_when_there_are_many_more() -> None:
    early = chosen("news.example", site(FEWEST))
    assert not is_outgrown(early, uses(early, site(8)), 1)
    assert is_outgrown(early, uses(early, site(SAMPLES - 1)), 1)
    settled = chosen("news.example", site(SAMPLES))
    assert not is_outgrown(settled, uses(settled, site(2 * SAMPLES)), 50)


def test_one_is_outgrown_when_the_template_changes() -> None:
    before = chosen("news.example", site(SAMPLES))
    redesigned = uses(before, site(SAMPLES, "two"))
    usual = uses(before, site(SAMPLES))
    assert not is_outgrown(before, [*redesigned[:5], *usual], 1)
    assert is_outgrown(before, [*redesigned[:12], *usual], 1)
    after = chosen("news.example", site(SAMPLES, "two"))
    assert not is_outgrown(after, [*uses(after, site(8, "two")), *redesigned], 1)
