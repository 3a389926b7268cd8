"""Numerals: the words and digits in a text that numbers and dates are made of, one by one, each with what it is worth.

The tables of words stand here. What several numerals make together is read by `dated` (dates) and `numbers` (all else).
"""

import re
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from macros.facts.dates import MONTHS

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split()  # noqa: SIM905
    )
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
INDEFINITE = ("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions", "handful")
"""Words that stand for a number that is not given."""

ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth""".split(),  # noqa: SIM905
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "hundredth": 100, "thousandth": 1_000}
LAST = "last"
"""The rank that is no number."""

SHARES = {"half": Decimal("0.5"), "halves": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25")} | {
    f"{word}s": 1 / Decimal(value) for word, value in ORDINALS.items() if 3 <= value <= 10
}
GLYPHS = {"¼": "0.25", "½": "0.5", "¾": "0.75", "⅓": 1 / Decimal(3), "⅔": 2 / Decimal(3), "⅕": "0.2", "⅛": "0.125"}
GROUPS = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4}
MULTIPLES = {"twice": 2, "double": 2, "doubled": 2, "thrice": 3, "triple": 3, "tripled": 3, "quadruple": 4, "quadrupled": 4} | {
    f"{word}fold": value for word, value in {**UNITS, "hundred": 100, "thousand": 1_000}.items() if value > 1
}
DECADES = {f"{word[:-1]}ies": f"{value}s" for word, value in TENS.items()}

SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "tn": 1_000_000_000_000}
"""What may stand right behind digits and multiplies them."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SHORT = {month[:3]: index for index, month in enumerate(MONTHS, 1)} | {"Sept": 9}
MONTH = {month: index for index, month in enumerate(MONTHS, 1)} | _SHORT
"""The names of the months, as they are written with a capital."""

_BY_LOWER = {month.lower(): index for month, index in MONTH.items()}
AMBIGUOUS = frozenset(("may", "march", "august", *(month.lower() for month in _SHORT)))
"""Names of months that in small letters are words of another sense, or of none."""


class Piece(NamedTuple):
    """A numeral of a text."""

    kind: str
    """`digits`, `literal` (digits of no known form), `unit`, `tens`, `scale`, `ordinal`, `month`, `weekday`, and so on."""
    value: Decimal | str
    """What it is worth; its own words where that is no number."""
    start: int
    end: int
    suffix: str = ""
    """What stands right behind digits, in small letters."""

    @property
    def is_day(self) -> bool:
        """Tell whether it may be a day of a month."""
        fits = self.kind in ("digits", "ordinal") and self.suffix in ("", "st", "nd", "rd", "th")
        return fits and not isinstance(self.value, str) and self.value in _DAYS

    @property
    def is_year(self) -> bool:
        """Tell whether it may be a year."""
        plain = self.kind == "digits" and not self.suffix and self.end - self.start in (4, 6)
        return plain and not isinstance(self.value, str) and 1000 <= self.value < 3000 and self.value % 1 == 0


_DAYS = frozenset(map(Decimal, range(1, 32)))
_BELOW_TEN = frozenset(map(Decimal, range(1, 10)))


def _table() -> dict[str, tuple[str, Decimal | str]]:
    """Return every word that is a numeral, with its kind and value."""
    found: dict[str, tuple[str, Decimal | str]] = {}
    tables = {
        "unit": UNITS,
        "tens": TENS,
        "scale": SCALES,
        "ordinal": ORDINALS,
        "share": SHARES,
        "group": GROUPS,
        "multiple": MULTIPLES,
        "month": _BY_LOWER,
        "glyph": GLYPHS,
    }
    for kind, table in tables.items():
        found.update({word: (kind, Decimal(value)) for word, value in table.items()})
    found.update({word: ("decade", value) for word, value in DECADES.items()})
    found.update({word: ("indefinite", word) for word in INDEFINITE})
    found.update({word: ("weekday", word) for word in WEEKDAYS})
    return found | {LAST: ("ordinal", LAST)}


TABLE = _table()
_VOCABULARY = frozenset(TABLE)
_AS_WRITTEN = {form: entry for word, entry in TABLE.items() for form in (word, word.capitalize(), word.upper())}

