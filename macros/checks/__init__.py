"""The checks: each module yields the findings of one family of rules over a whole brief; none of them reads or writes a file."""

from collections.abc import Callable, Iterator

from macros.brief import Brief
from macros.checks import (
    absences,
    bibliography,
    coverage,
    documents,
    faithfulness,
    figures,
    form,
    identity,
    passages,
    quotes,
    references,
    waivers,
)
from macros.diagnostics import ORDER, Diagnostic

Checker = Callable[[Brief], list[Diagnostic]]
"""Returns the findings on a brief: `run`, or one that looks at more than data/ and seeds/."""

FAMILIES: tuple[Callable[[Brief], Iterator[Diagnostic]], ...] = (
    form.check,
    identity.check,
    references.check,
    documents.check,
    bibliography.check,
    passages.check,
    absences.check,
    faithfulness.check,
    quotes.check,
    figures.check,
    coverage.check,
)
"""Every family, in the order of the language: form first, what rests on the rest last."""


def run(brief: Brief) -> list[Diagnostic]:
    """Return every finding on a brief that is not waived, sorted by place, each once."""
    found = {finding for family in FAMILIES for finding in family(brief)}
    return sorted(waivers.applied(brief, found), key=ORDER)


def counts(brief: Brief) -> dict[str, int]:
    """Count what was checked: citations, those whose words were found or not, and those that could not be looked for.

    The citations of a record that could not be read are in none of these: `unread` counts the files with such records.
    """
    checked, failed = len(brief.citations), len(brief.missed)
    return {
        "citations": checked + failed + brief.unchecked,
        "checked": checked + failed,
        "failed": failed,
        "unchecked": brief.unchecked,
        "passages": len(brief.by_passage),
        "sources": len(brief.documents),
        "records": len(brief.entries),
        "files": len(brief.files),
        "unread": sum(not file.whole for file in brief.files),
    }
