"""Adding a source to the text of ``config.yaml``, leaving every other byte as it was."""

from __future__ import annotations

import yaml

from feeds.model import Source, SourceKind


def with_source(text: str, source: Source) -> str:
    """``text`` with ``source`` appended to its ``sources``; comments and layout stay.

    Only what differs from the defaults is written. The caller checks the result by parsing it.
    Raises ValueError, saying why, when the text leaves no place for one.
    """
    lines = text.splitlines(keepends=True)
    end_of_line = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end_of_line
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    found = _sources_node(root)
    if found is None:
        return "".join([*lines, f"sources:{end_of_line}", *_source_lines(source, 2, end_of_line)])
    name, sources = found
    if isinstance(sources, yaml.CollectionNode) and sources.flow_style:
        raise ValueError("sources is written in braces; add the source by hand")
    if not isinstance(sources, yaml.MappingNode):
        end = name.end_mark.line + 1
        return "".join([*lines[:end], *_source_lines(source, 2, end_of_line), *lines[end:]])
    indent = sources.value[0][0].start_mark.column
    end = _last_line(sources) + 1
    return "".join([*lines[:end], *_source_lines(source, indent, end_of_line), *lines[end:]])


def _sources_node(root: yaml.Node | None) -> tuple[yaml.Node, yaml.Node] | None:
    """The key ``sources`` and its value."""
    if not isinstance(root, yaml.MappingNode):
        return None
    return next(((name, value) for name, value in root.value if name.value == "sources"), None)


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


def _source_lines(source: Source, indent: int, end_of_line: str) -> list[str]:
    rows = [f"{source.name}:", f"  url: {_quoted(source.url)}"]
    if source.title:
        rows.append(f"  title: {_quoted(source.title)}")
    if source.kind is not SourceKind.AUTO:
        rows.append(f"  kind: {source.kind}")
    if source.links:
        rows.append(f"  links: {_quoted(source.links)}")
    return [f"{' ' * indent}{row}{end_of_line}" for row in rows]


def _quoted(value: str) -> str:
    """``value`` as a YAML scalar, quoted only where it must be; ``${`` is kept literal."""
    text = value.replace("${", "$${")
    return yaml.safe_dump(text, width=10**6, allow_unicode=True).removesuffix("...\n").strip()
