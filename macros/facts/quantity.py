"""A quantity as a source words it: the number never without its hedge.

13              exactly 13
about 200       the number, hedged (about, around, roughly, some, approximately)
nearly 200      a little less than the number (nearly, almost, close to)
1500 to 2200    from one value to another; `about 1500 to 2200` where the source hedges both ends
over 170        more than the number (over, more than, well over, in excess of)
at least 60     the number or more (at least, no fewer than, no less than)
under 12        less than the number (under, fewer than, less than)
up to 12        the number or less (up to, at most, as many as, no more than)
"scores"        a word that gives no number, in double quotation marks
none            the source speaks of the matter and gives no number
"""

import re
from dataclasses import dataclass

HEDGES = {
    "about": ("about", "around", "roughly", "some", "approximately"),
    "nearly": ("nearly", "almost", "close to"),
    "over": ("over", "more than", "well over", "in excess of"),
    "at least": ("at least", "no fewer than", "no less than", "not less than"),
    "under": ("under", "fewer than", "less than"),
    "up to": ("up to", "at most", "as many as", "as much as", "no more than", "not more than"),
}
_WORDINGS = {word: kind for kind, words in HEDGES.items() for word in words}
_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_SHAPE = re.compile(
    rf"^(?:(?P<hedge>{'|'.join(sorted(_WORDINGS, key=len, reverse=True))}) )?(?P<low>{_NUMBER})(?: to (?P<high>{_NUMBER}))?$"
)

_ANY, _ABOUT = ("|".join(sorted(words, key=len, reverse=True)) for words in (_WORDINGS, HEDGES["about"]))
PATTERN = rf'^(?:none|".+"|(?:(?:{_ANY}) )?{_NUMBER}|(?:(?:{_ABOUT}) )?{_NUMBER} to {_NUMBER})$'
"""The forms for schemas, as every kind of regular expression has it; that a range does not run backwards is not in it."""


class BadQuantity(ValueError):
    """A text that is not a quantity of the forms above."""


@dataclass(frozen=True)
class Quantity:
    """A quantity: its kind of wording and its ends."""

    kind: str
    """`exact`, `about`, `nearly`, `over`, `at least`, `under`, `up to`, `range`, `about range`, `word` or `none`."""
    low: float | None = None
    high: float | None = None
    word: str = ""
    """The source's word, where it gives no number."""


def quantity(text: str) -> Quantity:
    """Read a quantity. Raises BadQuantity where the text is none of the forms, or a range runs backwards."""
    if text == "none":
        return Quantity("none")
    if len(text) > 2 and text[0] == text[-1] == '"':
        return Quantity("word", word=text[1:-1])
    match = _SHAPE.fullmatch(text)
    if not match:
        raise BadQuantity(f"'{text}' is not a quantity such as 13, about 200, over 170, at least 60, 1500 to 2200, none")
    return _numbers(text, _WORDINGS.get(match["hedge"], "exact"), match["low"], match["high"])


def _numbers(text: str, kind: str, low: str, high: str | None) -> Quantity:
    if high is None:
        return Quantity(kind, float(low), float(low))
    if float(high) < float(low):
        raise BadQuantity(f"'{text}' ends below its start")
    if kind not in ("exact", "about"):
        raise BadQuantity(f"'{text}' has a hedge that a range cannot have")
    return Quantity("range" if kind == "exact" else "about range", float(low), float(high))
