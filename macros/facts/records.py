"""The records of a brief, one class for each kind of fact; the text under a field is its entry in the data dictionary."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from macros.facts.base import (
    ActorId,
    EventId,
    EventKindId,
    FigureId,
    Id,
    Item,
    Line,
    QuoteId,
    Record,
    RelationId,
    RelationTypeId,
    Sha256,
    SourceId,
    StatementId,
    Text,
    TopicId,
)
from macros.facts.citation import Citations, Words
from macros.facts.dates import PATTERN as DATE_PATTERN
from macros.facts.dates import BadDate, span
from macros.facts.quantity import HEDGES, BadQuantity, quantity
from macros.facts.quantity import PATTERN as AMOUNT_PATTERN


def _edtf(text: str) -> str:
    try:
        span(text)
    except BadDate as error:
        raise PydanticCustomError("edtf", "{reason}", {"reason": str(error)}) from error
    return text


def _quantity(text: str) -> str:
    try:
        quantity(text)
    except BadQuantity as error:
        raise PydanticCustomError("quantity", "{reason}", {"reason": str(error)}) from error
    return text


def _as_chain(given: object) -> object:
    if isinstance(given, str):
        return [{"actor": given}]
    if isinstance(given, list):
        return [{"actor": link} if isinstance(link, str) else link for link in given]
    return [given]


def _require_one(record: Record, *names: str) -> None:
    given = [name for name in names if getattr(record, name) is not None]
    if len(given) != 1:
        named = ", ".join(f"'{name.rstrip('_')}'" for name in names)
        raise PydanticCustomError("one_of", "give exactly one of {names}", {"names": named})


DATES = {
    "2021-08-26": "a day",
    "2021-08": "a month",
    "2021": "a year",
    "198X": "the years 1980 to 1989",
    "19XX": "the years 1900 to 1999",
    "2021-XX": "some month of 2021",
    "2021-08-XX": "some day of August 2021",
    "2021-08~": "about August 2021",
    "2021-08-26?": "26 August 2021, uncertain",
    "2021%": "about 2021, uncertain",
    "2021-08/2021-10-12": "from August to 12 October 2021",
    "2021-10-16/..": "16 October 2021 or later",
    "../2023-05-03": "3 May 2023 or earlier",
}
"""The forms of EDTF dates, and what each says."""

AMOUNTS = {
    "13": "exactly 13",
    **{
        f"{kind} 60": f"hedged so; also written {', '.join(words[1:])}".removesuffix("; also written ")
        for kind, words in HEDGES.items()
    },
    "1500 to 2200": "from one number to another",
    "about 2000 to 3000": "both ends hedged",
    '"scores"': "a word that gives no number; YAML takes its double quotation marks within single ones, `'\"scores\"'`",
    "none": "the source speaks of the matter and gives no number",
}
"""The forms of quantities, and what each says."""


def _one_of(*keys: str, **more: object) -> ConfigDict:
    """Say in a schema that exactly one of some keys is given, as the validator of the record has it."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys], **more})


Edtf = Annotated[Line, AfterValidator(_edtf), WithJsonSchema({"type": "string", "pattern": DATE_PATTERN, "examples": [*DATES]})]
"""A date in EDTF, level 0 or 1."""

Amount = Annotated[
    Line, AfterValidator(_quantity), WithJsonSchema({"type": "string", "pattern": AMOUNT_PATTERN, "examples": [*AMOUNTS]})
]
"""A quantity with its hedge, as `macros.facts.quantity` reads it."""


NOBODY = "no source is named"
"""What stands for somebody for whom a document has no words at all, as where it says "reportedly"."""


class Link(Record):
    """One link of a chain of attribution: somebody through whom words reached the reader.

    An actor's id alone is a link, too. Several links stand in a list, in the order in which the words travelled: the origin first.
    """

    model_config = _one_of("actor", "source", "unnamed")

    actor: ActorId | None = None
    """The actor who spoke or passed the words on. A link has exactly one of `actor`, `source` and `unnamed`."""
    source: SourceId | None = None
    """The source that received the words."""
    unnamed: Line | None = None
    """What the document calls somebody it does not name, in its own words; `no source is named` where it has none."""
    as_: Line | None = Field(None, alias="as")
    """The capacity in which the document presents them, close to its own words."""
    with_: tuple[ActorId, ...] = Field((), alias="with")
    """Actors who said it jointly with them."""
    how: Line | None = None
    """The way the words were passed on: on Twitter, in an interview, at a press conference."""

    @model_validator(mode="after")
    def _one_party(self) -> "Link":
        _require_one(self, "actor", "source", "unnamed")
        return self


