"""Quotes: the words stand in their passages, in quotation marks if they are called verbatim, and the speaker is named near them."""

from collections.abc import Iterator

from macros.brief import Brief, Entry, Located
from macros.checks.texts import finding, names_speaker, paragraphs, passages
from macros.diagnostics import Diagnostic
from macros.facts.records import Quote
from macros.reading.document import Document, Range
from macros.reading.fold import fold
from macros.reading.passage import Match


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield quotes whose words, form or speaker their passages do not bear out."""
    for entry in brief.all("quote"):
        if entry.id not in brief.unsettled and brief.by_record.get(entry.id):
            yield from _words(brief, entry)
            yield from _speaker(brief, entry)
            yield from _form(brief, entry)


def _words(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Quote)
    printed = passages(brief, entry)
    for index, piece in enumerate(entry.record.words or ()):
        if fold(piece).text.strip() not in printed:
            nearest = printed.replace("\n", " / ")
            yield finding(
                entry, ("words", index), "quote-not-in-passage", "these words are not in the quote's passages", nearest=nearest
            )


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
    for located in brief.by_record[entry.id]:
        document = brief.documents[located.citation.source]
        if located.field == "cite" and not all(_in_marks(document, place) for place in _shown(document, located, entry.record)):
            mark = located.mark
            message = "the document does not print these words in quotation marks"
            expected = "the quoted words alone, or 'form: paraphrase'"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "not-verbatim", message, expected=expected)


def _shown(document: Document, located: Located, quote: Quote) -> Iterator[Range]:
    """Yield the folded ranges of what the quote shows of a passage: its `words` in it, or all of it."""
    for start, end in located.match.spans:
        first, last = document.folded_position(start), document.folded_position(end - 1) + 1
        pieces = [fold(piece).text.strip() for piece in quote.words or ()]
        for piece in pieces or [document.folded.text[first:last]]:
            at = document.folded.text.find(piece, first, last)
            if at >= 0:
                yield at, at + len(piece)


def _in_marks(document: Document, place: Range) -> bool:
    """Tell whether the words of a folded range stand between quotation marks of their paragraph."""
    start = document.seed_range(*place)[0]
    begin, end = (document.folded_position(offset) for offset in document.paragraph_of(start))
    text, (first, last) = document.folded.text[begin:end], place
    words = [at for at in range(first - begin, last - begin) if text[at].isalnum()]
    return any(words and all(at in marked for at in words) for marked in (_quoted(text, '"'), _quoted(text, "'")))


def is_quoted(document: Document, match: Match) -> bool:
    """Tell whether all words of a passage stand between quotation marks of their paragraph."""
    return all(
        _in_marks(document, (document.folded_position(start), document.folded_position(end - 1) + 1)) for start, end in match.spans
    )


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
