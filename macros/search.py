"""Search: where words stand in the documents, exactly by the one matcher, or else where something much like them does.

For whoever looks for a fact's passage. Each place comes with its sentence, what became of that, and the citation that finds it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from macros.brief import Brief
from macros.checks.coverage import Sentence, sentences
from macros.facts.citation import Citation
from macros.pages.excerpt import Piece, pieces
from macros.reading.document import Document, Range
from macros.reading.near import nearest
from macros.reading.passage import Match, locate, needle, negation_at_edge, on_edges, places
from macros.reading.pointing import pointed


@dataclass(frozen=True)
class Place:
    """Words of a document that were looked for, or are much like them."""

    source: str
    span: Range
    """Offsets in the seed."""
    line: int
    pieces: tuple[Piece, ...]
    """The sentence or sentences around the words, with the words marked."""
    citation: Citation | None
    """The citation that finds these words and no others; None where nothing tells the place from others."""
    state: str
    """`cited` or `omitted` if a sentence of it is, else `open`."""
    records: tuple[str, ...]
    """The records that cite the sentence."""
    reason: str
    """Why the sentence is omitted."""
    negation: str
    """A negation that stands just outside the words, in their own sentence."""


@dataclass(frozen=True)
class Found:
    """What a search came to."""

    exact: bool
    """Whether the very words were found; else the places are those that come nearest."""
    places: tuple[Place, ...]
    total: int
    """How many places there are, those that are not told of included."""
    unread: tuple[str, ...]
    """Sources whose document cannot be read, so that it was not searched."""


def search(brief: Brief, words: str, sources: tuple[str, ...], limit: int) -> Found:
    """Look for words in the documents of some sources, or of all where none is named; tell of at most `limit` places."""
    wanted = sources or tuple(entry.id for entry in brief.all("source"))
    documents = [brief.documents[source] for source in wanted if source in brief.documents]
    found = [(document, span) for document in documents for span in exact(document, words)]
    near = [] if found else _near(documents, words)
    shown = (found or near)[:limit]
    states = {source: sentences(brief, source) for source in {document.source for document, _ in shown}}
    told = [_place(brief, document, span, states[document.source]) for document, span in shown]
    unread = tuple(source for source in wanted if source not in brief.documents)
    return Found(bool(found), tuple(told), len(found or near), unread)


def exact(document: Document, words: str) -> list[Range]:
    """Return every place of words in a document, on word edges, with all folds of the matcher."""
    if not needle(document, words):
        return []
    return [spans[0] for spans in places(document, Citation(source=document.source, exact=(words,)))]


def _near(documents: list[Document], words: str) -> list[tuple[Document, Range]]:
    """Return the places that differ in case only; without any, the nearest place of each document, the best first."""
    alike = [(document, span) for document in documents for span in _in_any_case(document, words)]
    if alike:
        return alike
    found = [(document, span) for document in documents for span in nearest(document, needle(document, words))]
    return sorted(found, key=lambda each: -_likeness(*each, words))


def _in_any_case(document: Document, words: str) -> Iterator[Range]:
    sought = needle(document, words)
    for match in re.finditer(re.escape(sought), document.folded.text, re.IGNORECASE) if sought else ():
        if on_edges(document, match.span()):
            yield document.seed_range(*match.span())


def _likeness(document: Document, span: Range, words: str) -> float:
    return fuzz.ratio(document.folded_words(*span), needle(document, words))


def _place(brief: Brief, document: Document, span: Range, states: list[Sentence]) -> Place:
    around = document.sentence_around(*span)
    held = [each for each in states if each.span[0] < span[1] and span[0] < each.span[1]]
    citation = pointed(document, span)
    match = locate(document, citation) if citation else None
    return Place(
        document.source,
        span,
        document.line_of(span[0]),
        pieces(brief, document.source, around, (span,)),
        citation,
        next((state for state in ("cited", "omitted") if any(each.state == state for each in held)), "open"),
        _records(held),
        next((each.reason for each in held if each.reason), ""),
        negation_at_edge(document, match) if isinstance(match, Match) else "",
    )


def _records(held: list[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(record for sentence in held for record in sentence.records))
