"""Characters that no XML document, and so no feed, may contain."""

from __future__ import annotations

import re
from typing import Final

# XML 1.0 section 2.2: C0 controls but tab, newline and return; lone surrogates; U+FFFE and U+FFFF.
# Pages smuggle them in as references such as &#1;. Its note discourages as well the C1 controls,
# which in pages are always windows-1252 gone wrong, and Unicode's noncharacters (section 23.7),
# which HTML calls an error: U+FDD0 to U+FDEF and the last two of every plane. U+FFFD stays: it
# tells readers that a character was lost.
_BEYOND_BASIC = "".join(f"{chr(at)}-{chr(at + 0xFFFD)}" for at in range(0x10000, 0x110000, 0x10000))
FORBIDDEN: Final = re.compile(
    f"[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_BEYOND_BASIC}]"
)


def clean(text: str) -> str:
    """``text`` without the characters that XML 1.0 forbids or discourages."""
    return text if text.isprintable() else FORBIDDEN.sub("", text)
