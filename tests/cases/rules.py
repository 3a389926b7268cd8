"""The names of the rules that the code can emit, read from its source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MACROS = Path(__file__).parents[2] / "macros"

WHERE = {"Diagnostic": 3, "report": 1, "Miss": 0, "Unreadable": 0, "finding": 2, "_unknown": 5, "_report": 1, "_finding": 2}
"""The functions that take a rule's name, and the number of the argument that is it."""

NOT_OF_DATA = {"site.py"}
"""Checks of the built site, which tests/site covers."""


def emitted() -> set[str]:
    """Return the name of every rule that reading and checking can emit."""
    files = [
        *(MACROS / "reading").glob("*.py"),
        *(MACROS / "checks").glob("*.py"),
        MACROS / "brief.py",
        MACROS / "pages" / "calls.py",
    ]
    found: set[str] = set()
    for path in files:
        if path.name not in NOT_OF_DATA:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found.update(_rules(node))
    return found


def _rules(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "_RULES" for target in node.targets):
        assert isinstance(node.value, ast.Dict)
        yield from (value.value for value in node.value.values if isinstance(value, ast.Constant))
    if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
        yield from (rule for rule in _literals(node.value.elts[0]) if len(node.value.elts) == 3)
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in WHERE and len(node.args) > WHERE[name]:
            yield from _literals(node.args[WHERE[name]])
        if name == "get" and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "_RULES":
            yield from _literals(node.args[1])


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif isinstance(node, ast.JoinedStr) and ast.unparse(node) == "f'unused-{kind}'":
        yield from ("unused-actor", "unused-source", "unused-figure")
