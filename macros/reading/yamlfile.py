"""Read a YAML file into plain values that remember their places. Every scalar stays the text that was written.

The file is read as a stream of parser events, never constructed: no tag is honoured, no alias followed, nothing recursed into, so
that no file can run code, grow in memory or exhaust the stack.

A file is read twice at the most: for its values by `_sound`, which knows nothing but sound files and is soon done, and for its
places and faults by `_Builder`, once somebody asks for a place or `_sound` gives up. Most files of a clean brief are never asked.
"""

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import yaml

from macros.diagnostics import Diagnostic
from macros.facts.base import Path

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser is five times faster; both give the same events."""

MAX_BYTES = 1_000_000
"""A file of facts is at most a few hundred kB; larger ones are refused before they are parsed."""

_PLAINLY = {
    "mapping values are not allowed in this context": "a colon stands here that cannot begin a value",
    "did not find expected key": "a key is expected here: see how far the lines are indented",
    "did not find expected '-' indicator": "an item of the list is expected here: see how far the lines are indented",
    "could not find expected ':'": "a colon is missing after this key",
    "found character that cannot start any token": "this character cannot begin a value without quotation marks",
    "did not find expected alphabetic or numeric character": "text that begins with '*' or '&' stands in quotation marks",
}
"""What the parser says, in words for somebody who has never used YAML."""

NOT_CLOSED = "this quotation mark is not closed"

_IN_QUOTES = ("found unexpected end of stream", "found unexpected document indicator")
"""What the parser says where the file, or the document, ends inside quotation marks."""

_ENTRY = re.compile(r"^[ \t]*(?:- +)?(?:[\w-]+:(?:[ \t]|$)|- )", re.MULTILINE)
"""A line that begins like a key or an item: inside quotation marks, it shows that they should have ended above it."""

MAX_DEPTH = 40
"""The deepest record is nested about twelve levels."""


_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow (YAML 1.2, 5.1); the parser tells their place in bytes, which is of no use."""

_UNTAGGED = (None, "!")
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)

LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line for an editor; YAML 1.1 counts a few more, so that its own line numbers may run ahead."""


_CUT = re.compile(r"\S[ \t]+(#\w.*)")
"""What looks like a comment and is more likely text: "the #1 group". A comment of words has a blank behind its sign."""


class Mark(NamedTuple):
    """A place in a file: line and column, from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Marks:
    """The places of a file."""

    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)


@dataclass
class YamlFile:
    """A file's values and places, and what is wrong with its form."""

    name: str
    """Path relative to the brief's folder, with forward slashes."""
    value: Any = None
    """Nested dict, list and str; None where the file could not be read."""
    findings: list[Diagnostic] = field(default_factory=list)
    text: str = ""
    """The file as decoded."""

    @property
    def keys(self) -> dict[Path, Mark]:
        """Where each mapping key stands."""
        return self._marks.keys

    @property
    def values(self) -> dict[Path, Mark]:
        """Where each value begins; for a block scalar its first line of text."""
        return self._marks.values

    @cached_property
    def _marks(self) -> Marks:
        return Marks() if self.value is None else _Builder(self).built().marks

    def at(self, path: Path) -> Any:
        """Return the value at `path`."""
        value = self.value
        for part in path:
            value = value[part]
        return value

    def place(self, path: Path, of_key: bool = False) -> Mark:
        """Return the place of the value (or its key) at `path`, or of the nearest thing above it."""
        for length in range(len(path), -1, -1):
            marks = self.keys if of_key and length == len(path) else self.values
            if path[:length] in marks:
                return marks[path[:length]]
        return Mark(1, 1)

    def report(self, mark: Mark, rule: str, message: str, **more: str) -> None:
        """Record a finding at `mark`."""
        self.findings.append(Diagnostic(self.name, mark.line, mark.column, rule, message, **more))


def read_yaml(path: FilePath, name: str) -> YamlFile:
    """Read the file at `path`; whatever is wrong is in its findings."""
    file = YamlFile(name)
    data = _bytes(path, file)
    return file if data is None else _parsed(data, file)


def parse_yaml(data: bytes, name: str) -> YamlFile:
    """Read the bytes of a file; whatever is wrong is in its findings."""
    return _parsed(data, YamlFile(name))


def _parsed(data: bytes, file: YamlFile) -> YamlFile:
    if _is_text(data, file):
        try:
            if _CUT.search(file.text):
                raise _Unsound
            file.value = _sound(file.text)
        except (_Unsound, yaml.YAMLError):
            found = _Builder(file).built()
            file.value, file.findings = found.value, found.findings
    return file


