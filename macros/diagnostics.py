"""A diagnostic: one thing that is wrong, at its place, with what would make it right. A value, no I/O."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One finding. Lines and columns count from 1; they sort by file, then place."""

    file: str
    """The file, relative to the brief's folder, with forward slashes."""
    line: int
    column: int
    rule: str
    """The rule's name: what is wrong."""
    message: str
    """What is wrong, lower case, ids in single quotes, no full stop."""
    severity: str = "error"
    """`error` fails the run, `warning` does not."""
    expected: str = ""
    """What would have been right."""
    nearest: str = ""
    """The words of a document or the names that come closest."""
    fix: str = ""
    """YAML to paste."""


ORDER = attrgetter(*(field.name for field in fields(Diagnostic)))
"""The key by which many findings are sorted: the same order as their own, and much faster."""


def parted(findings: Iterable[Diagnostic], others: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Part findings into those that are among others, whatever their line, and those that are not; each other one counts once."""
    left = Counter(map(_said, others))
    among: list[Diagnostic] = []
    apart: list[Diagnostic] = []
    for finding in findings:
        left[_said(finding)] -= 1
        (among if left[_said(finding)] >= 0 else apart).append(finding)
    return among, apart


def _said(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.file, finding.rule, finding.message


class BriefError(Exception):
    """Base of every error that this project raises on purpose."""
