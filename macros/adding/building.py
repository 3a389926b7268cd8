"""Building: from a form that is filled in to the values of a record, as they are written in YAML, and where they go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from macros.adding.filling import Filled
from macros.adding.forms import SILENT
from macros.adding.typed import Draft, shortened, unique
from macros.facts.base import Path
from macros.facts.citation import Citation
from macros.facts.dates import sort_key
from macros.facts.records import Event, Topic, quotes_of
from macros.reading.citing import as_values


@dataclass(frozen=True)
class Built:
    """Values, and where they go."""

    file: str
    """The file's name, below the brief's folder."""
    new: dict[str, Any] | None
    """All of the file's values, where the file is a new one."""
    items: tuple[tuple[Path, int | None, Any], ...] = ()
    """Else the lists of the file that get an item: where the list stands, before which item, or at its end, and the item."""
    anew: tuple[tuple[Path, str], ...] = ()
    """The texts of the file that are written anew, and what they say then."""


def build(filled: Filled) -> Built:
    """Return what a form says as values."""
    return _BUILD[filled.form.kind](filled)


def _actor(filled: Filled) -> Built:
    draft = filled.draft
    summary = {"id": unique(draft, f"{shortened(draft['id'])}-summary"), **_cited(draft)}
    values = _given(name=draft["name"], kind=draft["kind"], spellings=draft["spelling"], summary=summary)
    return Built(f"data/actors/{draft['id']}.yml", values)


def _event(filled: Filled) -> Built:
    draft, name = filled.draft, f"data/timelines/{filled.draft['timeline']}.yml"
    values = {
        "id": draft["id"],
        **_cited(draft),
        **_given(date=_date(draft), kind=draft["kind"], actors=draft["actor"], topics=draft["topic"]),
    }
    if draft["title"]:
        return Built(name, {"title": draft["title"], "events": [values]})
    return Built(name, None, ((("events",), _time(draft), values),))


def _time(draft: Draft) -> int | None:
    """Return before which event of its timeline an event belongs, None for the end: the order of time, where there is one."""
    events = draft.brief.entries[draft["timeline"]].record.events
    dates = [event.date.value if isinstance(event, Event) else None for event in events]
    if not draft["date"] or None in dates:
        return None
    own = sort_key(draft["date"])
    return next((index for index, date in enumerate(dates) if sort_key(date) > own), None)


def _quote(filled: Filled) -> Built:
    draft = filled.draft
    values = {
        "id": draft["id"],
        **_given(
            form=draft["form"],
            words=_one_or_all(draft["words"]),
            to=_chain(draft["to"]),
            through=_chain(draft["through"]),
            date=_date(draft),
            gist=draft["gist"],
            topics=draft["topic"],
            cite=_cite(draft["cite"]),
            attribution=_cite(draft["attribution"]),
        ),
        **({"as": draft["as"]} if draft["as"] else {}),
    }
    name = f"data/quotes/{draft['speaker']}.yml"
    if quotes_of(draft["speaker"]) in draft.brief.entries:
        return Built(name, None, ((("quotes",), None, values),))
    return Built(name, {**_given(unnamed=draft["unnamed"]), "quotes": [values]})


def _statement(filled: Filled) -> Built:
    draft = filled.draft
    values = {"id": draft["id"], **_cited(draft), **_given(label=draft["label"])}
    if draft["absent"]:
        values["absent"] = {"words": draft["absent"], "sources": draft["searched"]}
    if draft["rests-on"]:
        values["reading"] = _given(rests_on=draft["rests-on"], because=draft["because"])
    file, path = _paragraph(draft)
    item = {"statements": [values]} if path[-1] == "paragraphs" else values
    return Built(file, None, ((path, None, item),))


def _paragraph(draft: Draft) -> tuple[str, Path]:
    """Return the file and the list in it to which a statement is added."""
    topic = draft.brief.entries[draft["to"]].record
    if not isinstance(topic, Topic):
        return f"data/actors/{draft['to']}.yml", ("statements",)
    file = f"data/topics/{draft['to']}.yml"
    number = [section.id for section in topic.sections].index(draft["section"])
    blocks = topic.sections[number].paragraphs
    path = ("sections", number, "paragraphs")
    is_new = draft["paragraph"] == "new" or blocks[-1].statements is None
    return file, path if is_new else (*path, len(blocks) - 1, "statements")


