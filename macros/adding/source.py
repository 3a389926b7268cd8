"""The record of a new source: what its document says of itself, each value with the words that state it, and nothing else.

What only the frame of a page or PDF says is no word of the document: it is told as that, and a person decides.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from macros.adding.reading import Brought
from macros.adding.typed import slug
from macros.checks.figures import unprinted
from macros.facts.base import SEEN, TURNING
from macros.facts.dates import MONTHS, BadDate, span
from macros.reading.citing import as_values
from macros.reading.document import Document, Range
from macros.reading.fold import folded
from macros.reading.pointing import pointed, visible
from macros.search import exact

HEAD = 15
"""Lines at the beginning of a document in which a by-line or a date of issue may stand."""

MAX_LINE = 200
"""Characters of a line that may be a title; a longer one is a paragraph."""

_BY = re.compile(r"(?:by|text by|written by|reporting by)\s+(?P<name>\S.{1,80})", re.IGNORECASE)
_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}}))",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?:(?:first )?(?:published|posted|issued|date)(?: on)?:? *)?(?:\w+day,? )?", re.IGNORECASE)
"""What may stand before a date that is a document's own, alone on its line."""

_TIME = re.compile(r"[ ,.|·–-]*(?:(?:at )?\d{1,2}[:.]\d{2}.{0,20})?")
"""What may stand behind it."""


_LETTER = re.compile(r"(?:Dear|To|Subject|Re|Ref)\b(?: \S.*,$|:)|(?:Your )?Excellenc|(?:Dear )?(?:Sirs?|Madam)\b.{0,20},$")
"""Begins a line above the text of a letter, whose first line is then a letterhead and no title."""


def source_values(document: Document, brought: Brought, seed: str, name: str) -> dict[str, Any]:
    """Return the values of a source's record; `name` is what the brief calls it."""
    author = _author(document, brought)
    values = {
        "seed": seed,
        "sha256": sha256(brought.seed).hexdigest(),
        "name": name,
        "title": _title(document, brought),
        "author": author,
        "container-title": _outlet(document, brought),
        "issued": _issued(document, brought),
        "URL": _address(document, brought),
        "language": _language(document, brought),
        "coverage": "partial",
    }
    if brought.suffix != ".txt":
        values["original"] = {"file": f"{seed.rpartition('.')[0]}{brought.suffix}", "sha256": sha256(brought.data).hexdigest()}
    return values


def called(brought: Brought, document: Document) -> str:
    """Return a name by which a brief may call a source: its outlet, else its title, else its first words."""
    title = _title_line(document, brought)
    words = visible(document.read(*title)) if title else " ".join(document.text.split()[:6])
    return _straight(brought.named.get("outlet") or words[:MAX_LINE]) or "Nameless"


def derived_id(name: str, values: dict[str, Any], brought: Brought) -> str:
    """Return an id made of a source's name and the year in which it was issued, as it says itself or else its frame."""
    year = values["issued"].get("value", "")[:4] or (re.match(r"\d{4}(?=-)", brought.named.get("date", "")) or [""])[0]
    return slug("-".join([*slug(name).split("-")[:3], *([year] if year else [])]))


# Values with their basis


def _stated(document: Document, place: Range | None, value: str) -> dict[str, Any] | None:
    """Return a value with the words that state it, if there is a passage that finds them alone."""
    found = pointed(document, place) if place else None
    if not found or _straight(value) != value:
        return None  # A record holds no characters that turn the direction of writing.
    return {"value": value, "stated": as_values(found) if found.prefix or found.suffix else found.exact[0]}


def _straight(words: str) -> str:
    return re.sub(f"[{TURNING}]", "", words)


def _absent(looked_for: str, brought: Brought, name: str) -> dict[str, Any]:
    """Return that a value is absent, and what the frame says in its place."""
    words = _straight(brought.named.get(name, "")).replace("[[", "[").replace("]]", "]")
    frame = {".html": "page", ".pdf": "PDF"}.get(brought.suffix, "")
    more = f" The properties of the {frame}, which are no words of its text, give: {words}" if words and frame else ""
    where = f"in the text taken from the {frame}: none stands there" if frame else "in the first lines: none stands there"
    return {"absent": f"Looked for {looked_for} {where}.{more}"}


