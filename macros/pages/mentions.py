"""Where actors occur: records that speak of them, and the spellings that the documents print, counted."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from macros.brief import Brief, Entry
from macros.facts.base import Path, Prose, Refers, walk
from macros.facts.records import Actor, Source
from macros.links import targets
from macros.reading.fold import fold


@dataclass(frozen=True)
class Spelling:
    """A spelling and how often each source prints it."""

    text: str
    total: int
    per_source: tuple[tuple[Source, int], ...]


def index(brief: Brief) -> dict[str, list[Entry]]:
    """Return, for every id, the entries whose own fields speak of it, in the order of the brief."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    places: dict[str, set[Path]] = defaultdict(set)
    for entry in brief.entries.values():
        places[entry.file.name].add(entry.path)
    for entry in brief.entries.values():
        for id_ in _named_by(entry, places[entry.file.name]):
            if id_ != entry.id:
                found[id_].setdefault(entry.id, entry)
    return {id_: list(entries.values()) for id_, entries in found.items()}


def _named_by(entry: Entry, places: set[Path]) -> set[str]:
    """Return the ids that an entry names in its own fields; `places` are those of all entries of its file."""
    named: set[str] = {entry.owner} if entry.kind == "quote" else set()
    for path, value, marks in walk(entry.record, entry.path):
        own = range(len(entry.path) + 1, len(path) + 1)
        if not isinstance(value, str) or any(path[:length] in places for length in own):
            continue
        if any(isinstance(mark, Refers) for mark in marks):
            named.add(value)
        elif any(isinstance(mark, Prose) for mark in marks):
            named.update(targets(value))
    return named


def count(brief: Brief) -> dict[str, Counter[str]]:
    """Count all actors' spellings, by source. A longer name hides the shorter ones within it; a description hides none."""
    spelled = {_folded(text) for actor in brief.records("actor") for text in (*actor.spellings, actor.name)}
    described = {text for text in spelled if text[0].islower()}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pattern in (_any_of(spelled - described), *(_any_of({text}) for text in sorted(described))):
        for source, document in brief.documents.items():
            for match in pattern.finditer(document.folded.text):
                counts[match.group()][source] += 1
    return counts


def _any_of(texts: set[str]) -> re.Pattern[str]:
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text).text.strip()


def spellings(brief: Brief, actor: Actor, counts: dict[str, Counter[str]]) -> tuple[Spelling, ...]:
    """Return an actor's spellings that are printed somewhere, the most frequent first."""
    found = []
    for text in dict.fromkeys((actor.name, *actor.spellings)):
        printed = counts.get(_folded(text), Counter())
        per_source = tuple((source, printed[source.id]) for source in brief.records("source") if source.id in printed)
        if per_source:
            found.append(Spelling(text, sum(number for _, number in per_source), per_source))
    return tuple(sorted(found, key=lambda spelling: (-spelling.total, spelling.text)))
