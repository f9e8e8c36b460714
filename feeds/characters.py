"""Characters that no XML document, and so no feed, may contain."""

from __future__ import annotations

import re

# XML 1.0 section 2.2, turned round: C0 controls but tab, newline and return; lone surrogates;
# U+FFFE and U+FFFF. Pages smuggle them in as references such as &#1;.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """``text`` without the characters XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)
