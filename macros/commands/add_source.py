"""`brief add-source FILE`: a saved page, a PDF or a text becomes a source of the brief."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from macros import reports
from macros.adding.bringing import bring_in
from macros.adding.plan import Plan
from macros.adding.reading import Unreadable, bring
from macros.adding.typed import Refused
from macros.brief import load
from macros.commands.options import command, root
from macros.exports import schemas
from macros.pages import calls
from macros.reading.pointing import visible
from macros.reports import shown

MORE = (
    "A text is copied byte for byte. Of a page or PDF the text is written into seeds/, and the file itself is kept in "
    "seeds/originals/. The record says what the document states of itself, with the words that state it; what only the "
    "properties of a page or PDF say is noted as that. Every sentence is still to be covered. Nothing is fetched, and nothing in "
    "the file is run. HTML and PDF need 'make add' once. "
    "Exit 0: it was written. Exit 1: it was not, for it holds no text or cannot stand. Exit 2: it could not run."
)

FIRST, WIDE = 8, 100
"""Pieces of a page that were left out and are shown, and characters of each."""


def add(commands) -> None:
    """Add the command to the command line."""
    parser = command(commands, "add-source", _run, "make a saved page, a PDF or a text a source of the brief", MORE)
    parser.add_argument("file", metavar="FILE", type=Path, help="a saved HTML page, a PDF, or a text in UTF-8")
    parser.add_argument("--id", default="", help="the id of the source (default: made of its name and year)")
    parser.add_argument("--name", default="", help="what the brief calls it (default: its outlet, else its title)")


def _run(options: argparse.Namespace) -> int:
    brief = load(root(options))
    try:
        brought = bring(options.file)
        check = lambda changed: calls.findings(changed, options.root / "docs")  # noqa: E731
        planned, files = bring_in(brief, brought, " ".join(visible(options.name).split()), options.id, check)
    except (Unreadable, Refused) as refused:
        sys.stderr.write(f"brief: {shown(str(refused))}\n")
        return 1
    if planned.is_sound:
        schemas.refresh(load(options.root))
    sys.stdout.write("".join(_text(planned, files, brought.left_out)))
    return int(not planned.is_sound)


def _text(planned: Plan, files: list[str], left_out: Sequence[str]) -> Iterator[str]:
    yield reports.difference(planned.file, planned.before, planned.after)
    yield reports.text(planned.new)
    if planned.is_sound:
        yield f"written: {', '.join(files)}\n"
        yield "read its record through: what the document says of itself may stand where no program looks\n"
        yield from _told_of(left_out)
        yield "its sentences are still to be covered: 'brief status' counts and lists them\n"
    else:
        yield f"not written, for it would bring {reports.counted(len(planned.new), 'finding')}\n"


def _told_of(left_out: Sequence[str]) -> Iterator[str]:
    """Tell how much of a page was not taken as its text, and the beginning of that: menus are no loss, a caption may be one."""
    if left_out:
        yield f"{reports.counted(len(left_out), 'piece')} of the page's visible words left out of the text:\n"
        yield from (f"  {shown(words[:WIDE])}{'...' if len(words) > WIDE else ''}\n" for words in left_out[:FIRST])
        yield f"  and {len(left_out) - FIRST} more\n" if len(left_out) > FIRST else ""
        yield "where something that belongs to the document is among them: CONTRIBUTING.md, 'Documents', says how to mend it\n"
