"""The front matter of the pages in docs/: YAML between two lines of dashes at the very top, read like any file of facts."""

import re
from dataclasses import replace
from typing import NamedTuple

from macros.diagnostics import Diagnostic
from macros.reading.yamlfile import parse_yaml

_FRONT = re.compile(r"\A---\n(.*?\n)?---\n", re.DOTALL)

TITLES = ("title", "short")
"""The keys that this project reads."""


class Front(NamedTuple):
    """The front matter of a page."""

    values: dict[str, object]
    """What it holds; nothing where it is faulty."""
    length: int
    """Characters up to the page's text."""
    findings: list[Diagnostic]
    """What is wrong with it, at its lines of the page."""


def front_matter(name: str, text: str) -> Front:
    """Read the front matter of the page `name`: keys and values, of which the titles are text."""
    found = _FRONT.match(text)
    if not found:
        return Front({}, 0, [])
    file = parse_yaml((found[1] or "").encode("utf-8", "replace"), name)
    values = file.value if isinstance(file.value, dict) else {}
    if file.value is not None and not (values and all(isinstance(values.get(key, ""), str) for key in TITLES)):
        file.report(file.place(()), "page-syntax", "the front matter is not keys and values, with titles that are text")
    findings = [replace(each, line=each.line + 1) for each in file.findings if each.rule != "file-empty"]
    return Front({} if findings else values, found.end(), findings)
