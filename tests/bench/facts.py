"""An invented brief of any size: documents of random words, and facts that cite them truly. The same numbers give the same brief.

Every paragraph of a document names two actors, and has a sentence with a number, one with a date, one that an actor says, and one
that every paragraph repeats. Facts are dealt out over the paragraphs of all documents in turn.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

WORDS = """harbour lamp keeper tide storm signal vessel stone tower channel record night winter captain coast light fog bell rope
anchor wreck pilot quay wind sea chart lens oil wick watch log barrel gale shore rock cable mast sail deck hull""".split()  # noqa: SIM905
MONTHS = "January February March April June July August September October November December".split()  # noqa: SIM905
STOCK = "So it was written down in the book of the house."
"""The sentence that every paragraph repeats: to cite it takes a prefix."""

PARAGRAPHS, ACTORS, TOPICS, LANES, FULL_EVERY = 25, 300, 100, 10, 10
KINDS = ["statement"] * 14 + ["relation", "quote", "answer", "event"]
"""What the facts are, in turn."""


@dataclass(frozen=True)
class Paragraph:
    """Four sentences, and what they are about."""

    first: str
    """The id of the actor it is about and who speaks in it."""
    second: str
    number: str
    date: str
    """In EDTF; the second sentence prints it."""
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A document and its record."""

    id: str
    name: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    full: bool
    """Whether every sentence is cited or omitted."""

    @property
    def text(self) -> str:
        """The whole document."""
        return "\n\n".join([self.title, *(" ".join(paragraph.sentences) for paragraph in self.paragraphs)]) + "\n"


@dataclass(frozen=True)
class Fact:
    """A record with one citation."""

    id: str
    kind: str
    text: str
    source: Source
    paragraph: Paragraph
    sentence: int
    """Which sentence of the paragraph it cites."""
    exact: tuple[str, ...]
    prefix: str = ""

    @property
    def line(self) -> int:
        """The line of the document."""
        return 3 + 2 * self.source.paragraphs.index(self.paragraph)


@dataclass
class Invented:
    """A whole brief."""

    actors: dict[str, str]
    sources: list[Source]
    topics: dict[str, list[Fact]] = field(default_factory=dict)
    lanes: dict[str, list[Fact]] = field(default_factory=dict)
    persons: dict[str, list[Fact]] = field(default_factory=dict)
    """Statements and relations of each actor."""
    quotes: dict[str, list[Fact]] = field(default_factory=dict)
    figures: dict[str, list[Fact]] = field(default_factory=dict)
    """Pairs of answers."""


def invent(sources: int, citations: int) -> Invented:
    """Return a brief of so many sources and citations: one a title, one a fact (an event has two), and one of the home page."""
    rnd = random.Random(f"{sources} {citations}")
    actors = {f"{one}-{two}": f"{one.title()} {two.title()}" for one, two in _names(rnd)}
    brief = Invented(actors, [_source(rnd, number, list(actors)) for number in range(sources)])
    places = _places(rnd, brief.sources)
    number, left = 0, citations - sources - 1
    while left > 0:
        kind = KINDS[number % len(KINDS)] if left > 1 else "statement"
        _deal(brief, _fact(rnd, number, kind, *next(places), brief.actors), number)
        number, left = number + 1, left - (2 if kind == "event" else 1)
    return brief


def _names(rnd: random.Random) -> list[tuple[str, str]]:
    beginnings, ends = (
        ("ab", "cor", "del", "fen", "gar", "hol", "jan", "kel", "mor", "pel"),
        ("ara", "edo", "inka", "osh", "urt", "yen"),
    )
    parts = [beginning + end for beginning in beginnings for end in ends]
    return rnd.sample([(one, two) for one in parts for two in parts if one != two], ACTORS)


def _source(rnd: random.Random, number: int, actors: list[str]) -> Source:
    title = f"What the keepers wrote of {_words(rnd, 5)}"
    paragraphs = tuple(_paragraph(rnd, *rnd.sample(actors, 2)) for _ in range(PARAGRAPHS))
    return Source(f"log-{number:04}", f"Log {1000 + number}", title, paragraphs, number % FULL_EVERY == 0)


def _paragraph(rnd: random.Random, first: str, second: str) -> Paragraph:
    one, two = (name.replace("-", " ").title() for name in (first, second))
    number, year, month, day = f"{rnd.randint(1000, 99999):,}", rnd.randint(1800, 1999), rnd.choice(MONTHS), rnd.randint(1, 28)
    hedged = f"about {number}" if rnd.random() < 0.3 else number
    sentences = (
        f"{_words(rnd, 4).capitalize()} with {one} and {two} – the {_words(rnd, 4)} – sent {hedged} barrels to {_words(rnd, 4)}.",
        f"The keeper’s {_words(rnd, 5)} came on {day} {month} {year} past {_words(rnd, 5)}.",
        f"“{_words(rnd, 9).capitalize()},” said {one}.",
        STOCK,
    )
    date = f"{year}-{1 + _CALENDAR.index(month):02}-{day:02}"
    return Paragraph(first, second, hedged, date, sentences)


_CALENDAR = [*MONTHS[:4], "May", *MONTHS[4:]]


def _words(rnd: random.Random, number: int) -> str:
    return " ".join(rnd.choices(WORDS, k=number))


def _places(rnd: random.Random, sources: list[Source]) -> Iterator[tuple[Source, Paragraph]]:
    while True:
        for number in rnd.sample(range(PARAGRAPHS), PARAGRAPHS):
            yield from ((source, source.paragraphs[number]) for source in sources)


def _fact(rnd: random.Random, number: int, kind: str, source: Source, paragraph: Paragraph, actors: dict[str, str]) -> Fact:
    sentence = {"event": 1, "quote": 2}.get(kind, 0)
    printed = paragraph.sentences[sentence]
    link = f"[[{paragraph.first}|{actors[paragraph.first]}]]"
    text = f"As the log has it, {link} sent {paragraph.number} barrels, and {_words(rnd, 40)}."
    exact, prefix = (printed.rstrip("."),), ""
    if kind == "event":
        text = f"The {_words(rnd, 20)} came past {link}."
    elif kind == "quote":
        exact = (printed[1 : printed.index(",")],)
    elif number % 7 == 3:
        exact = tuple(piece.strip() for piece in printed.rstrip(".").split("–"))[::2]
    elif number % 11 == 4 and kind == "statement" and not source.full:
        text, exact, prefix = f"It was written down, and {_words(rnd, 40)}.", (STOCK,), f"{paragraph.sentences[2]} "
    return Fact(f"f{number}", kind, text, source, paragraph, sentence, exact, prefix)


def _deal(brief: Invented, fact: Fact, number: int) -> None:
    """Put a fact where its kind belongs."""
    if fact.kind == "event":
        brief.lanes.setdefault(f"lane-{number % LANES}", []).append(fact)
    elif fact.kind == "quote":
        brief.quotes.setdefault(fact.paragraph.first, []).append(fact)
    elif fact.kind == "answer":
        brief.figures.setdefault(f"question-{number // (2 * len(KINDS))}", []).append(fact)
    elif fact.kind == "relation" or number % len(KINDS) == 0:
        brief.persons.setdefault(fact.paragraph.first, []).append(fact)
    else:
        brief.topics.setdefault(f"topic-{number % TOPICS}", []).append(fact)
