"""The one matcher: finds the exact words of a citation in its document, or says why they are not there.

Strict on purpose. A passage begins and ends on a word edge and occurs exactly once, or its prefix and suffix make it so; fragments
stand in order, in one paragraph, with no negation left out between them. Nothing is approximate.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from macros.facts.citation import Citation
from macros.reading.document import Document, Range
from macros.reading.fold import folds_needed, sought
from macros.reading.near import nearest

MIN_LENGTH = 12
"""Code points that a passage and its context have at the least; fewer words are found by chance."""

MAX_WORD = 60
"""Code points of a cut word that a message shows to either side."""

MAX_PLACES = 200
"""Ways to place fragments that are counted; two are enough for a citation to be ambiguous."""

NEGATION = (
    r"(?:no|not|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|\w+n't|hardly|scarcely|barely|rarely|seldom|unlikely"
    r"|unable|impossible|far from|yet to|rather than|instead of|(?:refus|reject|den[iy]|fail|lack)\w*)"
)
_NEGATION = re.compile(rf"\b{NEGATION}\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    rf"\b(?:{NEGATION})\b(?! (?:only|just|least))"
    r"(?: (?:yet|even|be|been|have|longer|an?|the|any|such|so|as|to|of|one|once|means|way|\w+ly))*[\s\"'(\[,;:-]*$",
    re.IGNORECASE,
)
_AFTER = (
    r"[\"')\],;:]* (?:- )?[\"'(\[]*"
    r"(?:(?:do|does|did|has|have|had|is|are|was|were|could|can|would|will|should|may|might|still|also) )*"
    rf"{NEGATION}"
)
_NOT_AFTER = re.compile(rf"^{_AFTER}\b(?! (?:only|just|least))", re.IGNORECASE)
_MAY_FOLLOW = re.compile(_AFTER, re.IGNORECASE)
_MAY_PRECEDE = re.compile(
    rf"(?:{NEGATION}|from|to|than|of|yet|even|be|been|have|longer|an?|the|any|such|so|as|one|once|means|way|\w+ly)$", re.IGNORECASE
)
"""The last word of what may be a negation before a passage."""

WINDOW = 60
"""Code points in which the word before a passage is looked for."""

_INITIALS = re.compile(r"(?:^|\W)(?:\w\.)+\w$")


@dataclass(frozen=True)
class Match:
    """Where a citation's words stand: offsets in the seed, one range a fragment, its first line, and the folds that were needed."""

    spans: tuple[Range, ...]
    line: int
    folds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Miss:
    """Why a citation's words were not found: the rule, the reason, and the ranges of the seed that matter for it."""

    rule: str
    message: str
    near: tuple[Range, ...] = ()
    fragment: int = 0
    """Which of the fragments is at fault."""


def locate(document: Document, citation: Citation) -> Match | Miss:
    """Find the one place of a citation in its document."""
    wanted = [needle(document, words) for words in citation.exact]
    before, after = needle(document, citation.prefix), needle(document, citation.suffix)
    miss = _too_short(wanted, before, after)
    if miss:
        return miss
    found = [list(_occurrences(document.folded.text, needle)) for needle in wanted]
    for index, places in enumerate(found):
        if not places:
            return _not_found(document, wanted[index], index)
    edged = [[place for place in places if on_edges(document, place)] for places in found]
    for index, whole in enumerate(edged):
        if not whole:
            return _cut(document, found[index], index)
    placed = _placings(document, edged, before, after)
    if len(placed) == 1:
        return _match(document, citation, placed[0])
    return _ambiguous(document, placed) if placed else _misplaced(document, edged)


def find(document: Document, citation: Citation) -> Match | None:
    """Return the one place of a citation in a document, if it has one; nothing is said of why it has none, which takes time."""
    if not all(needle(document, words) in document.folded.text for words in citation.exact):
        return None
    match = locate(document, citation)
    return match if isinstance(match, Match) else None


def places(document: Document, citation: Citation) -> list[tuple[Range, ...]]:
    """Return every place of a citation's words between its prefix and suffix: a range of the seed for each fragment."""
    found = [
        [place for place in _occurrences(document.folded.text, needle(document, words)) if on_edges(document, place)]
        for words in citation.exact
    ]
    placed = _placings(document, found, needle(document, citation.prefix), needle(document, citation.suffix)) if all(found) else []
    return [tuple(document.seed_range(*place) for place in each) for each in placed]


def needle(document: Document, words: str) -> str:
    """Return words as they are looked for in the document's folded text."""
    return sought(words, document.damage, document.folded.text) if words else ""


def _too_short(wanted: Sequence[str], before: str, after: str) -> Miss | None:
    if sum(map(len, wanted)) + len(before) + len(after) < MIN_LENGTH:
        return Miss("passage-too-short", f"a passage has at least {MIN_LENGTH} characters, its prefix and suffix counted")
    if len(wanted) > 1:
        for index, words in enumerate(wanted):
            if len(words) < MIN_LENGTH and " " not in words:
                message = f"the fragment '{words}' is a single word: take more of the sentence"
                return Miss("passage-too-short", message, fragment=index)
    return None


