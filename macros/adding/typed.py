"""What somebody types, read as a value of a record: words of a document, ids, dates, links of a chain.

Each reader takes the draft and the text, and raises Refused with what would be right: it is told at once, and asked again.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from macros.brief import Brief
from macros.checks.references import LINKABLE, nearest_ids
from macros.diagnostics import BriefError
from macros.facts.base import ID_PATTERN
from macros.facts.citation import Citation
from macros.facts.dates import BadDate, span
from macros.facts.quantity import BadQuantity, quantity
from macros.facts.records import Link
from macros.links import targets
from macros.reading.document import Document, Range
from macros.reading.passage import Match, find, locate, negation_at_edge
from macros.reading.pointing import pointed
from macros.reading.yamlfile import parse_yaml
from macros.search import exact, search

_PLACED = re.compile(r"(?P<source>[a-z0-9-]+)(?::(?P<line>\d+))?: +(?P<words>.*)", re.DOTALL)
_ELISION = re.compile(r"\s(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s")
_CHAIN = re.compile(r"(?P<unnamed>unnamed: *)?(?P<who>.*?)(?: as (?P<as>.*))?", re.DOTALL)

NEAR = 5
"""Ids or places that a message names at the most."""


class Refused(BriefError):
    """What was typed cannot stand, and what would be right."""


@dataclass
class Draft:
    """A record that is being put together: what was read so far, by the names of the fields."""

    brief: Brief
    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)
    """The texts that were read, by which the same can be said again."""

    def __getitem__(self, name: str) -> Any:
        """Return a value; None, or nothing, where it is not given."""
        return self.values.get(name)

    @property
    def cited(self) -> Sequence[Citation]:
        """The citations that support the record."""
        return self.values.get("cite") or ()


Reader = Callable[[Draft, str], Any]


def line(_: Draft, typed: str) -> str:
    """Read a text; line breaks and runs of blanks are one blank."""
    words = " ".join(typed.split())
    hidden = next((char for char in words if not char.isprintable()), "")
    if hidden:
        raise Refused(f"the character U+{ord(hidden):04X} cannot be seen, and does not stand in a text of the brief")
    if not words:
        raise Refused("the text is empty")
    return words


def searched(draft: Draft, typed: str) -> str:
    """Read words that documents do not contain: words alone, for with a document's id before them they stand nowhere."""
    words = line(draft, typed)
    before = words.partition(":")[0].strip()
    if before in draft.brief.documents:
        raise Refused(f"words that a document does not contain are meant here, not a citation: '{before}:' stands before them")
    return words


def prose(draft: Draft, typed: str) -> str:
    """Read a text of the brief's own, whose links lead to records."""
    words = line(draft, typed)
    for wanted in targets(words):
        entry = draft.brief.entries.get(wanted)
        if not (entry and entry.kind in LINKABLE) and wanted != slug(draft["name"] or ""):
            raise Refused(f"there is no record '{wanted}' to link{_nearest(draft.brief, wanted, LINKABLE)}")
    return words


def one_of(choices: Callable[[Draft], Sequence[str]], what: str) -> Reader:
    """Return a reader that takes one of some words."""

    def read(draft: Draft, typed: str) -> str:
        known = choices(draft)
        if typed.strip() not in known:
            raise Refused(f"'{typed.strip()}' is no {what}: {', '.join(known) or 'there is none'}")
        return typed.strip()

    return read


def record(*kinds: str) -> Reader:
    """Return a reader that takes the id of a record of some kinds."""

    def read(draft: Draft, typed: str) -> str:
        wanted = typed.strip()
        entry = draft.brief.entries.get(wanted)
        if entry is None or entry.kind not in kinds:
            raise Refused(f"there is no {' or '.join(kinds)} '{wanted}'{_nearest(draft.brief, wanted, kinds)}")
        return wanted

    return read


def _nearest(brief: Brief, wanted: str, kinds: tuple[str, ...]) -> str:
    near = nearest_ids(brief, wanted, kinds, NEAR)
    return f"; the nearest: {', '.join(near)}" if near else ""


def name_of_file(_: Draft, typed: str) -> str:
    """Read the id of a file that is there or is to be made."""
    wanted = typed.strip()
    if not re.fullmatch(ID_PATTERN, wanted) or len(wanted) > MAX_ID:
        raise Refused(f"'{wanted}' is not an id: lower-case letters, digits and single hyphens, {MAX_ID} at the most")
    return wanted


def new_id(draft: Draft, typed: str) -> str:
    """Read an id that no record has or had."""
    wanted = name_of_file(draft, typed)
    if _is_taken(draft, wanted):
        raise Refused(f"the id '{wanted}' is taken, or was once: {unique(draft, wanted)} is free")
    return wanted


def _is_taken(draft: Draft, wanted: str) -> bool:
    front, earlier = draft.brief.front, draft["taken"] or ()
    return (
        wanted in draft.brief.entries
        or wanted in draft.brief.half_read
        or wanted in earlier
        or bool(front and wanted in front.retired)
    )


def unique(draft: Draft, wanted: str) -> str:
    """Return an id that is free: the one that is wanted, or that with a number."""
    number, found = 2, wanted
    while _is_taken(draft, found):
        found = f"{shortened(wanted, MAX_ID - 4)}-{number}"
        number += 1
    return found


MAX_ID = 64
"""Characters of an id."""

MAX_MADE = 48
"""Characters of an id that is made of other words: some are left for what tells it from others."""


def slug(text: str) -> str:
    """Return a text as an id is written, or nothing."""
    plain = unaccented(text).lower()
    return shortened(re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("’", "")).strip("-"))


