"""Identity: an id names one record of the brief."""

from collections.abc import Iterator

from macros.brief import Brief
from macros.diagnostics import Diagnostic


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield records whose id is taken, or was retired."""
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