Links = Annotated[tuple[ActorId | Link, ...], Field(min_length=1)]

Chain = Annotated[tuple[Link, ...], BeforeValidator(_as_chain, json_schema_input_type=ActorId | Link | Links), Field(min_length=1)]
"""Links in the order in which the words travelled; an actor's id alone is a link."""


class Basis(Record):
    """A value and why it may be given: stated by words, inferred from words, or absent from the document."""

    model_config = _one_of(
        "stated",
        "inferred",
        "absent",
        dependentRequired={"stated": ["value"], "inferred": ["value", "from"], "from": ["inferred"]},
        dependentSchemas={"absent": {"properties": {"value": False}}},
    )

    value: Line | None = None
    """The value, unless it is absent: then only `absent` is given."""
    stated: Citations | None = None
    """The words that state it: exactly one of `stated`, `inferred` and `absent` is given."""
    inferred: Text | None = None
    """Why it follows, where no words state it; `from` gives the words."""
    from_: Citations | None = Field(None, alias="from")
    """The words it is inferred from."""
    absent: Text | None = None
    """What was looked for in vain; nothing is filled in from elsewhere."""
    note: Text | None = None
    """What a reader should know about the value."""

    @model_validator(mode="after")
    def _one_basis(self) -> "Basis":
        _require_one(self, "stated", "inferred", "absent")
        if (self.value is None) != (self.absent is not None):
            raise PydanticCustomError("basis_value", "give a value, or say that it is 'absent', not both or neither")
        if (self.inferred is None) != (self.from_ is None):
            raise PydanticCustomError("basis_from", "'inferred' gives the reason and 'from' the words: both or neither")
        return self

    @property
    def kind(self) -> str:
        """`stated`, `inferred` or `absent`."""
        return "stated" if self.stated else "inferred" if self.inferred else "absent"


class Dated(Basis):
    """A date in EDTF with its basis."""

    value: Edtf | None = None
    """The date in EDTF, as precise as its words are and no more, unless it is absent."""


class Labelled(Record):
    """What has a label, written before anything else."""

    label: Line
    """What it is, as a short label."""


class Particular(Basis, Labelled):
    """Something else that the document says about itself."""


LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
"""The form of a language tag (BCP 47)."""

LONGEST_DAMAGE = 60
"""Characters of an entry of a damage table: one that is longer than a few words could make a document of any length."""


class Damage(Record):
    """Characters that were wrongly decoded before the document was received, and what they stood for."""

    printed: Annotated[str, Field(min_length=1, max_length=LONGEST_DAMAGE, json_schema_extra={"pattern": r"[^A-Za-z0-9_\s]"})]
    """The characters as they stand in the seed; plain words are no damage."""
    repaired: Annotated[str, Field(max_length=LONGEST_DAMAGE)]
    """What they are read as, for matching and for display."""
    reason: Line
    """Why they may be read so."""

    @model_validator(mode="after")
    def _no_words(self) -> "Damage":
        """Refuse plain words: a table that reads words as other words would let any passage through."""
        if re.fullmatch(r"[\w\s]*", self.printed, re.ASCII):
            raise PydanticCustomError("damage_words", "'{printed}' is no damage: these are plain words", {"printed": self.printed})
        return self


class Lost(Record):
    """A place where words are missing; they are shown as lost and never restored."""

    before: Line
    """The words just before the place, as printed after repair."""
    after: Line
    """The words just after it."""
    reason: Line
    """How it shows that words are missing."""


class Omission(Record):
    """Whole sentences of a source that no record cites, and why."""

    exact: Line
    """The sentence or sentences; wherever they stand as whole sentences they count as omitted."""
    reason: Line
    """Why no record cites them."""


class Original(Record):
    """The file from which the text of a document was taken, as it was received: a saved page, a PDF."""

    file: Line
    """The file's name in seeds/originals/."""
    sha256: Sha256
    """The SHA-256 of the file's bytes, in hexadecimal."""


