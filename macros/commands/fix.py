"""`brief fix`: the repairs that change nothing of what a text claims, shown first and made when asked."""

import argparse
import sys
from pathlib import Path

from macros import repair, reports
from macros.brief import load
from macros.commands.options import chosen, command, root
from macros.pages import calls

MORE = (
    "Repaired are citations with a small typing error, with characters that nobody sees, or in need of a prefix or suffix, "
    "and the order of keys. Exit 0: nothing is left to repair. Exit 1: something was repaired, or could be with --write, or "
    "findings remain for a person. Exit 2: it could not run."
)


def add(commands) -> None:
    """Add the command to the command line."""
    summary = "show the repairs that change nothing of what a text claims, and with --write make them"
    parser = command(commands, "fix", _run, summary, MORE)
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="repair these files only")
    parser.add_argument("--write", action="store_true", help="change the files; without it, nothing is changed")


def _run(options: argparse.Namespace) -> int:
    brief, wanted = load(root(options)), chosen(options)
    plan = repair.plan(brief, lambda changed: calls.findings(changed, options.root / "docs"), wanted)
    for change in plan.changed:
        sys.stdout.write(reports.difference(*change))
    sys.stdout.flush()
    if options.write:
        repair.write(plan)
    left = [finding for finding in plan.remaining(options.write) if wanted(finding.file)]
    sys.stdout.write(reports.text(left) + reports.repaired(plan.mended, plan.orders, len(plan.changed), len(left), options.write))
    failed = any(finding.severity == "error" for finding in left) or (brief.unchecked and not options.paths)
    return int(bool(plan.changed or failed))
