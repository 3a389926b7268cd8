"""Changes in the text of a YAML file: other words in a scalar, a key more, another order of keys. Every other character stays.

Works on text that was read without a finding. What comes out is to be read again before it is trusted: a form of YAML that is not
foreseen here shows in that the values are not those that were wanted.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

import yaml

from macros.facts.base import Path
from macros.reading.scalar import is_plain, quoted
from macros.reading.yamlfile import LINE_END, LOADER

Edit = tuple[int, int, str]
"""A range of the text and what replaces it."""

_TOKEN = re.compile(r"[^ \t\r\n]+")
_MODELINE = re.compile(r"\s*#\s*(?:yaml-language-server|vim?:|ex:|-\*-)")
"""A comment for editors, which holds for the file and stays at its top."""


class Unforeseen(Exception):
    """A form of YAML in which the change cannot be made."""


class Layout:
    """Where the nodes of a file's text stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: dict[Path, yaml.Node] = {}
        self.keys: dict[Path, yaml.Node] = {}
        self.in_flow: set[Path] = set()
        """The values that stand in a collection with brackets."""
        root = yaml.compose(text, Loader=LOADER)
        if root is not None:
            self._add((), root, False)

    def _add(self, path: Path, node: yaml.Node, in_flow: bool) -> None:
        self.nodes[path] = node
        if in_flow:
            self.in_flow.add(path)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self.keys[(*path, key.value)] = key
                self._add((*path, key.value), value, in_flow or bool(node.flow_style))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._add((*path, index), value, in_flow or bool(node.flow_style))

    @cached_property
    def starts(self) -> list[int]:
        """The offsets at which lines begin."""
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]

    @cached_property
    def newline(self) -> str:
        """The way lines end in this file."""
        first = LINE_END.search(self.text)
        return first.group() if first else "\n"

    def line(self, offset: int) -> int:
        """Return the index of the line on which an offset stands."""
        return bisect_right(self.starts, offset) - 1

    def column(self, offset: int) -> int:
        """Return an offset's place in its line, from 0."""
        return offset - self.starts[self.line(offset)]

    def line_end(self, offset: int) -> int:
        """Return where the text of the line around an offset ends."""
        found = LINE_END.search(self.text, offset)
        return found.start() if found else len(self.text)

    def content_end(self, node: yaml.Node) -> int:
        """Return where the last character of a node stands that is neither white space nor comment."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return max(map(self.content_end, last)) if isinstance(last, tuple) else self.content_end(last)
        return node.start_mark.index + len(_raw(self.text, node).rstrip())


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Make all changes in a text. Ranges do not overlap; what is put in at one place stands in the order given."""
    out, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < at:
            raise Unforeseen
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


def _raw(text: str, node: yaml.Node) -> str:
    return text[node.start_mark.index : node.end_mark.index]


# Words


def rewrite(layout: Layout, path: Path, words: str) -> Iterator[Edit]:
    """Yield what makes the scalar at `path` say `words`; its quotation marks, line breaks and unchanged words stay as they are."""
    node = layout.nodes[path]
    if not isinstance(node, yaml.ScalarNode):
        raise Unforeseen
    start, end = _body(layout.text, node)
    tokens = list(_TOKEN.finditer(layout.text, start, end))
    new = _TOKEN.findall(words)
    style = node.style or ""
    old = _TOKEN.findall(node.value)
    aligned = tokens and [_decoded(token.group(), style) for token in tokens] == old
    if aligned and (style or is_plain(words, path in layout.in_flow)):
        yield from _exchanged(tokens, old, new, style)
    elif aligned and len(tokens) <= len(new):
        yield start, start, '"'
        yield from _exchanged(tokens, [""] * len(tokens), _pieces(new, len(tokens)), '"')
        yield end, end, '"'
    else:
        yield node.start_mark.index, layout.content_end(node), quoted(words)


def _body(text: str, node: yaml.ScalarNode) -> tuple[int, int]:
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("'", '"'):
        return start + 1, end - 1
    if node.style in ("|", ">"):
        header = LINE_END.search(text, start, end)
        return (header.end() if header else end), end
    return start, end


def _decoded(token: str, style: str) -> str | None:
    """Return the characters for which a piece of a scalar's text without white space stands."""
    if style == "'":
        return token.replace("''", "'")
    if style == '"' and "\\" in token:
        try:
            return yaml.load(f'"{token}"', Loader=yaml.BaseLoader)
        except yaml.YAMLError:
            return None
    return token


