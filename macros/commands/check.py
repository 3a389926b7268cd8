"""`brief check`: every finding on the brief, in a form for people or for programs."""

import argparse
import sys
from pathlib import Path

from macros import checks, reports
from macros.brief import load
from macros.checks import rulebook
from macros.commands.options import chosen, coloured, command, root
from macros.pages import calls


def add(commands) -> None:
    """Add the command to the command line."""
    parser = command(commands, "check", _run, "check every fact against the words of its document")
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="report on these files only")
    parser.add_argument("--format", choices=tuple(reports.FORMATS), default="text")
    parser.add_argument("--explain", metavar="RULE", help="print the page of a rule and check nothing")


def _run(options: argparse.Namespace) -> int:
    if options.explain is not None:
        sys.stdout.write(rulebook.page(options.explain))
        return 0
    brief, wanted = load(root(options)), chosen(options)
    options.kept.append(brief)
    findings = [finding for finding in calls.findings(brief, options.root / "docs") if wanted(finding.file)]
    counts = checks.counts(brief)
    if options.format == "text" and coloured():
        sys.stdout.write(reports.text(findings, colour=True) + reports.summary(findings, counts))
    elif options.format == "sarif":
        pages = rulebook.pages({finding.rule for finding in findings})
        sys.stdout.write(reports.as_sarif(findings, counts, pages))
    else:
        sys.stdout.write(reports.FORMATS[options.format](findings, counts))
    failed = any(finding.severity == "error" for finding in findings) or (counts["unchecked"] and not options.paths)
    return int(bool(failed))
