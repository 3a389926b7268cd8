"""Faithfulness: numbers, dates and actors of a text stand in its passages, with the hedges these give them, or are explained."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from macros.brief import Brief, Entry
from macros.checks.amounts import Words, has_amounts
from macros.checks.texts import documents, finding, linked_actors, names, names_speaker, paragraphs, passages
from macros.diagnostics import Diagnostic
from macros.facts.base import BROKEN, Path, Record, value_of
from macros.facts.dates import in_words
from macros.facts.records import NOBODY, Answer, Cited, Event, Figure, Quote, Relation, Role, Statement
from macros.links import plain, targets
from macros.reading.fold import folded

_DIGITS = re.compile(r"\d+")

EXPECTED = "a passage with it, or 'derived' with the reason, which names it"

Text = tuple[Path, str]
"""Where a text stands below its record, and the text as a reader sees it."""


@dataclass(frozen=True)
class Ground:
    """The words that should give what a text says."""

    words: str
    name: str
    """What a finding calls them."""
    expected: str
    """What would have been right."""
    gives_hedges: bool = False
    """Whether a number has the hedge it has there, no other."""
    reason: str = ""
    """Why more follows from the words, folded."""
    granted: AbstractSet[float] = frozenset()
    """The numbers that a text may give all the same."""


def check(brief: Brief, entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Yield those of some entries whose texts say more than their passages, and `derived` where nothing is."""
    blanked, granted = _Blanked(numbered_names(brief)), _granted(brief)
    for entry in entries:
        if entry.id in brief.unsettled:
            continue
        if isinstance(entry.record, Cited | Answer | Quote) and brief.by_record.get(entry.id):
            yield from _cited(brief, entry, blanked)
        if isinstance(entry.record, Statement) and entry.record.reading:
            yield from _reading(brief, entry, blanked)
        if isinstance(entry.record, Figure):
            yield from _explanation(brief, entry, blanked, granted)


def _cited(brief: Brief, entry: Entry, blanked: "_Blanked") -> Iterator[Diagnostic]:
    yield from _speakers(brief, entry)
    ground, texts = Ground(passages(brief, entry), "the passages", EXPECTED, True), list(_texts(brief, entry.record))
    more = [*_more(entry, texts, ground, blanked), *_actors(brief, entry, "")]
    reason = value_of(entry.record, "derived")
    if reason is None:
        yield from more
    elif more:  # The reason excuses what it names, and nothing else.
        yield from _more(entry, texts, replace(ground, reason=folded(plain(brief, reason))), blanked)
        yield from _actors(brief, entry, plain(brief, reason))
    elif isinstance(entry.record, Cited) and _all_known(brief, entry):
        message = "every number, date and actor of the text is in its passages: 'derived' has nothing to explain"
        yield finding(entry, ("derived",), "derived-not-needed", message)


def _reading(brief: Brief, entry: Entry, blanked: "_Blanked") -> Iterator[Diagnostic]:
    """Yield what a reading says and none of the records does on which it rests, nor its reason."""
    assert isinstance(entry.record, Statement)
    assert entry.record.reading is not None
    below = [brief.entries[wanted] for wanted in entry.record.reading.rests_on if wanted in brief.entries]
    if len(below) == len(entry.record.reading.rests_on) and not brief.unsettled.intersection(record.id for record in below):
        words = [*(_whole(brief, record) for record in below), plain(brief, entry.record.reading.because or "")]
        expected = "a record under 'rests_on' that says it, or 'because' with the reason, which names it"
        ground = Ground("\n".join(words), "the records it rests on", expected)
        yield from _more(entry, list(_texts(brief, entry.record)), ground, blanked)


def _granted(brief: Brief) -> tuple[set[float], str]:
    """Return the numbers that any explanation may give, those that count documents, and the dates of the documents in words."""
    dates = [in_words(source.issued.value) for source in brief.records("source") if source.issued.value]
    counts = {float(number) for number in range(len(brief.records("source")) + 1)}  # One that cannot be read counts.
    return counts, "\n".join(dates)


def _explanation(brief: Brief, entry: Entry, blanked: "_Blanked", granted: tuple[set[float], str]) -> Iterator[Diagnostic]:
    """Yield the numbers of a figure's explanation that none of its answers gives; answers may be counted, and documents dated."""
    assert isinstance(entry.record, Figure)
    if BROKEN in entry.record.answers or brief.unsettled.intersection(answer.id for answer in entry.record.answers):
        return
    answers = [brief.entries[answer.id] for answer in entry.record.answers]
    if len({answer.id for answer in answers}) < len(answers):
        return  # One of two with the same id hides what the other gives.
    words = "\n".join([*(_whole(brief, answer) for answer in answers), granted[1]])
    text = [(("explanation",), plain(brief, entry.record.explanation))]
    yield from _more(entry, text, Ground(words, "the answers", "an answer that gives it", granted=granted[0]), blanked)


def _whole(brief: Brief, entry: Entry) -> str:
    """Return all that a record says on its own account, and its passages."""
    own = [text for _, text in _texts(brief, entry.record)]
    own += [value_of(entry.record, "value") or "", plain(brief, value_of(entry.record, "derived") or "")]
    dates = [value_of(entry.record, name) for name in ("date", "as_of")]
    own += [f"{date.value} {in_words(date.value)}" for date in dates if date and date.value]
    return "\n".join([*own, passages(brief, entry)])


