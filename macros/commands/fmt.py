"""`brief fmt`: record files in their one form, and the schemas that editors read beside them."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from macros import files, reports
from macros.brief import Brief, load
from macros.commands.options import chosen, command, root
from macros.diagnostics import BriefError
from macros.exports import schemas
from macros.reading.canonical import canonical
from macros.reading.recordfile import RecordFile

MORE = (
    "The form is that of keys, quotation marks, line breaks and brackets; no value changes and no comment is lost. A file with "
    "faults of form is reported and left alone. The schemas in data/.schema are written anew as well. Exit 0: everything is in "
    "form, or was brought into it. Exit 1: with --check, a file is not in form; or a file was left alone. Exit 2: it could not run."
)


def add(commands) -> None:
    """Add the command to the command line."""
    parser = command(commands, "fmt", _run, "bring record files into their one form, and the schemas up to date", MORE)
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="bring these files into form only")
    parser.add_argument("--check", action="store_true", help="show the difference and change nothing")


def _run(options: argparse.Namespace) -> int:
    brief = load(root(options))
    changes, left = _planned(brief, chosen(options))
    if options.check:
        sys.stdout.write("".join(reports.difference(*change) for change in changes))
    else:
        files.write(brief.root, changes)
    sys.stdout.write("".join(left.values()) + reports.formatted(len(changes), len(left), not options.check))
    return int(bool(left or (options.check and changes)))


def _planned(brief: Brief, wanted: Callable[[str], bool]) -> tuple[list[files.Change], dict[str, str]]:
    """Return the files that change, and what is to be said of each that is left alone."""
    changes: list[files.Change] = []
    left: dict[str, str] = {}
    for file in brief.files:
        name = file.file.name
        if wanted(name) and file.file.findings:
            left[name] = reports.text(file.file.findings)
        elif wanted(name):
            try:
                changes.append((name, file.file.text, _formatted(brief, file)))
            except BriefError as error:
                left[name] = f"{name}: left alone: {error}\n"
    if brief.whole:
        changes += schemas.changes(brief)
    return [change for change in changes if change[1] != change[2]], left


def _formatted(brief: Brief, file: RecordFile) -> str:
    """Return a file's text in form. Raises BriefError where it is not one of data/ itself, or cannot be brought into form."""
    text = canonical(file.file.text, file.kind)
    if text != file.file.text and not files.is_own(brief.root, file.file.name, file.file.text):
        raise BriefError("the file stands behind a link, or was changed meanwhile")
    return text
