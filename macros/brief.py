"""The brief: data/ and seeds/ read whole, then resolved whole.

Phase one reads every file and document; phase two registers every id and finds the place of every citation. Whatever was wrong is
kept beside the result, for the checks to report; nothing is printed here and nothing is raised for bad data.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath

from rapidfuzz import fuzz

from macros.diagnostics import Diagnostic
from macros.facts.base import ID_PATTERN, Path, Record, value_of, walk
from macros.facts.citation import Citation
from macros.facts.records import (
    KINDS,
    SCHEMA_FOLDER,
    SCHEMAS,
    Answer,
    Event,
    Front,
    Link,
    Quote,
    Quotes,
    Relation,
    Role,
    Source,
    Statement,
    quotes_of,
)
from macros.reading.document import ORIGINALS, Document, Range, Unreadable, check_original, read_seed
from macros.reading.fold import fold
from macros.reading.index import Index
from macros.reading.passage import Match, Miss, locate
from macros.reading.recordfile import RecordFile, read_record
from macros.reading.yamlfile import Mark, YamlFile

NAMES: dict[type[Record], str] = {
    **SCHEMAS,
    Statement: "statement",
    Event: "event",
    Quote: "quote",
    Answer: "answer",
    Role: "role",
    Relation: "relation",
}
"""The name of each kind of record that has an id of its own."""

BESIDE_FACTS = {"brief.yml", "README.md", *(f"{SCHEMA_FOLDER}/{name}.json" for name in (*SCHEMAS.values(), "ids"))}
"""Files of data/ that stand in no folder of records: what the brief is, the data dictionary, the schemas."""

NOT_FACTS = {"README.md"}
"""Files that may stand in seeds/ without a record."""

_ANY_ID = re.compile(r"\bid[\"']?: *(\S+)", re.IGNORECASE)
_ID = re.compile(r"\bid[\"']?: *[\"']?([a-z0-9-]+)")
_SEED = re.compile(r"^seed: *[\"']?([^\"'\n]+)", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A record with an id, and where it stands."""

    id: str
    kind: str
    record: Record
    file: YamlFile
    path: Path
    """Where the record stands in its file."""
    owner: str
    """The id of the file's record."""
    cites: list[tuple[Path, Citation, str]] = field(default_factory=list, compare=False, repr=False)
    """Its citations that belong to no entry below it: where the words stand, the citation, and the citing field."""

    def place(self, *below: str | int) -> Mark:
        """Return the place of the value at `below` in the record."""
        return self.file.place((*self.path, *below))

    def holds(self, file: str, line: int) -> bool:
        """Tell whether a line of a file belongs to the record, records below it included."""
        if file != self.file.name:
            return False
        lines = [mark.line for path, mark in self.file.values.items() if path[: len(self.path)] == self.path]
        return min(lines, default=0) <= line <= max(lines, default=0)


@dataclass(frozen=True)
class Located:
    """A citation of a record and the place of its words in the source."""

    id: str
    """The record's id and the citation's number in it."""
    entry: Entry
    citation: Citation
    path: Path
    """Where the words stand in the YAML file."""
    field: str
    """The field that cites: `cite`, `stated`, `from`, `attribution`."""
    match: Match

    @property
    def key(self) -> str:
        """The passage's name, the same for every citation of the same words: source and offsets."""
        return "-".join([self.citation.source, *(str(at) for span in self.match.spans for at in span)])

    @property
    def mark(self) -> Mark:
        """The place in the YAML file at which the passage's text begins."""
        return _text_mark(self.entry.file, self.path)


@dataclass(frozen=True)
class Missed:
    """A citation whose words were not found."""

    entry: Entry
    citation: Citation
    path: Path
    miss: Miss

    @property
    def mark(self) -> Mark:
        """The place in the YAML file of the passage, or of its fragment that is at fault."""
        return _text_mark(self.entry.file, self.path, self.miss.fragment)


