"""Figures and dates: a value is what its words give, hedge included; a date is printed, or worked out, as precisely as it is given;
a verdict is one that the answers bear out.
"""

import re
from collections.abc import Iterator

from macros.brief import Brief, Entry
from macros.checks.texts import finding, passages
from macros.diagnostics import Diagnostic
from macros.facts.base import BROKEN, value_of
from macros.facts.dates import MONTHS
from macros.facts.quantity import Quantity, quantity
from macros.facts.records import Answer, Dated, Figure
from macros.links import plain
from macros.reading.fold import folded
from macros.reading.numbers import Number, months, numbers


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield answers whose value their words do not give, and dates called stated that no words state."""
    for entry in brief.entries.values():
        if entry.id in brief.unsettled:
            continue
        if isinstance(entry.record, Answer) and brief.by_record.get(entry.id):
            yield from _answer(brief, entry)
        if isinstance(entry.record, Figure) and BROKEN not in entry.record.answers:
            yield from _verdict(entry)
        yield from _dates(brief, entry)


def _answer(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    assert isinstance(entry.record, Answer)
    printed = passages(brief, entry)
    values = [(("value",), entry.record.value)] if entry.record.value else []
    values += [(("parts", index, "value"), part.value) for index, part in enumerate(entry.record.parts)]
    for path, value in values:
        problem = _mismatch(quantity(value), f"{printed}\n{plain(brief, entry.record.derived or '')}")
        if problem:
            yield finding(entry, path, "value-not-in-words", f"'{value}': {problem}", nearest=printed.replace("\n", " / "))


def _mismatch(wanted: Quantity, printed: str) -> str:
    if wanted.kind == "none":
        return ""
    if wanted.kind == "word":
        return "" if re.search(rf"\b{re.escape(folded(wanted.word))}\b", printed) else f"the words do not say '{wanted.word}'"
    found = list(numbers(printed))
    low = [number for number in found if number.value == wanted.low]
    if not low or not any(number.value == wanted.high for number in found):
        return "the words do not give this number"
    return _hedge_mismatch(wanted, low)


def _hedge_mismatch(wanted: Quantity, low: list[Number]) -> str:
    hedge = {"exact": "", "range": "", "about range": "about"}.get(wanted.kind, wanted.kind)
    if any(number.hedge == hedge for number in low):
        return ""
    return f"the words say '{low[0].printed}'"


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


def _dates(brief: Brief, entry: Entry) -> Iterator[Diagnostic]:
    for name in ("date", "as_of", "issued"):
        given = value_of(entry.record, name)
        if isinstance(given, Dated) and given.value:
            words = " ".join(folded(words) for citation in given.stated or given.from_ or () for words in citation.exact)
            missing = unprinted(given.value, f"{words} {plain(brief, given.inferred or '')}")
            if missing and given.stated:
                message = f"'{given.value}' is called stated, but its words do not print {missing}"
                yield finding(entry, (name, "value"), "date-not-stated", message, expected="'inferred' with the reason and 'from'")
            elif missing:
                message = f"'{given.value}' is called inferred, but neither its words nor the reason give {missing}"
                yield finding(entry, (name, "value"), "date-not-inferred", message, expected=f"a reason that names {missing}")


def unprinted(value: str, printed: str) -> str:
    """Say which part of a date folded words do not print, or nothing."""
    known = {number.value for number in numbers(printed)} | {float(found) for found in re.findall(r"\d+", printed)}
    for point in value.replace("/", " ").replace("..", " ").split():
        year, *rest = point.rstrip("?~%").split("-")
        month, day = (part if part.isdigit() else "" for part in (*rest, "", "")[:2])
        if year.endswith("X"):
            if f"{year.replace('X', '0')}s" not in printed:
                return f"'{year.replace('X', '0')}s'"
        elif float(year) not in known:
            return f"the year {year}"
        if month and MONTHS[int(month) - 1] not in months(printed):
            return f"the month {MONTHS[int(month) - 1]}"
        if day and float(day) not in known:
            return f"the day {int(day)}"
    return ""
