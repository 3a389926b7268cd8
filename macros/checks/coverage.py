"""Coverage: every sentence of every document is cited by a record or listed as omitted, and none is both."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from macros.brief import Brief, Entry
from macros.diagnostics import Diagnostic
from macros.facts.base import BROKEN
from macros.facts.records import Source
from macros.reading.document import Document, Range
from macros.reading.fold import folded, repaired
from macros.reading.near import nearest
from macros.reading.passage import find
from macros.reading.yamledit import quoted

CITED = "a record that cites it, or the reason for leaving it out, as an item under 'omitted' of the source's record"

WHOLE = "whole sentences, from the first character to the last"

MOST_LIKENED = 20
"""Omissions that fit no sentence for which the likeliest one is looked up: each takes a search of the whole document."""

BEGINNING = 16
"""Characters by which sentences are looked up; shorter sentences are all compared."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a document and what became of it."""

    span: Range
    line: int
    text: str
    state: str
    """`cited`, `omitted` or `open`."""
    reason: str = ""
    """Why it is omitted."""
    records: tuple[str, ...] = ()
    """The ids of the records that cite it."""


def sentences(brief: Brief, source: str) -> list[Sentence]:
    """Return every sentence of a source's document in order, with its state."""
    document = brief.documents[source]
    return [
        Sentence(span, document.line_of(span[0]), document.read(*span), *state)
        for span, state in zip(document.sentences, _states(brief, source), strict=True)
    ]


def _states(brief: Brief, source: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what became of each sentence, why it is omitted, and the records that cite it."""
    document = brief.documents[source]
    omitted = {number: reason for number, reason, _ in _omitted(document, brief.entries[source])}
    cited = _cited(brief, document)
    return [
        (
            "cited" if number in cited else "omitted" if number in omitted else "open",
            omitted.get(number, ""),
            tuple(cited.get(number, ())),
        )
        for number in range(len(document.sentences))
    ]


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield open sentences of sources worked through, omissions that fit no sentence, and sentences both cited and omitted."""
    told = brief.whole and not brief.unchecked and not brief.duplicates
    failed = set(_sources_of_failures(brief)) if told else set()
    for entry in brief.all("source"):
        document = brief.documents.get(entry.id)
        if document is None:
            continue
        assert isinstance(entry.record, Source)
        misfits: dict[int, Range | None] = {}
        if entry.record.omitted:
            omitted = list(_omitted(document, entry))
            misfits = _misfits(document, entry, {index for _, _, index in omitted})
            yield from (_misfit(document, entry, index, span) for index, span in misfits.items())
            yield from _yet_cited(brief, entry, omitted)
        if entry.record.coverage == "full" and told and entry.id not in failed:
            yield from _open(brief, entry, [span for span in misfits.values() if span])


def _sources_of_failures(brief: Brief) -> Iterator[str]:
    """Yield the sources whose sentences citations that failed may have meant: what is open there only follows from them."""
    for missed in brief.missed:
        yield missed.citation.source
        for document in brief.index.holding(missed.citation):
            if find(document, missed.citation):
                yield document.source


def _open(brief: Brief, entry: Entry, meant: list[Range]) -> Iterator[Diagnostic]:
    """Yield open sentences, but for those that an omission means which fits none: of these that is told already."""
    document = brief.documents[entry.id]
    for (start, end), (state, *_) in zip(document.sentences, _states(brief, entry.id), strict=True):
        if state == "open" and not any(start < last and first < end for first, last in meant):
            mark, line, words = entry.place("seed"), document.line_of(start), document.read(start, end)
            message = f"line {line} of '{entry.id}' is neither cited nor omitted: {words}"
            fix = f"- exact: {quoted(words)}\n  reason:  # why no record cites it"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "sentence-not-covered", message, expected=CITED, fix=fix)


def _yet_cited(brief: Brief, entry: Entry, omitted: list[tuple[int, str, int]]) -> Iterator[Diagnostic]:
    document = brief.documents[entry.id]
    cited = _cited(brief, document)
    for number, _, index in omitted:
        if number in cited:
            mark = entry.place("omitted", index, "exact")
            line = document.line_of(document.sentences[number][0])
            message = f"the sentence in line {line} is listed as omitted and is cited by '{next(iter(cited[number]))}'"
            yield Diagnostic(entry.file.name, mark.line, mark.column, "omitted-yet-cited", message)


def _misfits(document: Document, entry: Entry, fitted: set[int]) -> dict[int, Range | None]:
    """Map each omission that fits no sentence to the range of the sentences that it most likely means, if there are any."""
    assert isinstance(entry.record, Source)
    unfit = [index for index, omission in enumerate(entry.record.omitted) if index not in fitted and omission is not BROKEN]
    likely = {index: _nearest_sentences(document, entry.record.omitted[index].exact) for index in unfit[:MOST_LIKENED]}
    return dict.fromkeys(unfit) | likely


def _nearest_sentences(document: Document, words: str) -> Range | None:
    """Return the range of the sentences that hold words, or the words most like them."""
    wanted = folded(repaired(words, document.damage)).strip()
    return next((document.sentence_around(*span) for span in nearest(document, wanted)), None)


def _misfit(document: Document, entry: Entry, index: int, span: Range | None) -> Diagnostic:
    mark, near, fix = entry.place("omitted", index, "exact"), "", ""
    if span:
        whole = document.read(*span)
        near, fix = f"line {document.line_of(span[0])}: {whole}", f"exact: {quoted(whole)}"
    message = "these words are not one or more whole sentences of the document"
    helps = {"expected": WHOLE, "nearest": near, "fix": fix}
    return Diagnostic(entry.file.name, mark.line, mark.column, "omission-not-found", message, **helps)


def _omitted(document: Document, entry: Entry) -> Iterator[tuple[int, str, int]]:
    """Yield each omitted sentence's number, the reason, and the omission's index."""
    assert isinstance(entry.record, Source)
    if not entry.record.omitted:
        return
    words = [document.folded_words(*span).strip() for span in document.sentences]
    starting: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(words):
        starting[sentence[:BEGINNING] if len(sentence) > BEGINNING else ""].append(number)
    for index, omission in enumerate(entry.record.omitted):
        if omission is BROKEN:
            continue
        wanted = folded(repaired(omission.exact, document.damage)).strip()
        for first in (*starting[""], *starting[wanted[:BEGINNING]]):
            for number in _run(words, first, wanted):
                yield number, omission.reason, index


def _run(words: list[str], first: int, wanted: str) -> range:
    """Return the sentences from `first` on that together are the wanted words, or an empty range."""
    last, rest = first, wanted
    while last < len(words) and words[last] and rest.startswith(words[last]):
        rest = rest[len(words[last]) :].lstrip()
        last += 1
        if not rest:
            return range(first, last)
    return range(0)


def _cited(brief: Brief, document: Document) -> dict[int, dict[str, None]]:
    """Return the numbers of the sentences that citations touch, with the ids of the citing records in their order."""
    starts = [span[0] for span in document.sentences]
    found: dict[int, dict[str, None]] = {}
    for located in brief.by_source.get(document.source, ()):
        for start, end in located.match.spans:
            first = max(0, bisect_left(starts, start + 1) - 1)
            for number in range(first, bisect_left(starts, end)):
                if document.sentences[number][1] > start:
                    found.setdefault(number, {})[located.entry.id] = None
    return found
