"""What differs between two texts, word by word, and between two lists of texts, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Run:
    """Some words of a text and what became of them."""

    text: str
    kind: str
    """`same`, `removed` or `added`."""


Runs = tuple[Run, ...]


def between(old: str, new: str) -> Runs:
    """Return the words of two texts, those that were removed before those that took their place."""
    before, after = old.split(), new.split()
    found: list[Run] = []
    for _, start, end, first, last in _steps(before, after):
        if before[start:end] == after[first:last]:
            found.append(Run(" ".join(after[first:last]), "same"))
        else:
            found += whole(" ".join(before[start:end]), "removed") + whole(" ".join(after[first:last]), "added")
    return tuple(found)


def whole(text: str, kind: str) -> Runs:
    """Return a text as one run, or nothing where it is empty."""
    return (Run(text, kind),) if text else ()


def items(old: Sequence[str], new: Sequence[str]) -> tuple[Runs, ...]:
    """Return the items that differ between two lists: an item that took another's place by its words, others whole."""
    found: list[Runs] = []
    for step, start, end, first, last in _steps(old, new):
        if step == "replace" and end - start == last - first:
            found += [between(before, after) for before, after in zip(old[start:end], new[first:last], strict=True)]
        elif step != "equal":
            found += [whole(item, "removed") for item in old[start:end]] + [whole(item, "added") for item in new[first:last]]
    return tuple(found)


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
