"""Changes as Markdown for GitHub and as JSON. All markup stands in the template; every value goes through the one gate here.

The texts come from whoever proposes the change, and a job summary is read by those who decide on it: no text may become markup,
a link, a picture, a mention of somebody, or a reference to an issue.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from markupsafe import Markup

from macros.changes.compare import Changes, main_field
from macros.facts.base import ID_PATTERN
from macros.pages.render import environment

LIMIT = 1_000_000
"""Bytes of Markdown that are written at most: GitHub takes 1 MiB for the summary of a step, and drops all of a larger one."""

STATES = ("added", "changed", "removed")

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~#!$^]")
"""What GitHub's Markdown acts on anywhere."""

_AT_START = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")
"""What it acts on where it begins a line."""

_CALLS = re.compile(r"(?<=[@#:])(?=\S)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-)", re.IGNORECASE)
"""Where an address, a mention, a reference or the name of a picture would go on."""

_SAFE_CODE = re.compile(r"[A-Za-z0-9_./,:-]+(?: [A-Za-z0-9_./,:-]+)*")

JOINER = "\u2060"
"""Is not seen and takes no room; words around it are no address and no name any more."""


def guard(value: object) -> Markup:
    """Return a value as text that GitHub's Markdown shows as it is."""
    if isinstance(value, Markup):
        return value
    seen = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in re.sub(r"\s+", " ", str(value)))
    plain = _ACTIVE.sub(r"\\\g<0>", _CALLS.sub(JOINER, seen))
    return Markup(_AT_START.sub(lambda match: match[0] + "\\" if match[0].isdigit() else "\\" + match[0], plain))


def code(value: object) -> Markup:
    """Return an id or a place as code, or as guarded text where it holds what an id does not."""
    text = str(value)
    return Markup(f"`{text}`") if _SAFE_CODE.fullmatch(text) else guard(text)


def retired(ids: Iterable[str]) -> Markup:
    """Return the line of data/brief.yml that retires ids, as code to paste: an id that a record had holds nothing that acts."""
    return Markup(f"`retired: [{', '.join(id_ for id_ in ids if re.fullmatch(ID_PATTERN, id_))}]`")


def as_markdown(changes: Changes, limit: int = LIMIT) -> str:
    """Write changes as Markdown of at most `limit` bytes; a last line says how much did not find room."""
    blocks = [re.sub(r"\n{3,}", "\n\n", block).strip() for block in _blocks(changes)]
    text = "\n\n".join(blocks) + "\n"
    if len(text.encode()) <= limit:
        return text
    template = _templates().get_template("changes.md.j2").module
    room, kept = limit, 0
    for block in blocks:
        room -= len(block.encode()) + 2
        if room < len(str(template.left_out(len(blocks), len(text.encode()))).encode()):
            break
        kept += 1
    rest = sum(len(block.encode()) for block in blocks[kept:])
    return "\n\n".join([*blocks[:kept], str(template.left_out(len(blocks) - kept, rest)).strip()]) + "\n"


def _blocks(changes: Changes) -> Iterator[Markup]:
    """Yield the parts of the report, none of which is torn where it is cut."""
    template = _templates().get_template("changes.md.j2").module
    states = Counter(change.state for change in changes.records)
    yield template.head(changes, states)
    if changes.none:
        return
    yield template.covered(changes.coverage)
    yield template.findings(changes)
    if changes.retire:
        yield template.to_retire(changes.retire)
    for state in STATES:
        some = [change for change in changes.records if change.state == state]
        if some:
            yield template.heading(state, len(some))
        for change in some:
            yield template.record(change)
    yield from _moves(template, changes)


def _moves(template, changes: Changes) -> Iterator[Markup]:
    if changes.moves or changes.reordered:
        yield template.heading("moved", len(changes.moves) + len(changes.reordered))
    for move in changes.moves:
        yield template.move(move)
    for reordered in changes.reordered:
        yield template.reorder(reordered)
    if changes.citations:
        yield template.citations_heading(len(changes.citations))
    for citation in changes.citations:
        yield template.citation(citation)


def _templates():
    return environment(
        str(Path(__file__).with_name("templates")), {"code": code, "main_field": main_field, "retired": retired}, guard
    )


def as_json(changes: Changes) -> str:
    """Write changes as one JSON object."""
    return json.dumps(asdict(changes), indent=2, ensure_ascii=False) + "\n"


FORMATS = {"markdown": as_markdown, "json": as_json}
"""The formats of `brief diff`."""
