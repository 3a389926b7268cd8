"""The rulebook: a page for each rule that a finding can name, kept in the folder `rules` beside this module.

It serves whoever has a finding and wants to know more. It knows no brief and takes no part in a check.
"""

from collections.abc import Iterable
from pathlib import Path

from macros.diagnostics import BriefError
from macros.reading.names import nearest

FOLDER = Path(__file__).with_name("rules")
"""The pages, Markdown files named after their rules."""


class UnknownRule(BriefError):
    """A name that no rule has; the message gives the nearest one, if any is near."""


def names() -> tuple[str, ...]:
    """Return the names of all rules in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


def page(rule: str) -> str:
    """Return the page of a rule: what is wrong, why, an example, the fix. Raises UnknownRule where there is none."""
    known = names()
    if rule not in known:
        near = nearest(rule, known)
        raise UnknownRule(f"there is no rule '{rule}'" + (f"; the nearest is '{near}'" if near else ""))
    return (FOLDER / f"{rule}.md").read_text(encoding="utf-8")


def pages(rules: Iterable[str]) -> dict[str, str]:
    """Return the pages of rules by their names."""
    return {rule: page(rule) for rule in rules}
