"""The forms: for each kind of record the fields that are asked, in their order, each with what it offers and how it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, get_args

from macros.adding import typed
from macros.adding.typed import Draft, Reader
from macros.checks.figures import unprinted
from macros.checks.quotes import is_quoted
from macros.checks.texts import linked_actors, names_speaker
from macros.facts.base import Record
from macros.facts.citation import Citation
from macros.facts.records import Actor, Figure, Quote, Relation, Topic, quotes_of
from macros.links import plain
from macros.reading.fold import folded

SILENT = "silent"
"""The answer of a document that does not speak of a question."""

WORDS = 4
"""Words of a text that an id is made of."""

_EMPTY = frozenset(
    """a an and are as at be been but by for from had has have he her his if in into is it its no not of on or
    said says she than that the their them they this to under was were which who will with would""".split()  # noqa: SIM905
)
"""Words that say little in an id."""


def _always(_: Draft) -> bool:
    return True


def _never(_: Draft) -> bool:
    return False


def _nothing(_: Draft) -> list[str]:
    return []


@dataclass(frozen=True)
class Field:
    """Something that is asked."""

    name: str
    """The name of its option, without the dashes."""
    ask: str
    """What is asked: the help of the option too."""
    read: Reader = typed.line
    many: bool = False
    """Whether several may be given."""
    needed: Callable[[Draft], bool] = _always
    """Whether it must be given, so far as the fields before it tell."""
    asked: Callable[[Draft], bool] = _always
    """Whether it has a meaning, so far as the fields before it tell."""
    offered: Callable[[Draft], Sequence[Any]] = _nothing
    """What is taken where nothing is typed: texts as they would be typed, or citations."""
    choices: Callable[[Draft], Sequence[str]] = _nothing
    """What may be typed, where that is a list."""
    fixed: tuple[str, ...] = ()
    """The same, where it does not depend on the brief."""
    instead: str = ""
    """The options of which one must be given, where it is not this one alone."""


def _ids(*kinds: str) -> Callable[[Draft], list[str]]:
    return lambda draft: [entry.id for kind in kinds for entry in draft.brief.all(kind)]


def _vocabulary(name: str) -> Callable[[Draft], list[str]]:
    return lambda draft: list(getattr(draft.brief.front, name, ()) or ())


def _reference(name: str, ask: str, *kinds: str, **more: Any) -> Field:
    return Field(name, ask, typed.record(*kinds), choices=_ids(*kinds), **more)


def _fixed(name: str, ask: str, kind: type[Record], **more: Any) -> Field:
    """Return a field for a key of which a type of record says all values."""
    known = get_args(kind.model_fields[name].annotation)
    return Field(name, ask, typed.one_of(lambda _: known, name), choices=lambda _: known, fixed=known, **more)


def _choice(name: str, ask: str, choices: Callable[[Draft], list[str]], what: str, **more: Any) -> Field:
    return Field(name, ask, typed.one_of(choices, what), choices=choices, **more)


def _cite(needed: Callable[[Draft], bool] = _always, asked: Callable[[Draft], bool] = _always) -> Field:
    ask = "words of a document that support it, as SOURCE: WORDS; SOURCE:LINE: WORDS where they stand more than once"
    return Field("cite", ask, typed.citation, many=True, needed=needed, asked=asked)


LINKS = "ID, ID as CAPACITY, unnamed: WORDS, or in full {actor: ID, as: CAPACITY, how: WAY} or {unnamed: media, how: recently told}"
"""How the links of a chain are typed."""

SAID_BY = Field(
    "said-by",
    f"who says so, where it is not the document itself: {LINKS}; the origin first",
    typed.link,
    many=True,
    needed=_never,
)
DERIVED = Field(
    "derived", "why a number, date or name of the text follows, where the words do not give it", typed.prose, needed=_never
)
TOPICS = _reference("topic", "a topic that it bears on", "topic", many=True, needed=_never)


def _text(ask: str) -> Field:
    return Field("text", f"{ask}, in your own words; [[id]] or [[id|words]] links a record", typed.prose)


# Ids


def _id(offered: Callable[[Draft], str], name: str = "id") -> Field:
    return Field(
        name, "the id of the record", typed.new_id, offered=lambda draft: [typed.unique(draft, offered(draft) or draft.kind)]
    )


def _keywords(draft: Draft, text: str, count: int = WORDS) -> str:
    words = typed.slug(plain(draft.brief, text)[:400]).split("-")
    telling = [word for word in words if word not in _EMPTY] or words
    return "-".join(telling[:count])


def _prefixed(draft: Draft, siblings: Sequence[str], text: str) -> str:
    """Return an id made of a text's first words, behind the parts with which the ids beside it all begin."""
    parts = [each.split("-") for each in siblings]
    shared = (
        [first for first, *_ in takewhile(lambda each: len(set(each)) == 1, zip(*parts, strict=False))] if len(parts) > 1 else []
    )
    return typed.slug("-".join([*shared[:2], _keywords(draft, text)]))


