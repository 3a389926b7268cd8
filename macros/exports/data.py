"""`data/brief.json`: every record, and every citation with its offsets in the seed and the pages that show it."""

import json
from pathlib import Path
from typing import Any

from macros.brief import Brief, Located
from macros.checks import counts
from macros.pages.book import Book

NAME = Path("data", "brief.json")
"""Where the export stands in the site."""


def write(book: Book, site: Path) -> None:
    """Write the export into the folder `site`."""
    path = site / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(export(book), ensure_ascii=False, indent=1, sort_keys=False) + "\n", encoding="utf-8")


def export(book: Book) -> dict[str, Any]:
    """Return the export as values."""
    brief = book.brief
    records = [
        {
            "id": entry.id,
            "record": entry.kind,
            "kind": entry.kind,
            "file": entry.file.name,
            "file_line": entry.place().line,
            **_fields(entry.record),
        }
        for entry in brief.entries.values()
    ]
    shown = _shown(book)
    return {
        "title": brief.front.title if brief.front else "",
        "counts": counts(brief),
        "records": records,
        "citations": [_citation(brief, located, shown) for located in brief.citations],
        "absences": [
            {"record": entry.id, **entry.record.absent.model_dump(), "pages": shown.get((entry.id, f"absent-{entry.id}"), [])}
            for entry in brief.entries.values()
            if getattr(entry.record, "absent", None) and entry.kind in ("statement", "answer")
        ],
    }


def _fields(record: Any) -> dict[str, Any]:
    return {key: value for key, value in record.model_dump(by_alias=True, exclude_unset=True).items() if key != "id"}


def _shown(book: Book) -> dict[tuple[str, str], list[str]]:
    """Map a record and the label of a note to the addresses of that note."""
    found: dict[tuple[str, str], list[str]] = {}
    for page in book.pages.values():
        for record, label in dict.fromkeys(page.shown):
            found.setdefault((record, label), []).append(f"{page.url}#fn:{label}")
    return found


def _citation(brief: Brief, located: Located, shown: dict[tuple[str, str], list[str]]) -> dict[str, Any]:
    match, citation = located.match, located.citation
    whole = len(match.spans) == 1
    document = brief.documents[citation.source]
    printed = [document.text[start:end] for start, end in match.spans]
    return {
        "id": located.id,
        "record": located.entry.id,
        "kind": located.entry.kind,
        "source": citation.source,
        "seed": brief.entries[citation.source].record.seed,
        "exact": printed[0] if whole else printed,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "start": match.spans[0][0] if whole else [start for start, _ in match.spans],
        "end": match.spans[0][1] if whole else [end for _, end in match.spans],
        "line": match.line,
        "folds": list(match.folds),
        "pages": shown.get((located.entry.id, located.key), []),
        "file": located.entry.file.name,
        "file_line": located.mark.line,
    }