def _relation(filled: Filled) -> Built:
    draft = filled.draft
    values = {"id": draft["id"], **_cited(draft), **_given(type=draft["type"], object=draft["object"], date=_date(draft))}
    if draft["when"] != "present":
        values["when"] = draft["when"]
    return Built(f"data/actors/{draft['subject']}.yml", None, ((("relations",), None, values),))


def readings(filled: Filled) -> list[str]:
    """Return how a tie reads from either end, so that whoever adds it sees which way it points; nothing for other records."""
    draft = filled.draft
    if filled.form.kind != "relation" or not draft.brief.front:
        return []
    subject, other = (draft.brief.entries[draft[name]].record.name for name in ("subject", "object"))
    kind = draft.brief.front.relation_types[draft["type"]]
    return [f"{subject} {kind.label} {other}", f"{other} {kind.reverse} {subject}"]


def _figure(filled: Filled) -> Built:
    draft = filled.draft
    given = _given(question=draft["question"], unit=draft["unit"], topics=draft["topic"], verdict=draft["verdict"])
    answers = [_answer(each, bool(draft["unit"])) for each in filled.rounds]
    return Built(f"data/figures/{draft['id']}.yml", {**given, "explanation": draft["explanation"], "answers": answers})


def _more_answers(filled: Filled) -> Built:
    draft = filled.draft
    unit = draft.brief.entries[draft["figure"]].record.unit
    items = tuple((("answers",), None, _answer(each, bool(unit))) for each in filled.rounds)
    anew = tuple(((name,), draft[name]) for name in ("verdict", "explanation") if draft[name])
    return Built(f"data/figures/{draft['figure']}.yml", None, items, anew)


def _answer(draft: Draft, is_counted: bool) -> dict[str, Any]:
    values = {"id": draft["answer-id"]}
    if draft["answer"] == SILENT:
        values["absent"] = {"words": draft["absent"], "sources": draft["searched"]}
    else:
        values["value" if is_counted else "says"] = draft["answer"]
    more = _given(measures=draft["measures"], said_by=_chain(draft["said-by"]), cite=_cite(draft["cite"]), derived=draft["derived"])
    return {**values, **more}


def _omission(filled: Filled) -> Built:
    draft = filled.draft
    items = tuple((("omitted",), None, {"exact": words, "reason": draft["reason"]}) for words in draft["exact"])
    return Built(f"data/sources/{draft['source']}.yml", None, items)


_BUILD: dict[str, Callable[[Filled], Built]] = {
    "actor": _actor,
    "event": _event,
    "quote": _quote,
    "statement": _statement,
    "figure": _figure,
    "answer": _more_answers,
    "relation": _relation,
    "omission": _omission,
}


def _cited(draft: Draft) -> dict[str, Any]:
    """Return the keys that every record with a text has."""
    more = _given(said_by=_chain(draft["said-by"]), derived=draft["derived"])
    return {"text": draft["text"], **_given(cite=_cite(draft["cite"])), **more}


def _given(**values: Any) -> dict[str, Any]:
    """Return the values that are there."""
    return {name: value for name, value in values.items() if value}


def _cite(citations: Sequence[Citation] | None) -> Any:
    return _one_or_all([as_values(each) for each in citations or ()])


def _chain(links: Sequence[Any] | None) -> Any:
    return _one_or_all(links)


def _one_or_all(values: Sequence[Any] | None) -> Any:
    """Return a single value alone, several as a list."""
    return values[0] if values and len(values) == 1 else values


def _date(draft: Draft) -> dict[str, Any]:
    if not draft["date"]:
        return _given(absent=draft["date-absent"])
    if draft["date-stated"]:
        return {"value": draft["date"], "stated": _cite(draft["date-stated"])}
    return {"value": draft["date"], "inferred": draft["date-inferred"], "from": _cite(draft["date-from"])}
