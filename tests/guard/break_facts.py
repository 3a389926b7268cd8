"""Ways to make the records of the real brief say what their passages do not, or name what is not there."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path as FilePath

from macros.brief import Entry
from macros.facts.dates import MONTHS
from macros.reading.document import Document
from macros.reading.fold import fold
from tests.guard.break_passages import added, also_cited, omission
from tests.guard.mutation import Mutation, Place, Real, breaks, shuffled
from tests.guard.sheet import Path, Sheet

CITED = ("statement", "event", "role", "relation")
HEDGE = r"about|around|roughly|some|almost|nearly|approximately|over|more than|at least|up to|under|fewer than|less than"
SPELT = {"37": "thirty-seven", "4,700": "forty-seven hundred", "53": "fifty-three", "17": "seventeen", "89": "eighty-nine"}


def plain_records(real: Real, chance: random.Random, kinds: tuple[str, ...] = CITED) -> Iterator[tuple[Entry, Sheet, str]]:
    """Yield records with passages and nothing derived, with their file and text."""
    for entry in shuffled(chance, real.brief.entries.values()):
        fits = entry.kind in kinds and getattr(entry.record, "cite", None) and not getattr(entry.record, "derived", None)
        if fits and (*entry.path, "text") in real.sheet(entry).values:
            yield entry, real.sheet(entry), real.sheet(entry).values[(*entry.path, "text")]


def replaced(rule: str, entry: Entry, sheet: Sheet, path: Path, new: object, how: str = "") -> Mutation:
    """Return the mutation that puts another value in a place, where the finding is due."""
    change = sheet.put(path, new)
    return Mutation(
        rule, how or f"{path[-1]}: {new}", [(sheet.name, entry.path)], [Place(sheet.name, change.start)], {sheet.name: [change]}
    )


def retold(rule: str, entry: Entry, sheet: Sheet, new: str) -> Mutation:
    """Return the mutation of a record's text."""
    return replaced(rule, entry, sheet, (*entry.path, "text"), new)


def names(real: Real, actor: str) -> list[str]:
    """Return the names of an actor in small letters."""
    record = real.brief.entries[actor].record
    return [fold(name).text.lower() for name in (record.name, *record.spellings)]


def strangers(real: Real, entry: Entry, chance: random.Random) -> Iterator[str]:
    """Yield actors whom no document that a record cites names."""
    text = real.cited_documents(entry).lower()
    for actor in shuffled(chance, [other.id for other in real.brief.all("actor")]):
        if not re.search(r"\d", actor) and not any(name in text for name in names(real, actor)):
            yield actor


@breaks("facts", 12)
def a_text_that_names_a_stranger(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance):
        for actor in strangers(real, entry, chance):
            yield retold("actor-not-in-passage", entry, sheet, f"{text} [[{actor}]] saw it.")
            break


