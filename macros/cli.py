"""The command line `brief`: a table of its commands. Exit 0 clean, 1 findings, 2 it could not run."""

import argparse
import atexit
import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from macros.commands import add, add_source, build, check, dictionary, diff, find, fix, fmt, links, render, status
from macros.diagnostics import BriefError

COMMANDS = (status, find, add, add_source, check, fix, fmt, diff, dictionary, build, render, links)


STOPPED = 130
"""The exit code of a command that was interrupted, as shells have it: 128 and the signal's number."""


def run() -> NoReturn:
    """Run a command as a process of its own, and end it at once: to take down what a check has built takes a tenth of its time."""
    kept: list[object] = []
    code = main(kept=kept)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, AttributeError):
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None, kept: list[object] | None = None) -> int:
    """Run a command and return its exit code. Whoever reads the output may stop at any time; a full disk is told.

    What is large a command puts into `kept`, so that whoever ends at once need not wait until it is taken down.
    """
    _take_all_text()
    options = _parser().parse_args(arguments)
    options.kept = [] if kept is None else kept
    collecting = gc.isenabled()
    gc.disable()  # A brief is a million small values that live to the end: to search them for waste takes longer than to read it.
    try:
        code = _run(options)
        sys.stdout.flush()
        return code
    except BriefError as error:
        print(f"brief: {error}", file=sys.stderr)
    except BrokenPipeError:
        _print_no_more()
    except OSError as error:
        print(f"brief: what was found cannot be written: {error.strerror}", file=sys.stderr)
        _print_no_more()
    except KeyboardInterrupt:
        print("brief: stopped", file=sys.stderr)
        return STOPPED
    finally:
        if collecting:
            gc.enable()
    return 2


def _run(options: argparse.Namespace) -> int:
    given = [value for values in vars(options).values() for value in (values if isinstance(values, list) else [values])]
    if any(isinstance(value, str | Path) and not _is_text(str(value)) for value in given):
        raise BriefError("an option holds bytes that are no text in UTF-8")
    return options.run(options)


def _is_text(value: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in value)


def _take_all_text() -> None:
    """Let the output take every text: in UTF-8 for programs, and on a terminal that knows less, with code points for the rest."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _print_no_more() -> None:
    """Let nothing be written at the end either, where Python empties its buffers."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brief", description="Check and render a research brief.")
    parser.add_argument("--version", action="version", version=f"brief {version('research-brief')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
    return parser
