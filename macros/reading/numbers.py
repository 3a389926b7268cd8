"""Numbers as people write them in running text: "1,500", "three dozen", "over 80", "two-thirds", "$3bn", "six to 12 months".

Numerals become numbers here: what counts, what ranks, what measures a length of time, a share or money. A number is read with its
unit and its hedge, since "two months" is not "two", nor "about 40" the same as "40". What is part of a date is no number.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from macros.facts.dates import MONTHS
from macros.reading import dated, hedges
from macros.reading.dated import PERIODS, Date
from macros.reading.numerals import LAST, Piece, pieces, words_of

ORDINAL, SHARE, TIMES, FOLD, CLOCK, WORDS = "rank", "share", "times", "fold", "clock", "words"
"""Units of what is no count: "second", "half" and "50 per cent", "twice", "fivefold", "9 pm", and what gives no number."""

SUFFIX_UNITS = {
    **dict.fromkeys(("st", "nd", "rd", "th"), ORDINAL),
    **dict.fromkeys(("h", "hr", "hrs"), "hour"),
    **dict.fromkeys(("min", "mins"), "minute"),
    **dict.fromkeys(("yr", "yrs"), "year"),
    "x": FOLD,
    "fold": FOLD,
    "pc": SHARE,
    "": "",
}
"""The unit of digits by what stands right behind them."""

MONEY = {
    "$": "$",
    "dollar": "$",
    "usd": "$",
    "€": "€",
    "euro": "€",
    "eur": "€",
    "£": "£",
    "pound": "£",
    "gbp": "£",
    "afghani": "afghani",
}

YEAR, LONE = "year", "lone"
"""Sorts of numbers: four digits that may be a year; "one", which is mostly a pronoun."""


@dataclass(frozen=True)
class Number:
    """A number in a text."""

    value: float | str
    """Its value, or the words that give none."""
    hedge: str
    """The kind of its hedge, by the tables of `hedges`, or nothing."""
    printed: str
    """The words as printed, with the hedge and without a unit in words."""
    unit: str = ""
    """What it measures; nothing for a count."""
    end: str = ""
    """`low` or `high`, where it is an end of a range."""
    sort: str = ""
    lead: int = 0
    """Where it begins in the text, with its hedge."""
    start: int = 0
    stop: int = 0
    """Where it ends, its unit included."""

    @property
    def key(self) -> tuple[float | str, str]:
        """What must be the same in two texts that give the same number."""
        return self.value, self.unit


class Reading(NamedTuple):
    """All that a text says in numbers and dates."""

    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]
    moments: dict[str, str]
    """The weekdays and relative days, each with the words that print it."""

    @property
    def months(self) -> list[Date]:
        """The dates that name a month."""
        return [date for date in self.dates if date.month]

    @property
    def years(self) -> set[int]:
        """The years that are printed, alone or in a date."""
        return {date.year for date in self.dates if date.year}


@lru_cache(maxsize=128)
def read(text: str) -> Reading:
    """Read the numbers and dates of a text, which is folded."""
    words = words_of(text)
    found = pieces(text, words)
    dates, taken = dated.dates(text, found) if found else ([], set())
    numbers = tuple(_with_ranges(text, list(_numbers(text, found, taken)))) if found else ()
    return Reading(numbers, tuple(dates), dated.moments(text, found, words))


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text in order; "one" alone is taken as a pronoun and left out."""
    return (number for number in read(text).numbers if number.sort != LONE)


def months(text: str) -> set[str]:
    """Return the full names of the months that a text names; "May" only where a capital or a day beside it says so."""
    return {MONTHS[date.month - 1] for date in read(text).months}


def cut_hedge(before: str, words: str) -> str:
    """Return the hedge at the end of `before` that belongs to the number with which `words` begin, or nothing."""
    kind, hedge = hedges.before(before, 0, len(before))
    if not kind or kind == "only" or hedge == hedge.rstrip():
        return ""
    first = next(iter(read(words).numbers), None)
    return hedge.strip() if first and first.start == 0 and first.unit != ORDINAL else ""


# One number


class _Amount(NamedTuple):
    """A number without its hedge, and the index of the first piece after it."""

    value: Decimal | str
    unit: str
    start: int
    end: int
    after: int
    sort: str = ""
    scale: Decimal = Decimal(1)
    bare_end: int = 0
    """Where it ends without a unit in words, if it has one."""


