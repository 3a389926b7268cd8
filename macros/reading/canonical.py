"""The one form of a record file: the same values and comments are always the same text.

- The first line tells editors the file's schema. Keys stand in the order of the record's type, each on its own line, two columns
  a level; an item's dash stands two columns behind the key of its list.
- A list of words without blanks (ids, mostly) stands in brackets on its key's line while it fits and holds no comment.
- A text stands behind its key while it fits and needs no quotation marks; else it is folded after `>-`, up to `WIDTH` columns.
  Quotation marks are for single words that YAML would take for something else, and for white space at an end and line breaks.
- Comments keep their words, and their place: above what follows, beside what stands before them, or below it where they are
  indented deeper. Empty lines are kept next to comments only.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from macros.diagnostics import BriefError
from macros.facts.base import Record
from macros.facts.records import SCHEMA_FOLDER, SCHEMAS, Front
from macros.reading.keyorder import in_order
from macros.reading.recordfile import RecordFile, as_record
from macros.reading.scalar import folded, on_line
from macros.reading.yamlfile import LINE_END, LOADER, parse_yaml

WIDTH = 120
"""The column up to which a line is filled: two versions fit beside each other on a wide screen, and most texts on two lines."""

_COMMENT = re.compile("(?<![^\\s])#[^\r\n\x85\u2028\u2029]*")
_MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=\S*\s*$")
_LEADS_ONLY = re.compile(r"[\s?-]*|%.*")
"""What may stand before a comment on a line of its own: nothing, dashes, the marks of a document."""


def canonical(text: str, kind: type[Record]) -> str:
    """Return a record file's text in the one form.

    Raises BriefError where the text is no sound record of `kind`, or its form cannot be changed without changing what it says.
    """
    before = _read(text, kind)
    if not before.whole:
        found = before.file.findings[0]
        raise BriefError(f"line {found.line}: {found.rule}: {found.message}")
    body = _laid_out(text)
    ordered, moved = in_order(_read(body, kind))
    after = _read(modeline(kind) + (_laid_out(ordered) if moved else body), kind)
    same = after.whole and after.file.value == before.file.value and after.record == before.record
    if not same or comments(after.file.text) != comments(text):
        raise BriefError("its form is unusual, and cannot be changed safely")
    return after.file.text


def modeline(kind: type[Record]) -> str:
    """Return the line that tells an editor where the schema of a kind of file stands."""
    way = "" if kind is Front else "../"
    return f"# yaml-language-server: $schema={way}{SCHEMA_FOLDER}/{SCHEMAS[kind]}.json\n"


def _read(text: str, kind: type[Record]) -> RecordFile:
    file = parse_yaml(text.encode(), "record.yml")
    if isinstance(file.value, dict) and isinstance(file.value.get("id"), str):
        file.name = f"{file.value['id']}.yml"
    return as_record(file, kind)


# Parts and comments


@dataclass(eq=False)
class _Part:
    """A key with its value, or an item of a list, and the comments that belong to it."""

    start: int
    """The offset of the key, or of the item's value."""
    column: int
    """The column of the key or dash, as the file has it."""
    indent: int
    """The column at which it is to stand."""
    key: str | None
    value: str
    parent: "_Part | None"
    flow: tuple[int, int] | None
    """The range of the innermost brackets in which it stands."""
    parts: "list[_Part]" = field(default_factory=list)
    form: type[yaml.Node] = yaml.ScalarNode
    above: list[str] = field(default_factory=list)
    """Comments, and '' for an empty line."""
    beside: str = ""
    below: list[str] = field(default_factory=list)
    under: list[str] = field(default_factory=list)
    """As `below`, but indented deeper."""

    def chain(self) -> "Iterator[_Part]":
        """Yield the part itself and those in which it stands."""
        part: _Part | None = self
        while part is not None and part.parent is not None:
            yield part
            part = part.parent


