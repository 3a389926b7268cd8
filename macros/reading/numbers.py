"""Numbers and dates as people write them in running text: "1,500", "three dozen", "over 80", "16 August 2021", "Aug. 16"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
_KIND = {word: kind for kind, words in HEDGES.items() for word in words}
_NUMBER = re.compile(
    rf"(?:\b(?P<hedge>{_HEDGE})\s+)?"
    rf"(?:(?<![\w.,])(?P<digits>{_DIGITS})(?P<tail>s\b|st\b|nd\b|rd\b|th\b)?(?![\w])(?:[\s-](?P<scale>{'|'.join(SCALES)})\b)?"
    rf"|\b(?P<words>(?:a\s+)?(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*)\b"
    rf"|\b(?P<indefinite>{'|'.join(INDEFINITE)})\b)",
    re.IGNORECASE,
)
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
    for match in _NUMBER.finditer(text):
        hedge = _KIND.get((match["hedge"] or "").lower(), "")
        if match["indefinite"]:
            yield Number(match["indefinite"].lower(), hedge, match.group().strip())
        elif match["tail"] == "s":
            yield Number(f"{match['digits']}s", hedge, match.group().strip())
        elif match["digits"]:
            value = float(match["digits"].replace(",", "")) * SCALES.get((match["scale"] or "").lower(), 1)
            yield Number(value, hedge, match.group().strip())
        else:
            yield from _in_words(match["words"], match.group()[: match.start("words") - match.start()], hedge)


def _in_words(words: str, before: str, hedge: str) -> Iterator[Number]:
    """Yield the numbers of a run of number words: "two and three" are two, "two hundred and three" is one."""
    pieces: list[str] = []
    last = ""
    for joint, word in re.findall(r"(\s+and\s+|[\s-]+|^)(\w+)", words):
        if pieces and _goes_on(last, joint.strip() == "and", word.lower()):
            pieces[-1] += joint + word
        else:
            pieces.append(word)
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
