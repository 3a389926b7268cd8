"""The strip that draws all events to scale: an overview, and the months in which most of them stand, enlarged.

Each bar is one date of one timeline, drawn as wide as the source leaves it; events with the same date share a bar. All places
are in percent of the strip's width, so that lettering keeps its size in any window.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from macros.brief import Brief
from macros.facts.dates import MONTHS, in_words, span
from macros.facts.records import Event
from macros.links import plain
from macros.pages.lettering import measure
from macros.pages.prose import typeset
from macros.pages.views import counted, sound
from macros.pages.views_time import Happening, happenings

LONGEST_MONTH = 31
"""Days up to which a span is drawn as a dark bar: a month, or a few days."""

WIDEST_GAP = 6
"""Years without an event after which the strip leaves out what is earlier."""

MONTHS_ENLARGED = 3
"""Calendar months in the enlarged part of the strip."""

LEAST_ENLARGED = 5
"""Events below which nothing is enlarged."""

ROOM = {"day": 1.4, "month": 0.9, "long": 0.9, "before": 4.4, "after": 4.4}
"""Percent of the strip's width that each way of drawing takes at the least: the narrowest strip is some 340 pixels wide."""

ROOM_OF_COUNT = 3.2
"""Percent taken by the number beside a bar that stands for several events."""

MOST_NAMED = 6
"""Names in the strip at the most: of the events that have one, those of which most documents tell, then those most cited."""

NARROWEST = 340
"""Pixels of the strip on the narrowest screens: there a name takes most of its width."""

NAME_SIZE = 12
"""The size of names in pixels."""

ROOM_BESIDE = 3.6
"""Percent kept free between a sign and its name, and behind the name."""

PITCH = 13
"""Pixels from one row of bars to the next."""


@dataclass(frozen=True)
class Bar:
    """A date as it is drawn: percent of the strip's width from its left edge."""

    ids: tuple[str, ...]
    """The events of this date."""
    title: str
    kind: str
    """`day`, `month`, `long`, `before` or `after`."""
    left: float
    width: float = 0
    about: bool = False
    """Whether the date is called approximate or uncertain."""
    name: str = ""
    """What its best known event is called, if it is named in the strip."""
    row: int = 0
    """The row of its lane, counted from 0: bars that overlap stand below each other."""

    @property
    def y(self) -> int:
        """The upper edge of its row in pixels."""
        return self.row * PITCH

    @property
    def right(self) -> float:
        """The right edge of a bar, and the place of a sign that has no width."""
        return round(self.left + (self.width if self.kind in ("month", "long") else 0), 2)

    @property
    def room(self) -> float:
        """The percent that its name takes at the most."""
        return 100 * measure(self.name, NAME_SIZE) / NARROWEST + 2 * ROOM_BESIDE if self.name else 0

    @property
    def named_before(self) -> bool:
        """Whether the name stands to the left of its sign, because there is no room to the right."""
        return self._sign_end + self.room > 100

    @property
    def begin(self) -> float:
        """The left edge of what is drawn."""
        return self._sign_begin - (self.room if self.named_before else 0)

    @property
    def end(self) -> float:
        """The left edge of what may stand beside it in its row."""
        return self._sign_end + (0 if self.named_before else self.room)

    @property
    def _sign_begin(self) -> float:
        return self.left - (ROOM["before"] if self.kind == "before" else 0)

    @property
    def _sign_end(self) -> float:
        count = ROOM_OF_COUNT if len(self.ids) > 1 else 0
        return max(self._sign_begin + ROOM[self.kind], self.right) + count


