"""The book: every page of the brief as Markdown, expanded.

Two passes. The first expands every page and so learns where each passage is cited, and under which number; the second expands
again the pages of the sources and the one on how the brief was checked, which say so. The same brief gives the same book.
"""

import hashlib
import json
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import TemplateError

from macros import links
from macros.brief import Brief, Entry
from macros.diagnostics import BriefError
from macros.pages import places
from macros.pages.footnotes import Note
from macros.pages.front import front_matter
from macros.pages.press import Press
from macros.pages.prose import escape
from macros.pages.render import pages_environment
from macros.pages.views_passages import Backlink

FOLDERS = ("topics", "actors", "figures", "sources")
"""The folders in which each page shows the record after which it is named."""

FINGERPRINT = 8
"""Hexadecimal digits of a version: enough to tell apart the states of one brief."""


class UnusablePage(BriefError):
    """A page calls a macro that is not there, or with what it cannot use."""


@dataclass
class Page:
    """An expanded page."""

    path: str
    """Its source path below docs/."""
    url: str
    """Its address below the site's root, directory style; the home page's is empty."""
    title: str
    short: str
    """The title for the navigation."""
    meta: dict[str, object]
    """The front matter."""
    markdown: str = ""
    """The text with its macros expanded and the definitions of its footnotes, without front matter."""
    notes: list[Note] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    """(record id, note label) in order."""

    @property
    def document(self) -> str:
        """The whole file: front matter and text."""
        return f"---\ntitle: {json.dumps(self.title, ensure_ascii=False)}\n---\n\n{self.markdown}"


class Book:
    """All pages of a brief."""

    def __init__(self, brief: Brief, docs: Path, edit_root: str = "", faulty: AbstractSet[str] = frozenset()) -> None:
        """Expand every page in `docs`, and the generated ones; below `edit_root`, if any, the brief's files are edited.

        Pages of `docs` that are `faulty` stay empty: what is no macro call may run anything, or for ever.
        """
        self.brief, self.docs = brief, docs
        self.generated = generated(brief)
        self._press = Press(brief, edit_root)
        self._environment = pages_environment(self.macros)
        self._texts: dict[str, str] = {}
        self.pages: dict[str, Page] = {}
        found = {
            path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(docs.rglob("*.md"))
            if path.is_file() and f"{docs.name}/{path.relative_to(docs).as_posix()}" not in faulty
        }
        for path, text in (found | self.generated).items():
            self._add(path, text)
        self._expand_all()

    @property
    def macros(self) -> dict[str, object]:
        """The macros that a page can call, by name."""
        return self._press.macros

    @cached_property
    def version(self) -> str:
        """The fingerprint of the brief: it changes when, and only when, a file in data/ or a document changes."""
        lines = [f"{one.file.name} {hashlib.sha256(one.file.text.encode()).hexdigest()}" for one in self.brief.files]
        lines += [f"{source.seed} {source.sha256}" for source in self.brief.records("source")]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:FINGERPRINT]

    def open(self, path: str) -> None:
        """Begin the footnotes of a page."""
        self._press.open(path)

    def close(self) -> str:
        """End the footnotes of the page that is open, and return their definitions."""
        return self._press.close()

    def edit_address_of_page(self, path: str) -> str:
        """Return where the record that the page at `path` shows is edited, or nothing."""
        entry = shown_by(self.brief, path)
        return self._press.edit_address(entry) if entry else ""

    def _add(self, path: str, text: str) -> None:
        front = front_matter(path, text)
        title, short = _titles(self.brief, path, front.values)
        self._texts[path] = text[front.length :]
        self.pages[path] = Page(path, places.url(path), title, short, front.values)

    def _expand_all(self) -> None:
        self._press.page_names = {page.path: page.short for page in self.pages.values()}
        for page in self.pages.values():
            self._expand(page)
        self._press.cited_in = self._backlinks()
        for page in self.pages.values():
            if page.path.startswith("sources/") or page.path == places.CHECKED:
                self._expand(page)

    def _expand(self, page: Page) -> None:
        self.open(page.path)
        try:
            body = self._environment.from_string(self._texts[page.path]).render()
        except (TemplateError, BriefError, TypeError) as error:
            raise UnusablePage(f"page '{page.path}': {error}") from error
        sheet = self._press.sheet
        page.markdown = f"{body.strip()}\n\n{self.close()}".strip() + "\n"
        page.notes, page.shown = list(sheet.notes.values()), sheet.shown

    def _backlinks(self) -> dict[str, tuple[Backlink, ...]]:
        found: dict[str, dict[places.Place, Backlink]] = {}
        for page in self.pages.values():
            numbers = {note.label: note.number for note in page.notes}
            for record, label in page.shown:
                there = places.Place(page.path, record)
                found.setdefault(label, {}).setdefault(there, Backlink(page.short, numbers[label], there))
        return {label: tuple(links.values()) for label, links in found.items()}


def generated(brief: Brief) -> dict[str, str]:
    """Return the pages that stand in no file of docs/, by path."""
    pages = {}
    for kind in ("actor", "figure", "source"):
        for entry in brief.all(kind):
            pages[f"{kind}s/{entry.id}.md"] = f'{{{{ {kind}("{entry.id}") }}}}\n'
    return pages


def shown_by(brief: Brief, path: str) -> Entry | None:
    """Return the record that the page at `path` shows in full, if there is one."""
    folder, _, name = path.removesuffix(".md").partition("/")
    entry = brief.entries.get(name)
    return entry if entry and folder in FOLDERS and folder == f"{entry.kind}s" else None


def _titles(brief: Brief, path: str, meta: dict[str, object]) -> tuple[str, str]:
    """Return a page's title and its short title: its own, or those of the record it shows."""
    if path == places.HOME:
        return (brief.front.question if brief.front else "Home"), "Home"
    entry = shown_by(brief, path)
    if entry is None:
        folder, _, name = path.removesuffix(".md").partition("/")
        title = meta.get("title", name or folder)
        return title, meta.get("short", title)
    title = links.label(brief, entry.id)
    return title, getattr(entry.record, "short", title)


def safe_title(title: str) -> str:
    """Return a title that can stand in HTML and is no template."""
    return str(escape(title))
