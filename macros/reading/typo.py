"""Typing errors: the one place of a document that a passage nearly is, and whether the difference is harmless.

For repairs only: what is put right is looked for again by the strict matcher. When in doubt, a difference is no typing error.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from rapidfuzz.distance import OSA, Levenshtein

from macros.facts.dates import MONTHS
from macros.reading.document import Document, Range
from macros.reading.hedges import WORDINGS
from macros.reading.numbers import read
from macros.reading.numerals import TABLE
from macros.reading.passage import NEGATION, on_edges

MAX_EDITS = 2
"""Characters put in, left out or exchanged: more is another wording."""

SHARE = 10
"""One edit for each so many characters, at the most."""

RIVAL = 5
"""Another place counts as one that may be meant with up to one edit for each so many characters, or `LEAST_RIVAL`."""

LEAST_RIVAL = 4

MANY = 6
"""Places that are looked at: two are too many already."""

MAX_WORDS = 2_000
MAX_TEXT = 500_000
"""Longer passages and documents are not searched: it takes a second for each passage already."""

SHORT_NAME = 5
"""A name of fewer letters is soon another name with one letter changed."""

HEADS = frozenset(
    """un in im il ir ig dis de non mis mal anti counter pro ex re over under up out inter intra sub super post pre fe
    wo""".split()  # noqa: SIM905
) | {""}
"""Beginnings that turn the sense of a word: where two words differ by these alone, the difference is one of sense."""

MODAL = frozenset(
    """may might can could will would shall should must ought seem seems seemed appear appears appeared perhaps possibly probably
    likely allegedly reportedly apparently presumably supposedly maybe alleged reported suspected claimed believed said
    only just least most more less few fewer many much all any some each every both either almost nearly even still already yet
    if unless until though although but except""".split()  # noqa: SIM905
)
"""Words that limit what is said. With the hedges of numbers, no repair touches them."""

REAL = frozenset(
    """a an the and or so as at by for from in into of off on onto out over to under up with within this that these those
    there here where when while who whom whose which what how why i me my we us our you your he him his she her it its they
    them their then than be is am are was were been being do does did done has have had having new now old own other another
    same such too very well north south east west northern southern eastern western left right man men woman women male female
    day night first last next former latter major minor majority minority maximum minimum import export internal external
    interior exterior increase decrease include exclude inside outside legal illegal moral friend fiend war peace win won lose
    lost gain pain ally enemy hero attack attach defence defense offence offense overt covert emigrate immigrate ascend descend
    monday tuesday wednesday thursday friday saturday sunday sell buy kill bill dead deal lead read raid paid said aid arm
    army""".split()  # noqa: SIM905
)
"""Words that are soon mistyped into each other: who wrote one of them may have meant it."""

_QUANTITIES = frozenset((*(word for word, (kind, _) in TABLE.items() if kind not in ("month", "weekday")), "once"))
_ORDINAL = re.compile(r"(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thir|\w+teen|\w+tie)th$")
_HEDGE = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(WORDINGS, key=len, reverse=True)))})\b", re.IGNORECASE)
_NEGATION = re.compile(rf"\b{NEGATION}\b", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\s,.;:'\"!-]")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a folded text as they are written, and the parts of those with a hyphen or apostrophe."""
    for match in _WORD.finditer(text):
        yield match.group()
        if not match.group().isalnum():
            yield from re.split("['-]", match.group())