def _occurrences(text: str, needle: str, start: int = 0) -> Iterator[Range]:
    at = text.find(needle, start) if needle else -1
    while at >= 0:
        yield at, at + len(needle)
        at = text.find(needle, at + 1)


def on_edges(document: Document, place: Range) -> bool:
    """Tell whether a range of the folded text begins and ends on a word edge."""
    return not (_inside_word(document, place[0]) or _inside_word(document, place[1]))


def _inside_word(document: Document, at: int) -> bool:
    """Tell whether a word or number goes on across the position `at` of the folded text."""
    text = document.folded.text
    if at <= 0 or at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    if _is_word(left) and _is_word(right):
        return True
    if _is_word(left) and at + 1 < len(text) and _is_word(text[at + 1]) and _glues(document, at):
        return True
    if _is_word(right) and at > 1 and _is_word(text[at - 2]) and _glues(document, at - 1):
        return True
    return left == right == "." or _cuts_sign(text, at) or (right == "." and bool(_INITIALS.search(text[max(0, at - 16) : at])))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def _glues(document: Document, at: int) -> bool:
    """Tell whether the character at `at`, which stands between two word characters, joins them."""
    text = document.folded.text
    left, glue, right = text[at - 1], text[at], text[at + 1]
    if glue == "-":
        start, end = document.folded.span(at, at + 1)
        printed = document.repaired.text[start:end]
        return printed in "-\u2010\u2011\u2212" or (left.isdigit() and right.isdigit())
    if glue == ".":
        return (left.isdigit() and right.isdigit()) or at < 2 or not _is_word(text[at - 2])
    return glue in "'&@" or (glue in ",:/" and left.isdigit() and right.isdigit())


def _cuts_sign(text: str, at: int) -> bool:
    left, right = text[at - 1], text[at]
    if right.isdigit() and left in "-+±.<>~≈≤≥":
        return at < 2 or not _is_word(text[at - 2])
    return (right.isdigit() and _is_currency(left)) or (left.isdigit() and (right in "%‰°" or _is_currency(right)))


def _is_currency(char: str) -> bool:
    return unicodedata.category(char) == "Sc"


def _placings(document: Document, places: Sequence[Sequence[Range]], before: str, after: str) -> list[tuple[Range, ...]]:
    """Return the ways to place all fragments in order, in one paragraph, between prefix and suffix; at most MAX_PLACES."""
    text, found = document.folded.text, list(places)
    if before:
        found[0] = [place for place in found[0] if ends_before(text, place[0], before)]
    if after:
        found[-1] = [place for place in found[-1] if starts_after(text, place[1], after)]
    if len(found) == 1:
        return [(place,) for place in found[0]]
    chains = (chain for each in _by_paragraph(document, found) for chain in _chains(_that_go_on(each)))
    return list(islice(chains, MAX_PLACES))


def _by_paragraph(document: Document, places: Sequence[Sequence[Range]]) -> Iterator[list[list[Range]]]:
    """Yield the places of the fragments in each paragraph that holds all of them."""
    found: list[dict[Range, list[Range]]] = [defaultdict(list) for _ in places]
    for paragraphs, each in zip(found, places, strict=True):
        for place in each:
            paragraphs[_paragraph(document, place)].append(place)
    for paragraph in sorted(set.intersection(*map(set, found))):
        yield [paragraphs[paragraph] for paragraphs in found]


def _that_go_on(places: Sequence[list[Range]]) -> list[list[Range]]:
    """Leave out the places after which the next fragment stands nowhere, so that no chain ends half-way."""
    kept = [places[-1]]
    for found in reversed(places[:-1]):
        last = kept[0][-1][0] if kept[0] else -1
        kept.insert(0, [place for place in found if place[1] <= last])
    return kept


def _chains(places: Sequence[list[Range]], placed: tuple[Range, ...] = ()) -> Iterator[tuple[Range, ...]]:
    """Yield the ways to take a place of each fragment, each behind the one before."""
    if not places:
        yield placed
        return
    behind = placed[-1][1] if placed else 0
    for index in range(bisect_left(places[0], (behind,)), len(places[0])):
        yield from _chains(places[1:], (*placed, places[0][index]))


