"""The pages of docs/: every macro they call exists, is called with arguments that it has, and names a record that is there.

A reader comes to every page, and every topic is on one.
"""

import inspect
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from macros import checks
from macros.brief import Brief
from macros.diagnostics import ORDER, Diagnostic
from macros.pages import places
from macros.pages.front import front_matter
from macros.pages.press import Press
from macros.pages.render import pages_environment
from macros.reading.names import nearest
from macros.reading.yamlfile import MAX_BYTES

LINKED = re.compile(r"\]\(\s*<?([^\s)<>#]+\.md)")
"""A link of Markdown to another page."""


def check(brief: Brief, docs: Path) -> Iterator[Diagnostic]:
    """Yield what is wrong with the pages in `docs`, the topics that none shows, and the pages to which nothing leads."""
    macros = Press(brief).macros
    shown: set[str] = set()
    texts: dict[str, str] = {}
    found: list[Diagnostic] = []
    for path in sorted(docs.rglob("*")):
        name = f"{docs.name}/{path.relative_to(docs).as_posix()}".encode("utf-8", "backslashreplace").decode()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):  # A link would publish what stands elsewhere.
            found.append(Diagnostic(name, 1, 1, "file-unreadable", "the file is not a regular file"))
        elif path.suffix == ".md" and path.is_file():
            found += _file(brief, macros, path, name, shown, texts)
    yield from found
    if not found:
        yield from _orphans(brief, docs.name, texts)
    # A faulty call may have been meant to show the topic.
    for entry in () if found else brief.all("topic"):
        if entry.id not in shown:
            message = f"no page of {docs.name}/ shows the topic '{entry.id}'"
            fix = f'{docs.name}/topics/{entry.id}.md:\n{{{{ topic("{entry.id}") }}}}'
            yield Diagnostic(entry.file.name, 1, 1, "topic-without-page", message, fix=fix)


def findings(brief: Brief, docs: Path) -> list[Diagnostic]:
    """Return every finding on a brief and on its pages, sorted by place."""
    return sorted([*checks.run(brief), *(check(brief, docs) if docs.is_dir() and brief.whole else ())], key=ORDER)


def _orphans(brief: Brief, docs: str, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield the pages to which neither the navigation nor a link on another page leads."""
    assert brief.front
    reached = {f"{docs}/{path}" for path in (places.HOME, *places.APPARATUS, *(f"topics/{id_}.md" for id_ in brief.front.topics))}
    for name, text in texts.items():
        linked = {posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) for link in LINKED.findall(text)}
        reached |= linked - {name}
    for name in texts:
        if name not in reached:
            topic = re.fullmatch(rf"{docs}/topics/(.+)\.md", name)
            wanted = f"'{topic[1]}' under 'topics' in data/brief.yml" if topic else f"a link to it on another page of {docs}/"
            yield Diagnostic(name, 1, 1, "orphan-page", "nothing leads a reader to this page", expected=wanted)


def _file(
    brief: Brief, macros: Mapping[str, object], path: Path, name: str, shown: set[str], texts: dict[str, str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a file, or with the calls in it; keep its text."""
    try:
        if path.stat().st_size > MAX_BYTES:
            yield Diagnostic(name, 1, 1, "file-too-large", f"the file is larger than {MAX_BYTES:,} bytes")
        else:
            texts[name] = path.read_text(encoding="utf-8")
            yield from _page(brief, macros, name, texts[name], shown)
    except OSError as error:
        yield Diagnostic(name, 1, 1, "file-unreadable", f"the file cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        yield Diagnostic(name, 1, 1, "bad-encoding", "the file is not UTF-8")
    except RecursionError:
        yield Diagnostic(name, 1, 1, "nested-too-deep", "brackets, signs or blocks are nested too deep in a macro call")


def _page(brief: Brief, macros: Mapping[str, object], name: str, text: str, shown: set[str]) -> Iterator[Diagnostic]:
    environment = pages_environment(macros)
    yield from front_matter(name, text).findings
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        yield Diagnostic(name, error.lineno, 1, "page-syntax", f"this is not a macro call: {(error.message or '').rstrip('.')}")
        return
    except TemplateError as error:
        yield Diagnostic(name, 1, 1, "page-syntax", str(error))
        return
    except ValueError:
        yield Diagnostic(name, 1, 1, "page-syntax", "a number has too many digits to be read")
        return
    found = list(_calls(brief, macros, name, text, tree, shown))
    yield from found or _foreign(name, tree)


def _foreign(name: str, tree: nodes.Template) -> Iterator[Diagnostic]:
    """Yield the lines of what is neither text nor a macro's call: it might fail, or work for ever, only when the page is built."""
    parts = [node for each in tree.body for node in (each.nodes if isinstance(each, nodes.Output) else [each])]
    for line in dict.fromkeys(node.lineno for node in parts if not _is_plain(node)):
        yield Diagnostic(name, line, 1, "page-syntax", "only text and calls of macros stand on a page")


def _is_plain(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Call):
        return isinstance(node.node, nodes.Name) and not (node.dyn_args or node.dyn_kwargs)
    return isinstance(node, nodes.TemplateData)


def _calls(
    brief: Brief, macros: Mapping[str, object], name: str, text: str, tree: nodes.Template, shown: set[str]
) -> Iterator[Diagnostic]:
    called = {id(call.node): call for call in tree.find_all(nodes.Call)}
    lines = text.split("\n")
    for used in tree.find_all(nodes.Name):
        macro = macros.get(used.name)
        if not callable(macro):
            message = f"there is no macro '{used.name}'"
            yield Diagnostic(
                name,
                used.lineno,
                _column(lines, used),
                "unknown-macro",
                message,
                nearest=nearest(used.name, macros) or ", ".join(sorted(macros)),
            )
        elif id(used) in called:
            for rule, message, near in _call(brief, used.name, macro, called[id(used)], shown):
                yield Diagnostic(name, used.lineno, _column(lines, used), rule, message, nearest=near)
        else:
            yield Diagnostic(
                name, used.lineno, _column(lines, used), "macro-argument", f"'{used.name}' is called as '{used.name}(...)'"
            )


def _column(lines: list[str], used: nodes.Name) -> int:
    return lines[used.lineno - 1].find(used.name) + 1


def _call(brief: Brief, macro: str, function: Callable, call: nodes.Call, shown: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield rule, message and nearest name for each fault of a call."""
    signature = inspect.signature(function)
    try:
        bound = signature.bind(*map(_value, call.args), **{keyword.key: _value(keyword.value) for keyword in call.kwargs})
    except TypeError as error:
        parameters = ", ".join(name.rstrip("_") for name in signature.parameters)
        yield "macro-argument", f"{str(error).replace('id_', 'id')}: it is '{macro}({parameters})'", ""
        return
    for parameter, value in bound.arguments.items():
        kind = macro if parameter == "id_" else parameter
        if not isinstance(value, str):
            yield "macro-argument", f"'{macro}' wants the id of a {kind} in quotation marks", ""
            continue
        entry = brief.entries.get(value)
        if entry is None or entry.kind != kind:
            yield "unknown-reference", f"there is no {kind} '{value}'", nearest(value, (other.id for other in brief.all(kind)))
        elif macro == "topic":
            shown.add(entry.id)


def _value(expression: nodes.Expr) -> object:
    """Return the value of a plain argument; anything else is no id, and is not worked out: it might take for ever."""
    return expression.value if isinstance(expression, nodes.Const) else None
