"""A contested question as a table whose last column is drawn. Nothing is averaged, and no hedge is left off."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from macros.brief import Brief
from macros.facts.dates import in_words
from macros.facts.quantity import Quantity, quantity
from macros.facts.records import Answer, Figure, Source
from macros.pages import voice
from macros.pages.excerpt import Piece, words
from macros.pages.views import grouped, sound, sources

HEADROOM = 1.2
"""The axis is this much longer than the largest value, so that arrows have room."""

MOST_TICKS = 5

VERDICTS = {
    "conflict": "The sources contradict each other",
    "different": "They measure different things",
    "compatible": "Both can be true",
    "agree": "The sources agree",
    "alone": "One source alone answers",
}
"""The verdicts in words, and in the order of the index."""

IN_FULL = ("conflict", "different")
"""The verdicts whose questions the index shows with all answers."""

WORDINGS = {
    "exact": "a number without a hedge",
    "about": "“about”, “around”, “roughly”",
    "range": "from one value to another",
    "about range": "“around” or “roughly”, from one value to another",
    "over": "“over”, “more than”: the value itself is excluded",
    "at least": "“at least”: the value is included",
    "nearly": "“nearly”, “almost”: a little less",
    "under": "“under”, “fewer than”: the value itself is excluded",
    "up to": "“up to”, “at most”: the value is included",
    "word": "a word, not a number",
    "part": "small or thin: a number given as part of the whole",
    "none": "an empty row: the source gives no number",
}
"""What the sign of each kind of wording means, in the order of the key."""

NOTHING = "none"
"""The kind of a row that is kept empty."""


@dataclass(frozen=True)
class Sign:
    """A quantity as it is drawn, in percent of the axis."""

    kind: str
    left: float
    width: float = 0
    label: str = ""
    """The source's word, or what a part counts."""
    part: bool = False
    """Whether it is given as part of the whole; it is drawn thin."""

    @property
    def right(self) -> float:
        """The upper end of a range."""
        return round(self.left + self.width, 2)


@dataclass(frozen=True)
class Row:
    """One answer."""

    answer: Answer
    sources: tuple[Source, ...]
    words: tuple[Piece, ...]
    amount: str
    """The quantity in short, for small drawings."""
    as_of: str
    claimant: str
    signs: tuple[Sign, ...]
    parts: tuple[str, ...]
    """The numbers given as part of the value, with what they count."""


@dataclass(frozen=True)
class Chart:
    """A figure with everything its table needs."""

    figure: Figure
    numeric: bool
    verdict: str
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]

    def again(self, row: Row) -> bool:
        """Tell whether the sources of a row have another row, so that a reader needs to know how the two differ."""
        return any(set(row.sources) & set(other.sources) for other in self.rows if other is not row)

    @property
    def answering(self) -> tuple[str, ...]:
        """The names of the sources that answer."""
        return tuple(dict.fromkeys(source.name for row in self.rows if not row.answer.absent for source in row.sources))


def chart(brief: Brief, figure: Figure) -> Chart:
    """Build the view of a figure."""
    answers = sound(figure.answers)
    largest = max((value for answer in answers for value in _values(answer)), default=0)
    step = _step(largest)
    top = max(largest, step) * HEADROOM
    rows = tuple(_row(brief, answer, top) for answer in answers)
    ticks = tuple((round(100 * step * n / top, 2), grouped(_short(step * n))) for n in range(int(top / step) + 1))
    numeric = any(answer.value for answer in answers)
    return Chart(figure, numeric, VERDICTS[figure.verdict], ticks if numeric else (), rows)


def key(charts: Iterable[Chart]) -> tuple[tuple[str, str], ...]:
    """Return (kind, wording) of the signs that occur in charts, for the legend."""
    rows = [row for chart in charts for row in chart.rows if not row.answer.absent]
    signs = [sign for row in rows for sign in row.signs]
    used = {"part" if sign.part else sign.kind for sign in signs} | {NOTHING for row in rows if not row.signs}
    return tuple((kind, wording) for kind, wording in WORDINGS.items() if kind in used)


