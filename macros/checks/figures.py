"""Figures and dates: a value is what its words give, hedge included; a date is printed, or worked out, as precisely as it is given;
a verdict is one that the answers bear out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from macros.brief import Brief, Entry
from macros.checks.texts import finding, passages
from macros.diagnostics import Diagnostic
from macros.facts.base import BROKEN, value_of
from macros.facts.dates import MONTHS
from macros.facts.quantity import Quantity, quantity
from macros.facts.records import Answer, Dated, Figure
from macros.reading.fold import folded
from macros.reading.hedges import agree
from macros.reading.numbers import CLOCK, MONEY, ORDINAL, SHARE, WORDS, Number, numbers, read

NO_AMOUNTS = frozenset((ORDINAL, CLOCK, WORDS))
"""Units of numbers that answer no question of how many or how much."""

NAMED = {SHARE: re.compile(r"%|per ?cent|share")} | {
    unit: re.compile("|".join(re.escape(name) for name, of in MONEY.items() if of == unit)) for unit in MONEY.values()
}
"""How a figure's `unit` names what else its numbers would be: "13%" is no 13 people."""


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield answers whose value their words do not give, and dates called stated that no words state."""
    for entry in brief.entries.values():
        if entry.id in brief.unsettled:
            continue
        if isinstance(entry.record, Answer) and brief.by_record.get(entry.id):
            yield from _answer(brief, entry)
        if isinstance(entry.record, Figure) and BROKEN not in entry.record.answers:
            yield from _verdict(entry)
        yield from _dates(entry)


def _answer(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Answer)
    figure = brief.entries[entry.owner].record if entry.owner in brief.entries else None
    unit = (isinstance(figure, Figure) and figure.unit) or ""
    printed = passages(brief, entry)
    values = [(("value",), entry.record.value, unit)] if entry.record.value else []
    values += [(("parts", index, "value"), part.value, part.of) for index, part in enumerate(entry.record.parts)]
    for path, value, counted in values:
        problem = mismatch(quantity(value), f"{printed}\n{folded(entry.record.derived or '')}", counted)
        if problem:
            yield finding(entry, path, "value-not-in-words", f"'{value}': {problem}", nearest=printed.replace("\n", " / "))


def mismatch(wanted: Quantity, printed: str, unit: str) -> str:
    """Say how a value differs from the words that should give it, or nothing."""
    if wanted.kind == "none":
        return _given(printed, unit)
    if wanted.kind == "word":
        word = folded(wanted.word)
        if unit and word.lower() in (unit.lower(), unit.lower().partition(" ")[0]):
            return f"'{wanted.word}' is what is counted, and says nothing of how many"
        return "" if re.search(rf"\b{re.escape(word)}\b", printed) else f"the words do not say '{wanted.word}'"
    found = [_as_asked(number) for number in numbers(printed) if _may_be(number, unit)]
    if wanted.low == wanted.high:
        fit = [number for number in found if number.value == wanted.low]
        return _hedge_mismatch(wanted.kind, fit) if fit else "the words do not give this number"
    return _range_mismatch(wanted, found)


def _given(printed: str, unit: str) -> str:
    """Say which number stands right before what is counted, where the words are said to give none."""
    noun = re.compile(rf" {re.escape(unit.lower())}(?!\w)")
    words = printed.lower()
    found = (number for number in numbers(printed) if unit and number.unit not in NO_AMOUNTS)
    given = (each for each in found if noun.match(words, each.stop) or (each.unit and each.unit == unit.lower().removesuffix("s")))
    return next((f"the words say '{number.printed} {unit}'" for number in given), "")


def _may_be(number: Number, unit: str) -> bool:
    """Tell whether a number may be one of what is counted."""
    return number.unit not in NO_AMOUNTS and (number.unit not in NAMED or bool(NAMED[number.unit].search(unit.lower())))


def _as_asked(number: Number) -> Number:
    """Return a number as a value gives it: 40 for "40 per cent"."""
    return number if number.unit != SHARE else replace(number, value=round(number.value * 100, 7))


def _hedge_mismatch(kind: str, fit: list[Number]) -> str:
    """Say how the words hedge a number, or nothing where one of them has this hedge and is no end of a range."""
    hedge = "" if kind == "exact" else kind
    if any(agree(hedge, number.hedge) and not number.end for number in fit):
        return ""
    return "the words give a range" if fit[0].end and agree(hedge, fit[0].hedge) else f"the words say '{fit[0].printed}'"


def _range_mismatch(wanted: Quantity, found: list[Number]) -> str:
    """Say how the words differ from a range, or nothing where they give both of its ends as one."""
    ends = [
        (low, high) for low, high in pairwise(found) if (low.value, high.value) == (wanted.low, wanted.high) and low.end == "low"
    ]
    if not ends:
        return (
            "the words do not give this range"
            if wanted.low in {number.value for number in found}
            else "the words do not give this number"
        )
    hedge = "about" if wanted.kind == "about range" else ""
    return "" if any(agree(hedge, low.hedge) for low, _ in ends) else f"the words say '{ends[0][0].printed}'"


def _verdict(entry: Entry) -> Iterator[Diagnostic]:
    """Yield a verdict on answers that are too few for it, or whose values say otherwise."""
    figure = entry.record
    assert isinstance(figure, Figure)
    cited = [answer for answer in figure.answers if answer.cite]
    values = {answer.value for answer in cited}
    if figure.verdict == "alone":
        problem = f"{len(cited)} answers are cited" if len(cited) != 1 else ""
    elif len(cited) < 2:
        problem = "one answer is cited" if cited else "no answer is cited"
    elif None in values:
        problem = ""
    elif figure.verdict == "agree":
        problem = "the values differ" if len(values) > 1 else ""
    else:
        problem = "the values are the same" if figure.verdict == "conflict" and len(values) == 1 else ""
    if problem:
        yield finding(entry, ("verdict",), "verdict-not-borne-out", f"the verdict is '{figure.verdict}', and {problem}")


def _dates(entry: Entry) -> Iterator[Diagnostic]:
    for name in ("date", "as_of", "issued"):
        given = value_of(entry.record, name)
        if isinstance(given, Dated) and given.value:
            words = "\n".join(folded(" / ".join(citation.exact)) for citation in given.stated or given.from_ or ())
            if given.stated and (missing := unprinted(given.value, words)):
                message = f"'{given.value}' is called stated, but its words do not print {missing}"
                yield finding(entry, (name, "value"), "date-not-stated", message, expected="'inferred' with the reason and 'from'")
            elif not given.stated and (missing := ungiven(given.value, f"{words}\n{folded(given.inferred or '')}")):
                message = f"'{given.value}' is called inferred, but neither its words nor the reason give {missing}"
                yield finding(entry, (name, "value"), "date-not-inferred", message, expected=f"a reason that names {missing}")


MARKS = {
    "~": re.compile(r"\b(?:about|around|approximately|roughly|circa|ca?\.)|~", re.IGNORECASE),
    "?": re.compile(r"\b(?:perhaps|possibly|probably|maybe|uncertain|may|might|reportedly|believed)\b|\?", re.IGNORECASE),
    "/..": re.compile(r"\b(?:since|after|from|following|onwards?|later)\b", re.IGNORECASE),
    "../": re.compile(r"\b(?:before|until|till|by|prior|to|earlier|ahead)\b", re.IGNORECASE),
}
"""What a date's marks say, and the words that say it."""


