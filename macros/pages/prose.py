"""Text on its way into a page: every character that Markdown or HTML would act on becomes a character reference.

This is the only gate: the templates' environment sends each value through `escape`. `runs` cuts a text at its links.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from macros.brief import Brief
from macros.links import read

ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~^#\"'!=$]")
"""Characters that Markdown, its extensions, HTML or Jinja act on anywhere."""

AT_START = re.compile(r"^(?:[-+:]|\d+(?=[.)]))")
"""What begins a list or a definition where it begins a line."""

_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\d\ds?\b)")
_OPENING = re.compile(r"(?<![^\s(\[—–|])\"(?=\S)")

_UNBROKEN = re.compile(r"(?<![\w-])\w{1,6}-[A-Z](?![\w-])")


def _reference(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match.group())


def escape(value: object) -> Markup:
    """Return a value as text that no reader of Markdown or HTML acts on; line breaks become blanks."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, int | float):
        return Markup(value)
    text = re.sub(r"\s+", " ", str(value))
    return Markup(AT_START.sub(_reference, ACTIVE.sub(_reference, text)))


def typeset(text: str) -> str:
    """Give the brief's own text curly apostrophes and quotation marks, one for one; never used on a source's words."""
    return _OPENING.sub("“", _APOSTROPHE.sub("’", text)).replace('"', "”")


@dataclass(frozen=True)
class Run:
    """A stretch of text with one look."""

    text: str
    id: str = ""
    """The record it links to, if it is a link."""
    unbroken: bool = False
    """Whether a line must not end within it."""


def runs(brief: Brief, text: str) -> Iterator[Run]:
    """Cut a text of the brief's own at its links and at short hyphenated names; it is typeset as one, as if there were no links."""
    pieces = list(read(brief, text))
    words, at = typeset("".join(piece.words for piece in pieces)), 0
    for piece in pieces:
        start, at = at, at + len(piece.words)
        if piece.id:
            yield Run(words[start:at], piece.id)
        else:
            yield from plain_runs(words[start:at])


def plain_runs(text: str) -> Iterator[Run]:
    """Cut a text without links at short hyphenated names, which a line's end must not tear."""
    at = 0
    for match in _UNBROKEN.finditer(text):
        yield Run(text[at : match.start()])
        yield Run(match.group(), unbroken=True)
        at = match.end()
    yield Run(text[at:])
