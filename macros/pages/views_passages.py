"""The cited passages of a source in their sentences: each sentence stands once, and the passages that share it are lettered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from macros.brief import Brief, Located
from macros.pages.excerpt import Piece, gaps
from macros.pages.lettering import letter
from macros.pages.places import Place
from macros.pages.views import voices
from macros.reading.document import Document, Range

FIRST_WORDS, LAST_WORDS = 3, 2
"""Words at both ends by which a passage is known again in the list under its sentence."""


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
    """A cited passage."""

    key: str
    letter: str
    """By which it is told from the others of its sentence."""
    spans: tuple[Range, ...]
    ends: str
    """Its first and last words, or all of them where they are few."""
    voices: tuple[str, ...]
    cited: tuple[Citing, ...]


@dataclass(frozen=True)
class Segment:
    """A stretch of a sentence that belongs to the same passages from end to end."""

    piece: Piece
    begin: tuple[tuple[str, str], ...]
    """(letter, anchor) of the passages that begin here; one that goes on after a gap has no second anchor."""
    letters: tuple[str, ...]
    """The letters of the passages it belongs to."""


@dataclass(frozen=True)
class Cluster:
    """A sentence, or sentences that a passage joins, and all the passages there."""

    line: int
    segments: tuple[Segment, ...]
    passages: tuple[Passage, ...]


def clusters(brief: Brief, source: str, cited_in: Mapping[str, tuple[Backlink, ...]]) -> tuple[Cluster, ...]:
    """Return what is cited of a source in the order of the document."""
    builder = _Builder(brief, source, cited_in)
    return tuple(builder.cluster(around, found) for around, found in builder.joined())


class _Builder:
    def __init__(self, brief: Brief, source: str, cited_in: Mapping[str, tuple[Backlink, ...]]) -> None:
        self.brief, self.source, self.cited_in = brief, source, cited_in
        self.document: Document = brief.documents[source]

    @cached_property
    def lost(self) -> dict[int, str]:
        """The offsets at which words are lost, and how that shows."""
        return {gap.at: gap.reason for gap in gaps(self.brief, self.source)}

    def joined(self) -> list[tuple[Range, list[list[Located]]]]:
        """Return the passages that share a sentence, with the range of all their sentences."""
        keys = dict.fromkeys(located.key for located in self.brief.by_source.get(self.source, ()))
        found = sorted((self.brief.by_passage[key] for key in keys), key=_place)
        runs: list[tuple[Range, list[list[Located]]]] = []
        for placed in found:
            start, end = self.document.sentence_around(*_extent(placed))
            if runs and start < runs[-1][0][1]:
                (first, last), those = runs.pop()
                runs.append(((first, max(end, last)), [*those, placed]))
            else:
                runs.append(((start, end), [placed]))
        return runs

    def cluster(self, around: Range, found: list[list[Located]]) -> Cluster:
        """Build the view of passages that share their sentences."""
        passages = tuple(self.passage(letter(number), placed) for number, placed in enumerate(found))
        return Cluster(found[0][0].match.line, tuple(self.segments(around, passages)), passages)

    def passage(self, name: str, placed: list[Located]) -> Passage:
        """Build the view of a passage."""
        key, spans = placed[0].key, placed[0].match.spans
        told = voices(self.brief, placed)
        return Passage(key, name, spans, self.ends(spans), told, _by_page(self.cited_in.get(key, ())))

    def ends(self, spans: tuple[Range, ...]) -> str:
        """Return the first and last words of a passage."""
        words = " … ".join(self.document.read(*span) for span in spans).split()
        if len(words) <= FIRST_WORDS + LAST_WORDS + 1:
            return " ".join(words)
        return " ".join([*words[:FIRST_WORDS], "…", *words[-LAST_WORDS:]])

    def segments(self, around: Range, passages: tuple[Passage, ...]) -> Iterable[Segment]:
        """Cut a range at the edges of its passages, and at lost words."""
        spans = [(span, passage, number) for passage in passages for number, span in enumerate(passage.spans)]
        inside = [at for at in self.lost if around[0] < at < around[1]]
        edges = sorted({*around, *inside, *(edge for span, _, _ in spans for edge in span)})
        for start, end in pairwise(edges):
            begin = tuple((one.letter, "" if number else one.key) for span, one, number in spans if span[0] == start)
            letters = tuple(one.letter for span, one, _ in spans if span[0] <= start and end <= span[1])
            yield Segment(Piece(self.document.read(start, end), "mark" if letters else "plain"), begin, letters)
            if end in inside:
                yield Segment(Piece("[words missing]", "lost", self.lost[end]), (), ())


def _place(placed: list[Located]) -> tuple[int, int, tuple[Range, ...]]:
    """Order passages by where they begin; of those that begin together, the longest is first."""
    start, end = _extent(placed)
    return start, -end, placed[0].match.spans


def _extent(placed: list[Located]) -> Range:
    spans = placed[0].match.spans
    return spans[0][0], spans[-1][1]


def _by_page(backlinks: tuple[Backlink, ...]) -> tuple[Citing, ...]:
    pages: dict[str, list[Backlink]] = {}
    for backlink in backlinks:
        pages.setdefault(backlink.place.page, []).append(backlink)
    return tuple(Citing(found[0].page, found[0].number, tuple(one.place for one in found)) for found in pages.values())
