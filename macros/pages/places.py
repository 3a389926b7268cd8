"""Where each record is shown: the page and the anchor of every id, and the way there from another page.

Pages are named by their source path below docs/ (`topics/x.md`); anchors come from ids, never from titles.
"""

import posixpath
from dataclasses import dataclass

from macros.brief import Brief, Entry
from macros.diagnostics import BriefError

HOME = "index.md"
TIMELINE = "timeline.md"
ACTORS = "actors/index.md"
QUOTES = "quotes.md"
FIGURES = "figures/index.md"
SOURCES = "sources/index.md"
CHECKED = "checked.md"
APPARATUS = (TIMELINE, ACTORS, QUOTES, FIGURES, SOURCES, CHECKED)
"""The pages beside the topics, in the order of the navigation."""


class UnknownId(BriefError):
    """A page or a text asks for a record that is not there."""


@dataclass(frozen=True)
class Place:
    """A page and, unless the whole page is meant, an anchor on it."""

    page: str
    anchor: str = ""


def page_of(entry: Entry) -> str:
    """Return the page on which an entry is shown in full."""
    match entry.kind:
        case "actor" | "source" | "topic" | "figure":
            return f"{entry.kind}s/{entry.id}.md"
        case "answer":
            return f"figures/{entry.owner}.md"
        case "event" | "timeline":
            return TIMELINE
        case "quote" | "quotes":
            return QUOTES
        case "brief":
            return HOME
    return _page_of_owner(entry)


def _page_of_owner(entry: Entry) -> str:
    if entry.path == ("line",):
        return HOME
    folder = entry.file.name.split("/")[1]
    return f"{folder}/{entry.owner}.md" if folder in ("topics", "actors") else HOME


def place(brief: Brief, id_: str) -> Place:
    """Return where the record `id_` is shown. Raises UnknownId."""
    entry = brief.entries.get(id_)
    if entry is None:
        raise UnknownId(f"there is no record '{id_}'")
    whole = entry.kind in ("actor", "source", "topic", "figure", "brief")
    return Place(page_of(entry), "" if whole else id_)


def url(page: str) -> str:
    """Return the address of a page below the site's root, directory style: `topics/x/`; the home page is empty."""
    stem = page.removesuffix(".md")
    if stem == "index":
        return ""
    return (stem.removesuffix("/index") if stem.endswith("/index") else stem) + "/"


def link(here: str, there: Place) -> str:
    """Return the Markdown link from page `here`: a path to the .md file, or an anchor alone on the same page."""
    anchor = f"#{there.anchor}" if there.anchor else ""
    if here == there.page and anchor:
        return anchor
    return posixpath.relpath(there.page, posixpath.dirname(here) or ".") + anchor


def href(here: str, there: Place) -> str:
    """Return the address for raw HTML on page `here`, relative, directory style."""
    anchor = f"#{there.anchor}" if there.anchor else ""
    if here == there.page:
        return anchor or "./"
    path = posixpath.relpath("/" + url(there.page), "/" + url(here))
    return f"{path}/{anchor}"
