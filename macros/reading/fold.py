"""Folding: the spellings of one passage that count as the same words, with a map back to the text as printed.

Folded are Unicode NFC, runs of white space, glyphs of quotation marks, of hyphens and dashes, soft hyphens and zero-width
characters and the ellipsis glyph; a source's declared damage is repaired first. Case, digits, punctuation, signs, brackets and word
order are never folded.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u2035\u02bb\u02bc\u00b4`\u2039\u203a\u275b\u275c\uff07"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u275d\u275e\u2e42\u301d\u301e\u301f\uff02"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"

GLYPHS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(SINGLE_QUOTES, ("quotation-marks", "'")),
    **dict.fromkeys(DOUBLE_QUOTES, ("quotation-marks", '"')),
    **dict.fromkeys(DASHES, ("dashes", "-")),
    "\u2026": ("ellipsis", "..."),
}
"""Each folded glyph with the name of its fold and what it becomes."""

FOLDS = ("nfc", "white-space", "quotation-marks", "dashes", "invisible", "ellipsis", "damage")
"""The names under which folds are reported."""

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""All white space but the blank."""

_RUN = rf"(?P<dash>[-{DASHES}])(?:[{INVISIBLE}]*(?P=dash)){{1,2}}"
"""Two or three dashes of one glyph in a row, as hyphens are typed for a dash: they are one."""

_PATTERN = re.compile(rf"(?P<gap>[\s{INVISIBLE}]{{2,}}|(?! )[\s{INVISIBLE}])|{_RUN}|[{''.join(GLYPHS)}]")
"""Everything that folds, but for what NFC composes."""

_EVEN = {**{glyph: new for glyph, (_, new) in GLYPHS.items() if len(new) == 1}, **dict.fromkeys(_SPACES, " ")}
"""What folds to a single character: no offset moves by it, so that it is no change to be traced."""

_EVEN_ASCII = {glyph: new for glyph, new in _EVEN.items() if glyph.isascii()}

_FOLD_OF = {**{glyph: GLYPHS[glyph][0] for glyph in _EVEN if glyph in GLYPHS}, **dict.fromkeys(_SPACES, "white-space")}
"""The name of the fold of what folds to a single character."""

_UNEVEN = re.compile(rf"(?P<gap>[\s{INVISIBLE}]{{2,}}|[{INVISIBLE}])|{_RUN}|\u2026")
"""What folds to more or fewer characters."""

_MOVING = (*INVISIBLE, "\u2026")
"""One of these, or two dashes in a row, is in a text that holds anything uneven but gaps."""

MAX_PILED = 30
"""Combining characters in a row that are put in order together: the time that takes grows with their square."""

_PILED = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_PILED + 1},}}")
"""Where there may be more of them; also a line drawn of dashes."""

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))

_GAPS = re.compile("  +")
"""White space of two characters or more, once it is all blanks."""

_TOUCHED = {
    "white-space": re.compile(rf"[\s{INVISIBLE}]{{2,}}|(?! )\s"),
    "quotation-marks": re.compile(f"[{SINGLE_QUOTES}{DOUBLE_QUOTES}]"),
    "dashes": re.compile(f"[{DASHES}]|--"),
    "invisible": re.compile(f"[{INVISIBLE}]"),
    "ellipsis": re.compile("\u2026"),
}
"""What a text holds that a fold changes, by the fold's name."""

Change = tuple[int, int, str]
"""A range of a text and what replaces it."""

Damage = tuple[tuple[str, str], ...]
"""Wrongly decoded characters: as printed, and as they are read."""


@dataclass(frozen=True)
class Traced:
    """A changed text with the way back to the original, as pieces in order.

    Piece i begins at `starts[i]` of the text and came from the original's `origins[i]` up to `ends[i]`; a replaced piece came from
    all of that range, the others came character by character. Ranges of the original that were dropped have no piece.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    ends: tuple[int, ...]
    replaced: tuple[bool, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's range for the range `start` to `end` of the text, which is not empty."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begin = self.origins[first] if self.replaced[first] else self.origins[first] + start - self.starts[first]
        stop = self.ends[last] if self.replaced[last] else self.origins[last] + end - self.starts[last]
        return begin, stop

    def position(self, offset: int) -> int:
        """Return where the original's `offset` is in the text, or the first character kept after it."""
        index = bisect_right(self.origins, offset) - 1
        if index >= 0 and offset < self.ends[index]:
            return self.starts[index] + (0 if self.replaced[index] else offset - self.origins[index])
        return self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)


