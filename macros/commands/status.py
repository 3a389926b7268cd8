"""`brief status`: how much of each document is worked through, unused actors, open questions."""

import argparse
import json
import sys
from collections.abc import Iterator

from macros.brief import load
from macros.commands.options import coloured, command, number, root
from macros.reports import counted, shown
from macros.status import Coverage, Question, Status, status

MORE = (
    "Sentences that are open are neither cited nor listed as omitted. A question is open where its documents contradict each "
    "other, where one document alone answers it, or none: another document may settle it. Exit 0, whatever the state; 'brief "
    "check' tells what is wrong."
)


def add(commands) -> None:
    """Add the command to the command line."""
    summary = "tell how much of each document is worked through, and what is open"
    parser = command(commands, "status", _run, summary, MORE)
    parser.add_argument("--limit", type=number, default=5, metavar="N", help="list so many of each at the most (default: 5)")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _run(options: argparse.Namespace) -> int:
    found = status(load(root(options)))
    if options.format == "json":
        sys.stdout.write(json.dumps(_values(found), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(_text(found, options.limit, coloured())))
    return 0


def _text(found: Status, limit: int, colour: bool) -> Iterator[str]:
    bold, end = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
    yield f"{bold}Sources{end}\n"
    width = max((len(each.source) for each in found.sources), default=0)
    for each in found.sources:
        yield from _source(each, width, limit)
    yield f"\n{bold}Actors that nothing uses: {len(found.unused)}{end}\n"
    yield from _listed(list(found.unused), limit, "  ")
    yield f"\n{bold}Open questions: {len(found.questions)} of {counted(found.counts['figure'], 'figure')}{end}\n"
    yield from _listed([_question(each) for each in found.questions], limit, "  ")
    kinds = ", ".join(counted(count, kind) for kind, count in list(found.counts.items())[:-4])
    checked = (f"{found.counts[name]} {name}" for name in ("checked", "failed", "unchecked"))
    yield f"\n{kinds}\n{counted(found.counts['citations'], 'citation')}: {', '.join(checked)}\n"


def _source(each: Coverage, width: int, limit: int) -> Iterator[str]:
    if each.coverage == "unread":
        yield f"  {each.source:<{width}}  its document cannot be read: see 'brief check'\n"
        return
    states = ", ".join(f"{each.count(state)} {state}" for state in ("cited", "omitted", "open"))
    yield f"  {each.source:<{width}}  {each.coverage:<7}  {counted(len(each.sentences), 'sentence')}: {states}\n"
    yield from _listed([f"line {sentence.line}: {sentence.text}" for sentence in each.open], limit, "    ")


def _listed(lines: list[str], limit: int, indent: str) -> Iterator[str]:
    for line in lines[:limit]:
        yield f"{indent}{shown(line)}\n"
    if len(lines) > limit:
        yield f"{indent}and {len(lines) - limit} more (--limit {len(lines)} lists them all)\n"


def _question(each: Question) -> str:
    if each.verdict == "conflict":
        return f"{each.figure}: {each.question} (the documents contradict each other)"
    return f"{each.figure}: {each.question} ({'one answer alone: ' + each.answered[0] if each.answered else 'no answer'})"


def _values(found: Status) -> dict[str, object]:
    return {
        "sources": [
            {
                "id": each.source,
                "coverage": each.coverage,
                "sentences": len(each.sentences),
                **{state: each.count(state) for state in ("cited", "omitted")},
                "open": [{"line": sentence.line, "text": sentence.text} for sentence in each.open],
            }
            for each in found.sources
        ],
        "unused_actors": list(found.unused),
        "open_questions": [
            {"figure": each.figure, "question": each.question, "verdict": each.verdict, "answered": list(each.answered)}
            for each in found.questions
        ],
        "counts": found.counts,
    }
