"""What the commands share: the folder of the brief, and the files of it that are meant."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from macros.brief import Brief
from macros.checks.references import nearest_ids
from macros.diagnostics import BriefError


class Help(argparse.HelpFormatter):
    """Help as it was written, line for line, where a text has lines of its own."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(super(Help, self)._fill_text(line, width, indent) for line in text.splitlines())


def command(commands, name: str, run: Callable[[argparse.Namespace], int], summary: str, more: str = "") -> argparse.ArgumentParser:
    """Add a command to the command line, with the option that every command has, and return its parser.

    `run` gets the options and returns the exit code: 0 clean, 1 findings, 2 it could not run.
    """
    parser = commands.add_parser(name, help=summary, description=summary, epilog=more, formatter_class=Help)
    parser.add_argument("-C", dest="root", metavar="DIR", type=Path, default=Path(), help="the folder of the brief (default: here)")
    parser.set_defaults(run=run)
    return parser


def root(options: argparse.Namespace) -> Path:
    """Return the folder of the brief. Raises BriefError where there is none."""
    if not os.path.isdir(options.root / "data"):  # Unlike a path's own methods, these take a name that is too long for no file.
        raise BriefError(f"there is no folder 'data' in '{options.root}'")
    return options.root


def chosen(options: argparse.Namespace) -> Callable[[str], bool]:
    """Return what tells whether a file is named on the command line, or in a folder that is; every file is, where none is named.

    Raises BriefError where a path does not exist or lies outside the brief.
    """
    if not options.paths:
        return lambda _: True
    folder = options.root.resolve()
    wanted = [path.resolve() for path in options.paths]
    for path in wanted:
        if not os.path.exists(path):
            raise BriefError(f"there is no file or folder '{path}'")
        if not (path.is_relative_to(folder) or folder.is_relative_to(path)):
            raise BriefError(f"'{path}' is no part of the brief in '{folder}'")
    return lambda name: any((folder / name).is_relative_to(path) for path in wanted)


def coloured() -> bool:
    """Tell whether what is printed may carry colour: on a terminal, unless the environment says NO_COLOR."""
    return bool(sys.stdout and sys.stdout.isatty()) and not os.environ.get("NO_COLOR")


def require(brief: Brief, kind: str, wanted: str) -> None:
    """Raise BriefError, with the nearest ids there are, where the brief has no record of a kind with the id `wanted`."""
    if wanted not in brief.entries or brief.entries[wanted].kind != kind:
        near = nearest_ids(brief, wanted, (kind,), 3)
        raise BriefError(f"there is no {kind} '{wanted}'" + (f"; the nearest: {', '.join(near)}" if near else ""))


def number(text: str) -> int:
    """Read a number from 1 on, for an option that wants one."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("a number from 1 on is wanted")
    return int(text)