class _Tree:
    """The parts of a file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[_Part] = []
        """In the order of the file, outer before inner."""
        self.scalars: list[tuple[int, int]] = []
        """The ranges of the text that are words, and not comments, whatever they look like."""
        self.root = _Part(0, 0, -2, None, "", None, None)
        node = yaml.compose(text, Loader=LOADER)
        if node is not None:
            self._fill(self.root, node)

    def _fill(self, part: _Part, node: yaml.Node) -> None:
        part.form = type(node)
        flow = part.flow
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            flow = node.start_mark.index, node.end_mark.index
        indent = part.indent + 2
        if isinstance(node, yaml.ScalarNode):
            part.value = node.value
            self._scalar(node)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._add(_Part(item.start_mark.index, node.start_mark.column, indent, None, "", part, flow), item)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._scalar(key)
                self._add(_Part(key.start_mark.index, key.start_mark.column, indent, key.value, "", part, flow), value)

    def _add(self, part: _Part, node: yaml.Node) -> None:
        assert part.parent is not None
        part.parent.parts.append(part)
        self.all.append(part)
        self._fill(part, node)

    def _scalar(self, node: yaml.ScalarNode) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            header = LINE_END.search(self.text, start, end)
            start = header.end() if header else end
        self.scalars.append((start, end))


def _comments(tree: _Tree) -> Iterator[re.Match[str]]:
    at = 0
    for start, end in [*sorted(tree.scalars), (len(tree.text), len(tree.text))]:
        yield from (found for found in _COMMENT.finditer(tree.text, at, start) if not _MODELINE.match(found.group()))
        at = max(at, end)


def comments(text: str) -> Counter[str]:
    """Return the comments of a text, each with how often it stands there; the line that tells editors the schema is none."""
    return Counter(found.group().rstrip() for found in _comments(_Tree(text)))


def _laid_out(text: str) -> str:
    tree = _Tree(text)
    starts = [part.start for part in tree.all]
    for found in _comments(tree):
        at = bisect_right(starts, found.start())
        before, after = tree.all[at - 1] if at else None, tree.all[at] if at < len(tree.all) else None
        _attach(tree, found, before, after)
    for part in reversed(tree.all):
        _lift(part)
    return "".join(f"{line}\n" for part in tree.root.parts for line in _written(part))


def _attach(tree: _Tree, found: re.Match[str], before: _Part | None, after: _Part | None) -> None:
    """Give a comment to the part above, beside or below which it stands."""
    words, at = found.group().rstrip(), found.start()
    begin = _line_start(tree.text, at)
    inside = before.flow if before else None
    while before and before.flow and before.flow[1] <= at:
        assert before.parent is not None
        before, inside = before.parent, before.parent.flow
    lead = tree.text[begin:at]
    if not _LEADS_ONLY.fullmatch(lead) and before:
        if before.beside:
            before.above.append(before.beside)
        before.beside = words
        return
    lines = ["", words] if _is_empty(tree.text, begin) else [words]
    while after and after.flow and not after.flow[0] < at:
        assert after.parent is not None
        after = after.parent
    place = _below(before, after, 0 if lead.strip() else at - begin, bool(inside))
    if place is not None:
        place += lines
    elif after is not None:
        end = _line_start(tree.text, after.start)
        is_apart = end > at and not tree.text[found.end() : end].strip() and _is_empty(tree.text, end)
        after.above += [*lines, ""] if is_apart else lines


def _below(before: _Part | None, after: _Part | None, column: int, is_in_flow: bool) -> list[str] | None:
    """Return where a comment goes that belongs to what stands before it; None where it belongs to what follows."""
    if before is None:
        return None
    around = set(after.chain()) if after else set()
    chain = [part for part in before.chain() if part not in around]
    if is_in_flow:
        return None if after and after.flow == before.flow else before.below
    if not chain or (after and column <= after.column):
        return None
    part = next((part for part in chain if part.column <= column), None if after else chain[-1])
    if part is None or column <= part.column:
        return part.below if part else None
    return part.under if _is_on_line(part) else part.parts[-1].below


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _is_empty(text: str, begin: int) -> bool:
    """Tell whether the line before the one that begins at an offset is empty."""
    above = text[:begin].removesuffix("\n").removesuffix("\r")
    return begin > 0 and not above[_line_start(above, len(above)) :].strip() and bool(above.strip())


def _lift(part: _Part) -> None:
    """Put what stands between a dash and the item's first key above the dash."""
    if part.key is None and part.parts and not _is_on_line(part):
        first = part.parts[0]
        part.above += [*filter(None, [part.beside]), *first.above]
        part.beside, first.above = "", []


# Writing


def _is_on_line(part: _Part) -> bool:
    """Tell whether a part's value has no parts on lines of their own."""
    return not part.parts or (part.form is yaml.SequenceNode and _in_brackets(part) is not None)


def _in_brackets(part: _Part) -> str | None:
    """Return a list in brackets, where it may stand so."""
    for item in part.parts:
        is_word = item.form is yaml.ScalarNode and not any(map(str.isspace, item.value))
        if not is_word or item.above or item.beside or item.below or item.under:
            return None
    words = f"[{', '.join(on_line(item.value, True) for item in part.parts)}]"
    return words if part.indent + len(_head(part)) + 1 + len(words) <= WIDTH else None


def _head(part: _Part) -> str:
    if part.key is None:
        return "-"
    return on_line(part.key, True) + ":"


def _written(part: _Part) -> Iterator[str]:
    """Yield the lines of a part."""
    margin, deeper = " " * part.indent, " " * (part.indent + 2)
    yield from _indented(part.above, margin)
    beside = f" {part.beside}" if part.beside else ""
    if part.form is yaml.ScalarNode:
        first, *rest = _scalar(part)
        yield f"{margin}{_head(part)} {first}{beside}"
        yield from _indented(rest, deeper)
    elif _is_on_line(part):
        empty = "{}" if part.form is yaml.MappingNode else "[]"
        yield f"{margin}{_head(part)} {_in_brackets(part) if part.parts else empty}{beside}"
    else:
        inner = (line for each in part.parts for line in _written(each))
        yield f"{margin}- {next(inner).lstrip(' ')}" if part.key is None else f"{margin}{_head(part)}{beside}"
        yield from inner
    yield from _indented(part.under, deeper)
    yield from _indented(part.below, margin)


def _indented(lines: list[str], margin: str) -> Iterator[str]:
    yield from (f"{margin}{line}" if line else "" for line in lines)


def _scalar(part: _Part) -> list[str]:
    """Return a text as one line to stand behind its key, or as `>-` and the lines that follow."""
    words = on_line(part.value)
    fits = part.indent + len(_head(part)) + 1 + len(words) <= WIDTH
    if words == part.value and fits:
        return [words]
    is_word = not any(map(str.isspace, part.value))
    lines = None if is_word else folded(part.value, WIDTH - part.indent - 2)
    return [">-", *lines] if lines else [words]
