"""Pages are read without the garbage collector, which has nothing to find in them.

For the thousands of nodes and blocks of a page it would look through all objects of the process,
again and again: a twentieth of the time. What is made of a page has no cycles, which a test holds
it to, and goes with the last reference.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """The collector rests meanwhile, in all threads; as a decorator, while the function runs."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
