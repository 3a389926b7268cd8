"""A quote with the whole way of its words to the reader."""

from dataclasses import dataclass

from macros.brief import Brief, Located
from macros.facts.records import Quote, Quotes
from macros.links import label
from macros.pages.excerpt import Piece, words
from macros.pages.views import sound, sources
from macros.pages.voice import Stop, day, stops

FORMS = {
    "verbatim": "",
    "translation": "Translated; not the speaker’s own words",
    "interview": "An answer in an interview, as the source prints it",
    "paraphrase": "The source’s paraphrase, not the speaker’s own words",
}
"""How words are given, said to the reader where they are not verbatim."""

JOINT = Piece(" ... ", "plain")

OUTER = "\"'“”‘’„«» "


@dataclass(frozen=True)
class Utterance:
    """What a quote block shows."""

    quote: Quote
    speech: bool
    """Whether the words are set in quotation marks."""
    words: tuple[Piece, ...]
    form: str
    chain: tuple[Stop, ...]
    said: str
    """When, where the source says."""


@dataclass(frozen=True)
class Speaker:
    """A speaker, named or not, and what they said."""

    id: str
    name: str
    quotes: tuple[Utterance, ...]


def utterance(brief: Brief, quote: Quote) -> Utterance:
    """Build the view of a quote."""
    cited = [located for located in brief.by_record.get(quote.id, ()) if located.field == "cite"]
    named = dict.fromkeys(located.citation.source for located in cited)
    shown = _given(quote) if quote.words else _trimmed(brief, cited)
    said = day(quote.date) if quote.date and quote.date.value else ""
    chain = stops(brief, quote, sources(brief, named))
    return Utterance(quote, quote.form == "verbatim", shown, FORMS[quote.form], chain, said)


def _given(quote: Quote) -> tuple[Piece, ...]:
    return (Piece(" ... ".join(words.strip(OUTER) for words in quote.words or ()), "plain"),)


def _trimmed(brief: Brief, cited: list[Located]) -> tuple[Piece, ...]:
    """Return the words of passages without the outer quotation marks, which the page sets itself."""
    pieces = [piece for located in cited for piece in (JOINT, *words(brief, located))][1:]
    if pieces:
        pieces[0] = Piece(pieces[0].text.lstrip(OUTER), pieces[0].kind, pieces[0].reason)
        pieces[-1] = Piece(pieces[-1].text.rstrip(OUTER), pieces[-1].kind, pieces[-1].reason)
    return tuple(pieces)


def speakers(brief: Brief) -> tuple[Speaker, ...]:
    """Return everybody who is quoted, by name."""
    found = []
    for entry in brief.all("quotes"):
        assert isinstance(entry.record, Quotes)
        quotes = tuple(utterance(brief, quote) for quote in sound(entry.record.quotes))
        if quotes:
            found.append(Speaker(entry.owner, entry.record.unnamed or label(brief, entry.owner), quotes))
    return tuple(sorted(found, key=lambda speaker: speaker.name.casefold()))
