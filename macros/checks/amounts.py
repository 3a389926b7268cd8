"""Amounts: the numbers and dates of a text held against the words that should give them. Knows no brief, only two texts."""

import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from macros.facts.dates import MONTHS
from macros.facts.quantity import HEDGES
from macros.reading.dated import Date
from macros.reading.hedges import agree
from macros.reading.numbers import FOLD, LONE, ORDINAL, TIMES, YEAR, Number, read
from macros.reading.numerals import LAST

COUNTING = ("", ORDINAL, TIMES)
"""Units in which documents and answers may be counted."""

TORN = "torn"
"""The end of a range whose other end the words do not give, of which is told: that there is a range is not told once more."""

OTHERWISE = {TIMES: (FOLD, ""), FOLD: (TIMES,)}
"""Units in which a passage may give a number too: "twice" is double, and "three times" may count three attacks."""

Finding = tuple[str, str, str]
"""The rule that a text breaks, the message, and what is expected."""

HEDGE = "the hedge of the passage, no more and no less"

_ONE = re.compile(r"\b(?:one|a single|a lone) (?!of\b|another\b|or\b|and\b|to\b)(?:[a-z]+ )?(?P<noun>[a-z]{3,})", re.IGNORECASE)
_SENSES = {
    "before": re.compile(r"\b(?:before|prior|ahead|earlier|until|by)\b", re.IGNORECASE),
    "after": re.compile(r"\b(?:after|following|since|later|from)\b", re.IGNORECASE),
    "by": re.compile(r"\b(?:by|already|now|as of|until|before|after)\b", re.IGNORECASE),
}
"""Words by which a passage may say, elsewhere in its sentence, what a text puts right before a date."""

_COUNTED = r"\W+(?:[\w'-]+ ){{0,3}}{}(?:s|es)\b"


def has_amounts(text: str) -> bool:
    """Tell whether a folded text says anything that words must give."""
    reading = read(text)
    return bool(any(number.sort != LONE for number in reading.numbers) or reading.dates or reading.moments or _ONE.search(text))


def _agree(said: Number, printed: Number) -> bool:
    """Tell whether two equal numbers have hedges of one sense, and are the same end of a range; a year is a date in a range too."""
    return agree(said.hedge, printed.hedge) and (said.end in (printed.end, TORN) or said.sort == printed.sort == YEAR)


