"""Findings as text for people, and as JSON, GitHub annotations, SARIF and JUnit for programs. Pure: values in, text out."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from difflib import unified_diff
from importlib.metadata import version
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from macros.diagnostics import Diagnostic

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""The lines of a text with their ends."""

_LINE = re.compile(r"(?<=\w):\d+\b")
"""The line of a file that a message names, which moves."""

MAX_ANNOTATIONS = 10
"""GitHub shows ten annotations a step and drops the rest in silence."""

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

NO_PAGES: Mapping[str, str] = {}

Findings = Sequence[Diagnostic]
Counts = Mapping[str, int]


def text(findings: Findings, colour: bool = False) -> str:
    """Write findings one after the other: `FILE:LINE:COLUMN: SEVERITY RULE MESSAGE`, then what helps; colour is for terminals."""
    return "".join(_finding(finding, colour) for finding in findings)


def _finding(finding: Diagnostic, colour: bool) -> str:
    bold, red, dim, end = ("\x1b[1m", "\x1b[31m", "\x1b[2m", "\x1b[0m") if colour else ("",) * 4
    place = f"{bold}{shown(finding.file)}:{finding.line}:{finding.column}:{end}"
    lines = [f"{place} {red}{finding.severity}{end} {bold}{finding.rule}{end} {shown(finding.message)}"]
    helps = ((f"  {dim}{label}:{end}", [shown(line) for line in value.split("\n")]) for label, value in _helps(finding))
    lines += [_labelled(label, value, "    ") for label, value in helps]
    return "\n".join(lines) + "\n"


def _labelled(label: str, lines: Sequence[str], indent: str = "") -> str:
    """Write a line beside its label, or several below it, all with one indent, so that they can be pasted."""
    return f"{label} {lines[0]}" if len(lines) == 1 else "\n".join([label, *(f"{indent}{line}" for line in lines)])


def _message(finding: Diagnostic) -> str:
    """Write the message of a finding and what helps, for programs that show the whole as one text."""
    return "\n".join([finding.message, *(_labelled(f"{label}:", value.split("\n")) for label, value in _helps(finding))])


def _helps(finding: Diagnostic) -> list[tuple[str, str]]:
    given = (("expected", finding.expected), ("nearest", finding.nearest), ("help", finding.fix))
    return [(label, value) for label, value in given if value]


def shown(words: str) -> str:
    """Write characters that a terminal or a log of GitHub would obey, or that nobody sees, as their code points."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in words).replace("##[", "##\\u005b")


def difference(name: str, before: str, after: str) -> str:
    """Write what changes in a file as a unified diff; characters that a terminal obeys, or nobody sees, as code points."""
    old, new = (_LINES.findall(text) for text in (before, after))
    lines = unified_diff(old, new, f"a/{shown(name)}" if before else "/dev/null", f"b/{shown(name)}")
    return "".join(_diff_line(line) for line in lines)


def _diff_line(line: str) -> str:
    words = line.rstrip("\r\n")
    end = line[len(words) :] or "\n\\ No newline at end of file\n"
    return "".join(char if char.isprintable() or char in "\t\xa0" else f"\\u{ord(char):04x}" for char in words) + end


def summary(findings: Findings, counts: Counts) -> str:
    """Write the last line of a run: what was checked, what failed, and that nothing was left unchecked."""
    found = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
    unread = f", {counted(counts['unread'], 'file')} not read in full" if counts["unread"] else ""
    return (
        f"{counts['citations']} citations in {counts['sources']} sources: {counts['checked']} checked, "
        f"{counts['failed']} failed, {counts['unchecked']} unchecked{unread}; {found}\n"
    )


def formatted(files: int, left: int, is_done: bool) -> str:
    """Write the last line of a formatting: how many files it changed, or would change, and how many it could not."""
    done = "written anew" if is_done else "not in the one form"
    return f"{counted(files, 'file')} {done}; {counted(left, 'file')} left alone\n"


def repaired(citations: int, records: int, files: int, left: int, is_done: bool) -> str:
    """Write the last line of a repair: what it changed, or would change, and what is left for a person."""
    if not (citations or records):
        return f"nothing to repair; {counted(left, 'finding')} left\n"
    done = "repaired" if is_done else "to repair"
    what = f"{counted(citations, 'citation')} and the order of keys in {counted(records, 'record')}"
    how = "; --write makes these changes" if files and not is_done else ""
    return f"{what} {done}, in {counted(files, 'file')}; {counted(left, 'finding')} left{how}\n"


def counted(number: int, what: str) -> str:
    """Write a number with what it counts, in the singular or plural."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def as_text(findings: Findings, counts: Counts) -> str:
    """Write findings and the summary as text."""
    return text(findings) + summary(findings, counts)