def allowed(words: str) -> int:
    """Return how many edits a passage of this length may need."""
    return min(MAX_EDITS, len(words) // SHARE)


def near_places(document: Document, words: str) -> list[tuple[int, Range]]:
    """Return the places of the folded text that are much like `words` (folded), with the edits of each, the fewest first.

    Nothing where none is as near as a typing error is, and where it would take too long to be sure that there is only one.
    """
    text = document.folded.text
    limit = allowed(words)
    if not limit or len(words) > MAX_WORDS or len(text) > MAX_TEXT or not _may_hold(text, words, limit):
        return []
    found: list[tuple[int, Range]] = []
    for end, edits in sorted(_ends(words, text, max(LEAST_RIVAL, len(words) // RIVAL)), key=lambda each: each[::-1]):
        if len(found) < MANY and all(abs(end - other) > len(words) // 2 for _, (_, other) in found):
            found.append(_snapped(document, words, end) or (edits, (max(0, end - len(words)), end)))
    return sorted(found) if found and min(found)[0] <= limit else []


def _may_hold(text: str, words: str, limit: int) -> bool:
    """Tell whether a part of `words` that a few edits must leave whole stands in the text."""
    size = len(words) // (limit + 1)
    return any(words[at * size : (at + 1) * size] in text for at in range(limit + 1))


def _ends(words: str, text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Yield where something like `words` ends in the text, with its edits: Myers, J. ACM 46(3), 1999, bit-parallel."""
    masks: dict[str, int] = {}
    for index, char in enumerate(words):
        masks[char] = masks.get(char, 0) | 1 << index
    every, high = (1 << len(words)) - 1, 1 << len(words) - 1
    more, fewer, edits = every, 0, len(words)
    for end, char in enumerate(text, start=1):
        same = masks.get(char, 0)
        down = same | fewer
        across = (((same & more) + more) ^ more) | same
        up = (fewer | ~(across | more)) & every
        low = more & across
        edits += bool(up & high) - bool(low & high)
        up, low = up << 1 & every, low << 1 & every
        more, fewer = (low | ~(down | up)) & every, up & down
        if edits <= limit:
            yield end, edits


def _snapped(document: Document, words: str, end: int) -> tuple[int, Range] | None:
    """Return the range on word edges that is most like `words` and ends at or about `end`."""
    text, reach = document.folded.text, range(-MAX_EDITS, MAX_EDITS + 1)
    stops = [end + by for by in reach if 0 < end + by <= len(text) and not text[end + by - 1].isspace()]
    starts = sorted({end + by - len(words) for by in range(-2 * MAX_EDITS, 2 * MAX_EDITS + 1)})
    pairs = [(start, stop) for stop in stops for start in starts if 0 <= start < stop and not text[start].isspace()]
    ranked = [(Levenshtein.distance(words, text[start:stop]), (start, stop)) for start, stop in pairs]
    fit = [each for each in ranked if each[0] <= MAX_EDITS and on_edges(document, each[1])]
    return min(
        fit, key=lambda each: (each[0], *(not text[at].isalnum() for at in (each[1][0], each[1][1] - 1)), each), default=None
    )


def objection(written: str, printed: str, known: AbstractSet[str]) -> str:
    """Say why the difference of two folded texts may be more than a typing error, or nothing.

    `known` are the words, as they are written, that are in use: who wrote one of them did not mistype another.
    """
    for pattern, what in ((_NEGATION, "a negation"), (_HEDGE, "a hedge")):
        if [each.lower() for each in pattern.findall(written)] != [each.lower() for each in pattern.findall(printed)]:
            return f"the difference touches {what}"
    before, after = read(written), read(printed)
    if before.months != after.months or before.moments.keys() != after.moments.keys():
        return "the difference touches a date"
    if [number.key for number in before.numbers] != [number.key for number in after.numbers]:
        return "the difference touches a number"
    old, new = written.split(), printed.split()
    for kind, first, last, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        reason = "" if kind == "equal" else _stretch(old[first:last], new[begin:stop], known)
        if reason:
            return reason
    return ""


def _stretch(written: Sequence[str], printed: Sequence[str], known: AbstractSet[str]) -> str:
    for word in (*written, *printed):
        reason = _guarded(word)
        if reason:
            return reason
    if len(written) == len(printed):
        return next(filter(None, (_pair(*pair, known) for pair in zip(written, printed, strict=True))), "")
    if "".join(written) != "".join(printed):
        return "the difference is a whole word"
    return _meant(written, known)


def _guarded(word: str) -> str:
    """Say why no repair touches a word."""
    bare = _bare(word).lower()
    if any(char.isdigit() for char in word) or _QUANTITIES & set(re.split("['-]", bare)) or _ORDINAL.search(bare):
        return "the difference touches a number"
    if bare in WORDINGS | MODAL:
        return "the difference touches a hedge"
    if _NEGATION.search(word):
        return "the difference touches a negation"
    return "the difference touches a date" if any(bare == month.lower() for month in MONTHS) else ""


def _pair(written: str, printed: str, known: AbstractSet[str]) -> str:
    if written == printed:
        return ""
    if written.casefold() == printed.casefold():
        return f"'{written}' and '{printed}' differ in case"
    if _SIGNS.findall(written) != _SIGNS.findall(printed):
        return "the difference touches a sign"
    old, new = _bare(written), _bare(printed)
    if _letters(old) == _letters(new):
        return _meant([old], known) if old != new else ""
    return _turned(old, new) or _other_name(old, new, known) or _meant([old], known)


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word)


def _letters(word: str) -> str:
    return re.sub(r"\W", "", word)


def _turned(written: str, printed: str) -> str:
    """Say whether two words differ by beginnings that turn the sense."""
    old, new = written.lower(), printed.lower()
    same = 0
    while same < min(len(old), len(new)) and old[-same - 1] == new[-same - 1]:
        same += 1
    for length in range(same, 2, -1):
        if old[:-length] in HEADS and new[:-length] in HEADS:
            return f"'{written}' and '{printed}' may differ in sense"
    return ""


def _other_name(written: str, printed: str, known: AbstractSet[str]) -> str:
    """Say whether a name may be another name, or a word too short to tell what was meant."""
    edits = OSA.distance(written, printed)
    if written != printed and min(len(written), len(printed)) > 1 and written.isupper() and printed.isupper():
        return f"'{written}' may be another name than '{printed}'"
    name = printed[:1].isupper() and printed.lower() not in known and printed.lower() not in REAL
    if name and (edits > 1 or len(printed) < SHORT_NAME):
        return f"'{written}' may be another name than '{printed}'"
    return f"'{written}' may be another word than '{printed}'" if edits > max(1, len(printed) // 3) else ""


def _meant(written: Sequence[str], known: AbstractSet[str]) -> str:
    """Say whether what was written are words in use."""
    words = [_bare(word) for word in written]
    lower = known | REAL
    if all(word in lower or word.lower() in lower or word.capitalize() in known for word in words):
        return f"'{' '.join(words)}' is in use itself"
    return ""
