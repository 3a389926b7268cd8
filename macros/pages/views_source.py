"""A source: its record, its text as a strip, and the passages of it that are cited."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from macros.brief import Brief, Located
from macros.checks.coverage import Sentence, sentences
from macros.facts.citation import Citation
from macros.facts.dates import in_words
from macros.facts.records import Basis, Dated, Particular, Source
from macros.links import beginning
from macros.pages.excerpt import Piece, pieces, sentence
from macros.pages.places import Place
from macros.pages.views import voices

FIELDS = {
    "title": "Title",
    "subtitle": "Subtitle",
    "author": "Author",
    "container_title": "Published by",
    "issued": "Published",
    "URL": "Address",
    "language": "Language",
    "copy_": "The copy read",
}
"""The fields of the record in their order, and their labels."""

LANGUAGES = {"ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "ru": "Russian"}
"""Names for the commonest language tags; others are shown as they are."""

LONGEST_BEGINNING = 70
"""Characters of a sentence that the strip tells."""

STILL_OPEN = "still-open"
"""The anchor of the section on sentences that are still open."""

BASES = {"stated": "stated", "inferred": "inferred", "absent": "not in the document"}


@dataclass(frozen=True)
class Field:
    """A row of the record."""

    label: str
    value: str
    kind: str
    basis: str
    """The kind in words."""
    why: str
    """The reason of an inference, or what was looked for in vain."""
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Backlink:
    """A place that cites a passage: the page's name, the number of the note there, and the record."""

    page: str
    number: int
    place: Place


@dataclass(frozen=True)
class Citing:
    """A page that cites a passage, and the records there."""

    page: str
    number: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Passage:
    """A cited passage in its sentence."""

    key: str
    line: int
    pieces: tuple[Piece, ...]
    voices: tuple[str, ...]
    cited: tuple[Citing, ...]


@dataclass(frozen=True)
class Bar:
    """A sentence in the strip, in percent of the text's length."""

    sentence: Sentence
    target: str
    """The anchor to which it leads: its first passage, or where it is told why none is cited."""
    title: str
    """The line, what became of it, and its first words."""
    left: float
    width: float


@dataclass(frozen=True)
class LeftOut:
    """A sentence that no record cites, and why."""

    anchor: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Dossier:
    """What a source's page shows."""

    source: Source
    fields: tuple[Field, ...]
    lines: int
    words: int
    bars: tuple[Bar, ...]
    share: int
    """Percent of the text that is cited."""
    counts: Counter[str]
    """Sentences cited, omitted, open."""
    passages: tuple[Passage, ...]
    omitted: tuple[LeftOut, ...]
    open: tuple[Sentence, ...]
    text: tuple[tuple[Piece, ...], ...]
    """The paragraphs of the whole text, only where it may be shown."""


def fields(source: Source) -> tuple[Field, ...]:
    """Return the rows of a source's record."""
    rows = [(label, getattr(source, name)) for name, label in FIELDS.items()]
    return tuple(_field(label, basis) for label, basis in [*rows, *((extra.label, extra) for extra in source.also)] if basis)


def _field(label: str, basis: Basis | Dated | Particular) -> Field:
    value = basis.value or ""
    if isinstance(basis, Dated) and value:
        value = in_words(value)
    if label == FIELDS["language"]:
        value = LANGUAGES.get(value, value)
    why = basis.inferred or basis.absent or ""
    return Field(label, value, basis.kind, BASES[basis.kind], why, basis.note or "", basis.stated or basis.from_ or ())


def dossier(brief: Brief, source: Source, cited_in: Mapping[str, tuple[Backlink, ...]]) -> Dossier:
    """Build the view of a source's page; `cited_in` gives the places that cite each passage."""
    document = brief.documents[source.id]
    found = sentences(brief, source.id)
    length = len(document.text)
    spans = [located.match.spans for located in brief.by_source.get(source.id, ())]
    covered = {offset for placed in spans for start, end in placed for offset in range(start, end)}
    return Dossier(
        source,
        fields(source),
        document.lines(),
        len(document.repaired.text.split()),
        tuple(_bar(brief, source, item, length) for item in found),
        round(100 * len(covered) / max(1, length)),
        Counter(item.state for item in found),
        passages(brief, source, cited_in),
        tuple(LeftOut(_left_out(item), item.line, item.text, item.reason) for item in found if item.state == "omitted"),
        tuple(item for item in found if item.state == "open"),
        _whole_text(brief, source),
    )


def _bar(brief: Brief, source: Source, item: Sentence, length: int) -> Bar:
    start, end = item.span
    touching = brief.by_source.get(source.id, ())
    inside = (at for at in touching if any(first < end and last > start for first, last in at.match.spans))
    key = min(((at.match.spans, at.key) for at in inside), default=((), ""))[1]
    told = {"cited": "cited", "omitted": f"left out: {item.reason}", "open": "still open"}[item.state]
    words = beginning(" ".join(item.text.split()), LONGEST_BEGINNING)
    title = f"Line {item.line}, {told}. “{words}”"
    target = key or (_left_out(item) if item.state == "omitted" else STILL_OPEN)
    return Bar(item, target, title, round(100 * start / length, 3), round(100 * (end - start) / length, 3))


def _left_out(item: Sentence) -> str:
    return f"left-out-{item.span[0]}"


def passages(brief: Brief, source: Source, cited_in: Mapping[str, tuple[Backlink, ...]]) -> tuple[Passage, ...]:
    """Return the cited passages of a source in the order of the document."""
    found = {located.key: brief.by_passage[located.key] for located in brief.by_source.get(source.id, ())}
    return tuple(_passage(brief, placed, cited_in) for placed in sorted(found.values(), key=lambda placed: placed[0].match.spans))


def _passage(brief: Brief, placed: list[Located], cited_in: Mapping[str, tuple[Backlink, ...]]) -> Passage:
    first = placed[0]
    return Passage(
        first.key,
        first.match.line,
        sentence(brief, first),
        voices(brief, placed),
        _by_page(cited_in.get(first.key, ())),
    )


def _by_page(backlinks: tuple[Backlink, ...]) -> tuple[Citing, ...]:
    pages: dict[str, list[Backlink]] = {}
    for backlink in backlinks:
        pages.setdefault(backlink.place.page, []).append(backlink)
    return tuple(Citing(found[0].page, found[0].number, tuple(one.place for one in found)) for found in pages.values())


def _whole_text(brief: Brief, source: Source) -> tuple[tuple[Piece, ...], ...]:
    if source.show != "full":
        return ()
    marks = sorted({span for located in brief.by_source.get(source.id, ()) for span in located.match.spans})
    return tuple(
        pieces(brief, source.id, around, tuple(mark for mark in marks if around[0] <= mark[0] < around[1]))
        for around in brief.documents[source.id].paragraphs
    )
