"""How raw pages are packed: zstandard, with pages of the same site as its dictionary. Pure.

A site's pages are most of all its template. A dictionary (RFC 8878 section 5) that is simply some
of its pages, whole, lets every other page be written as what it has of its own. Dictionaries
trained from samples (zstd's COVER) were tried and did worse: cut to fragments, a template no longer
matches in long runs. On real pages of one template (benchmarks/pages.py): gzip 1, zstd alone 0.99,
trained dictionary of 128 kB 0.82, of 256 kB 0.75, one page as dictionary 0.24.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Final

from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict, ZstdCompressor, ZstdDecompressor

# 100 kB take 0.2 to 0.7 ms; level 6 gains a seventh for twice the time, and level 1 finds no
# matches that lie as far back as a page is long.
_LEVEL: Final = 3
# A dictionary is packed once and kept for weeks; higher levels gain a hundredth.
_DICTIONARY_LEVEL: Final = 6

# Bytes of a dictionary: preparing it takes 3 ms a megabyte, each time pages are saved.
_LARGEST: Final = 1_000_000
# Pages that make a dictionary: the more, the more of what comes and goes (teasers, most-read
# lists) is in it, and the more it takes itself.
_SIZES: Final = (1, 2, 4, 8)
# The pages a dictionary is expected to serve when its own size is weighed against its use.
_EXPECTED: Final = 64

#: Pages a dictionary is chosen by, at most; it is chosen first from ``FEWEST``.
SAMPLES: Final = 16
FEWEST: Final = 4
# A dictionary chosen from few pages is chosen again when there are so many times more.
_GROWN: Final = 4

#: The latest pages that tell whether a site's template has changed, and how many it takes.
RECENT: Final = 2 * SAMPLES
_TELLING: Final = 8
# A new template takes as much as without a dictionary, two to five times more; from one day's
# pages to the next a ratio changes by some tenths. It must be most of the pages: a site may have
# several templates, and one odd page takes as much as many usual ones.
_WORSE: Final = 1.5


@dataclass(frozen=True, kw_only=True)
class Dictionary:
    """What the pages of one host are packed with; an empty one where nothing helps.

    ``ratio`` is packed to whole bytes of the sample pages that are not in it; ``samples`` is how
    many it was chosen from.
    """

    host: str
    packed: bytes = field(repr=False)  # the body, as it is kept
    samples: int
    ratio: float

    @classmethod
    def of(cls, host: str, body: bytes, samples: int = 0, ratio: float = 1.0) -> Dictionary:
        """The dictionary that ``body`` is."""
        packed = ZstdCompressor(level=_DICTIONARY_LEVEL).compress(body)
        return cls(host=host, packed=packed, samples=samples, ratio=ratio)

    @cached_property
    def id(self) -> bytes:
        """A digest of all that it is."""
        head = f"{self.host} {self.samples} {self.ratio!r} ".encode()
        return blake2b(head + self.packed, digest_size=16).digest()

    def pack(self, bodies: Sequence[bytes]) -> list[bytes]:
        """Each of ``bodies``, packed. Raises ZstdError when the dictionary is damaged."""
        return _packed(self._body, bodies)

    def unpack(self, packed: bytes) -> bytes:
        """One of the bodies that :meth:`pack` was given. Raises ZstdError for a damaged one."""
        return self._decompressor.decompress(packed)

    @cached_property
    def _body(self) -> bytes:
        return ZstdDecompressor().decompress(self.packed)

    @cached_property
    def _decompressor(self) -> ZstdDecompressor:
        return ZstdDecompressor(dict_data=_prepared(self._body))


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A page that is kept: its dictionary's id, its bytes as packed and whole."""

    dictionary: bytes
    size: int
    whole: int


def is_outgrown(dictionary: Dictionary, recent: Sequence[Use], fresh: int) -> bool:
    """Whether to choose another dictionary before ``fresh`` more pages are packed.

    ``recent`` are the host's latest pages, ``RECENT`` at most: there are many more of them than
    the dictionary was chosen from, or it does not fit them any more.
    """
    pages = len(recent) + fresh
    if dictionary.samples < SAMPLES and pages >= max(FEWEST, _GROWN * dictionary.samples):
        return True
    uses = [use for use in recent[:SAMPLES] if use.dictionary == dictionary.id]
    worse = [use for use in uses if use.size > _WORSE * dictionary.ratio * use.whole]
    return len(uses) >= _TELLING and 2 * len(worse) > len(uses)


def chosen(host: str, samples: Sequence[bytes]) -> Dictionary:
    """The dictionary that makes ``samples``, the latest first, smallest together with itself.

    Candidates are made of the later half of them, and measured on the other.
    """
    average = sum(map(len, samples)) / len(samples)
    later, others = samples[: len(samples) // 2], samples[len(samples) // 2 :]
    bodies = [b""]
    for size in _SIZES:
        body = b"".join(reversed(later[:size]))
        if size > len(later) or (size > 1 and len(body) > _LARGEST):
            break
        bodies.append(body[-_LARGEST:])
    candidates = [Dictionary.of(host, body, len(samples), _ratio(body, others)) for body in bodies]
    return min(candidates, key=lambda one: one.ratio * average + len(one.packed) / _EXPECTED)


def _ratio(body: bytes, pages: Sequence[bytes]) -> float:
    """Packed to whole bytes of ``pages``, with the dictionary that ``body`` is."""
    return sum(map(len, _packed(body, pages))) / max(1, sum(map(len, pages)))


def _packed(body: bytes, pages: Sequence[bytes]) -> list[bytes]:
    compressor = ZstdCompressor(level=_LEVEL, dict_data=_prepared(body))
    return [compressor.compress(page) for page in pages]


def _prepared(body: bytes) -> ZstdCompressionDict | None:
    return ZstdCompressionDict(body, dict_type=DICT_TYPE_RAWCONTENT) if body else None
