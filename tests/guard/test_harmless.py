"""The real brief, written otherwise without saying anything else: no edit of style, order or spelling gives a finding."""

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest
import yaml

from macros.brief import load
from macros.pages.calls import findings
from tests.guard.mutation import Real, shuffled
from tests.guard.sheet import Change, Path, Sheet, rewritten
from tests.unit.texts import RESPELT

SEED = 20240501

UNORDERED = {"spellings", "topics", "actors", "sources", "rests_on", "words", "omitted", "also", "damage", "lost", "cite", "from"}
"""Lists whose order says nothing: a source's lists, and those of ids and citations; of a quote, `words` and `cite` are in order."""


def _edited(edit: Callable[[Sheet, random.Random], Change | None]) -> Callable[[Sheet, random.Random], str]:
    """Make an edit of a whole file of one that changes a place of it: as many places as do not overlap, up to eight."""

    def edited(sheet: Sheet, chance: random.Random) -> str:
        changes: list[Change] = []
        for _ in range(8):
            change = edit(sheet, chance)
            if change and all(change.end <= other.start or other.end <= change.start for other in changes):
                changes.append(change)
        return rewritten(sheet.text, changes)

    return edited


def _texts(sheet: Sheet, *styles: str | None) -> list[Path]:
    """Return the paths of the values in lines of their own that are written in one of the styles."""
    return [
        path
        for path, node in sheet.nodes.items()
        if isinstance(node, yaml.ScalarNode) and path and sheet.is_block(path[:-1]) and (not styles or node.style in styles)
    ]


def _chosen(sheet: Sheet, chance: random.Random, *styles: str | None) -> Path | None:
    paths = _texts(sheet, *styles)
    return chance.choice(paths) if paths else None


def _line_start(sheet: Sheet, chance: random.Random) -> tuple[int, str]:
    """Return where the line of a key begins, and its indentation."""
    starts = [node.start_mark for path, node in sheet.keys.items() if sheet.is_block(path[:-1])]
    mark = chance.choice(starts)
    at = mark.index - mark.column
    return at, re.match(r" *", sheet.text[at:]).group()


def comment(sheet: Sheet, chance: random.Random) -> Change:
    at, indent = _line_start(sheet, chance)
    return Change(at, at, f"{indent}# a comment: it says nothing, 'at' all [[\n")


def comment_after_a_value(sheet: Sheet, chance: random.Random) -> Change | None:
    path = _chosen(sheet, chance, None, "'", '"')
    end = sheet.span(path)[1] if path else 0
    return Change(end, end, "  # as printed") if path and "\n" not in sheet.text[slice(*sheet.span(path))] else None


def empty_line(sheet: Sheet, chance: random.Random) -> Change:
    at, _ = _line_start(sheet, chance)
    return Change(at, at, chance.choice(["\n", "\n\n", "   \n"]))


def in_double_quotes(sheet: Sheet, chance: random.Random) -> Change | None:
    path = _chosen(sheet, chance, None, "'", ">")
    return sheet.put(path, sheet.values[path]) if path else None


def in_single_quotes(sheet: Sheet, chance: random.Random) -> Change | None:
    path = _chosen(sheet, chance, None, '"', ">")
    return (
        sheet.put_raw(path, "'" + sheet.values[path].replace("'", "''") + "'") if path and "\n" not in sheet.values[path] else None
    )


def _block(sheet: Sheet, path: Path, header: str, width: int) -> Change:
    """Write a value as a block, folded at a width of so many characters."""
    column = len(re.match(r"[ -]*", sheet.text[sheet.text.rfind("\n", 0, sheet.nodes[path].start_mark.index) + 1 :]).group())
    lines, line = [], ""
    for word in sheet.values[path].split(" "):
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    pad = "\n" + " " * (column + 2)
    return sheet.put_raw(path, header + pad + pad.join([*lines, line]))


def _plain(sheet: Sheet, path: Path | None) -> bool:
    return bool(path) and not re.search(r"\n|^\s|\s$|  |^$", sheet.values[path])


def as_a_folded_block(sheet: Sheet, chance: random.Random) -> Change | None:
    path = _chosen(sheet, chance)
    if not _plain(sheet, path):
        return None
    headers = [">-", ">", ">+"] if " " in sheet.values[path] else [">-"]
    return _block(sheet, path, chance.choice(headers), chance.choice([30, 60, 5000]))


def as_a_literal_block(sheet: Sheet, chance: random.Random) -> Change | None:
    path = _chosen(sheet, chance, ">", '"', "'")
    if not _plain(sheet, path) or " " not in sheet.values[path]:
        return None
    return _block(sheet, path, chance.choice(["|-", "|"]), chance.choice([40, 5000]))


def key_in_quotes(sheet: Sheet, chance: random.Random) -> Change:
    path = chance.choice(list(sheet.keys))
    return sheet.put_key(path, chance.choice(["'{}'", '"{}"']).format(path[-1]))


def in_one_line(sheet: Sheet, chance: random.Random) -> Change | None:
    paths = [path for path in sheet.nodes if path and sheet.is_block(path) and sheet.is_block(path[:-1])]
    path = chance.choice(paths) if paths else None
    return sheet.put(path, sheet.values[path]) if path else None


def spaces_at_the_end_of_a_line(sheet: Sheet, chance: random.Random) -> Change | None:
    path = _chosen(sheet, chance, None, "'", '"')
    end = sheet.span(path)[1] if path else 0
    return Change(end, end, "   ") if path else None


