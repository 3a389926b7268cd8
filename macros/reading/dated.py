"""Dates in running text: "16 August 2021", "Aug. 16", "the first of August", "early April"; weekdays, and "the following day".

A date keeps the parts that are printed together: the month of one date and the year of another are no date that anybody printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from macros.facts.quantity import HEDGES
from macros.reading.numerals import Piece

QUALIFIERS = {
    "early": ("early", "in early", "the beginning of", "the start of", "at the beginning of", "at the start of"),
    "mid": ("mid", "in mid", "the middle of", "in the middle of"),
    "late": ("late", "in late", "the end of", "at the end of"),
    "before": ("before", "prior to", "ahead of"),
    "after": ("after", "following"),
    **HEDGES,
    "about": (*HEDGES["about"], "circa", "c.", "ca.", "~"),
    "by": ("by", "no later than", "not later than"),
    "since": ("since", "from"),
    "until": ("until", "till"),
}
"""What may stand before a date and moves it, by its sense."""

PERIODS = ("second", "minute", "hour", "day", "night", "week", "weekend", "fortnight", "month", "year", "decade", "century")
"""Units of time."""

_SENSE = {words: sense for sense, wordings in QUALIFIERS.items() for words in wordings}
_WORDINGS = "|".join(re.escape(words) for words in sorted(_SENSE, key=len, reverse=True))
_QUALIFIED = re.compile(rf"(?<!\w)({_WORDINGS})(?:[ -]|(?<=~))(?:the )?$", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:[a-z]{2}[ -](?:the )?|\. |~)$", re.IGNORECASE)
_LONGEST = max(map(len, _SENSE)) + 5

_TO_MONTH = re.compile(r"(?:(?: of)? |-|\. ?)")
_TO_DAY = re.compile(r"(?:\.? (?:the )?|\. ?|-)")
_TO_YEAR = re.compile(r"(?:\.?,? ?|-| of | in )")
_AND = re.compile(r",? and (?:the )?|-| - | or (?:the )?| to (?:the )?|, ?")
_DONE = re.compile(r"(?:st|nd|rd|th)?(?:,? \d{4}(?!\w)|[.;)]|,(?! \d)|$)")


@dataclass(frozen=True)
class Date:
    """A date as printed: its parts, 0 where one is not printed with it, and the sense of the word before it."""

    year: int
    month: int
    day: int
    qualifier: str
    printed: str
    line: int = 0
    """In which line of the text it stands: each passage has its own."""

    def gives(self, year: int, month: int = 0, day: int = 0, years: Iterable[int] = ()) -> bool:
        """Tell whether this date has all of these parts; where it has no year of its own, one of `years` will do."""
        fits = (not month or month == self.month) and (not day or day == self.day)
        return fits and (not year or year == self.year or (not self.year and year in years))


def dates(text: str, pieces: Sequence[Piece]) -> tuple[list[Date], set[int]]:
    """Return the dates that name a month, and the indexes of the pieces that are part of one."""
    found: list[Date] = []
    taken: set[int] = set()
    for index, piece in enumerate(pieces):
        if piece.kind == "month" and index not in taken:
            found += _around(text, pieces, index, taken)
        elif index not in taken and piece.is_year:
            found += _in_digits(text, pieces, index, taken)
    return found, taken


def _around(text: str, pieces: Sequence[Piece], index: int, taken: set[int]) -> Iterator[Date]:
    """Yield the dates of one month: of its days before or after it, with the year behind them."""
    days = _days_before(text, pieces, index, taken) or _days_after(text, pieces, index)
    last = max([index, *days])
    follows = last + 1
    year = follows if _follows(text, pieces, last, follows, _TO_YEAR) and pieces[follows].is_year else None
    taken.update((index, *days), () if year is None else (year,))
    start, end = pieces[min([index, *days])].start, pieces[last if year is None else year].end
    month, of = int(pieces[index].value), 0 if year is None else int(pieces[year].value)
    qualifier, start = _qualified(text, start)
    for day in sorted(days) or [None]:
        number = 0 if day is None else int(pieces[day].value)
        yield Date(of, month, number, qualifier, text[start:end], _line(text, start))


def _follows(text: str, pieces: Sequence[Piece], first: int, second: int, joint: re.Pattern[str]) -> bool:
    """Tell whether two pieces stand beside each other with nothing but a joint between them."""
    within = 0 <= first < second < len(pieces)
    return within and bool(joint.fullmatch(text, pieces[first].end, pieces[second].start))


def _days_before(text: str, pieces: Sequence[Piece], month: int, taken: set[int]) -> list[int]:
    """Return the days before a month: "9 and 10 October", "the first of August"."""
    day = month - 1
    if day < 0 or day in taken or not pieces[day].is_day or not _follows(text, pieces, day, month, _TO_MONTH):
        return []
    if pieces[day].kind == "ordinal" and text[pieces[day].end : pieces[month].start] == " " and text[pieces[day].start].isalpha():
        return []  # "The first August" counts Augusts.
    found = [day]
    while found[-1] - 1 not in taken and _pairs(text, pieces, found[-1] - 1, found[-1]):
        found.append(found[-1] - 1)
    return found


def _pairs(text: str, pieces: Sequence[Piece], first: int, second: int) -> bool:
    """Tell whether two days are said of one month, as in "9 and 10 October"."""
    if not _follows(text, pieces, first, second, _AND) or not pieces[first].is_day:
        return False
    return pieces[first].kind == pieces[second].kind and "," not in text[pieces[first].end : pieces[second].start]


def _days_after(text: str, pieces: Sequence[Piece], month: int) -> list[int]:
    """Return the days after a month: "October 9 and 10, 2021"."""
    day = month + 1
    if not _follows(text, pieces, month, day, _TO_DAY) or not pieces[day].is_day:
        return []
    found = [day]
    while _follows(text, pieces, day, day + 1, _AND) and pieces[day + 1].is_day:
        tight = text[pieces[day].end] == "-"
        if not tight and not _DONE.match(text, pieces[day + 1].end):
            break  # In "on October 9 and 10 men" the ten are men.
        day += 1
        found.append(day)
    return found


def _in_digits(text: str, pieces: Sequence[Piece], index: int, taken: set[int]) -> Iterator[Date]:
    """Yield a date such as 2021-08-26, or a year that stands alone."""
    year, parts = pieces[index], pieces[index + 1 : index + 3]
    joined = all(_follows(text, pieces, at, at + 1, re.compile("-")) for at in range(index, index + len(parts)))
    if len(parts) == 2 and joined and all(part.is_day and part.end - part.start == 2 for part in parts) and parts[0].value <= 12:
        taken.update(range(index, index + 3))
        yield Date(
            int(year.value), int(parts[0].value), int(parts[1].value), "", text[year.start : parts[1].end], _line(text, year.start)
        )
    else:
        qualifier, start = _qualified(text, year.start)
        yield Date(int(year.value), 0, 0, qualifier, text[start : year.end], _line(text, start))


def _line(text: str, start: int) -> int:
    return text.count("\n", 0, start)


def _qualified(text: str, start: int) -> tuple[str, int]:
    """Return the sense of the qualifier before a date, or nothing, and where the date begins with it."""
    before = text[max(0, start - _LONGEST) : start].rpartition("\n")[2]
    if not _ENDINGS.search(before):  # Most dates have none, which is soon known.
        return "", start
    found = _QUALIFIED.search(before)
    return (_SENSE[found[1].lower()], start - len(found.group())) if found else ("", start)


# Weekdays, and days told from another

BACKWARD = ("previous", "preceding", "last", "before", "earlier", "ago", "prior", "previously")
FORWARD = ("following", "next", "after", "later", "afterwards")
_STEP = {**dict.fromkeys(BACKWARD, "before"), **dict.fromkeys(FORWARD, "after"), "same": "same"}
_TIME = "|".join((*PERIODS[3:], "morning", "evening", "afternoon"))
_RELATIVE = re.compile(
    rf"(?<!\w)(?:(?P<how>following|next|previous|preceding|same|last) (?P<unit>{_TIME})"
    rf"|(?:an?|one|the) (?P<one>{_TIME}) (?P<then>after|later|before|earlier|ago|prior|previously|afterwards)"
    r"|(?P<word>yesterday|tomorrow))(?!\w)",
    re.IGNORECASE,
)
_RELATIVE_WORDS = frozenset((*_TIME.split("|"), "yesterday", "tomorrow"))


def moments(text: str, pieces: Sequence[Piece], words: AbstractSet[str]) -> dict[str, str]:
    """Return the weekdays and the days told from another that a text names, each with the words that print it first."""
    found = {str(piece.value): text[piece.start : piece.end] for piece in pieces if piece.kind == "weekday"}
    for match in () if _RELATIVE_WORDS.isdisjoint(words) else _RELATIVE.finditer(text):
        found.setdefault(_moment(match), match.group())
    return found


def _moment(match: re.Match[str]) -> str:
    if match["word"]:
        return "day before" if match["word"].lower() == "yesterday" else "day after"
    unit, how = match["unit"] or match["one"], match["how"] or match["then"]
    return f"{unit} {_STEP[how.lower()]}".lower()
