"""Findings as text for people and as JSON for programs. Pure: values in, text out."""

import json
from collections.abc import Iterable, Mapping, Sequence

from macros.diagnostics import Diagnostic


def text(findings: Sequence[Diagnostic]) -> str:
    """Write findings one after the other: `FILE:LINE:COLUMN: SEVERITY RULE MESSAGE`, then what helps."""
    return "".join(_finding(finding) for finding in findings)


def _finding(finding: Diagnostic) -> str:
    lines = [f"{finding.file}:{finding.line}:{finding.column}: {finding.severity} {finding.rule} {finding.message}"]
    for label, value in (("expected", finding.expected), ("nearest", finding.nearest), ("help", finding.fix)):
        if value:
            first, *rest = value.split("\n")
            lines.append(f"  {label}: {first}")
            lines.extend(f"    {line}" for line in rest)
    return "\n".join(lines) + "\n"


def summary(counts: Mapping[str, int], findings: Sequence[Diagnostic]) -> str:
    """Write the last line of a run: what was checked, what failed and that nothing was left unchecked."""
    return (
        f"{counts['citations']} citations in {counts['sources']} sources: {counts['checked']} checked, "
        f"{counts['failed']} failed, {counts['unchecked']} unchecked; {len(findings)} findings\n"
    )


def as_json(findings: Iterable[Diagnostic], counts: Mapping[str, int]) -> str:
    """Write findings and counts as one JSON object."""
    return json.dumps({"findings": [_fields(finding) for finding in findings], "counts": dict(counts)}, indent=2, ensure_ascii=False) + "\n"


def _fields(finding: Diagnostic) -> dict[str, object]:
    hint = "; ".join(f"{label}: {value}" for label, value in (("expected", finding.expected), ("nearest", finding.nearest)) if value)
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity,
        "rule": finding.rule,
        "message": finding.message,
        "hint": hint,
        "fix": finding.fix,
    }
