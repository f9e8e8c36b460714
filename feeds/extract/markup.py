"""Text as it is written in HTML."""

from __future__ import annotations


def escaped(text: str) -> str:
    """``text`` as it is written between tags."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def quoted(text: str) -> str:
    """``text`` as it is written in an attribute's double quotes."""
    text = escaped(text)
    return text.replace('"', "&quot;") if '"' in text else text
