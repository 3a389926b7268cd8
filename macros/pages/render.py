"""The environment of the templates: all values escaped by the one gate, nothing undefined, lines without indent."""

import re
from collections.abc import Callable, Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from macros.pages.prose import escape
from macros.pages.views import counted, grouped

TEMPLATES = "templates"

DELIMITERS = {"comment_start_string": "<#--", "comment_end_string": "--#>"}
"""Comment delimiters of the pages in docs/, the same as in mkdocs.yml: `{#` stands in Markdown's `{#id}`."""


def environment(folder: str, functions: Mapping[str, object], gate: Callable[[object], Markup] = escape) -> Environment:
    """Return the environment of the templates in `folder`, in which `functions` can be called; `gate` escapes each value."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=gate,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(functions)
    env.filters.update(grouped=grouped, counted=counted)
    return env


def pages_environment(macros: Mapping[str, object]) -> Environment:
    """Return the environment in which the pages of docs/ are expanded, as mkdocs-macros sets it up, but for a sandbox around it."""
    env = ImmutableSandboxedEnvironment(undefined=StrictUndefined, **DELIMITERS)
    env.globals.update(macros)
    return env


def tidy(text: str) -> Markup:
    """Take the indent off every line, which Markdown would act on, and put at most one empty line between others."""
    return Markup(re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^[ \t]+|[ \t]+$", "", text)).strip() + "\n")
