"""What each record of a brief says, without its form: fields by name, passages by their words, and where it stands.

Two records that say the same are equal here, however their YAML is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from macros.brief import NAMES, Brief, Entry
from macros.facts.base import BROKEN, Path, Prose, Record, Refers, walk
from macros.facts.citation import Citation
from macros.facts.records import Topic
from macros.links import plain, targets
from macros.pages import excerpt
from macros.pages.excerpt import Piece
from macros.reading.passage import Match

OWNED = {"quote": "speaker", "relation": "subject", "role": "actor", "answer": "figure"}
"""What the file in which a record stands says of it: the same words in another file are another fact."""

LINKS = "links"
"""Ends the name under which the links of a text stand beside the text."""


@dataclass(frozen=True)
class Passage:
    """A citation as a reader meets it."""

    field: str
    """The field that cites, as a path: `cite`, `date.stated`."""
    source: str
    words: str
    """The words as the document prints them, repaired; those that were written, where the document does not have them."""
    sentence: tuple[Piece, ...]
    """The sentence around them, with the words marked; empty where they were not found."""
    line: int
    """The line of the document, from 1; 0 where the words were not found."""
    start: int
    """The offset of the words in the document, in code points; -1 where they were not found."""


@dataclass(frozen=True)
class Saying:
    """A record."""

    id: str
    kind: str
    file: str
    line: int
    """The line of the file on which the record begins."""
    part: str
    """The part of the file in which it stands: a section of a topic, the roles of an actor."""
    fields: Mapping[str, tuple[str, ...]]
    """The values of each field by its path; a list has several."""
    references: frozenset[str]
    """The names of those fields whose values are ids."""
    passages: tuple[Passage, ...]

    @property
    def says(self) -> bool:
        """Whether the record says anything itself: a file of an actor's quotes only holds them."""
        return bool(self.fields or self.passages)

    def renamed(self, names: Mapping[str, str]) -> "Saying":
        """Return the record as it would be if other records had new ids."""
        fields = {
            name: tuple(names.get(value, value) for value in values) if name in self.references else values
            for name, values in self.fields.items()
        }
        passages = tuple(replace(passage, source=names.get(passage.source, passage.source)) for passage in self.passages)
        return replace(self, fields=fields, passages=passages)


def of(brief: Brief) -> dict[str, Saying]:
    """Return what each record says, by id."""
    return {entry.id: _saying(brief, entry) for entry in brief.entries.values()}


def _saying(brief: Brief, entry: Entry) -> Saying:
    fields: dict[str, tuple[str, ...]] = {}
    references: set[str] = set()
    if entry.kind in OWNED:
        fields[OWNED[entry.kind]] = (entry.owner,)
        references.add(OWNED[entry.kind])
    for path, value, marks in _own(entry.record):
        name = _name(path)
        text = " ".join(str(value).split())
        if any(isinstance(mark, Prose) for mark in marks):
            links = f"{name}.{LINKS}"
            fields[links] = (*fields.get(links, ()), *targets(text))
            references.add(links)
            text = plain(brief, text)
        if any(isinstance(mark, Refers) for mark in marks):
            references.add(name)
        fields[name] = (*fields.get(name, ()), text)
    passages = tuple(_passage(brief, entry, *cited) for cited in entry.cites)
    given = {name: values for name, values in fields.items() if values}
    part, line = _part(brief, entry), entry.place().line
    return Saying(entry.id, entry.kind, entry.file.name, line, part, given, frozenset(references), passages)


def _own(record: Record) -> Iterator[tuple[Path, object, tuple[object, ...]]]:
    """Yield the values of a record that belong to no record with an id below it, and to no citation."""
    within: Path | None = None
    for path, value, marks in walk(record):
        if within is not None and path[: len(within)] == within:
            continue
        within = None
        if isinstance(value, Citation) or type(value) in NAMES:
            within = path
        elif not isinstance(value, Record) and path != ("id",):
            yield path, value, marks


def _name(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _part(brief: Brief, entry: Entry) -> str:
    """Return the part of its file in which an entry stands."""
    names = [part for part in entry.path if isinstance(part, str)]
    owner = brief.entries[entry.owner].record if entry.owner in brief.entries else None
    if isinstance(owner, Topic) and entry.path[:1] == ("sections",):
        section = owner.sections[int(entry.path[1])]
        return f"section {section.id}" if section is not BROKEN else "sections"
    return ".".join(names)


def _passage(brief: Brief, entry: Entry, path: Path, citation: Citation, citing: str) -> Passage:
    below = path[len(entry.path) :]
    field = _name(below[: below.index(citing) + 1])
    located = brief.located.get(id(citation))
    if located is None:
        return Passage(field, citation.source, " ... ".join(citation.exact), (), 0, -1)
    match: Match = located.match
    words = "".join(piece.text for piece in excerpt.words(brief, located))
    return Passage(field, citation.source, words, excerpt.sentence(brief, located), match.line, match.spans[0][0])
