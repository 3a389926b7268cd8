"""Passages: the words of every citation stand in its document. Says which words would be right, the named source first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from macros.brief import Brief, Located, Missed
from macros.diagnostics import Diagnostic
from macros.facts.citation import Citation
from macros.reading.document import Document, Range
from macros.reading.fold import folded
from macros.reading.near import nearest
from macros.reading.numbers import cut_hedge, read
from macros.reading.numerals import SCALES, TENS, UNITS
from macros.reading.passage import find, negation_at_edge, places
from macros.reading.pointing import contexts, pointed
from macros.reading.yamledit import quoted

LONGEST_HEDGE = 40
"""Code points on either side of a passage's beginning that hold a hedge, and enough of a number to know it."""

LONGEST_NUMERAL = 14
"""Code points at a passage's end that hold its last word, if it is a number."""

_NUMERAL = "|".join(sorted(map(re.escape, (*UNITS, *TENS, *SCALES)), key=len, reverse=True))
_MAY_BEGIN = re.compile(rf"(?:than|least|most|many|much|of|to|and|between|\d|[$€£~]|{_NUMERAL})\b|\d", re.IGNORECASE)
_MAY_END = re.compile(rf"(?:\d|\b(?:{_NUMERAL}|more|at|least|than|about|around|between))\W*$", re.IGNORECASE)
"""The first and the last word of what may be a part of a number: for most passages neither is, which is soon known."""

MOST_PLACES = 2
"""Places of the same words that a help tells apart."""