def _text_mark(file: YamlFile, path: Path, fragment: int = 0) -> Mark:
    """Return where a passage's text begins: of fragments, the first one or the one that is named."""
    return file.place((*path, fragment) if (*path, fragment) in file.values else path)


@dataclass
class Brief:
    """Everything that data/ and seeds/ hold."""

    root: FilePath
    files: list[RecordFile] = field(default_factory=list)
    front: Front | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    unreadable: list[tuple[Entry, Unreadable]] = field(default_factory=list)
    lost_originals: list[tuple[Entry, Unreadable]] = field(default_factory=list)
    """Sources whose original is not what was recorded, and why."""
    strays: list[str] = field(default_factory=list)
    """Files that stand in data/ or seeds/ and belong to no record."""
    entries: dict[str, Entry] = field(default_factory=dict)
    duplicates: list[tuple[Entry, Entry]] = field(default_factory=list)
    """Entries whose id was taken: the later, the earlier."""
    citations: list[Located] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    unchecked: int = 0
    """Citations of sources that have no readable document."""
    unsettled: set[str] = field(default_factory=set)
    """The ids of records with a citation that was not found or is unchecked: what else they lack may only follow from it."""

    def all(self, kind: str) -> Iterator[Entry]:
        """Yield the entries of a kind in the order of their files."""
        return iter(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            found[entry.kind].append(entry)
        return found

    def records(self, kind: str) -> list:
        """Return the records of a kind in the order of their files."""
        return [entry.record for entry in self.all(kind)]

    def findings_of_form(self) -> Iterator[Diagnostic]:
        """Yield what reading the files found wrong."""
        for file in self.files:
            yield from file.file.findings

    @property
    def whole(self) -> bool:
        """Whether every file could be read in full."""
        return all(file.whole for file in self.files)

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The name and spellings, folded, of each actor whose file could be read in full."""
        half_read = {file.file.name for file in self.files if not file.whole}
        known = [entry for entry in self.all("actor") if entry.file.name not in half_read]
        named = {entry.id: (entry.record.name, *entry.record.spellings) for entry in known}
        return {actor: tuple(fold(spelling).text.strip() for spelling in found) for actor, found in named.items()}

    @cached_property
    def hyphenated(self) -> tuple[str, ...]:
        """The spellings of all actors that hold a hyphen."""
        return tuple(sorted({spelling for found in self.spellings.values() for spelling in found if "-" in spelling}))

    @cached_property
    def half_read(self) -> set[str]:
        """The ids written in files that could not be read in full: nothing can be said of references to them."""
        broken = [file for file in self.files if not file.whole]
        stray = {FilePath(name).stem for name in self.strays if name.startswith("data/")}  # Mostly `.yaml` for `.yml`.
        return stray | {file.stem for file in broken} | {found for file in broken for found in _ID.findall(file.file.text)}

    def may_be_misnamed(self, wanted: str) -> bool:
        """Tell whether a file that could not be read in full holds an id much like `wanted` that is no id."""
        return any(not re.fullmatch(ID_PATTERN, found) and fuzz.ratio(wanted, found.lower()) >= 75 for found in self._misnamed)

    @cached_property
    def _misnamed(self) -> tuple[str, ...]:
        return tuple(found for file in self.files if not file.whole for found in _ANY_ID.findall(file.file.text))

    @cached_property
    def index(self) -> Index:
        """Which documents hold which words; made for the first citation that was not found."""
        return Index(self.documents.values())

    @cached_property
    def by_record(self) -> dict[str, list[Located]]:
        """The citations of each record, in the order in which they are written."""
        found: dict[str, list[Located]] = defaultdict(list)
        for located in self.citations:
            found[located.entry.id].append(located)
        return found

    @cached_property
    def by_source(self) -> dict[str, list[Located]]:
        """The citations of each source, in the order of the brief."""
        found: dict[str, list[Located]] = defaultdict(list)
        for located in self.citations:
            found[located.citation.source].append(located)
        return found

    @cached_property
    def by_passage(self) -> dict[str, list[Located]]:
        """The citations of each passage, by its key, in the order of the brief."""
        found: dict[str, list[Located]] = defaultdict(list)
        for located in self.citations:
            found[located.key].append(located)
        return found

    @cached_property
    def located(self) -> dict[int, Located]:
        """Each citation's place, by the identity of the citation."""
        return {id(located.citation): located for located in self.citations}

    def speaker_of(self, quote: Entry) -> Link:
        """Return a quote's speaker as the first link of its chain."""
        assert isinstance(quote.record, Quote)
        speaker = self.entries[quotes_of(quote.owner)].record
        unnamed = speaker.unnamed if isinstance(speaker, Quotes) else None  # Another record may have taken the file's id.
        who = {"unnamed": unnamed} if unnamed else {"actor": quote.owner}
        return Link.model_validate({**who, **({"as": quote.record.as_} if quote.record.as_ else {})})

    def voice(self, located: Located) -> tuple[Link, ...]:
        """Return who speaks in a passage according to the record that cites it; nothing is the document itself."""
        record = located.entry.record
        if self._is_of_frame(located):
            return ()
        if located.field != "cite":  # A date's words may be a part of the words that somebody said.
            return next((self.voice(other) for other in self.by_record[located.entry.id] if _holds(other, located)), ())
        if isinstance(record, Quote):
            return (self.speaker_of(located.entry), *(record.through or ()))
        return value_of(record, "said_by") or ()

    def _is_of_frame(self, located: Located) -> bool:
        """Tell whether a passage is what its document states of itself, such as its date, and so in nobody's mouth."""
        return _lies_in(located.match.spans, self._frames.get(located.citation.source, ()))

    @cached_property
    def _frames(self) -> dict[str, list[Range]]:
        found: dict[str, list[Range]] = {}
        for located in self.citations:
            if located.entry.kind == "source" and located.field == "stated":
                found.setdefault(located.citation.source, []).extend(located.match.spans)
        return found


def _holds(outer: Located, inner: Located) -> bool:
    """Tell whether a passage that a record cites for what it says holds another passage of that record."""
    same = outer.field == "cite" and outer.citation.source == inner.citation.source
    return same and _lies_in(inner.match.spans, outer.match.spans)


def _lies_in(spans: Sequence[Range], others: Sequence[Range]) -> bool:
    return all(any(first <= start and end <= last for first, last in others) for start, end in spans)


def load(root: FilePath) -> Brief:
    """Read and resolve the brief in `root`."""
    brief = Brief(root)
    _read(brief)
    return _resolved(brief)


def with_files(brief: Brief, files: list[RecordFile]) -> Brief:
    """Return the brief as it is with other files in data/, which need not be on disk."""
    front = files[0].record
    strays = [stray for stray in brief.strays if stray.startswith("data/")]
    return _resolved(Brief(brief.root, files, front if isinstance(front, Front) else None, strays=strays))


def _resolved(brief: Brief) -> Brief:
    _register(brief)
    _locate(brief)
    return brief


def _read(brief: Brief) -> None:
    data = brief.root / "data"
    brief.files.append(read_record(data / "brief.yml", "data/brief.yml", Front))
    for folder, kind in KINDS.items():
        for path in sorted((data / folder).glob("*.yml")):
            brief.files.append(read_record(path, _name("data", folder, path.name), kind))
    front = brief.files[0].record
    brief.front = front if isinstance(front, Front) else None
    brief.strays.extend(_stray_data(brief.root))


def _name(*parts: str) -> str:
    """Return a path as findings name it; bytes that are no text are written as their codes."""
    return "/".join(parts).encode("utf-8", "backslashreplace").decode()


def _stray_data(root: FilePath) -> Iterator[str]:
    data = root / "data"
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data)
        known = name.as_posix() in BESIDE_FACTS or (len(name.parts) == 2 and name.parts[0] in KINDS and path.suffix == ".yml")
        if not known and (path.is_symlink() or not path.is_dir()):
            yield _name("data", *name.parts)


