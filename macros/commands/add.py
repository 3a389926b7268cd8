"""`brief add KIND`: a record from options, or from answers on a terminal; written only when it is right."""

import argparse
import shlex
import sys
from collections.abc import Iterator, Sequence

from macros import reports
from macros.adding.building import build, readings
from macros.adding.filling import Filled, fill
from macros.adding.forms import FORMS, Field, Form
from macros.adding.plan import Plan, plan
from macros.adding.typed import Refused
from macros.brief import load
from macros.commands.options import command, root
from macros.diagnostics import BriefError
from macros.exports import schemas
from macros.pages import calls
from macros.reports import shown

MORE = (
    "On a terminal, whatever no option gives is asked for; without one, all options that are missing are named. Words are looked "
    "up in the documents at once, and the whole record is checked: one that brings a finding is shown and not written. "
    "Exit 0: it was written. Exit 1: it was not, for what it says cannot stand. Exit 2: it could not run."
)

FEW = 10
"""Choices that a question lists; more are listed when asked for."""


def add(commands) -> None:
    """Add the command to the command line."""
    summary = "write a new record into its file, in the one form, and check it"
    parser = commands.add_parser("add", help=summary, description=summary, epilog=MORE)
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    for form in FORMS.values():
        _add_kind(kinds, form)


def _add_kind(kinds, form: Form) -> None:
    more = f"{MORE} " + (f"--{form.group[0].name} may be repeated; the options behind each belong to it." if form.group else "")
    parser = command(kinds, form.kind, _run, form.help, more)
    parser.allow_abbrev = False
    parser.set_defaults(form=form, given={}, rounds=[])
    for each in form.fields:
        _add_option(parser, each, _Given)
    for each in form.group:
        _add_option(parser, each, _Round if each is form.group[0] else _OfRound)


def _add_option(parser: argparse.ArgumentParser, each: Field, action: type[argparse.Action]) -> None:
    text = f"{each.ask}{'; may be repeated' if each.many else ''}".replace("%", "%%")
    parser.add_argument(f"--{each.name}", action=action, help=text, metavar=f"{{{','.join(each.fixed)}}}" if each.fixed else "TEXT")


class _Given(argparse.Action):
    """Notes a value of a field."""

    def __call__(self, parser, namespace, values, option_string=None) -> None:  # noqa: ARG002
        given = {name: list(known) for name, known in namespace.given.items()}
        given.setdefault(self.option_strings[0][2:], []).append(values)
        namespace.given = given


class _Round(argparse.Action):
    """Begins a round of the group."""

    def __call__(self, parser, namespace, values, option_string=None) -> None:  # noqa: ARG002
        namespace.rounds = [*namespace.rounds, {self.option_strings[0][2:]: [values]}]


class _OfRound(argparse.Action):
    """Notes a value of a field of the round that was begun last."""

    def __call__(self, parser, namespace, values, option_string=None) -> None:
        if not namespace.rounds:
            parser.error(f"{option_string} stands behind the --{namespace.form.group[0].name} to which it belongs")
        namespace.rounds[-1].setdefault(self.option_strings[0][2:], []).append(values)


class _Terminal:
    """Somebody at a terminal."""

    def ask(self, field: Field, choices: Sequence[str], offered: str, is_needed: bool, number: int) -> str:
        """Print a question and read a line; a question mark alone lists the choices."""
        what = "another, or Enter for no more" if number else field.ask
        if offered:
            what += f" (Enter: {offered})"
        elif not number and not is_needed:
            what += " (Enter: none)"
        if 0 < len(choices) <= FEW and not number:
            what += f": {', '.join(choices)}"
        elif choices and not number:
            what += f" (? lists all {len(choices)})"
        print(f"{field.name}: {shown(what)}")
        while (answer := input("> ")).strip() == "?" and choices:
            print("\n".join(f"  {choice}" for choice in choices))
        return answer

    def tell(self, message: str) -> None:
        """Print what is wrong with an answer."""
        print("\n".join(f"  ! {shown(line)}" for line in message.splitlines()))


def _run(options: argparse.Namespace) -> int:
    brief = load(root(options))
    asker = _Terminal() if sys.stdin.isatty() and sys.stdout.isatty() else None
    try:
        filled = fill(options.form, brief, options.given, options.rounds, asker)
    except Refused as refused:
        sys.stderr.write("".join(f"brief: {shown(line)}\n" for line in str(refused).splitlines()))
        return 1
    except (EOFError, KeyboardInterrupt) as stopped:
        print()
        raise BriefError("stopped; nothing was written") from stopped
    planned = plan(brief, build(filled), lambda changed: calls.findings(changed, options.root / "docs"))
    if planned.is_sound:
        planned.write()
        schemas.refresh(load(options.root))
    sys.stdout.write("".join(_text(planned, filled, bool(asker))))
    return int(not planned.is_sound)


def _text(planned: Plan, filled: Filled, was_asked: bool) -> Iterator[str]:
    yield reports.difference(planned.file, planned.before, planned.after)
    yield from (f"it reads: {shown(reading)}\n" for reading in readings(filled))
    yield reports.text(planned.new)
    if planned.is_sound:
        yield f"written to {planned.file}; {reports.counted(len(planned.new), 'new finding')}\n"
        return
    if filled.form.kind == "answer" and any(finding.rule == "verdict-not-borne-out" for finding in planned.new):
        yield "the answers change the verdict: say the new one in the same step, with --verdict and --explanation\n"
    yield f"not written, for it would bring {reports.counted(len(planned.new), 'finding')}\n"
    if was_asked:
        yield f"to say the same again, and change what is wrong:\n  {shown(_again(filled))}\n"


def _again(filled: Filled) -> str:
    """Return the command by which everything that was answered is said again."""
    drafts = (filled.draft, *filled.rounds)
    said = [part for draft in drafts for name, texts in draft.typed.items() for text in texts for part in (f"--{name}", text)]
    return shlex.join(["brief", "add", filled.form.kind, *said])