_DIGITS = r"\d{1,3}(?: \d{3})+(?!\d)|\d{1,3}(?:,\d{3}(?!\d))+(?:\.\d+)?|\d+(?:[.:/]\d+)*"
_IN_DIGITS = rf"(?<!\w)(?<!\d[.:/])(?:FY(?=\d))?(?P<digits>{_DIGITS}|(?<!\S)\.\d+)(?P<suffix>(?:'s|[^\W\d_]\w*)?)(?!\w)"
_WORDLESS = re.compile(rf"(?=[.\dF¼½¾⅓⅔⅕⅛])(?:{_IN_DIGITS}|(?<!\w)(?P<word>[¼½¾⅓⅔⅕⅛])(?!\w))")
"""For a text that holds none of the words, which is much faster to go through."""
_PIECE = re.compile(rf"{_IN_DIGITS}|(?<!\w)(?P<word>[^\W\d_]+|[¼½¾⅓⅔⅕⅛])(?!\w)")
_WORD = _PIECE.groupindex["word"]
_WORDS = re.compile(r"[^\W\d_]+")
_HINT = re.compile(r"[\d¼½¾⅓⅔⅕⅛]")
_PART = re.compile(r"(1)/([2-5])|([2-4])/([3-5])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def words_of(text: str) -> set[str]:
    """Return the words of a text in small letters."""
    return set(_WORDS.findall(text.lower()))


def pieces(text: str, words: AbstractSet[str]) -> list[Piece]:
    """Return the numerals of a text with these words, in order. Most texts have none, which is soon known."""
    is_wordless = _VOCABULARY.isdisjoint(words)
    if is_wordless and not _HINT.search(text):
        return []
    found: list[Piece] = []
    for match in (_WORDLESS if is_wordless else _PIECE).finditer(text):
        word = match[_WORD]
        if word is None:
            found.append(_in_digits(match))
        elif (entry := _AS_WRITTEN.get(word)) and (entry[0] != "month" or _names_month(text, match)):
            found.append(_joined(text, found, Piece(*entry, match.start(), match.end())))
    return found


def _joined(text: str, before: list[Piece], piece: Piece) -> Piece:
    """Return an ordinal with the tens that stand before it, which are taken off: "twenty-first" is one numeral."""
    if piece.kind == "ordinal" and piece.value in _BELOW_TEN and before and before[-1].kind == "tens":
        tens = before[-1]
        if text[tens.end : piece.start] in ("-", " "):
            before.pop()
            return piece._replace(value=Decimal(tens.value) + Decimal(piece.value), start=tens.start)
    return piece


def _in_digits(match: re.Match[str]) -> Piece:
    """Read digits with what stands right behind them; digits of no known form stand for themselves."""
    plain, suffix = match["digits"].replace(",", "").replace(" ", ""), match["suffix"].lower()
    span = match.span()
    if suffix in GLYPHS and _NUMBER.fullmatch(plain):
        return Piece("digits", Decimal(plain) + Decimal(GLYPHS[suffix]), *span)
    if suffix in ("s", "'s"):
        return Piece("decade", f"{plain}s", *span)
    if not suffix and (part := _PART.fullmatch(plain)):
        return Piece("glyph", Decimal(part[1] or part[3]) / Decimal(part[2] or part[4]), *span)
    if not _NUMBER.fullmatch(plain):
        return Piece("literal", match.group().lower(), *span, suffix)
    return Piece("digits", Decimal(plain) * SUFFIXES.get(suffix, 1), *span, "" if suffix in SUFFIXES else suffix)


_BESIDE = re.compile(r"(?:\d(?:st|nd|rd|th)?(?: of)?|\b(?:in|since|until|of|early|late|mid)) $", re.IGNORECASE)
_BEHIND = re.compile(r"\.? (?:the )?\d")


def _names_month(text: str, match: re.Match[str]) -> bool:
    """Tell whether the name of a month means one: "May" with its capital, "may" only beside a day or a year."""
    word = match["word"]
    if word in MONTH or (word.isupper() and len(word) > 2):
        return True
    if word.lower() not in AMBIGUOUS:
        return True
    return word.islower() and bool(
        _BEHIND.match(text, match.end()) or _BESIDE.search(text, max(0, match.start() - 8), match.start())
    )
