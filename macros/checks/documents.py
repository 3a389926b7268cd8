"""Documents: each source has its document, unchanged, and its damage table still applies."""

from collections.abc import Iterator

from macros.brief import Brief, Entry
from macros.diagnostics import Diagnostic
from macros.facts.records import Source
from macros.reading.document import Document
from macros.reading.passage import within

_FIELD = {"document-changed": "sha256"}


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield documents and originals that cannot be used, documents recorded twice, and damage tables that fit nothing."""
    for entry, error in brief.unreadable:
        mark = entry.place(_FIELD.get(error.rule, "seed"))
        yield Diagnostic(entry.file.name, mark.line, mark.column, error.rule, str(error))
    for entry, error in brief.lost_originals:
        mark = entry.place("original", _FIELD.get(error.rule, "file"))
        yield Diagnostic(entry.file.name, mark.line, mark.column, error.rule, str(error))
    yield from _twice(brief)
    for entry in brief.all("source"):
        document = brief.documents.get(entry.id)
        if document:
            yield from _damage(entry, document)
            yield from _lost(entry, document)


def _twice(brief: Brief) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for entry in brief.all("source"):
        earlier = first.setdefault(entry.record.seed, entry.id)
        if earlier != entry.id:
            mark = entry.place("seed")
            message = f"'{entry.record.seed}' is the document of '{earlier}' already"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "document-recorded-twice", message)


def _damage(entry: Entry, document: Document) -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Source)
    for index, damage in enumerate(entry.record.damage):
        if damage.printed not in document.text:
            mark = entry.place("damage", index, "printed")
            message = f"'{damage.printed}' is not in the document"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "damage-not-found", message)


def _lost(entry: Entry, document: Document) -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Source)
    for index, lost in enumerate(entry.record.lost):
        whole = (0, len(document.folded.text))
        if not any(within(document, whole, f"{lost.before}{gap}{lost.after}") for gap in (" ", "")):
            mark = entry.place("lost", index, "before")
            message = f"'{lost.before}' with '{lost.after}' after it is not in the document"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "lost-not-found", message)
