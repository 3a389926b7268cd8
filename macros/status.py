"""The state of a brief: how much of each document is worked through, which actors nothing uses, which questions are open."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros import checks
from macros.brief import Brief
from macros.checks import references
from macros.checks.coverage import Sentence, sentences
from macros.facts.base import BROKEN
from macros.facts.records import Answer, Figure, Source


@dataclass(frozen=True)
class Coverage:
    """What became of a source's sentences."""

    source: str
    coverage: str
    """`full` or `partial`, as its record says; `unread` where its document cannot be read."""
    sentences: tuple[Sentence, ...]

    def count(self, state: str) -> int:
        """Count the sentences that are `cited`, `omitted` or `open`."""
        return sum(sentence.state == state for sentence in self.sentences)

    @property
    def open(self) -> list[Sentence]:
        """The sentences that no record cites or omits."""
        return [sentence for sentence in self.sentences if sentence.state == "open"]


@dataclass(frozen=True)
class Question:
    """A figure whose documents contradict each other, or that one document alone answers, or none."""

    figure: str
    question: str
    verdict: str
    answered: tuple[str, ...]
    """The answers that are cited and say more than that their document gives no number."""


@dataclass(frozen=True)
class Status:
    """The state of a brief."""

    sources: tuple[Coverage, ...]
    unused: tuple[str, ...]
    """Actors that nothing in the brief uses."""
    questions: tuple[Question, ...]
    counts: dict[str, int]
    """How many records of each kind there are, then citations checked, failed and unchecked."""


def status(brief: Brief) -> Status:
    """Return the state of a brief, which need not be free of findings."""
    return Status(tuple(_coverage(brief)), tuple(_unused(brief)), tuple(_questions(brief)), _counts(brief))


def _coverage(brief: Brief) -> Iterator[Coverage]:
    for entry in brief.all("source"):
        assert isinstance(entry.record, Source)
        if entry.id in brief.documents:
            yield Coverage(entry.id, entry.record.coverage, tuple(sentences(brief, entry.id)))
        else:
            yield Coverage(entry.id, "unread", ())


def _unused(brief: Brief) -> list[str]:
    unused = {finding.file for finding in references.check(brief) if finding.rule == "unused-actor"}
    return [entry.id for entry in brief.all("actor") if entry.file.name in unused]


def _questions(brief: Brief) -> Iterator[Question]:
    for entry in brief.all("figure"):
        assert isinstance(entry.record, Figure)
        answers = [answer for answer in entry.record.answers if answer is not BROKEN]
        answered = tuple(answer.id for answer in answers if _is_answer(answer))
        if len(answered) < 2 or entry.record.verdict == "conflict":
            yield Question(entry.id, entry.record.question, entry.record.verdict, answered)


def _is_answer(answer: Answer) -> bool:
    return answer.absent is None and answer.value != "none"


def _counts(brief: Brief) -> dict[str, int]:
    kinds = ("source", "topic", "statement", "actor", "relation", "event", "quote", "figure", "answer")
    counted = checks.counts(brief)
    return {
        **{kind: sum(1 for _ in brief.all(kind)) for kind in kinds},
        **{name: counted[name] for name in ("citations", "checked", "failed", "unchecked")},
    }