@dataclass(frozen=True)
class Lane:
    """A timeline's row in the strip."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        """The height in pixels."""
        return PITCH * (max((bar.row for bar in self.bars), default=0) + 1)


@dataclass(frozen=True)
class Scale:
    """A stretch of time drawn to scale."""

    first: date
    end: date
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    window: tuple[float, float] | None = None
    """Left edge and width of the stretch that is enlarged elsewhere."""

    def at(self, day: date) -> float:
        """Return the place of a day in percent."""
        return _percent(self.first, self.end, day)


@dataclass(frozen=True)
class Strip:
    """The overview and, where many events are close together, the enlarged part."""

    count: int
    overview: Scale
    enlarged: Scale | None
    earlier: int
    """Events that are not drawn because they are much earlier."""
    within: int
    """Events that are drawn in the enlarged part alone."""

    @property
    def drawn(self) -> int:
        """The number of events that are drawn."""
        return self.count - self.earlier

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Every bar of both parts."""
        return tuple(bar for scale in (self.overview, self.enlarged) if scale for lane in scale.lanes for bar in lane.bars)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The ways of drawing that occur, for the key."""
        used = {bar.kind for bar in self.bars}
        return tuple(kind for kind in ROOM if kind in used)

    @property
    def about(self) -> bool:
        """Whether a bar stands for an approximate date."""
        return any(bar.about for bar in self.bars)

    @property
    def shared(self) -> bool:
        """Whether a bar stands for several events."""
        return any(len(bar.ids) > 1 for bar in self.bars)


def strip(brief: Brief) -> Strip | None:
    """Draw all timelines, or nothing where there are no dated events."""
    dated = [item for item in happenings(brief) if item.event.date.value]
    if not dated:
        return None
    first, end = _stretch(dated)
    earlier = sum(1 for item in dated if _days(item.event)[1] < first)
    window = _window(dated) if (end - first).days > 2 * 366 else None
    if not window:
        return Strip(len(dated), _scale(brief, first, end, _year_ticks(first, end)), None, earlier, 0)
    overview = _scale(brief, first, end, _year_ticks(first, end), lambda event: not _within(event, *window))
    edges = overview.at(window[0]), overview.at(window[1])
    return Strip(
        len(dated),
        replace(overview, window=(edges[0], round(edges[1] - edges[0], 2))),
        _scale(brief, *window, _month_ticks(*window), lambda event: _within(event, *window)),
        earlier,
        sum(1 for item in dated if _within(item.event, *window)),
    )


def names(brief: Brief) -> dict[str, str]:
    """Return the names that the strip shows, by the event."""
    named = [entry for entry in brief.all("event") if entry.record.short]
    chosen = sorted(named, key=lambda entry: told_by(brief, entry.id), reverse=True)[:MOST_NAMED]
    return {entry.id: typeset(entry.record.short) for entry in chosen}


def told_by(brief: Brief, event: str) -> tuple[int, int]:
    """Return how many documents tell of an event, and in how many passages."""
    cited = [located for located in brief.by_record.get(event, ()) if located.field == "cite"]
    return len({located.citation.source for located in cited}), len(cited)


def _days(event: Event) -> tuple[date, date]:
    """Return the first and last day of an event; an open end counts as the other."""
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


def _percent(first: date, end: date, day: date) -> float:
    return round(100 * (day - first).days / (end - first).days, 2)


def _year_ticks(first: date, end: date) -> tuple[tuple[float, str], ...]:
    step = max(1, (end.year - first.year) // 10)
    return tuple((_percent(first, end, date(year, 1, 1)), str(year)) for year in range(first.year, end.year, step))


def _scale(
    brief: Brief, first: date, end: date, ticks: tuple[tuple[float, str], ...], keep: Callable[[Event], bool] | None = None
) -> Scale:
    """Draw the events that `keep` lets pass, so far as they lie in a stretch of time."""
    lanes, called = [], names(brief)
    for timeline in brief.records("timeline"):
        events = [event for event in sound(timeline.events) if event.date.value and _touches(event, first, end)]
        kept = (event for event in events if not keep or keep(event))
        lanes.append(Lane(timeline.title, _in_rows(_bars(brief, kept, called, first, end))))
    return Scale(first, end, ticks, tuple(lanes))


def _touches(event: Event, first: date, end: date) -> bool:
    start, last = _days(event)
    return last >= first and start < end


def _within(event: Event, first: date, end: date) -> bool:
    """Tell whether an event is dated closely enough to be drawn in a stretch of time that is enlarged."""
    start, last = _days(event)
    return _touches(event, first, end) and last - start <= end - first


def _bars(brief: Brief, events: Iterable[Event], called: Mapping[str, str], first: date, end: date) -> list[Bar]:
    """Return a bar for each date."""
    same: dict[str, list[Event]] = {}
    for event in events:
        same.setdefault(event.date.value or "", []).append(event)
    bars = [_bar(brief, found, first, end) for found in same.values()]
    return [replace(bar, name=next((called[id_] for id_ in bar.ids if id_ in called), "")) for bar in bars]


def _bar(brief: Brief, events: list[Event], first: date, end: date) -> Bar:
    value = events[0].date.value or ""
    days, (start, last) = span(value), _days(events[0])
    ids = tuple(event.id for event in events)
    told = " / ".join(plain(brief, event.text) for event in events)
    number = f" ({counted(len(events), 'event')})" if len(events) > 1 else ""
    title = f"{in_words(value)}{number}: {told}"
    about = bool(set(value) & set("~?%"))
    if days.first is None:
        return Bar(ids, title, "before", _percent(first, end, last), about=about)
    if days.last is None:
        return Bar(ids, title, "after", _percent(first, end, start), about=about)
    left = _percent(first, end, max(start, first))
    width = _percent(first, end, min(last + timedelta(1), end)) - left
    kind = "day" if start == last else "month" if (last - start).days < LONGEST_MONTH else "long"
    return Bar(ids, title, kind, left, round(max(width, ROOM[kind]), 2), about)


def _in_rows(bars: list[Bar]) -> tuple[Bar, ...]:
    """Give each bar the first row in which it covers no other."""
    ends: list[float] = []
    placed = []
    for bar in sorted(bars, key=lambda bar: bar.begin):
        row = next((number for number, end in enumerate(ends) if end <= bar.begin), len(ends))
        ends[row:] = [bar.end, *ends[row + 1 :]]
        placed.append(replace(bar, row=row))
    return tuple(placed)


def _window(dated: list[Happening]) -> tuple[date, date] | None:
    """Return the months in which most events of one day stand, if there are enough of them."""
    days = [_days(item.event)[0] for item in dated if span(item.event.date.value or "").precision == "day"]
    months = sorted({day.replace(day=1) for day in days})
    windows = [(sum(start <= day < _later(start, MONTHS_ENLARGED) for day in days), start) for start in months]
    most = max((count for count, _ in windows), default=0)
    if most < LEAST_ENLARGED:
        return None
    first = next(start for count, start in windows if count == most)
    return first, _later(first, MONTHS_ENLARGED)


def _month_ticks(first: date, end: date) -> tuple[tuple[float, str], ...]:
    starts = [_later(first, number) for number in range(MONTHS_ENLARGED)]
    names = [f"1 {MONTHS[day.month - 1]}" for day in starts]
    return tuple(
        (_percent(first, end, day), name) for day, name in zip(starts, [f"{names[0]} {first.year}", *names[1:]], strict=True)
    )


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
