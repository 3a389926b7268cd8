"""Text on its way into a page: every character that Markdown or HTML would act on becomes a character reference.

This is the only gate: the templates' environment sends each value through `escape`. `runs` cuts a text at its `[[id]]` links.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~^#\"'!=$]")
"""Characters that Markdown, its extensions, HTML or Jinja act on anywhere."""

AT_START = re.compile(r"^(?:[-+:]|\d+(?=[.)]))")
"""What begins a list or a definition where it begins a line."""

_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\d\ds?\b)")
_OPENING = re.compile(r"(?<![^\s(\[—–|])\"(?=\S)")

_UNBROKEN = re.compile(r"(?<![\w-])\w{1,6}-[A-Z](?![\w-])")

_LINK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]*))?\]\]")


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
    """Give the brief's own text curly apostrophes and quotation marks; never used on a source's words."""
    return _OPENING.sub("“", _APOSTROPHE.sub("’", text)).replace('"', "”")


@dataclass(frozen=True)
class Run:
    """A stretch of text with one look."""

    text: str
    id: str = ""
    """The record it links to, if it is a link."""
    unbroken: bool = False
    """Whether a line must not end within it."""


def runs(text: str) -> Iterator[Run]:
    """Cut a text of the brief's own at its links and at short hyphenated names."""
    at, text = 0, typeset(text)
    for match in _LINK.finditer(text):
        yield from plain_runs(text[at : match.start()])
        yield Run(match.group(2) or "", match.group(1).strip())
        at = match.end()
    yield from plain_runs(text[at:])


def plain_runs(text: str) -> Iterator[Run]:
    """Cut a text without links at short hyphenated names, which a line's end must not tear."""
    at = 0
    for match in _UNBROKEN.finditer(text):
        yield Run(text[at : match.start()])
        yield Run(match.group(), unbroken=True)
        at = match.end()
    yield Run(text[at:])
