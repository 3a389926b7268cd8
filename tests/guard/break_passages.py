"""Ways to break citations of the real brief: words that are not the document's, and words that are not enough to find a place."""

import json
import random
import re
from collections.abc import Iterator

from macros.brief import Entry, Located
from macros.reading.document import Document, Range
from macros.reading.fold import fold, repair
from tests.guard.mutation import Mutation, Place, Real, breaks, shuffled
from tests.guard.sheet import Change, Path, Sheet
from tests.unit.texts import FALSIFIED

WORD = re.compile(r"[^\W_]+")


def single(real: Real, chance: random.Random) -> Iterator[tuple[Located, Sheet, str]]:
    """Yield the citations of one piece, without prefix and suffix, with their file and words."""
    for located in shuffled(chance, real.brief.citations):
        words = real.sheet(located.entry).values[located.path]
        if isinstance(words, str) and not located.citation.prefix and not located.citation.suffix:
            yield located, real.sheet(located.entry), words


def wrong(real: Real, located: Located, rule: str, how: str, new: object, further: int = 0) -> Mutation:
    """Return the mutation that puts other words in the place of a citation's."""
    sheet = real.sheet(located.entry)
    change = sheet.put(located.path, new)
    return Mutation(
        rule,
        f"{how}: {new}",
        [(sheet.name, located.entry.path)],
        [Place(sheet.name, change.start, further)],
        {sheet.name: [change]},
    )


def also_cited(
    real: Real, chance: random.Random, kinds: tuple[str, ...] = ("statement", "event", "role", "relation")
) -> Iterator[Entry]:
    """Yield records that a citation can be added to: nothing in them is derived."""
    for entry in shuffled(chance, real.brief.entries.values()):
        fits = entry.kind in kinds and getattr(entry.record, "cite", None) and not getattr(entry.record, "derived", None)
        if fits and (*entry.path, "cite") in real.sheet(entry).nodes:
            yield entry


def with_citation(real: Real, entry: Entry, source: str, exact: object) -> tuple[Change, int, Sheet]:
    """Write a record's citations on one line with one more at the end; return also where its words begin in the change."""
    sheet, path = real.sheet(entry), (*entry.path, "cite")
    given = sheet.values[path]
    before = json.dumps(given if isinstance(given, list) else [given], ensure_ascii=False)[:-1]
    opening = f'{before}, {{"source": {json.dumps(source)}, "exact": '
    change = sheet.put_raw(path, f"{opening}{json.dumps(exact, ensure_ascii=False)}}}]")
    return change, len(opening), sheet


def added(real: Real, entry: Entry, source: str, exact: object, rule: str, how: str) -> Mutation:
    """Return the mutation that cites more words for a record; a finding is due at them."""
    change, further, sheet = with_citation(real, entry, source, exact)
    further += isinstance(exact, list)
    return Mutation(
        rule,
        f"{how}: {exact}",
        [(sheet.name, entry.path)],
        [Place(sheet.name, change.start, further)],
        {sheet.name: [change]},
    )


def is_printed(document: Document, words: str) -> bool:
    """Tell whether words stand in a document, however they are spelt and even within a word."""
    return fold(repair(words, document.damage).text).text.strip() in document.folded.text


def bounded(document: Document, words: str) -> int:
    """Count the places at which words stand between white space."""
    return len(re.findall(rf"(?<!\S){re.escape(words)}(?!\S)", document.folded.text))


def phrases(document: Document, chance: random.Random, number: int = 5) -> Iterator[tuple[str, Range]]:
    """Yield runs of so many plain words that a document prints once, with their paragraph."""
    text = document.folded.text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    for first in shuffled(chance, range(len(words) - number)):
        start, end = words[first][0], words[first + number - 1][1]
        phrase = text[start:end]
        seed = document.seed_range(start, end)
        whole = document.paragraph_of(seed[0]) == document.paragraph_of(seed[1] - 1)
        if re.fullmatch(r"[A-Za-z ]{14,}", phrase) and text.count(phrase) == 1 and whole:
            yield phrase, document.paragraph_of(seed[0])


def falsified(kind: str) -> None:
    """Register the family that falsifies passages in one way."""

    def make(real: Real, chance: random.Random) -> Iterator[Mutation]:
        for located, _, words in single(real, chance):
            new = FALSIFIED[kind](words, chance)
            document = real.brief.documents[located.citation.source]
            if new and new != words and len(new) > 14 and not is_printed(document, new):
                yield wrong(real, located, "passage-not-found", kind, new)

    make.__name__ = kind
    breaks("passages", 4)(make)


