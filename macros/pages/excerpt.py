"""A passage within its sentence, as pieces: the cited words, the words around them, and the places where words are lost."""

import re
from dataclasses import dataclass
from itertools import pairwise

from macros.brief import Brief, Located
from macros.facts.records import Source
from macros.reading.document import Document, Range
from macros.reading.fold import fold


@dataclass(frozen=True)
class Piece:
    """A run of a document's words, repaired, with one look."""

    text: str
    kind: str
    """`plain`, `mark` (cited) or `lost` (words are missing here)."""
    reason: str = ""
    """How it shows that words are missing."""


@dataclass(frozen=True)
class Gap:
    """An offset of the seed at which words are lost."""

    at: int
    reason: str


def gaps(brief: Brief, source: str) -> tuple[Gap, ...]:
    """Return the places of a source's lost words, in order."""
    entry, document = brief.entries.get(source), brief.documents.get(source)
    if entry is None or document is None or not isinstance(entry.record, Source):
        return ()
    found = [(_gap(document, lost.before, lost.after), lost.reason) for lost in entry.record.lost]
    return tuple(sorted((Gap(at, reason) for at, reason in found if at is not None), key=lambda gap: gap.at))


def _gap(document: Document, before: str, after: str) -> int | None:
    words = [re.escape(fold(text).text.strip()) for text in (before, after)]
    match = re.search(rf"({words[0]})\s*{words[1]}", document.folded.text)
    return document.seed_range(match.start(1), match.end(1))[1] if match else None


def sentence(brief: Brief, located: Located) -> tuple[Piece, ...]:
    """Return the sentence or sentences around a passage, with the passage's words marked."""
    document, spans = brief.documents[located.citation.source], located.match.spans
    around = document.sentence_around(spans[0][0], spans[-1][1])
    return pieces(brief, located.citation.source, around, spans)


def words(brief: Brief, located: Located) -> tuple[Piece, ...]:
    """Return the words of a passage alone, its fragments joined by an ellipsis."""
    joined: list[Piece] = []
    for span in located.match.spans:
        joined += [Piece(" ... ", "plain")] if joined else []
        joined += pieces(brief, located.citation.source, span, ())
    return tuple(joined)


def pieces(brief: Brief, source: str, around: Range, marks: tuple[Range, ...]) -> tuple[Piece, ...]:
    """Cut the range `around` of a seed at the edges of `marks` and at lost words."""
    document = brief.documents[source]
    lost = [gap for gap in gaps(brief, source) if around[0] < gap.at < around[1]]
    edges = sorted({*around, *(edge for mark in marks for edge in mark), *(gap.at for gap in lost)})
    cut: list[Piece] = []
    for start, end in pairwise(edges):
        marked = any(mark[0] <= start and end <= mark[1] for mark in marks)
        cut.append(Piece(document.read(start, end), "mark" if marked else "plain"))
        cut += [Piece("[words missing]", "lost", gap.reason) for gap in lost if gap.at == end]
    return tuple(cut)
