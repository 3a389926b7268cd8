"""Absences: words that a statement says its sources do not contain are not there, and a document called silent does not answer."""

import re
from collections.abc import Iterator

from macros.brief import Brief, Entry
from macros.diagnostics import Diagnostic
from macros.facts.base import BROKEN, value_of
from macros.facts.records import Absence, Answer, Figure
from macros.reading.document import Document
from macros.reading.passage import needle


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield absences that a document contradicts."""
    for entry in brief.entries.values():
        absence = value_of(entry.record, "absent")
        if isinstance(absence, Absence):
            yield from _contradicted(brief, entry, absence)
    for entry in brief.all("figure"):
        yield from _answered(brief, entry)


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


def _answered(brief: Brief, figure: Entry) -> Iterator[Diagnostic]:
    """Yield the documents that an answer of a figure calls silent, and that another answer of it cites."""
    assert isinstance(figure.record, Figure)
    answers = [(index, answer) for index, answer in enumerate(figure.record.answers) if answer is not BROKEN]
    cited = _cited(brief, [answer for _, answer in answers])
    for index, answer in answers:
        for number, source in enumerate(answer.absent.sources if answer.absent else ()):
            if source in cited:
                mark = figure.place("answers", index, "absent", "sources", number)
                message = f"'{source}' is called silent, and '{cited[source]}' cites its answer to the same question"
                yield Diagnostic(figure.file.name, mark.line, mark.column, "silent-yet-cited", message)


def _cited(brief: Brief, answers: list[Answer]) -> dict[str, str]:
    """Map the sources that answers cite to the first answer that does, but for answers whose words were not found."""
    found: dict[str, str] = {}
    for answer in answers:
        for citation in answer.cite or () if answer.id not in brief.unsettled else ():
            found.setdefault(citation.source, answer.id)
    return found
