"""The plan of an addition: the file as it is to be, and what the checks say of it before anything is written."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from macros import files
from macros.adding.building import Built
from macros.adding.placing import placed
from macros.brief import Brief, with_files
from macros.checks import Checker
from macros.diagnostics import BriefError, Diagnostic, parted
from macros.facts.records import KINDS
from macros.reading.recordfile import RecordFile, as_record
from macros.reading.yamlfile import parse_yaml


@dataclass(frozen=True)
class Plan:
    """A file that changes, and the findings on the brief with it."""

    brief: Brief
    file: str
    before: str
    after: str
    new: tuple[Diagnostic, ...]
    """Findings that the brief does not have without it: none of them may be written."""

    @property
    def is_sound(self) -> bool:
        """Whether it brings no error."""
        return not any(finding.severity == "error" for finding in self.new)

    def write(self) -> None:
        """Write the file, whole or not at all. Raises BriefError where that is not possible."""
        files.write(self.brief.root, [(self.file, self.before, self.after)])


def plan(brief: Brief, built: Built, check: Checker) -> Plan:
    """Plan an addition to a brief. Raises BriefError where its file cannot take it."""
    kind = KINDS[PurePosixPath(built.file).parent.name]
    known = {file.file.name: file for file in brief.files}
    old = known.get(built.file)
    before = _text(brief, old, built)
    after = placed(before, kind, built)
    record = as_record(parse_yaml(after.encode(), built.file), kind)
    changed = with_files(brief, _in_order({**known, built.file: record}, brief))
    _, new = parted(check(changed), check(brief))
    return Plan(brief, built.file, before, after, tuple(new))


def _text(brief: Brief, old: RecordFile | None, built: Built) -> str:
    """Return the text of the file that is added to, nothing where it is a new one."""
    if built.new is not None:
        if old is not None or (brief.root / built.file).exists():
            raise BriefError(f"there is a file '{built.file}' already")
        return ""
    if old is None or not old.whole:
        raise BriefError(f"'{built.file}' has faults of form: see 'brief check {built.file}'")
    if not files.is_own(brief.root, built.file, old.file.text):
        raise BriefError(f"'{built.file}' is not a file of data/ itself, or was changed meanwhile")
    return old.file.text


def _in_order(known: dict[str, RecordFile], brief: Brief) -> list[RecordFile]:
    """Return files in the order in which a brief reads them."""
    folders = list(KINDS)
    first, *_ = brief.files
    others = [file for name, file in known.items() if name != first.file.name]
    return [first, *sorted(others, key=lambda file: (folders.index(file.file.name.split("/")[1]), file.file.name))]
