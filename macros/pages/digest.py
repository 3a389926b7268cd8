"""A record in three short texts: what it is, what it is called, one line about it. For the previews of links and for the search."""

from dataclasses import dataclass

from macros.brief import Brief, Entry
from macros.facts.records import Actor, Event, Figure, Quote, Source, Topic
from macros.links import label, plain
from macros.pages.prose import typeset
from macros.pages.views import sound
from macros.pages.views_figure import VERDICTS
from macros.pages.views_time import when

KINDS = ("topic", "actor", "event", "figure", "quote", "source")
"""The kinds of record that have a digest."""


@dataclass(frozen=True)
class Digest:
    """Plain text, without links or markup."""

    kind: str
    name: str
    line: str


def digest(brief: Brief, entry: Entry) -> Digest:
    """Return the digest of a record of one of the kinds in KINDS."""
    kind, name, line = _of(brief, entry)
    return Digest(kind, typeset(name), typeset(line))


def _of(brief: Brief, entry: Entry) -> tuple[str, str, str]:
    match entry.record:
        case Topic() as topic:
            return "Topic", topic.title, plain(brief, topic.line.text)
        case Actor() as actor:
            return actor.kind.capitalize(), actor.name, plain(brief, _first(actor))
        case Event() as event:
            return "Event", when(event.date).words, plain(brief, event.text)
        case Figure() as figure:
            return "Disputed figure", figure.question, f"{VERDICTS[figure.verdict]}. {plain(brief, figure.explanation)}"
        case Quote() as quote:
            return "Quote", label(brief, entry.owner), plain(brief, quote.gist) if quote.gist else " … ".join(quote.words or ())
        case Source() as source:
            return "Source", source.name, f"{source.title.value or 'No title in the document'}. {when(source.issued).words}"
    raise TypeError(f"a {entry.kind} has no digest")


def _first(actor: Actor) -> str:
    told = [actor.summary] if actor.summary else [*sound(actor.roles), *sound(actor.statements), *sound(actor.relations)]
    return told[0].text if told else ""
