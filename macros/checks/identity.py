"""Identity: an id names one record of the brief, and an actor goes by a name that a document prints."""

from collections import defaultdict
from collections.abc import Iterator

from macros.brief import Brief
from macros.checks.texts import names
from macros.diagnostics import Diagnostic


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield records whose id is taken, or was retired, and actors whom no document names."""
    for later, earlier in brief.duplicates:
        mark, first = later.place("id"), earlier.place("id")
        taken = f"the id '{later.id}' is taken by the {earlier.kind} at {earlier.file.name}:{first.line}"
        yield Diagnostic(later.file.name, mark.line, mark.column, "duplicate-id", taken)
    for entry in (*brief.entries.values(), *(later for later, _ in brief.duplicates)):
        if brief.front and entry.id in brief.front.retired:
            mark = entry.place("id")
            message = f"the id '{entry.id}' is retired in data/brief.yml: addresses of another record may still lead to it"
            yield Diagnostic(
                entry.file.name, mark.line, mark.column, "retired-id", message, expected="an id that no record has had"
            )
    yield from _unnamed(brief)


def _unnamed(brief: Brief) -> Iterator[Diagnostic]:
    """Yield actors whose name and spellings stand in no document; nothing where a document that may name them was not read."""
    if not brief.whole or brief.unchecked or len(brief.documents) < len(brief.records("source")):
        return
    cited: dict[str, dict[str, None]] = defaultdict(dict)
    for located in brief.citations:
        cited[located.entry.file.name][located.citation.source] = None
    for entry in brief.all("actor"):
        likely = cited[entry.file.name]  # What the actor's own file cites mostly names the actor, and is soon looked at.
        if not any(names(brief, brief.documents[source].folded.text, entry.id) for source in (*likely, *brief.documents)):
            mark = entry.place("name")
            message = f"no document prints '{entry.record.name}'" + (", or a spelling of it" if entry.record.spellings else "")
            expected = "a name that a document prints, or 'spellings' with the names that it prints"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "name-not-in-documents", message, expected=expected)
