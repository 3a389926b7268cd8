"""An actor as the sources show it."""

from collections import Counter
from dataclasses import dataclass

from macros.brief import Brief, Entry
from macros.facts.records import Actor, Quote, Relation, Source, Statement, quotes_of
from macros.links import beginning, label
from macros.pages import voice
from macros.pages.mentions import Spelling, spellings
from macros.pages.places import page_of
from macros.pages.views import sound, sources
from macros.pages.views_time import Happening, happenings

KINDS = {"person": "Persons", "group": "Groups", "organisation": "Organisations", "state": "States"}
"""The kinds of actor in the order of the index, and its headings."""


@dataclass(frozen=True)
class Tie:
    """A relation as seen from one of its ends."""

    relation: Relation
    label: str
    other: str
    """The id of the actor at the other end."""
    hostile: bool
    war: bool
    """Whether it is hostile by force of arms."""
    mutual: bool
    """Whether it reads the same from both ends."""
    style: str
    """How its line is drawn: `one`, `two` (sources), `past` or `hearsay`."""
    sources: tuple[Source, ...]
    """Those on whose word it stands."""
    claimant: str
    """Who says so there, if it is not the source itself."""
    dated: bool
    """Whether the label does not say that it is past, so that it must be said beside it."""

    @property
    def css(self) -> str:
        """The classes of its line and of its row."""
        return " ".join([self.style, *["hostile"] * self.hostile, *["war"] * self.war, *["mutual"] * self.mutual])


@dataclass(frozen=True)
class Appearance:
    """A page on which an actor is spoken of, and the records there."""

    page: str
    records: tuple[tuple[str, str], ...]
    """(id, its first words)"""


@dataclass(frozen=True)
class Portrait:
    """What an actor's page shows."""

    actor: Actor
    facts: tuple[Statement, ...]
    unsaid: tuple[Statement, ...]
    ties: tuple[Tie, ...]
    events: tuple[Happening, ...]
    quotes: tuple[Quote, ...]
    spellings: tuple[Spelling, ...]
    named_in: tuple[Source, ...]
    not_named_in: tuple[Source, ...]
    appears: tuple[Appearance, ...]


def portrait(brief: Brief, actor: Actor, counts: dict[str, Counter[str]], mentions: list[Entry]) -> Portrait:
    """Build the view of an actor's page."""
    printed = spellings(brief, actor, counts)
    named = {source.id for spelling in printed for source, _ in spelling.per_source}
    statements = sound(actor.statements)
    own = brief.entries.get(quotes_of(actor.id))
    return Portrait(
        actor,
        tuple(item for item in statements if not item.absent or item.cite),
        tuple(item for item in statements if item.absent and not item.cite),
        tuple(ties(brief, actor)),
        tuple(happenings(brief, lambda event: actor.id in event.actors)),
        tuple(sound(own.record.quotes)) if own else (),
        printed,
        tuple(source for source in brief.records("source") if source.id in named),
        tuple(source for source in brief.records("source") if source.id not in named),
        tuple(_appearances(brief, actor, mentions)),
    )


def ties(brief: Brief, actor: Actor) -> list[Tie]:
    """Return an actor's relations: those it declares, then those declared to it, with the reverse label."""
    own = [tie(brief, relation, relation.object) for relation in sound(actor.relations)]
    others = [
        tie(brief, entry.record, entry.owner, reverse=True) for entry in brief.all("relation") if entry.record.object == actor.id
    ]
    return own + [found for found in others if found.other != actor.id]


def tie(brief: Brief, relation: Relation, other: str, reverse: bool = False) -> Tie:
    """Build the view of a relation."""
    kind = brief.front.relation_types.get(relation.type) if brief.front else None
    past = relation.when == "past"
    told = kind and past and (kind.reverse_past if reverse else kind.past)
    words = told or ((kind.reverse if reverse else kind.label) if kind else relation.type)
    cited = [located.citation.source for located in brief.by_record.get(relation.id, ()) if located.field == "cite"]
    return Tie(
        relation,
        words,
        other,
        hostile=bool(kind and kind.hostile != "no"),
        war=bool(kind and kind.hostile == "war"),
        mutual=bool(kind and kind.label == kind.reverse),
        style=_style(brief, relation),
        sources=sources(brief, dict.fromkeys(cited)),
        claimant=voice.in_a_sentence(brief, relation.said_by) if relation.said_by else "",
        dated=past and not (kind and kind.past),
    )


def _style(brief: Brief, relation: Relation) -> str:
    if relation.said_by and relation.said_by[0].unnamed:
        return "hearsay"
    if relation.when == "past":
        return "past"
    cited = {located.citation.source for located in brief.by_record.get(relation.id, ()) if located.field == "cite"}
    return "two" if len(cited) > 1 else "one"


def _appearances(brief: Brief, actor: Actor, mentions: list[Entry]) -> list[Appearance]:
    pages: dict[str, list[tuple[str, str]]] = {}
    for entry in mentions:
        if entry.owner != actor.id and entry.kind != "source":
            pages.setdefault(page_of(entry), []).append((entry.id, _beginning(brief, entry)))
    return [Appearance(page, tuple(records)) for page, records in pages.items()]


def _beginning(brief: Brief, entry: Entry, longest: int = 90) -> str:
    """Return how an entry is told in a list: an answer by the question, which its page is about."""
    return beginning(label(brief, entry.owner if entry.kind == "answer" else entry.id), longest)