def _texts(brief: Brief, record: Record) -> Iterator[Text]:
    """Yield the texts of a record that are in the brief's own words."""
    for name in ("text", "says", "measures", "gist"):
        text = value_of(record, name)
        if text:
            yield (name,), plain(brief, text)
    if isinstance(record, Answer):
        yield from ((("parts", index, "of"), part.of) for index, part in enumerate(record.parts))


def _more(entry: Entry, texts: Sequence[Text], ground: Ground, blanked: "_Blanked") -> Iterator[Diagnostic]:
    """Yield the numbers and dates of texts that do not stand in the words that should give them, and are not granted anyway."""
    said = [(path, folded(blanked(text))) for path, text in texts]
    if not any(has_amounts(text) for _, text in said):
        return
    given = Words(ground.words, ground.name, ground.expected, is_hedged=ground.gives_hedges, reason=ground.reason)
    for path, text in said:
        for rule, message, right in given.beyond(text, ground.granted):
            yield finding(entry, path, rule, message, expected=right)


class _Blanked:
    """Blanks out names that hold a number. A text that shares no digits with a name is known at once not to hold it."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.by_digits: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self.by_digits[_DIGITS.findall(name)[0]].append(name)
        self.lengths = {len(digits) for digits in self.by_digits}

    def __call__(self, text: str) -> str:
        """Return the text with a blank in the place of each name."""
        if any(name in text for run in _DIGITS.findall(text) for name in self._named_with(run)):
            for name in self.names:
                text = text.replace(name, " ")
        return text

    def _named_with(self, run: str) -> Iterator[str]:
        for length in self.lengths:
            for at in range(len(run) - length + 1):
                yield from self.by_digits.get(run[at : at + length], ())


def numbered_names(brief: Brief) -> list[str]:
    """Return the names that hold a number, which is no fact of the text that uses the name."""
    entries = (*brief.all("actor"), *brief.all("source"))
    names = {entry.record.name for entry in entries} | {name for spellings in brief.spellings.values() for name in spellings}
    return sorted((name for name in names if re.search(r"\d", name)), key=len, reverse=True)


def _actors(brief: Brief, entry: Entry, reason: str) -> Iterator[Diagnostic]:
    """Yield the actors of a record that neither the paragraphs of its passages nor the reason under `derived` name."""
    named = list(_named(brief, entry))
    around = paragraphs(brief, entry) if named else ""
    speakers = {actor for link in value_of(entry.record, "said_by") or () for actor in (link.actor, *link.with_)}
    for path, actor in named:
        # Whom a document quotes at length it names once: a speaker may be named anywhere in it.
        place = documents(brief, entry) if actor in speakers else around
        if not names(brief, place, actor) and not (reason and names(brief, reason, actor)):
            message = f"'{actor}' is not named in the paragraph of a passage under any of its spellings"
            expected = "a passage that names it, or 'derived' with the reason, which names it"
            yield finding(entry, path, "actor-not-in-passage", message, expected=expected)


def _all_known(brief: Brief, entry: Entry) -> bool:
    """Tell whether every actor that a record names could be read in full: `derived` may explain one that could not."""
    assert isinstance(entry.record, Cited)
    named = {*targets(entry.record.text)} | {actor for _, actor in _named(brief, entry)}
    kinds = {actor: brief.entries[actor].kind if actor in brief.entries else "" for actor in named}
    return all(actor in brief.spellings or kind not in ("", "actor") for actor, kind in kinds.items())


def _named(brief: Brief, entry: Entry) -> Iterator[tuple[Path, str]]:
    record = entry.record
    seen: set[str] = set()
    for name in ("text", "says", "measures", "gist"):
        for actor in linked_actors(brief, value_of(record, name) or ""):
            if actor not in seen:
                seen.add(actor)
                yield (name,), actor
    if isinstance(record, Relation):
        yield ("object",), record.object
        yield ("id",), entry.owner
    elif isinstance(record, Role) and record.organisation:
        yield ("organisation",), record.organisation
    elif isinstance(record, Event):
        yield from ((("actors", index), actor) for index, actor in enumerate(record.actors))


def _speakers(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    """Yield actors to whom the record gives the words, and whom none of its documents names."""
    chain = value_of(entry.record, "said_by") or ()
    around = documents(brief, entry) if chain else ""
    for index, link in enumerate(chain):
        if link.unnamed and not names_speaker(brief, around, "", link.unnamed) and link.unnamed != NOBODY:
            message = f"the cited documents do not speak of '{link.unnamed}'"
            expected = f"their own words for somebody whom they do not name, or '{NOBODY}'"
            yield finding(entry, ("said_by", index), "speaker-not-named", message, expected=expected)
        for actor in (link.actor, *link.with_):
            if actor and not names(brief, around, actor):
                message = f"the speaker '{actor}' is named nowhere in the cited documents"
                yield finding(entry, ("said_by", index), "speaker-not-named", message)