@breaks("facts", 8)
def an_event_with_a_stranger(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, _ in plain_records(real, chance, ("event",)):
        path = (*entry.path, "actors")
        for actor in strangers(real, entry, chance) if path in sheet.values else ():
            new = [*sheet.values[path], actor]
            change, further = sheet.put(path, new), len(json.dumps(sheet.values[path])) + 1
            place = Place(sheet.name, change.start, further)
            yield Mutation("actor-not-in-passage", f"{new}", [(sheet.name, entry.path)], [place], {sheet.name: [change]})
            break


@breaks("facts", 6)
def a_relation_to_a_stranger(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance, ("relation",)):
        for actor in strangers(real, entry, chance):
            if entry.record.object in text:
                yield replaced("actor-not-in-passage", entry, sheet, (*entry.path, "object"), actor)
                break


@breaks("facts", 8)
def a_month_of_its_own(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance):
        month = chance.choice([month for month in MONTHS if month != "May"])
        if month[:3] not in real.passages(entry) and month not in text:
            yield retold("date-not-in-passage", entry, sheet, f"{text} That was in {month}.")


@breaks("facts", 12)
def a_number_of_its_own(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance):
        number, spelt = chance.choice(list(SPELT.items()))
        words = f"{real.passages(entry)} {text}".lower()
        if not any(each in words for each in (number, number.replace(",", ""), spelt, spelt[-5:])):
            new = chance.choice([number, f"some {number}", number.replace(",", ""), spelt, f"{number.replace(',', '')} per cent"])
            yield retold("number-not-in-passage", entry, sheet, f"{text} They were {new}.")


@breaks("facts", 10)
def a_number_changed(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance):
        for match in re.finditer(rf"(?<![\w.,|[/-])(?<!FRANCE )\d{{2,4}}(?![\w.,|\]-])(?! (?:{'|'.join(MONTHS)}))", text):
            new = str(int(match.group()) + chance.choice([1, 10, 100]))
            if new not in real.passages(entry) and new not in text:
                yield retold("number-not-in-passage", entry, sheet, text[: match.start()] + new + text[match.end() :])
                break


def _numbers_once(real: Real, entry: Entry, text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers of a text that its passages print once, and in figures."""
    printed = fold(real.passages(entry)).text
    for match in re.finditer(rf"(?:\b(?P<hedge>{HEDGE}) )?(?<![\w.,|[/-])(?<!FRANCE )(?P<number>\d[\d,]*\d)(?![\w.,|\]-])", text):
        number = match["number"]
        places = list(re.finditer(rf"(?:\b({HEDGE})\s+)?(?<![\w.,]){number}(?![\w.,-]*\d)", printed, re.IGNORECASE))
        same = number.replace(",", "") in re.sub(r"(?<=\d),(?=\d)", "", printed)
        if len(places) == 1 and same and text.count(number) == 1:
            yield match


@breaks("facts", 10)
def a_hedge_put_in(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance):
        for match in _numbers_once(real, entry, text):
            before = re.search(rf"\b(?:{HEDGE})\s+{match['number']}", real.passages(entry), re.IGNORECASE)
            if not match["hedge"] and not before and not re.search(r"[\w,]+ (?:to|and|-) $", text[: match.start()]):
                new = chance.choice(["about", "over", "at least", "up to", "more than"])
                yield retold("hedge-differs", entry, sheet, f"{text[: match.start()]}{new} {text[match.start() :]}")
                break


@breaks("facts", 8)
def a_hedge_lost(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance):
        for match in _numbers_once(real, entry, text):
            if match["hedge"]:
                yield retold("hedge-differs", entry, sheet, text[: match.start()] + match["number"] + text[match.end() :])
                break


@breaks("facts", 12)
def a_reason_for_nothing(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, _ in plain_records(real, chance):
        change, further = sheet.add_key((*entry.path, "text"), "derived", '"It follows."')
        place = Place(sheet.name, change.start, further)
        yield Mutation("derived-not-needed", entry.id, [(sheet.name, entry.path)], [place], {sheet.name: [change]})


@breaks("facts", 14)
def an_absence_of_words_that_are_there(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.entries.values()):
        absent = getattr(entry.record, "absent", None)
        if not hasattr(absent, "words") or len(absent.sources) > 3:
            continue
        texts = [real.brief.documents[source].folded.text for source in absent.sources]
        word = chance.choice(re.findall(r"(?<!\S)[A-Za-z]{7,}(?!\S)", chance.choice(texts)))
        if sum(bool(re.search(rf"\b{word}", text, re.IGNORECASE)) for text in texts) == 1:
            sheet, index = real.sheet(entry), chance.randrange(len(absent.words))
            new = chance.choice([word, word.upper(), word[:6]])
            if new != word[:6] or sum(bool(re.search(rf"\b{new}", text, re.IGNORECASE)) for text in texts) == 1:
                yield replaced("absence-contradicted", entry, sheet, (*entry.path, "absent", "words", index), new)


@breaks("facts", 5)
def a_silence_of_what_is_cited(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for figure in shuffled(chance, real.brief.all("figure")):
        cited = [(answer.id, citation.source) for answer in figure.record.answers for citation in answer.cite or ()]
        for silent in (answer for answer in figure.record.answers if answer.absent):
            words = "|".join(re.escape(fold(word).text.strip()) for word in silent.absent.words)
            for answer, source in shuffled(chance, cited):
                if not re.search(rf"(?<!\w)(?:{words})", real.brief.documents[source].folded.text, re.IGNORECASE):
                    entry = real.brief.entries[silent.id]
                    path = (*entry.path, "absent", "sources", 0)
                    mutation = replaced("silent-yet-cited", entry, real.sheet(entry), path, source)
                    mutation.claims.append((entry.file.name, real.brief.entries[answer].path))
                    yield mutation
                    break


@breaks("facts", 6)
def an_actor_whom_nothing_names(real: Real, chance: random.Random) -> Iterator[Mutation]:
    known = [name for actor in real.brief.all("actor") for name in (actor.record.name, *actor.record.spellings)]
    texts = [document.folded.text for document in real.brief.documents.values()]
    entries = plain_records(real, chance, ("statement",))
    for number, name in enumerate(shuffled(chance, [*known, "Zebulon Quark"])):
        wrong = chance.choice([f"{name}q", name.swapcase(), f"Q. {name}"])
        entry, *_ = next(entries)
        cited = entry.cites[0][1].model_dump(exclude={"at"})
        if any(fold(wrong).text in text for text in texts) or len(real.brief.by_record[entry.id]) != 1:
            continue
        new = f"data/actors/nobody-{number}.yml"
        said = {"id": f"nobody-{number}-is", "text": "So it is told.", "cite": [cited]}
        text = json.dumps({"name": wrong, "kind": "person", "summary": said}, ensure_ascii=False)

        def write(folder: FilePath, new: str = new, text: str = text) -> None:
            (folder / new).write_text(text, "utf-8")

        place = Place(new, len('{"name": '), text=text)
        claims = [(new, ()), (entry.file.name, entry.path)]
        yield Mutation("name-not-in-documents", wrong, claims, [place], spoil=write)


@breaks("facts", 14)
def a_value_changed(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.all("answer")):
        record, sheet = entry.record, real.sheet(entry)
        agreed = sheet.values["verdict",] == "agree"
        if record.value and record.value != "none" and record.cite and not record.derived and not agreed:
            new = chance.choice(["4711", "about 4711", "over 4711", "4711 to 4712", '"myriads"'])
            yield replaced("value-not-in-words", entry, sheet, (*entry.path, "value"), new)


@breaks("facts", 10)
def a_value_with_another_hedge(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.all("answer")):
        record, sheet = entry.record, real.sheet(entry)
        match = re.fullmatch(r"(?:(\D+) )?(\d+)", record.value or "")
        if match and record.cite and not record.derived and len(re.findall(rf"\b{match[2]}\b", real.passages(entry))) == 1:
            new = match[2] if match[1] else f"{chance.choice(['about', 'over', 'at least', 'up to'])} {match[2]}"
            if sheet.values["verdict",] == "agree" or new in (answer.get("value") for answer in sheet.values["answers",]):
                continue
            yield replaced("value-not-in-words", entry, sheet, (*entry.path, "value"), new)


@breaks("facts", 4)
def a_part_changed(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.all("answer")):
        if entry.record.parts and entry.record.cite and not entry.record.derived:
            yield replaced("value-not-in-words", entry, real.sheet(entry), (*entry.path, "parts", 0, "value"), "4711")


@breaks("facts", 14)
def a_date_that_is_not_stated(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.entries.values()):
        for name in ("date", "as_of", "issued"):
            date = getattr(entry.record, name, None)
            if date is not None and getattr(date, "stated", None) and date.value:
                printed = " ".join(words for citation in date.stated for words in citation.exact)
                given = date.value.split("/")[0].rstrip("?~%")
                new = chance.choice(
                    ["1987", f"1987{given[4:]}".rstrip("X"), f"{given[:4]}-02-29".replace("2021-02-29", "2021-02-27")]
                )
                if "1987" not in printed and "Feb" not in printed and "X" not in new and not re.search(r"2[79]", printed):
                    sheet = real.sheet(entry)
                    yield replaced("date-not-stated", entry, sheet, (*entry.path, name, "value"), new.replace("-02-29", "-02-27"))


@breaks("facts", 6)
def a_link_under_another_name(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, text in plain_records(real, chance):
        link = re.search(r"\[\[([a-z0-9-]+)\|[^\]]+\]\]", text)
        if link and link[1] in real.brief.spellings:
            new = f"{text[: link.start()]}[[{link[1]}|Quagga]]{text[link.end() :]}"
            yield retold("link-names-another", entry, sheet, new)


@breaks("facts", 8)
def a_date_that_no_reason_gives(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.entries.values()):
        for name in ("date", "as_of"):
            date = getattr(entry.record, name, None)
            if date is not None and date.value and getattr(date, "inferred", None) and re.match(r"\d{4}", date.value):
                yield replaced("date-not-inferred", entry, real.sheet(entry), (*entry.path, name, "value"), f"1987{date.value[4:]}")


@breaks("facts", 8)
def a_verdict_of_another_number_of_answers(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.all("figure")):
        cited = [answer for answer in entry.record.answers if answer.cite]
        new = "alone" if len(cited) > 1 else chance.choice(["agree", "conflict"])
        yield replaced("verdict-not-borne-out", entry, real.sheet(entry), ("verdict",), new)


@breaks("facts", 10)
def a_quote_in_other_words(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.all("quote")):
        sheet, path = real.sheet(entry), (*entry.path, "words")
        if path not in sheet.nodes:
            change, further = sheet.add_key((*entry.path, "form"), "words", '"never said like this"')
            place = Place(sheet.name, change.start, further)
            yield Mutation("quote-not-in-passage", entry.id, [(sheet.name, entry.path)], [place], {sheet.name: [change]})
        elif isinstance(sheet.values[path], str):
            yield replaced("quote-not-in-passage", entry, sheet, path, f"{sheet.values[path]} indeed")


@breaks("facts", 8)
def a_paraphrase_set_as_speech(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.all("quote")):
        citing = [located for located in real.brief.by_record[entry.id] if located.field == "cite"]
        marks = re.search(r"[\"“”«»‘„`]|(?<!\w)'", real.paragraphs(entry))
        if entry.record.form in ("paraphrase", "interview") and len(citing) == 1 and not marks and not entry.record.words:
            sheet = real.sheet(entry)
            words = citing[0].path if isinstance(sheet.values[citing[0].path], str) else (*citing[0].path, 0)
            mutation = replaced("not-verbatim", entry, sheet, (*entry.path, "form"), "verbatim")
            mutation.places = [Place(sheet.name, sheet.start(words))]
            yield mutation


@breaks("facts", 8)
def a_speaker_who_is_not_there(real: Real, chance: random.Random) -> Iterator[Mutation]:
    """Give the quotes of one speaker to another, whom the documents do not name where they are printed."""
    taken = {entry.owner for entry in real.brief.all("quotes")}
    for owner in shuffled(chance, real.brief.all("quotes")):
        quotes = [entry for entry in real.brief.all("quote") if entry.owner == owner.owner]
        text = " ".join(real.paragraphs(entry) for entry in quotes).lower()
        free = [actor.id for actor in real.brief.all("actor") if actor.id not in taken]
        fits = [actor for actor in free if not any(name in text for name in names(real, actor))]
        if owner.record.unnamed is None and fits:
            other, sheet = chance.choice(fits), real.sheet(owner)
            new = f"data/quotes/{other}.yml"
            places = [Place(new, sheet.start((*entry.path, "cite")), text=sheet.text) for entry in quotes]

            def move(folder: FilePath, name: str = sheet.name, new: str = new) -> None:
                (folder / name).rename(folder / new)

            yield Mutation("speaker-not-named", f"{owner.owner} to {other}", [(sheet.name, ()), (new, ())], places, spoil=move)


@breaks("facts", 6)
def words_of_another_speaker(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.entries.values()):
        sheet, path = real.sheet(entry), (*entry.path, "said_by")
        named = f"{sheet.values.get((*entry.path, 'text'))} {sheet.values.get((*entry.path, 'actors'))}"
        speaker = sheet.values.get((*path, "actor"))
        if entry.kind in (*CITED, "answer") and isinstance(speaker, str) and entry.record.cite and speaker not in named:
            for actor in strangers(real, entry, chance):
                change, place = sheet.put((*path, "actor"), actor), Place(sheet.name, sheet.start(path))
                yield Mutation(
                    "speaker-not-named", f"{entry.id}: {actor}", [(sheet.name, entry.path)], [place], {sheet.name: [change]}
                )
                break


@breaks("facts", 6)
def an_attribution_taken_away(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.all("quote")):
        sheet, path = real.sheet(entry), (*entry.path, "attribution")
        if path not in sheet.nodes or real.brief.entries[f"quotes-of-{entry.owner}"].record.unnamed:
            continue
        found = real.brief.by_record[entry.id]
        near = [
            real.brief.documents[one.citation.source].paragraph_of(one.match.spans[0][0]) for one in found if one.field == "cite"
        ]
        text = " ".join(real.brief.documents[found[0].citation.source].read(*span) for span in near).lower()
        if not any(name in text for name in names(real, entry.owner)):
            place = Place(sheet.name, sheet.start((*entry.path, "cite")))
            yield Mutation("speaker-not-named", entry.id, [(sheet.name, entry.path)], [place], {sheet.name: [sheet.drop(path)]})


@breaks("facts", 10)
def a_kind_that_is_not_declared(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, [*real.brief.all("event"), *real.brief.all("relation")]):
        path = (*entry.path, "kind" if entry.kind == "event" else "type")
        sheet = real.sheet(entry)
        yield replaced("unknown-kind", entry, sheet, path, chance.choice([f"{sheet.values[path]}-x", "riot"]))


def _links(real: Real, chance: random.Random) -> Iterator[tuple[Entry, Sheet, Path, str, re.Match[str]]]:
    for entry in shuffled(chance, real.brief.entries.values()):
        sheet = real.sheet(entry)
        for name in ("text", "explanation", "gist", "says", "measures"):
            path = (*entry.path, name)
            if not getattr(entry.record, "derived", None) and isinstance(sheet.values.get(path), str):
                for match in re.finditer(r"\[\[([a-z-]+)(?:\|[^\]\d]*)?\]\]", sheet.values[path]):
                    yield entry, sheet, path, sheet.values[path], match
                    break


@breaks("facts", 14)
def a_link_to_nothing(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, path, text, match in _links(real, chance):
        new = text[: match.end(1)] + "-x" + text[match.end(1) :]
        yield replaced("unknown-link", entry, sheet, path, new)


@breaks("facts", 8)
def a_link_not_closed(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, path, text, match in _links(real, chance):
        cut = chance.choice([match.end() - 1, match.start()])
        yield replaced("bad-link", entry, sheet, path, text[:cut] + text[cut + 1 :])


def _references(real: Real, chance: random.Random) -> Iterator[tuple[Entry, Sheet, Path]]:
    fields = {
        "statement": [("said_by",), ("said_by", "actor"), ("reading", "rests_on", 0), ("absent", "sources", 0)],
        "event": [("actors", 0), ("topics", 0), ("said_by", "actor")],
        "relation": [("object",)],
        "role": [("organisation",)],
        "quote": [("topics", 0), ("to", "source"), ("to", "actor"), ("through", "actor")],
        "answer": [("said_by", "actor"), ("absent", "sources", 0)],
        "figure": [("topics", 0)],
    }
    for entry in shuffled(chance, real.brief.entries.values()):
        sheet = real.sheet(entry)
        for below in shuffled(chance, fields.get(entry.kind, [])):
            path = (*entry.path, *below)
            if isinstance(sheet.values.get(path), str) and not getattr(entry.record, "derived", None):
                yield entry, sheet, path
                break


@breaks("facts", 18)
def an_id_that_nothing_has(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, path in _references(real, chance):
        speaker = sheet.values[path] if "said_by" in path else ""
        text = f"{sheet.values.get((*entry.path, 'text'))} {sheet.values.get((*entry.path, 'actors'))}"
        if not speaker or speaker not in text:
            yield replaced("unknown-reference", entry, sheet, path, f"{sheet.values[path]}-x")


@breaks("facts", 8)
def an_id_of_another_kind(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry, sheet, path in _references(real, chance):
        if path[-2:-1] == ("topics",):
            yield replaced("unknown-reference", entry, sheet, path, chance.choice([actor.id for actor in real.brief.all("actor")]))
        elif path[-1] == "organisation":
            yield replaced("unknown-reference", entry, sheet, path, chance.choice([topic.id for topic in real.brief.all("topic")]))


@breaks("facts", 6)
def a_block_that_shows_nothing(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name, sheet in shuffled(chance, real.sheets.items()):
        for path in shuffled(chance, sheet.keys):
            if name.startswith("data/topics/") and path[-1] in ("quote", "figure", "events", "relations"):
                written = path if path[-1] in ("quote", "figure") else (*path, 0)
                change = sheet.put(written, f"{sheet.values[written]}-x")
                yield Mutation("unknown-reference", f"{path}", [(name, path)], [Place(name, change.start)], {name: [change]})


@breaks("facts", 8)
def an_id_taken_twice(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for entry in shuffled(chance, real.brief.entries.values()):
        if entry.path and isinstance(entry.path[-1], int) and entry.path[-1] > 0 and not real.referenced(entry):
            sheet = real.sheet(entry)
            earlier = (*entry.path[:-1], chance.randrange(entry.path[-1]))
            mutation = replaced("duplicate-id", entry, sheet, (*entry.path, "id"), sheet.values[(*earlier, "id")])
            mutation.claims.append((sheet.name, earlier))
            yield mutation


@breaks("facts", 6)
def ids_that_were_retired(real: Real, chance: random.Random) -> Iterator[Mutation]:
    front = real.sheets["data/brief.yml"]
    free = [entry for entry in shuffled(chance, real.brief.entries.values()) if entry.path and not real.referenced(entry)]
    for some in (free[:3], free[3:6]) if ("retired",) not in front.nodes else ():
        ids = ", ".join(entry.id for entry in some)
        change, _ = front.add_key(("language",), "retired", f"[{ids}]")
        places = [Place(entry.file.name, real.sheet(entry).start((*entry.path, "id"))) for entry in some]
        claims = [("data/brief.yml", ("retired",)), *((entry.file.name, entry.path) for entry in some)]
        yield Mutation("retired-id", ids, claims, places, {"data/brief.yml": [change]}, number=3)


@breaks("facts", 24)
def waivers_of_nothing(real: Real, chance: random.Random) -> Iterator[Mutation]:
    """Waive at the end of data/brief.yml what is not there to be waived, and what cannot be; one list, so made together."""
    front = real.sheets["data/brief.yml"]
    end = len(front.text)
    for rule, named in (("waiver-not-used", "hedge-differs"), ("waiver-not-allowed", "passage-not-found")) * 2:
        records = chance.sample([entry.id for entry in real.brief.all("statement")], 6)
        lines = ["waivers:", *(f'  - {{record: {record}, rule: {named}, reason: "None."}}' for record in records)]
        written = "\n".join(lines) + "\n"
        at = [match.end() for match in re.finditer(r"rule: ", written)]
        places = [Place("data/brief.yml", end, further) for further in at]
        claims = [("data/brief.yml", ("waivers",))] if ("waivers",) not in front.nodes else []
        claims += [(real.brief.entries[record].file.name, real.brief.entries[record].path) for record in records]
        changes = {"data/brief.yml": [front.end(written)]}
        yield Mutation(rule, ", ".join(records), claims, places, changes, number=6)


@breaks("facts", 12)
def damage_that_is_not_there(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for document in list(real.brief.documents.values()) * 4:
        sheet = real.sheets[f"data/sources/{document.source}.yml"]
        item = '{"printed": "Ã¾Ð", "repaired": "x", "reason": "None."}'
        if ("damage",) in sheet.keys:
            change, further = sheet.add_item(("damage", 0), item)
        else:
            change, further = sheet.add_key(("name",), "damage", f"[{item}]")
            further += 1
        place = Place(sheet.name, change.start, further + len('{"printed": '))
        yield Mutation("damage-not-found", document.source, [(sheet.name, ("damage", "+"))], [place], {sheet.name: [change]})


@breaks("facts", 6)
def words_lost_where_none_are(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for document in shuffled(chance, real.brief.documents.values()):
        sheet = real.sheets[f"data/sources/{document.source}.yml"]
        if ("lost",) not in sheet.keys:
            change, further = sheet.add_key(("title",), "lost", '[{"before": "the Taliban", "after": "zzz", "reason": "None."}]')
            place = Place(sheet.name, change.start, further + len('[{"before": '))
            yield Mutation("lost-not-found", document.source, [(sheet.name, ("lost",))], [place], {sheet.name: [change]})


@breaks("facts", 6)
def words_lost_between_other_words(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name, sheet in real.sheets.items():
        for path in shuffled(chance, sheet.paths("before", "after")):
            if path[0] == "lost":
                change = sheet.put(path, f"{sheet.values[path]} zzz" if path[-1] == "before" else f"zzz {sheet.values[path]}")
                offset = change.start if path[-1] == "before" else sheet.start((*path[:-1], "before"))
                yield Mutation("lost-not-found", f"{path}", [(name, path[:2])], [Place(name, offset)], {name: [change]})


def _whole_sentences(real: Real, document: Document, chance: random.Random) -> Iterator[str]:
    """Yield sentences of a document that several citations quote from and that it prints once."""
    spans = [span for located in real.brief.by_source[document.source] for span in located.match.spans]
    for start, end in shuffled(chance, document.sentences):
        words = document.read(start, end)
        citing = [span for span in spans if start <= span[0] and span[1] <= end]
        if len(citing) > 2 and document.folded.text.count(fold(words).text.strip()) == 1:
            yield words


@breaks("facts", 12)
def an_omission_of_what_is_cited(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for document in list(real.brief.documents.values()) * 4:
        words = next(_whole_sentences(real, document, chance))
        yield omission(real.sheets[f"data/sources/{document.source}.yml"], words, "omitted-yet-cited")


@breaks("facts", 16)
def a_passage_beside_a_negation(real: Real, chance: random.Random) -> Iterator[Mutation]:
    entries = also_cited(real, chance)
    for document in shuffled(chance, list(real.brief.documents.values()) * 6):
        text = document.folded.text
        pattern = (
            r"\b(?:not|never|without|no) (?!only |just |least )(?P<after>\w+ \w+ \w+(?: \w+)*)(?![\w'-])"
            r"|(?<!\S)(?P<before>\w+ \w+ \w+(?: \w+)*) not\b(?! only| just| least)"
        )
        for match in shuffled(chance, re.finditer(pattern, text)):
            words = match["after"] or match["before"]
            if len(words) > 14 and text.count(words) == 1 and not re.search(r"\b(?:not|no|never)\b", words):
                yield added(real, next(entries), document.source, words, "negation-at-edge", match.group())
                break


@breaks("facts", 6)
def a_passage_behind_a_hedge(real: Real, chance: random.Random) -> Iterator[Mutation]:
    entries = also_cited(real, chance)
    for document in real.brief.documents.values():
        text = document.folded.text
        hedged = r"\b(?:about|over|at least|around|more than|well over|roughly) (?P<words>\d[\d,]* \w+ \w+ \w+)(?![\w'.-])"
        for match in re.finditer(hedged, text):
            if text.count(match["words"]) == 1:
                yield added(real, next(entries), document.source, match["words"], "hedge-at-edge", match.group())


STRAYS = [
    "data/notes.txt",
    "data/actors/copy.yaml",
    "data/persons/someone.yml",
    "data/topics/old/a.yml",
    "data/second.yml",
    "data/x",
]


@breaks("facts", 12)
def a_file_that_nothing_reads(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name in STRAYS * 3:

        def write(folder: FilePath, name: str = name) -> None:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("name: x\n")

        yield Mutation("stray-file", name, [(name, ())], [Place(name)], spoil=write)


@breaks("facts", 3)
def a_link_that_nothing_reads(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name in ["data/link.txt", "data/figures/link"]:
        yield Mutation(
            "stray-file", name, [(name, ())], [Place(name)], spoil=lambda folder, name=name: (folder / name).symlink_to("x")
        )


@breaks("facts", 9)
def a_document_without_record(real: Real, chance: random.Random) -> Iterator[Mutation]:
    for name in ["seeds/005_new.txt", "seeds/copy of 000.txt", "seeds/notes.md"] * 3:

        def write(folder: FilePath, name: str = name) -> None:
            (folder / name).write_text("A new document.\n")

        yield Mutation("document-without-record", name, [(name, ())], [Place(name)], spoil=write)


@breaks("facts", 8)
def a_document_recorded_twice(real: Real, chance: random.Random) -> Iterator[Mutation]:
    """Record a document under another name as well, and link the copy, so that it does not stand unused."""
    entries = plain_records(real, chance)
    for document in list(real.brief.documents.values()) * 2:
        sheet = real.sheets[f"data/sources/{document.source}.yml"]
        new = f"data/sources/z-{document.source}.yml"
        text = sheet.text.replace(f"source: {document.source}\n", f"source: z-{document.source}\n")
        copied = Sheet(new, text.replace("coverage: full", "coverage: partial"))
        entry, told, words = next(entries)
        change = told.put((*entry.path, "text"), f"{words} [[z-{document.source}|So it is.]]")
        claims = [(new, ()), (told.name, entry.path)]

        def write(folder: FilePath, new: str = new, text: str = copied.text) -> None:
            (folder / new).write_text(text, "utf-8")

        place = Place(new, copied.start(("seed",)), text=copied.text)
        yield Mutation("document-recorded-twice", document.source, claims, [place], {told.name: [change]}, write)