class Source(Record):
    """A seed document and its bibliographic record, in the fields of CSL-JSON."""

    id: Id
    """The file's name without `.yml`; it need not be written."""
    seed: Line
    """The document's file name in seeds/."""
    sha256: Sha256
    """The SHA-256 of the document's bytes, in hexadecimal."""
    original: Original | None = None
    """The file from which the document was taken, where it is not the document itself."""
    name: Line
    """The short name by which this brief calls the source: a label, not a fact about it."""
    title: Basis
    """The title of the document."""
    subtitle: Basis | None = None
    """The line under the title."""
    author: Basis
    """Who wrote it."""
    container_title: Basis = Field(alias="container-title")
    """The outlet that published it."""
    issued: Dated
    """When it was published."""
    URL: Basis
    """The address at which it was published, as the document prints it."""
    language: Basis
    """The language of the text."""
    copy_: Basis | None = Field(None, alias="copy")
    """What kind of copy was read, where the document shows it."""
    also: tuple[Particular, ...] = ()
    """What else the document says about itself."""
    damage: tuple[Damage, ...] = ()
    """The damage table: wrongly decoded characters and their repair."""
    lost: tuple[Lost, ...] = ()
    """Places where words are missing."""
    omitted: tuple[Annotated[Omission, Item], ...] = ()
    """Sentences that no record cites, with the reason."""
    coverage: Literal["full", "partial"] = "full"
    """`partial` while the source is still being worked through; else every sentence is cited, or stands under `omitted`."""
    show: Literal["passages", "full"] = "passages"
    """How much of the document its page shows: the passages in their sentences, or the full text where rights allow it."""


class Absence(Record):
    """Words that were searched for and do not occur. A word also finds the words that begin with it, in any case."""

    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The words searched for."""
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    """The sources searched."""


class Reading(Record):
    """What makes a sentence the brief's own inference."""

    rests_on: Annotated[tuple[StatementId, ...], Field(min_length=1)]
    """The statements, events, answers or relations from which it follows."""
    because: Text | None = None
    """The reason, where it is not plain."""


class Cited(Record):
    """What every record has that says something on the word of a source."""

    id: Id
    """The record's id, unique in the brief and never used again."""
    text: Text
    """What is said, in the brief's own words and not in those of the source: a sentence or two."""
    cite: Citations | None = None
    """The passages that support it."""
    said_by: Chain | None = None
    """Who says so, from the origin onwards, where it is not the document itself."""
    derived: Text | None = None
    """Why a number, date or name of the text that is not in the passages follows from them."""


class Statement(Cited):
    """One sentence or two in the brief's own words: cited, an absence, or the brief's own reading."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["cite"]}, {"required": ["absent"]}, {"required": ["reading"]}],
            "dependentSchemas": {"reading": {"properties": {"cite": False, "absent": False}}},
        }
    )

    label: Line | None = None
    """A short label, where statements stand in a table."""
    absent: Absence | None = None
    """Words that the named sources do not contain."""
    reading: Reading | None = None
    """Marks the sentence as the brief's own inference."""

    @model_validator(mode="after")
    def _has_support(self) -> "Statement":
        if self.reading and (self.cite or self.absent):
            raise PydanticCustomError("support", "a 'reading' rests on records, it has no 'cite' or 'absent' of its own")
        if not (self.cite or self.absent or self.reading):
            raise PydanticCustomError("support", "a statement needs 'cite', 'absent' or 'reading'")
        return self


class Role(Cited):
    """A post or part that an actor had, as of some time."""

    cite: Citations
    """The passages that support it."""
    organisation: ActorId | None = None
    """The organisation in which the role was held."""
    when: Literal["present", "past"] = "present"
    """Whether the source presents it as present or past at its own time."""
    date: Dated | None = None
    """When, where the source says."""


class Relation(Cited):
    """A tie from the actor whose file declares it to another actor."""

    cite: Citations
    """The passages that support it."""
    type: RelationTypeId
    """What ties the two; the kinds and their labels stand in data/brief.yml."""
    object: ActorId
    """The other actor."""
    when: Literal["present", "past"] = "present"
    """Whether the source presents it as present or past."""
    date: Dated | None = None
    """When, where the source says."""


class Actor(Record):
    """A person, group, organisation or state that the sources name."""

    id: Id
    """The file's name without `.yml`; it need not be written."""
    name: Line
    """The name this brief uses."""
    kind: Literal["person", "group", "organisation", "state"]
    """What the actor is: a `person`; a `group` that acts together (a movement, a network, some countries); an `organisation` with
    offices (an agency, an army, an outlet, a government); a `state`."""
    spellings: tuple[Line, ...] = ()
    """Other names and spellings that the sources print, letter for letter: by these the checker knows the actor in a passage."""
    summary: Annotated[Statement, Item] | None = None
    """One sentence that introduces the actor."""
    roles: tuple[Annotated[Role, Item], ...] = ()
    """Posts and parts over time."""
    relations: tuple[Annotated[Relation, Item], ...] = ()
    """Ties to other actors, declared here only."""
    statements: tuple[Annotated[Statement, Item], ...] = ()
    """What else the sources say of the actor."""