class Words:
    """Words that give numbers and dates, and what they are called in a message."""

    def __init__(self, text: str, called: str, expected: str, *, is_hedged: bool, reason: str = "") -> None:
        """Read the words, and the reason for what they do not say.

        `expected` says where else a number may come from, `is_hedged` that a text must have the hedges of the words too.
        """
        self.called, self.expected, self.is_hedged = called, expected, is_hedged
        self.printed_lines = text.count("\n") + 1
        self.text = text = f"{text}\n{reason}" if reason else text
        reading = read(text)
        self.dates, self.moments, self.years = reading.dates, reading.moments, reading.years
        self.numbers: dict[tuple[float | str, str], list[Number]] = defaultdict(list)
        for number in reading.numbers:
            self.numbers[number.key].append(number)
        self.ranks = {value for value, unit in self.numbers if unit == ORDINAL}
        self.days = {date.day for date in self.dates if date.day}

    def beyond(self, said: str, granted: AbstractSet[float] = frozenset()) -> Iterator[Finding]:
        """Yield what a text says in numbers and dates beyond these words; the numbers in `granted` may be said anyway."""
        reading = read(said)
        is_whole = all(number.key in self.numbers for number in reading.numbers if number.end)
        for number in reading.numbers:
            if number.sort != LONE and not (number.value in granted and number.unit in COUNTING):
                yield from self._number(number if is_whole or not number.end else replace(number, end=TORN), said)
        for date in reading.dates:
            yield from self._date(date)
        for moment, printed in reading.moments.items():
            if moment not in self.moments and not self._is_same(moment):
                yield "date-not-in-passage", self._lacks(printed), self.expected
        yield from self._counted(said)

    def _lacks(self, printed: str) -> str:
        return f"'{printed}' is not in {self.called}"

    def _is_same(self, moment: str) -> bool:
        """Tell whether a text says "the same day", and the words tell no other day from one."""
        unit, _, step = moment.partition(" ")
        return step == "same" and not any(other.startswith(f"{unit} ") for other in self.moments)

    def _number(self, number: Number, said: str) -> Iterator[Finding]:
        found = self.numbers.get(number.key, [])
        for unit in () if found else OTHERWISE.get(number.unit, ()):
            found = found or self.numbers.get((number.value, unit), [])
        if number.sort == YEAR and number.value in self.years:
            yield from self._year(number)
            return
        if not found and self._gives_otherwise(number):
            return
        if not found:
            yield "number-not-in-passage", self._lacks(self._told(number, said)), self.expected
        elif self.is_hedged and not any(_agree(number, other) for other in found):
            whole = f"the passage '{found[0].printed}'" if number.end == found[0].end else "the passage a range, or no range"
            yield "hedge-differs", f"the text says '{number.printed}', {whole}", HEDGE

    def _year(self, number: Number) -> Iterator[Finding]:
        """Yield a hedge that these words do not give a year, if they give none of a sense like it."""
        given = {date.qualifier for date in self.dates if date.year == number.value}
        given.update(other.hedge for other in self.numbers.get(number.key, []))
        if self.is_hedged and number.hedge and not any(agree(number.hedge, hedge) for hedge in given):
            yield "hedge-differs", f"the text says '{number.printed}', the passage '{int(float(number.value))}'", HEDGE

    def _told(self, number: Number, said: str) -> str:
        """Return a number as a message names it: with its unit, where it is the unit that differs."""
        is_elsewhere = any(value == number.value for value, _ in self.numbers)
        return said[number.lead : number.stop] if number.unit and is_elsewhere else number.printed

    def _gives_otherwise(self, number: Number) -> bool:
        """Tell whether a number is there in another form: "the 16th" in a date, "the eighties" in "the 1980s".

        "First" and "last" are often no ranks: they are believed where the words rank nothing. Whoever sums up may rank by himself.
        """
        if number.unit == ORDINAL:
            return not self.is_hedged or number.value in self.days or (number.value in (1, LAST) and not self.ranks)
        is_decade = isinstance(number.value, str) and re.fullmatch(r"\d0s", number.value)
        return bool(is_decade) and any(str(value).endswith(str(number.value)) for value, _ in self.numbers)

    def _date(self, date: Date) -> Iterator[Finding]:
        given = [other for other in self.dates if other.gives(date.year, date.month, date.day, self._years_for(other))]
        if not given:
            yield from self._missing(date) if date.month else ()
        elif not self.is_hedged or any(other.qualifier == date.qualifier for other in given):
            return
        elif self._is_placed(date):
            yield "date-not-in-passage", self._lacks(date.printed), self.expected
        elif date.month and (date.qualifier in HEDGES or all(other.qualifier in HEDGES for other in given)):
            yield "hedge-differs", f"the text says '{date.printed}', the passage '{given[0].printed}'", HEDGE

    def _years_for(self, date: Date) -> set[int]:
        """Return the years that a date without one may be of: any for a reason; else such as stand alone, or in another passage."""
        if not self.is_hedged or date.line >= self.printed_lines:
            return self.years
        return {other.year for other in self.dates if other.year and (not other.month or other.line != date.line)}

    def _is_placed(self, date: Date) -> bool:
        """Tell whether a text places something around a date in a way that these words nowhere do."""
        if date.qualifier in ("early", "mid", "late"):
            return True
        sense = _SENSES.get(date.qualifier) if date.day or date.qualifier != "by" else None
        return bool(sense and date.month and not sense.search(self.text))

    def _missing(self, date: Date) -> Iterator[Finding]:
        """Yield the parts of a date that are not printed, or the date where all are, but not together."""
        parts = [
            (date.month, "date-not-in-passage", MONTHS[date.month - 1], {other.month for other in self.dates}),
            (date.year, "number-not-in-passage", str(date.year), self.years | {0}),
            (date.day, "number-not-in-passage", str(date.day), self.days | self.ranks | {0}),
        ]
        missing = [(rule, self._lacks(words), self.expected) for part, rule, words, known in parts if part not in known]
        yield from missing or [("date-not-in-passage", f"{self._lacks(date.printed)} as one date", self.expected)]

    def _counted(self, said: str) -> Iterator[Finding]:
        """Yield "one mosque" where these words count mosques and speak of no single one."""
        for match in _ONE.finditer(said):
            noun = re.escape(match["noun"])
            if re.search(rf"\b{noun}\b", self.text, re.IGNORECASE):
                continue
            after = re.compile(_COUNTED.format(noun), re.IGNORECASE)
            if any(after.match(self.text, number.stop) for found in self.numbers.values() for number in found):
                yield "number-not-in-passage", self._lacks(match.group()), self.expected