def _passages(sheet: Sheet) -> list[Path]:
    """Return the paths of the words of citations."""
    found = []
    for path in _texts(sheet):
        citing = [index for index, key in enumerate(path) if key in ("cite", "stated", "from", "attribution")]
        if citing and path[-1] not in ("source", "prefix", "suffix"):
            found.append(path)
    return found


def respelt(how: Callable[[str], str]) -> Callable[[Sheet, random.Random], Change | None]:
    """Make the edit that spells a passage otherwise."""

    def edit(sheet: Sheet, chance: random.Random) -> Change | None:
        paths = _passages(sheet)
        path = chance.choice(paths) if paths else None
        typed = path is None or "--" in sheet.values[path]  # Each hyphen of a typed dash would become a dash of its own.
        return None if typed else sheet.put(path, how(sheet.values[path]))

    return edit


def items_in_another_order(sheet: Sheet, chance: random.Random) -> Change | None:
    lists = [
        path
        for path, value in sheet.values.items()
        if path and isinstance(value, list) and len(value) > 1 and path[-1] in UNORDERED and sheet.is_block(path[:-1])
    ]
    lists = [path for path in lists if not (sheet.name.startswith("data/quotes/") and path[-1] in ("words", "cite"))]
    lists = [path for path in lists if sheet.name != "data/brief.yml"]
    path = chance.choice(lists) if lists else None
    return sheet.put(path, sheet.values[path][::-1]) if path else None


def written_anew(**options: Any) -> Callable[[Sheet, random.Random], str]:
    """Make the edit that writes a whole file as PyYAML does."""
    return lambda sheet, _: yaml.dump(sheet.values[()], allow_unicode=True, **options)


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(inner) for key, inner in reversed(value.items())}
    return [_turned(inner) for inner in value] if isinstance(value, list) else value


WHOLE: dict[str, Callable[[Sheet, random.Random], str]] = {
    "keys in the order of the alphabet": written_anew(sort_keys=True),
    "keys in the reverse order": lambda sheet, _: yaml.dump(_turned(sheet.values[()]), allow_unicode=True, sort_keys=False),
    "everything in double quotes, narrow": written_anew(sort_keys=False, default_style='"', width=40),
    "everything in single quotes, wide": written_anew(sort_keys=False, default_style="'", width=10_000),
    "everything folded": written_anew(sort_keys=False, default_style=">", width=60),
    "everything literal": written_anew(sort_keys=False, default_style="|"),
    "everything in brackets": written_anew(sort_keys=False, default_flow_style=True, width=100),
    "as JSON": lambda sheet, _: json.dumps(sheet.values[()], ensure_ascii=False, indent=1),
    "as JSON, escaped": lambda sheet, _: json.dumps(sheet.values[()]).replace("\\ud8", "\\ud8"),
    "indented by four": written_anew(sort_keys=False, indent=4),
    "a document's start and end": lambda sheet, _: f"---\n{sheet.text}...\n",
    "a byte order mark": lambda sheet, _: f"\ufeff{sheet.text}",
    "line ends of Windows": lambda sheet, _: sheet.text.replace("\n", "\r\n"),
    "line ends of old": lambda sheet, _: sheet.text.replace("\n", "\r"),
    "no line end at the end": lambda sheet, _: sheet.text.rstrip("\n"),
    "a directive": lambda sheet, _: f"%YAML 1.1\n---\n{sheet.text}",
    "its own stem as id": lambda sheet, _: f"id: {FilePath(sheet.name).stem}\n{sheet.text}",
}
PLACES = [
    comment,
    comment_after_a_value,
    empty_line,
    in_double_quotes,
    in_single_quotes,
    as_a_folded_block,
    as_a_literal_block,
    key_in_quotes,
    in_one_line,
    spaces_at_the_end_of_a_line,
    items_in_another_order,
]
EDITS: dict[str, Callable[[Sheet, random.Random], str]] = {
    **WHOLE,
    **{edit.__name__.replace("_", " "): _edited(edit) for edit in PLACES},
    **{f"passages with {name}": _edited(respelt(how)) for name, how in RESPELT.items()},
}
"""Every harmless edit, of a whole file or of up to eight places in it."""


def shared_out(real: Real, copies: int) -> Iterator[dict[str, tuple[str, str]]]:
    """Yield for each copy the edit of each file: every edit on many files, every file edited in every copy."""
    chance = random.Random(SEED)
    names = list(real.sheets)
    for copy in range(copies):
        edits = shuffled(chance, EDITS)
        edited = {}
        for number, name in enumerate(shuffled(chance, names)):
            edit = edits[(number + copy) % len(edits)]
            edited[name] = edit, EDITS[edit](real.sheets[name], chance)
        yield edited


@pytest.mark.parametrize("copy", range(4))
def test_no_harmless_edit_gives_a_finding(real: Real, tmp_path: FilePath, copy: int) -> None:
    edited = list(shared_out(real, 4))[copy]
    changed = 0
    for name in (*real.pages, *(path.relative_to(real.root).as_posix() for path in (real.root / "seeds").iterdir())):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((real.root / name).read_bytes())
    for name, (_, text) in edited.items():
        changed += text != real.sheets[name].text
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    brief = load(tmp_path)
    told = [
        f"{edited.get(each.file, ('?',))[0]}: {each.file}:{each.line} {each.rule} {each.message}"
        for each in findings(brief, tmp_path / "docs")
    ]
    assert not told, "\n".join(told)
    assert changed > 100
    assert len(brief.citations) == len(real.brief.citations)
    assert {(each.entry.id, each.match.spans) for each in brief.citations} == {
        (each.entry.id, each.match.spans) for each in real.brief.citations
    }
