"""Who speaks: chains of attribution as words and as links to draw."""

from dataclasses import dataclass

from macros.brief import Brief
from macros.facts.dates import in_words
from macros.facts.records import Dated, Link, Quote, Source
from macros.links import label
from macros.reading.fold import fold

OWN = "The document’s own words"


@dataclass(frozen=True)
class Stop:
    """One stop on the way of words to the reader."""

    name: str
    id: str = ""
    """The id of the actor or source, if it is one."""
    details: tuple[str, ...] = ()
    named: bool = True


def name(brief: Brief, link: Link) -> str:
    """Return what a link of a chain is called."""
    if link.unnamed:
        return link.unnamed
    jointly = [link.actor or link.source or "", *link.with_]
    return " and ".join(label(brief, id_) for id_ in jointly)


def in_a_sentence(brief: Brief, chain: tuple[Link, ...]) -> str:
    """Say a chain in words: 'Said by X, as Y, on Twitter; passed on by Z', or 'No source is named: "is reported to"'."""
    if not chain:
        return OWN
    first, *rest = (_clause(brief, link) for link in chain)
    if chain[0].unnamed and not _printed(brief, chain[0].unnamed):
        lead = first[:1].upper() + first[1:]
    else:
        lead = f"{'From' if chain[0].unnamed else 'Said by'} {first}"
    return "; passed on by ".join([lead, *rest])


def _clause(brief: Brief, link: Link) -> str:
    if link.unnamed and not _printed(brief, link.unnamed):
        return ": ".join(part for part in (link.unnamed, _as_printed(brief, link.how)) if part)
    known = f"“{link.unnamed}”, not named" if link.unnamed else name(brief, link)
    return ", ".join(part for part in (known, link.as_, link.how) if part)


def _as_printed(brief: Brief, words: str | None) -> str:
    return f"“{words}”" if words and _printed(brief, words) else words or ""


def _printed(brief: Brief, words: str) -> bool:
    """Tell whether a document prints these words, so that they may stand in quotation marks."""
    wanted = fold(words).text.strip().lower()
    return any(wanted in document.folded.text.lower() for document in brief.documents.values())


def stops(brief: Brief, quote: Quote, sources: tuple[Source, ...]) -> tuple[Stop, ...]:
    """Return the whole way of a quote: speaker, those it went through, each source and the copy that was read."""
    first = brief.speaker_of(brief.entries[quote.id])
    way = [_stop(brief, link) for link in (first, *(quote.through or ()))]
    if quote.to:
        heard = ", ".join(_clause(brief, link) for link in quote.to)
        way[0] = Stop(way[0].name, way[0].id, (*way[0].details, f"to {heard}"), way[0].named)
    passed = {stop.id for stop in way}
    for source in sources:
        if source.id not in passed:
            way.append(Stop(source.name, source.id, (day(source.issued),)))
        if source.copy_ and source.copy_.value:
            way.append(Stop("The copy read", "", (source.copy_.value,)))
    return tuple(way)


def _stop(brief: Brief, link: Link) -> Stop:
    details = tuple(part for part in (link.as_, link.how, "not named" if link.unnamed else None) if part)
    return Stop(name(brief, link), link.actor or link.source or "", details, link.unnamed is None)


def day(dated: Dated | None) -> str:
    """Say a date with its basis, or that there is none."""
    if dated is None or dated.value is None:
        return "no date"
    return in_words(dated.value) + (" (inferred)" if dated.kind == "inferred" else "")