def _beside(draft: Draft, kind: str, owner: str | None) -> list[str]:
    return [entry.id for entry in draft.brief.all(kind) if entry.owner == owner]


# Dates


def _dated(needed: Callable[[Draft], bool]) -> tuple[Field, ...]:
    return (
        Field(
            "date", "when, in EDTF: 2021-08-26, 2021-08, 2021, 2014~, 2021-10-10/2021-10-12, 2021-08/..", typed.date, needed=_never
        ),
        Field(
            "date-stated",
            "the words that print the date, as SOURCE: WORDS",
            typed.citation,
            many=True,
            needed=_never,
            asked=lambda draft: bool(draft["date"]),
            offered=_printing,
        ),
        Field(
            "date-inferred",
            "why the date follows, where no words print it as precisely",
            typed.prose,
            needed=lambda draft: bool(draft["date"]),
            asked=lambda draft: bool(draft["date"]) and not draft["date-stated"],
        ),
        Field(
            "date-from",
            "words it follows from, as SOURCE: WORDS",
            typed.citation,
            many=True,
            asked=lambda draft: bool(draft["date-inferred"]),
            offered=lambda draft: list(draft.cited),
        ),
        Field(
            "date-absent",
            "what was looked for, where no date can be given",
            typed.prose,
            needed=needed,
            asked=lambda draft: needed(draft) and not draft["date"],
            instead="--date or --date-absent",
        ),
    )


def _printing(draft: Draft) -> list[Citation]:
    """Return the first of the passages that prints the date, if one does."""
    fit = [each for each in draft.cited if not unprinted(draft["date"], " ".join(map(folded, each.exact)))]
    return fit[:1]


# The kinds

ACTOR = (
    Field("name", "the name that the brief uses, as a document prints it"),
    _fixed("kind", "what the actor is", Actor),
    Field("spelling", "another name or spelling that a document prints", many=True, needed=_never),
    _text("one sentence that introduces the actor"),
    _cite(),
    SAID_BY,
    DERIVED,
    _id(lambda draft: typed.slug(draft["name"] or "")),
)


def _is_new(kind: str, name: str) -> Callable[[Draft], bool]:
    """Return what tells whether a draft names a file that is not there yet."""
    return lambda draft: bool(draft[name]) and draft[name] not in {entry.owner for entry in draft.brief.all(kind)}


EVENT = (
    Field(
        "timeline",
        "the timeline to which it belongs; an id that is new makes a new one",
        typed.name_of_file,
        choices=_ids("timeline"),
    ),
    Field("title", "the title of the new timeline", asked=_is_new("timeline", "timeline")),
    _text("what happened"),
    _cite(),
    *_dated(_always),
    _choice("kind", "what kind of event it is", _vocabulary("event_kinds"), "kind of event of data/brief.yml"),
    _reference(
        "actor",
        "an actor that took part or is spoken of",
        "actor",
        many=True,
        needed=_never,
        offered=lambda draft: list(dict.fromkeys(linked_actors(draft.brief, draft["text"] or ""))),
    ),
    _reference("topic", "a topic on whose timeline it stands", "topic", many=True, needed=_never),
    SAID_BY,
    DERIVED,
    _id(lambda draft: _prefixed(draft, _beside(draft, "event", draft["timeline"]), draft["text"] or "")),
)


def _is_nobody(draft: Draft) -> bool:
    """Tell whether a quote's speaker is neither an actor nor known already."""
    entry = draft.brief.entries.get(draft["speaker"] or "")
    return bool(draft["speaker"]) and not (entry and entry.kind == "actor") and _is_new("quotes", "speaker")(draft)


def _lacks_speaker(draft: Draft) -> bool:
    """Tell whether no paragraph of a quote's passages names its speaker."""
    speaker, brief = draft["speaker"] or "", draft.brief
    known = brief.entries.get(quotes_of(speaker))
    unnamed = draft["unnamed"] or (known.record.unnamed if known else None)
    documents = [(brief.documents[each.source], each) for each in draft.cited]
    starts = [(document, typed.where(document, each).spans[0][0]) for document, each in documents]
    around = "\n".join(document.folded_words(*document.paragraph_of(start)) for document, start in starts)
    return not names_speaker(brief, around, speaker, unnamed)


