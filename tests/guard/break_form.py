"""Ways to write the files of the real brief so that they cannot be read as the records they should be."""

import json
import random
from collections.abc import Iterator
from pathlib import Path as FilePath

from macros.brief import Entry
from macros.reading.yamlfile import MAX_BYTES, MAX_DEPTH
from tests.guard.break_facts import replaced
from tests.guard.mutation import Mutation, Place, Real, breaks, shuffled
from tests.guard.sheet import Change, Path, Sheet

KEYS = frozenset(
    [
        *(
            "text",
            "label",
            "said_by",
            "derived",
            "cite",
            "date",
            "value",
            "stated",
            "inferred",
            "from",
            "note",
            "kind",
            "actors",
            "topics",
        ),
        *(
            "form",
            "as",
            "to",
            "through",
            "gist",
            "words",
            "attribution",
            "organisation",
            "when",
            "type",
            "object",
            "absent",
            "reading",
        ),
        *("rests_on", "because", "sources", "exact", "prefix", "suffix", "as_of", "measures", "says", "parts", "of", "how", "with"),
        *("unnamed", "actor"),
    ]
)
"""Keys of a record below a file's own, but for its id."""

REQUIRED = {
    "statement": ["text"],
    "role": ["text", "cite"],
    "relation": ["text", "cite", "type", "object"],
    "event": ["text", "cite", "date", "kind"],
    "quote": ["form", "cite"],
}
TOP = {
    "actors": ["name", "kind"],
    "figures": ["question", "verdict", "explanation", "answers"],
    "topics": ["title", "short", "line", "sections"],
    "timelines": ["title"],
}
CHOICES = {
    "kind": ("actor", "persons"),
    "verdict": ("figure", "conflicting"),
    "form": ("quote", "verbatm"),
    "when": ("relation", "future"),
}


def inner(real: Real, chance: random.Random) -> Iterator[tuple[Entry, Sheet]]:
    """Yield the records that stand in a list of a file, and with which nothing else is lost."""
    for entry in shuffled(chance, real.brief.entries.values()):
        sheet = real.sheet(entry)
        if entry.path and sheet.name != "data/brief.yml" and not sheet.name.startswith("data/sources/") and scalars(sheet, entry):
            yield entry, sheet


def files(real: Real, chance: random.Random) -> Iterator[Sheet]:
    """Yield the files that hold neither sources nor the brief's own record."""
    for name, sheet in shuffled(chance, real.sheets.items()):
        if name.count("/") == 2 and not name.startswith("data/sources/"):
            yield sheet


def below(sheet: Sheet, entry: Entry, *last: str) -> list[Path]:
    """Return the paths of the keys of a record that are among `last`, in the order of the file."""
    length = len(entry.path)
    return [path for path in sheet.keys if path[:length] == entry.path and path[-1] in last]


def at(rule: str, sheet: Sheet, claim: Path, change: Change, further: int = 0, line_only: bool = False) -> Mutation:
    """Return the mutation whose finding is due where its change begins, or so many characters further."""
    return Mutation(
        rule,
        repr(change.new[:60]),
        [(sheet.name, claim)],
        [Place(sheet.name, change.start, further, line_only)],
        {sheet.name: [change]},
    )


def scalars(sheet: Sheet, entry: Entry, *last: str) -> list[Path]:
    """Return the paths of texts of a record."""
    return [path for path in below(sheet, entry, *(last or KEYS)) if isinstance(sheet.values[path], str)]


