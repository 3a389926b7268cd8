"""Numbers and dates as people write them in running text: "1,500", "three dozen", "over 80", "16 August 2021", "Aug. 16"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from macros.facts.dates import MONTHS
from macros.facts.quantity import HEDGES

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split()  # noqa: SIM905
    )
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
INDEFINITE = ("dozens", "scores", "hundreds", "thousands", "millions", "billions")
"""Words that stand for a number that is not given."""

_WORD = "|".join([*UNITS, *TENS, *SCALES])
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HEDGE = "|".join(sorted((word for words in HEDGES.values() for word in words), key=len, reverse=True))
_LONGEST = max(map(len, _HEDGE.split("|")))
_KIND = {word: kind for kind, words in HEDGES.items() for word in words}
_IN_DIGITS = rf"(?<![\w.,])(?P<digits>{_DIGITS})(?P<tail>s\b|st\b|nd\b|rd\b|th\b)?(?![\w])"
_WORDS = frozenset((*UNITS, *TENS, *SCALES, *INDEFINITE))
_NUMBER = re.compile(
    rf"(?=[\da{''.join({word[0] for word in _WORDS})}])(?<!\w)"  # Most places are passed over at once.
    rf"(?:{_IN_DIGITS}(?:[\s-](?P<scale>{'|'.join(SCALES)})\b)?"
    rf"|\b(?P<words>(?:a\s+)?(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*)\b"
    rf"|\b(?P<indefinite>{'|'.join(INDEFINITE)})\b)",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(rf"{_IN_DIGITS}(?P<scale>(?!))?(?P<words>(?!))?(?P<indefinite>(?!))?", re.IGNORECASE)
"""The same for a text that holds none of the words, which is soon known and much faster to go through."""

_HEDGED = re.compile(rf"\b(?:{_HEDGE})$", re.IGNORECASE)
_APART = {code: chr(code).lower() if chr(code).isalnum() or chr(code) == "_" else " " for code in range(128)}
"""Tears the words of an ASCII text apart, in lower case."""
_MONTH = re.compile(
    rf"\b(?:{'|'.join(f'{month[:3]}(?:{month[3:]})?' if month != 'September' else 'Sept?(?:ember)?' for month in MONTHS)})\b\.?"
)
_PRONOUN = re.compile(r"^(?:one|a score|score)$", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number in a text: its value (or the word that gives none), the kind of hedge before it, and the words as printed."""

    value: float | str
    hedge: str
    printed: str


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text in order; "one" alone is taken as a pronoun and left out."""
    wordless = text.isascii() and _WORDS.isdisjoint(text.translate(_APART).split())
    end = 0
    for match in (_NO_WORDS if wordless else _NUMBER).finditer(text):
        words = _hedge(text, end, match.start())
        end, hedge = match.end(), _KIND.get(words.strip().lower(), "")
        digits, tail, scale, in_words, indefinite = match.groups()
        if indefinite:
            yield Number(indefinite.lower(), hedge, words + match.group())
        elif tail == "s":
            yield Number(f"{digits}s", hedge, words + match.group())
        elif digits:
            value = Decimal(digits.replace(",", "")) * SCALES.get((scale or "").lower(), 1)  # 4.1 million is 4,100,000, no less.
            yield Number(float(value), hedge, words + match.group())
        else:
            yield from _in_words(in_words, words, hedge)


def _hedge(text: str, start: int, end: int) -> str:
    """Return the hedge that stands right before `end`, and not before `start`, with the white space after it."""
    at = end
    while at > start and text[at - 1].isspace() and text[at - 1] != "\n":  # What a line ends with is said of no number of the next.
        at -= 1
    found = _HEDGED.search(text, max(start, at - _LONGEST), at) if at < end else None
    return text[found.start() : end] if found else ""


def cut_hedge(before: str, words: str) -> str:
    """Return the hedge at the end of `before` that belongs to the number with which `words` begin, or nothing."""
    return _hedge(before, 0, len(before)).strip() if _NUMBER.match(words) else ""


def _in_words(words: str, before: str, hedge: str) -> Iterator[Number]:
    """Yield the numbers of a run of number words: "two and three" are two, "two hundred and three" is one."""
    pieces: list[str] = []
    scales: list[int] = []
    last = ""
    for joint, word in re.findall(r"(\s+and\s+|[\s-]+|^)(\w+)", words):
        scale = SCALES.get(word.lower(), 0)
        if pieces and _goes_on(last, joint.strip() == "and", word.lower()) and _falls(scales, scale):
            pieces[-1] += joint + word
        else:
            pieces.append(word)
            scales = []
        scales += [scale] if scale else []
        last = word.lower()
    for index, piece in enumerate(pieces):
        if not _PRONOUN.match(piece):
            yield Number(_spelt(piece), "" if index else hedge, f"{'' if index else before}{piece}".strip())


def _goes_on(last: str, after_and: bool, word: str) -> bool:
    if last == "a":
        return True
    if word in SCALES:
        return not after_and and SCALES[word] > SCALES.get(last, 0)
    if SCALES.get(last, 0) >= 100:
        return True
    return last in TENS and not after_and and 0 < UNITS.get(word, 0) < 10


def _falls(scales: list[int], scale: int) -> bool:
    """Tell whether a number with these scales may have one more: thousands after millions, one hundred in each of them."""
    if scale >= 1_000:
        return all(scale < earlier for earlier in scales if earlier >= 1_000)
    return not scale or not scales or scales[-1] >= 1_000


def _spelt(words: str) -> float:
    total = current = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in SCALES:
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1_000:
                total, current = total + current, 0
        else:
            current += UNITS.get(word, TENS.get(word, 0))
    return float(total + current)


def months(text: str) -> set[str]:
    """Return the full names of the months that a text names; "May" only where a capital says so."""
    return {next(month for month in MONTHS if month[:3] == match.group()[:3]) for match in _MONTH.finditer(text)}
