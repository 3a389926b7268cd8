"""The command line `brief`: a table of its commands. Exit 0 clean, 1 findings, 2 it could not run."""

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib.metadata import version

from macros.commands import build, check, dictionary, fix, fmt, render
from macros.diagnostics import BriefError

COMMANDS = (check, fix, fmt, dictionary, build, render)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    collecting = gc.isenabled()
    gc.disable()  # A brief is a million small values that live to the end: to search them for waste takes longer than to read it.
    try:
        return options.run(options)
    except BriefError as error:
        print(f"brief: {error}", file=sys.stderr)
        return 2
    finally:
        if collecting:
            gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brief", description="Check and render a research brief.")
    parser.add_argument("--version", action="version", version=f"brief {version('research-brief')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
    return parser