class _Line(NamedTuple):
    """A text and its numerals; those that are part of a date are of the kind `date`."""

    text: str
    pieces: Sequence[Piece]

    def words(self, first: int, last: int) -> str:
        """Return what is printed from one piece to another."""
        return self.text[self.pieces[first].start : self.pieces[last].end]

    def gap(self, at: int) -> str:
        """Return what stands between a piece and the next; something that joins nothing where there is none."""
        return self.text[self.pieces[at].end : self.pieces[at + 1].start] if at + 1 < len(self.pieces) else "."

    def beside(self, at: int, kind: str, gaps: Sequence[str] = (" ", "-")) -> Piece | None:
        """Return the piece after another if it is of a kind and stands right beside it."""
        return self.pieces[at + 1] if self.gap(at) in gaps and self.pieces[at + 1].kind == kind else None


def _numbers(text: str, found: Sequence[Piece], taken: set[int]) -> Iterator[tuple[Number, Decimal]]:
    """Yield the numbers that are no part of a date, each with its scale."""
    line = _Line(text, [piece._replace(kind="date") if at in taken else piece for at, piece in enumerate(found)])
    at = floor = 0
    while at < len(found):
        reader = _READERS.get(line.pieces[at].kind)
        amount = reader(line, at) if reader else None
        if amount:
            amount = _with_unit(text, amount)
            yield _hedged(text, amount, floor, found[amount.after].start if amount.after < len(found) else len(text)), amount.scale
        floor, at = (amount.end, amount.after) if amount else (found[at].end, at + 1)


def _hedged(text: str, amount: _Amount, floor: int, ceiling: int) -> Number:
    """Return a number with the hedge before or behind it."""
    kind, words = hedges.before(text, floor, amount.start)
    end = amount.end
    if not kind:
        kind, more = hedges.behind(text, end)
        kind, end = (kind, end + len(more)) if end + len(more) + 1 < ceiling or ceiling == len(text) else ("", end)
    value = amount.value if isinstance(amount.value, str) else round(float(amount.value), 9)
    hedge = "" if amount.unit in (ORDINAL, CLOCK) else kind
    bare = amount.bare_end if amount.bare_end and end == amount.end else end
    printed = words + text[amount.start : bare]
    return Number(value, hedge, printed, amount.unit, "", amount.sort, amount.start - len(words), amount.start, amount.end)


def _digits(line: _Line, at: int) -> _Amount | None:
    piece = line.pieces[at]
    if piece.suffix in ("am", "pm") or _MERIDIEM.match(line.text, piece.end):
        return _clock(line, at)
    if piece.suffix not in SUFFIX_UNITS:
        return _literal(line, at)
    unit = SUFFIX_UNITS[piece.suffix]
    value = Decimal(piece.value) / 100 if unit == SHARE else Decimal(piece.value)
    scale = None if piece.suffix else line.beside(at, "scale")
    if scale:  # 4.1 million is 4,100,000, no less.
        return _Amount(value * Decimal(scale.value), unit, piece.start, scale.end, at + 2, "", Decimal(scale.value))
    return _Amount(value, unit, piece.start, piece.end, at + 1, YEAR if piece.is_year else "")


def _literal(line: _Line, at: int) -> _Amount | None:
    """Take digits of no known form as they stand: "9/11", "4x4"."""
    piece = line.pieces[at]
    if ":" in str(piece.value):
        return _clock(line, at)
    return _Amount(line.text[piece.start : piece.end].lower(), WORDS, piece.start, piece.end, at + 1)


_MERIDIEM = re.compile(r" ?([ap])\.?m\b\.?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?(?= ?(?:[ap]\.?m\b)|$|\W)", re.IGNORECASE)


def _clock(line: _Line, at: int) -> _Amount | None:
    """Read a time of day as minutes since midnight."""
    piece = line.pieces[at]
    time = _CLOCK.match(line.text, piece.start)
    half = _MERIDIEM.match(line.text, time.end()) if time else None
    if not time:
        return _Amount(line.text[piece.start : piece.end].lower(), WORDS, piece.start, piece.end, at + 1)
    hour = int(time[1]) % 12 + (12 if half[1].lower() == "p" else 0) if half else int(time[1])
    return _Amount(Decimal(hour * 60 + int(time[2] or 0)), CLOCK, piece.start, half.end() if half else piece.end, at + 1)


