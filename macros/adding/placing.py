"""Placing: values put into the text of a record file, whose comments stay; the text comes out in its one form."""

import json
from typing import Any

import yaml

from macros.adding.building import Built
from macros.diagnostics import BriefError
from macros.facts.base import Path, Record
from macros.reading.canonical import canonical
from macros.reading.yamledit import Layout
from macros.reading.yamlfile import parse_yaml


def placed(text: str, kind: type[Record], built: Built) -> str:
    """Return a file's text, or nothing, with the values that are added. Raises BriefError where its form does not allow it."""
    if built.new is not None:
        return canonical(_written(built.new) + "\n", kind)
    wanted = parse_yaml(text.encode(), built.file).value
    for path, before, item in built.items:
        text = _inserted(text, path, before, item)
        _insert(wanted, path, before, item)
    for path, words in built.anew:
        text = _replaced(text, path, words)
        wanted[path[-1]] = words
    after = canonical(text, kind)
    if parse_yaml(after.encode(), built.file).value != wanted:
        raise BriefError(f"the form of '{built.file}' is unusual: run 'brief fmt' first")
    return after


def _written(value: Any) -> str:
    """Write a value on one line: JSON is YAML too."""
    return json.dumps(value, ensure_ascii=False)


def _insert(values: Any, path: Path, before: int | None, item: Any) -> None:
    """Put an item into the list at `path`, which is made where there is none."""
    *way, key = path
    for part in way:
        values = values[part]
    found = values[key] if isinstance(key, int) else values.setdefault(key, [])
    found.insert(len(found) if before is None else before, item)


def _inserted(text: str, path: Path, before: int | None, item: Any) -> str:
    layout = Layout(text)
    node = layout.nodes.get(path)
    if node is None:
        return f"{text.rstrip()}{layout.newline}{path[-1]}: [{_written(item)}]{layout.newline}"
    if not isinstance(node, yaml.SequenceNode):
        raise BriefError(f"'{path[-1]}' holds no list")
    if node.flow_style:
        at = node.value[before].start_mark.index if before is not None else layout.content_end(node) - 1
        comma = (_written(item), ", ") if before is not None else (", " if node.value else "", _written(item))
        return f"{text[:at]}{''.join(comma)}{text[at:]}"
    column, lines = node.start_mark.column, layout.starts
    number = layout.line(node.value[before].start_mark.index) if before is not None else _line_after(layout, node, column)
    while before is not None and _comment_column(layout, number - 1) == column:
        number -= 1
    at = lines[number] if number < len(lines) else len(text)
    lead = "" if not at or text[at - 1] in "\r\n" else layout.newline
    return f"{text[:at]}{lead}{' ' * column}- {_written(item)}{layout.newline}{text[at:]}"


def _replaced(text: str, path: Path, words: str) -> str:
    """Return a text in which a value of the file's top says something else."""
    layout = Layout(text)
    node = layout.nodes[path]
    start, end = node.start_mark.index, layout.content_end(node)
    lead = "" if text[start - 1].isspace() else " "
    return f"{text[:start]}{lead}{_written(words)}{text[end:]}"


def _line_after(layout: Layout, node: yaml.SequenceNode, column: int) -> int:
    """Return the line behind a list, and behind the comments that belong to its last item."""
    number = layout.line(layout.content_end(node) - 1) + 1
    while _comment_column(layout, number) > column:
        number += 1
    return number


def _comment_column(layout: Layout, number: int) -> int:
    """Return at which column the comment of a line stands; -1 where the line is anything else."""
    if not 0 <= number < len(layout.starts):
        return -1
    line = layout.text[layout.starts[number] : layout.line_end(layout.starts[number])]
    return len(line) - len(line.lstrip()) if line.lstrip().startswith("#") else -1