def _form(draft: Draft) -> list[str]:
    """Offer `verbatim` where the document prints all of the words in quotation marks."""
    documents = [(draft.brief.documents[each.source], each) for each in draft.cited]
    is_verbatim = documents and all(is_quoted(document, typed.where(document, each)) for document, each in documents)
    return ["verbatim"] if is_verbatim else []


def _quote_id(draft: Draft) -> str:
    beside = _beside(draft, "quote", draft["speaker"])
    text = draft["gist"] or " ".join(word for each in draft.cited for word in each.exact)
    return _prefixed(draft, beside, text) if len(beside) > 1 else typed.slug(f"q-{draft['speaker']}-{_keywords(draft, text, 2)}")


QUOTE = (
    Field(
        "speaker",
        "who speaks: an actor's id, or a new id for somebody whom the document does not name",
        typed.name_of_file,
        choices=_ids("actor"),
    ),
    Field(
        "unnamed",
        "what the document calls the speaker, whom it does not name: there is no actor of that id; for one whom it names, "
        "'brief add actor' comes first",
        asked=_is_nobody,
    ),
    _cite(),
    Field("words", "the words to show, where the passage holds more than them", many=True, needed=_never),
    _fixed("form", "how the document gives the words", Quote, offered=_form),
    Field(
        "attribution",
        "the passage that names the speaker, whom the words' own paragraph does not name, as SOURCE: WORDS",
        typed.citation,
        many=True,
        needed=_lacks_speaker,
    ),
    Field("as", "the capacity in which the document presents the speaker", needed=_never),
    Field("to", f"to whom the words were said: {LINKS}, or {{source: ID}}", typed.link, many=True, needed=_never),
    Field("through", f"through whom they reached the document: {LINKS}", typed.link, many=True, needed=_never),
    *_dated(_never),
    Field("gist", "what the words are about, in your own words", typed.prose, needed=_never),
    TOPICS,
    _id(_quote_id),
)


def sections(draft: Draft) -> list[str]:
    """Return the ids of the sections of the topic to which a statement is to go."""
    topic = draft.brief.entries.get(draft["to"] or "")
    return [section.id for section in topic.record.sections] if topic and isinstance(topic.record, Topic) else []


def _section(draft: Draft, words: str) -> str:
    """Read a section by its id, its title or its number."""
    known, wanted = sections(draft), words.strip()
    titles = [section.title for section in draft.brief.entries[draft["to"]].record.sections] if known else []
    for index, each in enumerate(known):
        if wanted in (each, str(index + 1)) or wanted.lower() == titles[index].lower():
            return each
    listed = ", ".join(f"{index} {each}" for index, each in enumerate(known, start=1))
    raise typed.Refused(f"there is no section '{wanted}': {listed}")


def _is_bare(draft: Draft) -> bool:
    """Tell whether a statement has no passage."""
    return not draft.cited


STATEMENT = (
    _reference("to", "the topic or actor to which it belongs", "topic", "actor"),
    Field(
        "section",
        "the section of the topic: its id, title or number",
        _section,
        asked=lambda draft: bool(sections(draft)),
        choices=sections,
    ),
    _choice(
        "paragraph",
        "whether it ends the last paragraph of the section or begins a new one",
        lambda _: ["last", "new"],
        "paragraph",
        asked=lambda draft: bool(sections(draft)),
        offered=lambda _: ["last"],
    ),
    _text("what is said"),
    _cite(needed=_never),
    Field(
        "absent",
        "words that documents do not contain, where it says that",
        typed.searched,
        many=True,
        needed=_never,
    ),
    _reference(
        "searched",
        "a document that was searched for them",
        "source",
        many=True,
        asked=lambda draft: bool(draft["absent"]),
        offered=_ids("source"),
    ),
    _reference(
        "rests-on",
        "a statement, event, answer or relation on which it rests, where it is the brief's own inference",
        "statement",
        "event",
        "answer",
        "role",
        "relation",
        "quote",
        many=True,
        needed=lambda draft: _is_bare(draft) and not draft["absent"],
        asked=lambda draft: _is_bare(draft) and not draft["absent"],
        instead="--cite, --absent or --rests-on",
    ),
    Field(
        "because",
        "why it follows, where that is not plain",
        typed.prose,
        needed=_never,
        asked=lambda draft: bool(draft["rests-on"]),
    ),
    Field("label", "a short label, where statements stand in a table", needed=_never),
    SAID_BY,
    DERIVED,
    _id(lambda draft: _prefixed(draft, _beside(draft, "statement", draft["to"]), draft["text"] or "")),
)


