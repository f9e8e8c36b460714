"""Where on a site's template an element stands, as numbers that other pages of the site share.

Nothing that varies from page to page goes into a place: no ids, no counting of siblings, no class
names with digits in them (``post-4711``, ``css-1x2y3z``). A place is told twice, because what is
left may still vary (``category-sport``, names hashed per page): *fine*, by the tags and the cleaned
class names of the element and the two around it, and *coarse*, by the tags from ``body`` down. Who
compares pages takes the fine place where it recurs and falls back to the coarse one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from zlib import crc32

from feeds.extract.document import Element

_MASK: Final = 0xFFFF_FFFF
_PARENT: Final = 0x9E_3779  # odd multipliers, so that the order of the levels tells; what comes
_GRANDPARENT: Final = 0x85_EBCB  # of them and 32 bits is a machine's integer

_MAX_NAMES: Final = 300  # characters; a longer class attribute is generated
_PARTS = re.compile(r"[-_]+")


class Places(NamedTuple):
    """For each element of a page its fine and its coarse place, 32 bits each; 0: it is empty."""

    fine: list[int]
    coarse: list[int]


def places(elements: Sequence[Element]) -> Places:
    """The places of all elements, parents before children as the walk gives them."""
    count = len(elements)
    own, around, fine, coarse = [0] * count, [0] * count, [0] * count, [0] * count
    for number, element in enumerate(elements):
        if element.first == element.end:
            continue
        here, bare = _named(element.tag, element.names)
        own[number] = here
        parent = element.parent
        if parent >= 0:
            above = own[parent]
            around[number] = above
            here = (here + above * _PARENT + around[parent] * _GRANDPARENT) & _MASK
            bare = (bare + coarse[parent] * _PARENT) & _MASK
        fine[number], coarse[number] = here, bare
    return Places(fine, coarse)


@lru_cache(maxsize=16_384)
def _named(tag: str, names: str) -> tuple[int, int]:
    """A tag with what is constant of its class names, and the tag alone, as 32 bits.

    Of ``post-4711`` the post stays, of ``Box_body__x7Yz1`` box and body; order does not matter.
    """
    words = set()
    for name in names[:_MAX_NAMES].split():
        words.add("-".join(part for part in _PARTS.split(name) if part.isalpha()))
    return crc32(" ".join((tag, *sorted(words - {""}))).encode()), crc32(tag.encode())
