"""`brief diff`: what a change does to the facts, for whoever decides on it."""

import argparse
import sys
import tempfile
from pathlib import Path

from macros.brief import load
from macros.changes import report
from macros.changes.compare import State, compare
from macros.commands.options import command, root
from macros.pages import calls
from macros.reading.revision import write_revision

MORE = (
    "Compared are the facts, not the files: another form of the same YAML is no change. Exit 0: compared, whatever was found; "
    "exit 2: it could not run."
)


def add(commands) -> None:
    """Add the command to the command line."""
    parser = command(commands, "diff", _run, "say what a change does to the facts, since a revision of git", MORE)
    parser.add_argument("revision", metavar="REV", help="the revision to compare with: a branch, a tag, a commit, HEAD^1")
    parser.add_argument("--to", metavar="REV2", help="the revision that is compared (default: the files as they are)")
    parser.add_argument("--format", choices=tuple(report.FORMATS), default="markdown")


def _run(options: argparse.Namespace) -> int:
    folder = root(options)
    old = _at(folder, options.revision)
    new = _at(folder, options.to) if options.to is not None else state(folder)
    sys.stdout.write(report.FORMATS[options.format](compare(old, new)))
    return 0


def _at(folder: Path, revision: str) -> State:
    with tempfile.TemporaryDirectory(prefix="brief-") as written:
        write_revision(folder, revision, Path(written))
        return state(Path(written))


def state(folder: Path) -> State:
    """Return the brief in a folder, with every finding on it."""
    brief = load(folder)
    return State(brief, tuple(calls.findings(brief, folder / "docs")))
