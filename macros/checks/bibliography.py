"""Bibliography: what a source's record calls stated, the words that state it do print."""

from collections.abc import Iterator

from macros.brief import Brief, Entry
from macros.checks.amounts import Words
from macros.checks.texts import finding, words
from macros.diagnostics import Diagnostic
from macros.facts.base import Path
from macros.facts.records import Basis, Dated, Source
from macros.reading.fold import folded


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield the fields of sources, and the numbers and dates of what else they say of themselves, that no words state."""
    for entry in brief.all("source"):
        if entry.id not in brief.unsettled:
            yield from _fields(brief, entry)
            yield from _particulars(brief, entry)


def _fields(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    """Take each field by itself; dates are a matter of their own."""
    for name, field in type(entry.record).model_fields.items():
        basis, key = getattr(entry.record, name), field.alias or name
        if isinstance(basis, Basis) and not isinstance(basis, Dated) and basis.stated and basis.value:
            printed = _stating(brief, entry, (key,))
            if not _prints(printed.lower(), folded(basis.value).strip().lower()):
                yield _not_stated(entry, (key, "value"), f"the words do not print '{basis.value}'", printed)


def _particulars(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    """What is said in the brief's own words may at least give no number or date that the words do not give."""
    assert isinstance(entry.record, Source)
    for index, particular in enumerate(entry.record.also):
        if particular.stated and particular.value:
            printed = _stating(brief, entry, ("also", index))
            given = Words(printed, "the words", "", is_hedged=True)
            for _, message, _ in given.beyond(folded(particular.value)):
                yield _not_stated(entry, ("also", index, "value"), message, printed)


def _prints(text: str, value: str) -> bool:
    """Tell whether a text has a value in it that neither begins nor ends within a word."""
    at = text.find(value)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(value) : at + len(value) + 1]
        if not any(map(str.isalnum, around)):
            return True
        at = text.find(value, at + 1)
    return False


def _stating(brief: Brief, entry: Entry, path: Path) -> str:
    """Return the folded words that state the field at `path`."""
    below = (*path, "stated")
    return " / ".join(words(brief, each) for each in brief.by_record[entry.id] if each.path[: len(below)] == below)


def _not_stated(entry: Entry, path: Path, message: str, printed: str) -> Diagnostic:
    return finding(entry, path, "field-not-stated", message, expected="'inferred' with the reason and 'from'", nearest=printed)
