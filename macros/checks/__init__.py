"""The checks: each module yields the findings of one family of rules over a whole brief; none of them reads or writes a file."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from macros.aside import begin
from macros.brief import Brief, Entry
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
    quotes.check,
    figures.check,
    coverage.check,
)
"""Every family but that of the texts, in the order of the language: form first, what rests on the rest last."""


def _faithful(brief: Brief, entries: Sequence[Entry]) -> list[Diagnostic]:
    return list(faithfulness.check(brief, entries))


LARGE = 4_000
"""Citations from which on a second process helps with the texts, which take longest: for fewer, it costs what it saves."""

HERE = 6
"""One in so many of the texts is looked at here, beside all else, while the second process looks at the others."""


def run(brief: Brief) -> list[Diagnostic]:
    """Return every finding on a brief that is not waived, sorted by place, each once."""
    entries = list(brief.entries.values())
    here = len(entries) // HERE if len(brief.citations) >= LARGE else len(entries)
    others = begin(partial(_faithful, brief, entries[here:])) if here < len(entries) else list
    found = {finding for family in FAMILIES for finding in family(brief)}
    found.update(_faithful(brief, entries[:here]))
    found.update(others())
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
