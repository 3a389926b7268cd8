"""What a long list can be narrowed by: for each property of its items, the values that occur and how often.

The page shows everything; a script narrows it by the values chosen, which stand in the address (`?topic=...&actor=...`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macros.brief import Brief
from macros.facts.records import Event, Quote
from macros.links import label
from macros.pages.views_figure import VERDICTS, Chart

Tags = Mapping[str, tuple[str, ...]]
"""The values of one item, by the name of the property."""

LABELS = {
    "verdict": "Verdict",
    "topic": "Topic",
    "actor": "Actor",
    "speaker": "Speaker",
    "kind": "Kind",
    "source": "Source",
}
"""The properties in the order of their menus, and what these are called."""


@dataclass(frozen=True)
class Choice:
    """A value that items can be chosen by."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A property and its values: topics and verdicts in the order of the brief, the others by name."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def of_event(event: Event) -> Tags:
    """Return what an event can be chosen by."""
    return {"topic": event.topics, "actor": event.actors, "kind": (event.kind,)}


def of_chart(chart: Chart) -> Tags:
    """Return what a contested question can be chosen by; sources that say nothing of it do not count."""
    sources = dict.fromkeys(source.id for row in chart.rows if not row.answer.absent for source in row.sources)
    return {"verdict": (chart.figure.verdict,), "topic": chart.figure.topics, "source": tuple(sources)}


def of_quote(brief: Brief, quote: Quote) -> Tags:
    """Return what a quote can be chosen by."""
    cited = brief.by_record.get(quote.id, ())
    sources = dict.fromkeys(located.citation.source for located in cited if located.field == "cite")
    return {"speaker": (brief.entries[quote.id].owner,), "topic": quote.topics, "source": tuple(sources)}


def facets(brief: Brief, items: Iterable[Tags]) -> tuple[Facet, ...]:
    """Return the properties that differ among items, with the values that occur."""
    counts: dict[str, Counter[str]] = {}
    for tags in items:
        for name, values in tags.items():
            counts.setdefault(name, Counter()).update(dict.fromkeys(values, 1))
    return tuple(
        Facet(name, shown, _choices(brief, name, counts[name])) for name, shown in LABELS.items() if len(counts.get(name, ())) > 1
    )


def _choices(brief: Brief, name: str, counts: Counter[str]) -> tuple[Choice, ...]:
    found = [Choice(value, _label(brief, name, value), count) for value, count in counts.items()]
    order = list(VERDICTS) if name == "verdict" else list(brief.front.topics) if name == "topic" and brief.front else []
    ranks = {value: rank for rank, value in enumerate(order)}
    return tuple(sorted(found, key=lambda choice: (ranks.get(choice.value, len(ranks)), choice.label.casefold())))


def _label(brief: Brief, name: str, value: str) -> str:
    if name == "verdict":
        return VERDICTS[value]
    if name == "kind":
        return brief.front.event_kinds.get(value, value) if brief.front else value
    if name == "topic" and value in brief.entries:
        return brief.entries[value].record.short
    return label(brief, value)
