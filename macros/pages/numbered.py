"""Markdown's footnotes with short anchors for the marks: `fnref:8` for the mark of note 8, however long the passage's own name is.

A page has hundreds of marks, and each anchor stands on it twice. The notes keep their names (`fn:` and the passage's key).
"""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension


class NumberedFootnotes(FootnoteExtension):
    """Footnotes whose marks are named by number."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register as footnotes do, but with one way back from a note: to its first mark, or by script to the one touched."""
        super().extendMarkdown(md)
        md.treeprocessors.deregister("footnote-duplicate")

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        """Return the anchor of a mark: notes are numbered in the order of their definitions."""
        return super().makeFootnoteRefId(str(list(self.footnotes).index(id) + 1), found)

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """Return the notes; a way back needs no title beside its words."""
        notes = super().makeFootnotesDiv(root)
        for link in () if notes is None else notes.iter("a"):
            if link.get("title") == "":
                del link.attrib["title"]
        return notes


def in_place(extensions: list[Any], settings: dict[str, Any]) -> None:
    """Put the numbered footnotes in the place of `footnotes` among Markdown's extensions, with the same settings."""
    if "footnotes" in extensions:
        extensions[extensions.index("footnotes")] = NumberedFootnotes(**settings.pop("footnotes", {}))
