"""The sentences of a text: what two articles that tell the same story have in common. Pure."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.!?…。！？।॥؟։።။។།\n]+")


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` in their order, each as its words alone, in lower case."""
    said = (" ".join(re.findall(r"\w+", part)) for part in _END.split(text.casefold()))
    return [sentence for sentence in said if sentence]
