"""Letters in drawings: the room they take, known at build, so that names fit before any browser sees them; and counting by them."""

from string import ascii_lowercase

ADVANCES = {
    200: " ",
    255: "|",
    275: "ijl',.:;",
    324: "I!f-()[]{}",
    373: "/\\tr",
    444: "s*z?",
    507: 'cx"Jvy_YLe',
    527: "F#$+0123456789<=>^~agk",
    549: "VEZXST`o",
    566: "uAhnbdpq",
    597: "CPRBK",
    639: "DG&",
    674: "UNHOQ",
    750: "Mw",
    800: "W",
    875: "m%@",
}
"""Advance widths of Source Sans 3 at weight 600 in thousandths of its size, each rounded up to that of its group."""

WIDEST = 1000
"""The advance of every other letter: none of the font's is wider, nor are those that other fonts lend."""

_ADVANCE = {letter: advance for advance, letters in ADVANCES.items() for letter in letters}


def measure(text: str, size: float) -> float:
    """Return the width that a text takes at the most, in the unit of `size`."""
    return sum(_ADVANCE.get(letter, WIDEST) for letter in text) * size / 1000


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break a text into lines no wider than `width`; a word that is wider by itself is broken within."""
    lines = [""]
    for word in (piece for whole in text.split() for piece in _pieces(whole, width, size)):
        joined = f"{lines[-1]} {word}".lstrip()
        if measure(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(line for line in lines if line)


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def letter(number: int) -> str:
    """Return the letter of the nth line, counted from 0: a to z, then aa, ab and so on, as lists are counted in CSS."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_lowercase[rest] + letters
    return letters
