"""Dates in EDTF, levels 0 and 1 (ISO 8601-2:2019 annex A), and how a reader is told them.

Seasons, years of more than four digits and the sets of level 2 are refused. An interval's lower end is not after its upper end.

Plain dates, which most are, are read here; all others by the package edtf, which is called in only then: it takes long to import,
and some milliseconds for each date.
"""

import importlib
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import Any

_PLAIN = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTH, _DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_POINT = rf"[0-9]{{4}}-{_MONTH}-{_DAY}|[0-9]{{4}}-{_MONTH}|[0-9]{{4}}"
SHAPE = re.compile(
    rf"(?:{_POINT})[?~%]?|[0-9]{{3}}X|[0-9]{{2}}XX|[0-9]{{4}}-XX(?:-XX)?|[0-9]{{4}}-{_MONTH}-XX"
    rf"|(?P<lower>(?:{_POINT})[?~%]?|(?:\.\.)?)/(?P<upper>(?:{_POINT})[?~%]?|(?:\.\.)?)"
)
"""A date, one whose last parts are not specified, or an interval; stricter than the parser, which takes level 2 and more."""

PATTERN = rf"^(?!(?:\.\.)?/(?:\.\.)?$)(?:{re.sub('[?]P<[a-z]+>', '?:', SHAPE.pattern)})$"
"""The same for schemas, in what every kind of regular expression has; calendar and order of ends are not in it."""

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


NO_DATE = (
    "'{}' is not a date as EDTF writes it: 2021-08-26, 2021-08, 2021-08/.. or 2021, 2021~ for about 2021, and 198X for the 1980s"
)
NO_SUCH_DAY = "'{}' has a month or day that the calendar does not have"


class BadDate(ValueError):
    """A text that is not a date of EDTF level 0 or 1, or an interval that ends before it begins."""


@dataclass(frozen=True)
class Span:
    """The days a date may cover: first and last, None where the interval is open or its end unknown."""

    first: date | None
    last: date | None
    precision: str
    """`day`, `month`, `year`, `decade`, `century` or `interval`."""


def _plain(text: str) -> Span | None:
    """Read a plain date, or an interval with plain or open ends; None for all else, faulty dates and unknown ends included."""
    lower, slash, upper = text.partition("/")
    try:
        first = None if lower == ".." else _limits(lower)[0]
        last = None if upper == ".." else _limits(upper if slash else lower)[1]
    except ValueError:
        return None
    return Span(first, last, _precision(text)) if (first or last) and not (first and last and first > last) else None


def _limits(point: str) -> tuple[date, date]:
    """Return the first and last day of a plain date. Raises ValueError where it is not one, or not of the calendar."""
    shape = _PLAIN.fullmatch(point)
    if not shape:
        raise ValueError(point)
    year, month, day = (part and int(part) for part in shape.groups())
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    return first, first if day is not None else date(year, month or 12, monthrange(year, month or 12)[1])


def _parse(text: str) -> Any:
    shape = SHAPE.fullmatch(text)
    if not shape or (shape["lower"] in ("", "..") and shape["upper"] in ("", "..")):
        raise BadDate(NO_SUCH_DAY.format(text) if _PLAIN.fullmatch(text) else NO_DATE.format(text))
    edtf = importlib.import_module("edtf.parser.parser_classes")
    grammar = importlib.import_module("edtf.parser.grammar")
    try:
        parsed = grammar.parse_edtf(text)
    except grammar.EDTFParseException as error:
        raise BadDate(NO_SUCH_DAY.format(text)) from error
    if type(parsed) not in (edtf.Date, edtf.Interval, edtf.Level1Interval, edtf.UncertainOrApproximate, edtf.Unspecified):
        raise BadDate(f"'{text}' is not of EDTF level 0 or 1")
    return parsed


def _day(limit: object) -> date | None:
    return date(limit.tm_year, limit.tm_mon, limit.tm_mday) if hasattr(limit, "tm_year") else None


@lru_cache(maxsize=4096)
def span(text: str) -> Span:
    """Return the first and last day of an EDTF date.

    Raises BadDate where the text is not EDTF level 0 or 1, its interval is reversed, or a year has none after it to reckon with.
    """
    found = _plain(text) or _by_edtf(text)
    if MAXYEAR in (day.year for day in (found.first, found.last) if day):
        raise BadDate(f"'{text}' lies beyond the year {MAXYEAR - 1}")
    return found


def _by_edtf(text: str) -> Span:
    parsed = _parse(text)
    try:
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except ValueError as error:
        raise BadDate(NO_SUCH_DAY.format(text)) from error
    first, last = None if text.startswith("/") else first, None if text.endswith("/") else last
    if first and last and first > last:
        raise BadDate(f"'{text}' ends before it begins")
    return Span(first, last, _precision(text))


def _precision(text: str) -> str:
    if "/" in text:
        return "interval"
    bare = text.rstrip("?~%").replace("-XX", "")
    if bare.endswith("X"):
        return "century" if bare.endswith("XX") else "decade"
    return ("year", "month", "day")[bare.count("-")]


def in_words(text: str) -> str:
    """Say an EDTF date as a reader would: '26 August 2021', 'after 16 October 2021', 'about 2014'."""
    if "/" in text:
        lower, upper = text.split("/")
        if upper in ("..", ""):
            return f"{_point(lower)} or later"
        if lower in ("..", ""):
            return f"{_point(upper)} or earlier"
        return _range(lower, upper)
    return _point(text)


def _range(lower: str, upper: str) -> str:
    """Say both ends, and what they share once: '10 to 12 October 2021'."""
    first, last, shared = _point(lower).split(), _point(upper).split(), 0
    if lower.count("-") == upper.count("-") and not set(lower + upper) & set("?~%X"):
        while shared < len(first) - 1 and first[-1 - shared] == last[-1 - shared]:
            shared += 1
    return f"{' '.join(first[: len(first) - shared])} to {' '.join(last)}"


def _point(text: str) -> str:
    bare = text.rstrip("?~%")
    words = _unspecified(bare) if bare.endswith("X") else _calendar(bare)
    if text.endswith(("~", "%")):
        words = f"about {words}"
    return f"{words} (uncertain)" if text.endswith(("?", "%")) else words


def _unspecified(bare: str) -> str:
    if "-" not in bare:
        return f"the {bare[:-1]}0s" if bare.count("X") == 1 else f"between {bare[:-2]}00 and {bare[:-2]}99"
    return f"some {'day' if bare.endswith('-XX') and bare.count('-') == 2 else 'month'} in {_calendar(bare.replace('-XX', ''))}"


def _calendar(bare: str) -> str:
    year, *rest = bare.split("-")
    words = [MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) == 2 else words)


def sort_key(text: str) -> tuple[date, date, str]:
    """Order dates by their first day, the shorter span first; an open start counts as the end, an open end as later than all."""
    days = span(text)
    first = days.first or days.last or date.min
    return first, days.last or date.max, text