@dataclass(frozen=True)
class Group:
    """The contested questions of one verdict: shown in full, or listed by topic, with what the sources say on their own pages."""

    verdict: str
    title: str
    full: tuple[Chart, ...]
    listed: tuple[tuple[str, tuple[Chart, ...]], ...]
    """(the topic's title, its questions)"""

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every question of the verdict, in the order shown."""
        return (*self.full, *(chart for _, charts in self.listed for chart in charts))


def groups(brief: Brief, charts: Iterable[Chart]) -> tuple[Group, ...]:
    """Sort charts by verdict. Where sources differ they are shown in full, numbers first; where they do not, they are listed."""
    found = []
    for verdict, title in VERDICTS.items():
        those = [chart for chart in charts if chart.figure.verdict == verdict]
        if verdict in IN_FULL:
            found.append(Group(verdict, title, tuple(sorted(those, key=lambda chart: not chart.numeric)), ()))
        else:
            found.append(Group(verdict, title, (), tuple(_by_topic(brief, those))))
    return tuple(group for group in found if group.charts)


def _by_topic(brief: Brief, charts: Sequence[Chart]) -> Iterator[tuple[str, tuple[Chart, ...]]]:
    """Yield the charts of each topic, each with the first of its topics; those of none come last."""
    for topic in (*(brief.front.topics if brief.front else ()), ""):
        those = tuple(chart for chart in charts if next(iter(chart.figure.topics), "") == topic)
        if those:
            yield (brief.entries[topic].record.title if topic in brief.entries else "Of no topic"), those


def _short(value: float) -> str:
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def _values(answer: Answer) -> list[float]:
    amounts = [quantity(text) for text in (answer.value, *(part.value for part in answer.parts)) if text]
    return [amount.high for amount in amounts if amount.high is not None]


def _step(largest: float) -> float:
    if largest <= 0:
        return 1
    power = 10 ** math.floor(math.log10(largest / MOST_TICKS))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if largest / (power * factor) <= MOST_TICKS)


def _row(brief: Brief, answer: Answer, top: float) -> Row:
    cited = [located for located in brief.by_record.get(answer.id, ()) if located.field == "cite"]
    named = dict.fromkeys(located.citation.source for located in cited)
    missing = answer.absent.sources if answer.absent else ()
    claimant = voice.in_a_sentence(brief, answer.said_by) if answer.said_by else ""
    return Row(
        answer,
        sources(brief, [*named, *missing]),
        words(brief, cited[0]) if cited else (),
        _amount(answer),
        _as_of(answer),
        claimant,
        tuple(_signs(answer, top)),
        tuple(f"{grouped(part.value)} {part.of}" for part in answer.parts),
    )


def _as_of(answer: Answer) -> str:
    """Say for when an answer holds; that this is inferred says nothing of the date of the source, which may well be stated."""
    if not (answer.as_of and answer.as_of.value):
        return ""
    told = f"as of {in_words(answer.as_of.value)}"
    return f"{told}, as this brief infers" if answer.as_of.kind == "inferred" else told


def _amount(answer: Answer) -> str:
    if answer.absent:
        return "does not say"
    if answer.value == "none":
        return "gives no number"
    return grouped((answer.value or "").replace('"', ""))


def _signs(answer: Answer, top: float) -> list[Sign]:
    signs = [_sign(quantity(part.value), top, part.of, part=True) for part in answer.parts]
    if answer.value:
        signs.append(_sign(quantity(answer.value), top, "", after=max((sign.left for sign in signs), default=0)))
    return [sign for sign in signs if sign.kind != NOTHING]


def _sign(amount: Quantity, top: float, label: str, part: bool = False, after: float = 0) -> Sign:
    if amount.kind == "word":
        return Sign("word", after, label=amount.word)
    if amount.low is None or amount.high is None:
        return Sign(NOTHING, 0)
    left = round(100 * amount.low / top, 2)
    width = round(100 * (amount.high - amount.low) / top, 2)
    return Sign("part" if part and amount.kind == "exact" else amount.kind, left, width, label, part)
