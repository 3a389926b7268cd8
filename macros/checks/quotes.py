"""Quotes: the words stand in their passages, in quotation marks if they are called verbatim, and the speaker is named near them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from macros.brief import Brief, Entry, Located
from macros.checks.texts import finding, names_speaker, paragraphs, words
from macros.diagnostics import Diagnostic
from macros.facts.records import Quote
from macros.reading.document import Document, Range
from macros.reading.passage import Match, negation_after, negation_before, negation_between, within

MARKS = ('"', "'")
"""Quotation marks as they stand in folded text."""


@dataclass(frozen=True)
class Piece:
    """A piece of a quote's words: its range, and that of the passage in which it stands, in the document's folded text."""

    document: Document
    passage: Range
    place: Range


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield quotes whose words, form or speaker their passages do not bear out."""
    for entry in brief.all("quote"):
        if entry.id not in brief.unsettled and brief.by_record.get(entry.id):
            yield from _words(brief, entry)
            yield from _speaker(brief, entry)
            yield from _form(brief, entry)


def _words(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    """Yield pieces of `words` that do not stand in the passages, in order and whole, or that leave out what denies them."""
    found = shown(brief, entry)
    for index, piece in enumerate(found):
        if piece is None:
            nearest = " / ".join(words(brief, located) for located in _cited(brief, entry))
            message = "these words are not in the quote's passages, whole and in this order"
            yield finding(entry, ("words", index), "quote-not-in-passage", message, nearest=nearest)
    if found and None not in found:
        yield from _denied(entry, [piece for piece in found if piece])


def _denied(entry: Entry, pieces: Sequence[Piece]) -> Iterator[Diagnostic]:
    """Yield negations between pieces of one passage and beside them; outside the words' own marks they are in another's mouth."""
    index = 0
    for _, found in groupby(pieces, key=lambda piece: (piece.document.source, piece.passage)):
        group = list(found)
        for one, other in pairwise(group):
            negation = negation_between(one.document, one.place, other.place)
            if negation and not (_ends_at_mark(one) and _begins_at_mark(other)):
                message = f"'{negation.group()}' is left out between two pieces of the quote's words"
                yield finding(entry, ("words", index + group.index(other)), "negation-left-out", message)
        yield from _at_edges(entry, index, group)
        index += len(group)


def _at_edges(entry: Entry, index: int, group: Sequence[Piece]) -> Iterator[Diagnostic]:
    """Yield the negations beside pieces that begin later, or end sooner, than their passage, which is looked at by itself."""
    first, last, document = group[0], group[-1], group[0].document
    match = Match(tuple(document.seed_range(*piece.place) for piece in group), 0)
    before = first.place[0] > first.passage[0] and not _begins_at_mark(first) and negation_before(document, match)
    after = last.place[1] < last.passage[1] and not _ends_at_mark(last) and negation_after(document, match)
    for at, negation in ((index, before), (index + len(group) - 1, after)):
        if negation:
            message = f"the words stop beside the negation '{negation}' of their own sentence"
            yield finding(entry, ("words", at), "negation-at-edge", message)


def _begins_at_mark(piece: Piece) -> bool:
    return piece.document.folded.text[: piece.place[0]].rstrip()[-1:] in MARKS


def _ends_at_mark(piece: Piece) -> bool:
    return piece.document.folded.text[piece.place[1] :].lstrip(" .,;:!?")[:1] in MARKS


def _cited(brief: Brief, entry: Entry) -> list[Located]:
    return [located for located in brief.by_record[entry.id] if located.field == "cite"]


def shown(brief: Brief, entry: Entry) -> list[Piece | None]:
    """Return where each piece of a quote's `words` stands in its passages, in order; None for one that does not."""
    assert isinstance(entry.record, Quote)
    places = [
        (brief.documents[located.citation.source], _folded(brief.documents[located.citation.source], span))
        for located in _cited(brief, entry)
        for span in located.match.spans
    ]
    found: list[Piece | None] = []
    index, behind = 0, 0
    for said in entry.record.words or ():
        piece = None
        for at in range(index, len(places)):
            document, passage = places[at]
            place = within(document, passage, said, behind if at == index else 0)
            if place:
                piece, index, behind = Piece(document, passage, place), at, place[1]
                break
        found.append(piece)
    return found


def _folded(document: Document, span: Range) -> Range:
    return document.folded_position(span[0]), document.folded_position(span[1] - 1) + 1


def _speaker(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    around = paragraphs(brief, entry)
    if not names_speaker(brief, around, entry.owner, brief.speaker_of(entry).unnamed):
        message = f"the speaker '{entry.owner}' is not named in the paragraph of the words"
        yield finding(
            entry, ("cite",), "speaker-not-named", message, expected="'attribution' with the passage that names the speaker"
        )


def _form(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Quote)
    if entry.record.form != "verbatim":
        return
    found = shown(brief, entry)
    pieces = [piece for piece in found if piece]
    if len(pieces) < len(found):
        return  # What does not stand in the passages is told already.
    for located in brief.by_record[entry.id]:
        document = brief.documents[located.citation.source]
        if located.field == "cite" and not all(_in_marks(document, place) for place in _said(document, located, pieces)):
            mark = located.mark
            message = "the document does not print these words in quotation marks"
            expected = "the quoted words alone, or 'form: paraphrase'"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "not-verbatim", message, expected=expected)


def _said(document: Document, located: Located, pieces: Sequence[Piece]) -> Iterator[Range]:
    """Yield the folded ranges of what the quote shows of a passage: pieces in it, or all of it where the quote has none."""
    for span in located.match.spans:
        passage = _folded(document, span)
        if not pieces:
            yield passage
        yield from (piece.place for piece in pieces if piece.document is document and piece.passage == passage)


def _in_marks(document: Document, place: Range) -> bool:
    """Tell whether the words of a folded range stand between quotation marks of their paragraph."""
    start = document.seed_range(*place)[0]
    begin, end = (document.folded_position(offset) for offset in document.paragraph_of(start))
    text, (first, last) = document.folded.text[begin:end], place
    words = [at for at in range(first - begin, last - begin) if text[at].isalnum()]
    return any(words and all(at in marked for at in words) for marked in (_quoted(text, '"'), _quoted(text, "'")))


def is_quoted(document: Document, match: Match) -> bool:
    """Tell whether all words of a passage stand between quotation marks of their paragraph."""
    return all(_in_marks(document, _folded(document, span)) for span in match.spans)


def _quoted(text: str, glyph: str) -> set[int]:
    """Return the positions of a paragraph that stand between marks of one kind; a mark before a word opens, another closes."""
    inside: set[int] = set()
    if glyph not in text:
        return inside
    depth = 0
    for at, char in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if char == glyph and not (before.isalnum() and after.isalnum()):
            opens = not before.strip() or before in "([-\"'"
            depth = depth + 1 if opens and after.strip() else max(0, depth - 1)
        elif depth:
            inside.add(at)
    return inside
