"""`brief links`: whether the addresses at which the sources were published still lead somewhere. It needs a network."""

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from macros import reports
from macros.brief import Brief, load
from macros.commands.options import command, root
from macros.diagnostics import Diagnostic
from macros.facts.base import walk
from macros.facts.records import Source
from macros.reading.address import WEB, Answer, ask
from macros.reading.yamlfile import Mark

AT_ONCE = 8
"""Servers that are asked at the same time."""


def add(commands) -> None:
    """Add the command to the command line."""
    summary = "ask the web whether the sources' addresses still lead somewhere; no other command needs a network"
    command(commands, "links", _run, summary)


def _run(options: argparse.Namespace) -> int:
    brief = load(root(options))
    places = dict(_addresses(brief))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(places, pool.map(ask, places), strict=True))
    findings = sorted(_finding(address, answer, *places[address]) for address, answer in answers.items() if answer.reason)
    dead = sum(1 for finding in findings if finding.severity == "error")
    asked = "1 address" if len(places) == 1 else f"{len(places)} addresses"
    sys.stdout.write(reports.text(findings))
    print(f"{asked} in {len(brief.documents)} sources: {dead} dead, {len(findings) - dead} unclear")
    return int(bool(dead))


def _finding(address: str, answer: Answer, file: str, mark: Mark) -> Diagnostic:
    message = f"'{address}': {answer.reason}"
    if answer.state == "gone":
        return Diagnostic(file, mark.line, mark.column, "address-dead", message)
    return Diagnostic(file, mark.line, mark.column, "address-unclear", message, severity="warning")


def _addresses(brief: Brief) -> Iterator[tuple[str, tuple[str, Mark]]]:
    """Yield each address in the sources' records, with the place where it is last written."""
    for entry in brief.all("source"):
        assert isinstance(entry.record, Source)
        for path, value, _ in walk(entry.record):
            if path[-1] == "value" and (path[0] == "URL" or str(value).startswith(WEB)):
                yield str(value), (entry.file.name, entry.place(*path))
