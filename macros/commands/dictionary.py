"""`brief dictionary`: the data dictionary, as Markdown."""

import argparse
import sys

from macros.commands.options import command
from macros.exports.dictionary import dictionary


def add(commands) -> None:
    """Add the command to the command line."""
    command(commands, "dictionary", _run, "print what every key of every kind of record means, as Markdown")


def _run(_: argparse.Namespace) -> int:
    sys.stdout.write(dictionary())
    return 0
