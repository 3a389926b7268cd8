"""Hedges: the words and signs around a number that say it is not quite that number, by their sense.

Which of them a figure's value may be written with says `quantity`; a document may use any of these.
"""

import re

from macros.facts.quantity import HEDGES

MORE = {
    "about": (
        *("an estimated", "estimated", "approx.", "approx", "circa", "c.", "ca.", "~", "≈", "in the region of"),
        *("in the order of", "on the order of", "something like", "more or less"),
    ),
    "perhaps": ("perhaps", "maybe", "possibly", "probably"),
    "nearly": ("just short of", "just shy of", "short of", "not quite", "approaching", "nearing", "close on", "just under"),
    "over": (
        *("above", ">", "just over", "slightly more than", "a little over", "slightly over", "north of", "exceeding"),
        *("far more than", "many more than", "well above"),
    ),
    "plus": ("upwards of", "upward of"),
    "at least": ("at the very least", "a minimum of", "minimum of", "not fewer than", "≥"),
    "under": ("below", "<", "not even", "well under"),
    "up to": ("at the most", "at the very most", "a maximum of", "maximum of", "no greater than", "≤"),
    "only": ("only", "just", "merely", "a mere", "as few as", "barely"),
}
"""Further words before a number."""

BEHIND = {
    "about": ("or so", "or thereabouts", "-odd", " odd", "or more or less"),
    "plus": ("+", "-plus"),
    "at least": ("or more", "and more", "or above", "at least", "at the very least", "or upwards"),
    "up to": ("or less", "or fewer", "or under", "at most", "at the most"),
}
"""Words behind a number."""

SAME = {("plus", "over"), ("plus", "at least"), ("", "only")}
"""What a text may say, and the passage: "170+" is "over 170" or "at least 170", and whoever says "13" may leave out "only"."""

_BEFORE = {words: kind for table in (HEDGES, MORE) for kind, wordings in table.items() for words in wordings}
_AFTER = {words: kind for kind, wordings in BEHIND.items() for words in wordings}

WORDINGS = frozenset(words for words in _BEFORE if words[-1].isalpha())
"""Every hedge in words."""


def _any_of(wordings: dict[str, str]) -> str:
    return "|".join(re.escape(words) for words in sorted(wordings, key=len, reverse=True))


_HEDGED = re.compile(rf"(?<![\w.])(?:{_any_of(_BEFORE)})(?: between)?$", re.IGNORECASE)
_LONGEST = max(map(len, _BEFORE)) + len(" between")
_ENDINGS = frozenset(words.split()[-1] for words in _BEFORE) | {"between"}
_SIGNS = frozenset(words for words in _BEFORE if len(words) == 1)
_BEHIND = re.compile(rf"(?:[\"')\]]? ?| [^\W\d_]+ (?=or ))({_any_of(_AFTER)})(?![\w.]*\d|\w)", re.IGNORECASE)
_OPENING = " \t\xa0\"'([“‘"
_LAST_WORD = re.compile(r" between$", re.IGNORECASE)


def before(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the kind of the hedge right before `end`, not before `start`, and the words from it up to `end`.

    It may be told apart by white space, a bracket or a quotation mark. What a line ends with is said of no number of the next.
    """
    at = end
    while at > start and text[at - 1] in _OPENING:
        at -= 1
    ending = text[max(start, at - _LONGEST) : at].rsplit(None, 1)[-1:]
    if not ending or (ending[0].lstrip(_OPENING).lower() not in _ENDINGS and ending[0][-1] not in _SIGNS):
        return "", ""  # Most numbers have no hedge, which is soon known.
    found = _HEDGED.search(text, max(start, at - _LONGEST), at)
    if not found or (at == end and text[at - 1].isalnum()):
        return "", ""
    return _BEFORE[_LAST_WORD.sub("", found.group()).lower()], text[found.start() : end]


def behind(text: str, end: int) -> tuple[str, str]:
    """Return the kind of the hedge right behind `end`, and the words up to its end."""
    found = _BEHIND.match(text, end)
    return (_AFTER[found[1].lower()], found.group()) if found else ("", "")


def agree(said: str, printed: str) -> bool:
    """Tell whether a text with the hedge `said` says what a passage says with the hedge `printed`."""
    return said == printed or (said, printed) in SAME or ((printed, said) in SAME and "only" not in (said, printed))
