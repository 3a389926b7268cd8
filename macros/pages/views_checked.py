"""The counts of this build, for the page on how the brief was checked."""

from collections import Counter
from dataclasses import dataclass

from macros.brief import Brief
from macros.checks.coverage import sentences
from macros.facts.records import Source

FOLDS = {
    "nfc": "composed and decomposed letters",
    "white-space": "runs of white space",
    "quotation-marks": "shapes of quotation marks",
    "dashes": "shapes of hyphens and dashes",
    "invisible": "soft hyphens and characters without width",
    "ellipsis": "the ellipsis character",
    "damage": "characters that arrived damaged, by the source’s own table",
}
"""What each fold makes equal."""

KINDS = {
    "statement": "statements",
    "event": "events",
    "quote": "quotes",
    "answer": "answers to contested questions",
    "role": "roles",
    "relation": "relations",
    "actor": "actors",
    "figure": "contested questions",
    "topic": "topics",
    "source": "sources",
}


@dataclass(frozen=True)
class SourceCount:
    """What was counted in one source."""

    source: Source
    citations: int
    passages: int
    sentences: Counter[str]


@dataclass(frozen=True)
class Tally:
    """The counts of a build."""

    citations: int
    passages: int
    failed: int
    unchecked: int
    sources: tuple[SourceCount, ...]
    absences: int
    readings: int
    """Sentences that are marked as the brief's own inference."""
    verdicts: int
    """Disputed figures: each carries the brief's own reading of its answers."""
    records: tuple[tuple[str, int], ...]
    folds: tuple[tuple[str, int], ...]

    @property
    def sentences(self) -> Counter[str]:
        """The sentences of all sources together."""
        return sum((source.sentences for source in self.sources), Counter())


def tally(brief: Brief) -> Tally:
    """Count what this build holds."""
    kinds = Counter(entry.kind for entry in brief.entries.values())
    folds = Counter(fold for located in brief.citations for fold in located.match.folds)
    said = [entry.record for entry in brief.entries.values()]
    return Tally(
        len(brief.citations),
        len(brief.by_passage),
        len(brief.missed),
        brief.unchecked,
        tuple(_count(brief, source) for source in brief.records("source")),
        sum(1 for record in said if getattr(record, "absent", None)),
        sum(1 for record in said if getattr(record, "reading", None)),
        kinds["figure"],
        tuple((label, kinds[kind]) for kind, label in KINDS.items() if kinds[kind]),
        tuple((label, folds[name]) for name, label in FOLDS.items() if folds[name]),
    )


def _count(brief: Brief, source: Source) -> SourceCount:
    cited = brief.by_source.get(source.id, ())
    found = sentences(brief, source.id) if source.id in brief.documents else []
    return SourceCount(source, len(cited), len({located.key for located in cited}), Counter(item.state for item in found))