def as_json(findings: Findings, counts: Counts) -> str:
    """Write findings and counts as one JSON object."""
    return (
        json.dumps({"findings": [_fields(finding) for finding in findings], "counts": dict(counts)}, indent=2, ensure_ascii=False)
        + "\n"
    )


def _fields(finding: Diagnostic) -> dict[str, object]:
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity,
        "rule": finding.rule,
        "message": finding.message,
        "hint": "; ".join(f"{label}: {value}" for label, value in _helps(finding) if label != "help"),
        "fix": finding.fix,
    }


def as_github(findings: Findings, counts: Counts) -> str:
    """Write findings as annotations of a GitHub workflow; those over the limit are named in the last one and follow as text."""
    room = MAX_ANNOTATIONS if len(findings) <= MAX_ANNOTATIONS else MAX_ANNOTATIONS - 1
    told, rest = findings[:room], findings[room:]
    lines = [_annotation(finding) for finding in told]
    if rest:
        rules = ", ".join(f"{number} {rule}" for rule, number in sorted(Counter(finding.rule for finding in rest).items()))
        lines.append(f"::error title=and {len(rest)} more::{_escaped(rules)}; the log names each\n")
    return "".join(lines) + text(rest) + summary(findings, counts)


def _annotation(finding: Diagnostic) -> str:
    place = f"file={_property(finding.file)},line={finding.line},col={finding.column},title={_property(finding.rule)}"
    return f"::{finding.severity} {place}::{_escaped(_message(finding))}\n"


def _escaped(words: str) -> str:
    return "%0A".join(shown(line).replace("%", "%25") for line in words.split("\n"))


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Findings, counts: Counts, pages: Mapping[str, str] = NO_PAGES) -> str:
    """Write findings as SARIF 2.1.0 (OASIS), with fingerprints that do not change when lines move, and the pages of their rules."""
    rules = sorted({finding.rule for finding in findings})
    described = [_descriptor(rule, pages.get(rule, "")) for rule in rules]
    driver = {"name": "brief", "version": version("research-brief"), "rules": described}
    seen: Counter[str] = Counter()
    results = [_result(finding, rules.index(finding.rule), seen) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results, "properties": dict(counts)}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _descriptor(rule: str, page: str) -> dict[str, object]:
    """Describe a rule by its page: the first paragraph, and the whole."""
    if not page:
        return {"id": rule}
    what = {"text": " ".join(page.split("\n\n")[1].split())}
    return {"id": rule, "shortDescription": what, "fullDescription": what, "help": {"text": page, "markdown": page}}


def _result(finding: Diagnostic, index: int, seen: Counter[str]) -> dict[str, object]:
    alike = "\0".join([finding.rule, finding.file, _LINE.sub("", finding.message)])
    identity = f"{alike}\0{seen[alike]}" if seen[alike] else alike  # The second of its kind in a file is another one.
    seen[alike] += 1
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.file), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
        "partialFingerprints": {"ruleFileMessage/v1": hashlib.sha256(identity.encode()).hexdigest()},
    }


def as_junit(findings: Findings, counts: Counts) -> str:
    """Write findings as JUnit XML: a test case for each rule and file that failed, and one for the citations as a whole."""
    cases: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        cases[finding.file, finding.rule].append(finding)
    body = "".join(_case(file, rule, failed) for (file, rule), failed in sorted(cases.items()))
    name = quoteattr(f"{counts['checked']} citations checked")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites><testsuite name="brief check" tests="{len(cases) + 1}" failures="{len(cases)}" errors="0" skipped="0">\n'
        f'<testcase classname="brief" name={name}/>\n{body}</testsuite></testsuites>\n'
    )


def _case(file: str, rule: str, failed: Findings) -> str:
    details = "".join(_finding(finding, colour=False) for finding in failed)
    failure = f"<failure type={quoteattr(rule)} message={quoteattr(shown(failed[0].message))}>{escape(details)}</failure>"
    name = quoteattr(shown(file))
    return f"<testcase classname={name} name={quoteattr(rule)} file={name}>{failure}</testcase>\n"


FORMATS: dict[str, Callable[..., str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""The formats of `brief check`: functions of findings and counts; `as_sarif` also of the pages of rules, by name."""
