"""Bringing a source in: its document and its original written, its record checked, and all taken back where that finds a fault."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from macros.adding.building import Built
from macros.adding.plan import Plan, plan
from macros.adding.reading import Brought
from macros.adding.source import called, derived_id, source_values
from macros.adding.typed import Draft, Refused, new_id, unique
from macros.brief import Brief
from macros.checks import Checker
from macros.diagnostics import BriefError
from macros.reading.document import ORIGINALS, Document


def bring_in(brief: Brief, brought: Brought, name: str, wanted: str, check: Checker) -> tuple[Plan, list[str]]:
    """Write a source with its document, and return the plan of its record and the names of the files.

    `name` and `wanted`, the name and id of the source, may be empty: they are made of what the document says. Nothing stays
    written where the plan is not sound. Raises Refused for an id that cannot be, BriefError where files cannot be written.
    """
    draft = Draft(brief, "source")
    language = brief.front.language if brief.front else "en"
    text = brought.seed.decode()
    name = name or called(brought, Document("source", text, (), language))
    source = new_id(draft, wanted) if wanted else ""
    if not source:
        values = source_values(Document("source", text, (), language), brought, "", name)
        source = unique(draft, derived_id(name, values, brought) or "source")
    document = Document(source, text, (), language)
    _refuse_known(brief, text)
    values = source_values(document, brought, f"{source}.txt", name)
    files = {f"seeds/{source}.txt": brought.seed}
    if "original" in values:
        files[f"seeds/{ORIGINALS}/{values['original']['file']}"] = brought.data
    with _written(brief.root, files) as keep:
        planned = plan(brief, Built(f"data/sources/{source}.yml", values), check)
        if planned.is_sound:
            planned.write()
            keep.pop_all()
    return planned, [*files, planned.file]


def _refuse_known(brief: Brief, text: str) -> None:
    for known in brief.documents.values():
        if known.text == text:
            raise Refused(f"this is the document of '{known.source}' already")


@contextlib.contextmanager
def _written(root: Path, files: dict[str, bytes]) -> Iterator[contextlib.ExitStack]:
    """Write new files, which are removed again unless the stack is emptied."""
    with contextlib.ExitStack() as removing:
        try:
            for name, data in files.items():
                path = root / name
                if not path.parent.exists():
                    path.parent.mkdir()
                    removing.callback(path.parent.rmdir)
                with open(path, "xb") as file:
                    removing.callback(path.unlink, missing_ok=True)
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            raise BriefError(f"'{error.filename}' cannot be written: {error.strerror}") from error
        yield removing
