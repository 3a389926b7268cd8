"""A seed document: its bytes as received, a repaired copy, a folded copy, and the way back to the seed from both.

Offsets are Unicode code points in the file decoded as UTF-8 with no newline translation; lines count from 1.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import sentencex

from macros.reading.fold import INVISIBLE, Traced, fold, repair, repaired

MAX_BYTES = 20_000_000
"""Larger documents are refused before they are read."""

Range = tuple[int, int]
"""Offsets of the first code point and of the one after the last."""

MAX_OPENED = 400
"""Opening quotation marks in a line that are looked at together: the time to find its sentences grows with their square."""

_OPENED = re.compile("[“‘„‚«‹]")
_OPENING = "“‘(["
"""Marks that belong to the sentence they open, not to the one before it."""

_GAP = re.compile(r"\s+")
_NOTHING = re.compile(rf"[\s{INVISIBLE}]*")
_PARAGRAPH = re.compile(r"[^\r\n]+(?:\r?\n[^\r\n]+)*")


class Unreadable(Exception):
    """A seed that cannot be used. `rule` names what is wrong, the text says it."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True)
class Document:
    """A source's text. Everything below is computed on first use and kept."""

    source: str
    """The source's id."""
    text: str
    """The seed as decoded."""
    damage: tuple[tuple[str, str], ...] = ()
    """The source's damage table: printed, repaired."""
    language: str = "en"
    """The language by whose rules sentences end."""

    @cached_property
    def repaired(self) -> Traced:
        """The text with its damage repaired, for reading."""
        return repair(self.text, self.damage)

    @cached_property
    def folded(self) -> Traced:
        """The repaired text folded, for matching; it leads back to the repaired text."""
        return fold(self.repaired.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def paragraphs(self) -> tuple[Range, ...]:
        """The ranges of the paragraphs: lines of text up to an empty line."""
        return tuple(match.span() for match in _PARAGRAPH.finditer(self.text))

    @cached_property
    def sentences(self) -> tuple[Range, ...]:
        """The ranges of the sentences in order, without the white space around them; a line's end always ends one."""
        text = self.repaired.text
        return tuple(self._to_seed(span) for span in self._repaired_sentences() if not _NOTHING.fullmatch(text, *span))

    def _repaired_sentences(self) -> Iterator[Range]:
        text = self.repaired.text
        for line in re.finditer(r"[^\r\n]+", text):
            for first, last in _pieces(text, *line.span()):
                piece, carried = text[first:last], 0
                for found in sentencex.get_sentence_boundaries(self.language, piece):
                    start, end = found["start_index"] - carried, found["end_index"]
                    carried = _dangling(found["text"]) if end < len(piece) else 0
                    yield _stripped(text, first + start, first + end - carried)

    @cached_property
    def _sentence_ends(self) -> tuple[list[int], list[int]]:
        return [start for start, _ in self.sentences], [end for _, end in self.sentences]

    def _to_seed(self, span: Range) -> Range:
        return self.repaired.span(*span)

    def line_of(self, offset: int) -> int:
        """Return the line of the seed on which `offset` stands."""
        return bisect_right(self._line_starts, offset)

    def lines(self) -> int:
        """Count the seed's lines, as `line_of` does."""
        return self.line_of(max(0, len(self.text) - 1))

    def paragraph_of(self, offset: int) -> Range:
        """Return the paragraph around `offset`."""
        return _around(self.paragraphs, offset, len(self.text))

    def sentence_around(self, start: int, end: int) -> Range:
        """Return the range of the sentence or sentences that hold the range."""
        starts, ends = self._sentence_ends
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        return (min(start, starts[first]), max(end, ends[last])) if first <= last else (start, end)

    def seed_range(self, start: int, end: int) -> Range:
        """Return the seed's range for a range of the folded text."""
        return self.repaired.span(*self.folded.span(start, end))

    def folded_position(self, offset: int) -> int:
        """Return where a seed offset is in the folded text."""
        return self.folded.position(self.repaired.position(offset))

    def read(self, start: int, end: int) -> str:
        """Return the words of a range, repaired, with runs of white space as one blank."""
        words = repaired(self.text[start:end], self.damage)
        return words if words.isprintable() and "  " not in words else _GAP.sub(" ", words)

    def folded_words(self, start: int, end: int) -> str:
        """Return the words of a range as they are compared: the range of the folded text, so that nothing is folded twice."""
        return self.folded.text[self.folded_position(start) : self.folded_position(end)]


def _pieces(text: str, start: int, end: int) -> Iterator[Range]:
    """Cut a line at the end of a sentence after every MAX_OPENED quotation marks that open; hardly any line has so many."""
    opened = [match.start() for match in _OPENED.finditer(text, start, end)]
    for mark in opened[MAX_OPENED::MAX_OPENED]:
        cut = text.rfind(". ", start, mark) + 1 or mark
        yield start, cut
        start = cut
    yield start, end


def _dangling(sentence: str) -> int:
    """Count the characters at a sentence's end from its first opening mark on that nothing but marks and white space follows."""
    if not sentence.rstrip().endswith(tuple(_OPENING)):
        return 0
    at = len(sentence)
    while at and (sentence[at - 1].isspace() or sentence[at - 1] in f'{_OPENING}"'):
        at -= 1
    return len(sentence[at:].lstrip())


def _stripped(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _around(spans: tuple[Range, ...], offset: int, length: int) -> Range:
    index = bisect_right(spans, (offset, length + 1)) - 1
    return spans[index] if index >= 0 and offset < spans[index][1] else (offset, offset)


ORIGINALS = "originals"
"""The folder in seeds/ that holds the files from which documents were taken."""


def read_seed(folder: Path, name: str, sha256: str) -> str:
    """Return the text of the seed `name`. Raises Unreadable where it is missing, outside `folder`, changed or not UTF-8."""
    try:
        return _recorded(folder, name, sha256, folder.name).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("document-undecodable", f"'{folder.name}/{name}' is not UTF-8 at byte {error.start}") from error


def check_original(folder: Path, name: str, sha256: str) -> None:
    """Raise Unreadable where the original `name` is missing from the originals in `folder`, outside them, or changed."""
    _recorded(folder / ORIGINALS, name, sha256, f"{folder.name}/{ORIGINALS}")


def _recorded(folder: Path, name: str, sha256: str, shown: str) -> bytes:
    """Return the bytes of a recorded file. `shown` is what a message calls the folder."""
    path = folder / name
    try:
        if Path(name).name != name or "\0" in name or name == ".." or path.is_symlink() or folder.is_symlink():
            raise Unreadable("document-outside", f"'{name}' is not a file of the folder '{shown}' itself")
        if not path.is_file():
            raise Unreadable("document-missing", f"there is no '{shown}/{name}'")
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable("document-too-large", f"'{shown}/{name}' is larger than {MAX_BYTES:,} bytes")
        data = path.read_bytes()
    except (OSError, UnicodeEncodeError) as error:
        reason = getattr(error, "strerror", None) or "no file has such a name"
        raise Unreadable("document-missing", f"'{shown}/{name[:80]}' cannot be read: {reason}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise Unreadable(
            "document-changed",
            f"'{shown}/{name}' is not the document that was recorded: its sha256 begins with '{found[:12]}'",
        )
    return data