def shortened(made: str, limit: int = MAX_MADE) -> str:
    """Return an id with as many of its words as have room; one long word is cut."""
    if len(made) <= limit:
        return made
    return made[: limit + 1].rpartition("-")[0] or made[:limit]


def date(_: Draft, typed: str) -> str:
    """Read a date in EDTF."""
    try:
        span(typed.strip())
    except BadDate as error:
        raise Refused(str(error)) from error
    return typed.strip()


def amount(_: Draft, typed: str) -> str:
    """Read a quantity with its hedge."""
    try:
        quantity(typed.strip())
    except BadQuantity as error:
        raise Refused(str(error)) from error
    return typed.strip()


def link(draft: Draft, typed: str) -> Any:
    """Read a link of a chain: `ID`, `ID as CAPACITY`, `unnamed: WORDS`, or its keys in braces."""
    if typed.lstrip().startswith("{"):
        value = _braces(typed)
    else:
        match = _CHAIN.fullmatch(line(draft, typed))
        assert match
        who = {"unnamed": match["who"]} if match["unnamed"] else {"actor": match["who"]}
        value = {**who, **({"as": match["as"]} if match["as"] else {})}
    for name in ("actor", "source"):
        if name in value:
            record(name)(draft, value[name])
    return value["actor"] if set(value) == {"actor"} else value


def _braces(typed: str) -> dict[str, Any]:
    value = parse_yaml(typed.encode(), "typed").value
    try:
        Link.model_validate(value)
    except ValidationError as error:
        raise Refused(
            "a link of a chain is written {actor: ID, as: CAPACITY, how: WAY}, with 'source' or 'unnamed' for 'actor'"
        ) from error
    return value


# Words of a document


def citation(draft: Draft, typed: str) -> Citation:
    """Read `SOURCE: WORDS`, `SOURCE:LINE: WORDS`, or words alone, and return the citation that finds them."""
    match = _PLACED.fullmatch(typed.strip())
    documents = draft.brief.documents
    if match and match["source"] in documents:
        return _cited(draft.brief, [documents[match["source"]]], match["words"], int(match["line"] or 0))
    if match and _is_meant_for_a_source(draft.brief, match) and not any(exact(each, typed) for each in documents.values()):
        record("source")(draft, match["source"])
    return _cited(draft.brief, list(documents.values()), typed, 0)


def _is_meant_for_a_source(brief: Brief, match: re.Match[str]) -> bool:
    """Tell whether what stands before a colon is more likely the id of a source than a word of the document."""
    return bool(match["line"] or "-" in match["source"] or nearest_ids(brief, match["source"], ("source",), 1))


def _cited(brief: Brief, documents: list[Document], words: str, at: int) -> Citation:
    places = [(document, place) for document in documents for place in exact(document, words)]
    fit = [(document, place) for document, place in places if not at or document.line_of(place[0]) == at]
    if len(fit) > 1:
        raise Refused(_several(fit, words))
    if fit:
        return _sound(*fit[0])
    if places:
        lines = ", ".join(dict.fromkeys(str(document.line_of(place[0])) for document, place in places[:NEAR]))
        raise Refused(f"these words are not in line {at}, but in line {lines}")
    if _ELISION.search(words):
        return _fragments(documents, words)
    raise Refused(_nowhere(brief, documents, words))


def _several(fit: list[tuple[Document, Range]], words: str) -> str:
    places = list(dict.fromkeys(f"{document.source}:{document.line_of(place[0])}" for document, place in fit))
    more = f" and {len(places) - NEAR} more" if len(places) > NEAR else ""
    is_told_by_line = len(places) == len(fit)
    wanted = f"begin with the one meant, '{places[0]}: {words}'" if is_told_by_line else "take more of the sentence"
    return f"these words stand in {len(fit)} places, {', '.join(places[:NEAR])}{more}: {wanted}"


def _sound(document: Document, place: Range) -> Citation:
    found = pointed(document, place)
    match = locate(document, found) if found else None
    if found is None or not isinstance(match, Match):
        raise Refused("nothing tells these words from the same words elsewhere: take more of the sentence")
    negation = negation_at_edge(document, match)
    if negation:
        whole = document.read(*document.sentence_around(*place))
        raise Refused(f"beside these words stands the negation '{negation}': take it in, from: {whole}")
    return found


def where(document: Document, found: Citation) -> Match:
    """Return where a citation that was read here stands."""
    match = locate(document, found)
    assert isinstance(match, Match)
    return match


def _fragments(documents: list[Document], words: str) -> Citation:
    pieces = tuple(piece.strip() for piece in _ELISION.split(words) if piece.strip())
    given = [Citation(source=document.source, exact=pieces) for document in documents]
    found = [each for document, each in zip(documents, given, strict=True) if find(document, each)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"these pieces stand in {', '.join(each.source for each in found)}: begin with the one meant")
    missed = [locate(document, each) for document, each in zip(documents, given, strict=True)]
    raise Refused(next(f"{miss.message}" for miss in missed if not isinstance(miss, Match)))


def _nowhere(brief: Brief, documents: list[Document], words: str) -> str:
    found = search(brief, words, tuple(document.source for document in documents), 1)
    where = f"'{documents[0].source}'" if len(documents) == 1 else "any document"
    near = [f"; the nearest, line {place.line} of '{place.source}': {_marked(place.pieces)}" for place in found.places]
    return f"these words are not in {where}{''.join(near)}"


def _marked(pieces: Sequence[Any]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind == "mark")


def unaccented(text: str) -> str:
    """Return a text with letters that have accents written without them, as far as they can be."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
