"""A YAML file as text whose every value can be found and replaced, by the nodes of the parser and not by the code under test."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Change:
    """A range of a file's text and what replaces it."""

    start: int
    end: int
    new: str


@dataclass
class Sheet:
    """A file's text with the places of its values."""

    name: str
    text: str
    nodes: dict[Path, yaml.Node] = field(default_factory=dict)
    keys: dict[Path, yaml.Node] = field(default_factory=dict)
    values: dict[Path, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._walk(yaml.compose(self.text, Loader=LOADER), ())

    def _walk(self, node: yaml.Node, path: Path) -> Any:
        self.nodes[path] = node
        value: Any = node.value
        if isinstance(node, yaml.MappingNode):
            value = {}
            for key, inner in node.value:
                self.keys[(*path, key.value)] = key
                value[key.value] = self._walk(inner, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            value = [self._walk(inner, (*path, index)) for index, inner in enumerate(node.value)]
        self.values[path] = value
        return value

    def start(self, path: Path) -> int:
        """Return the offset at which a value begins: of a block scalar, its first line of text."""
        node = self.nodes[path]
        at = node.start_mark.index
        if getattr(node, "style", None) in ("|", ">"):
            return at + re.compile(r"[^\n]*\n\s*").match(self.text[at:]).end()
        return at

    def span(self, path: Path) -> tuple[int, int]:
        """Return the range of a value as written, without the white space after it."""
        node = self.nodes[path]
        start, end = node.start_mark.index, node.end_mark.index
        return start, start + len(self.text[start:end].rstrip())

    def is_block(self, path: Path) -> bool:
        """Tell whether a mapping or list is written a line for each item."""
        return not isinstance(self.nodes[path], yaml.ScalarNode) and not self.nodes[path].flow_style

    def indent(self, path: Path) -> str:
        """Return the white space with which a key of a block stands below the one before it."""
        return " " * self.keys[path].start_mark.column

    def put(self, path: Path, value: Any) -> Change:
        """Write another value in the place of the one at `path`, on one line."""
        return Change(*self.span(path), json.dumps(value, ensure_ascii=False))

    def put_raw(self, path: Path, written: str) -> Change:
        """Write other text in the place of the value at `path`."""
        return Change(*self.span(path), written)

    def put_key(self, path: Path, key: str) -> Change:
        """Write another key in the place of the one at `path`."""
        node = self.keys[path]
        return Change(node.start_mark.index, node.end_mark.index, key)

    def add_key(self, before: Path, key: str, written: str) -> tuple[Change, int]:
        """Write a key and its value before another key of a block; return the change and where the value begins in it."""
        at = self.keys[before].start_mark.index
        return Change(at, at, f"{key}: {written}\n{self.indent(before)}"), len(key) + 2

    def add_item(self, before: Path, written: str) -> tuple[Change, int]:
        """Write an item before another one of a block list; return the change and where the item begins in it."""
        at = self.text.rindex("-", 0, self.span(before)[0])
        return Change(at, at, f"- {written}\n{' ' * (at - self.text.rfind(chr(10), 0, at) - 1)}"), 2

    def end(self, written: str) -> Change:
        """Write text at the end of the file."""
        return Change(len(self.text), len(self.text), written)

    def drop(self, path: Path) -> Change:
        """Take a key of a block away, with its value."""
        return Change(self.keys[path].start_mark.index, self.span(path)[1], "")

    def drop_item(self, path: Path) -> Change:
        """Take an item of a block list away, with its dash."""
        start, end = self.span(path)
        return Change(self.text.rindex("-", 0, start), end, "")

    def paths(self, *last: str) -> Iterator[Path]:
        """Yield the paths that end in one of the keys."""
        return (path for path in self.keys if path[-1] in last)


def rewritten(text: str, changes: list[Change]) -> str:
    """Apply changes that do not overlap."""
    for change in sorted(changes, key=lambda change: (change.start, change.end), reverse=True):
        text = text[: change.start] + change.new + text[change.end :]
    return text


def moved(offset: int, changes: list[Change]) -> int:
    """Return where an offset of the old text is in the new one: changes that begin at it or later do not count."""
    return offset + sum(len(change.new) - (change.end - change.start) for change in changes if change.start < offset)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
