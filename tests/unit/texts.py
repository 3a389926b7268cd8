"""What the tests of the matcher share: the real documents, slices of them, and the spellings and falsifications of a slice."""

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from macros.brief import Brief, load
from macros.facts.citation import Citation
from macros.reading.document import Document
from macros.reading.passage import Match, Miss, locate

ROOT = Path(__file__).parents[2]
SEED = 20240501


@cache
def brief() -> Brief:
    """Return the real brief, read once."""
    return load(ROOT)


def documents() -> list[Document]:
    """Return the real documents, with the damage tables of their records."""
    return [brief().documents[source] for source in sorted(brief().documents)]


def find(document: Document, *words: str, prefix: str = "", suffix: str = "") -> Match | Miss:
    """Look for words in a document."""
    return locate(document, Citation(source="a-source", exact=words, prefix=prefix, suffix=suffix))


def slices(document: Document, number: int, words: int = 24) -> tuple[tuple[int, int], ...]:
    """Return random ranges of a document that begin and end beside white space, lie in one paragraph and occur once."""
    return _slices(document, words)[:number]


@cache
def _slices(document: Document, words: int) -> tuple[tuple[int, int], ...]:
    chance = random.Random(SEED)
    pieces = [match.span() for match in re.finditer(r"\S+", document.text)]
    found: list[tuple[int, int]] = []
    while len(found) < 300:
        first = chance.randrange(len(pieces))
        last = min(first + chance.randrange(3, words), len(pieces) - 1)
        start, end = pieces[first][0], pieces[last][1]
        whole = document.seed_range(document.folded_position(start), document.folded_position(end - 1) + 1) == (start, end)
        if whole and "\n\n" not in document.text[start:end] and isinstance(find(document, document.text[start:end]), Match):
            found.append((start, end))
    return tuple(found)


def _swapped(given: str) -> Callable[[str], str]:
    table = str.maketrans(*given.split())
    return lambda words: words.translate(table)


RESPELT: dict[str, Callable[[str], str]] = {
    "straight double quotation marks": _swapped('“” ""'),
    "curly double quotation marks": lambda words: words.replace('"', "”"),
    "guillemets": _swapped("“” «»"),
    "straight apostrophes": _swapped("‘’ ''"),
    "curly apostrophes": lambda words: words.replace("'", "’"),
    "modifier apostrophes": lambda words: re.sub("['’]", "\u02bc", words),
    "hyphens for dashes": lambda words: re.sub("[–—]", "-", words),
    "non-breaking hyphens": lambda words: words.replace("-", "\u2011"),
    "em dashes": lambda words: words.replace("–", "—"),
    "typed dashes": lambda words: re.sub("[–—]", "--", words),
    "no-break spaces": lambda words: words.replace(" ", "\u00a0"),
    "plain spaces": lambda words: words.replace("\u00a0", " "),
    "thin spaces": lambda words: words.replace(" ", "\u2009"),
    "an en quad, which NFC turns into an en space": lambda words: words.replace(" ", "\u2000"),
    "runs of spaces": lambda words: words.replace(" ", "   "),
    "line breaks": lambda words: words.replace(" ", "\n    "),
    "carriage returns": lambda words: words.replace(" ", "\r\n"),
    "tabs": lambda words: words.replace(" ", "\t"),
    "NFD": lambda words: unicodedata.normalize("NFD", words),
    "soft hyphens": lambda words: re.sub(r"(?<=[a-z])(?=[a-z])", "\u00ad", words),
    "zero-width spaces": lambda words: re.sub(r"(?<=\w)(?=\w)", "\u200b", words),
    "zero-width joiners": lambda words: re.sub(r"(?<=[a-z])(?=[a-z])", "\u200d", words),
    "a byte order mark": lambda words: f"\ufeff{words}\ufeff",
    "an ellipsis glyph": lambda words: words.replace("...", "…"),
    "white space around": lambda words: f"  {words}\n",
}
"""Spellings of a passage that count as the same words."""


def _at(words: str, pattern: str, change: Callable[[re.Match[str]], str], chance: random.Random) -> str | None:
    found = list(re.finditer(pattern, words))
    if not found:
        return None
    match = chance.choice(found)
    return words[: match.start()] + change(match) + words[match.end() :]


Falsify = Callable[[str, random.Random], str | None]


def _change(pattern: str, change: Callable[[re.Match[str]], str]) -> Falsify:
    return lambda words, chance: _at(words, pattern, change, chance)


FALSIFIED: dict[str, Falsify] = {
    "another digit": _change(r"\d", lambda match: str((int(match[0]) + 1) % 10)),
    "a digit dropped": _change(r"(?<=\d)\d|\d(?=\d)", lambda _: ""),
    "a digit more": _change(r"\d", lambda match: match[0] + "0"),
    "another case": _change(r"[A-Za-z]", lambda match: match[0].swapcase()),
    "a comma dropped": _change(r"(?<=\w),(?= )", lambda _: ""),
    "a comma more": _change(r"(?<=[a-z]) (?=[a-z])", lambda _: ", "),
    "a thousands comma turned into a decimal point": _change(r"(?<=\d),(?=\d)", lambda _: "."),
    "a full stop dropped": _change(r"(?<=\w)\.(?= )", lambda _: ""),
    "a full stop for a comma": _change(r",(?= )", lambda _: "."),
    "an opening bracket dropped": _change(r"(?<= )[(\[](?=\w)", lambda _: ""),
    "a closing bracket dropped": _change(r"(?<=\w)[)\]](?=\W)(?=..)", lambda _: ""),
    "an apostrophe dropped": _change(r"(?<=\w)['’](?=\w)", lambda _: ""),
    "a hyphen dropped": _change(r"(?<=\w)-(?=\w)", lambda _: ""),
    "a hyphen turned into a space": _change(r"(?<=\w)-(?=\w)", lambda _: " "),
    "a space dropped": _change(r"(?<=\w) (?=\w)", lambda _: ""),
    "a word cut short at the end": lambda words, _: words[:-1] if re.search(r"\w\w\w$", words) else None,
    "a word cut short at the start": lambda words, _: words[1:] if re.match(r"\w\w\w", words) else None,
    "a letter dropped": _change(r"(?<=[a-z])[a-z](?=[a-z])", lambda _: ""),
    "a word dropped": _change(r"(?<=\w )[\w-]+ (?=\w)", lambda _: ""),
    "a word twice": _change(r"(?<= )([\w-]+) (?=\w)", lambda match: match[0] + match[0]),
    "two words exchanged": _change(r"(?<= )(\w+) (?!\1\b)(\w+)(?= )", lambda match: f"{match[2]} {match[1]}"),
    "a negation put in": _change(r"(?<=[a-z]) (?=[a-z])", lambda _: " not "),
    "words left out without a sign": _change(r"(?<=\w )[\w-]+ [\w-]+ (?=\w)", lambda _: ""),
    "an ellipsis for a word": _change(r"(?<=\w )[\w-]+ (?=\w)", lambda _: "... "),
    "a look-alike letter": _change(r"[ae]", lambda match: {"a": "а", "e": "е"}[match[0]]),
    "a right-to-left override": _change(r"(?<=\w) (?=\w)", lambda _: " \u202e"),
}
"""Falsifications of a passage; None where there is nothing to falsify."""