_JOINT = re.compile(r" +and +|-and-|[ -]+")
_ARTICLE = re.compile(r"\ban? $", re.IGNORECASE)


def _in_words(line: _Line, at: int) -> _Amount | None:
    """Read a run of number words: "two and three" are two, "two hundred and three" is one."""
    last = at
    while _goes_on(line, at, last):
        last += 1
    run = line.pieces[at : last + 1]
    value, start = _worth(run), _article(line.text, run[0].start) if run[0].kind == "scale" else run[0].start
    part = line.beside(last, "share")
    if part and part.value != Decimal(1):
        return _Amount(value * Decimal(part.value), SHARE, start, part.end, last + 2)
    part = line.beside(last, "ordinal") if run[-1].value == 1 else None
    if part and not isinstance(part.value, str) and part.value > 2:
        return _Amount(1 / part.value, SHARE, start, part.end, last + 2)
    scale = Decimal(run[-1].value) if run[-1].kind == "scale" else Decimal(1)
    amount = _and_a_half(line, _Amount(value, "", start, run[-1].end, last + 1, "", scale))
    if amount.after == at + 1 and _is_lone(line.text, amount, run[0]):
        return amount._replace(sort=LONE) if value == 1 else None
    return amount


def _article(text: str, start: int) -> int:
    """Return where a number begins with the "a" before it."""
    article = _ARTICLE.search(text, max(0, start - 3), start)
    return article.start() if article else start


def _is_lone(text: str, amount: _Amount, piece: Piece) -> bool:
    """Tell whether a word alone gives no number: "one of them", "a score"; but "one per cent" does."""
    return (piece.value == 1 or text[piece.start : piece.end].lower() == "score") and _unit_of(text, amount)[0] in ("", *PERIODS)


def _goes_on(line: _Line, first: int, last: int) -> bool:
    """Tell whether a run of number words goes on with one more."""
    gap = line.gap(last)
    if not _JOINT.fullmatch(gap) or line.pieces[last + 1].kind not in ("unit", "tens", "scale"):
        return False
    before, piece, after_and = line.pieces[last], line.pieces[last + 1], "and" in gap
    if piece.kind == "scale":
        scales = [Decimal(each.value) for each in line.pieces[first : last + 1] if each.kind == "scale"]
        grows = before.kind != "scale" or Decimal(piece.value) > Decimal(before.value)
        return not after_and and grows and _falls(scales, Decimal(piece.value))
    if before.kind == "scale" and Decimal(before.value) >= 100:
        return True
    return before.kind == "tens" and not after_and and piece.kind == "unit" and 0 < Decimal(piece.value) < 10


def _falls(scales: Sequence[Decimal], scale: Decimal) -> bool:
    """Tell whether a number with these scales may have one more: thousands after millions, one hundred in each of them."""
    if scale >= 1_000:
        return all(scale < earlier for earlier in scales if earlier >= 1_000)
    return not scales or scales[-1] >= 1_000


def _worth(run: Sequence[Piece]) -> Decimal:
    total = current = Decimal(0)
    for piece in run:
        value = Decimal(piece.value)
        if piece.kind != "scale":
            current += value
        elif value >= 1_000:
            total, current = total + max(current, Decimal(1)) * value, Decimal(0)
        else:
            current = max(current, Decimal(1)) * value
    return total + current


def _and_a_half(line: _Line, amount: _Amount) -> _Amount:
    """Return a number with what "and a half" adds: of one, or of the scale before or after it."""
    part = line.beside(amount.after - 1, "share", (" and a ", "-and-a-"))
    if not part:
        return amount
    scale = line.beside(amount.after, "scale") if amount.scale == 1 else None
    factor = Decimal(scale.value) if scale else Decimal(1)
    value = (amount.value + Decimal(part.value) * amount.scale) * factor
    end, after = (scale.end, amount.after + 2) if scale else (part.end, amount.after + 1)
    return amount._replace(value=value, end=end, after=after, scale=factor)


