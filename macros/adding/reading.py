"""Reading a file that somebody brings: a text as it is, or the text of a saved web page or a PDF, with what these say of it."""

import importlib.util
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from macros.diagnostics import BriefError
from macros.reading.document import MAX_BYTES

SECONDS = 90
"""How long reading may take; the programs that read limit themselves to less."""

MIN_LETTERS = 20
"""A text with fewer letters and digits is none; a scan often has a page number or a stamp."""

MAX_NAMED = 200
"""Characters of what a page or PDF says of itself; more is no name."""

HEAD = ("headline", "byline", "date")
"""What stands above an article, in this order, as `page_words` names it."""

HEADLINE = 3
"""Lines at the beginning of a text of which one may be its headline."""

_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml|!--)", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:][\"'”’)\]]*$")


class Unreadable(BriefError):
    """A file from which no text can be read, and why."""


@dataclass(frozen=True)
class Brought:
    """A file and its text."""

    data: bytes
    """The file as it was received."""
    suffix: str
    """The ending of its kind: `.html`, `.pdf` or `.txt`."""
    text: str
    named: dict[str, str] = field(default_factory=dict)
    """What its frame, not its text, says: `title`, `author`, `outlet`, `date`, `url`, `language`."""
    left_out: tuple[str, ...] = ()
    """Blocks of words that a reader of a page sees and that are not in its text."""

    @property
    def seed(self) -> bytes:
        """The document as it stands in seeds/: a text as it was received, else what was read as UTF-8."""
        return self.data if self.suffix == ".txt" else self.text.encode()


def bring(path: Path) -> Brought:
    """Read a file. Raises Unreadable where it holds no text, BriefError where it cannot be read here."""
    data = _data(path)
    if data.startswith(b"%PDF-"):
        told = _told("pdf_text", ("pypdf",), data)
        return Brought(data, ".pdf", _text(_paragraphs(told["pages"]), "PDF: it may be a scan"), _named(told))
    if _HTML.match(data) or path.suffix.lower() in (".html", ".htm", ".xhtml"):
        told = _told("page_text", ("trafilatura", "lxml_html_clean"), data)
        lines = _with_head((told.get("text") or "").split("\n"), told.get("head") or {})
        text = _text(lines, "page")
        return Brought(data, ".html", text, _named(told), tuple(_left_out(text, told.get("visible") or [])))
    try:
        return Brought(data, ".txt", _text([data.decode()], "file"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"the file is neither HTML nor PDF, and is not UTF-8 at byte {error.start}") from error


def _data(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Unreadable(f"'{path}' is not a regular file")
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"'{path}' is larger than {MAX_BYTES:,} bytes")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise BriefError(f"'{path}' cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _told(program: str, packages: tuple[str, ...], data: bytes) -> dict[str, Any]:
    """Return what one of the programs beside this module says of a file."""
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    if missing:
        raise BriefError(
            f"to read this file, {' and '.join(missing)} must be installed: run 'make add', or install the extra 'add'"
        )
    command = [sys.executable, "-m", f"macros.adding.{program}"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
        told = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"the file could not be read within {SECONDS} seconds") from error
    except ValueError as error:
        raise Unreadable("the file could not be read: it is damaged, or takes too much time or memory") from error
    if "error" in told:
        raise Unreadable(f"the file could not be read: {told['error']}")
    return told


def _text(lines: list[str], what: str) -> str:
    """Return paragraphs as a text, an empty line between them, without characters that cannot be seen."""
    if len(lines) == 1:
        text = lines[0]
    else:
        cleaned = ("".join(char for char in line.translate(_LIGATURES) if char.isprintable() or char == "\t") for line in lines)
        text = "\n\n".join(line.strip() for line in cleaned if line.strip()) + "\n"
    if sum(map(str.isalnum, text)) < MIN_LETTERS:
        raise Unreadable(f"no text could be read from this {what}")
    return text


def _with_head(lines: list[str], head: dict[str, str]) -> list[str]:
    """Return the lines of a page with its headline, by-line and date above them, where it shows these and its text lacks them."""
    if not any(line.strip() for line in lines):
        return lines
    known = [_seen(line) for line in lines]
    lacking = [head[name] for name in HEAD if name in head and not any(_seen(head[name]) in line for line in known)]
    at = known.index(_seen(head["headline"])) + 1 if _seen(head.get("headline", "")) in known[:HEADLINE] else 0
    return [*lines[:at], *lacking, *lines[at:]]


def _left_out(text: str, visible: list[str]) -> Iterator[str]:
    """Yield the blocks that a reader sees and a text does not hold, each once."""
    known = _seen(text)
    yield from dict.fromkeys(block for block in visible if _seen(block) and _seen(block) not in known)


def _seen(words: str) -> str:
    """Return words as they are compared: letters and digits alone, for a page sets blanks where its text has none."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words)))


def _paragraphs(pages: list[str]) -> list[str]:
    """Return the paragraphs of a PDF's pages, whose lines end where the paper did."""
    return [paragraph for page in pages for paragraph in _joined([line.strip() for line in page.split("\n")])] + [""]


def _joined(lines: list[str]) -> Iterator[str]:
    """Join lines to paragraphs: a line that is short ends one, if it ends a sentence or the next begins with a capital.

    A hyphen at a line's end stays, as it is printed: whether it belongs to the word, nobody can tell.
    """
    longest, paragraph = max(map(len, lines), default=0), ""
    for index, line in enumerate(lines):
        paragraph += line if not paragraph or paragraph.endswith("-") else f" {line}"
        after = lines[index + 1] if index + 1 < len(lines) else ""
        is_short = len(line) < longest * 0.8
        if not after or (is_short and (_ENDS.search(line) or (len(line) < longest * 0.6 and not after[:1].islower()))):
            yield paragraph
            paragraph = ""


def _named(told: dict[str, Any]) -> dict[str, str]:
    """Return what a frame says, each on a line."""
    names = ("title", "author", "outlet", "date", "url", "language")
    texts = {name: " ".join(told[name].split()) for name in names if isinstance(told.get(name), str)}
    seen = {name: "".join(char for char in words if char.isprintable()) for name, words in texts.items()}
    return {name: words for name, words in seen.items() if words and len(words) <= MAX_NAMED}
