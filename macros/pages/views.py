"""What templates show of citations: footnotes, and small things that several pages share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from macros.brief import Brief, Located
from macros.facts.base import BROKEN
from macros.facts.dates import in_words
from macros.facts.records import Absence, Source
from macros.pages import voice
from macros.pages.excerpt import Piece, sentence
from macros.pages.footnotes import Note


@dataclass(frozen=True)
class PassageNote:
    """A footnote that shows a passage in its sentence."""

    label: str
    source: Source
    date: str
    inferred: bool
    line: int
    pieces: tuple[Piece, ...]
    voices: tuple[str, ...]
    derived: tuple[str, ...]
    """Why something that a citing record says, and none of its passages does, follows from them."""


@dataclass(frozen=True)
class AbsenceNote:
    """A footnote that shows a search which found nothing."""

    label: str
    words: tuple[str, ...]
    sources: tuple[Source, ...]


def note(brief: Brief, found: Note) -> PassageNote | AbsenceNote:
    """Build the view of a footnote."""
    if found.located is None:
        absence = found.absent.record.absent if found.absent else None
        assert isinstance(absence, Absence)
        return AbsenceNote(found.label, absence.words, sources(brief, absence.sources))
    located = found.located
    source = brief.entries[located.citation.source].record
    return PassageNote(
        found.label,
        source,
        in_words(source.issued.value) if source.issued.value else "no date",
        source.issued.kind == "inferred",
        located.match.line,
        sentence(brief, located),
        voices(brief, found.citing),
        tuple(dict.fromkeys(reason for other in found.citing if (reason := _worked_out(brief, other)))),
    )


def _worked_out(brief: Brief, located: Located) -> str | None:
    """Return why something follows that the words do not say; it is told once, at the last passage of its record."""
    cited = [at for at in brief.by_record[located.entry.id] if at.field == located.field]
    last = located.field == "cite" and cited[-1].key == located.key
    return getattr(located.entry.record, "derived", None) if last else None


def voices(brief: Brief, citing: Iterable[Located]) -> tuple[str, ...]:
    """Say who speaks in a passage, once for each way it is told; 'own words' only where nobody else is named."""
    told = [voice.in_a_sentence(brief, brief.voice(located)) for located in citing]
    named = [words for words in dict.fromkeys(told) if words != voice.OWN]
    return tuple(named) or (voice.OWN,)


def sources(brief: Brief, ids: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources of these ids that are there."""
    return tuple(brief.entries[id_].record for id_ in ids if id_ in brief.entries)


def sound(items: Iterable | None) -> list:
    """Return the items of a list that could be read."""
    return [item for item in items or () if item is not BROKEN]


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def grouped(number: float | str) -> str:
    """Write the numbers of a text with commas between thousands."""
    return re.sub(r"\d{4,}", lambda match: f"{int(match.group()):,}", str(number))


def counted(number: int, one: str, many: str = "") -> str:
    """Say how many there are, the small numbers in words."""
    said = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{said} {one if number == 1 else many or one + 's'}"
