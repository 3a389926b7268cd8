"""Faithfulness, as far as a program can tell: numbers, dates and actors of a text occur in its passages, or are called derived."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from macros.brief import Brief, Entry
from macros.checks.texts import documents, finding, linked_actors, names, paragraphs, passages, plain
from macros.diagnostics import Diagnostic
from macros.facts.records import Answer, Cited, Event, Relation, Role
from macros.reading.numbers import Number, months, numbers


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield texts that say more than their passages, and `derived` where nothing is."""
    failed = {missed.entry.id for missed in brief.missed}
    blanked = numbered_names(brief)
    for entry in brief.entries.values():
        if isinstance(entry.record, Cited) and entry.record.cite and entry.id not in failed:
            yield from _text(brief, entry, blanked)
        elif isinstance(entry.record, Answer) and entry.id not in failed and brief.by_record.get(entry.id):
            yield from _speakers(brief, entry)


def _text(brief: Brief, entry: Entry, blanked: Sequence[str]) -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Cited)
    if not brief.by_record.get(entry.id):
        return
    yield from _speakers(brief, entry)
    more = [*_numbers(brief, entry, blanked), *_months(brief, entry), *_actors(brief, entry)]
    if entry.record.derived is None:
        yield from more
    elif not more:
        message = "every number, date and actor of the text is in its passages: 'derived' has nothing to explain"
        yield finding(entry, ("derived",), "derived-not-needed", message)


def _numbers(brief: Brief, entry: Entry, blanked: Sequence[str]) -> Iterator[Diagnostic]:
    words = passages(brief, entry)
    known: dict[float | str, list[Number]] = defaultdict(list)
    for number in numbers(words):
        known[number.value].append(number)
    text = plain(brief, entry.record.text)
    for name in blanked:
        text = text.replace(name, " ")
    for number in numbers(text):
        expected = "a passage with it, or 'derived' with the reason"
        if number.value not in known:
            yield finding(
                entry, ("text",), "number-not-in-passage", f"'{number.printed}' is not in the passages", expected=expected
            )
        elif all(number.hedge != other.hedge for other in known[number.value]):
            message = f"the text says '{number.printed}', the passage '{known[number.value][0].printed}'"
            yield finding(entry, ("text",), "hedge-differs", message, expected="the hedge of the passage, no more and no less")


def numbered_names(brief: Brief) -> list[str]:
    """Return the names that hold a number, which is no fact of the text that uses the name."""
    entries = (*brief.all("actor"), *brief.all("source"))
    names = {name for entry in entries for name in (entry.record.name, *getattr(entry.record, "spellings", ()))}
    return sorted((name for name in names if re.search(r"\d", name)), key=len, reverse=True)


def _months(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    for month in sorted(months(plain(brief, entry.record.text)) - months(passages(brief, entry))):
        message = f"'{month}' is not in the passages"
        yield finding(entry, ("text",), "date-not-in-passage", message, expected="a passage with it, or 'derived' with the reason")


def _actors(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    around = paragraphs(brief, entry)
    speakers = {link.actor for link in entry.record.said_by or ()}
    for path, actor in _named(brief, entry):
        # Whom a document quotes at length it names once: a speaker may be named anywhere in it.
        if not names(brief, documents(brief, entry) if actor in speakers else around, actor):
            message = f"'{actor}' is not named in the paragraph of a passage under any of its spellings"
            yield finding(
                entry, path, "actor-not-in-passage", message, expected="a passage that names it, or 'derived' with the reason"
            )


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
    around = documents(brief, entry)
    for index, link in enumerate(entry.record.said_by or ()):
        for actor in (link.actor, *link.with_):
            if actor and not names(brief, around, actor):
                message = f"the speaker '{actor}' is named nowhere in the cited documents"
                yield finding(entry, ("said_by", index), "speaker-not-named", message)
