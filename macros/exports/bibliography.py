"""How to cite the brief's pages, and the documents it rests on: as text, as BibTeX and as CSL-JSON.

`data/bibliography.json` (CSL-JSON 1.0.2) and `data/bibliography.bib` list the sources and every page; beside each
page stands its own.
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from macros.facts.dates import span
from macros.facts.records import Source
from macros.pages.book import Book, Page
from macros.pages.prose import typeset

JSON, BIB = Path("data", "bibliography.json"), Path("data", "bibliography.bib")
"""Where the two lists stand in the site."""

PAGE_JSON, PAGE_BIB = "cite.json", "cite.bib"
"""The citation of one page, beside it: a reader's library takes a file more readily than a list of all."""

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_BIBTEX |= {char: f"\\{char}" for char in "&%$#_"}


def write(book: Book, site: Path, day: date, root: str = "") -> None:
    """Write both lists into the folder `site`; `day` is the date of the build, `root` the site's address if it is known."""
    items = [*map(source_item, book.brief.records("source")), *(page_item(book, page, day, root) for page in book.pages.values())]
    (site / JSON).parent.mkdir(parents=True, exist_ok=True)
    (site / JSON).write_text(_json(items), encoding="utf-8")
    (site / BIB).write_text("\n".join(bibtex(item) for item in items), encoding="utf-8")
    for page in book.pages.values():
        item = page_item(book, page, day, root)
        (site / page.url / PAGE_JSON).write_text(_json([item]), encoding="utf-8")
        (site / page.url / PAGE_BIB).write_text(bibtex(item), encoding="utf-8")


def citation(book: Book, path: str, day: date, root: str = "") -> str:
    """Return the citation of the page at a source path in words."""
    item = page_item(book, book.pages[path], day, root)
    said = f"{day.day} {day:%B} {day.year}"
    address = f" {item['URL']}" if "URL" in item else ""
    title = item["title"] + ("" if item["title"].endswith(("?", "!", ".")) else ".")
    return f"“{title}” {item['container-title']}, a research brief. Version {item['version']}, {said}.{address}"


def page_item(book: Book, page: Page, day: date, root: str) -> dict[str, Any]:
    """Return a page as a CSL item."""
    front = book.brief.front
    item = {
        "id": re.sub(r"[^a-z0-9]+", "-", page.url.strip("/")) or "home",
        "type": "webpage",
        "title": typeset(page.title),
        "container-title": front.title,
        "genre": "research brief",
        "version": book.version,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": front.language,
    }
    return item | ({"URL": f"{root.rstrip('/')}/{page.url}"} if root else {})


def source_item(source: Source) -> dict[str, Any]:
    """Return a source as a CSL item: what its document states, what is inferred marked so in `note`, what is absent left out."""
    fields = {"title": source.title, "container-title": source.container_title, "URL": source.URL, "language": source.language}
    item: dict[str, Any] = {"id": source.id, "type": "article"}
    item |= {name: field.value for name, field in fields.items() if field.value}
    if source.author.value:
        item["author"] = [{"literal": source.author.value}]
    if source.issued.value:
        item["issued"] = _csl_date(source.issued.value)
    known = {**fields, "author": source.author, "issued": source.issued}
    inferred = [name for name, field in known.items() if field.kind == "inferred"]
    absent = [name for name, field in known.items() if field.value is None]
    notes = [f"{state}: {', '.join(names)}" for state, names in (("inferred", inferred), ("not in the document", absent)) if names]
    return item | ({"note": "; ".join(notes)} if notes else {})


def _csl_date(value: str) -> dict[str, Any]:
    """Return an EDTF date as CSL has it, no sharper than it is."""
    days = span(value)
    length = {"day": 3, "month": 2, "year": 1}.get(days.precision)
    if length and days.first and value[-1] not in "~?%":
        return {"date-parts": [[days.first.year, days.first.month, days.first.day][:length]]}
    if days.precision == "interval" and days.first and days.last:
        return {"date-parts": [[day.year, day.month, day.day] for day in (days.first, days.last)], "circa": True}
    return {"literal": value}


def bibtex(item: dict[str, Any]) -> str:
    """Return a CSL item as a BibTeX entry."""
    parts = _shared(item.get("issued", {}).get("date-parts", [[]]))
    how = ", ".join(part for part in (item.get("container-title"), item.get("genre")) if part)
    fields = {
        "author": _tex(item["author"][0]["literal"]) if "author" in item else None,
        "title": _tex(item["title"]) if "title" in item else None,
        "howpublished": _tex(how) or None,
        "edition": f"Version {item['version']}" if "version" in item else None,
        "year": f"{parts[0]}" if parts else None,
        "month": f"{parts[1]}" if len(parts) > 1 else None,
        "day": f"{parts[2]}" if len(parts) > 2 else None,
        "url": re.sub(r"[{}\s\\]", "", item["URL"]) if "URL" in item else None,
        "note": _tex(item["note"]) if "note" in item else None,
    }
    # Braces within quotation marks keep a title's capitals and a name whole; doubled braces would look like a macro's.
    lines = "".join(f'  {name} = "{{{value}}}",\n' for name, value in fields.items() if value)
    return f"@misc{{{item['id']},\n{lines}}}\n"


def _shared(ends: list[list[int]]) -> list[int]:
    """Return the year, month and day that both ends of a date share: BibTeX has no intervals, and a date is not made sharper."""
    shared = []
    for values in zip(*ends, strict=True):
        if len(set(values)) > 1:
            break
        shared.append(values[0])
    return shared


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(char, char) for char in re.sub(r"\s+", " ", text))


def _json(items: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"