def _register(brief: Brief) -> None:
    for file in brief.files:
        if file.record is not None:
            for entry in _entries(file):
                earlier = brief.entries.setdefault(entry.id, entry)
                if earlier is not entry:
                    brief.duplicates.append((entry, earlier))


def _entries(file: RecordFile) -> list[Entry]:
    """Return the entries of a file, outer before inner, with the citations of each."""
    assert file.record is not None
    owner = quotes_of(file.stem) if file.kind is Quotes else file.stem
    around = [Entry(owner, NAMES[file.kind], file.record, file.file, (), file.stem)]
    found = [around[0]]
    for path, value, _ in walk(file.record):
        if isinstance(value, Record):
            while path[: len(around[-1].path)] != around[-1].path:
                around.pop()
            if type(value) in NAMES:
                around.append(Entry(value.id, NAMES[type(value)], value, file.file, path, file.stem))
                found.append(around[-1])
            elif isinstance(value, Citation):
                around[-1].cites.append(((*path[:-1], *value.at), value, str(path[-2])))
    return found


def _locate(brief: Brief) -> None:
    _open_documents(brief)
    _check_originals(brief)
    _stray_seeds(brief)
    for entry in brief.entries.values():
        for number, (path, citation, name) in enumerate(entry.cites, start=1):
            _place(brief, entry, citation, path, name, number)


