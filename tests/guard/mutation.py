"""A mutation: one thing broken in a copy of the real brief, and the finding it must give. Many independent ones share a copy."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from macros.brief import Brief, Entry, load
from macros.diagnostics import Diagnostic
from macros.pages.calls import findings
from tests.guard.sheet import Change, Sheet, line_and_column, moved, rewritten
from tests.guard.sheet import Path as YamlPath

Claim = tuple[str, YamlPath]
"""A file and the path in it that a mutation needs for itself, with everything above and below it."""


@dataclass(frozen=True)
class Place:
    """Where a finding is expected: so many characters after an offset of the old text; without an offset, where the file begins."""

    file: str
    offset: int | None = None
    further: int = 0
    line_only: bool = False
    """True where the parser, and not this project, says which column is at fault."""
    text: str = ""
    """The text in which the offset counts, of a file that is new."""


@dataclass
class Mutation:
    """One break: the texts it changes, the files it makes or spoils, and the findings that are due."""

    rule: str
    how: str
    claims: list[Claim]
    places: list[Place]
    changes: dict[str, list[Change]] = field(default_factory=dict)
    spoil: Callable[[Path], None] | None = None
    """What is done to the copy when all texts are written."""
    number: int = 1
    """How many breaks this is, where several can only be made together."""


class Real:
    """The real brief, read once: its records, the texts of its files, and where each id is named."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.brief: Brief = load(root)
        files = sorted((root / "data").rglob("*.yml"))
        self.sheets = {name: Sheet(name, path.read_text("utf-8")) for path in files for name in [path.relative_to(root).as_posix()]}
        self.pages = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted((root / "docs").rglob("*.md"))}
        self.seeds = {path.name: path.read_bytes().decode() for path in sorted((root / "seeds").glob("*.txt"))}

    @cached_property
    def mentions(self) -> Counter[str]:
        """How often each word of id form stands in the data."""
        return Counter(word for sheet in self.sheets.values() for word in re.findall(r"[\w-]+", sheet.text))

    def referenced(self, entry: Entry) -> bool:
        """Tell whether anything but the record itself names its id."""
        return self.mentions[entry.id] > 1

    def named_inside(self, name: str) -> bool:
        """Tell whether any record below a file's own is named anywhere else."""
        return any(self.referenced(entry) for entry in self.brief.entries.values() if entry.file.name == name and entry.path)

    def sheet(self, entry: Entry) -> Sheet:
        """Return the file of a record."""
        return self.sheets[entry.file.name]

    def passages(self, entry: Entry) -> str:
        """Return the words of all passages of a record."""
        return " / ".join(
            self.brief.documents[located.citation.source].read(*span)
            for located in self.brief.by_record.get(entry.id, ())
            for span in located.match.spans
        )

    def paragraphs(self, entry: Entry) -> str:
        """Return the paragraphs around all passages of a record."""
        found = []
        for located in self.brief.by_record.get(entry.id, ()):
            document = self.brief.documents[located.citation.source]
            found += [document.read(*document.paragraph_of(span[0])) for span in located.match.spans]
        return " / ".join(found)

    def cited_documents(self, entry: Entry) -> str:
        """Return the texts of all documents that a record cites."""
        sources = {located.citation.source for located in self.brief.by_record.get(entry.id, ())}
        return " / ".join(self.brief.documents[source].folded.text for source in sorted(sources))


Maker = Callable[[Real, random.Random], Iterator[Mutation]]


@dataclass(frozen=True)
class Family:
    """A way to break a rule: yields mutations in random order, of which so many are taken."""

    make: Maker
    number: int


FAMILIES: dict[str, list[Family]] = {}
"""The families by the phase in which their mutations can stand together."""


def breaks(phase: str, number: int) -> Callable[[Maker], Maker]:
    """Register a family."""

    def register(make: Maker) -> Maker:
        FAMILIES.setdefault(phase, []).append(Family(make, number))
        return make

    return register


