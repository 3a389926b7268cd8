"""Links in texts, `[[id]]` and `[[id|words]]`, and the words that are read in their place.

The one module that cuts a text at its links. Pages, previews, the search, the report of changes and the checks all take a text's
words from here, so that what is checked is what a reader sees. Whether a link leads anywhere is for `checks.references` to say.

A link without words shows what its record is called: by its name, if it has one, else by its own words. These may hold links in
their turn. In the place of one without words stands a name, or a sign that words are left out: so no label asks for another, and
links that lead in a ring come to an end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.brief import Brief, Entry
from macros.facts.records import Actor, Answer, Cited, Figure, Front, Quote, Quotes, Source, Timeline, Topic, quotes_of

LONGEST = 200
"""Characters that a link without words shows: a sentence has room for no more."""

ROOM = 10_000
"""Characters that links without words may add to one text: more is no text, and a megabyte of links would else be read as forty."""

LEFT_OUT = "…"

_LINK = re.compile(r"\[\[([^\[\]|]++)(?:\|([^\[\]]*+))?\]\]")
"""No part of it is ever tried twice, so that a text is read in a time that grows with its length."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: a link, or what stands before, between or after links."""

    words: str
    id: str = ""
    """The record that it links to, if it is a link."""


def cut(text: str) -> Iterator[Piece]:
    """Cut a text at its links; the words of a link are those that are written, which may be none."""
    at = 0
    for match in _LINK.finditer(text):
        yield Piece(text[at : match.start()])
        yield Piece((match[2] or "") if (match[2] or "").strip() else "", match[1])
        at = match.end()
    yield Piece(text[at:])


def targets(text: str) -> list[str]:
    """Return the ids that a text links, in order."""
    return [piece.id for piece in cut(text) if piece.id] if "[[" in text else []


def read(brief: Brief, text: str) -> Iterator[Piece]:
    """Cut a text at its links, each with the words that are read in its place."""
    room = ROOM
    for piece in cut(text):
        if piece.words or not piece.id:
            yield piece
        else:  # Nothing is read into the id of a record that is not there.
            words = beginning(label(brief, piece.id), LONGEST) if room > 0 and piece.id in brief.entries else LEFT_OUT
            room -= len(words)
            yield Piece(words, piece.id)


def plain(brief: Brief, text: str) -> str:
    """Return a text as a reader sees it: in the place of each link its words."""
    return "".join(piece.words for piece in read(brief, text)) if "[[" in text else text


def label(brief: Brief, id_: str) -> str:
    """Return what the record `id_`, or the speaker of that id, is called; an id that is unknown is called itself."""
    entry = brief.entries.get(id_) or brief.entries.get(quotes_of(id_))
    return (_name(entry) or _own_words(brief, entry)) if entry else id_


def _name(entry: Entry) -> str:
    """Return the name of a record, or nothing where its kind has none."""
    match entry.record:
        case Actor() | Source() as record:
            return record.name
        case Topic() | Timeline() | Front() as record:
            return record.title
        case Figure() as record:
            return record.question
        case Quotes() as record:
            return record.unnamed or ""
    return ""


def _own_words(brief: Brief, entry: Entry) -> str:
    """Return the beginning of what a record without a name says."""
    match entry.record:
        case Cited() as record:
            return _in_short(brief, record.text)
        case Quote() as record:
            return _in_short(brief, record.gist) if record.gist else f"words of {_speaker(brief, entry)}"
        case Answer() as record:
            return _in_short(brief, record.says) if record.says else _amount(brief, entry, record)
    return entry.id


def _in_short(brief: Brief, text: str) -> str:
    """Return the beginning of a text, with names in the place of links without words."""
    words = ""
    for piece in cut(text):
        entry = brief.entries.get(piece.id)
        words += piece.words or (_name(entry) if entry else "") or (LEFT_OUT if piece.id else "")
        if len(words) > LONGEST:
            break
    return beginning(words, LONGEST)


def _speaker(brief: Brief, quote: Entry) -> str:
    """Return the name of whoever says a quote."""
    link = brief.speaker_of(quote)
    actor = brief.entries.get(link.actor or "")
    return link.unnamed or (_name(actor) if actor else "") or quote.owner


def _amount(brief: Brief, entry: Entry, answer: Answer) -> str:
    """Say the answer that a source gives to a question of number, with what is counted."""
    figure = brief.entries[entry.owner].record
    if answer.value in (None, "none"):
        return "no number" if answer.cite else "no answer"
    unit = figure.unit if isinstance(figure, Figure) else None
    return " ".join(part for part in (answer.value.replace('"', ""), unit) if part)


def beginning(text: str, longest: int) -> str:
    """Return the first words of a text, at most `longest` characters of them."""
    if len(text) <= longest:
        return text
    first = text[:longest]
    return (first.rpartition(" ")[0] or first).rstrip(",;:") + " …"
