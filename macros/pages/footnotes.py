"""The footnotes of one page: which passages it cites, in reading order, each with one number.

A sheet collects while the page is expanded; it knows nothing of how a note looks.
"""

from dataclasses import dataclass, field

from macros.brief import Entry, Located


@dataclass
class Note:
    """A footnote: a passage, or a search that found nothing."""

    label: str
    number: int
    located: Located | None = None
    """The first citation of the passage on the page."""
    absent: Entry | None = None
    """The record of the absence."""
    citing: list[Located] = field(default_factory=list)
    """Every citation of the passage on the page."""


@dataclass
class Sheet:
    """What is cited and shown on the page `path`."""

    path: str
    notes: dict[str, Note] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)
    """(record id, note label), in order."""
    anchors: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    """The records mentioned in the section so far."""

    def claim(self, anchor: str) -> bool:
        """Take an anchor; only the first to ask gets it."""
        free = anchor not in self.anchors
        self.anchors.add(anchor)
        return free

    def mention(self, id_: str) -> bool:
        """Note the mention of a record, and tell whether it is the first in its section."""
        first = id_ not in self.mentioned
        self.mentioned.add(id_)
        return first

    def cite(self, located: Located) -> str:
        """Note a citation and return the label of its footnote."""
        note = self.notes.setdefault(located.key, Note(located.key, len(self.notes) + 1, located))
        if all(other.id != located.id for other in note.citing):
            note.citing.append(located)
        return self._show(located.entry.id, note)

    def miss(self, entry: Entry) -> str:
        """Note an absence and return the label of its footnote."""
        label = f"absent-{entry.id}"
        return self._show(entry.id, self.notes.setdefault(label, Note(label, len(self.notes) + 1, absent=entry)))

    def _show(self, record: str, note: Note) -> str:
        if (record, note.label) not in self.shown:
            self.shown.append((record, note.label))
        return note.label

    def per_source(self) -> dict[str, int]:
        """Count the passages noted so far by source."""
        counts: dict[str, int] = {}
        for note in self.notes.values():
            if note.located:
                counts[note.located.citation.source] = counts.get(note.located.citation.source, 0) + 1
        return counts