MOST_EXAMPLES = 5
"""Differences that a message names."""


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield citations that were not found, and passages that leave out a negation beside them."""
    for missed in brief.missed:
        yield _missed(brief, missed)
    for located in brief.citations:
        if located.field == "cite":
            yield from _at_edges(brief.documents[located.citation.source], located)


def _at_edges(document: Document, located: Located) -> Iterator[Diagnostic]:
    """Yield what stands beside a passage and would turn its sense, or the sense of its first number, had it been cited too."""
    spans = located.match.spans
    negation = negation_at_edge(document, located.match)
    hedges = [hedge for hedge in (_hedge_before(document, span) for span in spans) if hedge]
    torn = [number for span in spans for number in _torn(document, span)]
    if not (negation or hedges or torn):
        return
    mark, name = located.mark, located.entry.file.name
    whole = document.read(*document.sentence_around(spans[0][0], spans[-1][1]))
    if negation:
        message = f"the passage stops beside the negation '{negation}' of its own sentence"
        yield Diagnostic(name, mark.line, mark.column, "negation-at-edge", message, nearest=whole)
    for hedge in hedges:
        message = f"the passage begins with a number and leaves out '{hedge}' before it"
        yield Diagnostic(name, mark.line, mark.column, "hedge-at-edge", message, nearest=whole)
    for number in torn:
        message = f"the passage takes a part of '{number}'"
        yield Diagnostic(name, mark.line, mark.column, "hedge-at-edge", message, nearest=whole)


def _torn(document: Document, span: Range) -> Iterator[str]:
    """Yield the numbers, with their hedges, and the ranges of which a passage holds a part only."""
    text, (start, end) = document.folded.text, _folded_range(document, span)
    places = [start] if _MAY_BEGIN.match(text, start) else []
    places += [end] if _MAY_END.search(text, max(start, end - LONGEST_NUMERAL), end) else []
    for at in places:
        found = _across(text, at)
        if found and _lies_in(found, _folded_range(document, document.sentence_around(*span))):
            yield text[slice(*found)]


def _across(text: str, at: int) -> Range | None:
    """Return the range of what is one number, or one range of numbers, on both sides of a place in a folded text."""
    begin = max(0, at - LONGEST_HEDGE)
    found = read(text[begin : at + LONGEST_HEDGE]).numbers
    ranges = ((one.lead, other.stop) for one, other in pairwise(found) if (one.end, other.end) == ("low", "high"))
    # Where a number begins at the place, its hedge alone stands before it, of which is told by itself.
    numbers = ((number.lead, number.stop) for number in found if not number.end and number.start != at - begin)
    return next(((begin + first, begin + last) for first, last in (*ranges, *numbers) if first < at - begin < last), None)


def _lies_in(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _folded_range(document: Document, span: Range) -> Range:
    return document.folded_position(span[0]), document.folded_position(span[1] - 1) + 1


def _hedge_before(document: Document, span: Range) -> str:
    start = document.folded_position(span[0])
    text = document.folded.text
    hedge = cut_hedge(text[max(0, start - LONGEST_HEDGE) : start], text[start : start + LONGEST_HEDGE])
    if not hedge:  # As for most passages: where the sentence begins, which takes longer to find, makes no difference.
        return ""
    begin = document.folded_position(document.sentence_around(*span)[0])
    return cut_hedge(text[max(begin, start - LONGEST_HEDGE) : start], text[start : start + LONGEST_HEDGE])


def _missed(brief: Brief, missed: Missed) -> Diagnostic:
    document = brief.documents[missed.citation.source]
    mark = missed.mark
    near, fix, expected = "", "", ""
    if missed.miss.rule == "passage-not-found":
        near, fix = _elsewhere(brief, missed) or _near(document, missed.miss.near)
        fix = fix if len(missed.citation.exact) == 1 else _mended(document, missed)
        expected = _difference(missed, document) if near.startswith("line ") else ""
    elif missed.miss.rule == "passage-cut" and len(missed.citation.exact) == 1:
        near, fix = _near(document, missed.miss.near)
    elif missed.miss.rule in ("fragments-apart", "fragments-out-of-order"):
        expected, fix = _sorted(document, missed)
    elif missed.miss.rule == "passage-ambiguous":
        expected, fix = "a prefix or suffix that tells the places apart", _told_apart(document, missed)
    elif missed.miss.rule == "passage-context":
        near, fix = _near(document, missed.miss.near)[0], _in_context(document, missed)
    elif missed.miss.near:
        near, fix = _near(document, (document.sentence_around(missed.miss.near[0][0], missed.miss.near[0][1]),))
    rule, message = missed.miss.rule, missed.miss.message
    return Diagnostic(missed.entry.file.name, mark.line, mark.column, rule, message, expected=expected, nearest=near, fix=fix)


def _near(document: Document, spans: tuple[Range, ...]) -> tuple[str, str]:
    if not spans:
        return "", ""
    words = document.read(*spans[0])
    return f"line {document.line_of(spans[0][0])}: {words}", pointing(document, spans[0])


def _difference(missed: Missed, document: Document) -> str:
    """Name the words in which a passage differs from the nearest ones of its document."""
    given, right = missed.citation.exact[missed.miss.fragment].split(), document.read(*missed.miss.near[0]).split()
    matcher = SequenceMatcher(None, [folded(word) for word in given], [folded(word) for word in right], autojunk=False)
    found = [
        _change(" ".join(given[a:b]), " ".join(right[c:d]), given[a - 1] if a else "")
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    more = f"; {len(found) - MOST_EXAMPLES} more" if len(found) > MOST_EXAMPLES else ""
    return "; ".join(found[:MOST_EXAMPLES]) + more


def _change(given: str, right: str, before: str) -> str:
    if given:
        return f"'{right}' for '{given}'" if right else f"no '{given}'"
    return f"'{right}' after '{before}'" if before else f"'{right}' first"


def _elsewhere(brief: Brief, missed: Missed) -> tuple[str, str] | None:
    """Look for the very words in the other documents, then for words much like them where the named one has none."""
    citation = missed.citation
    for document in brief.index.holding(citation):
        match = find(document, citation) if document.source != citation.source else None
        if match:
            whole = match.spans[0][0], match.spans[-1][1]
            return f"these words are in '{document.source}', line {match.line}", pointing(document, whole)
    own = brief.documents[citation.source]
    if missed.miss.near or any(True for words in citation.exact for _ in nearest(own, words)):
        return None
    for document in brief.index.likely(citation):
        for span in nearest(document, " ".join(citation.exact), cutoff=80):
            near, fix = _near(document, (span,))
            return f"'{document.source}', {near}", fix
    return None


def _sorted(document: Document, missed: Missed) -> tuple[str, str]:
    """Say how fragments would be right: in the order of the document, or each a citation of its own."""
    if missed.miss.rule == "fragments-apart":
        return "a citation for each", _listed(document, sorted(missed.miss.near))
    joined = _joined(missed.miss.near)
    expected = "the order of the document" if len(joined) == len(missed.miss.near) else "one passage for fragments that overlap"
    return expected, _fragments(document.source, [document.read(*span) for span in joined])


def _joined(spans: Iterable[Range]) -> list[Range]:
    """Return ranges in order, those that overlap as one."""
    found: list[Range] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _fragments(source: str, words: Sequence[str]) -> str:
    return as_yaml(source, words[0]) if len(words) == 1 else f"{source}: [{', '.join(map(quoted, words))}]"


def _mended(document: Document, missed: Missed) -> str:
    """Write the fragments with the nearest words in the place of those that were not found."""
    if not missed.miss.near:
        return ""
    words = list(missed.citation.exact)
    words[missed.miss.fragment] = document.read(*missed.miss.near[0]).strip()
    citation = missed.citation.model_copy(update={"exact": tuple(words)})
    return _fragments(document.source, words) if find(document, citation) else ""


def _in_context(document: Document, missed: Missed) -> str:
    """Write the citations of the places at which the words do stand."""
    if len(missed.citation.exact) > 1:
        return _fragments(document.source, missed.citation.exact)
    bare = missed.citation.model_copy(update={"prefix": "", "suffix": ""})
    spans = [place[0] for place in places(document, bare)[:MOST_PLACES]]
    return pointing(document, spans[0]) if len(spans) == 1 else _listed(document, spans)


def _told_apart(document: Document, missed: Missed) -> str:
    if len(missed.citation.exact) == 1:
        return _listed(document, missed.miss.near[:MOST_PLACES])
    found = (
        next((each for each in contexts(document, missed.citation, spans) if each), None)
        for spans in places(document, missed.citation)[:MOST_PLACES]
    )
    return "\n".join(f"- {_in_full(each)}" for each in found if each)


def _in_full(citation: Citation) -> str:
    words = ", ".join(map(quoted, citation.exact))
    context = f"prefix: {quoted(citation.prefix)}" if citation.prefix else f"suffix: {quoted(citation.suffix)}"
    return f"source: {citation.source}\n  exact: [{words}]\n  {context}"


def _listed(document: Document, spans: Iterable[Range]) -> str:
    return "\n".join("- " + pointing(document, span).replace("\n", "\n  ") for span in spans)


def pointing(document: Document, span: Range) -> str:
    """Write the citation of a range as YAML, ready to paste, with a prefix or suffix where its words alone do not find it."""
    citation = pointed(document, span)
    if citation is None or not (citation.prefix or citation.suffix):
        return as_yaml(document.source, document.read(*span).strip())
    context = f"prefix: {quoted(citation.prefix)}" if citation.prefix else f"suffix: {quoted(citation.suffix)}"
    return f"source: {document.source}\nexact: {quoted(citation.exact[0])}\n{context}"


def as_yaml(source: str, words: str) -> str:
    """Write a citation in the short form, ready to paste."""
    return f"{source}: {quoted(words)}"