def trace(text: str, changes: Iterable[Change]) -> Traced:
    """Apply changes, in order and not overlapping, and keep the way back."""
    out: list[str] = []
    pieces: list[tuple[int, int, int, bool]] = []
    length = at = 0
    for start, end, new in (*changes, (len(text), len(text), "")):
        if start > at:
            pieces.append((length, at, start, False))
            out.append(text[at:start])
            length += start - at
        if new:
            pieces.append((length, start, end, True))
            out.append(new)
            length += len(new)
        at = end
    columns = zip(*pieces, strict=True) if pieces else ((), (), (), ())
    return Traced("".join(out), *map(tuple, columns))


def repair(text: str, damage: Damage) -> Traced:
    """Replace wrongly decoded characters, the longest first, by what they are read as."""
    table = dict(damage)
    if not table:
        return trace(text, ())
    pattern = _any_of(tuple(table))
    return trace(text, ((match.start(), match.end(), table[match.group()]) for match in pattern.finditer(text)))


def repaired(text: str, damage: Damage) -> str:
    """Repair `text`, where no way back is needed."""
    return repair(text, damage).text if damage else text


@lru_cache
def _any_of(printed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(printed, key=len, reverse=True))))


def composed(text: str) -> str:
    """Return the text in NFC, piles of combining characters cut as by the Stream-Safe Text Format (UAX #15, section 13)."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFC", piece) for piece in _bearable(text))


def is_composed(text: str) -> bool:
    """Tell whether a text is as `composed` returns it."""
    return text.isascii() or all(unicodedata.is_normalized("NFC", piece) for piece in _bearable(text))


def _bearable(text: str) -> Iterator[str]:
    """Cut a text before every combining character that has MAX_PILED before it; hardly any has."""
    start = 0
    for match in _PILED.finditer(text):
        piled = 0
        for at in range(*match.span()):
            piled = piled + 1 if unicodedata.combining(text[at]) else 0
            if piled > MAX_PILED:
                yield text[start:at]
                start, piled = at, 1
    yield text[start:]


def fold(text: str, without: str = "") -> Traced:
    """Fold `text`, by all folds but the one named; white space at its ends is kept as one blank."""
    if without == "nfc" or is_composed(text):
        if without:
            return trace(text, _changes(text, without))
        even = _evened(text)
        return trace(even, _uneven(text, even))
    compositions = list(_compositions(text))
    taken = {offset for start, end, _ in compositions for offset in range(start, end)}
    others = (change for change in _changes(text, without) if taken.isdisjoint(range(change[0], change[1])))
    return trace(text, sorted([*compositions, *others]))


def folded(text: str) -> str:
    """Fold `text` by all folds, where no way back is needed."""
    if text.isascii() and text.isprintable() and not ("  " in text or "--" in text or "`" in text):
        return text
    if not is_composed(text):
        return fold(text).text
    even = _evened(text)
    changes = tuple(_uneven(text, even))
    return trace(even, changes).text if changes else even


def sought(text: str, damage: Damage, printed: str) -> str:
    """Return typed words as they are looked for in `printed`, a folded document; they may spell its very damage otherwise."""
    plain = text if text.isascii() else composed(text.translate(_UNSEEN))
    words = folded(repaired(plain, damage)).strip()
    if not damage or words in printed:
        return words
    respelt = folded(repaired(folded(plain), _respelt(damage))).strip()
    return respelt if respelt in printed else words


@lru_cache
def _respelt(damage: Damage) -> Damage:
    """Return a damage table for folded text, without what any text may hold once it is folded."""
    pairs = ((folded(printed), printed, new) for printed, new in damage)
    return tuple((glyphs, new) for glyphs, printed, new in pairs if glyphs == printed or not glyphs.isascii())


def folds_needed(printed: str, written: str, damage: Damage = ()) -> tuple[str, ...]:
    """Name the folds without which two texts that fold to the same would differ, in the order of FOLDS."""
    if printed == written:
        return ()
    if not damage and _are_even(printed, written):
        return _even_folds(printed, written)
    pair = [repaired(text, damage) for text in (printed, written)]
    alike = folded(pair[0]).strip() == folded(pair[1]).strip()
    if not alike:  # The damage itself is spelt otherwise: named is what may have made them one.
        return (*(name for name in FOLDS[:-1] if any(_touches(name, text) for text in (printed, written))), "damage")
    tried = [name for name in FOLDS[:-1] if any(_touches(name, text) for text in pair)]
    needed = [name for name in tried if len({fold(text, without=name).text.strip() for text in pair}) > 1]
    damaged = len({folded(text).strip() for text in (printed, written)}) > 1
    return (*needed, "damage") if damaged else tuple(needed)


def _are_even(printed: str, written: str) -> bool:
    """Tell whether two texts are the same once what folds to a single character is folded, as most that differ are."""
    return _evened(printed) == _evened(written) and not any(
        _UNEVEN.search(text) or not is_composed(text) for text in (printed, written)
    )


def _even_folds(printed: str, written: str) -> tuple[str, ...]:
    """Name the folds of the characters in which two texts differ that are even."""
    differ = {char for pair in zip(printed, written, strict=True) if pair[0] != pair[1] for char in pair}
    needed = {_FOLD_OF[char] for char in differ if char in _FOLD_OF}
    return tuple(name for name in FOLDS if name in needed)


def _touches(name: str, text: str) -> bool:
    """Tell whether a fold may change a text."""
    return not is_composed(text) if name == "nfc" else bool(_TOUCHED[name].search(text))


def _evened(text: str) -> str:
    """Fold what folds to a single character."""
    for glyph, new in (_EVEN_ASCII if text.isascii() else _EVEN).items():
        if glyph in text:
            text = text.replace(glyph, new)
    return text


def _uneven(text: str, even: str) -> Iterator[Change]:
    """Yield the changes by which offsets move; most texts hold nothing of the kind but gaps, which are soon found."""
    if "--" in even or (not text.isascii() and any(glyph in text for glyph in _MOVING)):
        for match in _UNEVEN.finditer(text):
            yield match.start(), match.end(), _becomes(match, "")
    else:
        for match in _GAPS.finditer(even):
            yield match.start(), match.end(), " "


def _changes(text: str, without: str) -> Iterator[Change]:
    for match in _PATTERN.finditer(text):
        new = _becomes(match, without)
        if new != match.group():
            yield match.start(), match.end(), new


def _becomes(match: re.Match[str], without: str) -> str:
    """Return what a match of _PATTERN folds to, by all folds but the one named."""
    if match["gap"]:
        return _gap(match.group(), without)
    name, new = GLYPHS.get(match.group(), ("dashes", "-"))
    return match.group() if name == without else new


def _gap(printed: str, without: str) -> str:
    if without != "invisible":
        printed = re.sub(f"[{INVISIBLE}]", "", printed)
    return printed if without == "white-space" else re.sub(r"\s+", " ", printed)


def _compositions(text: str) -> Iterator[Change]:
    """Yield the stretches that NFC changes, each from a starter up to the next one; white space is left to its own fold."""
    at = 0
    while at < len(text):
        end = at + 1
        if text[at].isspace():
            at = end
            continue
        while end < len(text) and (unicodedata.combining(text[end]) or _composes(text[at:end], text[end])):
            end += 1
        new = composed(text[at:end])
        if new != text[at:end]:
            yield at, end, "".join(GLYPHS[char][1] if char in GLYPHS else char for char in new)
        at = end


def _composes(head: str, char: str) -> bool:
    joined = composed(head + char)
    return joined != composed(head) + composed(char)