def _lines(document: Document) -> Iterator[Range]:
    """Yield the ranges of the lines at the beginning, without the white space around them."""
    found = (match.span() for match in re.finditer(rf"{SEEN}[^\r\n]*\S|{SEEN}", document.text))
    yield from (place for _, place in zip(range(HEAD), found, strict=False))


def _title_line(document: Document, brought: Brought) -> Range | None:
    """Return the title: the words that the frame gives, where a line says just them; else the first line, if it is like one.

    The first line of a letter is its letterhead.
    """
    lines = list(_lines(document))
    wanted = brought.named.get("title")
    if not wanted and any(_LETTER.match(document.read(*place)) for place in lines):
        return None
    if wanted:
        same = [place for place in lines if folded(document.read(*place)).strip() == folded(wanted).strip()]
        return same[0] if same else None
    first = lines[0]
    words = document.read(*first)
    return first if len(words) <= MAX_LINE and not words.endswith((".", ":", ";", ",")) and len(lines) > 1 else None


def _title(document: Document, brought: Brought) -> dict[str, Any]:
    place = _title_line(document, brought)
    found = _stated(document, place, visible(document.read(*place))) if place else None
    return found or _absent("a title", brought, "title")


def _author(document: Document, brought: Brought) -> dict[str, Any]:
    wanted = brought.named.get("author", "")
    for place in _lines(document):
        words = visible(document.read(*place))
        match = _BY.fullmatch(words)
        if match or (wanted and words == wanted):
            found = _stated(document, place, match["name"] if match else words)
            if found:
                return found
    return _told_by_frame(document, brought, "author", "the author") or _absent("a by-line", brought, "author")


def _told_by_frame(document: Document, brought: Brought, name: str, what: str) -> dict[str, Any] | None:
    """Return what the frame says, inferred from the words of the text that name it too, if any do."""
    wanted = brought.named.get(name)
    places = exact(document, wanted) if wanted else []
    found = pointed(document, places[0]) if places else None
    if not found:
        return None
    frame = "page" if brought.suffix == ".html" else "PDF"
    reason = f"The properties of the {frame} give this as {what}; the text names it, but does not say so."
    return {"value": wanted, "inferred": reason, "from": as_values(found) if found.prefix or found.suffix else found.exact[0]}


def _outlet(document: Document, brought: Brought) -> dict[str, Any]:
    wanted = brought.named.get("outlet")
    for place in _lines(document):
        found = _stated(document, place, wanted) if wanted and document.read(*place) == wanted else None
        if found:
            return found
    return _told_by_frame(document, brought, "outlet", "the outlet") or _absent("the name of an outlet", brought, "outlet")


def _issued(document: Document, brought: Brought) -> dict[str, Any]:
    for start, end in _lines(document):
        match = _DATE.search(document.text, start, end)
        if (
            match
            and _ISSUED.fullmatch(visible(document.text[start : match.start()]))
            and _TIME.fullmatch(document.text[match.end() : end])
        ):
            value, words = _edtf(match), document.read(start, end)
            found = _stated(document, (start, end), value) if value and not unprinted(value, folded(words)) else None
            if found:
                return found
    return _absent("a date of issue", brought, "date")


def _edtf(match: re.Match[str]) -> str:
    """Return a date that was found as EDTF, or nothing where it is no day of the calendar."""
    months = [each[:3].lower() for each in MONTHS]
    month = months.index((match["month"] or match["month2"])[:3].lower()) + 1
    text = f"{match['year'] or match['year2']}-{month:02}-{int(match['day'] or match['day2']):02}"
    try:
        span(text)
    except BadDate:
        return ""
    return text


def _address(document: Document, brought: Brought) -> dict[str, Any]:
    wanted = brought.named.get("url")
    places = exact(document, wanted) if wanted else []
    return (_stated(document, places[0], wanted) if places and wanted else None) or _absent("a web address", brought, "url")


def _language(document: Document, brought: Brought) -> dict[str, Any]:
    wanted = brought.named.get("language", "")
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", wanted):
        sentences = sorted(document.sentences, key=lambda place: place[0] - place[1])
        found = next(filter(None, (pointed(document, place) for place in sentences[:5])), None)
        if found:
            reason = f"The page is marked as being in the language '{wanted}'."
            return {
                "value": wanted,
                "inferred": reason,
                "from": as_values(found) if found.prefix or found.suffix else found.exact[0],
            }
    return _absent("a statement of the language", brought, "language")
