"""What differs between two states of a brief. Pure: two briefs and their findings in, values out.

Two passes. The first pairs the records of both states, those that have a new id by what they say; the second compares each pair.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from macros.brief import Brief
from macros.changes import sayings, words
from macros.changes.sayings import Passage, Saying
from macros.changes.words import Runs
from macros.checks import coverage
from macros.diagnostics import Diagnostic, parted
from macros.facts.records import QUOTES_OF, quotes_of

MAIN = ("text", "question", "gist", "says", "name", "title")
"""The fields that say what a record is about; a record has one of them first."""


@dataclass(frozen=True)
class State:
    """A brief as it was at some time, with every finding on it."""

    brief: Brief
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field whose value differs."""

    name: str
    lines: tuple[Runs, ...]
    """The words of a value; of a list, the items that differ."""


@dataclass(frozen=True)
class PassageChange:
    """A passage that one state of a record cites and the other does not, or one that took another's place."""

    before: Passage | None
    after: Passage | None
    runs: Runs
    """The words of both, where there are both."""


@dataclass(frozen=True)
class RecordChange:
    """A record that was added or removed, or says something else."""

    state: str
    """`added`, `removed` or `changed`."""
    id: str
    kind: str
    file: str
    line: int
    part: str
    about: str
    """What the record says in the main, where that did not change."""
    fields: tuple[FieldChange, ...]
    passages: tuple[PassageChange, ...]
    kept: tuple[Passage, ...]
    """The passages that did not change and are to be held against the fields that did."""


@dataclass(frozen=True)
class Move:
    """A record that stands elsewhere or under another id; what it says may be the same."""

    kind: str
    old_id: str
    new_id: str
    old_place: str
    new_place: str


@dataclass(frozen=True)
class Reordered:
    """A list of records that stand in another order."""

    place: str
    ids: tuple[str, ...]
    """The records that changed their place among the others."""


@dataclass(frozen=True)
class CitationMove:
    """A citation of the same words at another place."""

    record: str
    words: str
    before: Passage
    after: Passage


@dataclass(frozen=True)
class Coverage:
    """How many sentences of a document are cited, omitted and open."""

    cited: int
    omitted: int
    open: int


@dataclass(frozen=True)
class SourceCoverage:
    """A source's coverage in both states; None where it had no readable document."""

    source: str
    before: Coverage | None
    after: Coverage | None


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two states of a brief."""

    records: tuple[RecordChange, ...]
    moves: tuple[Move, ...]
    reordered: tuple[Reordered, ...]
    citations: tuple[CitationMove, ...]
    coverage: tuple[SourceCoverage, ...]
    """Every source, changed or not."""
    found: tuple[Diagnostic, ...]
    """The findings that are new."""
    solved: int
    """How many findings are no longer there."""
    remaining: int
    """How many findings there are now."""
    retire: tuple[str, ...]
    """The ids under `retired` as they should be, where a record's id is gone that is not among them; else nothing."""
    unread: tuple[str, ...]
    """Files that could not be read whole in one of the states: records in them may be missing from the comparison."""

    @property
    def none(self) -> bool:
        """Whether nothing differs."""
        same = all(one.before == one.after for one in self.coverage)
        return same and not (self.records or self.moves or self.reordered or self.citations or self.found or self.solved)


def compare(old: State, new: State) -> Changes:
    """Return what differs between two states of a brief."""
    before, after = sayings.of(old.brief), sayings.of(new.brief)
    unread = _unread(old.brief), _unread(new.brief)
    names = _new_names(before, after)
    pairs = [(before[id_].renamed(names), after[names.get(id_, id_)]) for id_ in before if names.get(id_, id_) in after]
    known = {second.id for _, second in pairs}
    gone = [first for id_, first in before.items() if names.get(id_, id_) not in after and first.file not in unread[1]]
    come = [second for id_, second in after.items() if id_ not in known and second.file not in unread[0]]
    records = [
        *(_whole(saying, "added") for saying in come if saying.says),
        *(change for first, second in pairs for change in _changed(first, second)),
        *(_whole(saying, "removed") for saying in gone if saying.says),
    ]
    return Changes(
        records=tuple(records),
        moves=tuple(_moves(pairs)),
        reordered=tuple(_reordered(pairs, list(after))),
        citations=tuple(move for first, second in pairs for move in _cited_elsewhere(first, second)),
        coverage=tuple(_coverage(old.brief, new.brief, names)),
        found=tuple(parted(new.findings, old.findings)[1]),
        solved=len(parted(old.findings, new.findings)[1]),
        remaining=len(new.findings),
        retire=_retire(new.brief, [*(saying.id for saying in gone), *names]),
        unread=tuple(sorted(unread[0] | unread[1])),
    )


