"""Waivers: findings that data/brief.yml accepts for a record and a rule, with the reason. What rests on judgement can be waived;
that a record can be read and its passages are found cannot."""

from collections.abc import Iterable, Iterator

from macros.brief import Brief
from macros.diagnostics import Diagnostic
from macros.facts.base import BROKEN
from macros.reading.names import nearest

WAIVABLE = frozenset(
    {
        "actor-not-in-passage",
        "date-not-in-passage",
        "date-not-inferred",
        "date-not-stated",
        "derived-not-needed",
        "field-not-stated",
        "hedge-at-edge",
        "hedge-differs",
        "name-not-in-documents",
        "negation-at-edge",
        "not-verbatim",
        "number-not-in-passage",
        "speaker-not-named",
        "unused-actor",
        "unused-figure",
        "unused-source",
        "value-not-in-words",
    }
)
"""The rules that a waiver may name."""


def applied(brief: Brief, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings that no waiver accepts, and the waivers that are unknown, not allowed or not used."""
    left = set(findings)
    for index, waiver in enumerate(brief.front.waivers if brief.front else ()):
        if waiver is BROKEN:
            continue
        entry = brief.entries.get(waiver.record)
        waived = {finding for finding in left if finding.rule == waiver.rule and entry and entry.holds(finding.file, finding.line)}
        if waiver.rule not in WAIVABLE:
            message = f"the rule '{waiver.rule}' cannot be waived"
            yield _finding(brief, index, "waiver-not-allowed", message, nearest(waiver.rule, sorted(WAIVABLE)))
        elif not waived:
            lack = f"has no finding of the rule '{waiver.rule}'" if entry else "is no record"
            yield _finding(brief, index, "waiver-not-used", f"'{waiver.record}' {lack}")
        else:
            left -= waived
    yield from left


def _finding(brief: Brief, index: int, rule: str, message: str, nearest: str = "") -> Diagnostic:
    mark = brief.entries["brief"].place("waivers", index, "rule")
    return Diagnostic("data/brief.yml", mark.line, mark.column, rule, message, nearest=nearest)
