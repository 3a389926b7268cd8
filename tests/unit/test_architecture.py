"""The order of the modules, and that the engine knows nothing of the brief it renders."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.unit.texts import brief

ROOT = Path(__file__).parents[2]
MACROS = ROOT / "macros"

LAYERS = (
    "facts",
    "diagnostics",
    "files",
    "aside",
    "reading",
    "reports",
    "brief",
    "links",
    "checks",
    "repair",
    "pages",
    "changes",
    "exports",
    "search",
    "adding",
    "status",
    "commands",
    "cli",
    "",
)
"""From the lowest to the highest; the last holds the other seams."""

SEAMS = {"mkdocs_hooks", "__main__"}

TEXT = {".py", ".html", ".jinja", ".j2", ".md", ".css", ".js", ".svg", ".json", ".txt", ".xml", ".yml"}
FOREIGN = {"minisearch.js"}

MODULES = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MACROS.rglob("*.py")}

EACH = pytest.mark.parametrize("path", sorted(MODULES), ids=lambda path: MODULES[path])


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of the project that a module imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] == "macros")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if (node.module or "").split(".")[0] == "macros":
                inner = [f"{node.module}.{name.name}" for name in node.names]
                yield from (name if name in MODULES.values() else str(node.module) for name in inner)


def layer(module: str) -> int:
    part = [*module.split("."), ""][1]
    return LAYERS.index("" if part in SEAMS else part)


@EACH
def test_imports_go_one_way(path: Path) -> None:
    own = MODULES[path]
    for other in imports(path):
        assert layer(other) <= layer(own), f"{own} imports {other}, which stands above it"
        assert layer(other) < layer(own) or other.split(".")[1] == own.split(".")[1] != "", f"{own} imports its neighbour {other}"


@EACH
def test_imports_stand_at_the_top(path: Path) -> None:
    found = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [node.lineno for node in found if node not in tree(path).body] == []


def test_no_module_imports_itself_on_a_way_round() -> None:
    below = {name: set(imports(path)) - {name} for path, name in MODULES.items()}

    def reaches(name: str, wanted: str, seen: set[str]) -> bool:
        new = below.get(name, set()) - seen
        return wanted in new or any(reaches(other, wanted, seen | new) for other in new)

    assert [name for name in below if reaches(name, name, set())] == []


@EACH
def test_nothing_below_the_top_ends_the_program_or_prints(path: Path) -> None:
    if layer(MODULES[path]) < LAYERS.index("commands"):
        calls = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
        assert calls.isdisjoint({"print", "sys.exit", "exit", "quit", "eval", "exec", "os.system"})


@EACH
def test_facts_and_diagnostics_do_no_input_or_output(path: Path) -> None:
    if layer(MODULES[path]) <= 1:
        names = {alias.name.split(".")[0] for node in ast.walk(tree(path)) if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module).split(".")[0] for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)}
        assert names.isdisjoint({"pathlib", "os", "io", "sys", "yaml", "json", "subprocess", "logging"})
        assert "open" not in {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}


# The engine and its subject


@cache
def subject_words() -> frozenset[str]:
    """Return the words of four letters and more in the names of this brief that no document uses as an ordinary word."""
    names = [name for spellings in brief().spellings.values() for name in spellings]
    names += [entry.record.name for entry in brief().all("source")]
    names += [entry.id.replace("-", " ") for kind in ("actor", "source", "topic") for entry in brief().all(kind)]
    ordinary = {word for document in brief().documents.values() for word in re.findall(r"\b[a-z]{4,}\b", document.text)}
    found = {word.lower() for name in names for word in re.findall(r"[^\W\d_]{4,}", name)}
    return frozenset(found - ordinary - ORDINARY)


ORDINARY = frozenset({"defence", "east", "general", "mark", "states", "west"})
"""Words of names that are words of English as well, though no document happens to use them so."""


@cache
def whole_names() -> frozenset[str]:
    """Return the names of this brief that are more than a word."""
    found = {name.lower() for spellings in brief().spellings.values() for name in spellings if re.search(r"\w[ -]\w", name)}
    found |= {
        entry.id
        for kind in ("actor", "source", "topic", "figure", "event", "quote")
        for entry in brief().all(kind)
        if "-" in entry.id
    }
    return frozenset(found)


def test_the_subject_is_known_by_words_of_its_own() -> None:
    assert len(subject_words()) > 50
    assert len(whole_names()) > 100


@pytest.mark.parametrize(
    "path",
    sorted(
        path for path in MACROS.rglob("*") if path.suffix in TEXT and "__pycache__" not in path.parts and path.name not in FOREIGN
    ),
    ids=lambda path: path.relative_to(MACROS).as_posix(),
)
def test_the_engine_does_not_name_its_subject(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace").lower()
    assert sorted(subject_words() & set(re.findall(r"[^\W\d_]{4,}", text))) == []
    assert [name for name in whole_names() if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)] == []
