"""References: every id that a record names exists and is of the right kind, and nothing stands unused."""

import re
from collections.abc import Iterator

from macros import links
from macros.brief import Brief, Entry
from macros.diagnostics import Diagnostic
from macros.facts.base import Path, Prose, Record, Refers, walk
from macros.facts.citation import written
from macros.facts.records import Actor, Event, Figure, Relation, Source
from macros.reading.fold import folded
from macros.reading.names import alike, nearest

NO_NAMES = frozenset("a an the its their his her this that these those some both no such each all he she it they who whose".split())  # noqa: SIM905
"""Words that may begin the words of a link, and so a sentence, without being a name."""

_WORD = re.compile(r"[^\W\d_]+")

LINKABLE = ("actor", "topic", "source", "event", "quote", "figure", "statement", "role", "relation", "answer")
"""The kinds of record that have a place on a page."""


def check(brief: Brief) -> Iterator[Diagnostic]:
    """Yield unknown ids in fields and links, unknown kinds, and records that nothing uses."""
    used: set[str] = set()
    for entry in brief.entries.values():
        if entry.path == ():
            named: set[str] = set()
            for path, value, marks in walk(entry.record):
                if marks:
                    yield from _field(brief, entry, path, value, marks, named)
            used |= named - {entry.id}
    yield from _speakers(brief, used)
    yield from _vocabulary(brief)
    if brief.whole:
        yield from _unused(brief, used)


def _field(
    brief: Brief, entry: Entry, path: Path, value: object, marks: tuple[object, ...], used: set[str]
) -> Iterator[Diagnostic]:
    if not isinstance(value, str):
        return
    for mark in marks:
        if isinstance(mark, Refers):
            used.add(value)
            if not _known(brief, value, mark.kinds):
                yield _unknown(brief, entry, path, value, mark.kinds, "unknown-reference")
    if any(isinstance(mark, Prose) for mark in marks):
        yield from _links(brief, entry, path, value, used)


def _links(brief: Brief, entry: Entry, path: Path, text: str, used: set[str]) -> Iterator[Diagnostic]:
    if "[[" not in text and "]]" not in text:
        return  # As most texts, which are not cut for nothing.
    for piece in links.cut(text):
        if piece.id:
            used.add(piece.id)
            yield from _link(brief, entry, path, piece)
    if any("[[" in piece.words or "]]" in piece.words for piece in links.cut(text)):
        mark = entry.file.place(path)
        message = "a link is written '[[id]]' or '[[id|words]]'"
        yield Diagnostic(entry.file.name, mark.line, mark.column, "bad-link", message)


def _link(brief: Brief, entry: Entry, path: Path, piece: links.Piece) -> Iterator[Diagnostic]:
    """Yield a link that leads nowhere, or to an actor whom its words name otherwise."""
    if not _known(brief, piece.id, LINKABLE):
        yield _unknown(brief, entry, path, piece.id, LINKABLE, "unknown-link")
    other = _other_name(brief, piece)
    if other:
        mark = entry.file.place(path)
        message = f"the link to '{piece.id}' reads '{piece.words}', and no name of it has '{other}'"
        nearest = ", ".join(brief.spellings[piece.id])
        yield Diagnostic(entry.file.name, mark.line, mark.column, "link-names-another", message, nearest=nearest)


def _other_name(brief: Brief, piece: links.Piece) -> str:
    """Return the first word of a link that begins with a capital, as names do, and stands in no spelling of its actor."""
    names = " ".join(brief.spellings.get(piece.id, ())).lower()
    words = _WORD.findall(folded(piece.words)) if names else ()
    return next((word for word in words if word[0].isupper() and word.lower() not in names and word.lower() not in NO_NAMES), "")


def _known(brief: Brief, wanted: str, kinds: tuple[str, ...]) -> bool:
    known = [
        entry for entry in (brief.entries.get(wanted), *(later for later, _ in brief.duplicates)) if entry and entry.id == wanted
    ]
    if known:
        return any(entry.kind in kinds for entry in known)
    return wanted in brief.half_read or brief.may_be_misnamed(wanted)


def _unknown(brief: Brief, entry: Entry, path: Path, wanted: str, kinds: tuple[str, ...], rule: str) -> Diagnostic:
    mark = entry.file.place(*written(entry.file.value, path))
    near = nearest_ids(brief, wanted, kinds, 1)
    kind = " or ".join(kinds) if len(kinds) < 3 else "record"
    other = brief.entries.get(wanted)
    message = f"'{wanted}' is of the kind {other.kind}, not {kind}" if other else f"there is no {kind} '{wanted}'"
    return Diagnostic(entry.file.name, mark.line, mark.column, rule, message, nearest="".join(near))


def nearest_ids(brief: Brief, wanted: str, kinds: tuple[str, ...], limit: int) -> list[str]:
    """Return the ids of records of some kinds that are most like `wanted`, the nearest first."""
    known = [other.id for other in brief.entries.values() if other.kind in kinds]
    return alike(wanted, known, limit)


def _speakers(brief: Brief, used: set[str]) -> Iterator[Diagnostic]:
    for entry in brief.all("quotes"):
        used.add(entry.owner)
        if entry.record.unnamed is None and not _known(brief, entry.owner, ("actor",)):
            yield _unknown(brief, entry, ("id",), entry.owner, ("actor",), "unknown-reference")


def _vocabulary(brief: Brief) -> Iterator[Diagnostic]:
    if not brief.front or "brief" in brief.half_read:
        return
    for kind, record_type, name, known in (
        ("relation", Relation, "type", brief.front.relation_types),
        ("event", Event, "kind", brief.front.event_kinds),
    ):
        for entry in brief.all(kind):
            assert isinstance(entry.record, record_type)
            value = getattr(entry.record, name)
            if value not in known:
                mark = entry.place(name)
                message = f"data/brief.yml declares no {kind} {name} '{value}'"
                yield Diagnostic(entry.file.name, mark.line, mark.column, "unknown-kind", message, nearest=nearest(value, known))


def _stands_alone(record: Record) -> bool:
    """Tell whether a record need not be used by others.

    An actor's own file may say something of it; a source may still be in work; a topic shows each figure that names it.
    """
    match record:
        case Actor():
            return bool(record.summary or record.roles or record.relations or record.statements)
        case Source():
            return record.coverage == "partial"
        case Figure():
            return bool(record.topics)
    return False


def _unused(brief: Brief, used: set[str]) -> Iterator[Diagnostic]:
    for kind in ("actor", "source", "figure"):
        for entry in brief.all(kind):
            if entry.id not in used and not _stands_alone(entry.record):
                yield Diagnostic(entry.file.name, 1, 1, f"unused-{kind}", f"nothing in the brief uses the {kind} '{entry.id}'")
