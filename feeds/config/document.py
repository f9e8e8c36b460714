"""From the text of ``config.yaml`` to :class:`Settings`, with the line of everything that is wrong.

YAML gives structure only: every scalar reaches the schema as the text the operator wrote, so that
``languages: [no]`` is Norwegian and not a falsehood, and types are decided in one place.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from feeds.config.settings import Settings
from feeds.errors import ConfigError, Problem

_VARIABLE = re.compile(r"\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")
_WITH_DEFAULT = 2  # the group that holds what stands after ":-"
_NULLS = {"", "~", "null", "Null", "NULL"}
# An alias bomb ("billion laughs") multiplies values by references; a settings file never does.
_MAX_VALUES = 2_000_000
_DEEPEST = 50  # keys in each other; the schema has five

Key = tuple[str, ...]


def load(path: Path, environ: Mapping[str, str] = os.environ, *, complete: bool = True) -> Settings:
    """Read and check the file at ``path``; relative paths in it count from its folder.

    Unless it must be ``complete``, it may lack sources. Raises ConfigError with all problems found.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        hint = "begin one with feeds add URL, or name another with --config FILE"
        raise _refused(path, 0, "there is no such file", hint) from error
    except UnicodeDecodeError as error:
        raise _refused(path, 0, "is not UTF-8 text", f"byte {error.start} is not") from error
    except OSError as error:
        raise _refused(path, 0, f"cannot be read: {error.strerror}", "") from error
    settings = parse(text, str(path), environ, complete=complete)
    return settings.anchored(path.resolve().parent)


def parse(text: str, file: str, environ: Mapping[str, str], *, complete: bool = True) -> Settings:
    """The settings that ``text`` spells; ``file`` names it in problems.

    Unless they must be ``complete``, they may lack sources. Raises ConfigError with every problem
    found.
    """
    reading = _Reading(file=file, environ=environ)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ConfigError((_syntax_problem(file, error),)) from error
    if root is None and not complete:
        return Settings()
    if root is None:
        raise _refused(Path(file), 0, "is empty", "it needs at least sources:")
    values = reading.value(root, ())
    settings: Settings | None = None
    if not isinstance(values, dict):
        reading.note((), root, "is no mapping of keys to values", "start with sources:")
    else:
        try:
            settings = Settings.model_validate(values)
        except ValidationError as error:
            reading.problems += [reading.problem(details) for details in error.errors()]
    if settings is not None and not settings.sources and complete:
        reading.note(("sources",), root, "names no source", "add one: feeds add URL")
    if reading.problems or settings is None:
        raise ConfigError(tuple(sorted(reading.problems, key=lambda problem: problem.line)))
    return settings


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads 20,000 sources in a second


@dataclass(slots=True)
class _Reading:
    """One pass over the YAML nodes: values as text, the line of every key, and the problems met."""

    file: str
    environ: Mapping[str, str]
    lines: dict[Key, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _count: int = 0

    def value(self, node: yaml.Node, key: Key) -> Any:
        self.lines.setdefault(key, node.start_mark.line + 1)
        self._count += 1
        if self._count > _MAX_VALUES:
            raise _refused(Path(self.file), self.lines[key], "holds too many values", "")
        if len(key) > _DEEPEST:
            raise _refused(Path(self.file), self.lines[key], "nests too deep, or in itself", "")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*key, str(i))) for i, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, key)

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name_node, value_node in node.value:
            name = str(name_node.value)
            if name in values:
                first = self.lines[(*key, name)]
                self.note((*key, name), name_node, "stands twice", f"first on line {first}")
                continue
            self.lines[(*key, name)] = name_node.start_mark.line + 1
            values[name] = self.value(value_node, (*key, name))
        # A key without a value ("feeds:") means its default.
        return {name: value for name, value in values.items() if value is not None}

    def _scalar(self, node: yaml.ScalarNode, key: Key) -> str | None:
        text = str(node.value)
        if not node.style and text in _NULLS:
            return None

        def variable(match: re.Match[str]) -> str:
            if match.lastindex is None:
                return "${"
            name = match[1]
            if name in self.environ:
                return self.environ[name]
            if match.lastindex == _WITH_DEFAULT:
                return match[2]
            self.note(key, node, f"the environment variable {name} is not set", _export(name))
            return ""

        return _VARIABLE.sub(variable, text)

    def note(self, key: Key, node: yaml.Node, message: str, hint: str) -> None:
        line = node.start_mark.line + 1
        self.problems.append(_problem(self.file, line, key, message, hint))

    def problem(self, details: ErrorDetails) -> Problem:
        """A schema violation in the operator's terms."""
        key = tuple(str(part) for part in details["loc"] if part != "[key]")
        message, hint = _words(details, key)
        if details["type"] == "value_error" and not key:
            where, _, message = message.partition(": ")  # from a check across sections
            key = tuple(where.split("."))
        return _problem(self.file, self._line(key), key, message, hint)

    def _line(self, key: Key) -> int:
        """The line of ``key``, or of the nearest thing around it that the file has."""
        while key not in self.lines and key:
            key = key[:-1]
        return self.lines.get(key, 1)


def _words(details: ErrorDetails, key: Key) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return "unknown key", _nearest(key)
    if kind == "missing":
        return "is missing", ""
    if kind == "value_error":
        return str(context["error"]), ""
    if "[key]" in details["loc"]:
        return "is no name", "use small letters, digits and hyphens"
    if kind in {"model_type", "model_attributes_type", "mapping_type", "dict_type"}:
        return "needs keys of its own below it", ""
    if kind == "tuple_type":
        return "needs a list", f"write it like [{details['input']}]"
    if kind == "string_pattern_mismatch" and key == ("store",):
        return "is no store address", "for example sqlite:///var/feeds.db or postgresql://host/name"
    return _lower_first(details["msg"].replace("Input should", "should")), ""


def _nearest(key: Key) -> str:
    known = sorted(_known_keys(key[:-1]))
    close = difflib.get_close_matches(key[-1], known, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(known)}"


def _known_keys(parent: Key) -> Iterator[str]:
    """The keys allowed below ``parent``; names the operator gives are passed through."""
    model: type[BaseModel] = Settings
    for part in parent:
        if part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), model)
    for name, info in model.model_fields.items():
        yield info.alias or name


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models(argument)


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        tab = "cannot start any token" in str(error.problem)
        hint = "if a tab indents this line, use spaces" if tab else ""
        line = error.problem_mark.line + 1
        return _problem(file, line, (), f"is not valid YAML: {error.problem}", hint)
    return _problem(file, 0, (), f"is not valid YAML: {error}", "")


def _problem(file: str, line: int, key: Key, message: str, hint: str) -> Problem:
    return Problem(file=file, line=line, key=".".join(key), message=message, hint=hint)


def _refused(path: Path, line: int, message: str, hint: str) -> ConfigError:
    return ConfigError((Problem(file=str(path), line=line, key="", message=message, hint=hint),))


def _export(name: str) -> str:
    return f"set it (export {name}=…) or write ${{{name}:-default}}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