def _encoded(token: str, style: str) -> str:
    if style == "'":
        return token.replace("'", "''")
    return token.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else token


def _pieces(words: Sequence[str], count: int) -> list[str]:
    """Return words as `count` pieces, the last with all that are left over."""
    return [*words[: count - 1], " ".join(words[count - 1 :])]


def _exchanged(tokens: Sequence[re.Match[str]], old: Sequence[str], new: Sequence[str], style: str) -> Iterator[Edit]:
    for kind, first, last, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = [_encoded(word, style) for word in new[begin:stop]]
        if kind == "replace" and last - first == stop - begin:
            for token, word in zip(tokens[first:last], words, strict=True):
                yield token.start(), token.end(), word
        elif kind == "replace":
            yield tokens[first].start(), tokens[last - 1].end(), " ".join(words)
        elif kind == "insert" and first:
            yield tokens[first - 1].end(), tokens[first - 1].end(), " " + " ".join(words)
        elif kind == "insert":
            yield tokens[0].start(), tokens[0].start(), " ".join(words) + " "
        elif kind == "delete" and first:
            yield tokens[first - 1].end(), tokens[last - 1].end(), ""
        elif kind == "delete":
            yield tokens[0].start(), tokens[last].start(), ""


# A key more


def add_key(layout: Layout, after: Path, key: str, words: str, deeper: int = 0) -> Iterator[Edit]:
    """Yield what puts a key behind the one at `after`, in the same mapping, or by so many columns deeper."""
    written = f"{key}: {quoted(words)}"
    end = layout.content_end(layout.nodes[after])
    if layout.nodes[after[:-1]].flow_style:
        yield end, end, f", {written}"
    else:
        indent = " " * (layout.column(layout.keys[after].start_mark.index) + deeper)
        yield layout.line_end(end), layout.line_end(end), f"{layout.newline}{indent}{written}"


def split_entry(layout: Layout, path: Path, names: tuple[str, str], key: str, words: str) -> Iterator[Edit]:
    """Yield what writes the entry `a: b` at `path` as `names[0]: a` and `names[1]: b`, with `key: words` behind them.

    Other entries of its mapping become mappings of their own, in a list.
    """
    mapping, node = layout.nodes[path[:-1]], layout.keys[path]
    start, end = node.start_mark.index, node.end_mark.index
    deeper = 0
    if len(mapping.value) > 1 and mapping.flow_style:
        yield from _flow_list(layout, path[:-1], mapping)
    elif len(mapping.value) > 1 and isinstance(path[-2], int):
        yield from _more_items(layout, mapping)
    elif len(mapping.value) > 1:
        yield from _block_list(layout, mapping)
        deeper = 2
    joint = ", " if mapping.flow_style else layout.newline + " " * (layout.column(start) + deeper)
    yield start, start, f"{names[0]}: "
    yield end, end, f"{joint}{names[1]}"
    yield from add_key(layout, path, key, words, deeper)


def _flow_list(layout: Layout, path: Path, mapping: yaml.MappingNode) -> Iterator[Edit]:
    """Yield what makes `{a: x, b: y}` a list, or within a list in brackets two items of that."""
    listed = isinstance(path[-1], int)
    if listed and path not in layout.in_flow:
        raise Unforeseen
    start, end = mapping.start_mark.index, mapping.end_mark.index
    if not listed:
        yield start, start, "["
        yield end, end, "]"
    for (_, before), (key, _) in pairwise(mapping.value):
        comma = layout.text.index(",", before.end_mark.index)
        yield comma, comma + 1, "},"
        yield key.start_mark.index, key.start_mark.index, "{"


def _more_items(layout: Layout, mapping: yaml.MappingNode) -> Iterator[Edit]:
    """Yield what makes each entry of an item an item of its own."""
    for key, _ in mapping.value[1:]:
        start = key.start_mark.index
        if layout.text[start - 2 : start] != "  ":
            raise Unforeseen
        yield start - 2, start, "- "


