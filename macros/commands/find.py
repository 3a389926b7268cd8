"""`brief find`: where words stand in the documents, in their sentence, with the citation to paste."""

import argparse
import json
import sys
from collections.abc import Iterator

from macros.brief import load
from macros.commands.options import coloured, command, number, require, root
from macros.facts.citation import Citation
from macros.reading.citing import as_text
from macros.reports import counted, shown
from macros.search import Found, Place, search

MORE = (
    "The words are looked for as a citation is: white space, quotation marks, dashes and declared damage are folded, case is not. "
    "Words that are nowhere are looked for in any case, then by likeness. Below each place stands the citation that finds it, "
    "with a prefix or suffix where its words alone do not. "
    "Exit 0: the very words were found. Exit 1: they were not. Exit 2: it could not run."
)

EXAMPLES = 5
"""Records that are named of those that cite a sentence."""


def add(commands) -> None:
    """Add the command to the command line."""
    parser = command(commands, "find", _run, "show where words stand in the documents, with the citation to paste", MORE)
    parser.add_argument("words", nargs="+", metavar="WORDS", help="the words to look for")
    parser.add_argument("--source", action="append", default=[], metavar="ID", help="search this source only; may be repeated")
    parser.add_argument("--limit", type=number, default=20, metavar="N", help="show so many places at the most (default: 20)")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _run(options: argparse.Namespace) -> int:
    brief = load(root(options))
    for source in options.source:
        require(brief, "source", source)
    words = " ".join(options.words)
    found = search(brief, words, tuple(options.source), options.limit)
    if options.format == "json":
        sys.stdout.write(json.dumps(_values(words, found), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(_text(found, coloured())))
    return int(not found.exact)


def _text(found: Found, colour: bool) -> Iterator[str]:
    if not found.exact:
        yield f"these very words are in no document{'; the nearest:' if found.places else ''}\n\n"
    for place in found.places:
        yield from _place(place, colour)
    if found.total > len(found.places):
        yield f"and {found.total - len(found.places)} more places: give more words, or --limit\n"
    if found.exact:
        yield f"{counted(found.total, 'place')} found\n"
    for source in found.unread:
        yield f"not searched, for its document cannot be read: {source}\n"


def _place(place: Place, colour: bool) -> Iterator[str]:
    bold, dim, end = ("\x1b[1m", "\x1b[2m", "\x1b[0m") if colour else ("",) * 3
    begin, close = ("\x1b[1;33m", "\x1b[0m") if colour else ("**", "**")
    yield f"{bold}{place.source}, line {place.line}{end}: {shown(_state(place))}\n"
    words = (f"{begin}{shown(piece.text)}{close}" if piece.kind == "mark" else shown(piece.text) for piece in place.pieces)
    yield f"  {''.join(words)}\n"
    if place.negation:
        yield f"  {dim}beside these words stands '{shown(place.negation)}': take it into the passage{end}\n"
    if place.citation:
        yield f"  {dim}cite:{end}\n{as_text(place.citation, 4)}"
    else:
        yield "  nothing tells these words from the same words elsewhere: take more of the sentence\n"
    yield "\n"


def _state(place: Place) -> str:
    if place.state == "cited":
        more = f" and {len(place.records) - EXAMPLES} more" if len(place.records) > EXAMPLES else ""
        return f"cited by {', '.join(place.records[:EXAMPLES])}{more}"
    return f"omitted: {place.reason}" if place.state == "omitted" else "not cited yet"


def _values(words: str, found: Found) -> dict[str, object]:
    return {
        "words": words,
        "exact": found.exact,
        "total": found.total,
        "places": [_fields(place) for place in found.places],
        "unread": list(found.unread),
    }


def _fields(place: Place) -> dict[str, object]:
    return {
        "source": place.source,
        "line": place.line,
        "start": place.span[0],
        "end": place.span[1],
        "words": "".join(piece.text for piece in place.pieces if piece.kind == "mark"),
        "sentence": "".join(piece.text for piece in place.pieces),
        "state": place.state,
        "records": list(place.records),
        "reason": place.reason,
        "negation": place.negation,
        "citation": _citation(place.citation) if place.citation else None,
        "yaml": as_text(place.citation, 0) if place.citation else "",
    }


def _citation(citation: Citation) -> dict[str, str]:
    given = {"source": citation.source, "exact": citation.exact[0], "prefix": citation.prefix, "suffix": citation.suffix}
    return {name: words for name, words in given.items() if words}
