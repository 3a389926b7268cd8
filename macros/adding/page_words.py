"""The words of a saved page that a reader sees, block by block, and which of them are its headline, by-line and date.

What is taken as a page's text leaves some of them out; by these it is mended, and what stays out is told. No part of a page is run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

BLOCKS = frozenset(
    """address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead time tr ul""".split()  # noqa: SIM905
)
"""Elements that begin a new line."""

UNSEEN = frozenset(["head", "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea"])
"""Elements whose words are no text that a reader sees."""

MAX_HEAD = 120
"""Characters of a by-line or date; a longer text is something else."""

_NAMED = {
    "byline": re.compile(r"(?:^|[-_ ])(?:by-?line|author)s?(?:$|[-_ ])", re.IGNORECASE),
    "date": re.compile(r"(?:^|[-_ ])(?:date|datepublished|published|pubdate|posted)(?:$|[-_ ])", re.IGNORECASE),
}
"""What the class, `rel` or `itemprop` of an element calls it."""


@dataclass
class _Open:
    """An element of the head that is being read: what it is, and the number of the blocks before it."""

    what: str
    element: Any
    first: int


def words(tree: Any) -> tuple[list[str], dict[str, str]]:
    """Return the blocks of words of a page, and its headline, by-line and date as printed, so far as elements mark them.

    What stands above the headline is the page's frame, such as the date of today.
    """
    found: dict[str, str] = {}
    has_headline = next(tree.iter("h1"), None) is not None
    blocks: list[str] = [""]
    opened: list[_Open] = []
    for event, element, text in _pieces(tree):
        if event == "start" and element.tag in BLOCKS:
            blocks.append("")
        what = _what(element) if event == "start" else ""
        is_due = what == "headline" or "headline" in found or not has_headline
        if what and is_due and what not in found and not any(each.what == what for each in opened):
            blocks.append("")
            opened.append(_Open(what, element, len(blocks) - 1))
        if event == "end" and opened and opened[-1].element is element:
            own = opened.pop()
            said = " ".join(" ".join(blocks[own.first :]).split())
            if said and (own.what == "headline" or len(said) <= MAX_HEAD) and (own.what != "date" or re.search(r"\d", said)):
                found[own.what] = said
            blocks.append("")
        elif event == "end" and element.tag in BLOCKS:
            blocks.append("")
        blocks[-1] += text
    return [line for line in (" ".join(block.split()) for block in blocks) if line], found


def _pieces(tree: Any) -> Iterator[tuple[str, Any, str]]:
    """Yield where elements that are seen begin and end, with the text behind that place. Nothing recurses: pages may be deep."""
    unseen: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if unseen is None:
                yield "within", element, element.tail or ""
        elif event == "start" and unseen is None and (element.tag in UNSEEN or "hidden" in element.attrib):
            unseen = element
        elif event == "end" and unseen is element:
            unseen = None
            yield "within", element, element.tail or ""
        elif unseen is None:
            yield event, element, (element.text if event == "start" else element.tail) or ""


def _what(element: Any) -> str:
    """Return which part of a page's head an element is, if any."""
    if element.tag == "h1":
        return "headline"
    called = " ".join(element.get(name) or "" for name in ("class", "rel", "itemprop"))
    if _NAMED["byline"].search(called):
        return "byline"
    return "date" if element.tag == "time" or _NAMED["date"].search(called) else ""