class Event(Cited):
    """Something that happened, with its date."""

    cite: Citations
    """The passages that support it."""
    date: Dated
    """When it happened, and why that date may be given."""
    kind: EventKindId
    """What kind of event it is; the kinds and their labels stand in data/brief.yml."""
    short: Line | None = None
    """A name of a few words, which stands beside its bar in the strip if few other events are told by as many documents."""
    actors: tuple[ActorId, ...] = ()
    """Actors that took part or are spoken of."""
    topics: tuple[TopicId, ...] = ()
    """Topics on whose timeline it stands."""


class Timeline(Record):
    """A file of events that belong together."""

    id: Id
    """The file's name without `.yml`; it need not be written."""
    title: Line
    """The name of its lane."""
    events: tuple[Annotated[Event, Item], ...] = ()
    """The events, in order of time."""


class Quote(Record):
    """Words of a speaker, with the whole chain through which they reached the reader."""

    id: Id
    """The quote's id, unique in the brief."""
    words: Words | None = None
    """The words to show, each piece within a passage; without it, the passages themselves."""
    form: Literal["verbatim", "translation", "interview", "paraphrase"]
    """How the source gives the words: in quotation marks (`verbatim`), as a `translation`, as an answer in an `interview`, or as
    `paraphrase`. Only `verbatim` is set as speech."""
    as_: Line | None = Field(None, alias="as")
    """The capacity in which the source presents the speaker."""
    to: Chain | None = None
    """To whom they were said, where the source says."""
    through: Chain | None = None
    """Through whom they reached the source, in order."""
    date: Dated | None = None
    """When they were said, where the source says."""
    gist: Text | None = None
    """What the words are about, as a short heading over them in the brief's own words; the words themselves are not repeated."""
    topics: tuple[TopicId, ...] = ()
    """Topics they bear on."""
    cite: Citations
    """The passages in which they are printed."""
    attribution: Citations | None = None
    """The passage that names the speaker, where the words' paragraph does not."""


class Quotes(Record):
    """The quotes of one speaker: an actor of the same id, or somebody whom the document does not name."""

    id: Id
    """The speaker: the file's name without `.yml`; it need not be written."""
    unnamed: Line | None = None
    """What the document calls a speaker it does not name, in its own words."""
    quotes: tuple[Annotated[Quote, Item], ...] = ()
    """The speaker's quotes."""


class Part(Record):
    """A number that a source gives as part of another."""

    value: Amount
    """The quantity."""
    of: Line
    """What it counts."""


class Answer(Record):
    """What one source answers to a figure's question, in its own words."""

    model_config = _one_of("cite", "absent", dependentSchemas={"cite": _one_of("value", "says")["json_schema_extra"]})

    id: Id
    """The answer's id, unique in the brief."""
    value: Amount | None = None
    """The quantity with the hedge its words have. Each cited answer gives `value` or `says`."""
    says: Text | None = None
    """The answer in the brief's own words, where the question is not one of number."""
    parts: tuple[Part, ...] = ()
    """Numbers given as part of the value."""
    measures: Text | None = None
    """What exactly this source counts, and where and when, if that is narrower, wider or other than the question asks."""
    as_of: Dated | None = None
    """The time for which the source gives the answer, which may lie long before the source itself."""
    said_by: Chain | None = None
    """Who says so, from the origin onwards, where it is not the document itself."""
    cite: Citations | None = None
    """The passages that give it."""
    absent: Absence | None = None
    """Words searched for in vain, where the source does not speak of it."""
    derived: Text | None = None
    """Why a value that the words do not give follows from them."""

    @model_validator(mode="after")
    def _answers(self) -> "Answer":
        _require_one(self, "cite", "absent")
        if self.cite:
            _require_one(self, "value", "says")
        return self


class Figure(Record):
    """A question on which sources may differ, with the answer of each."""

    id: Id
    """The file's name without `.yml`; it need not be written."""
    question: Line
    """The question."""
    unit: Line | None = None
    """What is counted, in the plural (hours, people killed), where the question is one of number."""
    topics: tuple[TopicId, ...] = ()
    """Topics it bears on."""
    verdict: Literal["conflict", "compatible", "different", "agree", "alone"]
    """How the cited answers stand to each other: they contradict (`conflict`); they differ and can all be true (`compatible`); they
    measure different things (`different`); they say the same (`agree`); or one source alone gives an answer (`alone`)."""
    explanation: Text
    """Why the verdict: the brief's own reading of the answers."""
    answers: tuple[Annotated[Answer, Item], ...]
    """One answer of one source each, in the order shown; one that is silent has an answer with `absent`."""