def _bytes(path: FilePath, file: YamlFile) -> bytes | None:
    try:
        if path.is_symlink() or not path.is_file():
            what = "cannot be read: there is none" if not path.exists() and not path.is_symlink() else "is not a regular file"
            file.report(Mark(1, 1), "file-unreadable", f"the file {what}")
            return None
        if path.stat().st_size > MAX_BYTES:
            file.report(Mark(1, 1), "file-too-large", f"the file is larger than {MAX_BYTES:,} bytes")
            return None
        return path.read_bytes()
    except OSError as error:
        file.report(Mark(1, 1), "file-unreadable", f"the file cannot be read: {error.strerror}")
        return None


def _is_text(data: bytes, file: YamlFile) -> bool:
    data = data.removeprefix(BOM_UTF8)  # The codec that drops the mark itself counts a fault's place from behind it.
    try:
        file.text = data.decode()
    except UnicodeDecodeError as error:
        file.text = data.decode(errors="replace")
        *above, line = LINE_END.split(data[: error.start].decode())
        file.report(Mark(len(above) + 1, len(line) + 1), "bad-encoding", "the file is not UTF-8")
        return False
    return True


class _Unsound(Exception):
    """Something is wrong with a text, or as unusual as to be looked at closely."""


def _sound(text: str) -> Any:
    """Return the values of a text in which nothing is wrong. Raises _Unsound or yaml.YAMLError for any other.

    It takes every scalar of the brief and therefore calls nothing but the parser for them.
    """
    next_event = LOADER(text).get_event
    root: list[Any] = []
    inside: Any = root
    above: list[Any] = []
    key: str | None = None
    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag not in _UNTAGGED or len(above) >= MAX_DEPTH:
                raise _Unsound
            if type(inside) is list:
                inside.append(event.value)
            elif key is not None:
                inside[key], key = event.value, None
            elif event.value in inside:
                raise _Unsound
            else:
                key = event.value
        elif kind in _STARTS:
            above.append(inside)
            inside, key = _begun(event, inside, key, len(above)), None
        elif kind in _ENDS:
            inside = above.pop()
        elif kind is yaml.StreamEndEvent:
            return _only(root)
        elif kind is yaml.AliasEvent:
            raise _Unsound


def _begun(event: yaml.CollectionStartEvent, inside: Any, key: str | None, depth: int) -> Any:
    """Begin a collection as an item of the one around it, or as the value of its `key`."""
    value: Any = {} if type(event) is yaml.MappingStartEvent else []
    if event.anchor is not None or event.tag not in _UNTAGGED or depth > MAX_DEPTH:
        raise _Unsound
    if type(inside) is list:
        inside.append(value)
    elif key is not None:
        inside[key] = value
    else:
        raise _Unsound
    return value


