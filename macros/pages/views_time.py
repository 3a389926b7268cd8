"""Events in order of time, by year, and the strip that draws them. A date is never made sharper than its source."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from macros.brief import Brief
from macros.facts.dates import MONTHS, in_words, sort_key, span
from macros.facts.records import Dated, Event
from macros.pages.places import plain
from macros.pages.views import sound

LONGEST_MONTH = 31
"""Days up to which a span is drawn as a dark bar: a month, or a few days."""

WIDEST_GAP = 6
"""Years without an event after which the strip leaves out what is earlier."""

MONTHS_ENLARGED = 3
"""Calendar months in the enlarged part of the strip."""

ROOM = {"day": 0.6, "month": 0.8, "long": 0.8, "before": 3.6, "after": 3.6}
"""Percent of the strip's width that each way of drawing takes at the least."""

LEAST_ENLARGED = 5
"""Events below which nothing is enlarged."""


@dataclass(frozen=True)
class When:
    """A date as it is shown."""

    words: str
    exact: bool
    missing: str
    """What the source does not say of the date."""
    why: str = ""
    """The reason, where the date is inferred."""


@dataclass(frozen=True)
class Happening:
    """An event on its lane."""

    event: Event
    lane: str
    kind: str
    when: When
    year: str


@dataclass(frozen=True)
class Year:
    """The events of one year, or of what is known no better."""

    label: str
    events: tuple[Happening, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the year on its page."""
        return f"year-{self.label.lower().replace(' ', '-')}"


def when(dated: Dated) -> When:
    """Say a date, and what its source leaves open."""
    if dated.value is None:
        return When("Date not stated", False, "", dated.absent or "")
    words, precision = in_words(dated.value), span(dated.value).precision
    lacks = {
        "month": "day not stated",
        "year": "day and month not stated",
        "decade": "year not stated",
        "century": "year not stated",
    }.get(precision, "")
    inferred = dated.kind == "inferred"
    exact = precision == "day" and dated.value[-1] not in "~?%" and not inferred
    missing = ", ".join(part for part in (lacks, "inferred" if inferred else "") if part)
    return When(words[0].upper() + words[1:], exact, missing, dated.inferred or "")


def happenings(brief: Brief, keep: Callable[[Event], bool] | None = None) -> list[Happening]:
    """Return the events that `keep` lets pass, in order of time."""
    found: list[Happening] = []
    kinds = brief.front.event_kinds if brief.front else {}
    for timeline in brief.records("timeline"):
        for event in sound(timeline.events):
            if keep is None or keep(event):
                found.append(Happening(event, timeline.title, kinds.get(event.kind, event.kind), when(event.date), _year(event)))
    return sorted(found, key=lambda item: sort_key(item.event.date.value) if item.event.date.value else (date.max, date.max, ""))


def _year(event: Event) -> str:
    if event.date.value is None:
        return "No date"
    bare = event.date.value.split("/")[0].rstrip("?~%")
    if bare in ("..", ""):
        bare = event.date.value.split("/")[1]
    return in_words(bare).removeprefix("the ") if bare.endswith("X") else bare[:4]


def years(events: Iterable[Happening]) -> tuple[Year, ...]:
    """Group events by year."""
    return tuple(Year(label, tuple(found)) for label, found in groupby(events, key=lambda item: item.year))


@dataclass(frozen=True)
class Bar:
    """An event as it is drawn: percent of the strip's width from its left edge."""

    id: str
    title: str
    kind: str
    """`day`, `month`, `long`, `before` or `after`."""
    left: float
    width: float = 0
    row: int = 0
    """The row of its lane, counted from 0: bars that overlap stand below each other."""


@dataclass(frozen=True)
class Lane:
    """A timeline's row in the strip."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max((bar.row for bar in self.bars), default=0) + 1


@dataclass(frozen=True)
class Scale:
    """A stretch of time drawn to scale."""

    first: date
    end: date
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    earlier: int = 0
    """Events left out because they are much earlier."""

    def at(self, day: date) -> float:
        """Return the place of a day in percent."""
        return _percent(self.first, self.end, day)


@dataclass(frozen=True)
class Strip:
    """The overview and, where many events are close together, the enlarged part."""

    count: int
    overview: Scale
    enlarged: Scale | None
    kinds: tuple[str, ...]
    """The ways of drawing that occur, for the key."""


def _percent(first: date, end: date, day: date) -> float:
    return round(100 * (day - first).days / (end - first).days, 2)


def strip(brief: Brief) -> Strip | None:
    """Draw all timelines, or nothing where there are no dated events."""
    dated = [item for item in happenings(brief) if item.event.date.value]
    if not dated:
        return None
    first, last = _stretch(dated)
    earlier = sum(1 for item in dated if _days(item.event)[1] < first)
    overview = _scale(brief, first, last, _year_ticks(first, last), earlier)
    enlarged = _enlarged(brief, dated) if (last - first).days > 2 * 366 else None
    used = {bar.kind for scale in (overview, enlarged) if scale for lane in scale.lanes for bar in lane.bars}
    return Strip(len(dated), overview, enlarged, tuple(kind for kind in ROOM if kind in used))


def _days(event: Event) -> tuple[date, date]:
    days = span(event.date.value or "")
    first, last = days.first or days.last, days.last or days.first
    assert first
    assert last
    return first, last


def _stretch(dated: list[Happening]) -> tuple[date, date]:
    starts = sorted({_days(item.event)[0].year for item in dated}, reverse=True)
    first = starts[0]
    for year in starts:
        if first - year > WIDEST_GAP:
            break
        first = year
    return date(first, 1, 1), date(max(_days(item.event)[1].year for item in dated) + 1, 1, 1)


def _year_ticks(first: date, end: date) -> tuple[tuple[float, str], ...]:
    step = max(1, (end.year - first.year) // 10)
    return tuple((_percent(first, end, date(year, 1, 1)), str(year)) for year in range(first.year, end.year, step))


def _scale(brief: Brief, first: date, end: date, ticks: tuple[tuple[float, str], ...], earlier: int = 0) -> Scale:
    lanes = []
    for timeline in brief.records("timeline"):
        bars = (_bar(event, first, end) for event in sound(timeline.events) if event.date.value)
        lanes.append(Lane(timeline.title, _in_rows([bar for bar in bars if bar])))
    return Scale(first, end, ticks, tuple(lanes), earlier)


def _in_rows(bars: list[Bar]) -> tuple[Bar, ...]:
    """Give each bar the first row in which it covers no other."""
    ends: list[float] = []
    placed = []
    for bar in sorted(bars, key=_begin):
        begin = _begin(bar)
        row = next((number for number, end in enumerate(ends) if end <= begin), len(ends))
        ends[row:] = [begin + max(bar.width, ROOM[bar.kind]), *ends[row + 1 :]]
        placed.append(replace(bar, row=row))
    return tuple(placed)


def _begin(bar: Bar) -> float:
    return bar.left - (ROOM["before"] if bar.kind == "before" else 0)


def _bar(event: Event, first: date, end: date) -> Bar | None:
    start, last = _days(event)
    days = span(event.date.value or "")
    if last < first or start >= end:
        return None
    title = f"{in_words(event.date.value or '')}: {plain(event.text)}"
    if days.first is None:
        return Bar(event.id, title, "before", _percent(first, end, last))
    if days.last is None:
        return Bar(event.id, title, "after", _percent(first, end, start))
    left = _percent(first, end, max(start, first))
    width = _percent(first, end, min(last + timedelta(1), end)) - left
    kind = "day" if start == last else "month" if (last - start).days < LONGEST_MONTH else "long"
    return Bar(event.id, title, kind, left, round(width, 2))


def _enlarged(brief: Brief, dated: list[Happening]) -> Scale | None:
    days = [_days(item.event)[0] for item in dated if span(item.event.date.value or "").precision == "day"]
    months = sorted({day.replace(day=1) for day in days})
    windows = [(sum(start <= day < _later(start, MONTHS_ENLARGED) for day in days), start) for start in months]
    if not windows or max(windows)[0] < LEAST_ENLARGED:
        return None
    most = max(count for count, _ in windows)
    first = next(start for count, start in windows if count == most)
    end = _later(first, MONTHS_ENLARGED)
    starts = [_later(first, number) for number in range(MONTHS_ENLARGED)]
    names = [f"1 {MONTHS[day.month - 1]}" for day in starts]
    ticks = tuple(
        (_percent(first, end, day), name) for day, name in zip(starts, [f"{names[0]} {first.year}", *names[1:]], strict=True)
    )
    return _scale(brief, first, end, ticks)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
