"""Adding a source to the text of ``config.yaml``, leaving every other byte as it was."""

from __future__ import annotations

import yaml

from feeds.model import Source, SourceKind


def with_source(text: str, source: Source) -> str:
    """``text`` with ``source`` appended to its ``sources``; comments and layout stay.

    Only what differs from the defaults is written. The caller checks the result by parsing it.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    sources = _sources_node(root)
    if sources is None:
        return "".join([*lines, "sources:\n", *_source_lines(source, indent=2)])
    if sources.flow_style or not sources.value:
        raise ValueError("sources is written in braces; add the source by hand")
    indent = sources.value[0][0].start_mark.column
    end = _last_line(sources) + 1
    return "".join([*lines[:end], *_source_lines(source, indent), *lines[end:]])


def _sources_node(root: yaml.Node | None) -> yaml.MappingNode | None:
    if not isinstance(root, yaml.MappingNode):
        return None
    for name, value in root.value:
        if name.value == "sources" and isinstance(value, yaml.MappingNode):
            return value
    return None


def _last_line(node: yaml.Node) -> int:
    """The last line (from 0) on which ``node`` has something of its own.

    A block collection's end mark lies at the next token, past comments that belong to what
    follows, so the last scalar inside tells better.
    """
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        return int(node.end_mark.line) - 1
    return int(node.end_mark.line)


def _source_lines(source: Source, indent: int) -> list[str]:
    pad = " " * indent
    rows = [f"{pad}{source.name}:\n", f"{pad}  url: {_quoted(source.url)}\n"]
    if source.title:
        rows.append(f"{pad}  title: {_quoted(source.title)}\n")
    if source.kind is not SourceKind.AUTO:
        rows.append(f"{pad}  kind: {source.kind}\n")
    if source.links:
        rows.append(f"{pad}  links: {_quoted(source.links)}\n")
    return rows


def _quoted(value: str) -> str:
    """``value`` as a YAML scalar, quoted only where it must be; ``${`` is kept literal."""
    text = value.replace("${", "$${")
    return yaml.safe_dump(text, width=10**6, allow_unicode=True).removesuffix("...\n").strip()
