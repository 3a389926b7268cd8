"""`data/search.json`: what a reader can find. One entry for each record, section and cited sentence, so that a result is a thing
that can be named: an actor, an event, what somebody said, a line of a source.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from macros.brief import Brief
from macros.facts.records import Actor, Figure, Topic
from macros.links import plain
from macros.pages.book import Book
from macros.pages.digest import digest
from macros.pages.excerpt import sentence
from macros.pages.places import place, url
from macros.pages.prose import typeset
from macros.pages.views import sound
from macros.pages.views_quote import speakers

NAME = Path("data", "search.json")
"""Where the entries stand in the site."""

Entry = tuple[str, str, str, list[str], str]
"""Address below the site's root, kind, name, other names, text: plain text all."""


def write(book: Book, site: Path) -> None:
    """Write the entries into the folder `site`."""
    path = site / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(list(entries(book)), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def entries(book: Book) -> Iterator[Entry]:
    """Yield everything that can be found, the records of which a brief is made first."""
    brief = book.brief
    for kind in ("actor", "topic", "figure", "source", "event"):
        for entry in brief.all(kind):
            short, there = digest(brief, entry), place(brief, entry.id)
            address = url(there.page) + (f"#{there.anchor}" if there.anchor else "")
            names = [name for name in getattr(entry.record, "spellings", ()) if name != short.name]
            yield address, short.kind, short.name, names, _text(brief, entry.record) or short.line
    yield from _quotes(brief)
    for entry in brief.all("topic"):
        yield from _sections(brief, entry.record)
    yield from _passages(brief)


def _told(brief: Brief, text: str) -> str:
    """Return a text as it is read on its page."""
    return _on_line(typeset(plain(brief, text)))


def _on_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _text(brief: Brief, record: object) -> str:
    """Return the text of a record by which it is found, or nothing where its digest says it all."""
    match record:
        case Actor() as actor:
            told = [actor.summary] if actor.summary else []
            return " ".join(
                _told(brief, one.text) for one in (*told, *sound(actor.roles), *sound(actor.statements), *sound(actor.relations))
            )
        case Topic() as topic:
            return " ".join(_told(brief, one.text) for one in sound(topic.bottom_line))
        case Figure() as figure:
            answers = " ".join(f"{one.value or ''} {one.says or ''} {one.measures or ''}" for one in sound(figure.answers))
            return f"{_told(brief, figure.explanation)} {_told(brief, answers)}"
    return ""


def _quotes(brief: Brief) -> Iterator[Entry]:
    for speaker in speakers(brief):
        who = brief.entries.get(speaker.id)
        names = list(who.record.spellings) if who and isinstance(who.record, Actor) else []
        for said in speaker.quotes:
            words = "".join(piece.text for piece in said.words)
            gist = f"{_told(brief, said.quote.gist)} " if said.quote.gist else ""
            yield f"quotes/#{said.quote.id}", "Quote", speaker.name, names, gist + (f"“{words}”" if said.speech else words)


def _sections(brief: Brief, topic: Topic) -> Iterator[Entry]:
    for section in sound(topic.sections):
        statements = (_told(brief, one.text) for block in sound(section.paragraphs) for one in sound(block.statements))
        yield f"topics/{topic.id}/#{section.id}", topic.short, _on_line(typeset(section.title)), [], " ".join(statements)


def _passages(brief: Brief) -> Iterator[Entry]:
    for found in brief.by_passage.values():
        located = found[0]
        source = brief.entries[located.citation.source].record
        words = "".join(piece.text for piece in sentence(brief, located))
        address = f"{url(f'sources/{source.id}.md')}#{located.key}"
        yield address, "Passage", f"{source.name}, line {located.match.line}", [], _on_line(words)