def _share(line: _Line, at: int) -> _Amount | None:
    """Read "half", "half a million", "a quarter of"; but not the half that has a number, nor a word made with it."""
    piece = line.pieces[at]
    scale = line.beside(at, "scale", (" a ", "-", " ", " of a "))
    if scale:
        value = Decimal(piece.value) * Decimal(scale.value)
        return _Amount(value, "", _article(line.text, piece.start), scale.end, at + 2, "", Decimal(scale.value))
    word, behind = line.text[piece.start : piece.end].lower(), line.text[piece.end : piece.end + 4].lower()
    counted = at > 0 and line.pieces[at - 1].kind == "ordinal" and line.gap(at - 1) == " "
    if counted or behind.startswith("-") or (word != "half" and piece.kind != "glyph" and behind != " of "):
        return None
    unit = _unit_of(line.text, _Amount(Decimal(1), "", piece.start, piece.end, 0))[0] or _HALF_TIME.match(line.text, piece.end)
    if isinstance(unit, re.Match):
        return _Amount(Decimal(piece.value), unit[1].lower(), piece.start, unit.end(), at + 1)
    return _Amount(Decimal(piece.value), SHARE, _article(line.text, piece.start), piece.end, at + 1)


def _ordinal(line: _Line, at: int) -> _Amount | None:
    """Read "second" as a rank, "a third of" as a share; "last" only where it ranks, and "first" not in "at first"."""
    piece = line.pieces[at]
    start, before, behind = (
        _article(line.text, piece.start),
        line.text[max(0, piece.start - 12) : piece.start],
        line.text[piece.end : piece.end + 20],
    )
    if isinstance(piece.value, str):
        return _Amount(LAST, ORDINAL, piece.start, piece.end, at + 1) if _ranks(before, behind) else None
    if start < piece.start and behind.startswith(" of ") and piece.value > 2:
        return _Amount(1 / piece.value, SHARE, start, piece.end, at + 1)
    if (before.lower().endswith("at ") and piece.value == 1) or _NO_RANK.match(behind):
        return None
    return _Amount(piece.value, ORDINAL, piece.start, piece.end, at + 1)


_NO_RANK = re.compile(r"[ -](?:hand|rate|nature|thoughts?|guess\w*)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|its|their|his|her|was|were)(?: very)? $", re.IGNORECASE)
_SPAN = re.compile(rf" (?:few|several|\w*\d|two|three|four|five|six|{'|'.join(PERIODS)})", re.IGNORECASE)


def _ranks(before: str, behind: str) -> bool:
    """Tell whether "last" between these words is a rank, and no span of time nor a verb."""
    return behind.startswith(" to ") or bool(_DEFINITE.search(before) and not _SPAN.match(behind))


def _group(line: _Line, at: int) -> _Amount | None:
    piece = line.pieces[at]
    start = _article(line.text, piece.start)
    return _Amount(Decimal(piece.value), "", start, piece.end, at + 1) if start < piece.start else None


def _multiple(line: _Line, at: int) -> _Amount | None:
    piece = line.pieces[at]
    unit = TIMES if line.words(at, at).lower() in ("twice", "thrice") else FOLD
    return _Amount(piece.value, unit, piece.start, piece.end, at + 1)


def _indefinite(line: _Line, at: int) -> _Amount | None:
    """Read "scores", and "tens of thousands" as another than "thousands"."""
    last = at
    while line.beside(last, "indefinite", (" of ",)):
        last += 1
    words = line.text[line.pieces[at].start : line.pieces[last].end].lower()
    return None if words == "tens" else _Amount(words, WORDS, line.pieces[at].start, line.pieces[last].end, last + 1)


def _decade(line: _Line, at: int) -> _Amount | None:
    piece = line.pieces[at]
    return _Amount(piece.value, WORDS, piece.start, piece.end, at + 1)


_VAGUE = re.compile(r"\b(?:several|few|many|couple of)[ -]$", re.IGNORECASE)


def _scale(line: _Line, at: int) -> _Amount | None:
    """Read "a hundred" as a number, and "several hundred" as one that is not given."""
    piece = line.pieces[at]
    if _VAGUE.search(line.text, max(0, piece.start - 12), piece.start):
        return _Amount(f"{line.text[piece.start : piece.end].lower()}s", WORDS, piece.start, piece.end, at + 1)
    return _in_words(line, at)


_READERS: dict[str, Callable[["_Line", int], _Amount | None]] = {
    "digits": _digits,
    "literal": _literal,
    "unit": _in_words,
    "tens": _in_words,
    "scale": _scale,
    "ordinal": _ordinal,
    "share": _share,
    "glyph": _share,
    "group": _group,
    "multiple": _multiple,
    "indefinite": _indefinite,
    "decade": _decade,
}


