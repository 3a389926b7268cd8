"""Ways to break the documents of the real brief, their records, what they leave open, and the pages of docs/."""

import hashlib
import json
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path as FilePath

from macros.brief import Entry
from macros.reading.document import MAX_BYTES
from macros.reading.fold import fold
from tests.guard.break_form import at
from tests.guard.mutation import Mutation, Place, Real, breaks, shuffled
from tests.guard.sheet import Change, Path, Sheet


def sources(real: Real, chance: random.Random) -> Iterator[Sheet]:
    """Yield the files of the sources."""
    for document in shuffled(chance, real.brief.documents):
        yield real.sheets[f"data/sources/{document}.yml"]


def seed(sheet: Sheet) -> str:
    """Return the name of a source's document in the brief."""
    return f"seeds/{sheet.values['seed',]}"


def spoilt(rule: str, sheet: Sheet, key: str, how: str, changes: dict[str, list[Change]], spoil=None) -> Mutation:
    """Return the mutation of a document, whose finding is due at a key of its record."""
    claims: list[tuple[str, Path]] = [(sheet.name, ()), (seed(sheet), ())]
    return Mutation(rule, how, claims, [Place(sheet.name, sheet.start((key,)))], changes, spoil)


@breaks("documents", 4)
def a_document_changed(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        text = real.seeds[sheet.values["seed",]]
        start = chance.randrange(len(text))
        change = chance.choice([Change(start, start + 1, ""), Change(start, start, ","), Change(len(text), len(text), "\n")])
        yield spoilt("document-changed", sheet, "sha256", repr(change), {seed(sheet): [change]})


@breaks("facts", 4)
def a_field_that_its_words_do_not_print(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        for field in ("title", "subtitle", "author"):
            path = (field, "value")
            if (field, "stated") in sheet.values:
                yield at("field-not-stated", sheet, path, sheet.put(path, f"{sheet.values[path]} again"))


@breaks("documents", 4)
def a_document_taken_away(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        path = seed(sheet)
        kind = chance.choice(["gone", "folder", "pipe"])

        def spoil(folder: FilePath, path: str = path, kind: str = kind) -> None:
            (folder / path).unlink()
            if kind == "folder":
                (folder / path).mkdir()
            elif kind == "pipe":
                os.mkfifo(folder / path)

        yield spoilt("document-missing", sheet, "seed", kind, {}, spoil)


@breaks("documents", 4)
def a_document_elsewhere(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        path, name = seed(sheet), sheet.values["seed",]
        outside = chance.choice([f"../seeds/{name}", f"./{name}", f"/etc/{name}", "..", "../../etc/passwd"])
        if chance.random() < 0.5:

            def spoil(folder: FilePath, path: str = path) -> None:
                (folder / path).rename(folder / "kept.txt")
                (folder / path).symlink_to("../kept.txt")

            yield spoilt("document-outside", sheet, "seed", "link", {}, spoil)
        else:

            def remove(folder: FilePath, path: str = path) -> None:
                (folder / path).unlink()

            yield spoilt("document-outside", sheet, "seed", outside, {sheet.name: [sheet.put(("seed",), outside)]}, remove)


@breaks("documents", 4)
def a_document_that_is_too_large(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        path = seed(sheet)

        def spoil(folder: FilePath, path: str = path) -> None:
            with (folder / path).open("r+b") as file:
                file.truncate(MAX_BYTES + 1)

        yield spoilt("document-too-large", sheet, "seed", "zeros", {}, spoil)


@breaks("documents", 4)
def a_document_that_is_no_text(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        text = real.seeds[sheet.values["seed",]]
        start = chance.randrange(len(text))
        change = Change(start, start, "\udce9")
        data = (text[:start] + "\udce9" + text[start:]).encode("utf-8", "surrogateescape")
        sha = sheet.put(("sha256",), hashlib.sha256(data).hexdigest())
        yield spoilt("document-undecodable", sheet, "seed", str(start), {seed(sheet): [change], sheet.name: [sha]})


@breaks("documents", 5)
def a_record_that_is_none(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in [*sources(real, chance), *sources(real, chance), *sources(real, chance), *sources(real, chance)]:
        basis = chance.choice(["title", "author", "container-title", "issued", "URL", "language"])
        inner = next(path for path in sheet.keys if path[:1] == (basis,) and len(path) == 2)
        mutation = chance.choice(
            [
                at("unknown-key", sheet, (), sheet.put_key((basis,), f"{basis}s")),
                at("bad-value", sheet, (), sheet.put(("sha256",), sheet.values["sha256",].upper() + "0")),
                at("bad-value", sheet, (), sheet.put(("coverage",), "most")),
                at("bad-value", sheet, (), sheet.put((basis,), "words")),
                at("unknown-key", sheet, (), sheet.put_key(inner, f"{inner[-1]}{str(inner[-1])[-1]}")),
                at("tab", sheet, (), Change(sheet.text.index("\n  ") + 1, sheet.text.index("\n  ") + 3, "\t"), line_only=True),
                at("yaml-syntax", sheet, (), sheet.put_raw(("name",), "@x")),
                at("duplicate-key", sheet, (), sheet.end("name: twice\n")),
                at("missing-key", sheet, (), sheet.drop(("name",))),
            ]
        )
        if mutation.rule == "missing-key":
            mutation.places = [Place(sheet.name, sheet.start(()))]
        yield mutation


@breaks("coverage", 15)
def a_sentence_more(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        text = real.seeds[sheet.values["seed",]]
        more = "\n\nNobody had expected this. Nor had anybody foreseen it!\nAn end\n"
        sha = sheet.put(("sha256",), hashlib.sha256((text + more).encode()).hexdigest())
        changes = {seed(sheet): [Change(len(text), len(text), more)], sheet.name: [sha]}
        mutation = spoilt("sentence-not-covered", sheet, "seed", "three sentences", changes)
        mutation.claims, mutation.places, mutation.number = [(sheet.name, ("sha256",))], mutation.places * 3, 3
        yield mutation


@breaks("coverage", 5)
def an_omission_forgotten(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for sheet in sources(real, chance):
        omitted = sheet.values.get(("omitted",), [])
        for index in shuffled(chance, range(len(omitted) - 1)):
            source = FilePath(sheet.name).stem
            words = [real.brief.documents[source].read(*span) for span in real.brief.documents[source].sentences]
            if words.count(omitted[index]["exact"]) == 1:
                path: Path = ("omitted", index)
                place = Place(sheet.name, sheet.start(("seed",)))
                yield Mutation(
                    "sentence-not-covered", f"{path}", [(sheet.name, path)], [place], {sheet.name: [sheet.drop_item(path)]}
                )


def _touched(real: Real) -> dict[tuple[str, int], set[str]]:
    """Return the records that cite each sentence: by source and number of the sentence."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for located in real.brief.citations:
        for number, (start, end) in enumerate(real.brief.documents[located.citation.source].sentences):
            if any(first < end and last > start for first, last in located.match.spans):
                found[located.citation.source, number].add(located.entry.id)
    return found


@breaks("coverage", 12)
def facts_taken_away(real: Real, chance: random.Random) -> Iterator[Mutation]:
    """Take records away that alone cite a sentence; together, for two of them may share a sentence that nobody else cites."""
    citing = _touched(real)
    alone = {next(iter(records)) for records in citing.values() if len(records) == 1}
    gone: list[Entry] = []
    for record in shuffled(chance, alone):
        entry = real.brief.entries[record]
        listed = entry.path and isinstance(entry.path[-1], int)
        siblings = real.sheet(entry).values[entry.path[:-1]] if listed else []
        clear = not any(each.path[:-1] == entry.path[:-1] and each.file is entry.file for each in gone)
        if len(siblings) > 1 and not real.referenced(entry) and real.sheet(entry).is_block(entry.path) and clear:
            gone.append(entry)
    ids = {entry.id for entry in gone[:12]}
    open_now = [source for (source, _), records in citing.items() if records <= ids]
    places = []
    for source in open_now:
        sheet = real.sheets[f"data/sources/{source}.yml"]
        places.append(Place(sheet.name, sheet.start(("seed",))))
    changes: dict[str, list[Change]] = defaultdict(list)
    for entry in gone[:12]:
        changes[entry.file.name].append(real.sheet(entry).drop_item(entry.path))
    claims = [(entry.file.name, entry.path) for entry in gone[:12]]
    yield Mutation("sentence-not-covered", f"without {sorted(ids)}", claims, places, changes, number=len(ids))


@breaks("coverage", 8)
def an_actor_whom_nothing_uses(real: Real, chance: random.Random) -> Iterator[Mutation]:
    known = [actor.record.name for actor in real.brief.all("actor")]
    texts = [document.folded.text for document in real.brief.documents.values()]
    printed = [name for name in known if any(f" {fold(name).text} " in text for text in texts)]
    for word in ["abacus", "barley", "cobalt", "dimple", "ermine", "fennel", "gherkin", "hazel"]:
        name, named = f"data/actors/{word}.yml", chance.choice(printed)
        text = (
            f"name: {json.dumps(named, ensure_ascii=False)}\nkind: {chance.choice(['person', 'group', 'organisation', 'state'])}\n"
        )

        def write(folder: FilePath, name: str = name, text: str = text) -> None:
            (folder / name).write_text(text, "utf-8")

        yield Mutation("unused-actor", name, [(name, ())], [Place(name)], spoil=write)


UNUSED = """seed: {stem}.txt
sha256: {sha256}
name: Unused
title: {{absent: Looked for a title.}}
author: {{absent: Looked for a by-line.}}
container-title: {{absent: Looked for an outlet.}}
issued: {{absent: Looked for a date.}}
URL: {{absent: Looked for an address.}}
language: {{absent: Looked for one.}}
omitted:
  - exact: Bell number {number} hung in the yard.
    reason: It is of nothing that the brief is about.
"""


@breaks("coverage", 5)
def a_source_that_nothing_cites(_: Real, chance: random.Random) -> Iterator[Mutation]:
    for number in shuffled(chance, range(5)):
        stem, document = f"unused-{number}", f"Bell number {number} hung in the yard.\n".encode()
        name = f"data/sources/{stem}.yml"

        def write(folder: FilePath, stem: str = stem, document: bytes = document, number: int = number) -> None:
            sha256 = hashlib.sha256(document).hexdigest()
            (folder / f"data/sources/{stem}.yml").write_text(UNUSED.format(stem=stem, sha256=sha256, number=number), "utf-8")
            (folder / f"seeds/{stem}.txt").write_bytes(document)

        yield Mutation("unused-source", name, [(name, ())], [Place(name)], spoil=write)


CALLS = [
    ("unknown-macro", '{{ topik("taliban-response") }}', 3),
    ("unknown-macro", "{{ config.site_dir }}", 3),
    ("macro-argument", "{{ topic() }}", 3),
    ("macro-argument", '{{ home("x", "y") }}', 3),
    ("macro-argument", "{{ timeline }}", 3),
    ("page-syntax", '{{ topic("taliban-response") }', 0),
    ("page-syntax", "{% for x %}", 0),
    ("page-syntax", "{% no_such_block %}", 0),
    ("unknown-reference", '{{ topic("no-topic") }}', 3),
    ("unknown-reference", '{{ figure("taliban") }}', 3),
]


@breaks("facts", 30)
def a_call_that_cannot_be(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name, text in shuffled(chance, list(real.pages.items()) * 4):
        rule, call, further = chance.choice(CALLS)
        place = Place(name, len(text), 1 + further, line_only=rule == "page-syntax")
        yield Mutation(rule, call, [(name, ())], [place], {name: [Change(len(text), len(text), f"\n{call}\n")]})


@breaks("coverage", 5)
def a_figure_that_no_topic_shows(real: Real, chance: random.Random) -> Iterator[Mutation]:
    """Take the topics away from a figure that nothing else names."""
    named = {word for sheet in real.sheets.values() for word in re.findall(r"(?:figure: |\[\[)([a-z0-9-]+)", sheet.text)}
    for entry in shuffled(chance, real.brief.all("figure")):
        if entry.id not in named:
            sheet = real.sheet(entry)
            yield Mutation(
                "unused-figure", entry.id, [(sheet.name, ())], [Place(sheet.name)], {sheet.name: [sheet.drop(("topics",))]}
            )


@breaks("coverage", 5)
def a_page_to_which_nothing_leads(_: Real, chance: random.Random) -> Iterator[Mutation]:
    for number, word in enumerate(shuffled(chance, ["abacus", "barley", "cobalt", "dimple", "ermine"])):
        name = f"docs/{chance.choice(['', 'notes/', 'topics/'])}{word}.md"

        def write(folder: FilePath, name: str = name, text: str = f"# {word}\n\nNumber {number}, [itself]({word}.md).\n") -> None:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, "utf-8")

        yield Mutation("orphan-page", name, [(name, ())], [Place(name)], spoil=write)


@breaks("coverage", 4)
def a_topic_without_its_page(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name, text in real.pages.items():
        topic = re.search(r'topic\("([a-z-]+)"\)', text)
        if topic:
            place = Place(f"data/topics/{topic[1]}.yml")
            change = Change(0, len(text), chance.choice(["# To come\n", '{% raw %}{{ topic("x") }}{% endraw %}']))
            yield Mutation("topic-without-page", name, [(name, ())], [place], {name: [change]})


@breaks("actors", 73)
def every_actor_unreadable(real: Real, chance: random.Random) -> Iterator[Mutation]:
    """Spoil every file of an actor: nothing else may be said of the texts that name them."""
    for name, sheet in real.sheets.items():
        if name.startswith("data/actors/"):
            new = chance.choice([json.dumps("name") + ": [", "@"])
            yield (
                at("yaml-syntax", sheet, (), sheet.put_raw(("kind",), "@x"))
                if new == "@"
                else at("unknown-key", sheet, (), sheet.put_key(("kind",), "kinds"))
            )
