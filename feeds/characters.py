"""Characters that no XML document, and so no feed, may contain."""

from __future__ import annotations

import re

# XML 1.0 section 2.2: C0 controls but tab, newline and return; lone surrogates; U+FFFE and U+FFFF.
# Pages smuggle them in as references such as &#1;. Its note discourages the C1 controls as well,
# and the W3C validator warns of them: in pages they are always windows-1252 gone wrong.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """``text`` without the characters that XML 1.0 forbids or discourages."""
    return _FORBIDDEN.sub("", text)