def ends_before(text: str, at: int, words: str) -> bool:
    """Tell whether a folded text has `words` directly before the position `at`, white space aside."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text.endswith(words, 0, at)


def starts_after(text: str, at: int, words: str) -> bool:
    """Tell whether a folded text has `words` directly behind the position `at`, white space aside."""
    while at < len(text) and text[at].isspace():
        at += 1
    return text.startswith(words, at)


def _paragraph(document: Document, place: Range) -> Range:
    return document.paragraph_of(document.seed_range(*place)[0])


def _match(document: Document, citation: Citation, placed: tuple[Range, ...]) -> Match | Miss:
    for one, other in pairwise(placed):
        negation = negation_between(document, one, other)
        if negation:
            gap = document.seed_range(one[1], other[0])
            return Miss("negation-left-out", f"'{negation.group()}' is left out between two fragments", (gap,))
    spans = tuple(document.seed_range(*place) for place in placed)
    folds: dict[str, None] = {}
    for (start, end), words in zip(spans, citation.exact, strict=True):
        folds.update(dict.fromkeys(folds_needed(document.text[start:end], words, document.damage)))
    return Match(spans, document.line_of(spans[0][0]), tuple(folds))


def _not_found(document: Document, needle: str, index: int) -> Miss:
    return Miss("passage-not-found", f"these words are not in '{document.source}'", tuple(nearest(document, needle)), index)


def _cut(document: Document, places: Sequence[Range], index: int) -> Miss:
    (start, end), found = places[0], places[0]
    while _inside_word(document, start):
        start -= 1
    while _inside_word(document, end):
        end += 1
    word = _word_at(document, found[0] if start < found[0] else found[1])
    return Miss("passage-cut", f"the passage is cut within '{word}'", (document.seed_range(start, end),), index)


def _word_at(document: Document, at: int) -> str:
    """Return the word or number that goes on across a position of the folded text."""
    start = end = at
    while _inside_word(document, start) and at - start < MAX_WORD:
        start -= 1
    while _inside_word(document, end) and end - at < MAX_WORD:
        end += 1
    return document.folded.text[start:end]


def _ambiguous(document: Document, placed: Sequence[tuple[Range, ...]]) -> Miss:
    spans = tuple(document.seed_range(*place[0]) for place in placed[:5])
    lines = list(dict.fromkeys(str(document.line_of(start)) for start, _ in spans))
    where = f"lines {', '.join(lines)}" if len(lines) > 1 else f"line {lines[0]}"
    more = f" and {len(placed) - 5} more places" if len(placed) > 5 else ""
    return Miss("passage-ambiguous", f"these words occur {len(placed)} times, in {where}{more}", spans)


def _misplaced(document: Document, places: Sequence[Sequence[Range]]) -> Miss:
    spans = tuple(document.seed_range(*found[0]) for found in places)
    if len(places) == 1 or _placings(document, places, "", ""):
        return Miss("passage-context", "the words are there, but not with this prefix and suffix around them", spans)
    if not any(_by_paragraph(document, places)):
        return Miss("fragments-apart", "the fragments do not stand in one paragraph", spans)
    return Miss("fragments-out-of-order", "the fragments stand in another order, or overlap", spans)


def within(document: Document, passage: Range, words: str, start: int = 0) -> Range | None:
    """Return the first range at or behind `start` in which words stand, on word edges, in a passage; ranges of the folded text."""
    first, last = max(passage[0], start), passage[1]
    found = _occurrences(document.folded.text[:last], needle(document, words), first)
    return next((place for place in found if on_edges(document, place)), None)


def negation_between(document: Document, one: Range, other: Range) -> re.Match[str] | None:
    """Return the negation between two ranges of the folded text, if there is one."""
    return _NEGATION.search(document.folded.text, one[1], other[0])


def negation_at_edge(document: Document, match: Match) -> str:
    """Return the negation that stands just outside a passage, in its own sentence, or nothing."""
    return negation_before(document, match) or negation_after(document, match)


def negation_before(document: Document, match: Match) -> str:
    """Return the negation right behind which a passage begins, in its own sentence, or nothing."""
    text, start = document.folded.text, document.folded_position(match.spans[0][0])
    if not _may_precede(text, start):
        return ""  # As for most passages: where the sentence begins, which takes longer to find, makes no difference.
    found = _NOT_BEFORE.search(text[document.folded_position(_sentence(document, match)[0]) : start])
    return found.group().strip() if found else ""


def negation_after(document: Document, match: Match) -> str:
    """Return the negation right before which a passage stops, in its own sentence, or nothing."""
    text, end = document.folded.text, document.folded_position(match.spans[-1][1] - 1) + 1
    if not _MAY_FOLLOW.match(text, end):
        return ""
    found = _NOT_AFTER.search(text[end : document.folded_position(_sentence(document, match)[1])])
    return found.group().strip() if found else ""


def _sentence(document: Document, match: Match) -> Range:
    return document.sentence_around(match.spans[0][0], match.spans[-1][1])


def _may_precede(text: str, start: int) -> bool:
    """Tell whether the word before `start` may be part of a negation: False where it cannot be."""
    _, blank, word = text[max(0, start - WINDOW) : start].rstrip(" \"'([,;:-").rpartition(" ")
    return not blank or bool(_MAY_PRECEDE.search(word))
