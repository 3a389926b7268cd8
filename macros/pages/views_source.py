"""A source: its record, its text as a strip, and the passages of it that are cited."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from macros.brief import Brief
from macros.checks.coverage import Sentence, sentences
from macros.facts.citation import Citation
from macros.facts.dates import in_words
from macros.facts.records import Basis, Dated, Particular, Source
from macros.links import beginning
from macros.pages.excerpt import Piece, pieces
from macros.pages.views import counted
from macros.pages.views_passages import Backlink, Cluster, clusters

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

SHADES = ((1, "cited once"), (2, "2 to 4 times"), (5, "5 to 9 times"), (10, "10 times or more"))
"""The least number of citations for each shade of the strip, and its words: nearly every sentence is cited, few are often."""

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
class Bar:
    """A sentence in the strip, in percent of the text's length."""

    sentence: Sentence
    target: str
    """The anchor to which it leads: its first passage, or where it is told why none is cited."""
    title: str
    """The line, what became of it, and its first words."""
    left: float
    width: float
    shade: int
    """How often it is cited: a step of SHADES, counted from 1, or 0."""


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
    clusters: tuple[Cluster, ...]
    omitted: tuple[LeftOut, ...]
    open: tuple[Sentence, ...]
    text: tuple[tuple[Piece, ...], ...]
    """The paragraphs of the whole text, only where it may be shown."""

    @property
    def passages(self) -> int:
        """The number of cited passages."""
        return sum(len(cluster.passages) for cluster in self.clusters)

    @property
    def shades(self) -> tuple[tuple[int, str], ...]:
        """(shade, how many citations) of the shades that occur, for the key."""
        used = {bar.shade for bar in self.bars}
        return tuple((shade, words) for shade, (_, words) in enumerate(SHADES, 1) if shade in used)


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
        clusters(brief, source.id, cited_in),
        tuple(LeftOut(_left_out(item), item.line, item.text, item.reason) for item in found if item.state == "omitted"),
        tuple(item for item in found if item.state == "open"),
        _whole_text(brief, source),
    )


def _bar(brief: Brief, source: Source, item: Sentence, length: int) -> Bar:
    start, end = item.span
    touching = brief.by_source.get(source.id, ())
    inside = [at for at in touching if any(first < end and last > start for first, last in at.match.spans)]
    key = min(((at.match.spans, at.key) for at in inside), default=((), ""))[1]
    times = f"cited {counted(len(inside), 'time')}"
    told = {"cited": times, "omitted": f"left out: {item.reason}", "open": "neither cited nor left out"}[item.state]
    words = beginning(" ".join(item.text.split()), LONGEST_BEGINNING)
    title = f"Line {item.line}, {told}. “{words}”"
    target = key or (_left_out(item) if item.state == "omitted" else STILL_OPEN)
    left, width = round(100 * start / length, 3), round(100 * (end - start) / length, 3)
    return Bar(item, target, title, left, width, sum(least <= len(inside) for least, _ in SHADES))


def _left_out(item: Sentence) -> str:
    return f"left-out-{item.span[0]}"


def _whole_text(brief: Brief, source: Source) -> tuple[tuple[Piece, ...], ...]:
    if source.show != "full":
        return ()
    marks = sorted({span for located in brief.by_source.get(source.id, ()) for span in located.match.spans})
    return tuple(
        pieces(brief, source.id, around, tuple(mark for mark in marks if around[0] <= mark[0] < around[1]))
        for around in brief.documents[source.id].paragraphs
    )
