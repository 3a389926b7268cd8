"""Who is tied to whom, as maps: of some relations, a line each, or of all of them, a line for each pair of actors."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.brief import Brief
from macros.facts.records import Relation
from macros.pages.drawing_map import ARROW, BAR, Drawing, Link, Sheet, draw
from macros.pages.lettering import letter
from macros.pages.places import label
from macros.pages.prose import typeset
from macros.pages.views import counted
from macros.pages.views_actor import Tie, tie

NARROW = Sheet(350, 3, 78, 12)
WIDE = Sheet(620, 3, 144, 14)
CROWDED = Sheet(620, 4, 116, 14)
LARGE = Sheet(880, 4, 150, 14)
"""The sheets: a phone's column, the column of text, the same for many actors, and the whole width of a large window."""

MANY = 16
"""Actors from which on the column of text is divided into four."""


@dataclass(frozen=True)
class Mark:
    """What a line of a map says."""

    letter: str
    words: tuple[str, ...]
    """Each relation as a sentence."""
    target: str
    """The anchor of its row."""
    style: str
    """How its line is drawn, see Tie."""
    hostile: bool


@dataclass(frozen=True)
class Draft:
    """A map on one kind of sheet."""

    css: str
    size: int
    drawing: Drawing


@dataclass(frozen=True)
class RelationMap:
    """A map on the sheets between which the page chooses by its width."""

    title: str
    description: str
    drafts: tuple[Draft, ...]
    marks: dict[str, Mark]
    """By letter."""
    persons: frozenset[str]
    own: str
    """The id of the actor whose map it is, or nothing."""

    @property
    def signs(self) -> tuple[str, ...]:
        """The ways of drawing that occur, for the key."""
        used = {mark.style for mark in self.marks.values()} | {"hostile" for mark in self.marks.values() if mark.hostile}
        return tuple(sign for sign in ("one", "two", "past", "hearsay", "hostile") if sign in used)


@dataclass(frozen=True)
class Pair:
    """Two actors and all that is said to tie them, for the table."""

    letter: str
    ties: tuple[tuple[str, Tie], ...]
    """(subject, tie)"""


def relation_map(brief: Brief, ids: Sequence[str], own: str = "") -> RelationMap:
    """Draw relations, a line each, lettered in the given order."""
    ties = [_directed(brief, id_) for id_ in ids]
    links = [_link(letter(number), [one]) for number, one in enumerate(ties)]
    marks = {link.id: _mark(brief, link.id, [one], one[1].relation.id) for link, one in zip(links, ties, strict=True)}
    title = f"Map of {counted(len(links), 'relation')}" + (f" of {label(brief, own)}" if own else "")
    return _map(brief, title, links, marks, {"narrow": (NARROW, links), "wide": (WIDE if own else _column(links), links)}, own)


def overview(brief: Brief) -> tuple[RelationMap, tuple[Pair, ...]]:
    """Draw all relations, a line for each pair; on a narrow sheet only between actors that are tied to several others."""
    found: dict[tuple[str, ...], list[tuple[str, Tie]]] = {}
    for entry in brief.all("relation"):
        one = _directed(brief, entry.id)
        found.setdefault(tuple(sorted((one[0], one[1].other))), []).append(one)
    pairs = tuple(Pair(letter(number), tuple(ties)) for number, ties in enumerate(found.values()))
    links = [_link(pair.letter, pair.ties) for pair in pairs]
    marks = {pair.letter: _mark(brief, pair.letter, pair.ties, f"line-{pair.letter}") for pair in pairs}
    degree = Counter(actor for link in links for actor in {link.subject, link.object})
    core = [link for link in links if degree[link.subject] > 1 and degree[link.object] > 1] or links
    sheets = {"narrow": (NARROW, core), "wide": (_column(links), links), "large": (LARGE, links)}
    return _map(brief, f"Map of {counted(len(links), 'pair')} of actors", links, marks, sheets), pairs


def _directed(brief: Brief, id_: str) -> tuple[str, Tie]:
    relation = brief.entries[id_].record
    assert isinstance(relation, Relation)
    return brief.entries[id_].owner, tie(brief, relation, relation.object)


def _column(links: Iterable[Link]) -> Sheet:
    return CROWDED if len({actor for link in links for actor in (link.subject, link.object)}) >= MANY else WIDE


def _link(name: str, ties: Sequence[tuple[str, Tie]]) -> Link:
    subject, first = ties[0]
    heads: dict[str, set[str]] = {subject: set(), first.other: set()}
    for start, one in ties:
        for end in (one.other, start) if one.mutual else (one.other,):
            heads[end].add(BAR if one.hostile else ARROW)
    return Link(name, subject, first.other, tuple(sorted(heads[first.other])), tuple(sorted(heads[subject])))


def _mark(brief: Brief, name: str, ties: Sequence[tuple[str, Tie]], target: str) -> Mark:
    words = tuple(f"{label(brief, start)} {one.label} {label(brief, one.other)}" for start, one in ties)
    styles = {one.style for _, one in ties}
    style = next((style for style in ("two", "one", "past") if style in styles), "hearsay")
    return Mark(name, words, target, style, any(one.hostile for _, one in ties))


def _map(
    brief: Brief,
    title: str,
    links: Sequence[Link],
    marks: dict[str, Mark],
    sheets: dict[str, tuple[Sheet, Sequence[Link]]],
    own: str = "",
) -> RelationMap:
    actors = {actor for link in links for actor in (link.subject, link.object)}
    names = {actor: typeset(label(brief, actor)) for actor in sorted(actors)}
    drafts = tuple(Draft(css, sheet.size, draw(names, drawn, sheet)) for css, (sheet, drawn) in sheets.items())
    description = "Boxes are actors, lines are relations; each letter stands in the list below, which says the same in words."
    persons = frozenset(actor for actor in actors if brief.entries[actor].record.kind == "person")
    return RelationMap(title, description, drafts, marks, persons, own)
