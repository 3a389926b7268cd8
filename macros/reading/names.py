"""Names that are nearly one that is not known, for the hint of a message: of keys, ids, kinds, rules and macros alike."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

CUTOFF = 60
"""How much alike two names are at the least, of 100, where one may be a slip for the other: `lights` and `lighting` are at 71."""


def alike(name: str, names: Iterable[str], limit: int) -> list[str]:
    """Return at most `limit` of some names that are much like another one, in whatever case, the nearest first."""
    found = process.extract(name, list(names), scorer=fuzz.ratio, processor=str.lower, score_cutoff=CUTOFF, limit=limit)
    return [near for near, _, _ in found]


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the name that is most like another one; nothing where none is much like it."""
    return next(iter(alike(name, names, 1)), "")
