"""The rulebook: every rule that the code can report has a page, and every page is of such a rule."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import macros.checks
from macros.checks import rulebook, waivers
from macros.cli import main
from macros.diagnostics import BriefError

FAMILIES = (
    "form",
    "identity",
    "reference",
    "document",
    "bibliography",
    "passage",
    "absence",
    "faithfulness",
    "page",
    "quote",
    "figure and date",
    "coverage",
    "site",
    "waiver",
)
MACROS = Path(macros.checks.__file__).parents[1]
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(MACROS.rglob("*.py"))]
RULE = re.compile(r"[a-z]+(?:-[a-z]+)*")
OWN_DOORS = {"page", "UnknownRule"}
"""The rulebook's own functions, which are asked for a rule and report none."""


def takers() -> dict[str, set[int]]:
    """Map each function and class that takes a `rule` to the positions at which it does; methods of one name are taken together."""
    found: dict[str, set[int]] = {}
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [
                    item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                ]
                inits = [_parameters(item) for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
                names = inits[0] if inits else fields
            elif isinstance(node, ast.FunctionDef):
                names = _parameters(node)
            else:
                continue
            if "rule" in names and node.name not in OWN_DOORS:
                found.setdefault(node.name, set()).add(names.index("rule"))
    return found


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in function.args.args if one.arg not in ("self", "cls")]


def reported() -> tuple[set[str], set[str]]:
    """Return the rules that the code names where it reports one, and patterns for those that it puts together."""
    taking = takers()
    given = [value for tree in TREES for node in ast.walk(tree) for value in _given(node, taking)]
    texts = {value.value for value in given if isinstance(value, ast.Constant) and RULE.fullmatch(str(value.value))}
    joined = {_pattern(value) for value in given if isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant)}
    return texts, {pattern for pattern in joined if RULE.match(pattern) and " " not in pattern}


def _given(node: ast.AST, taking: dict[str, set[int]]) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for position in taking.get(name, ()):
            yield from (_values(node.args[position]) if position < len(node.args) else ())
        yield from (value for keyword in node.keywords if keyword.arg == "rule" for value in _values(keyword.value))
    if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
        # The rule, the message and what helps, of a module that knows no place; other words that come first have no hyphen.
        yield from (value for value in _values(node.value.elts[0]) if "-" in str(getattr(value, "value", "")))
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Name) and target.id in ("rule", "_RULES") for target in targets):
            yield from _values(node.value)


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what an expression may come to: both sides of a condition, the values of a table, the default of a look-up."""
    if isinstance(node, ast.IfExp):
        yield from (*_values(node.body), *_values(node.orelse))
    elif isinstance(node, ast.Dict):
        yield from (inner for value in node.values for inner in _values(value))
    elif isinstance(node, ast.Call):
        yield from (inner for value in node.args for inner in _values(value))
    else:
        yield node


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+" for part in node.values)


def test_the_code_is_read_where_it_reports() -> None:
    texts, patterns = reported()
    assert {"unknown-key", "bad-value", "passage-not-found", "document-changed", "duplicate-id", "broken-link", "tab"} <= texts
    assert {"waiver-not-used", "unknown-reference", "number-not-in-passage", "file-empty", "yaml-tag"} <= texts
    assert patterns == {r"unused\-[a-z-]+"}


def test_every_rule_has_a_page() -> None:
    texts, patterns = reported()
    assert sorted(texts - set(rulebook.names())) == []
    assert [pattern for pattern in patterns if not any(re.fullmatch(pattern, name) for name in rulebook.names())] == []


def test_every_page_is_of_a_rule() -> None:
    texts, patterns = reported()
    left = set(rulebook.names()) - texts
    assert sorted(name for name in left if not any(re.fullmatch(pattern, name) for pattern in patterns)) == []


def test_the_folder_holds_pages_only() -> None:
    assert sorted(path.name for path in rulebook.FOLDER.iterdir()) == [f"{name}.md" for name in rulebook.names()]


@pytest.mark.parametrize("rule", rulebook.names())
def test_a_page_says_what_why_how_it_looks_and_what_to_do(rule: str) -> None:
    page = rulebook.page(rule)
    prose = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"^#+ .*", prose, re.MULTILINE) == [f"# {rule}", "## Why", "## Example", "## Fix"]
    _, what, family, *_ = page.split("\n\n")
    assert what.endswith(".")
    assert re.fullmatch(rf"Family: (?:{'|'.join(FAMILIES)})\. Severity: (?:error|warning)\.", family)
    example = page.partition("## Example")[2].partition("## Fix")[0]
    assert re.search(rf"^```text\n(?:.*\n)*?[^ ]+:\d+:\d+: (?:error|warning) {rule} .*\n(?:.*\n)*?```$", example, re.MULTILINE)
    assert page.count("\n```") % 2 == 0
    written = re.sub(r"^```text.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    assert [line for line in written.splitlines() if len(line) > 132] == []
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


@pytest.mark.parametrize("rule", rulebook.names())
def test_a_page_says_truly_whether_its_rule_can_be_waived(rule: str) -> None:
    assert ("This rule can be waived" in rulebook.page(rule)) == (rule in waivers.WAIVABLE)


def test_every_rule_that_can_be_waived_is_a_rule() -> None:
    assert sorted(waivers.WAIVABLE - set(rulebook.names())) == []


def test_explain_prints_the_page_in_any_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--explain", "passage-not-found"]) == 0
    printed = capsys.readouterr()
    assert printed.out == rulebook.page("passage-not-found")
    assert printed.err == ""


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("pasage-not-found", "passage-not-found"),
        ("Hedge differs", "hedge-differs"),
        ("broken-links", "broken-link"),
        ("tab.md", "tab"),
    ],
)
def test_explain_of_an_unknown_rule_names_the_nearest(asked: str, nearest: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", asked]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"brief: there is no rule '{asked}'; the nearest is '{nearest}'\n"


def test_a_name_like_no_rule_is_not_answered_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "the-weather"]) == 2
    assert capsys.readouterr().err == "brief: there is no rule 'the-weather'\n"


@pytest.mark.parametrize("asked", ["", "*", ".", "\N{BELL}", "x" * 10_000])
def test_no_name_is_taken_for_a_path_or_a_pattern(asked: str) -> None:
    with pytest.raises(rulebook.UnknownRule, match="there is no rule"):
        rulebook.page(asked)
    assert issubclass(rulebook.UnknownRule, BriefError)