def _only(documents: list[Any]) -> Any:
    if len(documents) != 1:
        raise _Unsound
    return documents[0]


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is still being filled."""

    value: Any
    path: Path
    key: str | None = None
    skip: bool = False


class _Builder:
    """Turns the parser's events into values. One document, no aliases, no tags, no key twice."""

    def __init__(self, file: YamlFile) -> None:
        self.name = file.name
        self.text = file.text
        self.value: Any = None
        self.marks = Marks()
        self.findings: list[Diagnostic] = []
        self.starts = [0, *(end.end() for end in LINE_END.finditer(self.text))]
        self.alike = not any(odd in self.text for odd in "\x85\u2028\u2029\ufeff")
        self.stack: list[_Open] = []
        self.documents = 0
        self.quoted: yaml.ScalarEvent | None = None
        """The last scalar, if it stands in quotation marks."""

    def built(self) -> "_Builder":
        """Return itself with the value, or with None and the reason among the findings."""
        self._build()
        return self

    def _build(self) -> None:
        forbidden = _FORBIDDEN.search(self.text)
        if forbidden:
            message = f"the character U+{ord(forbidden.group()):04X} stands here, which YAML does not allow"
            self.report(self._at(forbidden.start()), "yaml-syntax", message)
            return
        try:
            for event in yaml.parse(self.text, Loader=LOADER):
                if not self._take(event):
                    self.value = None
                    return
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            self.value = None
        else:
            if self.documents == 0:
                self.report(Mark(1, 1), "file-empty", "the file holds no record")

    def _at(self, position: int) -> Mark:
        """Return the place of an offset in the text."""
        position = min(position, len(self.text))
        line = bisect_right(self.starts, position)
        return Mark(line, position - self.starts[line - 1] + 1)

    def _start(self, event: yaml.Event) -> Mark:
        """Return where an event begins: as the parser says, where it counts lines as an editor does, but for the file's end."""
        mark = event.start_mark
        return Mark(mark.line + 1, mark.column + 1) if self.alike and mark.index < len(self.text) else self._at(mark.index)

    def _line(self, number: int) -> str:
        return self.text[self.starts[number - 1] : (self.starts[number] if number < len(self.starts) else len(self.text))]

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        is_colon = (error.problem or "").startswith("could not find expected ':'")  # It is missing where the key began.
        mark = (error.context_mark if is_colon else None) or error.problem_mark or error.context_mark
        place = self._at(mark.index) if mark else Mark(1, 1)
        opening = self._not_closed(error, place)
        if opening:
            self.report(opening, "yaml-syntax", f"this is not YAML: {NOT_CLOSED}")
            return
        line = self._line(place.line)
        if "\t" in line[: place.column]:
            self.report(place, "tab", "a tab stands where YAML wants spaces", expected="two spaces a level")
            return
        problem = _PLAINLY.get(error.problem or "", (error.problem or "it cannot be read").rstrip("."))
        self.report(place, "yaml-syntax", f"this is not YAML: {problem}", expected=_colon_hint(line))

    def _not_closed(self, error: yaml.MarkedYAMLError, place: Mark) -> Mark | None:
        """Return where the quotation mark stands that should have been closed long before the place of an error, if one does.

        Text without a closing mark goes on to the next mark in the file, which may be far below, and only there is it an error.
        """
        if error.problem in _IN_QUOTES and error.context_mark:
            return self._at(error.context_mark.index)
        if self.quoted is None:
            return None
        start, end = self.quoted.start_mark.index, self.quoted.end_mark.index
        swallowed = self._at(end).line == place.line and _ENTRY.search(self.text, self.text.find("\n", start, end) + 1 or end, end)
        return self._at(start) if swallowed else None

    def _take(self, event: yaml.Event) -> bool:
        self.quoted = event if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"') else None
        if isinstance(event, yaml.ScalarEvent):
            return self._allowed(event) and self._scalar(event)
        if isinstance(event, yaml.CollectionStartEvent):
            return self._allowed(event) and self._open(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            message = "aliases are not used here: write the value out"
            self._report(event, "yaml-alias", message, expected="text that begins with '*' in quotation marks")
            return False
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._report(event, "more-than-one-document", "a second document begins here: one record file, one document")
                return False
        return True

    def _allowed(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> bool:
        if event.anchor is not None:
            message = "anchors are not used here: write the value out"
            self._report(event, "yaml-alias", message, expected="text that begins with '&' in quotation marks")
        elif event.tag not in _UNTAGGED:
            self._report(event, "yaml-tag", f"the tag '{_tag(event.tag)}' is not allowed: every value is text")
        elif len(self.stack) >= MAX_DEPTH:
            self._report(event, "nested-too-deep", f"values are nested deeper than {MAX_DEPTH} levels")
        else:
            return True
        return False

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        if self._wants_key():
            self._report(event, "yaml-syntax", "a key must be text")
            return False
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(value, self._place(value, self._start(event))))
        return True

    def _wants_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].key is None and isinstance(self.stack[-1].value, dict)

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        if not self._wants_key():
            self._place(event.value, self._text_mark(event))
            cut = _CUT.match(self.text, event.end_mark.index - 1) if not event.style else None
            if cut:
                message = f"a comment begins in the text: all from '{cut[1][:20]}' on is lost"
                self.report(self._at(cut.start(1)), "comment-in-text", message, expected="the text in quotation marks")
            return True
        top = self.stack[-1]
        top.key = event.value
        top.skip = event.value in top.value
        if top.skip:
            self._report(event, "duplicate-key", f"the key '{event.value}' stands twice")
        else:
            self.marks.keys[(*top.path, event.value)] = self._start(event)
        return True

    def _text_mark(self, event: yaml.ScalarEvent) -> Mark:
        header = self._start(event)
        if event.style in ("|", ">"):
            for number in range(header.line + 1, self._at(event.end_mark.index).line + 1):
                line = self._line(number)
                if line.strip():
                    return Mark(number, len(line) - len(line.lstrip()) + 1)
        return header

    def _place(self, value: Any, mark: Mark) -> Path:
        top = self.stack[-1] if self.stack else None
        if top is None:
            self.value, path = value, ()
        elif isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
        else:
            path = (*top.path, top.key or "")
            if not top.skip:
                top.value[top.key] = value
            top.key = None
        self.marks.values.setdefault(path, mark)
        return path

    def _report(self, event: yaml.Event, rule: str, message: str, **more: str) -> None:
        self.report(self._start(event), rule, message, **more)

    def report(self, mark: Mark, rule: str, message: str, **more: str) -> None:
        """Record a finding at `mark`."""
        self.findings.append(Diagnostic(self.name, mark.line, mark.column, rule, message, **more))


def _colon_hint(line: str) -> str:
    return "text with a colon stands in quotation marks or after '>-' on its own lines" if line.count(": ") > 1 else ""


def _tag(tag: str) -> str:
    """Write a tag as it was typed."""
    return tag.replace("tag:yaml.org,2002:", "!!")
