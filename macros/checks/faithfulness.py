"""Faithfulness, as far as a program can tell: numbers, dates and actors of a text occur in its passages, or are called derived."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from macros.brief import Brief, Entry
from macros.checks.references import LINK
from macros.checks.texts import documents, finding, linked_actors, names, paragraphs, passages, plain
from macros.diagnostics import Diagnostic
from macros.facts.records import Answer, Cited, Event, Relation, Role
from macros.reading.numbers import Number, months, numbers

_DIGITS = re.compile(r"\d+")


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield texts that say more than their passages, and `derived` where nothing is."""
    blanked = _Blanked(numbered_names(brief))
    for entry in brief.entries.values():
        if isinstance(entry.record, Cited) and entry.record.cite and entry.id not in brief.unsettled:
            yield from _text(brief, entry, blanked)
        elif isinstance(entry.record, Answer) and entry.id not in brief.unsettled and brief.by_record.get(entry.id):
            yield from _speakers(brief, entry)


def _text(brief: Brief, entry: Entry, blanked: "_Blanked") -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Cited)
    if not brief.by_record.get(entry.id):
        return
    yield from _speakers(brief, entry)
    text, words = plain(brief, entry.record.text), passages(brief, entry)
    more = [*_numbers(entry, blanked(text), words), *_months(entry, text, words), *_actors(brief, entry)]
    if entry.record.derived is None:
        yield from more
    elif not more and _all_known(brief, entry):
        message = "every number, date and actor of the text is in its passages: 'derived' has nothing to explain"
        yield finding(entry, ("derived",), "derived-not-needed", message)


def _numbers(entry: Entry, text: str, words: str) -> Iterator[Diagnostic]:
    known: dict[float | str, list[Number]] = defaultdict(list)
    for number in numbers(words):
        known[number.value].append(number)
    for number in numbers(text):
        expected = "a passage with it, or 'derived' with the reason"
        if number.value not in known:
            yield finding(
                entry, ("text",), "number-not-in-passage", f"'{number.printed}' is not in the passages", expected=expected
            )
        elif all(number.hedge != other.hedge for other in known[number.value]):
            message = f"the text says '{number.printed}', the passage '{known[number.value][0].printed}'"
            yield finding(entry, ("text",), "hedge-differs", message, expected="the hedge of the passage, no more and no less")


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
    names = {name for entry in entries for name in (entry.record.name, *getattr(entry.record, "spellings", ()))}
    return sorted((name for name in names if re.search(r"\d", name)), key=len, reverse=True)


def _months(entry: Entry, text: str, words: str) -> Iterator[Diagnostic]:
    for month in sorted(months(text) - months(words)):
        message = f"'{month}' is not in the passages"
        yield finding(entry, ("text",), "date-not-in-passage", message, expected="a passage with it, or 'derived' with the reason")


def _actors(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    named = list(_named(brief, entry))
    around = paragraphs(brief, entry) if named else ""
    speakers = {link.actor for link in entry.record.said_by or ()}
    for path, actor in named:
        # Whom a document quotes at length it names once: a speaker may be named anywhere in it.
        if not names(brief, documents(brief, entry) if actor in speakers else around, actor):
            message = f"'{actor}' is not named in the paragraph of a passage under any of its spellings"
            yield finding(
                entry, path, "actor-not-in-passage", message, expected="a passage that names it, or 'derived' with the reason"
            )


def _all_known(brief: Brief, entry: Entry) -> bool:
    """Tell whether every actor that a record names could be read in full: `derived` may explain one that could not."""
    named = {match[1] for match in LINK.finditer(entry.record.text)} | {actor for _, actor in _named(brief, entry)}
    kinds = {actor: brief.entries[actor].kind if actor in brief.entries else "" for actor in named}
    return all(actor in brief.spellings or kind not in ("", "actor") for actor, kind in kinds.items())


def _named(brief: Brief, entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    record = entry.record
    seen: set[str] = set()
    for actor in linked_actors(brief, record.text):
        if actor not in seen:
            seen.add(actor)
            yield ("text",), actor
    if isinstance(record, Relation):
        yield ("object",), record.object
        yield ("id",), entry.owner
    elif isinstance(record, Role) and record.organisation:
        yield ("organisation",), record.organisation
    elif isinstance(record, Event):
        yield from ((("actors", index), actor) for index, actor in enumerate(record.actors))


def _speakers(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    """Yield actors to whom the record gives the words, and whom none of its documents names."""
    around = documents(brief, entry) if entry.record.said_by else ""
    for index, link in enumerate(entry.record.said_by or ()):
        for actor in (link.actor, *link.with_):
            if actor and not names(brief, around, actor):
                message = f"the speaker '{actor}' is named nowhere in the cited documents"
                yield finding(entry, ("said_by", index), "speaker-not-named", message)