def _clash(one: Claim, other: Claim) -> bool:
    shorter = min(len(one[1]), len(other[1]))
    return one[0] == other[0] and one[1][:shorter] == other[1][:shorter]


def batches(real: Real, phase: str, count: int, seed: int) -> list[list[Mutation]]:
    """Choose mutations of a phase and share them out among batches, so that no two of one batch touch the same records."""
    found: list[list[Mutation]] = [[] for _ in range(count)]
    for family in FAMILIES[phase]:
        taken, turn = 0, 0
        for mutation in family.make(real, random.Random(f"{seed} {family.make.__name__}")):
            for step in range(count):
                batch = found[(turn + step) % count]
                if not any(_clash(claim, other) for each in batch for other in each.claims for claim in mutation.claims):
                    batch.append(mutation)
                    taken, turn = taken + mutation.number, turn + step + 1
                    break
            if taken >= family.number:
                break
    return [batch for batch in found if batch]


@dataclass(frozen=True)
class Result:
    """What the checker said of a batch, beside what it had to say."""

    batch: Sequence[Mutation]
    found: Sequence[Diagnostic]
    wanted: Sequence[tuple[str, int, int, str, str]]
    """File, line, column (0 where it may be any), rule, and which mutation wants it."""

    def missing(self, without: str = "") -> list[str]:
        """Return what was not found, one line each, as if the rule `without` were switched off."""
        found = Counter((each.file, each.line, each.rule) for each in self.found if each.rule != without)
        exact = {(each.file, each.line, each.column, each.rule) for each in self.found}
        lines = []
        for file, line, column, rule, how in self.wanted:
            found[file, line, rule] -= 1
            if found[file, line, rule] < 0 or (column and (file, line, column, rule) not in exact):
                lines.append(f"not found: {file}:{line}:{column} {rule} ({how})")
        return lines

    def surplus(self) -> list[str]:
        """Return the findings that nothing wanted."""
        wanted = Counter((file, line, rule) for file, line, _, rule, _ in self.wanted)
        lines = []
        for each in self.found:
            wanted[each.file, each.line, each.rule] -= 1
            if wanted[each.file, each.line, each.rule] < 0:
                lines.append(f"not wanted: {each.file}:{each.line}:{each.column} {each.rule} {each.message}")
        return lines


def run(real: Real, batch: Sequence[Mutation], folder: Path) -> Result:
    """Break a copy of the real brief in all the ways of a batch, and check it."""
    changes: dict[str, list[Change]] = {}
    for mutation in batch:
        for name, more in mutation.changes.items():
            changes.setdefault(name, []).extend(more)
    shutil.copytree(real.root, folder)
    texts = {name: rewritten(_text(real, name), changed) for name, changed in changes.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", errors="surrogateescape", newline="")
    for mutation in batch:
        if mutation.spoil:
            mutation.spoil(folder)
    wanted = [
        (place.file, *_at(real, place, changes, texts), mutation.rule, mutation.how)
        for mutation in batch
        for place in mutation.places
    ]
    found = findings(load(folder), folder / "docs")
    shutil.rmtree(folder)
    return Result(batch, found, wanted)


def _text(real: Real, name: str) -> str:
    if name in real.sheets:
        return real.sheets[name].text
    return real.pages[name] if name in real.pages else real.seeds[Path(name).name]


def _at(real: Real, place: Place, changes: dict[str, list[Change]], texts: dict[str, str]) -> tuple[int, int]:
    if place.offset is None:
        return 1, 1
    changed = changes.get(place.file, [])
    text = place.text or texts.get(place.file) or _text(real, place.file)
    line, column = line_and_column(text, moved(place.offset, changed) + place.further)
    return line, 0 if place.line_only else column


def shuffled(chance: random.Random, items: Iterable[Any]) -> list[Any]:
    """Return items in random order."""
    found = list(items)
    chance.shuffle(found)
    return found