@breaks("form", 20)
def a_key_misspelt(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        for path in shuffled(chance, below(sheet, entry, *KEYS)):
            key = str(path[-1])
            if path[-1] not in ("as", "of", "to") and "cite" not in path[:-1][-2:-1]:
                new = chance.choice([key + key[-1], key[:-2] + key[-1] + key[-2] if len(key) > 4 else f"{key}s", key.capitalize()])
                if new != key and new not in KEYS:
                    yield at("unknown-key", sheet, entry.path, sheet.put_key(path, new))
                    break


@breaks("form", 8)
def a_key_more(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = chance.choice(below(sheet, entry, *KEYS))
        if sheet.is_block(path[:-1]) and not set(path[:-1]) & {"cite", "stated", "from", "attribution"}:
            yield at("unknown-key", sheet, entry.path, sheet.add_key(path, "source_url", "x")[0])


@breaks("form", 8)
def a_key_of_a_file_misspelt(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in files(real, chance):
        path = chance.choice([path for path in sheet.keys if len(path) == 1])
        yield at("unknown-key", sheet, (), sheet.put_key(path, f"{path[0]}{str(path[0])[-1]}"))


def _dropped(sheet: Sheet, parent: Path, key: str, claim: Path) -> Mutation:
    change = sheet.drop((*parent, key))
    rest = [node.start_mark.index for path, node in sheet.keys.items() if path[:-1] == parent and path[-1] != key]
    return Mutation("missing-key", key, [(sheet.name, claim)], [Place(sheet.name, min(rest))], {sheet.name: [change]})


@breaks("form", 16)
def a_key_taken_away(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        if entry.kind in REQUIRED and sheet.is_block(entry.path):
            yield _dropped(sheet, entry.path, chance.choice(REQUIRED[entry.kind]), entry.path)


@breaks("form", 6)
def an_id_taken_away(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        if not real.referenced(entry) and sheet.is_block(entry.path):
            yield _dropped(sheet, entry.path, "id", entry.path)


@breaks("form", 8)
def a_key_of_a_file_taken_away(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in files(real, chance):
        folder = sheet.name.split("/")[1]
        if folder in TOP:
            yield _dropped(sheet, (), chance.choice(TOP[folder]), ())


@breaks("form", 10)
def a_key_written_twice(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        for path in shuffled(chance, scalars(sheet, entry)):
            if sheet.is_block(path[:-1]):
                end, indent = sheet.span(path)[1], sheet.indent(path)
                change = Change(end, end, f"\n{indent}{path[-1]}: twice")
                yield at("duplicate-key", sheet, entry.path, change, len(indent) + 1)
                break


@breaks("form", 14)
def a_value_that_is_none_of_the_choices(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.entries.values()):
        for key, (kind, new) in CHOICES.items():
            sheet = real.sheet(entry)
            if entry.kind == kind and (*entry.path, key) in sheet.nodes:
                yield replaced("bad-value", entry, sheet, (*entry.path, key), new)


@breaks("form", 24)
def a_value_of_another_shape(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = chance.choice(
            below(sheet, entry, *KEYS - {"cite", "stated", "from", "attribution", "said_by", "to", "through", "exact"})
        )
        fits = not set(path[:-1]) & {"cite", "stated", "from", "attribution"} and (len(path), path[-1]) != (
            len(entry.path) + 1,
            "words",
        )
        if fits:
            value = sheet.values[path]
            empty = [] if path[-1] in ("kind", "type", "object", "organisation", "actor") else [""]
            new = chance.choice([*empty, ["a"], {"a": "b"}]) if isinstance(value, str) else "words"
            yield replaced("bad-value", entry, sheet, path, new, f"{path[-1]}: {new!r}")


@breaks("form", 8)
def a_date_with_two_bases(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        for path in below(sheet, entry, "stated", "inferred"):
            if sheet.is_block(path[:-1]):
                other = "absent" if chance.random() < 0.5 else "stated" if path[-1] == "inferred" else "inferred"
                change, _ = sheet.add_key(path, other, '{"national-2021": "words"}' if other == "stated" else "No.")
                place = Place(sheet.name, sheet.nodes[path[:-1]].start_mark.index)
                yield Mutation("bad-value", other, [(sheet.name, entry.path)], [place], {sheet.name: [change]})


@breaks("form", 8)
def a_statement_without_support(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = (*entry.path, "cite")
        if entry.kind in ("statement", "answer") and path in sheet.nodes and not getattr(entry.record, "absent", None):
            place = Place(sheet.name, sheet.nodes[entry.path].start_mark.index)
            yield Mutation("bad-value", "no cite", [(sheet.name, entry.path)], [place], {sheet.name: [sheet.drop(path)]})


@breaks("form", 10)
def an_id_that_is_none(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        if not real.referenced(entry):
            new = chance.choice([entry.id.capitalize(), entry.id.replace("-", "_", 1), f"{entry.id}-", f"-{entry.id}", "a b", "ид"])
            if new != entry.id:
                yield replaced("bad-id", entry, sheet, (*entry.path, "id"), new)


@breaks("form", 6)
def a_reference_that_is_no_id(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        for path in ((*entry.path, "topics", 0), (*entry.path, "actors", 0), (*entry.path, "object")):
            if path in sheet.nodes:
                yield replaced("bad-id", entry, sheet, path, f"{sheet.values[path]} and others")
                break


@breaks("form", 3)
def a_file_name_that_is_no_id(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name in ["data/actors/Some One.yml", "data/actors/under_score.yml", "data/figures/Größe.yml"]:
        text = "name: x\nkind: group\n"
        if "figures" in name:
            text = "question: x\nverdict: agree\nexplanation: x\nanswers: []\n"

        def write(folder: FilePath, name: str = name, text: str = text) -> None:
            (folder / name).write_text(text, "utf-8")

        yield Mutation("bad-id", name, [(name, ())], [Place(name)], spoil=write)


@breaks("form", 14)
def a_date_that_is_none(real: Real, chance: random.Random) -> Iterator[Mutation]:
    wrong = [
        "2021-13-01",
        "26 August 2021",
        "2021-02-30",
        "2022/2021",
        "2021-8",
        "202X-08",
        "08/26/2021",
        "yesterday",
        "/",
        "2021-08-26Z",
    ]
    for entry, sheet in inner(real, chance):
        for name in ("date", "as_of"):
            path = (*entry.path, name, "value")
            if path in sheet.nodes:
                yield replaced("bad-date", entry, sheet, path, chance.choice(wrong))


@breaks("form", 12)
def a_quantity_that_is_none(real: Real, chance: random.Random) -> Iterator[Mutation]:
    wrong = ["about fifty", "~60", "60+", "50-60", "2200 to 1500", "1,500", "about", "-3", "over 10 to 20", "٣", "1e3"]
    for entry, sheet in inner(real, chance):
        path = (*entry.path, "value")
        if entry.kind == "answer" and path in sheet.nodes:
            yield replaced("bad-quantity", entry, sheet, path, chance.choice(wrong))


@breaks("form", 12)
def a_citation_in_no_form(real: Real, chance: random.Random) -> Iterator[Mutation]:
    wrong = ["words", ["words", "other words"], {"national-2021": "He said that", "he would go": ""}, [["a"]]]
    for entry, sheet in inner(real, chance):
        for path in below(sheet, entry, "cite", "stated", "from", "attribution")[:1]:
            yield replaced("bad-citation", entry, sheet, path, chance.choice(wrong))


@breaks("form", 8)
def an_id_that_is_not_the_stem(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in files(real, chance):
        key = next(iter(sheet.keys))
        change, further = sheet.add_key(key, "id", "another")
        yield at("id-not-stem", sheet, (), change, further)


@breaks("form", 10)
def a_tag(real: Real, chance: random.Random) -> Iterator[Mutation]:
    tags = ["!!str", "!!python/object/apply:os.system", "!mine", "!!binary", "!!python/name:os.system"]
    for entry, sheet in inner(real, chance):
        path = chance.choice(below(sheet, entry, *KEYS))
        start = sheet.nodes[path].start_mark.index
        if not isinstance(sheet.values[path], dict | list):
            yield at("yaml-tag", sheet, (), Change(start, start, f"{chance.choice(tags)} "))


@breaks("form", 10)
def an_anchor_or_alias(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = chance.choice(scalars(sheet, entry))
        start = sheet.nodes[path].start_mark.index
        yield at("yaml-alias", sheet, (), chance.choice([Change(start, start, "&one "), sheet.put_raw(path, "*one")]))


@breaks("form", 6)
def a_text_that_a_comment_cuts(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = (*entry.path, "text")
        if path in sheet.values:
            yield at("comment-in-text", sheet, (), sheet.put_raw(path, "some words and #1 more"), len("some words and "))


@breaks("form", 8)
def a_nest(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = chance.choice(scalars(sheet, entry))
        free = MAX_DEPTH - len(path)
        opening, closing, further = chance.choice([("[", "]", free), ("{a: ", "}", (free - 1) * 4 + 1)])
        yield at("nested-too-deep", sheet, (), sheet.put_raw(path, f"{opening * 60}x{closing * 60}"), further)


@breaks("form", 8)
def a_second_document(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in files(real, chance):
        start = sheet.keys[
            chance.choice([path for path in sheet.keys if len(path) == 1][1:] or [next(iter(sheet.keys))])
        ].start_mark.index
        if start:
            yield at("more-than-one-document", sheet, (), Change(start, start, "---\n"))


@breaks("form", 18)
def text_that_is_no_yaml(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = chance.choice(scalars(sheet, entry))
        if sheet.is_block(path[:-1]):
            new, further = chance.choice(
                [
                    ("said: that", 4),
                    ("@home", 0),
                    ("`code`", 0),
                    ("%x", 0),
                    ('"a \\q b"', 3),
                    ("a \x07 b", 2),
                    ("\ud800"[:0] + "\x00", 0),
                ]
            )
            change = sheet.put_raw(path, new)
            yield at("yaml-syntax", sheet, (), change, further, line_only=True)


@breaks("form", 8)
def a_quotation_mark_not_closed(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        path = chance.choice(scalars(sheet, entry))
        words, quote = sheet.values[path].replace("\\", ""), chance.choice(["'", '"'])
        if sheet.is_block(path[:-1]) and quote not in words:
            yield at("yaml-syntax", sheet, (), sheet.put_raw(path, quote + words))


@breaks("form", 10)
def a_tab(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        for path in shuffled(chance, scalars(sheet, entry)):
            start = sheet.keys[path].start_mark.index
            before = sheet.text[:start].rstrip(" ")
            if before.endswith("\n") and sheet.is_block(path[:-1]):
                yield at("tab", sheet, (), Change(len(before), start, "\t"), line_only=True)
                break


@breaks("form", 10)
def a_byte_that_is_no_utf8(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet in inner(real, chance):
        start = sheet.start(chance.choice(scalars(sheet, entry))) + 1
        yield at("bad-encoding", sheet, (), Change(start, start, chance.choice(["\udce9", "\udcff", "\udc80"])))


def lonely(real: Real, chance: random.Random) -> Iterator[Sheet]:
    """Yield files of whose records only the file's own is named elsewhere."""
    for sheet in files(real, chance):
        if sheet.name.split("/")[1] in ("figures", "actors", "quotes") and not real.named_inside(sheet.name):
            yield sheet


def whole(rule: str, sheet: Sheet, new: str) -> Mutation:
    """Return the mutation of a whole file, whose finding is due at its beginning."""
    change = Change(0, len(sheet.text), new)
    return Mutation(rule, repr(new[:40]), [(sheet.name, ())], [Place(sheet.name)], {sheet.name: [change]})


@breaks("form", 8)
def nothing_in_a_file(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in lonely(real, chance):
        yield whole("file-empty", sheet, chance.choice(["", "\n\n", "# to be written\n", "---\n" * 0 + "   \n"]))


@breaks("form", 8)
def a_list_in_a_file(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in lonely(real, chance):
        yield whole("bad-type", sheet, chance.choice(["- a\n- b\n", "words\n", "[]\n", '"a: b"\n']))


@breaks("form", 6)
def a_file_that_is_too_large(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in lonely(real, chance):
        size = MAX_BYTES + chance.choice([1, 50_000_000])

        def grow(folder: FilePath, name: str = sheet.name, size: int = size) -> None:
            with (folder / name).open("r+b") as file:
                file.truncate(size)

        yield Mutation("file-too-large", sheet.name, [(sheet.name, ())], [Place(sheet.name)], spoil=grow)


@breaks("form", 8)
def a_file_that_is_none(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in lonely(real, chance):
        aim = chance.choice(["folder", "/etc/passwd", "nowhere", sheet.name.split("/")[-1], "../brief.yml"])

        def spoil(folder: FilePath, name: str = sheet.name, aim: str = aim) -> None:
            (folder / name).unlink()
            if aim == "folder":
                (folder / name).mkdir()
            else:
                (folder / name).symlink_to(aim)

        yield Mutation("file-unreadable", f"{sheet.name}: {aim}", [(sheet.name, ())], [Place(sheet.name)], spoil=spoil)


@breaks("front", 20)
def the_front(real: Real, chance: random.Random) -> Iterator[Mutation]:
    """Break data/brief.yml, on which everything rests: each break needs a copy of its own."""
    sheet = real.sheets["data/brief.yml"]
    start = sheet.start(("question",))
    yield at("unknown-key", sheet, (), sheet.put_key(("licence",), "license"))
    yield at("bad-value", sheet, (), sheet.put(("language",), ""))
    yield at("bad-value", sheet, (), sheet.put(("topics",), []))
    yield at("yaml-syntax", sheet, (), sheet.put_raw(("title",), "@x"))
    yield at("bad-encoding", sheet, (), Change(start, start, "\udce9"))
    yield at("bad-value", sheet, (), sheet.put(("summary", 0, "text"), ""))
    yield at("bad-citation", sheet, (), sheet.put(("summary", 0, "cite"), "words"))
    yield at("unknown-reference", sheet, (), sheet.put(("topics", 0), "no-topic"))
    yield at("duplicate-key", sheet, (), sheet.end("title: twice\n"))
    yield at("unknown-key", sheet, (), sheet.end(json.dumps("colour") + ": red\n"))
    yield _dropped(sheet, (), "question", ())
    yield Mutation(
        "file-unreadable", "none", [(sheet.name, ())], [Place(sheet.name)], spoil=lambda folder: (folder / sheet.name).unlink()
    )
    yield Mutation(
        "file-too-large", "50 MB", [(sheet.name, ())], [Place(sheet.name)], spoil=lambda folder: _grow(folder / sheet.name)
    )


def _grow(path: FilePath) -> None:
    with path.open("r+b") as file:
        file.truncate(50_000_000)
