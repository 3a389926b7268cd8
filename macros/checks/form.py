"""Form: files that cannot be read as the records they should be, and files that belong to no record."""

from collections.abc import Iterator

from macros.brief import Brief
from macros.diagnostics import Diagnostic


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield what reading the files found wrong, and the files nobody reads."""
    yield from brief.findings_of_form()
    for name in brief.strays:
        if name.startswith("seeds/"):
            yield Diagnostic(name, 1, 1, "document-without-record", "no file of data/sources/ records this document")
        else:
            yield Diagnostic(
                name,
                1,
                1,
                "stray-file",
                "nothing reads this file: facts are files named *.yml in the folders of data/ that data/README.md lists",
            )
