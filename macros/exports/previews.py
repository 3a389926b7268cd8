"""`data/previews.json`: what a link leads to, by address below the site's root, for the cards that the pages show on hover."""

import json
from pathlib import Path

from macros.links import beginning
from macros.pages.book import Book
from macros.pages.digest import KINDS, digest
from macros.pages.places import place, url

NAME = Path("data", "previews.json")
"""Where the previews stand in the site."""

LONGEST = 240
"""Characters of a line: what a card of 16 rem shows at a glance."""


def write(book: Book, site: Path) -> None:
    """Write the previews into the folder `site`."""
    path = site / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(previews(book), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def previews(book: Book) -> dict[str, list[str]]:
    """Return kind, name and line of every record that links lead to, by address."""
    found = {}
    for kind in KINDS:
        for entry in book.brief.all(kind):
            there, short = place(book.brief, entry.id), digest(book.brief, entry)
            address = url(there.page) + (f"#{there.anchor}" if there.anchor else "")
            found[address] = [short.kind, short.name, beginning(short.line, LONGEST)]
    return found
