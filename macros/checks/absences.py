"""Absences: words that a statement says its sources do not contain are not there."""

import re
from collections.abc import Iterator

from macros.brief import Brief, Entry
from macros.diagnostics import Diagnostic
from macros.facts.base import value_of
from macros.facts.records import Absence
from macros.reading.document import Document
from macros.reading.passage import needle


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield absences that a document contradicts."""
    for entry in brief.entries.values():
        absence = value_of(entry.record, "absent")
        if isinstance(absence, Absence):
            yield from _contradicted(brief, entry, absence)


def _contradicted(brief: Brief, entry: Entry, absence: Absence) -> Iterator[Diagnostic]:
    for index, word in enumerate(absence.words):
        for source in absence.sources:
            document = brief.documents.get(source)
            line = _first_line(document, word) if document else 0
            if line:
                mark = entry.place("absent", "words", index)
                message = f"'{word}' occurs in '{source}', line {line}"
                yield Diagnostic(entry.file.name, mark.line, mark.column, "absence-contradicted", message)


def _first_line(document: Document, word: str) -> int:
    """Return the first line in which a word begins with `word`, in any case, or 0."""
    wanted = re.compile(rf"(?<!\w){re.escape(needle(document, word))}", re.IGNORECASE)
    found = wanted.search(document.folded.text)
    return document.line_of(document.seed_range(*found.span())[0]) if found else 0
