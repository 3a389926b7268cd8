"""The command line: `brief check`, `brief build`, `brief render`. Exit 0 clean, 1 findings, 2 it could not run."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from macros import checks, reports
from macros.brief import load
from macros.checks import rulebook
from macros.diagnostics import BriefError, Diagnostic
from macros.pages import calls
from macros.pages.book import Book
from macros.pages.plain import write_pages


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except BriefError as error:
        print(f"brief: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brief", description="Check and render a research brief.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = _command(commands, "check", _check, "check every fact against the words of its document")
    check.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="report on these files only")
    check.add_argument("--format", choices=tuple(reports.FORMATS), default="text")
    check.add_argument("--explain", metavar="RULE", help="print the page of a rule and check nothing")
    build = _command(commands, "build", _build, "check, then write the site with MkDocs, whole or not at all")
    build.add_argument("--site-dir", metavar="DIR", type=Path, help="where to write it (default: site_dir of mkdocs.yml)")
    render = _command(commands, "render", _render, "write every page as plain Markdown with its macros expanded")
    render.add_argument("--to", metavar="DIR", type=Path, required=True, help="a folder that is empty or does not exist")
    return parser


def _command(commands, name: str, run, summary: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=summary)
    command.add_argument(
        "-C", dest="root", metavar="DIR", type=Path, default=Path(), help="the folder of the brief (default: here)"
    )
    command.set_defaults(run=run)
    return command


def _check(options: argparse.Namespace) -> int:
    if options.explain is not None:
        sys.stdout.write(rulebook.page(options.explain))
        return 0
    brief = load(_root(options))
    findings = _within(calls.findings(brief, options.root / "docs"), options)
    counts = checks.counts(brief)
    if options.format == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        sys.stdout.write(reports.text(findings, colour=True) + reports.summary(findings, counts))
    else:
        sys.stdout.write(reports.FORMATS[options.format](findings, counts))
    failed = any(finding.severity == "error" for finding in findings) or (counts["unchecked"] and not options.paths)
    return int(bool(failed))


def _build(options: argparse.Namespace) -> int:
    config = _root(options) / "mkdocs.yml"
    if not config.is_file():
        raise BriefError(f"there is no '{config}'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    if options.site_dir:
        command += ["--site-dir", str(options.site_dir.resolve())]
    return int(subprocess.run(command, check=False).returncode != 0)


def _render(options: argparse.Namespace) -> int:
    brief = load(_root(options))
    findings = calls.findings(brief, options.root / "docs")
    if any(finding.severity == "error" for finding in findings):
        sys.stdout.write(reports.as_text(findings, checks.counts(brief)))
        return 1
    written = write_pages(Book(brief, options.root / "docs"), options.to)
    print(f"{written} pages written to {options.to}")
    return 0


def _root(options: argparse.Namespace) -> Path:
    if not (options.root / "data").is_dir():
        raise BriefError(f"there is no folder 'data' in '{options.root}'")
    return options.root


def _within(findings: Sequence[Diagnostic], options: argparse.Namespace) -> list[Diagnostic]:
    """Keep the findings on the files and folders named on the command line; all, where none is."""
    if not options.paths:
        return list(findings)
    wanted = [path.resolve() for path in options.paths]
    for path in wanted:
        if not path.exists():
            raise BriefError(f"there is no file or folder '{path}'")
    root = options.root.resolve()
    return [finding for finding in findings if any((root / finding.file).is_relative_to(path) for path in wanted)]
