"""Events in order of time, by year. A date is never made sharper than its source."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from macros.brief import Brief
from macros.facts.dates import in_words, sort_key, span
from macros.facts.records import Dated, Event
from macros.pages.views import sound


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
    def count(self) -> int:
        """The number of its events."""
        return len(self.events)

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
    """Group events by year, in the order in which the years begin; a decade may begin among the events of a year."""
    found: dict[str, list[Happening]] = {}
    for event in events:
        found.setdefault(event.year, []).append(event)
    return tuple(Year(label, tuple(those)) for label, those in found.items())