class Block(Record):
    """One block of a section: a paragraph of statements, or something shown from elsewhere."""

    model_config = _one_of("statements", "quote", "figure", "events", "relations")

    statements: tuple[Annotated[Statement, Item], ...] | None = None
    """The sentences of a paragraph, in order. A block has exactly one of its keys."""
    quote: QuoteId | None = None
    """A quote to show."""
    figure: FigureId | None = None
    """A disputed figure to show."""
    events: tuple[EventId, ...] | None = None
    """Events to list."""
    relations: tuple[RelationId, ...] | None = None
    """Relations to draw and list."""

    @model_validator(mode="after")
    def _one_block(self) -> "Block":
        _require_one(self, "statements", "quote", "figure", "events", "relations")
        return self


class Section(Record):
    """A part of a topic page."""

    id: Id
    """The section's anchor on its page."""
    title: Line
    """The heading of the section."""
    paragraphs: Annotated[tuple[Annotated[Block, Item], ...], Field(min_length=1)]
    """The blocks under the heading, in reading order: paragraphs of statements, and what is shown from elsewhere in data/."""


class Topic(Record):
    """A page of the brief."""

    id: Id
    """The file's name without `.yml`; it need not be written."""
    title: Line
    """The page's title."""
    short: Line
    """The title for the navigation."""
    line: Annotated[Statement, Item]
    """One sentence for the home page."""
    bottom_line: Annotated[tuple[Annotated[Statement, Item], ...], Field(min_length=1)]
    """What a reader should take away, in a few sentences at the head of the page."""
    sections: Annotated[tuple[Annotated[Section, Item], ...], Field(min_length=1)]
    """The sections of the page, in reading order: each a heading and its paragraphs."""


class RelationType(Record):
    """A kind of tie between actors."""

    label: Line
    """The label from subject to object: 'leads'."""
    reverse: Line
    """The label read from the object: 'is led by'."""
    past: Line | None = None
    """The label of a tie that the source presents as past: 'led'; `label` again, where that is past already. Without it, the label
    stands with 'in the past' beside it."""
    reverse_past: Line | None = None
    """The same, read from the object: 'was led by'; without it, `reverse` stands."""
    hostile: Literal["yes", "war", "no"] = "no"
    """Whether the tie is one of hostility; `war` where it is one of arms, which has a sign of its own in the maps."""


class Waiver(Record):
    """A finding that is accepted for one record, with the reason. One that waives nothing is an error."""

    record: Id
    """The record's id."""
    rule: Line
    """The name of the rule."""
    reason: Line
    """Why the record is right as it stands."""


class Front(Record):
    """What the brief is: its title, its question, and the kinds that its records use."""

    id: Id
    """The file's name without `.yml`; it need not be written."""
    title: Line
    """The title of the brief."""
    question: Line
    """The question it answers: the headline of the home page."""
    summary: Annotated[tuple[Annotated[Statement, Item], ...], Field(min_length=1)]
    """The answer in a few cited sentences."""
    language: Annotated[str, Field(pattern=LANGUAGE)]
    """The language of the pages, a BCP 47 tag."""
    licence: Line
    """The licence of the facts and text."""
    topics: Annotated[tuple[TopicId, ...], Field(min_length=1)]
    """The topics in reading order."""
    relation_types: dict[Id, RelationType] = Field(default_factory=dict)
    """The kinds of tie that relations use."""
    event_kinds: dict[Id, Line] = Field(default_factory=dict)
    """The kinds of event, with their labels."""
    retired: tuple[Id, ...] = ()
    """Ids that records once had; addresses may still lead to them, so that no other record takes them."""
    waivers: tuple[Annotated[Waiver, Item], ...] = ()
    """Findings that are accepted."""


KINDS: dict[str, type[Record]] = {
    "sources": Source,
    "topics": Topic,
    "actors": Actor,
    "timelines": Timeline,
    "quotes": Quotes,
    "figures": Figure,
}
"""The folder of data/ that holds each kind of file."""

SCHEMAS: dict[type[Record], str] = {
    Front: "brief",
    Source: "source",
    Topic: "topic",
    Actor: "actor",
    Timeline: "timeline",
    Quotes: "quotes",
    Figure: "figure",
}
"""The name of each kind of file, and of its schema."""

QUOTES_OF = "quotes-of-"
"""Begins the id of the file of a speaker's quotes, which would else be the speaker's own."""


def quotes_of(speaker: str) -> str:
    """Return the id of the file of a speaker's quotes."""
    return QUOTES_OF + speaker


SCHEMA_FOLDER = ".schema"
"""The folder of data/ in which the schemas stand, for editors."""
