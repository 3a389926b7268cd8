"""Markdown's footnotes with short anchors for the marks: `fnref:8` for the mark of note 8, however long the passage's own name is.

A page has hundreds of marks, and each anchor stands on it twice. The notes keep their names (`fn:` and the passage's key).
"""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import NBSP_PLACEHOLDER, FootnoteExtension, FootnotePostTreeprocessor


class WaysBack(FootnotePostTreeprocessor):
    """After the words that lead back from a note to its first mark, a number for each further mark: "Back to the text 2 3"."""

    def get_num_duplicates(self, li: Element) -> int:
        """Return how many marks lead to a note."""
        return self.footnotes.found_refs.get(self.footnotes.makeFootnoteRefId(li.attrib["id"].partition(":")[2]), 0)

    def add_duplicates(self, li: Element, duplicates: int) -> None:
        """Add the further ways back to a note."""
        first = next(link for link in li.iter("a") if link.get("class") == "footnote-backref")
        for number in range(2, duplicates + 1):
            href = first.attrib["href"].replace(":", f"{number}:", 1)
            SubElement(list(li)[-1], "a", {"class": "footnote-backref", "href": href}).text = str(number)


class NumberedFootnotes(FootnoteExtension):
    """Footnotes whose marks are named by number."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register as footnotes do, but with shorter ways back."""
        super().extendMarkdown(md)
        md.treeprocessors.register(WaysBack(self), "footnote-duplicate", 15)

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        """Return the anchor of a mark: notes are numbered in the order of their definitions."""
        return super().makeFootnoteRefId(str(list(self.footnotes).index(id) + 1), found)

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """Return the notes; a way back needs no title beside its words, nor a blank of its own kind before it."""
        notes = super().makeFootnotesDiv(root)
        for node in () if notes is None else notes.iter():
            if node.get("title") == "":
                del node.attrib["title"]
            if node.tag == "p" and node.text:
                node.text = node.text.replace(NBSP_PLACEHOLDER, " ")
        return notes


def in_place(extensions: list[Any], settings: dict[str, Any]) -> None:
    """Put the numbered footnotes in the place of `footnotes` among Markdown's extensions, with the same settings."""
    if "footnotes" in extensions:
        extensions[extensions.index("footnotes")] = NumberedFootnotes(**settings.pop("footnotes", {}))