# Units

_BEFORE_TIME = "full|more|whole|long|consecutive|successive|straight|additional|further|short"
_UNIT = re.compile(
    r"(?:[ -]?(?P<share>%|per ?cent\b|pc\b)|[ -](?P<times>times|fold)\b"
    rf"|[ -](?:(?:{_BEFORE_TIME})[ -])?(?P<time>{'|'.join(PERIODS)})s?\b"
    r"|[ -](?P<century>centuries)\b| (?P<money>dollar|euro|pound|afghani)s?\b| (?P<code>USD|EUR|GBP)\b)",
    re.IGNORECASE,
)
_HALF_TIME = re.compile(rf" an? ({'|'.join(PERIODS)})\b", re.IGNORECASE)
_SIGN = re.compile(r"(?:\b(?:US|A|C))?([$€£]) ?$|\b(USD|EUR|GBP) $")
_AGED = re.compile(r"\baged $", re.IGNORECASE)


def _unit_of(text: str, amount: _Amount) -> tuple[str, int]:
    """Return what a number measures, by the words behind it, and where they end; money in words is no part of it."""
    found = _UNIT.match(text, amount.end)
    if not found:
        return "", amount.end
    if found["share"]:
        return SHARE, found.end()
    if found["times"]:
        return FOLD if found["times"].lower() == "fold" else TIMES, found.end()
    money = found["money"] or found["code"]
    return (MONEY[money.lower()] if money else "century" if found["century"] else found["time"].lower()), found.end()


def _with_unit(text: str, amount: _Amount) -> _Amount:
    """Return a number with the unit that stands behind it, or the sign of money before it."""
    if amount.unit or isinstance(amount.value, str):
        return amount
    sign = _SIGN.search(text, max(0, amount.start - 4), amount.start)
    if sign:
        return amount._replace(unit=MONEY[(sign[1] or sign[2]).lower()], start=sign.start(), sort="")
    unit, end = _unit_of(text, amount)
    if unit == SHARE:
        return amount._replace(unit=SHARE, value=amount.value / 100, end=end, bare_end=amount.end)
    if _AGED.search(text, max(0, amount.start - 5), amount.start):
        unit = "year"
    return amount._replace(unit=unit, end=end, bare_end=amount.end, sort=amount.sort if not unit or amount.sort == LONE else "")


# Ranges

_TO = re.compile(r" (?:to|or) | ?- ?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:ros|ris|gr[eo]w|fell|fall|drop|increas|decreas|up|down|went|go|chang|cut|rais|reduc|shr[aiu]nk)\w* (?:\w+ )?from $",
    re.IGNORECASE,
)


def _with_ranges(text: str, found: Sequence[tuple[Number, Decimal]]) -> Iterator[Number]:
    """Yield the numbers, with the ends of ranges marked as ends, and with the unit and scale that both ends share."""
    out = [number for number, _ in found]
    for at, ((_, own), (high, scale)) in enumerate(pairwise(found)):
        low = out[at]
        if low.end or not _is_range(text, low, high):
            continue
        value = low.value
        if own == 1 and scale > 1 and value < scale:
            value = round(value * float(scale), 9)
        if high.unit == SHARE and not low.unit:
            value = round(value / 100, 9)
        sort = "" if low.sort == LONE else low.sort
        out[at] = replace(low, value=value, unit=low.unit or high.unit, end="low", sort=sort)
        out[at + 1] = replace(out[at + 1], end="high", sort="" if high.sort == LONE else high.sort)
    return iter(out)


def _is_range(text: str, low: Number, high: Number) -> bool:
    """Tell whether two numbers are the ends of one range; what rises from one to another has both."""
    if isinstance(low.value, str) or isinstance(high.value, str) or low.unit in (ORDINAL, CLOCK) or high.unit in (ORDINAL, CLOCK):
        return False
    between = text[low.stop : high.lead]
    before = text[max(0, low.start - 30) : low.start]
    if _TO.fullmatch(between):
        return not _CHANGE.search(before) and low.unit in ("", high.unit)
    is_between = _BETWEEN.search(before) or _BETWEEN.search(text, max(0, low.lead - 30), low.lead)
    return between == " and " and bool(is_between) and low.unit in ("", high.unit)