def _retire(brief: Brief, gone: Iterable[str]) -> tuple[str, ...]:
    """Return all ids that should be retired, if one that is gone is not yet; to the id of a file of quotes no address leads."""
    retired = brief.front.retired if brief.front else ()
    lacking = [id_ for id_ in gone if id_ not in retired and id_ not in brief.entries and not id_.startswith(QUOTES_OF)]
    return (*retired, *lacking) if lacking else ()


def _unread(brief: Brief) -> set[str]:
    return {file.file.name for file in brief.files if not file.whole}


# The first pass: the records of both states.


def _new_names(before: Mapping[str, Saying], after: Mapping[str, Saying]) -> dict[str, str]:
    """Map the ids that records had to those they have now, where the same record has a new one."""
    names: dict[str, str] = {}
    for _ in range(2):  # A record that cites or names another one with a new id is known once that one is.
        gone = {id_: saying.renamed(names) for id_, saying in before.items() if id_ not in after and id_ not in names}
        taken = set(names.values())
        come = [saying for id_, saying in after.items() if id_ not in before and id_ not in taken]
        for tell in (_wording, _support):
            names.update(_matching({id_: saying for id_, saying in gone.items() if id_ not in names}, come, tell, names))
        for id_ in set(before) - set(after):
            speaker = id_.removeprefix(QUOTES_OF)
            if speaker != id_ and speaker in names and quotes_of(names[speaker]) in after:
                names[id_] = quotes_of(names[speaker])
    return names


