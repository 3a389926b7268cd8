"""Who is tied to whom, as maps: of some relations, a line each, or of all of them, a line for each pair of actors."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from macros.brief import Brief
from macros.facts.records import Relation
from macros.links import label
from macros.pages.drawing_map import ARROW, BAR, CROSS, Drawing, Link, Sheet, draw
from macros.pages.lettering import letter
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

MAIN = 12
"""Actors that the first map of an overview shows at the most: those that are tied to most others."""

FEW = 12
"""Lines up to which a map is taken in at a glance; in others, what the reader rests on is lit and told."""

SIGNS = ("one", "two", "past", "hearsay", "hostile", "war")
"""The ways of drawing a line in the order of the key."""


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
    ends: tuple[int, ...]
    """The numbers of the actors whom it ties, where it is to be lit with them."""

    @property
    def css(self) -> str:
        """The classes of its line: what it is, and the actors with whom it lights up."""
        return " ".join([self.style, *["hostile"] * self.hostile, *(f"n{end}" for end in self.ends)])


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
    numbers: dict[str, int]
    """The number of each actor, by which the style sheet knows it where it is to be lit."""
    signs: tuple[str, ...]
    """The ways of drawing that occur, for the key."""

    def css(self, actor: str) -> str:
        """Return the classes of an actor's box: its own number, and the actors with whom it lights up."""
        own = self.numbers.get(actor)
        if own is None:
            return ""
        near = {end for mark in self.marks.values() if own in mark.ends for end in mark.ends}
        return " ".join(["", f"b{own}", *(f"n{number}" for number in sorted(near | {own}))])


@dataclass(frozen=True)
class Pair:
    """Two actors and all that is said to tie them, for the table."""

    letter: str
    ties: tuple[tuple[str, Tie], ...]
    """(subject, tie)"""


@dataclass(frozen=True)
class Overview:
    """All relations: those among the actors with most of them, and the whole."""

    actors: int
    main: RelationMap
    main_pairs: tuple[Pair, ...]
    whole: RelationMap | None
    """Nothing where the main map shows all."""
    other_pairs: tuple[Pair, ...]
    """Those that only the whole map shows."""


def relation_map(brief: Brief, ids: Sequence[str], own: str = "") -> RelationMap:
    """Draw relations, a line each, lettered in the given order."""
    pairs = [Pair(letter(number), (_directed(brief, id_),)) for number, id_ in enumerate(ids)]
    targets = {pair.letter: pair.ties[0][1].relation.id for pair in pairs}
    title = f"Map of {counted(len(pairs), 'relation')}" + (f" of {label(brief, own)}" if own else "")
    return _map(brief, title, pairs, {"narrow": NARROW, "wide": WIDE if own else _column(pairs)}, targets, own)


def overview(brief: Brief) -> Overview | None:
    """Draw all relations, a line for each pair of actors, lettered so that the main map begins with a."""
    found: dict[tuple[str, ...], list[tuple[str, Tie]]] = {}
    for entry in brief.all("relation"):
        one = _directed(brief, entry.id)
        if one[0] != one[1].other:
            found.setdefault(tuple(sorted((one[0], one[1].other))), []).append(one)
    if not found:
        return None
    main = _main(found)
    ordered = sorted(found, key=lambda ends: not main.issuperset(ends))
    pairs = tuple(Pair(letter(number), tuple(found[ends])) for number, ends in enumerate(ordered))
    first = tuple(pair for pair, ends in zip(pairs, ordered, strict=True) if main.issuperset(ends)) or pairs
    targets = {pair.letter: f"line-{pair.letter}" for pair in pairs}
    title = f"Map of {counted(len(first), 'pair')} of actors"
    drawn = _map(brief, title, first, {"narrow": NARROW, "wide": _column(first)}, targets)
    if len(first) == len(pairs):
        return Overview(len(set().union(*found)), drawn, first, None, ())
    sheets = {"narrow": NARROW, "wide": _column(pairs), "large": LARGE}
    whole = _map(brief, f"Map of {counted(len(pairs), 'pair')} of actors", pairs, sheets, targets)
    return Overview(len(set().union(*found)), drawn, first, whole, pairs[len(first) :])


def _main(pairs: Iterable[tuple[str, ...]]) -> set[str]:
    """Return the actors that are tied to most others; of those tied to as many, all or none."""
    degree = Counter(actor for ends in pairs for actor in ends)
    ranked = sorted(degree.values(), reverse=True)
    least = ranked[MAIN] + 1 if len(ranked) > MAIN else 0
    return set(takewhile(lambda actor: degree[actor] >= least, (actor for actor, _ in degree.most_common())))


def _directed(brief: Brief, id_: str) -> tuple[str, Tie]:
    relation = brief.entries[id_].record
    assert isinstance(relation, Relation)
    return brief.entries[id_].owner, tie(brief, relation, relation.object)


def _column(pairs: Iterable[Pair]) -> Sheet:
    return CROWDED if len({actor for pair in pairs for start, one in pair.ties for actor in (start, one.other)}) >= MANY else WIDE


def _link(pair: Pair) -> Link:
    """Return the line of a pair, with the strongest head at each end: the list has no more signs than one, either."""
    subject, first = pair.ties[0]
    heads: dict[str, set[str]] = {subject: set(), first.other: set()}
    for start, one in pair.ties:
        for end in (one.other, start) if one.mutual else (one.other,):
            heads[end].add(CROSS if one.war else BAR if one.hostile else ARROW)
    at = {end: tuple(head for head in (CROSS, BAR, ARROW) if head in kinds)[:1] for end, kinds in heads.items()}
    return Link(pair.letter, subject, first.other, at[first.other], at[subject])


def _mark(brief: Brief, pair: Pair, target: str, numbers: dict[str, int]) -> Mark:
    words = tuple(f"{label(brief, start)} {one.label} {label(brief, one.other)}" for start, one in pair.ties)
    styles = {one.style for _, one in pair.ties}
    style = next((style for style in ("two", "one", "past") if style in styles), "hearsay")
    subject, first = pair.ties[0]
    hostile = any(one.hostile for _, one in pair.ties)
    ends = tuple(numbers[actor] for actor in (subject, first.other) if actor in numbers)
    return Mark(pair.letter, words, target, style, hostile, ends)


def _map(
    brief: Brief, title: str, pairs: Sequence[Pair], sheets: dict[str, Sheet], targets: dict[str, str], own: str = ""
) -> RelationMap:
    links = [_link(pair) for pair in pairs]
    actors = sorted({actor for link in links for actor in (link.subject, link.object)})
    names = {actor: typeset(label(brief, actor)) for actor in actors}
    numbers = {actor: number for number, actor in enumerate(actors, 1)} if len(links) > FEW else {}
    marks = {pair.letter: _mark(brief, pair, targets[pair.letter], numbers) for pair in pairs}
    drafts = tuple(Draft(css, sheet.size, draw(names, links, sheet)) for css, sheet in sheets.items())
    description = "Boxes are actors, lines are relations; each letter stands in the list below, which says the same in words."
    persons = frozenset(actor for actor in actors if brief.entries[actor].record.kind == "person")
    return RelationMap(title, description, drafts, marks, persons, own, numbers, _signs(links, marks.values()))


def _signs(links: Iterable[Link], marks: Iterable[Mark]) -> tuple[str, ...]:
    heads = {head for link in links for head in (*link.at_object, *link.at_subject)}
    used = {mark.style for mark in marks} | {sign for sign, head in (("hostile", BAR), ("war", CROSS)) if head in heads}
    return tuple(sign for sign in SIGNS if sign in used)