def _relation_id(draft: Draft) -> str:
    parts = [each.split("-")[0] for each in _ids("relation")(draft)]
    shared = parts[:1] if len(parts) > 1 and len(set(parts)) == 1 else []
    return typed.slug("-".join([*shared, *(draft[name] or "" for name in ("subject", "type", "object"))]))


RELATION = (
    _reference("subject", "the actor whose tie it is", "actor"),
    _choice("type", "the kind of tie", _vocabulary("relation_types"), "relation type of data/brief.yml"),
    _reference("object", "the other actor", "actor"),
    _text("the tie in a sentence"),
    _cite(),
    _fixed(
        "when",
        "whether the document presents it as present or past",
        Relation,
        offered=lambda _: ["present"],
    ),
    *_dated(_never),
    SAID_BY,
    DERIVED,
    _id(_relation_id),
)


def _answer(draft: Draft, words: str) -> str:
    """Read an answer: a quantity where the figure has a unit, else a text."""
    if words.strip() == SILENT:
        return SILENT
    return typed.amount(draft, words) if _unit(draft) else typed.prose(draft, words)


def _unit(draft: Draft) -> str | None:
    """Return what the figure of an answer counts."""
    entry = draft.brief.entries.get(draft["figure"] or "")
    return entry.record.unit if entry and isinstance(entry.record, Figure) else draft["unit"]


def _is_silent(draft: Draft) -> bool:
    return draft["answer"] == SILENT


def _answer_id(draft: Draft) -> str:
    sources = [each.source for each in draft.cited] or draft["searched"] or [""]
    return typed.slug(f"{draft['figure'] or draft['id'] or _keywords(draft, draft['question'] or '')}-{sources[0]}")


ANSWER = (
    Field(
        "answer",
        "what the document answers: 13, about 200, at least 60, 1500 to 2200, none, or a text where nothing is counted; "
        f"'{SILENT}' where it does not speak of it",
        _answer,
    ),
    _cite(asked=lambda draft: not _is_silent(draft)),
    Field("absent", "words that the document does not contain", typed.searched, many=True, asked=_is_silent),
    _reference("searched", "the document that was searched for them", "source", many=True, asked=_is_silent),
    Field("measures", "what exactly the document counts, if that is not the question's own measure", typed.prose, needed=_never),
    SAID_BY,
    DERIVED,
    _id(_answer_id, "answer-id"),
)


FIGURE = (
    Field("question", "the question on which documents may differ"),
    Field("unit", "what is counted, where the question is one of number", needed=_never),
    _reference("topic", "a topic that shows it", "topic", many=True),
    _fixed("verdict", "how the answers go together", Figure),
    Field("explanation", "why the verdict, in your own words", typed.prose),
    _id(lambda draft: _keywords(draft, draft["question"] or "")),
)


MORE_ANSWERS = (
    _reference("figure", "the question", "figure"),
    _fixed("verdict", "how the answers go together now, where these change that", Figure, needed=_never),
    Field("explanation", "why the verdict, in your own words, where these change that", typed.prose, needed=_never),
)

OMISSION = (
    _reference("source", "the document whose sentences they are", "source"),
    Field("exact", "a sentence that no record cites, or several that follow each other, as the document prints them", many=True),
    Field("reason", "why no record cites them", typed.line),
)


@dataclass(frozen=True)
class Form:
    """What is asked for a kind of record."""

    kind: str
    help: str
    fields: tuple[Field, ...]
    group: tuple[Field, ...] = ()
    """Fields that are asked again and again, the first of them beginning each round."""


FORMS = {
    form.kind: form
    for form in (
        Form("actor", "a person, group, organisation or state: a new file", ACTOR),
        Form("event", "an event of a timeline", EVENT),
        Form("quote", "words that a speaker said", QUOTE),
        Form("statement", "a sentence of a topic's section, or of an actor", STATEMENT),
        Form("figure", "a question with the answers of the documents: a new file", FIGURE, ANSWER),
        Form("answer", "what documents answer to a question that is there", MORE_ANSWERS, ANSWER),
        Form("relation", "a tie between two actors", RELATION),
        Form("omission", "sentences of a document that no record cites, and why", OMISSION),
    )
}
"""The kinds of record that can be added."""