def _block_list(layout: Layout, mapping: yaml.MappingNode) -> Iterator[Edit]:
    """Yield what makes each entry of a mapping an item of a list, two columns deeper."""
    starts = {layout.line(key.start_mark.index): key.start_mark.index for key, _ in mapping.value}
    for number in range(min(starts), layout.line(layout.content_end(mapping) - 1) + 1):
        begin = layout.starts[number]
        if number in starts:
            yield starts[number], starts[number], "- "
        elif layout.text[begin : layout.line_end(begin)].strip():
            yield begin, begin, "  "


# The order of keys


def ordered(layout: Layout, wanted: Iterable[tuple[Path, Sequence[str]]]) -> tuple[str, int]:
    """Return the text with the keys of block mappings in the order that is wanted of each, and how many were brought into it.

    Whole lines move: a key's own, and the comments and empty lines above it.
    """
    lines = [layout.text[start:end] for start, end in zip(layout.starts, [*layout.starts[1:], len(layout.text)], strict=True)]
    before, count = tuple(lines), 0
    for path, keys in sorted(wanted, key=lambda each: -len(each[0])):
        mapping = layout.nodes.get(path)
        if isinstance(mapping, yaml.MappingNode) and not mapping.flow_style:
            count += _sort(layout, before, lines, mapping, keys)
    return "".join(lines), count


def _sort(layout: Layout, before: Sequence[str], lines: list[str], mapping: yaml.MappingNode, order: Sequence[str]) -> bool:
    """Sort one mapping within `lines`; lines of the mappings in it were moved already, `before` tells where each stood."""
    names = [key.value for key, _ in mapping.value]
    if not set(names) <= set(order) or names == sorted(names, key=order.index):
        return False
    starts = [layout.line(key.start_mark.index) for key, _ in mapping.value]
    column = layout.column(mapping.value[0][0].start_mark.index)
    lead = before[starts[0]][:column]
    if not set(lead) <= {" ", "-"} or any(before[start][:column].strip() for start in starts[1:]) or len(set(starts)) < len(starts):
        return False
    bounds = _bounds(layout, before, mapping, starts, column)
    chunks = {name: lines[begin:end] for name, (begin, end) in zip(names, pairwise(bounds), strict=True)}
    at = starts[0] - bounds[0]
    chunks[names[0]][at] = " " * column + chunks[names[0]][at][column:]
    names.sort(key=order.index)
    _lead(chunks[names[0]], lead, column)
    lines[bounds[0] : bounds[-1]] = _ended([line for name in names for line in chunks[name]], layout.newline)
    return True


def _bounds(layout: Layout, lines: Sequence[str], mapping: yaml.MappingNode, starts: Sequence[int], column: int) -> list[int]:
    """Return the lines at which each key's own begin, and the one after the last key's."""
    first = starts[0]
    if not lines[first][:column].strip():
        while first and _comment(lines[first - 1]) == column and not _MODELINE.match(lines[first - 1]):
            first -= 1
    bounds = [first]
    for index, (key, value) in enumerate(mapping.value):
        last = layout.line(max(key.end_mark.index, layout.content_end(value)) - 1)
        limit = starts[index + 1] if index + 1 < len(starts) else len(lines)
        bounds.append(_with_comments(lines, last + 1, limit, column))
    return bounds


def _comment(line: str) -> int:
    """Return at which column a line's comment begins; -1 where the line is anything else."""
    stripped = line.lstrip(" ")
    return len(line) - len(stripped) if stripped.startswith("#") else -1


def _with_comments(lines: Sequence[str], at: int, limit: int, column: int) -> int:
    """Return the line behind the comments that stand deeper than a mapping's keys, and so belong to the value above them."""
    end = at
    while at < limit and (not lines[at].strip() or _comment(lines[at]) > column):
        at += 1
        end = at if lines[at - 1].strip() else end
    return end


def _lead(chunk: list[str], lead: str, column: int) -> None:
    """Give a key's line the dash of its item; comments above it stand above the dash."""
    if "-" not in lead:
        return
    at = next(index for index, line in enumerate(chunk) if line.strip() and _comment(line) < 0)
    chunk[at] = lead + chunk[at][column:]
    for index in range(at):
        if chunk[index].strip():
            chunk[index] = " " * lead.index("-") + chunk[index].lstrip(" ")


def _ended(lines: list[str], newline: str) -> list[str]:
    """Give the one line that ended with the file an end, and take it from the last."""
    for index, line in enumerate(lines[:-1]):
        if not LINE_END.search(line):
            lines[index] = line + newline
            lines[-1] = LINE_END.sub("", lines[-1])
    return lines
