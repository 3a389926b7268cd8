"""Identity: an id names one record of the brief."""

from collections.abc import Iterator

from macros.brief import Brief
from macros.diagnostics import Diagnostic


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield records whose id is taken."""
    for later, earlier in brief.duplicates:
        mark, first = later.place("id"), earlier.place("id")
        taken = f"the id '{later.id}' is taken by the {earlier.kind} at {earlier.file.name}:{first.line}"
        yield Diagnostic(later.file.name, mark.line, mark.column, "duplicate-id", taken)
