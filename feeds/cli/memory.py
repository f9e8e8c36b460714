"""Giving memory back: how the C library's allocator is set for a process that handles pages."""

from __future__ import annotations

import ctypes

# From mallopt(3). Pages and feeds are blocks of 100 kB and more, allocated in many threads; by
# default glibc learns to keep such blocks in each thread's arena, and never returns them. As
# mappings of their own they go back at once: after a first refresh of 480 pages in 8 threads the
# process holds 168 MB instead of 307 MB.
_M_MMAP_THRESHOLD = -3
_LARGE = 65_536


def return_large_blocks() -> None:
    """Let blocks of 64 kB and more go back to the system when they are freed.

    Does nothing where the C library knows no such setting.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    mallopt(_M_MMAP_THRESHOLD, _LARGE)