def unprinted(value: str, printed: str) -> str:
    """Say what of a date folded words do not print as one date, or nothing."""
    missing = ungiven(value, printed)
    if missing:
        return missing
    for point in _points(value):
        parts = _parts(point)
        if parts and not any(date.gives(*parts) for date in read(printed).dates):
            return f"'{point}' as one date"
    marks = [mark for mark in ("~", "?") if mark in value.replace("%", "~?")] + [mark for mark in ("/..", "../") if mark in value]
    return next((f"what '{mark}' says" for mark in marks if not MARKS[mark].search(printed)), "")


def _points(value: str) -> list[str]:
    """Return the dates of an interval, or the one."""
    return [point.rstrip("?~%") for point in value.replace("/", " ").replace("..", " ").split()]


def _parts(point: str) -> tuple[int, int, int] | None:
    """Return the year, month and day of a date, 0 for what it leaves open; None for a decade or a century."""
    year, *rest = point.split("-")
    month, day = (int(part) if part.isdigit() else 0 for part in (*rest, "", "")[:2])
    return (int(year), month, day) if year.isdigit() else None


def ungiven(value: str, printed: str) -> str:
    """Say which part of a date folded words do not print at all, or nothing."""
    reading = read(printed)
    known = {number.value for number in reading.numbers if not number.unit} | reading.years
    days = {date.day for date in reading.dates} | {number.value for number in reading.numbers if number.unit in ("", ORDINAL)}
    decades = {number.value for number in reading.numbers if number.unit == WORDS}
    for point in _points(value):
        parts = _parts(point)
        if not parts:
            decade = f"{point.replace('X', '0')}s"
            if decade not in decades:
                return f"'{decade}'"
            continue
        year, month, day = parts
        if year not in known:
            return f"the year {year}"
        if month and month not in {date.month for date in reading.dates}:
            return f"the month {MONTHS[month - 1]}"
        if day and day not in days:
            return f"the day {day}"
    return ""
