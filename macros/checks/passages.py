"""Passages: the words of every citation stand in its document. Says which words would be right, searching the named source first."""

from collections.abc import Iterator

from macros.brief import Brief, Missed
from macros.diagnostics import Diagnostic
from macros.facts.citation import Citation
from macros.reading.document import Document, Range
from macros.reading.passage import Match, locate, nearest, negation_at_edge

CONTEXT = 30
"""Code points of context that a suggested prefix or suffix is cut from, at word edges."""


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield citations that were not found, and passages that leave out a negation beside them."""
    for missed in brief.missed:
        yield _missed(brief, missed)
    for located in brief.citations:
        document = brief.documents[located.citation.source]
        negation = negation_at_edge(document, located.match)
        if negation and located.field == "cite":
            message = f"the passage stops beside the negation '{negation}' of its own sentence"
            whole = document.read(*document.sentence_around(located.match.spans[0][0], located.match.spans[-1][1]))
            mark = located.mark
            yield Diagnostic(located.entry.file.name, mark.line, mark.column, "negation-at-edge", message, nearest=whole)


def _missed(brief: Brief, missed: Missed) -> Diagnostic:
    document = brief.documents[missed.citation.source]
    mark = missed.mark
    near, fix, expected = "", "", ""
    if missed.miss.rule == "passage-not-found":
        near, fix = _elsewhere(brief, missed.citation) or _near(document, missed.miss.near)
    elif missed.miss.rule == "passage-ambiguous":
        expected, fix = "a prefix or suffix that tells the places apart", _told_apart(document, missed)
    elif missed.miss.near:
        near, fix = _near(document, (document.sentence_around(missed.miss.near[0][0], missed.miss.near[-1][1]),))
    rule, message = missed.miss.rule, missed.miss.message
    return Diagnostic(missed.entry.file.name, mark.line, mark.column, rule, message, expected=expected, nearest=near, fix=fix)


def _near(document: Document, spans: tuple[Range, ...]) -> tuple[str, str]:
    if not spans:
        return "", ""
    words = document.read(*spans[0])
    return f"line {document.line_of(spans[0][0])}: {words}", as_yaml(document.source, words)


def _elsewhere(brief: Brief, citation: Citation) -> tuple[str, str] | None:
    """Look for the very words in the other documents, then for words much like them."""
    for document in brief.documents.values():
        found = locate(document, citation) if document.source != citation.source else None
        if isinstance(found, Match):
            words = document.read(found.spans[0][0], found.spans[-1][1])
            return f"these words are in '{document.source}', line {found.line}", as_yaml(document.source, words)
    own = brief.documents[citation.source]
    if any(True for words in citation.exact for _ in nearest(own, words)):
        return None
    for document in brief.documents.values():
        for span in nearest(document, " ".join(citation.exact), cutoff=80):
            near, fix = _near(document, (span,))
            return f"'{document.source}', {near}", fix
    return None


def _told_apart(document: Document, missed: Missed) -> str:
    lines = []
    for start, end in missed.miss.near:
        prefix = document.read(max(0, start - CONTEXT), start).split(" ", 1)[-1].rstrip()
        words = document.read(start, end)
        lines.append(f"- source: {document.source}\n  exact: {quoted(words)}\n  prefix: {quoted(prefix)}")
    return "\n".join(lines[:2])


def as_yaml(source: str, words: str) -> str:
    """Write a citation in the short form, ready to paste."""
    return f"{source}: {quoted(words)}"


def quoted(words: str) -> str:
    """Write words as a double-quoted YAML scalar."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