def _matching(gone: Mapping[str, Saying], come: list[Saying], tell, names: Mapping[str, str]) -> dict[str, str]:
    """Pair the records that `tell` says the same of, where there is one of each."""
    taken = set(names.values())
    told: dict[object, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for id_, saying in gone.items():
        told[tell(saying)][0].append(id_)
    for saying in come:
        if saying.id not in taken:
            told[tell(saying)][1].append(saying.id)
    return {old[0]: new[0] for same, (old, new) in told.items() if same and len(old) == len(new) == 1}


def _wording(saying: Saying) -> object:
    """Return all that a record says."""
    said = tuple(sorted(saying.fields.items())), _support(saying)
    return (saying.kind, *said) if any(said) else None


def _support(saying: Saying) -> object:
    """Return the words on which a record rests; a source's own words, whatever its id."""
    rests = frozenset(("" if passage.source == saying.id else passage.source, passage.words) for passage in saying.passages)
    return (saying.kind, rests) if rests else None


# The second pass: a pair of records.


def _whole(saying: Saying, state: str) -> RecordChange:
    fields = tuple(
        FieldChange(name, tuple(words.whole(value, state) for value in values)) for name, values in saying.fields.items()
    )
    passages = tuple(
        PassageChange(None, passage, ()) if state == "added" else PassageChange(passage, None, ()) for passage in saying.passages
    )
    return RecordChange(state, saying.id, saying.kind, saying.file, saying.line, saying.part, "", fields, passages, ())


def _changed(first: Saying, second: Saying) -> Iterator[RecordChange]:
    fields = tuple(_fields(first, second))
    passages = tuple(_passages(first, second))
    if fields or passages:
        lead = main_field(second.fields)
        about = "" if any(field.name == lead for field in fields) else " ".join(second.fields.get(lead, ()))
        kept = tuple(_kept(second, fields, passages))
        yield RecordChange("changed", second.id, second.kind, second.file, second.line, second.part, about, fields, passages, kept)


def main_field(names: Iterable[str]) -> str:
    """Return the field that says what a record is about; nothing, where it has none of those."""
    return next((name for name in MAIN if name in names), "")


def _kept(saying: Saying, fields: tuple[FieldChange, ...], passages: tuple[PassageChange, ...]) -> Iterator[Passage]:
    """Yield the passages that stay, of the fields that changed and, where any did, of the record as a whole."""
    changed = {field.name.split(".")[0] for field in fields}
    new = {id(passage.after) for passage in passages}
    for passage in saying.passages:
        if id(passage) not in new and (passage.field.split(".")[0] in changed or (fields and passage.field == "cite")):
            yield passage


def _fields(first: Saying, second: Saying) -> Iterator[FieldChange]:
    if first.kind != second.kind:
        yield FieldChange("kind of record", (words.between(first.kind, second.kind),))
    for name in dict.fromkeys([*second.fields, *first.fields]):
        old, new = first.fields.get(name, ()), second.fields.get(name, ())
        if old != new:
            yield FieldChange(name, words.items(old, new))


def _passages(first: Saying, second: Saying) -> Iterator[PassageChange]:
    old, new = _left(first, second), _left(second, first)
    for passage in new:
        twin = next((other for other in old if (other.field, other.source) == (passage.field, passage.source)), None)
        if twin:
            old.remove(twin)
        yield PassageChange(twin, passage, words.between(twin.words, passage.words) if twin else ())
    for passage in old:
        yield PassageChange(passage, None, ())


def _left(one: Saying, other: Saying) -> list[Passage]:
    """Return the passages of a record that the other does not have in the same words in the same field."""
    there = Counter((passage.field, passage.words) for passage in other.passages)
    left = []
    for passage in one.passages:
        if there[passage.field, passage.words]:
            there[passage.field, passage.words] -= 1
        else:
            left.append(passage)
    return left


def _cited_elsewhere(first: Saying, second: Saying) -> Iterator[CitationMove]:
    old: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in first.passages:
        old[passage.field, passage.words].append(passage)
    for passage in second.passages:
        earlier = old[passage.field, passage.words]
        if earlier:
            before = next((other for other in earlier if _place(other) == _place(passage)), earlier[0])
            earlier.remove(before)
            if _place(before) != _place(passage):
                yield CitationMove(second.id, passage.words, before, passage)


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.source, passage.start, passage.line


# What concerns records and sources among each other.


def _moves(pairs: Iterable[tuple[Saying, Saying]]) -> Iterator[Move]:
    files = {first.file: second.file for first, second in pairs if first.part == second.part == "" and first.file != second.file}
    for first, second in pairs:
        went_along = files.get(first.file) == second.file and first.part == second.part != ""
        if first.id != second.id or ((first.file, first.part) != (second.file, second.part) and not went_along):
            yield Move(second.kind, first.id, second.id, _where(first), _where(second))


def _where(saying: Saying) -> str:
    return f"{saying.file}, {saying.part}" if saying.part else saying.file


def _reordered(pairs: Iterable[tuple[Saying, Saying]], order: list[str]) -> Iterator[Reordered]:
    """Yield the lists whose common records stand in another order; the pairs come in the old order, `order` is the new one."""
    lists: dict[str, list[str]] = defaultdict(list)
    number = {id_: at for at, id_ in enumerate(order)}
    for first, second in pairs:
        if first.part and _where(first) == _where(second):
            lists[_where(second)].append(second.id)
    for place, ids in lists.items():
        now = sorted(ids, key=number.__getitem__)
        moved = [
            id_
            for step, _, _, first, last in SequenceMatcher(None, ids, now, autojunk=False).get_opcodes()
            if step in ("insert", "replace")
            for id_ in now[first:last]
        ]
        if moved:
            yield Reordered(place, tuple(moved))


def _coverage(old: Brief, new: Brief, names: Mapping[str, str]) -> Iterator[SourceCoverage]:
    before = {names.get(entry.id, entry.id): _covered(old, entry.id) for entry in old.all("source")}
    after = {entry.id: _covered(new, entry.id) for entry in new.all("source")}
    for source in sorted({*before, *after}):
        yield SourceCoverage(source, before.get(source), after.get(source))


def _covered(brief: Brief, source: str) -> Coverage | None:
    if source not in brief.documents:
        return None
    states = Counter(sentence.state for sentence in coverage.sentences(brief, source))
    return Coverage(states["cited"], states["omitted"], states["open"])
