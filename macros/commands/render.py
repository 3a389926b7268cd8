"""`brief render`: every page as plain Markdown, for another site generator."""

import argparse
import sys
from pathlib import Path

from macros import checks, reports
from macros.brief import load
from macros.commands.options import command, root
from macros.pages import calls
from macros.pages.book import Book
from macros.pages.plain import write_pages


def add(commands) -> None:
    """Add the command to the command line."""
    parser = command(commands, "render", _run, "write every page as plain Markdown with its macros expanded")
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="a folder that is empty or does not exist")


def _run(options: argparse.Namespace) -> int:
    brief = load(root(options))
    findings = calls.findings(brief, options.root / "docs")
    if any(finding.severity == "error" for finding in findings):
        sys.stdout.write(reports.as_text(findings, checks.counts(brief)))
        return 1
    written = write_pages(Book(brief, options.root / "docs"), options.to)
    print(f"{written} pages written to {options.to}")
    return 0
