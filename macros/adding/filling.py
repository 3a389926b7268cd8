"""Filling a form: from options, and from somebody who is asked for what they leave open, to the values of a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from macros.adding.forms import Field, Form
from macros.adding.typed import Draft, Refused
from macros.brief import Brief
from macros.diagnostics import BriefError
from macros.facts.citation import Citation

Given = Mapping[str, Sequence[str]]
"""What was typed for each field, by its name."""


class Missing(BriefError):
    """Options that nobody can be asked for; the message names them all."""


class Asker(Protocol):
    """Somebody who can be asked."""

    def ask(self, field: Field, choices: Sequence[str], offered: str, is_needed: bool, number: int) -> str:
        """Ask for the value of a field, its first or a further one; nothing is an answer too."""

    def tell(self, message: str) -> None:
        """Tell what is wrong with an answer."""


@dataclass
class Filled:
    """A form that is filled in."""

    form: Form
    draft: Draft
    rounds: list[Draft] = field(default_factory=list)
    """The values of the group, once for each round."""


@dataclass
class _Faults:
    """What stands against options that were given, and what is missing."""

    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Raise what there is. What is missing may only follow from what is refused."""
        if self.refused:
            raise Refused("\n".join(dict.fromkeys(self.refused)))
        if self.missing:
            raise Missing("these options are missing:\n" + "\n".join(dict.fromkeys(self.missing)))


def fill(form: Form, brief: Brief, given: Given, rounds: Sequence[Given], asker: Asker | None) -> Filled:
    """Fill in a form. Raises Missing or Refused, with all that is wrong, where nobody can be asked.

    Whoever gave options is asked for nothing but what they leave open and what they got wrong; others are asked everything.
    """
    faults, is_free = _Faults(), not (given or rounds)
    draft = Draft(brief, form.kind)
    for each in form.fields:
        _take(each, draft, given.get(each.name, ()), asker, is_free, faults)
    filled = Filled(form, draft)
    for number in range(len(rounds) if rounds or not asker else MAX_ROUNDS) if form.group else ():
        answered = _round(filled, rounds[number] if rounds else {}, asker, is_free, faults, number)
        if answered is None:
            break
        filled.rounds.append(answered)
    if form.group and not rounds and not asker:
        faults.missing.append(_named(form.group[0]))
    faults.settle()
    return filled


MAX_ROUNDS = 100
"""Rounds after which nobody is asked for more."""


def _round(filled: Filled, given: Given, asker: Asker | None, is_free: bool, faults: _Faults, number: int) -> Draft | None:
    """Fill in the group once; None where nothing more is answered."""
    base = filled.draft.values
    taken = [base.get("id"), *(each["answer-id"] for each in filled.rounds)]
    draft = Draft(filled.draft.brief, filled.draft.kind, {**base, "taken": taken})
    first, *others = filled.form.group
    if asker and not given and number and not _answered(first, draft, asker, number):
        return None
    for each in [first, *others] if first.name not in draft.values else others:
        _take(each, draft, given.get(each.name, ()), asker, is_free, faults)
    return draft


def _answered(first: Field, draft: Draft, asker: Asker, number: int) -> bool:
    """Ask for the field with which a further round begins, which nobody need answer."""
    _ask(first, draft, asker, [], False, number)
    return first.name in draft.values


def _take(each: Field, draft: Draft, given: Sequence[str], asker: Asker | None, is_free: bool, faults: _Faults) -> None:
    """Give a draft the value of a field, or note why it has none."""
    if not each.asked(draft):
        if given and not faults.refused:  # It may have none only because of what was refused.
            faults.refused.append(f"--{each.name} has no meaning here")
        return
    if not each.many and len(given) > 1:
        faults.refused.append(f"--{each.name} is given more than once")
        return
    if given:
        try:
            draft.values[each.name] = _value(each, [each.read(draft, words) for words in given])
            draft.typed[each.name] = list(given)
            return
        except Refused as refused:
            if not asker:
                faults.refused.append(f"--{each.name}: {refused}")
                return
            asker.tell(f"--{each.name}: {refused}")
    _leave(each, draft, asker, is_free or bool(given), faults)


def _leave(each: Field, draft: Draft, asker: Asker | None, is_free: bool, faults: _Faults) -> None:
    """Give a draft what is offered or answered where no option says it."""
    offered, is_needed = list(each.offered(draft)), each.needed(draft)
    if asker and (is_free or (is_needed and not offered)):
        _ask(each, draft, asker, offered, is_needed, 0)
    elif offered:
        draft.values[each.name] = _value(each, [_read(each, draft, words) for words in offered])
    elif is_needed:
        faults.missing.append(_named(each))


def _named(each: Field) -> str:
    return f"  {each.instead or f'--{each.name}'}: {each.ask}"


def _value(each: Field, values: list[Any]) -> Any:
    return values if each.many else values[0]


def _read(each: Field, draft: Draft, words: Any) -> Any:
    return each.read(draft, words) if isinstance(words, str) else words


def _ask(each: Field, draft: Draft, asker: Asker, offered: list[Any], is_needed: bool, number: int) -> None:
    """Ask until the answer can stand; for a field with many values, until nothing more is answered."""
    values: list[Any] = []
    typed: list[str] = []
    while each.many or not values:
        told = "" if values else ", ".join(map(_shown, offered))
        answer = asker.ask(each, each.choices(draft), told, is_needed and not values, number + len(values))
        if not answer.strip():
            if is_needed and not (values or offered):
                asker.tell("this is needed")
                continue
            values = values or [_read(each, draft, words) for words in offered]
            break
        try:
            values.append(each.read(draft, answer))
            typed.append(answer)
        except Refused as refused:
            asker.tell(str(refused))
    if values:
        draft.values[each.name] = _value(each, values)
        draft.typed.update({each.name: typed} if typed else {})


def _shown(offered: Any) -> str:
    return f"{offered.source}: {' ... '.join(offered.exact)}" if isinstance(offered, Citation) else str(offered)