for name in FALSIFIED:
    if "cut short" not in name:
        falsified(name)


@breaks("passages", 8)
def words_of_another_source(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located, sheet, words in single(real, chance):
        other = chance.choice(sorted(set(real.brief.documents) - {located.citation.source}))
        short = located.path[-1] == located.citation.source
        alone = short and len(sheet.values[located.path[:-1]]) == 1
        if alone and not is_printed(real.brief.documents[other], words):
            claim = (sheet.name, located.entry.path)
            place = Place(sheet.name, sheet.start(located.path))
            yield Mutation(
                "passage-not-found",
                f"cited from {other}: {words}",
                [claim],
                [place],
                {sheet.name: [sheet.put_key(located.path, other)]},
            )


@breaks("passages", 6)
def a_fragment_falsified(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located in shuffled(chance, real.brief.citations):
        sheet = real.sheet(located.entry)
        fragments = sheet.values[located.path]
        if isinstance(fragments, list):
            index = chance.randrange(len(fragments))
            path = (*located.path, index)
            new = f"{fragments[index]} zzz"
            claim = (sheet.name, located.entry.path)
            place = Place(sheet.name, sheet.span(path)[0])
            yield Mutation("passage-not-found", f"fragment: {new}", [claim], [place], {sheet.name: [sheet.put(path, new)]})


@breaks("passages", 18)
def a_passage_cut_within_a_word(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located, _, words in single(real, chance):
        text = real.brief.documents[located.citation.source].folded.text
        cut = chance.randrange(1, 4)
        for new, edge in ((words[cut:], r"(?<![a-zA-Z0-9])"), (words[:-cut], r"")):
            whole = re.match(r"[a-z0-9]{5}", words) if edge else re.search(r"[a-z0-9]{5}$", words)
            free = re.search(edge + re.escape(new) + ("" if edge else r"(?![a-zA-Z0-9])"), text)
            if whole and len(new) > 14 and new in text and not free:
                yield wrong(real, located, "passage-cut", "cut", new)
                break


@breaks("passages", 14)
def a_passage_that_stands_twice(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located, _, words in single(real, chance):
        document = real.brief.documents[located.citation.source]
        pieces = words.split()
        for size in (4, 3, 2):
            runs = [" ".join(pieces[first : first + size]) for first in range(len(pieces) - size + 1)]
            fits = [run for run in runs if re.fullmatch(r"[A-Za-z ]{12,}", run) and bounded(document, run) > 1]
            if fits:
                yield wrong(real, located, "passage-ambiguous", "shortened", chance.choice(fits))
                break


@breaks("passages", 10)
def a_prefix_taken_away(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located in shuffled(chance, real.brief.citations):
        sheet, citation = real.sheet(located.entry), located.citation
        document = real.brief.documents[citation.source]
        words = fold(citation.exact[0]).text
        given = [name for name in ("prefix", "suffix") if (*located.path[:-1], name) in sheet.keys]
        if len(given) == 1 and len(citation.exact) == 1 and len(words) > 12 and bounded(document, words) > 1:
            path = (*located.path[:-1], given[0])
            if sheet.is_block(path[:-1]):
                claim, place = (sheet.name, located.entry.path), Place(sheet.name, sheet.start(located.path))
                yield Mutation("passage-ambiguous", f"no {given[0]}: {words}", [claim], [place], {sheet.name: [sheet.drop(path)]})


@breaks("passages", 12)
def a_passage_of_one_short_word(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located, _, words in single(real, chance):
        short = [word for word in words.split() if len(word) < 12]
        if short:
            yield wrong(real, located, "passage-too-short", "one word", chance.choice(short))


@breaks("passages", 6)
def a_fragment_of_one_word(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located, _, words in single(real, chance):
        word = words.split()[-1]
        if len(word) < 12 and len(words) > 40:
            first = " ".join(words.split()[:-1])
            yield wrong(
                real, located, "passage-too-short", "fragment", [first, word], len(json.dumps(first, ensure_ascii=False)) + 3
            )


@breaks("passages", 12)
def another_context(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located, sheet, words in single(real, chance):
        path = located.path
        if path[-1] == located.citation.source and len(sheet.values[path[:-1]]) == 1:
            name = chance.choice(["prefix", "suffix"])
            opening = f'{{"source": "{located.citation.source}", "exact": '
            exact = json.dumps(words, ensure_ascii=False)
            change = sheet.put_raw(path[:-1], f'{opening}{exact}, "{name}": "never printed"}}')
            place = Place(sheet.name, change.start, len(opening))
            yield Mutation(
                "passage-context", f"wrong {name}: {words}", [(sheet.name, located.entry.path)], [place], {sheet.name: [change]}
            )


@breaks("passages", 12)
def a_negation_left_out(real: Real, chance: random.Random) -> Iterator[Mutation]:
    entries = also_cited(real, chance, ("statement", "event", "role", "relation", "answer"))
    for document in shuffled(chance, list(real.brief.documents.values()) * 4):
        text = document.folded.text
        for match in shuffled(chance, re.finditer(r"(?<=\w )(?:not|no|never|without|nor|unlikely|refused) (?=\w)", text)):
            before = re.search(r"(?:[A-Za-z]+ ){4}$", text[: match.start()])
            after = re.match(r"[A-Za-z]+(?: [A-Za-z]+){3}(?= )", text[match.end() :])
            pair = [before.group().strip(), after.group()] if before and after else []
            if pair and all(text.count(piece) == 1 and len(piece) > 12 for piece in pair):
                yield added(real, next(entries), document.source, pair, "negation-left-out", match.group())
                break


@breaks("passages", 10)
def fragments_of_two_paragraphs(real: Real, chance: random.Random) -> Iterator[Mutation]:
    entries = also_cited(real, chance, ("statement", "event", "role", "relation", "answer"))
    for document in list(real.brief.documents.values()) * 10:
        (one, here), (other, there) = next(iter(zip(phrases(document, chance), phrases(document, chance), strict=False)))
        if here != there:
            pair = [words for _, words in sorted([(here, one), (there, other)])]
            yield added(real, next(entries), document.source, pair, "fragments-apart", "two paragraphs")


@breaks("passages", 10)
def fragments_in_another_order(real: Real, chance: random.Random) -> Iterator[Mutation]:
    entries = also_cited(real, chance, ("statement", "event", "role", "relation", "answer"))
    for document in shuffled(chance, list(real.brief.documents.values()) * 8):
        text = document.folded.text
        for one, here in phrases(document, chance):
            close = [
                words
                for words, there in phrases(document, chance)
                if there == here and text.index(words) > text.index(one) + len(one)
            ]
            if close:
                yield added(real, next(entries), document.source, [close[0], one], "fragments-out-of-order", "reversed")
                break


@breaks("passages", 12)
def a_source_that_does_not_exist(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for located in shuffled(chance, real.brief.citations):
        sheet, path = real.sheet(located.entry), located.path
        if path[-1] == located.citation.source:
            change, place = sheet.put_key(path, f"{path[-1]}-x"), Place(sheet.name, sheet.keys[path].start_mark.index)
        elif path[-1] == "exact":
            written = (*path[:-1], "source")
            change, place = sheet.put(written, f"{located.citation.source}-x"), Place(sheet.name, sheet.start(written))
        else:
            continue
        claim = (sheet.name, located.entry.path)
        yield Mutation("unknown-reference", f"{path}", [claim], [place], {sheet.name: [change]})


@breaks("passages", 12)
def an_omission_that_is_no_sentence(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name, sheet in shuffled(chance, real.sheets.items()):
        for path in shuffled(chance, sheet.paths("exact")):
            if path[0] == "omitted":
                place = Place(name, sheet.span(path)[0])
                words = sheet.values[path]
                new = chance.choice([f"{words} zzz", words[1:], words.swapcase()])
                yield Mutation("omission-not-found", new, [(name, path[:2])], [place], {name: [sheet.put(path, new)]})


def _omission(sheet: Sheet, words: str) -> tuple[Change, int]:
    item = json.dumps({"exact": words, "reason": "A repetition."}, ensure_ascii=False)
    if ("omitted",) in sheet.keys:
        return sheet.add_item(("omitted", 0), item)
    change, further = sheet.add_key(("coverage",), "omitted", f"[{item}]")
    return change, further + 1


def omission(sheet: Sheet, words: str, rule: str) -> Mutation:
    """Return the mutation that lists words among the omitted sentences."""
    change, further = _omission(sheet, words)
    further += len('{"exact": ')
    claims: list[tuple[str, Path]] = [(sheet.name, ("omitted", "+"))]
    return Mutation(rule, f"omitted: {words}", claims, [Place(sheet.name, change.start, further)], {sheet.name: [change]})


@breaks("passages", 12)
def an_omission_of_part_of_a_sentence(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for document in shuffled(chance, list(real.brief.documents.values()) * 6):
        words, _ = next(phrases(document, chance))
        if not any(fold(document.read(*span)).text.strip() in words for span in document.sentences):
            yield omission(real.sheets[f"data/sources/{document.source}.yml"], words, "omission-not-found")