def _open_documents(brief: Brief) -> None:
    for entry in brief.all("source"):
        source = entry.record
        assert isinstance(source, Source)
        if "damage" in entry.file.value and not source.damage:
            continue  # Its damage table is faulty, so that no passage could be looked for fairly.
        try:
            text = read_seed(brief.root / "seeds", source.seed, source.sha256)
        except Unreadable as error:
            brief.unreadable.append((entry, error))
            continue
        damage = tuple((damage.printed, damage.repaired) for damage in source.damage)
        language = source.language.value or (brief.front.language if brief.front else "en")
        brief.documents[source.id] = Document(source.id, text, damage, language)


def _check_originals(brief: Brief) -> None:
    for entry in brief.all("source"):
        original = entry.record.original
        try:
            if original:
                check_original(brief.root / "seeds", original.file, original.sha256)
        except Unreadable as error:
            brief.lost_originals.append((entry, error))


def _stray_seeds(brief: Brief) -> None:
    originals = {entry.record.original.file for entry in brief.all("source") if entry.record.original}
    recorded = {entry.record.seed for entry in brief.all("source")} | NOT_FACTS | ({ORIGINALS} if originals else set())
    half_read = [file.file.text for file in brief.files if file.kind is Source and not file.whole]
    if any(not _SEED.search(text) for text in half_read) or any(error.rule == "document-missing" for _, error in brief.unreadable):
        return  # Which document is left over is told when every record can name its own.
    recorded.update(seed.rstrip() for text in half_read for seed in _SEED.findall(text))
    folder = brief.root / "seeds"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in recorded:
            brief.strays.append(_name("seeds", path.name))
    kept = folder / ORIGINALS
    for path in sorted(kept.iterdir()) if originals and kept.is_dir() and not half_read else ():
        if path.name not in originals:
            brief.strays.append(_name("seeds", ORIGINALS, path.name))


def _place(brief: Brief, entry: Entry, citation: Citation, path: Path, name: str, number: int) -> None:
    document = brief.documents.get(citation.source)
    if document is None:
        brief.unchecked += 1
        brief.unsettled.add(entry.id)
        return
    found = locate(document, citation)
    if isinstance(found, Match):
        brief.citations.append(Located(f"{entry.id}.{number}", entry, citation, path, name, found))
    else:
        brief.unsettled.add(entry.id)
        brief.missed.append(Missed(entry, citation, path, found))
